from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.kernel.db import db
from referrals.decisions.board import Pile
from referrals.decisions.overall import Attention
from referrals.decisions.reasons import Danger, NeedFamily
from referrals.decisions.workflow import LIVE, OPEN, TAKEN, Status
from referrals.queries import boards
from tests.makers import make_iscg
from tests.referrals.scene import PATHS, bring, make_scene, send, viewer


@pytest.fixture
def counted(session):
    """Return a function that counts the statements its argument sends."""

    def count(act):
        session.flush()
        session.expunge_all()
        sent = []
        listening = (db.engine, "before_cursor_execute", lambda *a: sent.append(a[2]))
        sa.event.listen(*listening)
        try:
            act()
        finally:
            sa.event.remove(*listening)
        return len(sent)

    return count


def _board(scene, now, **options):
    return boards.board(viewer(scene.sender, now), now=now, **options)


def test_each_request_lies_on_one_pile_of_its_sender_s_board(session, now):
    scene = make_scene()
    sent = [bring(scene, status, now=now).id for status in PATHS]
    seen = _board(scene, now + timedelta(hours=1))
    lines = [line.id for pile in seen.piles.values() for line in pile]
    lines += [line.id for line in seen.ended.items]
    assert sorted(lines) == sorted(sent)


def test_what_needs_her_comes_first_then_new_answers(session, now):
    scene = make_scene()
    for status in (Status.SENT, Status.DECLINED, Status.UNANSWERED, Status.VOID):
        bring(scene, status, now=now)
    seen = _board(scene, now + timedelta(hours=1))
    named = {name: [line.status for line in pile] for name, pile in seen.piles.items() if pile}
    assert list(seen.piles) == [Pile.ATTENTION, Pile.ANSWERED, Pile.WAITING, Pile.IN_CARE]
    assert named == {
        Pile.ATTENTION: [Status.UNANSWERED],
        Pile.ANSWERED: [Status.DECLINED],
        Pile.WAITING: [Status.SENT],
    }
    assert [line.status for line in seen.ended.items] == [Status.VOID]


def test_an_agreement_about_to_end_is_brought_forward(session, now):
    scene = make_scene()
    send(scene, now=now)
    later = now + timedelta(days=13)
    line = _board(scene, later).piles[Pile.ATTENTION][0]
    assert line.flags == (Attention.AGREEMENT_ENDING,)


def test_in_a_pile_the_gravest_comes_first_then_the_oldest(session, now):
    scene = make_scene()
    times = {
        "green": send(scene, now=now, danger=Danger.GREEN),
        "late": send(scene, now=now + timedelta(minutes=9)),
        "early": send(scene, now=now + timedelta(minutes=1)),
        "red": send(scene, now=now + timedelta(minutes=20), danger=Danger.RED),
    }
    ids = [line.id for line in _board(scene, now + timedelta(hours=1)).piles[Pile.WAITING]]
    assert ids == [times[name].id for name in ("red", "early", "late", "green")]


def test_after_three_days_an_answer_is_no_news_and_what_ended_goes_by_pages(session, now):
    scene = make_scene()
    for _one in range(boards.PAGE_SIZE + 1):
        bring(scene, Status.DECLINED, now=now)
    bring(scene, Status.ACCEPTED, now=now)
    seen = _board(scene, now + timedelta(days=4))
    assert (len(seen.ended.items), seen.ended.total, seen.ended.pages) == (20, 21, 2)
    assert [line.status for line in seen.piles[Pile.IN_CARE]] == [Status.ACCEPTED]
    second = _board(scene, now + timedelta(days=4), page=2).ended
    assert len(second.items) == 1
    assert {line.id for line in second.items}.isdisjoint({line.id for line in seen.ended.items})
    assert _board(scene, now + timedelta(days=4), page=99).ended.number == 2


def test_the_board_shows_how_to_call_the_service_and_the_on_call_line_first(session, now):
    scene = make_scene(on_call="+33639980001")
    send(scene, now=now)
    line = _board(scene, now).piles[Pile.WAITING][0]
    assert [number.value for number in line.numbers] == ["+33639980001", "+33353010140"]


def test_another_post_s_requests_are_on_no_board_of_mine(session, now):
    send(make_scene(), now=now)
    seen = boards.board(viewer(make_iscg(), now), now=now)
    assert not any(seen.piles.values())
    assert seen.ended.total == 0


def test_a_partner_s_board_holds_what_it_must_answer_or_carry(session, now):
    scene = make_scene()
    asked = {status: bring(scene, status, now=now).id for status in PATHS}
    soon = now + timedelta(minutes=30)
    seen = boards.inbox(viewer(scene.partner, soon), now=soon)
    assert {card.id for card in seen.to_answer} == {asked[status] for status in OPEN}
    assert {card.id for card in seen.taken} == {asked[status] for status in TAKEN}
    assert [card.id for card in seen.declined_lately] == [asked[Status.DECLINED]]


def test_a_decline_leaves_the_partner_s_board_after_its_hour(session, now):
    scene = make_scene()
    bring(scene, Status.DECLINED, now=now)
    later = now + timedelta(hours=2)
    assert boards.inbox(viewer(scene.partner, later), now=later).declined_lately == ()


def test_a_card_says_what_is_asked_by_whom_and_never_the_file_s_reference(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    card = boards.inbox(viewer(scene.partner, now), now=now).to_answer[0]
    assert (card.need_family, card.danger) == (NeedFamily.LAWYER, Danger.ORANGE)
    assert (card.team_name, card.author) == ("ISG Charolais-Brionnais", "Claire B.")
    assert card.phone == "+33353011017"
    assert card.call_ref == handoff.call_ref
    assert handoff.referral.reference not in str(card)


def test_past_the_agreement_a_card_tells_nothing_of_the_need(session, now):
    scene = make_scene()
    send(scene, now=now)
    later = now + timedelta(days=16)
    card = boards.inbox(viewer(scene.partner, later), now=later).to_answer[0]
    assert (card.need_family, card.danger, card.territory) == (None, None, None)


def test_what_one_sent_is_not_what_one_was_asked(session, now):
    scene = make_scene()
    send(scene, now=now)
    assert boards.inbox(viewer(scene.sender, now), now=now).to_answer == ()
    asked = boards.board(viewer(scene.partner, now), now=now)
    assert not any(asked.piles.values())


def test_home_shows_what_waits_for_each(session, now):
    scene = make_scene()
    bring(scene, Status.UNANSWERED, now=now)
    bring(scene, Status.ACCEPTED, now=now)
    send(scene, now=now)
    soon = now + timedelta(minutes=30)
    ours = boards.waiting_for(viewer(scene.sender, soon), now=soon)
    assert [line.status for line in ours.attention] == [Status.UNANSWERED]
    assert [line.status for line in ours.answers] == [Status.ACCEPTED]
    assert ours.to_answer == ()
    theirs = boards.waiting_for(viewer(scene.partner, soon), now=soon)
    assert {card.status for card in theirs.to_answer} == {Status.UNANSWERED, Status.SENT}
    assert (theirs.attention, theirs.answers) == ((), ())


def test_boards_cost_the_same_however_long_they_are(session, now, counted):
    scene = make_scene()
    ours, theirs = viewer(scene.sender, now), viewer(scene.partner, now)
    soon = now + timedelta(hours=1)

    def cost():
        return (
            counted(lambda: boards.board(ours, now=soon)),
            counted(lambda: boards.inbox(theirs, now=soon)),
        )

    for status in LIVE:
        bring(make_scene_again(scene), status, now=now)
    few = cost()
    for status in (*LIVE, Status.DECLINED, Status.VOID):
        bring(make_scene_again(scene), status, now=now)
    assert cost() == few
    assert few == (4, 1)


def make_scene_again(scene):
    """Return the scene with its rows read again, after they were put away."""
    for name, row in vars(scene).items():
        setattr(scene, name, db.session.merge(row, load=True))
    return scene
