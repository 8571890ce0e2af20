from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.kernel.db import Table
from referrals.decisions.workflow import Status
from referrals.models import Consent, Event, Handoff, Referral
from tests.referrals.scene import ask_also, bring, make_scene, send

# Every column of the exchange, and why it may stand in clear. A new one fails here first.
COARSE = {
    "referral": {
        *("id", "reference", "direction", "team_id", "author_id", "territory", "danger"),
        *("need_family", "mode", "created_at", "version"),
    },
    "consent": {
        *("id", "referral_id", "service_id", "recipient_name", "need", "identity"),
        *("safe_contact", "mode", "collected_on", "collected_by_id", "starts_on", "ends_on"),
        *("withdrawn_at", "wording"),
    },
    "handoff": {
        *("id", "referral_id", "service_id", "entry_id", "service_name", "team_id", "consent_id"),
        *("rank", "exclusive", "channel", "status", "status_since", "sent_at", "moved_by"),
        *("moves", "call_ref", "called", "called_at", "decline_code", "missing_code"),
        *("failure_code", "outcome_code", "review_on"),
    },
    "event": {
        *("handoff_id", "serial", "at", "action", "before", "after", "side", "recorded_by"),
        *("member_id", "team_id", "channel", "cause", "journal_seq", "prev"),
    },
}


def test_no_column_was_added_without_being_classed():
    for name, columns in COARSE.items():
        assert set(Table.metadata.tables[name].columns.keys()) == columns


def test_a_service_is_asked_once_for_one_referral(session, now):
    handoff = send(make_scene(), now=now)
    columns = {c.key: getattr(handoff, c.key) for c in Handoff.__table__.columns}
    again = sa.insert(Handoff).values({**columns, "id": handoff.referral_id})
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(again)


INVARIANTS = [
    ("ck_handoff_sent_with_an_agreement", {"consent_id": None}),
    ("ck_handoff_sent_with_an_agreement", {"sent_at": None}),
    ("ck_handoff_account_has_a_team", {"team_id": None}),
    ("ck_handoff_declined_says_why", {"status": Status.DECLINED}),
    ("ck_handoff_failed_says_why", {"status": Status.FAILED}),
    ("ck_handoff_concluded_says_what", {"status": Status.CONCLUDED}),
    (
        "ck_handoff_no_conflict_in_clear",
        {"status": "declined", "decline_code": "conflict_of_interest"},
    ),
    ("ck_handoff_call_is_whole", {"called": "head"}),
]


def test_the_database_says_the_invariants_again(session, now):
    handoff = send(make_scene(), now=now)
    for name, values in INVARIANTS:
        change = sa.update(Handoff).where(Handoff.id == handoff.id).values(values)
        with pytest.raises(IntegrityError, match=name), session.begin_nested():
            session.execute(change)


def test_an_agreement_for_another_service_sends_nothing(session, now):
    mine, other = send(make_scene(), now=now), send(make_scene(), now=now)
    change = sa.update(Handoff).where(Handoff.id == mine.id).values(consent_id=other.consent_id)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(change)


def test_an_agreement_on_identity_alone_is_refused(session, now):
    handoff = send(make_scene(), now=now)
    change = sa.update(Consent).values(need=False, identity=True)
    with pytest.raises(IntegrityError, match="need_comes_first"), session.begin_nested():
        session.execute(change)
    assert handoff.consent.need


def test_an_agreement_cannot_end_before_it_starts(session, now):
    handoff = send(make_scene(), now=now)
    before = handoff.consent.starts_on - timedelta(days=1)
    change = sa.update(Consent).values(ends_on=before)
    with pytest.raises(IntegrityError, match="ends_after_it_starts"), session.begin_nested():
        session.execute(change)


def test_two_services_cannot_both_hold_an_exclusive_referral(session, now):
    first = bring(make_scene(), Status.ACCEPTED, now=now)
    second = ask_also(first, make_scene().entry, now=now)
    taken = sa.update(Handoff).where(Handoff.id == second.id).values(status=Status.ACCEPTED)
    with (
        pytest.raises(IntegrityError, match=r"one_taken|handoff\.referral_id"),
        session.begin_nested(),
    ):
        session.execute(taken)
    session.execute(taken.values(exclusive=False))  # in parallel, all may accept


def test_an_event_has_its_place_and_keeps_it(session, now):
    handoff = send(make_scene(), now=now)
    event = handoff.events[0]
    columns = {c.key: getattr(event, c.key) for c in Event.__table__.columns}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(sa.insert(Event).values(columns))


def test_no_trace_shows_more_than_an_id(session, now):
    handoff = send(make_scene(), now=now)
    for row in (handoff, handoff.referral, handoff.consent):
        assert repr(row) == f"<{type(row).__name__} {row.id}>"
    assert isinstance(handoff.referral, Referral)
