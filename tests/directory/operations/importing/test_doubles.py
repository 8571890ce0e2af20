"""Possible duplicates: told, never merged (import-format.md §3, rule 2)."""

import pytest

from directory.exchange.messages import Fault
from tests.directory.exchange.rows import SECRET
from tests.directory.operations.importing.files import brought, planned, sheet_of, tally

OTHER = {"identifiant": "autre", "source": "FINESS 2020"}
OTHER_PHONE = {"telephone": "06 39 98 00 09"}
OTHER_NAME = {"structure": "Maison de justice et du droit"}


def _doubles(made):
    return [
        (message.line, message.detail)
        for message in made.messages
        if message.fault is Fault.DUPLICATE
    ]


@pytest.mark.parametrize(
    "row",
    [OTHER_NAME, OTHER_PHONE, OTHER_PHONE | {"structure": "Association Horizons Droit"}],
    ids=["same line", "same name", "nearly the same name"],
)
def test_the_same_line_or_name_in_one_commune_and_category_is_told(session, now, row):
    brought(sheet_of({}), now=now)
    made = planned(sheet_of(OTHER | row), now=now)
    assert tally(made) == (1, 0, 0, 0, 0)
    assert _doubles(made) == [(2, "essai-001 (Association Horizon Droits)")]


@pytest.mark.parametrize(
    "row",
    [
        OTHER_NAME | OTHER_PHONE,
        {"categorie": "avocat"},
        {"code_insee": "71342", "commune": "", "code_postal": "", "longitude": "", "latitude": ""},
    ],
    ids=["neither line nor name", "another category", "another commune"],
)
def test_two_different_services_are_not(session, now, row):
    brought(sheet_of({}), now=now)
    assert _doubles(planned(sheet_of(OTHER | row), now=now)) == []


def test_a_town_hall_and_its_social_service_are_two(session, now):
    rows = (
        {"identifiant": "m", "structure": "Mairie - Mâcon", "categorie": "mairie"},
        {"identifiant": "c", "structure": "CCAS de Mâcon", "categorie": "ccas_cias"},
    )
    assert _doubles(planned(sheet_of(*rows), now=now)) == []


def test_two_lines_of_one_file_are_compared_once(session, now):
    made = planned(sheet_of({"identifiant": "a"}, {"identifiant": "b"}), now=now)
    assert _doubles(made) == [(3, "a (Association Horizon Droits)")]
    assert made.warned == {3}


def test_what_has_not_changed_is_not_told_again(session, now):
    rows = sheet_of({"identifiant": "a"}, {"identifiant": "b"})
    brought(rows, now=now)
    assert _doubles(planned(rows, now=now)) == []


def test_a_confidential_entry_is_nobodys_double(session, now):
    brought(sheet_of(SECRET), now=now)
    assert _doubles(planned(sheet_of(SECRET | OTHER), now=now)) == []
