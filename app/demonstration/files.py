"""Reads the files that lie beside this one, each row into a small value. Nothing is stored."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

from app.kernel.viewer import Role
from referrals.decisions.reasons import ConsentMode, Danger, NeedFamily, Reached
from referrals.decisions.workflow import Action

HERE = Path(__file__).parent
NAMESPACE = UUID("5d0b4f6e-3c1a-4a67-9a63-7c1f0e8d2b41")  # drawn once, for the ids of this network


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with the keys of the entries it answers for."""

    key: str
    organisation: str
    commune: str
    name: str
    mail: str
    phone: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A member; `memberships` pairs the key of a team with a role in it."""

    title: str
    name: str
    mail: str
    organisation: str
    commune: str
    network_role: Role | None
    memberships: tuple[tuple[str, Role], ...]
    bound_by_secrecy: bool | None


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a request: when, as a mark of `moments`, what, and the code it carries."""

    mark: str
    action: Action
    code: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request of an ISCG to one entry, and what became of it; the first step sends it."""

    key: str
    sender: str
    post: str
    entry: str
    need_family: NeedFamily
    danger: Danger
    territory: str
    agreed: ConsentMode
    called: Reached | None
    steps: tuple[Step, ...]


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a file, each cell as it is written."""
    with (HERE / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def items(cell: str) -> tuple[str, ...]:
    """Return the items of a list."""
    return tuple(cell.split("|")) if cell else ()


def id_of(kind: str, key: str) -> UUID:
    """Return the id of a thing of this network, the same in every installation."""
    return uuid5(NAMESPACE, f"{kind}:{key}")


def teams() -> tuple[TeamRow, ...]:
    """Return the teams of teams.csv."""
    return tuple(_team(row) for row in rows("teams.csv"))


def accounts() -> tuple[AccountRow, ...]:
    """Return the accounts of accounts.csv, in the order in which they are shown."""
    return tuple(_account(row) for row in rows("accounts.csv"))


def requests() -> tuple[RequestRow, ...]:
    """Return the requests of requests.csv."""
    return tuple(_request(row) for row in rows("requests.csv"))


def _team(row: dict[str, str]) -> TeamRow:
    return TeamRow(
        key=row["key"],
        organisation=row["organisation"],
        commune=row["commune"],
        name=row["name"],
        mail=row["mail"],
        phone=row["phone"],
        services=items(row["services"]),
    )


def _account(row: dict[str, str]) -> AccountRow:
    pairs = (item.split(":") for item in items(row["memberships"]))
    return AccountRow(
        title=row["title"],
        name=row["name"],
        mail=row["mail"],
        organisation=row["organisation"],
        commune=row["commune"],
        network_role=Role(row["network_role"]) if row["network_role"] else None,
        memberships=tuple((team, Role(role)) for team, role in pairs),
        bound_by_secrecy={"yes": True, "no": False}.get(row["bound_by_secrecy"]),
    )


def _request(row: dict[str, str]) -> RequestRow:
    return RequestRow(
        key=row["key"],
        sender=row["sender"],
        post=row["post"],
        entry=row["entry"],
        need_family=NeedFamily(row["need_family"]),
        danger=Danger(row["danger"]),
        territory=row["territory"],
        agreed=ConsentMode(row["agreed"]),
        called=Reached(row["called"]) if row["called"] else None,
        steps=tuple(_step(item) for item in items(row["steps"])),
    )


def _step(text: str) -> Step:
    mark, act = text.split()
    action, _, code = act.partition("=")
    return Step(mark, Action(action), code)
