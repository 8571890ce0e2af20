"""« The more secret side wins »: import-format.md §3, rule 4, and directory-and-maps.md §5."""

import pytest

from directory.exchange.messages import Fault
from directory.models import Place
from tests.directory.exchange.rows import PLACELESS, SECRET
from tests.directory.operations.importing.files import (
    brought,
    entry,
    planned,
    sheet_of,
    tally,
)

ELSEWHERE = {"identifiant": "autre", "source": "FINESS 2020"}


def _said(made):
    return [str(message) for message in made.messages]


@pytest.fixture
def shelter(session, now):
    """A shelter already known."""
    brought(sheet_of(SECRET), now=now)


RENAMED = {"structure": "Maison du droit", "service": "Permanence"}


@pytest.mark.parametrize("names", [{}, RENAMED], ids=["same names", "other names"])
@pytest.mark.parametrize("place", ["exact", "commune", "territoire"])
def test_an_entry_stored_as_secret_is_never_located(session, now, shelter, place, names):
    cells = {"lieu": place, "categorie": "avocat"} | names
    cells |= PLACELESS if place == "territoire" else {}
    made = planned(sheet_of(cells), now=now, skip_errors=True)
    assert tally(made) == (0, 0, 0, 0, 1)
    assert [message.fault for message in made.messages] == [Fault.WITHHELD]


def test_what_the_file_knew_of_it_is_never_told(session, now, shelter):
    rows = (
        {"adresse": "12 rue des Lilas", "telephone": "12345678"},
        {"adresse": "3 quai Nord", "code_insee": "59999", "commune": "Digoin"},
        {"lieu": "commune", "longitude": "", "latitude": "", "horaires": "toujours"},
        {"lieu": "commune", "frais": "#N/A", "description": "<b>12 rue des Lilas</b>"},
    )
    reports = {
        (tuple(_said(made)), tuple(made.reasons))
        for made in (planned(sheet_of({"categorie": "avocat"} | row), now=now) for row in rows)
    }
    assert len(reports) == 1


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"structure": "ASSOCIATION HORIZON DROITS", "service": "information Juridique"},
        {"service": "Accueil de jour"},
    ],
    ids=["same names", "same names otherwise written", "same structure, which has nothing else"],
)
def test_another_source_cannot_locate_it_by_its_names(session, now, shelter, names):
    made = planned(sheet_of(ELSEWHERE | {"categorie": "avocat"} | names), now=now)
    assert [message.fault for message in made.messages] == [Fault.WITHHELD]


def test_a_structure_with_a_public_door_may_open_another(session, now):
    brought(
        sheet_of(
            SECRET | {"identifiant": "abri", "service": "Hébergement"},
            {"identifiant": "accueil", "service": "Accueil de jour"},
        ),
        now=now,
    )
    permanence = {"identifiant": "autre", "service": "Permanence"}
    assert tally(planned(sheet_of(permanence), now=now)) == (1, 0, 0, 0, 0)
    same = ELSEWHERE | {"service": "hébergement"}
    assert [m.fault for m in planned(sheet_of(same), now=now).messages] == [Fault.WITHHELD]


@pytest.mark.parametrize("order", [1, -1])
def test_a_file_cannot_locate_what_it_calls_secret_on_another_line(session, now, order):
    rows = [SECRET | {"identifiant": "abri"}, {"identifiant": "autre"}][::order]
    made = planned(sheet_of(*rows), now=now)
    assert [message.fault for message in made.messages] == [Fault.WITHHELD]


def test_a_secret_row_updates_it(session, now, shelter):
    made = brought(sheet_of(SECRET | {"telephone": "115"}), now=now)
    assert tally(made) == (0, 1, 0, 0, 0)
    assert entry("essai-001").site.place is Place.SECRET


def test_an_archived_shelter_is_still_protected(session, now, shelter):
    entry("essai-001").archived_at = now
    session.flush()
    made = planned(sheet_of({"categorie": "avocat"}), now=now)
    assert [message.fault for message in made.messages] == [Fault.WITHHELD]
