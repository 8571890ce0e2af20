"""Who works in the demonstration: organisations, teams, members.

What is already there stays as it is: a demonstration keeps what was changed in it.
"""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from app.accounts import operations, queries
from app.demonstration import files
from app.kernel.db import db
from config import Settings
from directory.decisions.phones import parse_phone
from directory.models import Member, Membership, Organisation, Service, ServiceAtSite, Team

PASSPHRASE = "mandarine tambour velours nuage lundi"  # noqa: S105 — printed for whoever tries
WORKING_FOR = timedelta(days=60)  # longer than the oldest request: nobody answers unborn


def add_teams(family: str, *, loaded_at: datetime) -> int:
    """Add the teams that are missing and link each to the services it answers for; count them."""
    missing = [row for row in files.teams() if db.session.get(Team, team_id(row.key)) is None]
    for row in missing:
        organisation = organisation_of(row.organisation, commune=row.commune)
        team = Team(
            id=team_id(row.key),
            organisation_id=organisation.id,
            name=row.name,
            mail=row.mail,
            phone=parse_phone(row.phone),
            activated_at=loaded_at - WORKING_FOR,
        )
        db.session.add(team)
        db.session.flush()
        for service in _services(family, row.services):
            service.team_id, service.receives_handoffs = team.id, True
    return len(missing)


def add_accounts(*, settings: Settings, loaded_at: datetime) -> int:
    """Add the members that are missing, each with the shared passphrase; count them."""
    missing = [row for row in files.accounts() if queries.member_by_mail(row.mail) is None]
    for row in missing:
        member = _member(row, at=loaded_at - WORKING_FOR)
        for team, role in row.memberships:
            db.session.add(Membership(member_id=member.id, team_id=team_id(team), role=role))
        operations.set_passphrase(
            member, PASSPHRASE, settings=settings, now=loaded_at - WORKING_FOR
        )
    return len(missing)


def organisation_of(name: str, *, commune: str = "") -> Organisation:
    """Return the fictitious organisation of this name, made when the network has none."""
    named = sa.select(Organisation).where(Organisation.name == name, Organisation.is_fictitious)
    organisation = db.session.scalar(named)
    if organisation is None:
        made = files.id_of("organisation", name)
        organisation = Organisation(id=made, name=name, is_fictitious=True)
        db.session.add(organisation)
    organisation.insee_code = organisation.insee_code or commune or None
    db.session.flush()
    return organisation


def _member(row: files.AccountRow, *, at: datetime) -> Member:
    member = operations.add_member(
        mail=row.mail,
        name=row.name,
        organisation=organisation_of(row.organisation, commune=row.commune),
        network_role=row.network_role,
        now=at,
    )
    member.bound_by_secrecy = row.bound_by_secrecy
    return member


def _services(family: str, keys: tuple[str, ...]) -> list[Service]:
    answered = (
        sa.select(Service)
        .join(ServiceAtSite, ServiceAtSite.service_id == Service.id)
        .where(ServiceAtSite.source_family == family, ServiceAtSite.source_key.in_(keys))
    )
    return list(db.session.scalars(answered))


def team_id(key: str) -> UUID:
    """Return the id of a team of teams.csv."""
    return files.id_of("team", key)
