"""The house as it first stands."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", UtcDateTime(), nullable=False),
        sa.Column("blocked_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_failed_at"), "attempt", ["failed_at"], unique=False)
    op.create_table(
        "convention",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("signatories", sa.JSON(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("communes", sa.JSON(), nullable=False),
        sa.Column("funding", sa.JSON(), nullable=False),
        sa.Column("is_fictitious", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_convention")),
    )
    op.create_table(
        "errand",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_id", sa.Uuid(), nullable=True),
        sa.Column("promised_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("dead_at", UtcDateTime(), nullable=True),
        sa.Column("last_failure", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
    )
    op.create_index(
        "ix_errand_to_do",
        "errand",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "heartbeat",
        sa.Column("process", sa.String(length=32), nullable=False),
        sa.Column("beat_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(length=32), nullable=False),
        sa.Column("leads_to", sa.String(length=200), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", "form", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_journal_head_one_row"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "journal_leaf",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("prev", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("team", sa.String(length=36), nullable=False),
        sa.Column("act", sa.String(length=48), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("block", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=48), nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("commit", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_leaf")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("acronyms", sa.JSON(), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "suspended",
                "closed",
                name="organisationstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("update_interval_months", sa.Integer(), nullable=False),
        sa.Column("is_fictitious", sa.Boolean(), nullable=False),
        sa.Column("source_family", sa.String(length=120), nullable=True),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.Column("insee_code", sa.String(length=5), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'suspended', 'closed')", name="ck_organisation_status"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("source_family", "source_key", name="uq_organisation_source"),
    )
    op.create_table(
        "search_answer",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_search_answer")),
    )
    op.create_index(
        op.f("ix_search_answer_expires_at"), "search_answer", ["expires_at"], unique=False
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column(
            "network_role",
            sa.Enum(
                "member",
                "manager",
                "supervisor",
                "coordinator",
                "elected",
                "operator",
                "guest",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("bound_by_secrecy", sa.Boolean(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "network_role IN ('coordinator', 'elected', 'operator')", name="ck_member_network"
        ),
        sa.CheckConstraint(
            "network_role IN ('member', 'manager', 'supervisor', 'coordinator', 'elected', 'operator', 'guest')",
            name="ck_member_network_role",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_member_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("mail", name=op.f("uq_member_mail")),
    )
    op.create_index(op.f("ix_member_organisation_id"), "member", ["organisation_id"], unique=False)
    op.create_table(
        "site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                "exact",
                "commune",
                "territory",
                "secret",
                name="place",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("area", sa.String(length=200), nullable=True),
        sa.Column("insee_code", sa.String(length=5), nullable=True),
        sa.Column("postcode", sa.String(length=5), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("access_note", sa.String(length=300), nullable=False),
        sa.Column("accessibility", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "(place = 'exact') = (longitude IS NOT NULL) AND (place = 'exact') = (latitude IS NOT NULL)",
            name="ck_site_only_exact_has_a_point",
        ),
        sa.CheckConstraint(
            "place IN ('exact', 'commune') OR (insee_code IS NULL AND postcode IS NULL AND address IS NULL)",
            name="ck_site_unplaced_has_no_address",
        ),
        sa.CheckConstraint(
            "place IN ('exact', 'commune', 'territory', 'secret')", name="ck_site_place"
        ),
        sa.CheckConstraint(
            "place NOT IN ('exact', 'commune') OR insee_code IS NOT NULL",
            name="ck_site_placed_has_a_commune",
        ),
        sa.CheckConstraint(
            "place NOT IN ('territory', 'secret') OR area IS NOT NULL",
            name="ck_site_unplaced_has_an_area",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_site_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index(op.f("ix_site_insee_code"), "site", ["insee_code"], unique=False)
    op.create_index(op.f("ix_site_organisation_id"), "site", ["organisation_id"], unique=False)
    op.create_table(
        "team",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("activated_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_team_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_index(op.f("ix_team_organisation_id"), "team", ["organisation_id"], unique=False)
    op.create_table(
        "iscg_post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("convention_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("host", sa.String(length=200), nullable=False),
        sa.Column(
            "force",
            sa.Enum("police", "gendarmerie", "both", name="force", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("fte", sa.Double(), nullable=False),
        sa.Column("home_insee", sa.String(length=5), nullable=False),
        sa.Column("communes", sa.JSON(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("vacant_from", sa.Date(), nullable=True),
        sa.CheckConstraint("force IN ('police', 'gendarmerie', 'both')", name="ck_iscg_post_force"),
        sa.ForeignKeyConstraint(
            ["convention_id"], ["convention.id"], name=op.f("fk_iscg_post_convention_id")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["organisation.id"], name=op.f("fk_iscg_post_employer_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_iscg_post_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_iscg_post")),
    )
    op.create_index(op.f("ix_iscg_post_team_id"), "iscg_post", ["team_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "member",
                "manager",
                "supervisor",
                "coordinator",
                "elected",
                "operator",
                "guest",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("role IN ('member', 'manager', 'supervisor')", name="ck_membership_in"),
        sa.CheckConstraint(
            "role IN ('member', 'manager', 'supervisor', 'coordinator', 'elected', 'operator', 'guest')",
            name="ck_membership_role",
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_membership_member_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id")),
        sa.PrimaryKeyConstraint("member_id", "team_id", "role", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_team_id"), "membership", ["team_id"], unique=False)
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
        sa.Column("created_at", UtcDateTime(), nullable=False),
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
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=140), nullable=False),
        sa.Column("discreet_name", sa.String(length=40), nullable=True),
        sa.Column("summary", sa.String(length=280), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("publics", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("animals", sa.String(length=16), nullable=True),
        sa.Column("cost", sa.String(length=16), nullable=True),
        sa.Column("modes", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("called_by", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("catchment", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("first_step", sa.String(length=200), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column(
            "visibility",
            sa.Enum(
                "public", "network", "restricted", name="visibility", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("receives_handoffs", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "visibility IN ('public', 'network', 'restricted')", name="ck_service_visibility"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_service_organisation_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_service_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_index(op.f("ix_service_category"), "service", ["category"], unique=False)
    op.create_index(
        op.f("ix_service_organisation_id"), "service", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_service_team_id"), "service", ["team_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("locked_at", UtcDateTime(), nullable=True),
        sa.Column("on_shared_post", sa.Boolean(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_session_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_token_hash")),
    )
    op.create_index(op.f("ix_session_expires_at"), "session", ["expires_at"], unique=False)
    op.create_index(op.f("ix_session_member_id"), "session", ["member_id"], unique=False)
    op.create_table(
        "user_key",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("ver", sa.Integer(), nullable=False),
        sa.Column("suite", sa.Integer(), nullable=False),
        sa.Column("pk", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("cost", sa.JSON(), nullable=False),
        sa.Column("pepper_id", sa.Integer(), nullable=False),
        sa.Column("verifier", sa.LargeBinary(length=32), nullable=False),
        sa.Column("wrapped_sk", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(pk IS NULL) = (wrapped_sk IS NULL)", name="ck_user_key_both_halves_or_none"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_user_key_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_user_key")),
    )
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
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
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
        "service_at_site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("hours", sa.String(length=500), nullable=True),
        sa.Column("hours_note", sa.String(length=200), nullable=False),
        sa.Column("places_total", sa.Integer(), nullable=True),
        sa.Column("places_free", sa.Integer(), nullable=True),
        sa.Column("places_seen_at", UtcDateTime(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("source_family", sa.String(length=120), nullable=False),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column(
            "verified_how",
            sa.Enum(
                "call",
                "visit",
                "partner_link",
                "partner_account",
                "official_source",
                "imported",
                name="verifiedhow",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("verified_by_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_fields", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "verified_how IN ('call', 'visit', 'partner_link', 'partner_account', 'official_source', 'imported')",
            name="ck_service_at_site_verified_how",
        ),
        sa.CheckConstraint(
            "places_free IS NULL OR (places_free >= 0 AND places_seen_at IS NOT NULL)",
            name="ck_entry_free_places_are_dated",
        ),
        sa.CheckConstraint(
            "places_total IS NULL OR places_free IS NULL OR places_free <= places_total",
            name="ck_entry_free_within_total",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_at_site_service_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_service_at_site_site_id")),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["member.id"], name=op.f("fk_service_at_site_verified_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_at_site")),
        sa.UniqueConstraint("source_family", "source_key", name="uq_entry_source"),
    )
    op.create_index(
        op.f("ix_service_at_site_service_id"), "service_at_site", ["service_id"], unique=False
    )
    op.create_index(
        op.f("ix_service_at_site_site_id"), "service_at_site", ["site_id"], unique=False
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("phone", "mail", "form", name="contactkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "audience",
            sa.Enum(
                "public",
                "professional",
                "on_call",
                name="contactaudience",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=254), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "audience IN ('public', 'professional', 'on_call')", name="ck_contact_audience"
        ),
        sa.CheckConstraint("kind IN ('phone', 'mail', 'form')", name="ck_contact_kind"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["service_at_site.id"], name=op.f("fk_contact_entry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_entry_id"), "contact", ["entry_id"], unique=False)
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
        sa.Column("status_since", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
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
        sa.Column("called_at", UtcDateTime(), nullable=True),
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
        sa.Column("at", UtcDateTime(), nullable=False),
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
            "channel IN ('account', 'link', 'phone', 'paper')", name="ck_event_channel"
        ),
        sa.CheckConstraint(
            "recorded_by IN ('sender', 'partner', 'supervisor', 'clock')",
            name="ck_event_recorded_by",
        ),
        sa.CheckConstraint(
            "side IN ('sender', 'partner', 'supervisor', 'clock')", name="ck_event_side"
        ),
        sa.CheckConstraint(
            "\"after\" IN ('draft', 'sent', 'received', 'incomplete', 'waiting', 'unanswered', 'accepted', 'under_way', 'declined', 'concluded', 'failed', 'withdrawn', 'void')",
            name="ck_event_after",
        ),
        sa.CheckConstraint(
            "\"before\" IN ('draft', 'sent', 'received', 'incomplete', 'waiting', 'unanswered', 'accepted', 'under_way', 'declined', 'concluded', 'failed', 'withdrawn', 'void')",
            name="ck_event_before",
        ),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoff.id"], name=op.f("fk_event_handoff_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_event_member_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_event_team_id")),
        sa.PrimaryKeyConstraint("handoff_id", "serial", name=op.f("pk_event")),
    )


def downgrade() -> None:
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
    op.drop_index(op.f("ix_contact_entry_id"), table_name="contact")
    op.drop_table("contact")
    op.drop_index(op.f("ix_service_at_site_site_id"), table_name="service_at_site")
    op.drop_index(op.f("ix_service_at_site_service_id"), table_name="service_at_site")
    op.drop_table("service_at_site")
    op.drop_index(op.f("ix_consent_referral_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_table("user_key")
    op.drop_index(op.f("ix_session_member_id"), table_name="session")
    op.drop_index(op.f("ix_session_expires_at"), table_name="session")
    op.drop_table("session")
    op.drop_index(op.f("ix_service_team_id"), table_name="service")
    op.drop_index(op.f("ix_service_organisation_id"), table_name="service")
    op.drop_index(op.f("ix_service_category"), table_name="service")
    op.drop_table("service")
    op.drop_index(op.f("ix_referral_team_id"), table_name="referral")
    op.drop_table("referral")
    op.drop_index(op.f("ix_membership_team_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_iscg_post_team_id"), table_name="iscg_post")
    op.drop_table("iscg_post")
    op.drop_index(op.f("ix_team_organisation_id"), table_name="team")
    op.drop_table("team")
    op.drop_index(op.f("ix_site_organisation_id"), table_name="site")
    op.drop_index(op.f("ix_site_insee_code"), table_name="site")
    op.drop_table("site")
    op.drop_index(op.f("ix_member_organisation_id"), table_name="member")
    op.drop_table("member")
    op.drop_index(op.f("ix_search_answer_expires_at"), table_name="search_answer")
    op.drop_table("search_answer")
    op.drop_table("organisation")
    op.drop_table("journal_leaf")
    op.drop_table("journal_head")
    op.drop_table("idempotency_key")
    op.drop_table("heartbeat")
    op.drop_index(
        "ix_errand_to_do", table_name="errand", postgresql_where=sa.text("done_at IS NULL")
    )
    op.drop_table("errand")
    op.drop_table("convention")
    op.drop_index(op.f("ix_attempt_failed_at"), table_name="attempt")
    op.drop_table("attempt")
