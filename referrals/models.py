"""Tables of the exchange: coarse codes, dates and ids alone.

Nothing here says who the person is, what happened, or where; what would is sealed elsewhere.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.db import Table
from directory.models import Member, Service, Team
from referrals.decisions.access import Block
from referrals.decisions.chain import digest
from referrals.decisions.consent import Agreement
from referrals.decisions.reasons import (
    Channel,
    ConsentMode,
    Danger,
    DeclineReason,
    Direction,
    FailureReason,
    MissingItem,
    Mode,
    NeedFamily,
    Outcome,
    Reached,
)
from referrals.decisions.workflow import TAKEN, Action, Side, Status

TAKEN_SQL = "({})".format(", ".join(f"'{status.value}'" for status in TAKEN))


class Referral(Table):
    """The sender's file on one situation; its overall status is computed, never stored."""

    __tablename__ = "referral"
    __table_args__ = (sa.UniqueConstraint("reference", name="uq_referral_reference"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str] = mapped_column(sa.String(8))
    direction: Mapped[Direction]
    team_id: Mapped[UUID] = mapped_column(sa.ForeignKey("team.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("member.id"))
    territory: Mapped[str] = mapped_column(sa.String(9))  # an EPCI or ELSEWHERE, never a commune
    danger: Mapped[Danger]
    need_family: Mapped[NeedFamily]
    mode: Mapped[Mode]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    team: Mapped[Team] = relationship()
    author: Mapped[Member] = relationship()
    handoffs: Mapped[list["Handoff"]] = relationship(
        back_populates="referral", order_by="Handoff.rank, Handoff.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's own way


class Consent(Table):
    """The person's agreement that one recipient reads chosen blocks, for a time.

    A recipient is always a service: no column could hold a person.
    """

    __tablename__ = "consent"
    __table_args__ = (
        sa.CheckConstraint(
            "need OR NOT (identity OR safe_contact)", name="ck_consent_need_comes_first"
        ),
        sa.CheckConstraint("ends_on >= starts_on", name="ck_consent_ends_after_it_starts"),
        # What the handoff points at: an agreement for this very referral and service.
        sa.UniqueConstraint("id", "referral_id", "service_id", name="uq_consent_recipient"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    service_id: Mapped[UUID] = mapped_column(sa.ForeignKey("service.id"))
    recipient_name: Mapped[str] = mapped_column(sa.String(300))
    need: Mapped[bool]
    identity: Mapped[bool] = mapped_column(default=False)
    safe_contact: Mapped[bool] = mapped_column(default=False)
    mode: Mapped[ConsentMode]
    collected_on: Mapped[date]
    collected_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("member.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None]
    wording: Mapped[int]

    referral: Mapped[Referral] = relationship()

    @property
    def agreement(self) -> Agreement:
        """Return what was agreed, as a value."""
        said = {
            Block.NEED: self.need,
            Block.IDENTITY: self.identity,
            Block.SAFE_CONTACT: self.safe_contact,
        }
        return Agreement(
            blocks=frozenset(block for block, agreed in said.items() if agreed),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            is_withdrawn=self.withdrawn_at is not None,
        )


class Handoff(Table):
    """A referral in the hands of one partner service; it alone has a status.

    `moves` counts its events; it is the version that a second answer stumbles on.
    """

    __tablename__ = "handoff"
    __table_args__ = (
        sa.UniqueConstraint("referral_id", "service_id", name="uq_handoff_one_per_service"),
        sa.ForeignKeyConstraint(
            ["consent_id", "referral_id", "service_id"],
            ["consent.id", "consent.referral_id", "consent.service_id"],
            name="fk_handoff_consent_of_this_recipient",
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'withdrawn') OR (sent_at IS NOT NULL AND consent_id IS NOT NULL)",
            name="ck_handoff_sent_with_an_agreement",
        ),
        sa.CheckConstraint(
            "channel <> 'account' OR team_id IS NOT NULL", name="ck_handoff_account_has_a_team"
        ),
        sa.CheckConstraint(
            "(status = 'declined') = (decline_code IS NOT NULL)",
            name="ck_handoff_declined_says_why",
        ),
        sa.CheckConstraint(
            "(status = 'failed') = (failure_code IS NOT NULL)", name="ck_handoff_failed_says_why"
        ),
        sa.CheckConstraint(
            "(status = 'concluded') = (outcome_code IS NOT NULL)",
            name="ck_handoff_concluded_says_what",
        ),
        sa.CheckConstraint(
            "decline_code <> 'conflict_of_interest' AND failure_code <> 'conflict_of_interest'",
            name="ck_handoff_no_conflict_in_clear",
        ),
        sa.CheckConstraint(
            "(called_at IS NULL) = (called IS NULL)", name="ck_handoff_call_is_whole"
        ),
        sa.Index(
            "uq_handoff_one_taken",
            "referral_id",
            unique=True,
            sqlite_where=sa.text(f"exclusive AND status IN {TAKEN_SQL}"),
            postgresql_where=sa.text(f"exclusive AND status IN {TAKEN_SQL}"),
        ),
        sa.Index("ix_handoff_inbox", "team_id", "status"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"))
    service_id: Mapped[UUID] = mapped_column(sa.ForeignKey("service.id"), index=True)
    entry_id: Mapped[UUID] = mapped_column(sa.ForeignKey("service_at_site.id"))
    service_name: Mapped[str] = mapped_column(sa.String(300))  # as it was called when sent
    team_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("team.id"))
    consent_id: Mapped[UUID | None]
    rank: Mapped[int] = mapped_column(default=1)
    exclusive: Mapped[bool] = mapped_column(default=True)
    channel: Mapped[Channel]
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    status_since: Mapped[datetime]
    sent_at: Mapped[datetime | None]  # None: the partner was never told of it
    moved_by: Mapped[Side]
    moves: Mapped[int] = mapped_column(default=0)
    call_ref: Mapped[str] = mapped_column(sa.String(5))
    called: Mapped[Reached | None]
    called_at: Mapped[datetime | None]
    decline_code: Mapped[DeclineReason | None]
    missing_code: Mapped[MissingItem | None]
    failure_code: Mapped[FailureReason | None]
    outcome_code: Mapped[Outcome | None]
    review_on: Mapped[date | None]

    referral: Mapped[Referral] = relationship(back_populates="handoffs")
    service: Mapped[Service] = relationship()
    team: Mapped[Team | None] = relationship()
    consent: Mapped[Consent | None] = relationship(
        primaryjoin="Handoff.consent_id == Consent.id",
        foreign_keys="Handoff.consent_id",
    )
    events: Mapped[list["Event"]] = relationship(order_by="Event.serial")

    __mapper_args__ = {  # noqa: RUF012 — SQLAlchemy's own way
        "version_id_col": moves,
        "version_id_generator": False,
    }


class Event(Table):
    """One move of one handoff: who, when, from where to where, and what came before it.

    `prev` is the digest of the handoff's previous event: a removed one leaves a gap.
    """

    __tablename__ = "event"

    handoff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("handoff.id"), primary_key=True)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    action: Mapped[Action]
    before: Mapped[Status]
    after: Mapped[Status]
    side: Mapped[Side]
    recorded_by: Mapped[Side]
    member_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("member.id"))
    team_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("team.id"))
    channel: Mapped[Channel]
    cause: Mapped[str | None] = mapped_column(sa.String(32))
    journal_seq: Mapped[int] = mapped_column(sa.BigInteger)
    prev: Mapped[bytes] = mapped_column(sa.LargeBinary(32))

    member: Mapped[Member | None] = relationship()
    team: Mapped[Team | None] = relationship()

    @property
    def digest(self) -> bytes:
        """Return what the next event of the handoff holds on to: every column of this one."""
        return digest({column.key: getattr(self, column.key) for column in type(self).__table__.c})
