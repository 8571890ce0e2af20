"""One believable row, held against the real ground and the real lists."""

from collections.abc import Callable

import pytest

from app.territory import atlas
from directory.data.lists import taxonomy
from directory.exchange.ground import Ground
from directory.exchange.reading import RawRow
from directory.exchange.validating import Rules, Verdict, validate
from tests.directory.exchange.rows import LINE, ROW

Judge = Callable[..., Verdict]


@pytest.fixture(scope="session")
def ground() -> Ground:
    """The communes of France, as the application reads them."""
    return Ground(atlas.gazetteer(), atlas.contours())


@pytest.fixture
def rules(ground, now) -> Rules:
    """Everything a row is held against."""
    return Rules(taxonomy(), ground, now)


@pytest.fixture
def judge(rules) -> Judge:
    """Return what is made of the believable row once some cells are changed."""

    def judged(**cells: str) -> Verdict:
        return validate(RawRow(LINE, ROW | cells), rules)

    return judged
