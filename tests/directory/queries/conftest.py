"""Viewers of every kind, and a count of what the database is asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.viewer import Role, Viewer


def viewer(*roles: Role, **fields: object) -> Viewer:
    """Return somebody signed in, with these roles."""
    return Viewer(member_id=uuid4(), roles=frozenset(roles), **fields)


ISCG = viewer(Role.MEMBER, posts=frozenset({uuid4()}), home_insee="71342")
MEMBER = viewer(Role.MEMBER)
COORDINATOR = viewer(Role.COORDINATOR)
ELECTED = viewer(Role.ELECTED)
OPERATOR = viewer(Role.OPERATOR)
VIEWERS = {
    "iscg": ISCG,
    "member": MEMBER,
    "manager": viewer(Role.MANAGER),
    "supervisor": viewer(Role.SUPERVISOR),
    "coordinator": COORDINATOR,
    "elected": ELECTED,
    "operator": OPERATOR,
}


@pytest.fixture
def asked_of_the_database(session) -> Callable[[], Iterator[list[str]]]:
    """Return a block that counts the reads made inside it."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        reads: list[str] = []

        def note(_c, _cursor, statement, *_rest) -> None:
            reads.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield reads
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)

    return counting
