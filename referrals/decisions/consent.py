"""The person's agreement: one recipient, chosen blocks, one period. Pure.

No role and no danger stands in for it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from referrals.decisions.access import Block
from referrals.decisions.reasons import Danger

# Days, both ends counted in; referrals.md §4.1: a green request can take three weeks.
USUAL_DAYS = {Danger.RED: 15, Danger.ORANGE: 15, Danger.GREEN: 30}

# Which sentence was read aloud; a change of its words is a new number.
WORDING = 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """What she agreed to share with one recipient, from one day to another, both included."""

    blocks: frozenset[Block]
    starts_on: date
    ends_on: date
    is_withdrawn: bool = False

    def covers(self, block: Block, today: date) -> bool:
        """Tell whether she agrees, on the day `today` in Paris, that the recipient reads it."""
        in_time = self.starts_on <= today <= self.ends_on
        return block in self.blocks and in_time and not self.is_withdrawn


def usual_end(danger: Danger, starts_on: date) -> date:
    """Return the last day of an agreement whose end nobody chose."""
    return starts_on + timedelta(days=USUAL_DAYS[danger])
