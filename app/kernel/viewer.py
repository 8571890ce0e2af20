"""Who is looking: the value every query is scoped by. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What an account may be; an ISCG is a member of a post's team."""

    MEMBER = "member"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    ELECTED = "elected"
    OPERATOR = "operator"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person behind one session, as of this request.

    `teams` are those whose inbox she shares; managing or supervising a team opens no inbox.
    `home_insee` is the commune of her post or organisation, the default « depuis ».
    """

    member_id: UUID | None = None
    organisation_id: UUID | None = None
    roles: frozenset[Role] = frozenset()
    teams: frozenset[UUID] = frozenset()
    managed: frozenset[UUID] = frozenset()
    supervised: frozenset[UUID] = frozenset()
    posts: frozenset[UUID] = frozenset()
    home_insee: str | None = None

    @property
    def is_signed_in(self) -> bool:
        """Return whether someone stands behind this request."""
        return self.member_id is not None

    @property
    def is_iscg(self) -> bool:
        """Return whether she works in the team of an ISCG post."""
        return bool(self.posts)

    def has(self, role: Role) -> bool:
        """Return whether the account holds this role somewhere."""
        return role in self.roles


ANONYMOUS = Viewer()
