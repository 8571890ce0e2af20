"""Who stands behind a session, with the rights of this very moment."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.accounts.models import UserKey
from app.kernel.db import apart, db
from app.kernel.viewer import Role, Viewer
from app.territory.atlas import gazetteer
from directory.models import (
    IscgPost,
    Member,
    Membership,
    Organisation,
    OrganisationStatus,
    Team,
)


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """Whose passphrase is asked: what is kept of it, and whether it still opens anything."""

    member_id: UUID
    is_open: bool
    ver: int
    salt: bytes
    cost: dict[str, int]
    pepper_id: int
    verifier: bytes


@dataclass(frozen=True, slots=True)
class TeamRole:
    """What a member is in one team, by its name."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Profile:
    """What a member reads of her own account."""

    name: str
    mail: str
    organisation: str
    network_role: Role | None
    teams: tuple[TeamRole, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One account as who runs the machine sees it."""

    mail: str
    name: str
    organisation: str
    roles: tuple[Role, ...]
    has_passphrase: bool
    disabled_at: datetime | None


# Built once: these two run at every request, and composing them costs as much as running them.
_MEMBER = (
    sa.select(Member.organisation_id, Member.network_role, Organisation.insee_code)
    .join(Member.organisation)
    .where(
        Member.id == sa.bindparam("member_id"),
        sa.or_(Member.disabled_at.is_(None), Member.disabled_at > sa.bindparam("now")),
        Organisation.status == OrganisationStatus.ACTIVE,
    )
)
_HELD = (
    sa.select(Membership.team_id, Membership.role, IscgPost.id, IscgPost.home_insee)
    .outerjoin(IscgPost, IscgPost.team_id == Membership.team_id)
    .where(Membership.member_id == sa.bindparam("member_id"))
    .order_by(IscgPost.is_default.desc(), IscgPost.name, IscgPost.id)
)


def viewer_of(member_id: UUID, *, now: datetime) -> Viewer | None:
    """Return who looks, as of now, in two queries; nothing when the account opens nothing.

    Posts are those of the teams she works in. Her home is the commune of the first of them
    (default post first, then by name), else of her organisation.
    """
    asked = {"member_id": member_id, "now": now}
    member = db.session.execute(_MEMBER, asked).one_or_none()
    if member is None:
        return None
    rows = db.session.execute(_HELD, asked).all()
    held = {role: frozenset(row[0] for row in rows if row[1] is role) for role in Role}
    posts = [row for row in rows if row[2] and row[1] is Role.MEMBER]
    return Viewer(
        member_id=member_id,
        organisation_id=member.organisation_id,
        roles=frozenset({row[1] for row in rows} | {member.network_role} - {None}),
        teams=held[Role.MEMBER],
        managed=held[Role.MANAGER],
        supervised=held[Role.SUPERVISOR],
        posts=frozenset(row[2] for row in posts),
        home_insee=posts[0][3] if posts else member.insee_code,
    )


def account_of(mail: str, *, now: datetime) -> Account | None:
    """Return the account of an address, closed ones included, in a transaction of its own.

    Whoever asks is about to stretch a passphrase, and holds no transaction meanwhile.
    """
    if not mail.isprintable():
        return None  # PostgreSQL refuses a NUL, even in a question
    is_open = sa.and_(*_open_at(now)).label("is_open")
    kept = (UserKey.ver, UserKey.salt, UserKey.cost, UserKey.pepper_id, UserKey.verifier)
    asked = (
        sa.select(Member.id, is_open, *kept)
        .join(UserKey, UserKey.member_id == Member.id)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(Member.mail == mail)
    )
    with apart(write=False) as connection:
        row = connection.execute(asked).one_or_none()
    return Account(*row) if row else None


def member_by_mail(mail: str) -> Member | None:
    """Return a member, disabled or not."""
    return db.session.scalar(sa.select(Member).where(Member.mail == mail))


def organisation_named(name: str) -> Organisation | None:
    """Return the only organisation of this exact name, or nothing."""
    found = db.session.scalars(sa.select(Organisation).where(Organisation.name == name).limit(2))
    several = list(found)
    return several[0] if len(several) == 1 else None


def profile_of(member_id: UUID) -> Profile:
    """Return what a member reads of her own account; roles in the order of the teams."""
    member = db.session.execute(
        sa.select(Member.name, Member.mail, Organisation.name, Member.network_role)
        .join(Member.organisation)
        .where(Member.id == member_id)
    ).one()
    rows = db.session.execute(
        sa.select(Team.name, Membership.role)
        .join(Membership.team)
        .where(Membership.member_id == member_id)
        .order_by(Team.name, Team.id, Membership.role)
    )
    return Profile(*member, teams=tuple(TeamRole(*row) for row in rows))


def accounts() -> list[Listed]:
    """Return every account, by address."""
    members = db.session.execute(
        sa.select(Member, Organisation.name, UserKey.member_id)
        .join(Member.organisation)
        .outerjoin(UserKey, UserKey.member_id == Member.id)
        .options(selectinload(Member.memberships))
        .order_by(Member.mail)
    )
    return [
        Listed(
            member.mail,
            member.name,
            organisation,
            _roles(member),
            key is not None,
            member.disabled_at,
        )
        for member, organisation, key in members
    ]


def _roles(member: Member) -> tuple[Role, ...]:
    held = {of.role for of in member.memberships} | {member.network_role}
    return tuple(role for role in Role if role in held)


def badge_of(member_id: UUID) -> tuple[str, str]:
    """Return a member's name and where she works: her first team, else her organisation."""
    row = db.session.execute(
        sa.select(Member.name, sa.func.coalesce(Team.name, Organisation.name))
        .join(Member.organisation)
        .outerjoin(Membership, Membership.member_id == Member.id)
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(Member.id == member_id)
        .order_by(Team.name)
        .limit(1)
    ).one()
    return row[0], row[1]


def guessable_words(member: Member) -> tuple[str, ...]:
    """Return what anyone could guess of a member: her names, address, organisation, communes."""
    names = f"{member.name} {member.mail} {member.organisation.name}"
    whole = (member.name, member.organisation.name)
    communes = (commune.name for commune in gazetteer().home)
    return (*whole, *re.split(r"[\W_]+", names), *communes)


def _open_at(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    still_there = sa.or_(Member.disabled_at.is_(None), Member.disabled_at > now)
    return still_there, Organisation.status == OrganisationStatus.ACTIVE
