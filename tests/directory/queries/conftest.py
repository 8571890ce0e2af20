"""A count of what the database is asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from app.kernel.db import db


@pytest.fixture
def asked_of_the_database(session) -> Callable[[], Iterator[list[str]]]:
    """Return a block that counts the reads made inside it."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        reads: list[str] = []

        def note(_c, _cursor, statement, *_rest) -> None:
            reads.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield reads
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)

    return counting
