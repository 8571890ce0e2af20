"""The three letters of the exchange: something waits, come and see. Never what, never about whom.

Each is composed at the last minute, and is not sent at all when nothing waits any more.
"""

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from app.kernel.db import db
from app.kernel.links import absolute
from app.kernel.outbox import Errand, Letter
from directory.models import Member, Team
from referrals.decisions.notices import Notice
from referrals.decisions.workflow import OPEN, Status
from referrals.models import Handoff
from referrals.queries import recipients

SIGN_IN = "/connexion"  # the same for everyone: an address with an id would say that a file exists


def request_waiting(errand: Errand, now: datetime) -> Letter | None:
    """Tell the partner's team that a request waits for its answer."""
    handoff = _handoff(errand)
    if handoff is None or handoff.status not in OPEN:
        return None
    subject = _("Une demande vous attend")
    return _letter(
        Notice.REQUEST_WAITING, subject, handoff, to=handoff.team, errand=errand, now=now
    )


def answer_waiting(errand: Errand, now: datetime) -> Letter | None:
    """Tell the sender's side that the partner has done something."""
    handoff = _handoff(errand)
    if handoff is None or handoff.status in (Status.WITHDRAWN, Status.VOID):
        return None
    subject, team = _("Une réponse vous attend"), handoff.referral.team
    return _letter(Notice.ANSWER_WAITING, subject, handoff, to=team, errand=errand, now=now)


def no_longer_current(errand: Errand, now: datetime) -> Letter | None:
    """Tell the partner's team that it need not answer any more."""
    handoff = _handoff(errand)
    if handoff is None or handoff.status not in (Status.WITHDRAWN, Status.VOID):
        return None
    subject = _("Une réponse vous attend")
    return _letter(
        Notice.NO_LONGER_CURRENT, subject, handoff, to=handoff.team, errand=errand, now=now
    )


COMPOSERS: dict[str, Callable[[Errand, datetime], Letter | None]] = {
    Notice.REQUEST_WAITING: request_waiting,
    Notice.ANSWER_WAITING: answer_waiting,
    Notice.NO_LONGER_CURRENT: no_longer_current,
}


def _handoff(errand: Errand) -> Handoff | None:
    return db.session.get(Handoff, errand.subject_id) if errand.subject_id else None


def _letter(
    kind: Notice, subject: str, handoff: Handoff, *, to: Team | None, errand: Errand, now: datetime
) -> Letter | None:
    address = _address(to, errand, now=now)
    if address is None:
        return None
    page = current_app.jinja_env.get_template(f"referrals/mails/{kind.value}.txt")
    body = page.render(link=absolute(SIGN_IN), phone=handoff.referral.team.phone or "")
    return Letter(to=address, subject=f"{subject} – {handoff.call_ref}", body=body)


def _address(team: Team | None, errand: Errand, *, now: datetime) -> str | None:
    """Return the mailbox of the team, or that of a member who still answers for it."""
    if team is None:
        return None
    if errand.recipient_id is None:
        return team.mail
    if not recipients.is_active(errand.recipient_id, team_id=team.id, now=now):
        return None
    member = db.session.get(Member, errand.recipient_id)
    return member.mail if member else None
