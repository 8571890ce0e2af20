"""What changes an account: proving a passphrase, choosing one, adding, disabling.

A passphrase is stretched (64 MiB, a tenth of a second) while no transaction is open.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from app.accounts import queries, sessions
from app.accounts.attempts import Counted
from app.accounts.decisions.passphrase import MAX_SIGNS, Change, Weakness, weakness
from app.accounts.models import UserKey
from app.accounts.queries import Account
from app.kernel import access_log, vault
from app.kernel.db import apart, db
from app.kernel.viewer import Role
from config import Settings
from directory.models import Member, Membership, Organisation, Team

COST = vault.Stretching()


class TooWeak(Exception):
    """The wanted passphrase is refused; nothing was changed."""

    def __init__(self, reason: Weakness) -> None:
        """Keep the reason, never the passphrase."""
        super().__init__(reason.value)
        self.reason = reason


class MailTaken(Exception):
    """Another member already has this address; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The passphrase opened nothing; `wait_s` above 0: it was not even looked at."""

    wait_s: int = 0


def sign_in(
    mail: str, passphrase: str, *, network: str, settings: Settings, now: datetime
) -> UUID | Refused:
    """Return the member whose passphrase this is, or Refused: for one reason as for another.

    Opens no session. Raises Busy when too many are being checked. No transaction may be open.
    """
    address = normal_mail(mail)
    proved = _prove(address, passphrase, network=network, settings=settings, now=now)
    if isinstance(proved, Refused):
        return proved
    if proved.cost != COST.as_row() or proved.pepper_id != settings.pepper.current_id:
        _raise_cost(proved, passphrase, settings=settings)
    return proved.member_id


def change_passphrase(
    member_id: UUID,
    change: Change,
    *,
    network: str,
    settings: Settings,
    now: datetime,
) -> Refused | None:
    """Replace a passphrase by whoever knows it, and end her other sessions; None: done.

    Raises TooWeak, or Busy. Closes the open transaction, then leaves its own to be committed.
    """
    member = db.session.get_one(Member, member_id)
    address = member.mail
    _refuse_weak(change.wanted, member)
    db.session.rollback()
    proved = _prove(address, change.current, network=network, settings=settings, now=now)
    if isinstance(proved, Refused):
        return proved
    kept = _kept(member_id, change.wanted, ver=proved.ver, settings=settings)
    hers = (UserKey.member_id == member_id, UserKey.verifier == proved.verifier)
    changed = sa.update(UserKey).where(*hers).values(kept).returning(UserKey.member_id)
    if db.session.scalar(changed) is None:
        raise StaleDataError  # changed in another browser meanwhile
    sessions.end_other_sessions(member_id)
    _leaf("passphrase_changed", who=member_id, subject=member_id, now=now)
    return None


def set_passphrase(member: Member, wanted: str, *, settings: Settings, now: datetime) -> None:
    """Give a member a passphrase without asking for the former one; every session ends.

    What the former one sealed stays closed: the version grows. Raises TooWeak.
    """
    _refuse_weak(wanted, member)
    former = db.session.get(UserKey, member.id)
    ver = former.ver + 1 if former else 1
    kept = _kept(member.id, wanted, ver=ver, settings=settings)
    if former is None:
        db.session.add(UserKey(member_id=member.id, **kept))
    else:
        db.session.execute(
            sa.update(UserKey)
            .where(UserKey.member_id == member.id)
            .values(**kept, pk=None, wrapped_sk=None)
        )
    sessions.end_every_session(member.id)
    _leaf("passphrase_set", who=None, subject=member.id, now=now)


def add_member(
    *,
    mail: str,
    name: str,
    organisation: Organisation,
    network_role: Role | None,
    now: datetime,
) -> Member:
    """Add a member who cannot sign in yet; raise MailTaken."""
    address = normal_mail(mail)
    if queries.member_by_mail(address):
        raise MailTaken
    member = Member(
        organisation=organisation,
        name=name.strip(),
        mail=address,
        network_role=network_role,
        created_at=now,
    )
    db.session.add(member)
    db.session.flush()
    _leaf("account_added", who=None, subject=member.id, now=now)
    return member


def join(member: Member, team: Team, *, role: Role, now: datetime) -> None:
    """Let a member into a team; what she may do there holds from her next request."""
    db.session.add(Membership(member=member, team=team, role=role))
    access_log.record(act="team_joined", who=None, team=team.id, subject=member.id, now=now)


def disable(member: Member, *, now: datetime) -> None:
    """Close an account, and each of its sessions, at the same moment."""
    member.disabled_at = now
    sessions.end_every_session(member.id)
    _leaf("account_disabled", who=None, subject=member.id, now=now)


def normal_mail(mail: str) -> str:
    """Return an address as it is stored: one member, one spelling."""
    return mail.strip().lower()


def _prove(
    address: str, passphrase: str, *, network: str, settings: Settings, now: datetime
) -> Account | Refused:
    if len(passphrase) > MAX_SIGNS:
        return Refused()
    counted = Counted(address, network, field_key=settings.field_key)
    left = counted.begin(now=now)
    if left:
        return Refused(left)
    account = queries.account_of(address, now=now)
    try:
        proved = _matches(account, passphrase, settings=settings)
    except vault.Busy:
        counted.never_looked_at()
        raise
    if account is None or not proved or not account.is_open:
        counted.failed(now=now)
        return Refused()
    counted.succeeded()
    return account


def _matches(account: Account | None, passphrase: str, *, settings: Settings) -> bool:
    """Stretch once whatever the account: who is unknown takes as long as who is wrong."""
    pepper = settings.pepper
    if account is None:
        decoy = vault.stretch(passphrase, salt=secrets.token_bytes(vault.SALT_BYTES), cost=COST)
        vault.verifier(decoy, pepper=pepper.keys[pepper.current_id], user="", ver=1)
        return False
    cost = vault.Stretching(**account.cost)
    stretched = vault.stretch(passphrase, salt=account.salt, cost=cost)
    key = pepper.keys[account.pepper_id]
    found = vault.verifier(stretched, pepper=key, user=account.member_id, ver=account.ver)
    return vault.same(found, account.verifier)


def _kept(member_id: UUID, passphrase: str, *, ver: int, settings: Settings) -> dict[str, object]:
    salt, pepper = secrets.token_bytes(vault.SALT_BYTES), settings.pepper
    stretched = vault.stretch(passphrase, salt=salt, cost=COST)
    key = pepper.keys[pepper.current_id]
    return {
        "ver": ver,
        "suite": vault.SUITE,
        "salt": salt,
        "cost": COST.as_row(),
        "pepper_id": pepper.current_id,
        "verifier": vault.verifier(stretched, pepper=key, user=member_id, ver=ver),
    }


def _raise_cost(account: Account, passphrase: str, *, settings: Settings) -> None:
    """Keep the same passphrase at today's cost and pepper, unless it changed meanwhile."""
    same = (UserKey.member_id == account.member_id, UserKey.verifier == account.verifier)
    with suppress(vault.Busy):  # she proved who she is: the next sign-in will do
        kept = _kept(account.member_id, passphrase, ver=account.ver, settings=settings)
        with apart() as connection:
            connection.execute(sa.update(UserKey).where(*same).values(kept))


def _refuse_weak(wanted: str, member: Member) -> None:
    reason = weakness(wanted, known_words=queries.guessable_words(member))
    if reason is not None:
        raise TooWeak(reason)


def _leaf(act: str, *, who: UUID | None, subject: UUID, now: datetime) -> None:
    access_log.record(act=act, who=who, team=None, subject=subject, now=now)
