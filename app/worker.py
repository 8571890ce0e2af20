"""Does what was promised: composes each mail from the state of that minute and hands it over.

A crash between handing over and marking repeats one mail; none is lost.
"""

import signal
import smtplib
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from types import FrameType
from urllib.parse import unquote, urlsplit

import click
from flask import Flask, current_app

from app.kernel import outbox
from app.kernel.clock import PARIS, utc_now
from app.kernel.db import db
from app.kernel.outbox import Errand, Letter
from app.kernel.request import current_settings

BEAT_EVERY = timedelta(minutes=1)
PAUSE_S = 2.0
SMTP_TIMEOUT_S = 20.0

Composer = Callable[[Errand, datetime], Letter | None]
Composers = Mapping[str, Composer]


def init_app(app: Flask, *, composers: Composers) -> None:
    """Give the application its composers and the command `passerelle worker`."""
    app.extensions["passerelle_composers"] = dict(composers)
    app.cli.add_command(work)


@click.command("worker")
@click.option("--once", is_flag=True, help="Drain what is due now, then stop.")
def work(once: bool) -> None:
    """Send what waits in the outbox, until told to stop."""
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    if not once:
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    beat_at: datetime | None = None
    while not stopped.is_set():
        now = utc_now()
        if beat_at is None or now - beat_at >= BEAT_EVERY:
            outbox.beat("worker", now=now)
            db.session.commit()
            beat_at = now
        busy = drain(now=now)
        if once and not busy:
            return
        if not busy:
            stopped.wait(PAUSE_S)


def drain(*, now: datetime) -> int:
    """Try the errands due; commit each; return how many were tried."""
    errands = outbox.claim(now=now)
    db.session.commit()
    for errand in errands:
        failure = attempt(errand, now=now)
        if failure is None:
            outbox.done(errand, now=now)
        else:
            outbox.put_off(errand, now=now, failure=failure)
        db.session.commit()
    return len(errands)


def attempt(errand: Errand, *, now: datetime) -> str | None:
    """Do one errand; return nothing, or the code of what went wrong (never a content)."""
    composer = current_app.extensions["passerelle_composers"].get(errand.kind)
    if composer is None:
        return "unknown-kind"
    try:
        letter = composer(errand, now)
        db.session.rollback()  # composing only reads: hold nothing while the network answers
        if letter is not None:
            hand_over(letter, errand=errand, now=now)
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _text in refused.recipients.values()]
        return f"refused-{max(codes, default=0)}"
    except (smtplib.SMTPException, OSError) as failed:
        return f"smtp-{type(failed).__name__}"
    except Exception as failed:  # one broken errand must not stop the others
        db.session.rollback()
        return f"compose-{type(failed).__name__}"
    return None


def hand_over(letter: Letter, *, errand: Errand, now: datetime) -> None:
    """Speak SMTP, or without SMTP_URL write the mail where one can read it."""
    settings = current_settings()
    message = to_message(letter, errand=errand, sender=settings.mail_from, now=now)
    if settings.smtp_url is None:
        write_down(message, folder=settings.mail_dir, errand=errand, now=now)
        return
    server = urlsplit(settings.smtp_url)
    client = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    with client(server.hostname or "", server.port or 0, timeout=SMTP_TIMEOUT_S) as smtp:
        if server.scheme == "smtp+starttls":
            smtp.starttls()
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message)


def to_message(letter: Letter, *, errand: Errand, sender: str, now: datetime) -> EmailMessage:
    """Return a plain-text message; its id is stable, so that a repeat can be recognised."""
    message = EmailMessage(policy=SMTP)  # refuses a line break in a header
    message["From"] = sender if "<" in sender else f"Passerelle <{sender}>"
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{errand.id}@{urlsplit(current_settings().base_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message


def write_down(message: EmailMessage, *, folder: Path, errand: Errand, now: datetime) -> None:
    """Write a mail as a readable text file, named by its hour."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{now.astimezone(PARIS):%Y-%m-%d-%H%M%S}-{str(errand.id)[:8]}.txt"
    headers = "\n".join(f"{key}: {message[key]}" for key in ("From", "To", "Subject", "Date"))
    (folder / name).write_text(f"{headers}\n\n{message.get_content()}", encoding="utf-8")
