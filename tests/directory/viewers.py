"""One viewer of each kind."""

from uuid import uuid4

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
