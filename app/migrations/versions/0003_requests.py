"""Requests: referrals, agreements, handoffs and what was done to them."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the exchange."""
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("outbound", "inbound", name="direction", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("territory", sa.String(length=9), nullable=False),
        sa.Column(
            "danger",
            sa.Enum("green", "orange", "red", name="danger", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "need_family",
            sa.Enum(
                "shelter",
                "housing",
                "health",
                "children",
                "rights",
                "lawyer",
                "money",
                "listening",
                "other",
                name="needfamily",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "mode",
            sa.Enum(
                "single", "cascade", "parallel", "race", name="mode", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("danger IN ('green', 'orange', 'red')", name="ck_referral_danger"),
        sa.CheckConstraint("direction IN ('outbound', 'inbound')", name="ck_referral_direction"),
        sa.CheckConstraint(
            "mode IN ('single', 'cascade', 'parallel', 'race')", name="ck_referral_mode"
        ),
        sa.CheckConstraint(
            "need_family IN ('shelter', 'housing', 'health', 'children', 'rights', 'lawyer', 'money', 'listening', 'other')",
            name="ck_referral_need_family",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_referral_author_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_referral_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("reference", name="uq_referral_reference"),
    )
    op.create_index(op.f("ix_referral_team_id"), "referral", ["team_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_name", sa.String(length=300), nullable=False),
        sa.Column("need", sa.Boolean(), nullable=False),
        sa.Column("identity", sa.Boolean(), nullable=False),
        sa.Column("safe_contact", sa.Boolean(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "written",
                "oral",
                "oral_phone",
                "interpreted",
                name="consentmode",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("collected_by_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "mode IN ('written', 'oral', 'oral_phone', 'interpreted')", name="ck_consent_mode"
        ),
        sa.CheckConstraint("ends_on >= starts_on", name="ck_consent_ends_after_it_starts"),
        sa.CheckConstraint(
            "need OR NOT (identity OR safe_contact)", name="ck_consent_need_comes_first"
        ),
        sa.ForeignKeyConstraint(
            ["collected_by_id"], ["member.id"], name=op.f("fk_consent_collected_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_consent_referral_id")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_consent_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("id", "referral_id", "service_id", name="uq_consent_recipient"),
    )
    op.create_index(op.f("ix_consent_referral_id"), "consent", ["referral_id"], unique=False)
    op.create_table(
        "handoff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("service_name", sa.String(length=300), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("exclusive", sa.Boolean(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "account", "link", "phone", "paper", name="channel", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "sent",
                "received",
                "incomplete",
                "waiting",
                "unanswered",
                "accepted",
                "under_way",
                "declined",
                "concluded",
                "failed",
                "withdrawn",
                "void",
                name="status",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("status_since", UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "moved_by",
            sa.Enum(
                "sender",
                "partner",
                "supervisor",
                "clock",
                name="side",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("call_ref", sa.String(length=5), nullable=False),
        sa.Column(
            "called",
            sa.Enum(
                "reception",
                "social_worker",
                "on_call",
                "head",
                "other",
                name="reached",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("called_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "decline_code",
            sa.Enum(
                "no_place",
                "out_of_area",
                "out_of_scope",
                "missing_information",
                "timing",
                "already_followed",
                "better_fit",
                "service_stopped",
                "conflict_of_interest",
                "other",
                name="declinereason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "missing_code",
            sa.Enum(
                "need_detail",
                "availability",
                "documents",
                "household",
                "contact_rules",
                "funding",
                name="missingitem",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "failure_code",
            sa.Enum(
                "unreachable",
                "no_show",
                "changed_mind",
                "unsafe_to_come",
                "no_transport",
                "provider_unable",
                "conflict_of_interest",
                "other",
                name="failurereason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "outcome_code",
            sa.Enum(
                "contact_made",
                "met",
                "granted",
                "support_started",
                "passed_on",
                name="outcome",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(status = 'concluded') = (outcome_code IS NOT NULL)",
            name="ck_handoff_concluded_says_what",
        ),
        sa.CheckConstraint(
            "(status = 'declined') = (decline_code IS NOT NULL)",
            name="ck_handoff_declined_says_why",
        ),
        sa.CheckConstraint(
            "(status = 'failed') = (failure_code IS NOT NULL)", name="ck_handoff_failed_says_why"
        ),
        sa.CheckConstraint(
            "called IN ('reception', 'social_worker', 'on_call', 'head', 'other')",
            name="ck_handoff_called",
        ),
        sa.CheckConstraint(
            "channel <> 'account' OR team_id IS NOT NULL", name="ck_handoff_account_has_a_team"
        ),
        sa.CheckConstraint(
            "channel IN ('account', 'link', 'phone', 'paper')", name="ck_handoff_channel"
        ),
        sa.CheckConstraint(
            "decline_code <> 'conflict_of_interest' AND failure_code <> 'conflict_of_interest'",
            name="ck_handoff_no_conflict_in_clear",
        ),
        sa.CheckConstraint(
            "decline_code IN ('no_place', 'out_of_area', 'out_of_scope', 'missing_information', 'timing', 'already_followed', 'better_fit', 'service_stopped', 'conflict_of_interest', 'other')",
            name="ck_handoff_decline_code",
        ),
        sa.CheckConstraint(
            "failure_code IN ('unreachable', 'no_show', 'changed_mind', 'unsafe_to_come', 'no_transport', 'provider_unable', 'conflict_of_interest', 'other')",
            name="ck_handoff_failure_code",
        ),
        sa.CheckConstraint(
            "missing_code IN ('need_detail', 'availability', 'documents', 'household', 'contact_rules', 'funding')",
            name="ck_handoff_missing_code",
        ),
        sa.CheckConstraint(
            "moved_by IN ('sender', 'partner', 'supervisor', 'clock')", name="ck_handoff_moved_by"
        ),
        sa.CheckConstraint(
            "outcome_code IN ('contact_made', 'met', 'granted', 'support_started', 'passed_on')",
            name="ck_handoff_outcome_code",
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'sent', 'received', 'incomplete', 'waiting', 'unanswered', 'accepted', 'under_way', 'declined', 'concluded', 'failed', 'withdrawn', 'void')",
            name="ck_handoff_status",
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'withdrawn') OR (sent_at IS NOT NULL AND consent_id IS NOT NULL)",
            name="ck_handoff_sent_with_an_agreement",
        ),
        sa.CheckConstraint(
            "(called_at IS NULL) = (called IS NULL)", name="ck_handoff_call_is_whole"
        ),
        sa.ForeignKeyConstraint(
            ["consent_id", "referral_id", "service_id"],
            ["consent.id", "consent.referral_id", "consent.service_id"],
            name="fk_handoff_consent_of_this_recipient",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["service_at_site.id"], name=op.f("fk_handoff_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_handoff_referral_id")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_handoff_service_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_handoff_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff")),
        sa.UniqueConstraint("referral_id", "service_id", name="uq_handoff_one_per_service"),
    )
    op.create_index("ix_handoff_inbox", "handoff", ["team_id", "status"], unique=False)
    op.create_index(op.f("ix_handoff_service_id"), "handoff", ["service_id"], unique=False)
    op.create_index(
        "uq_handoff_one_taken",
        "handoff",
        ["referral_id"],
        unique=True,
        sqlite_where=sa.text("exclusive AND status IN ('accepted', 'under_way')"),
        postgresql_where=sa.text("exclusive AND status IN ('accepted', 'under_way')"),
    )
    op.create_table(
        "event",
        sa.Column("handoff_id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "send",
                "discard",
                "acknowledge",
                "accept",
                "decline",
                "ask",
                "hold",
                "complete",
                "lapse",
                "extend",
                "start",
                "reopen",
                "conclude",
                "fail",
                "note_outcome",
                "note_failure",
                "withdraw",
                "void",
                name="action",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "before",
            sa.Enum(
                "draft",
                "sent",
                "received",
                "incomplete",
                "waiting",
                "unanswered",
                "accepted",
                "under_way",
                "declined",
                "concluded",
                "failed",
                "withdrawn",
                "void",
                name="status",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.Enum(
                "draft",
                "sent",
                "received",
                "incomplete",
                "waiting",
                "unanswered",
                "accepted",
                "under_way",
                "declined",
                "concluded",
                "failed",
                "withdrawn",
                "void",
                name="status",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "side",
            sa.Enum(
                "sender",
                "partner",
                "supervisor",
                "clock",
                name="side",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "recorded_by",
            sa.Enum(
                "sender",
                "partner",
                "supervisor",
                "clock",
                name="side",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "account", "link", "phone", "paper", name="channel", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("cause", sa.String(length=32), nullable=True),
        sa.Column("journal_seq", sa.BigInteger(), nullable=False),
        sa.Column("prev", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint(
            "action IN ('send', 'discard', 'acknowledge', 'accept', 'decline', 'ask', 'hold', 'complete', 'lapse', 'extend', 'start', 'reopen', 'conclude', 'fail', 'note_outcome', 'note_failure', 'withdraw', 'void')",
            name="ck_event_action",
        ),
        sa.CheckConstraint(
            "after IN ('draft', 'sent', 'received', 'incomplete', 'waiting', 'unanswered', 'accepted', 'under_way', 'declined', 'concluded', 'failed', 'withdrawn', 'void')",
            name="ck_event_after",
        ),
        sa.CheckConstraint(
            "before IN ('draft', 'sent', 'received', 'incomplete', 'waiting', 'unanswered', 'accepted', 'under_way', 'declined', 'concluded', 'failed', 'withdrawn', 'void')",
            name="ck_event_before",
        ),
        sa.CheckConstraint(
            "channel IN ('account', 'link', 'phone', 'paper')", name="ck_event_channel"
        ),
        sa.CheckConstraint(
            "recorded_by IN ('sender', 'partner', 'supervisor', 'clock')",
            name="ck_event_recorded_by",
        ),
        sa.CheckConstraint(
            "side IN ('sender', 'partner', 'supervisor', 'clock')", name="ck_event_side"
        ),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoff.id"], name=op.f("fk_event_handoff_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_event_member_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_event_team_id")),
        sa.PrimaryKeyConstraint("handoff_id", "serial", name=op.f("pk_event")),
    )


def downgrade() -> None:
    """Drop them, events first."""
    op.drop_table("event")
    op.drop_index(
        "uq_handoff_one_taken",
        table_name="handoff",
        sqlite_where=sa.text("exclusive AND status IN ('accepted', 'under_way')"),
        postgresql_where=sa.text("exclusive AND status IN ('accepted', 'under_way')"),
    )
    op.drop_index(op.f("ix_handoff_service_id"), table_name="handoff")
    op.drop_index("ix_handoff_inbox", table_name="handoff")
    op.drop_table("handoff")
    op.drop_index(op.f("ix_consent_referral_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index(op.f("ix_referral_team_id"), table_name="referral")
    op.drop_table("referral")
