"""One organisation a name, inside a source family; teams follow their structure, not a row."""

import sqlalchemy as sa

from directory.models import Organisation
from tests.directory.operations.importing.files import brought, entry, planned, sheet_of, tally
from tests.makers import make_team


def _names(session):
    return sorted(session.scalars(sa.select(Organisation.name)))


TWO = ({"identifiant": "e1"}, {"identifiant": "e2", "service": "Permanence"})


def test_two_services_of_one_structure_have_one_organisation(session, now):
    brought(sheet_of(*TWO), now=now)
    assert _names(session) == ["Association Horizon Droits"]
    assert entry("e1").service.organisation is entry("e2").service.organisation


def test_the_same_name_from_two_sources_is_two_organisations(session, now):
    brought(sheet_of({}), now=now)
    brought(sheet_of({"source": "FINESS 2020"}), now=now)
    assert len(_names(session)) == 2


def test_an_apostrophe_does_not_make_a_second_organisation(session, now):
    rows = (
        {"identifiant": "a", "structure": "L'Escale"},
        {"identifiant": "b", "structure": "L’Escale"},
    )
    brought(sheet_of(*rows), now=now)
    assert _names(session) == ["L'Escale"]
    assert tally(planned(sheet_of(*rows), now=now)) == (0, 0, 2, 0, 0)


def test_a_structure_renamed_everywhere_keeps_its_teams(session, now):
    brought(sheet_of(*TWO), now=now)
    organisation = entry("e1").service.organisation
    team = make_team(organisation)
    entry("e1").service.team_id = team.id
    session.flush()
    made = brought(sheet_of(*({**row, "structure": "Horizon"} for row in TWO)), now=now)
    assert tally(made) == (0, 2, 0, 0, 0)
    assert _names(session) == ["Horizon"]
    assert entry("e1").service.organisation_id == team.organisation_id
    assert entry("e1").service.team_id == team.id


def test_a_service_that_changes_hands_leaves_the_team_of_the_former(session, now):
    brought(sheet_of(*TWO), now=now)
    team = make_team(entry("e1").service.organisation)
    entry("e1").service.team_id, entry("e1").service.receives_handoffs = team.id, True
    session.flush()
    brought(sheet_of({**TWO[0], "structure": "Relais du Val"}, TWO[1]), now=now)
    moved = entry("e1")
    assert moved.service.organisation.name == "Relais du Val"
    assert moved.site.organisation_id == moved.service.organisation_id
    assert (moved.service.team_id, moved.service.receives_handoffs) == (None, False)
    assert entry("e2").service.organisation.name == "Association Horizon Droits"


def test_a_name_that_is_freed_can_be_taken_by_a_new_row(session, now):
    brought(sheet_of({"identifiant": "e1"}), now=now)
    former = entry("e1").service.organisation_id
    brought(sheet_of({"identifiant": "e1", "structure": "Horizon"}, {"identifiant": "e3"}), now=now)
    assert entry("e1").service.organisation_id == former
    assert entry("e3").service.organisation_id != former
    assert _names(session) == ["Association Horizon Droits", "Horizon"]
