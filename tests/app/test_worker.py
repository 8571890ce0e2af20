"""Mails leave over a real SMTP conversation, or wait, or are shown as dead."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from app import worker
from app.factory import create_app
from app.kernel import outbox
from app.kernel.db import db
from app.kernel.outbox import Errand, Letter
from config import Settings
from tests.conftest import free_port, settings_in

LETTER = Letter(
    to="accueil@example.fr",
    subject="Une demande vous attend 7F3KQ",
    body="Une demande attend votre réponse.\nhttp://localhost/connexion\n",
)


class Server:
    """A mail server that keeps what it accepts and answers as the test says."""

    def __init__(self) -> None:
        """Accept everything at first."""
        self.messages: list[Message] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 — aiosmtpd's name
        """Keep a message, or refuse it."""
        if self.answer.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content or b""))
        return self.answer

    async def handle_RCPT(  # noqa: N802 — aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list
    ) -> str:
        """Refuse an address when the test says so."""
        if self.answer.startswith("550"):
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def server() -> Iterator[tuple[Server, int]]:
    """Return a real SMTP server on a free port of this machine."""
    handler = Server()
    port = free_port()  # the controller calls itself back: it must know its port beforehand
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.fixture
def posting(settings: Settings) -> Iterator[Callable[[int | None], Flask]]:
    """Return a maker of applications that post through a port, or into files without one."""
    made: list[Flask] = []

    def make(port: int | None) -> Flask:
        changes = {"DATABASE_URL": settings.database_url}
        if port is not None:
            changes["SMTP_URL"] = f"smtp://127.0.0.1:{port}"
        app = create_app(settings_in(settings.data_dir, **changes))
        app.extensions["passerelle_composers"]["test"] = lambda _errand, _now: LETTER
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()  # a connection still lent out would outlive its pool
            db.engine.dispose()


def promised(now: datetime) -> None:
    outbox.promise("test", subject_id=None, recipient_id=None, now=now)
    db.session.commit()


def test_a_letter_is_spoken_over_smtp(posting, server, now):
    handler, port = server
    app = posting(port)
    with app.app_context():
        promised(now)
        assert worker.drain(now=now) == 1
        errand = db.session.query(Errand).one()
        assert errand.done_at == now
        (message,) = handler.messages
        assert message["To"] == "accueil@example.fr"
        assert message["Message-ID"] == f"<{errand.id}@localhost>"
        assert message["Subject"] == LETTER.subject
        assert message.get_content_type() == "text/plain"
        assert message.get_payload(decode=True).decode() == LETTER.body.replace("\n", "\r\n")


def test_a_refused_address_is_kept_and_named_by_its_code(posting, server, now):
    handler, port = server
    handler.answer = "550 no such user"
    app = posting(port)
    with app.app_context():
        promised(now)
        worker.drain(now=now)
        errand = db.session.query(Errand).one()
        assert errand.last_failure == "refused-550"
        assert errand.done_at is None


def test_a_server_down_for_an_hour_loses_nothing(posting, server, now):
    handler, port = server
    handler.answer = "451 try later"
    app = posting(port)
    with app.app_context():
        promised(now)
        worker.drain(now=now)
        assert handler.messages == []
        handler.answer = "250 OK"
        worker.drain(now=now + timedelta(hours=1))
        assert len(handler.messages) == 1


def test_without_a_server_the_mail_is_a_file_one_can_read(posting, settings, now):
    app = posting(None)
    with app.app_context():
        promised(now)
        worker.drain(now=now)
        (file,) = settings.mail_dir.iterdir()
        text = file.read_text(encoding="utf-8")
        assert "Une demande attend votre réponse." in text
        assert "To: accueil@example.fr" in text


def test_one_broken_errand_does_not_stop_the_others(posting, server, now):
    handler, port = server
    app = posting(port)

    def broken(_errand: Errand, _now: datetime) -> Letter:
        raise ZeroDivisionError

    app.extensions["passerelle_composers"]["broken"] = broken
    with app.app_context():
        outbox.promise("broken", subject_id=None, recipient_id=None, now=now)
        outbox.promise("nobody-knows", subject_id=None, recipient_id=None, now=now)
        promised(now)
        worker.drain(now=now)
        assert len(handler.messages) == 1
        failures = {errand.last_failure for errand in db.session.query(Errand)}
        assert failures == {None, "compose-ZeroDivisionError", "unknown-kind"}


def test_a_line_break_cannot_enter_a_header(posting, now):
    app = posting(None)
    evil = Letter(to="a@example.fr\r\nBcc: b@example.fr", subject="x", body="y")
    errand = Errand(kind="test", promised_at=now, due_at=now)
    with app.app_context(), pytest.raises(ValueError, match="Header values"):
        worker.to_message(evil, errand=errand, sender="p@example.fr", now=now)
