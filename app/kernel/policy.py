"""What an endpoint declares of who may call it; the gate refuses to start without it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from werkzeug.exceptions import BadRequest

from app.kernel.viewer import Role, Viewer


class PolicyMissing(Exception):
    """An endpoint says nothing of who may call it; the application does not start."""


class SentFromElsewhere(BadRequest):
    """A form that another site sent, or that does not say where it comes from."""


View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may call an endpoint; objects are then scoped by the queries themselves.

    `reads`: an unsafe method that changes nothing of the rooms (the search POST).
    """

    everyone: bool = False
    roles: frozenset[Role] = frozenset()
    iscg: bool = False
    reads: bool = False

    def admits(self, viewer: Viewer) -> bool:
        """Return whether this kind of account may call the endpoint at all."""
        if self.everyone:
            return True
        if not viewer.is_signed_in:
            return False
        if not self.roles and not self.iscg:
            return True
        return bool(self.roles & viewer.roles) or (self.iscg and viewer.is_iscg)


EVERYONE = Policy(everyone=True)
SIGNED_IN = Policy()
ISCG = Policy(iscg=True)


def allow(*who: Policy | Role, reads: bool = False) -> Callable[[View], View]:
    """Declare who may call a view; several are alternatives."""
    policies = [item for item in who if isinstance(item, Policy)]
    policy = Policy(
        everyone=any(item.everyone for item in policies),
        roles=frozenset(item for item in who if isinstance(item, Role)),
        iscg=any(item.iscg for item in policies),
        reads=reads,
    )

    def declare(view: View) -> View:
        view.__dict__["policy"] = policy
        return view

    return declare


def policy_of(view: Callable[..., Any]) -> Policy | None:
    """Return what the view declared, or nothing."""
    declared = getattr(view, "policy", None)
    return declared if isinstance(declared, Policy) else None
