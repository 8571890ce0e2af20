from datetime import date
from uuid import uuid4

from directory.models import Contact, ContactAudience, ContactKind, Place, Visibility
from directory.queries.entries import area_names, find_entry, sheet_of
from tests.directory.viewers import ELECTED, ISCG, MEMBER
from tests.makers import make_entry, make_iscg


def test_what_one_may_not_see_does_not_exist(session):
    entry = make_entry(visibility=Visibility.RESTRICTED)
    assert find_entry(ISCG, entry.id) is entry
    assert find_entry(MEMBER, entry.id) is None
    assert find_entry(ISCG, uuid4()) is None


def test_the_line_to_call_first_is_the_one_kept_for_who_looks(session, now):
    entry = make_entry(phone="+33353010140", on_call="+33353010999")
    session.add(
        Contact(entry_id=entry.id, kind=ContactKind.PHONE, audience=ContactAudience.PROFESSIONAL,
                value="+33353010141")
    )  # fmt: skip
    session.flush()
    first = {
        who: sheet_of(viewer, entry, now=now).phone.value
        for who, viewer in {"iscg": ISCG, "member": MEMBER, "elected": ELECTED}.items()
    }
    assert first == {"iscg": "+33353010999", "member": "+33353010141", "elected": "+33353010140"}
    assert len(sheet_of(ELECTED, entry, now=now).lines) == 1


def test_a_protected_place_has_no_commune_and_no_distance(session, now):
    entry = make_entry(place=Place.SECRET, category="hebergement_vif_dedie")
    sheet = sheet_of(ISCG, entry, now=now)
    assert (sheet.place, sheet.commune, sheet.km) == (Place.SECRET, "", None)


def test_a_category_of_protected_places_hides_a_place_stored_by_mistake(session, now):
    entry = make_entry(category="hebergement_vif_dedie")
    sheet = sheet_of(ISCG, entry, now=now)
    assert (sheet.place, sheet.commune, sheet.km) == (Place.SECRET, "", None)


def test_a_verification_says_by_whom_and_until_when(session, now):
    member = make_iscg()
    entry = make_entry(verified_on=date(2026, 10, 12), verified_by_id=member.id)
    sheet = sheet_of(ISCG, entry, now=now)
    assert (sheet.verified_by, sheet.due_on, sheet.is_overdue) == (
        member.name,
        date(2027, 4, 12),
        False,
    )
    entry.verified_on = date(2026, 1, 1)
    assert sheet_of(ISCG, entry, now=now).is_overdue


def test_a_statutory_channel_takes_no_request(session, now):
    entry = make_entry(category="crip", service_fields={"receives_handoffs": True})
    assert not sheet_of(ISCG, entry, now=now).receives_handoffs


def test_a_zone_is_told_by_names_and_an_unknown_one_as_unknown():
    assert area_names(["71342", "71", "france"]) == ("France", "Paray-le-Monial", "Saône-et-Loire")
    assert area_names(None) is None
    assert area_names([]) is None
