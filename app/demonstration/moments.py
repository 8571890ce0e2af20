"""When things happened in the demonstration, told from the moment it was first loaded. Pure.

« J-3 » is a day, « J-3T14:30 » an hour of it in Paris, « H-5 » and « M-20 » hours and minutes
before. Files written so never age, and a second loading reads the very same instants.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.kernel.clock import PARIS

_MARK = re.compile(r"(?P<unit>[JHM])(?P<count>[+-]\d+)(?:T(?P<hour>\d\d):(?P<minute>\d\d))?")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The moment from which every mark is counted."""

    loaded_at: datetime

    def day(self, mark: str) -> date:
        """Return the day a mark « J-3 » stands for; ValueError for any other text."""
        return self._today + timedelta(days=_parts(mark, "J")[1])

    def instant(self, mark: str) -> datetime:
        """Return, in UTC, the instant of « J-3T14:30 », « H-5 » or « M-20 », or ValueError."""
        unit, count, at = _parts(mark, "JHM")
        if unit == "J":
            if at is None:
                raise ValueError(f"{mark} is a day, not an instant")
            local = datetime.combine(self._today + timedelta(days=count), at, tzinfo=PARIS)
            return local.astimezone(UTC)
        step = timedelta(hours=1) if unit == "H" else timedelta(minutes=1)
        return self.loaded_at + count * step

    def dated(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Return a row of the import format, its marks replaced by dates as the format has them."""
        row = dict(cells)
        if row["verifie_le"]:
            row["verifie_le"] = self.day(row["verifie_le"]).isoformat()
        if row["places_vues_le"]:
            local = self.instant(row["places_vues_le"]).astimezone(PARIS)
            row["places_vues_le"] = f"{local:%Y-%m-%dT%H:%M}"
        return row

    @property
    def _today(self) -> date:
        return self.loaded_at.astimezone(PARIS).date()


def _parts(mark: str, units: str) -> tuple[str, int, time | None]:
    found = _MARK.fullmatch(mark)
    if found is None or found["unit"] not in units or (found["hour"] and found["unit"] != "J"):
        raise ValueError(f"{mark!r} is no moment")
    at = time(int(found["hour"]), int(found["minute"])) if found["hour"] else None
    return found["unit"], int(found["count"]), at
