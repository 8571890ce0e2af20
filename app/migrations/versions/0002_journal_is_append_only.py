"""The journal only grows: its head, and triggers below the application."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE TRIGGER journal_leaf_follows BEFORE INSERT ON journal_leaf
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal_leaf)
      OR NEW.prev IS NOT coalesce(
        (SELECT hash FROM journal_leaf ORDER BY seq DESC LIMIT 1), zeroblob(32))
    BEGIN SELECT RAISE(ABORT, 'a leaf must follow the last one'); END
    """,
    """
    CREATE TRIGGER journal_leaf_unchanged BEFORE UPDATE ON journal_leaf
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_leaf_kept BEFORE DELETE ON journal_leaf
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION journal_leaf_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE last journal_leaf%ROWTYPE;
    BEGIN
      SELECT * INTO last FROM journal_leaf ORDER BY seq DESC LIMIT 1;
      IF NEW.seq <> coalesce(last.seq, 0) + 1
         OR NEW.prev <> coalesce(last.hash, decode(repeat('00', 32), 'hex')) THEN
        RAISE EXCEPTION 'a leaf must follow the last one';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION journal_leaf_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
    """,
    """
    CREATE TRIGGER journal_leaf_follows BEFORE INSERT ON journal_leaf
    FOR EACH ROW EXECUTE FUNCTION journal_leaf_follows()
    """,
    """
    CREATE TRIGGER journal_leaf_kept BEFORE UPDATE OR DELETE ON journal_leaf
    FOR EACH ROW EXECUTE FUNCTION journal_leaf_kept()
    """,
    """
    CREATE TRIGGER journal_leaf_not_emptied BEFORE TRUNCATE ON journal_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION journal_leaf_kept()
    """,
)


def upgrade() -> None:
    head = sa.table(
        "journal_head", sa.column("id"), sa.column("seq"), sa.column("hash", sa.LargeBinary)
    )
    op.execute(sa.insert(head).values(id=1, seq=0, hash=b"\0" * 32))
    dialect = op.get_bind().dialect.name
    for statement in SQLITE if dialect == "sqlite" else POSTGRESQL:
        op.execute(sa.text(statement))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("journal_leaf_follows", "journal_leaf_unchanged", "journal_leaf_kept"):
            op.execute(sa.text(f"DROP TRIGGER {name}"))
    else:
        for name in ("journal_leaf_follows", "journal_leaf_kept", "journal_leaf_not_emptied"):
            op.execute(sa.text(f"DROP TRIGGER {name} ON journal_leaf"))
        op.execute(sa.text("DROP FUNCTION journal_leaf_follows"))
        op.execute(sa.text("DROP FUNCTION journal_leaf_kept"))
    op.execute(sa.text("DELETE FROM journal_head"))
