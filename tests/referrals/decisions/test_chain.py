from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from referrals.decisions.chain import BEFORE_ALL, digest
from referrals.decisions.workflow import Action

AT = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
EVENT = {"serial": 1, "at": AT, "action": Action.SEND, "member": UUID(int=7), "prev": BEFORE_ALL}


def test_the_digest_of_a_known_event_never_changes():
    assert digest(EVENT).hex() == "c1a726c9c38cb8af0a750c00e504c6b5935970485567c20c64ca2d037bafe0db"


def test_the_order_of_the_fields_and_the_zone_of_the_instant_do_not_matter():
    in_paris = dict(reversed(EVENT.items())) | {"at": AT.astimezone(ZoneInfo("Europe/Paris"))}
    assert digest(in_paris) == digest(EVENT)


@given(name=st.sampled_from(sorted(EVENT)), value=st.none() | st.text() | st.integers())
def test_any_changed_field_changes_the_digest(name, value):
    changed = EVENT | {name: value}
    assert (digest(changed) == digest(EVENT)) is (changed == EVENT)
