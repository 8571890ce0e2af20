"""The numbers one may print without asking anyone, and how sure we are of each. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    """How a number is known: by stable national allotment, or from a copy to be verified."""

    CERTAIN = "certain"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class NationalNumber:
    """One line of national_numbers.csv.

    `hours` is an OSM expression, empty when unknown; `area` is `france` or a département code.
    `walled_off`: for authors of violence, never beside what a victim reads.
    `verified_on`: the day a person of this site called it; None until then.
    """

    number: str
    label: str
    hours: str
    hours_note: str
    note: str
    area: str
    certainty: Certainty
    walled_off: bool
    verified_on: date | None


def for_victims(numbers: tuple[NationalNumber, ...]) -> tuple[NationalNumber, ...]:
    """Return the numbers that may stand where a victim reads, in the same order."""
    return tuple(known for known in numbers if not known.walled_off)


def to_verify(numbers: tuple[NationalNumber, ...]) -> tuple[NationalNumber, ...]:
    """Return the numbers a person must call before the first production start."""
    return tuple(
        known
        for known in numbers
        if known.certainty is Certainty.CHECK and known.verified_on is None
    )
