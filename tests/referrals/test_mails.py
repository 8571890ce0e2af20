import re
import socket
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from uuid import UUID

import sqlalchemy as sa
from aiosmtpd.controller import Controller
from flask import url_for

from app import worker
from app.factory import create_app
from app.kernel.db import db
from app.kernel.outbox import Errand
from directory.models import Team
from referrals import mails
from referrals.decisions.notices import Notice
from referrals.decisions.reasons import Danger, WithdrawalCause
from referrals.decisions.workflow import Status
from referrals.models import Handoff
from referrals.operations import answering, following
from tests.conftest import settings_in
from tests.referrals.scene import PATHS, bring, make_scene, send, viewer

# Words that would tell whoever looks over a shoulder what this mailbox is about.
FORBIDDEN = re.compile(
    r"violen|victim|conjug|famil|femme|enfant|ISCG|ISG|gendarm|polic|commissari|héberg|abri|"
    r"plainte|danger|urgen|avocat|logement|rouge|orange|vert|accept|déclin|refus|retir|annul",
    re.IGNORECASE,
)


def _letters(session, now, kind=None):
    found = session.scalars(sa.select(Errand).order_by(Errand.promised_at, Errand.kind)).all()
    kept = [errand for errand in found if kind is None or errand.kind == kind]
    return [mails.COMPOSERS[errand.kind](errand, now) for errand in kept]


def test_the_partner_is_told_that_something_waits_and_nothing_else(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    (letter,) = _letters(session, now)
    assert letter.to == scene.partner.mail
    assert letter.subject == f"Une demande vous attend – {handoff.call_ref}"
    assert "http://localhost/connexion" in letter.body
    assert "03 53 01 10 17" in letter.body
    assert letter.body.startswith("Bonjour,\n\n")


def test_the_link_is_the_sign_in_page_and_carries_no_id(app, session):
    with app.test_request_context():
        assert url_for("accounts.sign_in") == mails.SIGN_IN


def test_no_letter_tells_a_name_a_place_a_status_or_a_word_of_the_trade(session, now):
    """A canary in every field that a composer could reach."""
    scene = make_scene()
    team = session.get_one(Team, scene.post.team_id)
    canaries = {
        *("CANARI-EQUIPE", "CANARI-ORGA", "CANARI-SERVICE", "CANARI-AUTRE-EQUIPE", "CANARI-POSTE"),
        *("Claire", "Berthier", "Inès", "Maréchal"),
    }
    team.name, team.organisation.name = "CANARI-EQUIPE", "CANARI-ORGA"
    scene.partner_team.name = "CANARI-AUTRE-EQUIPE"
    scene.entry.service.name, scene.post.name = "CANARI-SERVICE", "CANARI-POSTE"
    scene.entry.service.description = "CANARI-SERVICE"
    for status in PATHS:
        handoff = bring(scene, status, now=now)
        canaries |= {handoff.referral.reference, str(handoff.id), str(handoff.referral_id)}
        for errand in session.scalars(
            sa.select(Errand).where(Errand.subject_id == handoff.id)
        ).all():
            letter = mails.COMPOSERS[errand.kind](errand, now)
            if letter is None:
                continue
            said = f"{letter.subject}\n{letter.body}"
            assert not [canary for canary in canaries if canary in said]
            assert not FORBIDDEN.search(said.replace("Passerelle", "")), said
            session.delete(errand)


def test_each_kind_of_letter_has_one_length_whatever_it_is_about(session, now):
    lengths: dict[str, set[int]] = {}
    for phone in ("+33353011017", "3919", None):
        scene = make_scene()
        session.get_one(Team, scene.post.team_id).phone = phone
        for danger, status in ((Danger.RED, Status.SENT), (Danger.GREEN, Status.ACCEPTED)):
            handoff = send(scene, now=now, danger=danger)
            if status is Status.ACCEPTED:
                answering.accept(handoff, viewer=viewer(scene.partner, now), now=now)
        bring(scene, Status.VOID, now=now)
    for errand in session.scalars(sa.select(Errand)).all():
        letter = mails.COMPOSERS[errand.kind](errand, now)
        if letter is not None:
            lengths.setdefault(errand.kind, set()).add(len(letter.subject) + len(letter.body))
    assert set(lengths) == {notice.value for notice in Notice}
    assert all(len(seen) == 1 for seen in lengths.values()), lengths


class Mailbox:
    """A mail server that keeps what it is given."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 — aiosmtpd's name
        """Keep whom it is for, and every byte of it."""
        self.mails.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


def test_a_whole_exchange_spoken_over_smtp_tells_nothing_of_it(settings, now):
    """Every byte, headers included, as the mail server of a violent partner's friend sees it."""
    mailbox = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    changes = {"DATABASE_URL": settings.database_url, "SMTP_URL": f"smtp://127.0.0.1:{port}"}
    app = create_app(settings_in(settings.data_dir, **changes))
    try:
        with app.app_context():
            scene = make_scene()
            handoff = send(scene, now=now, danger=Danger.RED)
            secrets = [handoff.id, handoff.referral_id, handoff.referral.reference]
            names = ["PEP", "Barreau", "Permanence", "Charolais", "Claire Ber", "Maréchal", "ISG"]
            wanted = [[scene.partner.mail], [scene.sender.mail]]
            db.session.commit()
            worker.drain(now=now)
            answering.accept(handoff, viewer=viewer(scene.partner, now), now=now)
            db.session.commit()
            worker.drain(now=now)
            db.engine.dispose()
    finally:
        server.stop()
    assert [to for to, _content in mailbox.mails] == wanted
    subjects = ["Une demande vous attend", "Une réponse vous attend"]
    for (_to, content), subject in zip(mailbox.mails, subjects, strict=True):
        message = message_from_bytes(content)
        assert str(make_header(decode_header(message["Subject"]))).startswith(f"{subject} – ")
        raw = content.decode("utf-8", "replace")
        text = message.get_payload(decode=True).decode()
        assert not [x for x in (*secrets, *names) if str(x) in raw or str(x) in text]
        assert not FORBIDDEN.search(text.replace("Passerelle", ""))
        assert message["Cc"] is message["Bcc"] is message["Reply-To"] is None


def test_what_is_sent_is_what_waits_at_that_minute(session, now):
    scene = make_scene()
    for status, left in (
        (Status.SENT, ["request_waiting"]),
        (Status.RECEIVED, ["request_waiting", "answer_waiting"]),
        (Status.ACCEPTED, ["answer_waiting"]),
        (Status.DECLINED, ["answer_waiting"]),
        (Status.VOID, ["no_longer_current"]),
    ):
        handoff = bring(scene, status, now=now)
        promised = sa.select(Errand).where(Errand.subject_id == handoff.id)
        found = session.scalars(promised.order_by(Errand.promised_at)).all()
        assert [e.kind for e in found if mails.COMPOSERS[e.kind](e, now) is not None] == left


def test_the_author_is_told_that_an_answer_waits(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.ACCEPTED, now=now)
    (letter,) = _letters(session, now, Notice.ANSWER_WAITING)
    assert letter.to == scene.sender.mail
    assert letter.subject == f"Une réponse vous attend – {handoff.call_ref}"


def test_nobody_who_left_since_is_written_to(session, now):
    scene = make_scene()
    send(scene, now=now)
    scene.partner.disabled_at = now
    session.flush()
    assert _letters(session, now + timedelta(minutes=1)) == [None]


def test_a_team_mailbox_is_read_at_the_last_minute(session, now):
    scene = make_scene()
    scene.partner_team.mail = "permanence@example.fr"
    send(scene, now=now)
    scene.partner_team.mail = "nouvelle.permanence@example.fr"
    (letter,) = _letters(session, now)
    assert letter.to == "nouvelle.permanence@example.fr"
    scene.partner_team.mail = None
    assert _letters(session, now) == [None]


def test_a_letter_about_what_no_longer_exists_is_not_sent(session, now):
    errand = Errand(kind="request_waiting", subject_id=UUID(int=1), promised_at=now, due_at=now)
    assert all(compose(errand, now) is None for compose in mails.COMPOSERS.values())


def test_the_partner_learns_that_it_need_not_answer_but_not_why(session, now):
    said = set()
    for act in (following.void, _withdrawn):
        scene = make_scene()
        handoff = bring(scene, Status.RECEIVED, now=now)
        act(handoff, viewer=viewer(scene.sender, now), now=now)
        letters = [x for x in _letters(session, now, Notice.NO_LONGER_CURRENT) if x]
        said |= {letter.body for letter in letters}
        assert letters[-1].subject.startswith("Une réponse vous attend – ")
    assert len(said) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(Handoff)) == 2


def _withdrawn(handoff, *, viewer, now):
    following.withdraw(handoff, WithdrawalCause.PERSON_WITHDREW, viewer=viewer, now=now)
