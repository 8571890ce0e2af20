"""Test data with believable French defaults; arguments only for what the test is about."""

from datetime import UTC, datetime
from uuid import UUID

from app.kernel.db import db
from app.kernel.viewer import Role
from directory.models import (
    Contact,
    ContactAudience,
    ContactKind,
    Force,
    IscgPost,
    Member,
    Membership,
    Organisation,
    Place,
    Service,
    ServiceAtSite,
    Site,
    Team,
    Visibility,
)

CREATED_AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
_numbers = iter(range(1, 1_000_000))


def make_organisation(name: str = "Association Horizon Droits", **fields: object) -> Organisation:
    """Make an organisation, flushed."""
    return _add(Organisation(name=name, insee_code="71342", **fields))


def make_team(organisation: Organisation | None = None, **fields: object) -> Team:
    """Make a team with a mailbox and a telephone."""
    organisation = organisation or make_organisation()
    defaults = {"name": organisation.name, "mail": "equipe@example.fr", "phone": "+33353010001"}
    return _add(Team(organisation_id=organisation.id, **{**defaults, **fields}))


def make_member(
    team: Team | None = None,
    *,
    role: Role = Role.MEMBER,
    network_role: Role | None = None,
    organisation: Organisation | None = None,
    **fields: object,
) -> Member:
    """Make a member: of a team, or with a role held outside any team."""
    if team is None and network_role is None:
        team = make_team(organisation)
    home = organisation.id if organisation else team.organisation_id if team else None
    number = next(_numbers)
    defaults: dict[str, object] = {
        "name": "Claire Berthier",
        "mail": f"claire.berthier{number}@example.fr",
        "created_at": CREATED_AT,
        "network_role": network_role,
        "organisation_id": home or make_organisation().id,
    }
    member = _add(Member(**{**defaults, **fields}))
    if team is not None:
        _add(Membership(member_id=member.id, team_id=team.id, role=role))
    return member


def make_post(team: Team | None = None, **fields: object) -> IscgPost:
    """Make the ISG post of Charolais-Brionnais."""
    team = team or make_team(make_organisation("Les PEP 71"), name="ISG Charolais-Brionnais")
    defaults: dict[str, object] = {
        "name": "ISG Charolais-Brionnais",
        "employer_id": team.organisation_id,
        "host": "Compagnie de gendarmerie de Charolles",
        "force": Force.GENDARMERIE,
        "home_insee": "71342",
        "communes": ["71342", "71106"],
    }
    return _add(IscgPost(team_id=team.id, **{**defaults, **fields}))


def make_iscg() -> Member:
    """Make a member of a post's team."""
    post = make_post()
    return make_member(db.session.get_one(Team, post.team_id), name="Claire Berthier")


def make_site(organisation: Organisation, *, place: Place = Place.EXACT, **fields: object) -> Site:
    """Make a site; its columns follow the kind of place."""
    columns: dict[Place, dict[str, object]] = {
        Place.EXACT: {
            "insee_code": "71342",
            "postcode": "71600",
            "address": "4 rue des Deux-Ponts",
            "longitude": 4.1189,
            "latitude": 46.4536,
        },
        Place.COMMUNE: {"insee_code": "71342", "postcode": "71600"},
        Place.TERRITORY: {"area": "200071884"},
        Place.SECRET: {"area": "200071884"},
    }
    return _add(Site(organisation_id=organisation.id, place=place, **{**columns[place], **fields}))


def make_entry(
    organisation: Organisation | None = None,
    *,
    place: Place = Place.EXACT,
    team: Team | None = None,
    category: str = "avocat",
    name: str = "Permanence d’avocats",
    visibility: Visibility = Visibility.PUBLIC,
    phone: str | None = "+33353010140",
    on_call: str | None = None,
    site_fields: dict[str, object] | None = None,
    service_fields: dict[str, object] | None = None,
    **fields: object,
) -> ServiceAtSite:
    """Make an entry: a service at a site, with a public phone."""
    organisation = organisation or (team.organisation if team else None) or make_organisation()
    site = make_site(organisation, place=place, **(site_fields or {}))
    offered: dict[str, object] = {
        "name": name,
        "category": category,
        "visibility": visibility,
        "team_id": team.id if team else None,
        "receives_handoffs": team is not None,
        **(service_fields or {}),
    }
    service = _add(Service(organisation_id=organisation.id, **offered))
    defaults: dict[str, object] = {
        "hours": "Mo-Fr 09:00-12:00,14:00-17:00; PH off",
        "source": "test",
        "source_family": "test",
        "source_key": f"t-{next(_numbers)}",
        "created_at": CREATED_AT,
        "changed_at": CREATED_AT,
    }
    entry = _add(ServiceAtSite(service_id=service.id, site_id=site.id, **{**defaults, **fields}))
    for audience, number in (
        (ContactAudience.PUBLIC, phone),
        (ContactAudience.ON_CALL, on_call),
    ):
        if number:
            _add(
                Contact(entry_id=entry.id, kind=ContactKind.PHONE, audience=audience, value=number)
            )
    return entry


def same_id(text: str) -> UUID:
    """Return an id that nothing has."""
    return UUID(text.ljust(32, "0"))


def _add(row):  # type: ignore[no-untyped-def]  # returns what it was given
    db.session.add(row)
    db.session.flush()
    return row
