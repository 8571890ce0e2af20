"""What is written, in which tables, and what is never half done."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.kernel.access_log import JournalLeaf
from directory.exchange.entry import Entry, Offer, Places, Reach, Spot
from directory.models import (
    Contact,
    ContactAudience,
    ContactKind,
    Place,
    ServiceAtSite,
    Site,
    VerifiedHow,
)
from directory.operations.importing.storing import ImportRefused, PlanOutdated, store
from directory.queries.stored import stored_entries
from tests.directory.exchange.rows import EXAMPLES, SECRET, entry_of
from tests.directory.operations.importing.files import (
    brought,
    contacts,
    entry,
    file_at,
    planned,
    sheet_of,
)


def test_every_value_of_the_format_comes_back_from_the_tables(session, now):
    made = brought(file_at(EXAMPLES / "example.csv"), now=now)
    written = {row.entry.key: row.entry for row in made.additions}
    read = {stored.entry.key: stored.entry for stored in stored_entries()}
    assert read == written
    for part in (Entry, Offer, Reach, Places, Spot):  # and no field was empty everywhere
        values = list(_parts(written.values(), part))
        for field in fields(part):
            assert any(getattr(value, field.name) not in {None, "", ()} for value in values), field


def _parts(entries, kind):
    for one in entries:
        yield from (
            part
            for part in (one, one.offer, one.reach, one.places, one.spot)
            if isinstance(part, kind)
        )


def test_an_entry_says_where_it_comes_from_and_since_when(session, now):
    brought(sheet_of({"source": "essai 2026"}), now=now)
    stored = entry("essai-001")
    assert (stored.source, stored.source_family) == ("essai 2026", "essai")
    assert (stored.created_at, stored.changed_at, stored.archived_at) == (now, now, None)
    assert (stored.verified_on, stored.verified_how) == (date(2026, 10, 20), VerifiedHow.IMPORTED)


def test_a_row_never_verified_is_not_said_verified(session, now):
    brought(sheet_of({"verifie_le": ""}), now=now)
    assert (entry("essai-001").verified_on, entry("essai-001").verified_how) == (None, None)


def test_a_refused_plan_writes_nothing(session, now):
    made = planned(sheet_of({}, {"identifiant": "e2", "frais": "cher"}), now=now)
    with pytest.raises(ImportRefused) as refusal:
        store(made, now=now)
    assert refusal.value.reasons == tuple(made.reasons)
    assert session.scalar(sa.select(sa.func.count()).select_from(ServiceAtSite)) == 0


def test_refused_rows_can_be_left_aside(session, now):
    made = planned(sheet_of({}, {"identifiant": "e2", "frais": "cher"}), now=now, skip_errors=True)
    assert len(store(made, now=now)) == 1


def test_a_plan_made_before_a_change_is_void(session, now):
    brought(sheet_of({}), now=now)
    made = planned(sheet_of({"service": "Permanence"}), now=now)
    brought(sheet_of({"telephone": "06 39 98 00 09"}), now=now)
    with pytest.raises(PlanOutdated):
        store(made, now=now)
    assert entry("essai-001").service.name == "Information juridique"


def test_a_plan_made_before_a_new_entry_is_void(session, now):
    made = planned(sheet_of({}), now=now)
    brought(sheet_of({}), now=now)
    with pytest.raises(PlanOutdated):
        store(made, now=now)


def test_the_ids_returned_are_those_of_the_entries_touched(session, now):
    brought(sheet_of({"identifiant": "e1"}, {"identifiant": "e2"}, {"identifiant": "e3"}), now=now)
    file = sheet_of({"identifiant": "e1", "service": "Autre"}, {"identifiant": "e2"}, {})
    made = planned(file, now=now, complete=True, force=True)
    touched = set(store(made, now=now))
    session.expire_all()
    assert touched == {entry(key).id for key in ("e1", "e3", "essai-001")}


def test_a_change_keeps_the_entry_its_age_and_its_identity(session, now):
    brought(sheet_of({}), now=now)
    before = entry("essai-001")
    identity = before.id, before.service_id, before.site_id, before.version
    later = now + timedelta(days=1)
    brought(sheet_of({"horaires": "24/7"}), now=later)
    after = entry("essai-001")
    assert (after.id, after.service_id, after.site_id, after.version - 1) == identity
    assert (after.created_at, after.changed_at) == (now, later)


def test_a_new_check_in_a_file_replaces_a_check_made_here(session, now):
    brought(sheet_of({}), now=now)
    stored = entry("essai-001")
    stored.verified_on, stored.verified_how = date(2026, 10, 21), VerifiedHow.CALL
    session.flush()
    brought(sheet_of({"verifie_le": "2026-11-20"}), now=now)
    assert entry("essai-001").verified_how is VerifiedHow.IMPORTED
    assert entry("essai-001").verified_on == date(2026, 11, 20)


# Contacts


def test_contacts_say_for_whom_they_are(session, now):
    reach = {"telephone_pro": "06 39 98 00 09", "courriel": "accueil@example.fr"}
    brought(sheet_of(reach), now=now)
    assert contacts("essai-001") == [
        ("phone", "public", "+33353010005"),
        ("phone", "professional", "+33639980009"),
        ("mail", "public", "accueil@example.fr"),
    ]


def test_the_second_line_of_a_secret_entry_is_for_iscg_alone(session, now):
    brought(sheet_of(SECRET | {"telephone_pro": "06 39 98 00 09"}), now=now)
    assert ("phone", "on_call", "+33639980009") in contacts("essai-001")
    assert not any(audience == "professional" for _, audience, _ in contacts("essai-001"))


def test_a_contact_added_by_hand_survives_a_change_of_the_files_own(session, now):
    brought(sheet_of({}), now=now)
    by_hand = Contact(
        entry_id=entry("essai-001").id,
        rank=9,
        kind=ContactKind.PHONE,
        audience=ContactAudience.PUBLIC,
        value="+33639980077",
        label="Le mercredi",
    )
    session.add(by_hand)
    session.flush()
    brought(sheet_of({"telephone": "06 39 98 00 09"}), now=now)
    assert [value for _, _, value in contacts("essai-001")] == ["+33639980009", "+33639980077"]


# Secrecy


def test_an_entry_that_becomes_secret_keeps_no_trace_of_its_place(session, now):
    brought(sheet_of({"courriel": "accueil@example.fr", "telephone_pro": "115"}), now=now)
    site = entry("essai-001").site
    site.name, site.access_note = "Rue des Lilas", "Porte bleue"
    session.flush()
    brought(sheet_of(SECRET | {"telephone_pro": "115"}), now=now)
    columns = {column.name for column in Site.__table__.columns}
    empty = columns - {"id", "organisation_id", "place", "area"}
    (row,) = session.execute(sa.select(Site.__table__)).mappings()
    assert row["place"] is Place.SECRET
    assert {name: row[name] for name in empty if row[name]} == {}
    assert contacts("essai-001") == [
        ("phone", "public", "+33353010005"),
        ("phone", "on_call", "115"),
    ]


def test_an_import_leaves_one_leaf_without_a_content(session, now):
    brought(sheet_of({}), now=now)
    brought(sheet_of({}), now=now)
    (leaf,) = session.scalars(sa.select(JournalLeaf))
    assert (leaf.act, leaf.ref, leaf.reason) == ("entries_imported", leaf.ref, "")


def test_the_row_of_a_verdict_is_what_is_written(session, now, judge):
    brought(sheet_of({}), now=now)
    (stored,) = stored_entries()
    assert stored.entry == entry_of(judge())
