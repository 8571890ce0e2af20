"""Tables of the directory: who exists, what they offer, where, and how to call.

Columns, relations and constraints; no rule. A secret place has nowhere to keep a coordinate.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.db import Table
from app.kernel.viewer import Role


class OrganisationStatus(StrEnum):
    """Whether an organisation still works."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Visibility(StrEnum):
    """Who reads an entry: anyone, signed-in partners, or ISCG and coordinators."""

    PUBLIC = "public"
    NETWORK = "network"
    RESTRICTED = "restricted"


class Place(StrEnum):
    """How precisely a site may be shown."""

    EXACT = "exact"
    COMMUNE = "commune"
    TERRITORY = "territory"
    SECRET = "secret"  # noqa: S105 — a kind of place, no password


class ContactKind(StrEnum):
    """How one writes or calls."""

    PHONE = "phone"
    MAIL = "mail"
    FORM = "form"


class ContactAudience(StrEnum):
    """For whom a contact is; on-call lines are for ISCG alone."""

    PUBLIC = "public"
    PROFESSIONAL = "professional"
    ON_CALL = "on_call"


class VerifiedHow(StrEnum):
    """How a human confirmed an entry."""

    CALL = "call"
    VISIT = "visit"
    PARTNER_LINK = "partner_link"
    PARTNER_ACCOUNT = "partner_account"
    OFFICIAL_SOURCE = "official_source"
    IMPORTED = "imported"


class Force(StrEnum):
    """Who hosts an ISCG post."""

    POLICE = "police"
    GENDARMERIE = "gendarmerie"
    BOTH = "both"


class Organisation(Table):
    """A structure that offers services, employs an ISCG, or governs."""

    __tablename__ = "organisation"
    __table_args__ = (
        sa.UniqueConstraint("source_family", "source_key", name="uq_organisation_source"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(sa.String(150))
    acronyms: Mapped[list[str]] = mapped_column(default=list)
    siret: Mapped[str | None] = mapped_column(sa.String(14))
    website: Mapped[str | None] = mapped_column(sa.String(300))
    description: Mapped[str] = mapped_column(sa.String(2000), default="")
    status: Mapped[OrganisationStatus] = mapped_column(default=OrganisationStatus.ACTIVE)
    parent_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    update_interval_months: Mapped[int] = mapped_column(default=6)
    is_fictitious: Mapped[bool] = mapped_column(default=False)
    source_family: Mapped[str | None] = mapped_column(sa.String(120))
    source_key: Mapped[str | None] = mapped_column(sa.String(200))
    insee_code: Mapped[str | None] = mapped_column(sa.String(5))
    version: Mapped[int] = mapped_column(default=1)

    teams: Mapped[list["Team"]] = relationship(back_populates="organisation")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's own way


class Team(Table):
    """People who share an inbox and, later, a key."""

    __tablename__ = "team"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(150))
    mail: Mapped[str | None] = mapped_column(sa.String(254))
    phone: Mapped[str | None] = mapped_column(sa.String(20))
    activated_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(back_populates="teams")


class Member(Table):
    """A professional with a personal account; `network_role` is held outside any team."""

    __tablename__ = "member"
    __table_args__ = (
        sa.CheckConstraint(
            "network_role IN ('coordinator', 'elected', 'operator')", name="ck_member_network"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    mail: Mapped[str] = mapped_column(sa.String(254), unique=True)
    phone: Mapped[str | None] = mapped_column(sa.String(20))
    network_role: Mapped[Role | None]
    bound_by_secrecy: Mapped[bool | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    memberships: Mapped[list["Membership"]] = relationship(back_populates="member")


class Membership(Table):
    """What a member is in a team; managing or supervising it opens no inbox."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.CheckConstraint("role IN ('member', 'manager', 'supervisor')", name="ck_membership_in"),
    )

    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("member.id"), primary_key=True)
    team_id: Mapped[UUID] = mapped_column(sa.ForeignKey("team.id"), primary_key=True, index=True)
    role: Mapped[Role] = mapped_column(primary_key=True)

    member: Mapped[Member] = relationship(back_populates="memberships")
    team: Mapped[Team] = relationship()


class Site(Table):
    """Where a service is given; what the kind of place may not show has no value at all."""

    __tablename__ = "site"
    __table_args__ = (
        sa.CheckConstraint(
            "place IN ('exact', 'commune')"
            " OR (insee_code IS NULL AND postcode IS NULL AND address IS NULL)",
            name="ck_site_unplaced_has_no_address",
        ),
        sa.CheckConstraint(
            "(place = 'exact') = (longitude IS NOT NULL)"
            " AND (place = 'exact') = (latitude IS NOT NULL)",
            name="ck_site_only_exact_has_a_point",
        ),
        sa.CheckConstraint(
            "place NOT IN ('exact', 'commune') OR insee_code IS NOT NULL",
            name="ck_site_placed_has_a_commune",
        ),
        sa.CheckConstraint(
            "place NOT IN ('territory', 'secret') OR area IS NOT NULL",
            name="ck_site_unplaced_has_an_area",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(150), default="")
    place: Mapped[Place]
    area: Mapped[str | None] = mapped_column(sa.String(200))
    insee_code: Mapped[str | None] = mapped_column(sa.String(5), index=True)
    postcode: Mapped[str | None] = mapped_column(sa.String(5))
    address: Mapped[str | None] = mapped_column(sa.String(200))
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    access_note: Mapped[str] = mapped_column(sa.String(300), default="")
    accessibility: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))


class Service(Table):
    """What is offered, to whom. None in a list or a yes/no: nobody said."""

    __tablename__ = "service"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    team_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("team.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(140))
    discreet_name: Mapped[str | None] = mapped_column(sa.String(40))
    summary: Mapped[str] = mapped_column(sa.String(280), default="")
    description: Mapped[str] = mapped_column(sa.String(2000), default="")
    category: Mapped[str] = mapped_column(sa.String(64), index=True)
    needs: Mapped[list[str]] = mapped_column(default=list)
    publics: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    languages: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    animals: Mapped[str | None] = mapped_column(sa.String(16))
    cost: Mapped[str | None] = mapped_column(sa.String(16))
    modes: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    called_by: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    catchment: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    first_step: Mapped[str] = mapped_column(sa.String(200), default="")
    documents: Mapped[list[str]] = mapped_column(default=list)
    conditions: Mapped[list[str]] = mapped_column(default=list)
    website: Mapped[str | None] = mapped_column(sa.String(300))
    visibility: Mapped[Visibility]
    receives_handoffs: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship()
    team: Mapped[Team | None] = relationship()


class ServiceAtSite(Table):
    """An entry: one service at one place, as it is found, read and called."""

    __tablename__ = "service_at_site"
    __table_args__ = (
        sa.UniqueConstraint("source_family", "source_key", name="uq_entry_source"),
        sa.CheckConstraint(
            "places_free IS NULL OR (places_free >= 0 AND places_seen_at IS NOT NULL)",
            name="ck_entry_free_places_are_dated",
        ),
        sa.CheckConstraint(
            "places_total IS NULL OR places_free IS NULL OR places_free <= places_total",
            name="ck_entry_free_within_total",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    service_id: Mapped[UUID] = mapped_column(sa.ForeignKey("service.id"), index=True)
    site_id: Mapped[UUID] = mapped_column(sa.ForeignKey("site.id"), index=True)
    hours: Mapped[str | None] = mapped_column(sa.String(500))
    hours_note: Mapped[str] = mapped_column(sa.String(200), default="")
    places_total: Mapped[int | None]
    places_free: Mapped[int | None]
    places_seen_at: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(sa.String(120), default="")
    source_family: Mapped[str] = mapped_column(sa.String(120))
    source_key: Mapped[str] = mapped_column(sa.String(80))
    verified_on: Mapped[date | None]
    verified_how: Mapped[VerifiedHow | None]
    verified_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("member.id"))
    confirmed_fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    service: Mapped[Service] = relationship()
    site: Mapped[Site] = relationship()
    contacts: Mapped[list["Contact"]] = relationship(
        order_by="Contact.rank", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's own way


class Contact(Table):
    """One way to reach an entry."""

    __tablename__ = "contact"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    entry_id: Mapped[UUID] = mapped_column(sa.ForeignKey("service_at_site.id"), index=True)
    rank: Mapped[int] = mapped_column(default=0)
    kind: Mapped[ContactKind]
    audience: Mapped[ContactAudience]
    value: Mapped[str] = mapped_column(sa.String(254))
    label: Mapped[str] = mapped_column(sa.String(80), default="")


class Convention(Table):
    """A tripartite agreement that funds a post; no date means nobody could say."""

    __tablename__ = "convention"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(sa.String(150))
    signatories: Mapped[list[str]] = mapped_column(default=list)
    signed_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    communes: Mapped[list[str]] = mapped_column(default=list)
    funding: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_fictitious: Mapped[bool] = mapped_column(default=False)


class IscgPost(Table):
    """A social worker's post with the police or the gendarmerie."""

    __tablename__ = "iscg_post"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    team_id: Mapped[UUID] = mapped_column(sa.ForeignKey("team.id"), index=True)
    employer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    convention_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("convention.id"))
    name: Mapped[str] = mapped_column(sa.String(150))
    host: Mapped[str] = mapped_column(sa.String(200))
    force: Mapped[Force]
    fte: Mapped[float] = mapped_column(default=1.0)
    home_insee: Mapped[str] = mapped_column(sa.String(5))
    communes: Mapped[list[str]] = mapped_column(default=list)
    is_default: Mapped[bool] = mapped_column(default=False)
    vacant_from: Mapped[date | None]

    team: Mapped[Team] = relationship()
    convention: Mapped[Convention | None] = relationship()


class SearchAnswer(Table):
    """What a search found, for fifteen minutes: closed codes and entry ids, never a word."""

    __tablename__ = "search_answer"

    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True)
    member_id: Mapped[UUID | None]
    question: Mapped[dict[str, Any]] = mapped_column(default=dict)
    entries: Mapped[list[str]] = mapped_column(default=list)
    expires_at: Mapped[datetime] = mapped_column(index=True)
