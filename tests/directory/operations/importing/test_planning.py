"""What a file changes, compared with what is known: import-format.md §3, rules 1 to 5 and 7."""

from datetime import date

import pytest
import sqlalchemy as sa

from directory.exchange.messages import Fault
from directory.exchange.writing import csv_file
from directory.models import ServiceAtSite, VerifiedHow
from directory.queries.stored import stored_entries
from tests.directory.exchange.rows import EXAMPLES, PLACELESS, SECRET
from tests.directory.operations.importing.files import (
    brought,
    entry,
    file_at,
    planned,
    sheet_of,
    tally,
)


def _columns(made):
    (change,) = made.changes
    return [column for column, _, _ in change.differences]


# The files of §5


def test_the_example_is_created_then_changes_nothing(session, now):
    example = file_at(EXAMPLES / "example.csv")
    assert tally(brought(example, now=now)) == (25, 0, 0, 0, 0)
    again = planned(example, now=now)
    assert tally(again) == (0, 0, 25, 0, 0)
    assert len(again.warned) == 3


def test_the_damaged_example_changes_nothing_after_the_whole_one(session, now):
    brought(file_at(EXAMPLES / "example.csv"), now=now)
    assert tally(planned(file_at(EXAMPLES / "example_abime.csv"), now=now)) == (0, 0, 25, 0, 0)


def test_an_export_brought_back_changes_nothing(session, now, tmp_path, ground):
    brought(file_at(EXAMPLES / "example.csv"), now=now, family="un canal")
    exported = tmp_path / "export.csv"
    stored = [one.entry for one in stored_entries()]
    exported.write_bytes(csv_file(stored, ground.gazetteer))
    assert tally(planned(file_at(exported), now=now)) == (0, 0, 25, 0, 0)


def test_the_real_territory_is_created_then_changes_nothing(session, now, shared_data):
    real = file_at(shared_data / "services71.csv")
    assert tally(brought(real, now=now)) == (826, 0, 0, 0, 0)
    assert tally(planned(real, now=now)) == (0, 0, 826, 0, 0)


# The key


def test_a_known_key_is_updated_whatever_its_name_place_and_phone(session, now):
    brought(sheet_of({}), now=now)
    renamed = {
        "structure": "Maison du droit",
        "service": "Permanence",
        "telephone": "06 39 98 00 09",
        "adresse": "5 rue des Lilas",
    }
    made = brought(sheet_of(renamed), now=now)
    assert tally(made) == (0, 1, 0, 0, 0)
    assert _columns(made) == ["structure", "service", "adresse", "telephone"]


def test_the_same_row_under_another_key_is_another_entry(session, now):
    brought(sheet_of({}), now=now)
    assert tally(planned(sheet_of({"identifiant": "autre"}), now=now)) == (1, 0, 0, 0, 0)


def test_one_key_in_two_families_is_two_entries(session, now):
    brought(sheet_of({"source": "FINESS 2020"}), now=now)
    made = brought(sheet_of({"source": "Annuaire DILA 2019"}), now=now)
    assert tally(made) == (1, 0, 0, 0, 0)


@pytest.mark.parametrize(
    "source", ["essai 2027", "Essai, millésime 2026", "ESSAI 2026-11", "essai (2026)"]
)
def test_the_vintage_of_a_source_is_no_part_of_the_key(session, now, source):
    brought(sheet_of({"source": "essai 2026"}), now=now)
    expected = (
        (0, 1, 0, 0, 0) if source.lower().startswith(("essai 2", "essai (")) else (1,) + (0,) * 4
    )
    assert tally(planned(sheet_of({"source": source}), now=now)) == expected


def test_the_operator_chooses_the_channel(session, now):
    brought(sheet_of({"source": "liste de Charolles 2026"}), now=now, family="Liste locale")
    assert entry("essai-001").source_family == "Liste locale"
    made = planned(sheet_of({"source": "autre nom 2027"}), now=now, family="liste LOCALE")
    assert tally(made) == (0, 1, 0, 0, 0)
    assert _columns(made) == ["source"]


# Columns


def test_an_absent_column_leaves_what_is_stored(session, now):
    brought(sheet_of({"horaires": "Mo-Fr 09:00-12:00", "courriel": "accueil@example.fr"}), now=now)
    without = ("horaires", "courriel", "telephone", "adresse", "longitude", "latitude", "commune")
    made = planned(sheet_of({}, without=without), now=now)
    assert tally(made) == (0, 0, 1, 0, 0)


def test_an_empty_cell_empties_what_is_stored(session, now):
    brought(sheet_of({"horaires": "Mo-Fr 09:00-12:00", "publics": "femmes"}), now=now)
    made = brought(sheet_of({"telephone": ""}), now=now)
    assert _columns(made) == ["telephone", "horaires", "publics"]
    stored = entry("essai-001")
    assert (stored.hours, stored.service.publics, stored.contacts) == (None, None, [])


def test_absent_columns_are_unknown_for_a_new_key(session, now):
    brought(sheet_of({}, without=("telephone", "verifie_le")), now=now)
    stored = entry("essai-001")
    assert (stored.contacts, stored.verified_on) == ([], None)


def test_a_row_with_required_columns_alone_can_make_an_entry_secret(session, now):
    brought(sheet_of({"zone": "71270|200070308", "places_total": "6"}), now=now)
    required = ("identifiant", "structure", "service", "categorie", "lieu", "visibilite", "source")
    others = tuple(column for column in sheet_of({}).columns if column not in required)
    hidden = {"categorie": "hebergement_vif_dedie", "lieu": "secret", "visibilite": "reseau"}
    assert tally(brought(sheet_of(hidden, without=others), now=now)) == (0, 1, 0, 0, 0)
    stored = entry("essai-001")
    assert stored.site.area == "200070308"
    assert (stored.site.insee_code, stored.site.address, stored.site.longitude) == (None,) * 3
    assert (stored.service.catchment, stored.places_total) == (["200070308"], None)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ({"service": "Écoute d'urgence"}, {"service": "Écoute d’urgence"}),
        ({"service": "Écoute  et\u00a0relais"}, {"service": "Écoute et relais"}),
        ({"telephone": "0353010005"}, {"telephone": "+33 3 53 01 00 05"}),
        ({"publics": "femmes"}, {"publics": "Femmes|femmes"}),
    ],
)
def test_another_writing_of_the_same_value_is_no_change(session, now, stored, typed):
    brought(sheet_of(stored), now=now)
    assert tally(planned(sheet_of(typed), now=now)) == (0, 0, 1, 0, 0)


# What was confirmed here


def test_a_field_confirmed_here_since_is_not_overwritten(session, now):
    brought(sheet_of({}), now=now)
    entry("essai-001").confirmed_fields = {"telephone": "2026-11-01"}
    session.flush()
    file = sheet_of({"telephone": "06 39 98 00 09", "service": "Permanence"})
    made = brought(file, now=now)
    assert _columns(made) == ["service"]
    assert [message.fault for message in made.messages] == [Fault.CONFIRMED_LOCALLY]
    assert entry("essai-001").contacts[0].value == "+33353010005"


def test_a_field_confirmed_here_before_the_files_own_check_is_overwritten(session, now):
    brought(sheet_of({}), now=now)
    entry("essai-001").confirmed_fields = {"telephone": "2026-10-19"}
    session.flush()
    assert _columns(planned(sheet_of({"telephone": "06 39 98 00 09"}), now=now)) == ["telephone"]


def test_a_check_made_here_is_not_dated_back_by_a_file(session, now):
    brought(sheet_of({}), now=now)
    stored = entry("essai-001")
    stored.verified_on, stored.verified_how = date(2026, 11, 20), VerifiedHow.CALL
    session.flush()
    assert tally(brought(sheet_of({}), now=now)) == (0, 0, 1, 0, 0)
    assert entry("essai-001").verified_on == date(2026, 11, 20)


def test_a_place_confirmed_here_does_not_hold_secrecy_back(session, now):
    brought(sheet_of({}), now=now)
    entry("essai-001").confirmed_fields = {"lieu": "2026-11-20", "adresse": "2026-11-20"}
    session.flush()
    made = brought(sheet_of(SECRET), now=now)
    assert "lieu" in _columns(made)
    assert entry("essai-001").site.address is None


# Missing rows


def _five(*keys):
    return sheet_of(*({"identifiant": f"e{key}"} for key in keys or range(5)))


def test_missing_rows_are_left_alone(session, now):
    brought(_five(), now=now)
    assert tally(planned(_five(1), now=now)) == (0, 0, 1, 0, 0)


def test_a_complete_file_archives_what_it_lacks_and_can_bring_it_back(session, now):
    brought(_five(), now=now)
    assert tally(brought(_five(0, 1, 2, 3), now=now, complete=True)) == (0, 0, 4, 1, 0)
    assert entry("e4").archived_at == now
    assert tally(planned(_five(0, 1, 2, 3), now=now, complete=True)) == (0, 0, 4, 0, 0)
    back = brought(_five(), now=now)
    assert tally(back) == (0, 1, 4, 0, 0)
    assert entry("e4").archived_at is None


def test_a_complete_file_archives_its_own_family_only(session, now):
    brought(sheet_of({"identifiant": "ailleurs", "source": "FINESS"}), now=now)
    brought(_five(), now=now)
    assert planned(_five(), now=now, complete=True).archived == []


def test_more_than_a_fifth_of_a_family_stops_the_import(session, now):
    brought(_five(), now=now)
    made = planned(_five(0, 1, 2), now=now, complete=True)
    assert len(made.archived) == 2
    (reason,) = made.reasons
    assert "2 fiches sur 5" in reason
    assert "--force" in reason
    assert planned(_five(0, 1, 2), now=now, complete=True, force=True).reasons == []


def test_a_refused_row_is_not_missing(session, now):
    brought(_five(), now=now)
    rows = [{"identifiant": f"e{key}"} for key in range(4)]
    broken = {"identifiant": "e4", "telephone": "12345678"}
    made = planned(sheet_of(*rows, broken), now=now, complete=True, skip_errors=True)
    assert (made.archived, made.reasons) == ([], [])


def test_a_row_without_its_key_cannot_be_part_of_a_complete_file(session, now):
    made = planned(sheet_of({}, {"identifiant": ""}), now=now, complete=True, skip_errors=True)
    assert "n’est pas complet" in made.reasons[0]


def test_an_empty_complete_file_of_a_known_channel_is_stopped(session, now):
    brought(_five(), now=now)
    assert planned(sheet_of(), now=now, family="Essai", complete=True).reasons


# Refusals


def test_one_row_in_error_stops_the_file_unless_told_otherwise(session, now):
    file = sheet_of({}, {"identifiant": "e2", "frais": "cher"})
    made = planned(file, now=now)
    assert made.refused == {3}
    assert made.reasons[0].startswith("1 ligne est en erreur")
    assert planned(file, now=now, skip_errors=True).reasons == []


def test_a_family_has_a_length(session, now):
    assert planned(sheet_of({}), now=now, family="f" * 121).reasons


def test_two_rows_of_one_key_are_both_refused(session, now):
    made = planned(sheet_of({}, {}), now=now)
    assert made.refused == {2, 3}
    assert made.additions == []


def test_nothing_is_written_by_planning(session, now):
    planned(file_at(EXAMPLES / "example.csv"), now=now)
    assert session.scalar(sa.select(sa.func.count()).select_from(ServiceAtSite)) == 0


def test_a_territory_entry_becomes_placed_and_back(session, now):
    line = PLACELESS | {"lieu": "territoire", "zone": "71"}
    brought(sheet_of(line), now=now)
    assert tally(brought(sheet_of({"zone": "71"}), now=now)) == (0, 1, 0, 0, 0)
    assert entry("essai-001").site.area is None
    assert tally(brought(sheet_of(line), now=now)) == (0, 1, 0, 0, 0)
    assert entry("essai-001").site.insee_code is None
