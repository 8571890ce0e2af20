from datetime import UTC, date, datetime, timedelta
from itertools import combinations_with_replacement

import pytest

from referrals.decisions.overall import Attention, Facts, Overall, attention, overall
from referrals.decisions.workflow import Status

NOW = datetime(2026, 11, 24, 14, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def _by_the_book(statuses):  # noqa: PLR0911 — one line of the table each
    """Return table 2.4, read aloud, row after row."""
    sent = [status for status in statuses if status is not Status.DRAFT]  # drafts: only alone
    if not sent:
        return Overall.DRAFT
    if any(s in ("accepted", "under_way") for s in sent):
        return Overall.IN_CARE
    if any(s in ("received", "incomplete", "waiting") for s in sent):
        return Overall.STUDIED
    if "sent" in sent:
        return Overall.PENDING
    if "unanswered" in sent:
        return Overall.SILENT
    if "concluded" in sent:
        return Overall.DONE
    if "failed" in sent or "declined" in sent:
        return Overall.TO_REROUTE
    assert all(s in ("withdrawn", "void") for s in sent)
    return Overall.WITHDRAWN


@pytest.mark.parametrize("size", range(5))
def test_every_multiset_of_up_to_four_states_has_the_status_of_the_table(size):
    for statuses in combinations_with_replacement(Status, size):
        assert overall(statuses) is _by_the_book(statuses), statuses
        assert overall(reversed(statuses)) is overall(statuses)


def test_a_silence_stays_visible_beside_an_acceptance():
    assert overall([Status.ACCEPTED, Status.UNANSWERED]) is Overall.IN_CARE
    assert attention(Facts(Status.UNANSWERED), now=NOW, today=TODAY) == (Attention.UNANSWERED,)


def test_a_request_still_pending_keeps_the_referral_pending_after_an_outcome():
    assert overall([Status.CONCLUDED, Status.SENT]) is Overall.PENDING


@pytest.mark.parametrize("status", list(Status))
def test_without_any_trouble_only_the_status_raises_a_flag(status):
    expected = {
        Status.UNANSWERED: (Attention.UNANSWERED,),
        Status.INCOMPLETE: (Attention.INCOMPLETE,),
    }
    assert attention(Facts(status), now=NOW, today=TODAY) == expected.get(status, ())


@pytest.mark.parametrize(
    ("days", "warned"), [(4, False), (3, True), (0, True), (-1, True)], ids=str
)
def test_the_end_of_the_agreement_is_announced_three_days_before(days, warned):
    facts = Facts(Status.RECEIVED, agreement_ends_on=TODAY + timedelta(days=days))
    assert (Attention.AGREEMENT_ENDING in attention(facts, now=NOW, today=TODAY)) is warned


def test_an_ended_request_has_no_agreement_to_renew():
    facts = Facts(Status.CONCLUDED, agreement_ends_on=TODAY)
    assert attention(facts, now=NOW, today=TODAY) == ()


@pytest.mark.parametrize(
    ("status", "review_on", "passed"),
    [
        (Status.WAITING, TODAY - timedelta(days=1), True),
        (Status.UNDER_WAY, TODAY - timedelta(days=1), True),
        (Status.WAITING, TODAY, False),
        (Status.CONCLUDED, TODAY - timedelta(days=1), False),
    ],
)
def test_a_review_is_late_the_day_after(status, review_on, passed):
    flags = attention(Facts(status, review_on=review_on), now=NOW, today=TODAY)
    assert (Attention.REVIEW_PASSED in flags) is passed


@pytest.mark.parametrize(
    ("status", "due_in", "late"),
    [
        (Status.ACCEPTED, timedelta(seconds=-1), True),
        (Status.ACCEPTED, timedelta(), False),
        (Status.UNDER_WAY, timedelta(seconds=-1), False),
    ],
)
def test_a_first_contact_is_late_after_its_hour(status, due_in, late):
    flags = attention(Facts(status, contact_due_at=NOW + due_in), now=NOW, today=TODAY)
    assert (Attention.CONTACT_LATE in flags) is late


def test_a_request_that_never_left_the_mailbox_is_flagged_while_sent():
    undelivered = Facts(Status.SENT, is_undelivered=True)
    assert attention(undelivered, now=NOW, today=TODAY) == (Attention.UNDELIVERED,)
    answered = Facts(Status.RECEIVED, is_undelivered=True)
    assert attention(answered, now=NOW, today=TODAY) == ()


def test_several_troubles_are_all_told_the_gravest_first():
    facts = Facts(Status.INCOMPLETE, agreement_ends_on=TODAY, is_conflict_declared=True)
    assert attention(facts, now=NOW, today=TODAY) == (
        Attention.INCOMPLETE,
        Attention.AGREEMENT_ENDING,
        Attention.CONFLICT_DECLARED,
    )
