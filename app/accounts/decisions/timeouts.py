"""When a session locks and when it ends. Pure; exactly on a limit is still in time."""

from datetime import datetime, timedelta
from enum import StrEnum

ABSOLUTE = timedelta(hours=10)
IDLE = timedelta(minutes=15)
IDLE_ON_SHARED_POST = timedelta(minutes=10)
NOTED_EVERY = timedelta(minutes=1)


class Standing(StrEnum):
    """What a session still opens: everything, its own unlocking alone, nothing."""

    OPEN = "open"
    LOCKED = "locked"
    ENDED = "ended"


def standing(
    *,
    last_used_at: datetime,
    expires_at: datetime,
    locked_at: datetime | None,
    on_shared_post: bool,
    now: datetime,
) -> Standing:
    """Return what the session is worth now; once locked, time alone never opens it again."""
    if now > expires_at:
        return Standing.ENDED
    idle = IDLE_ON_SHARED_POST if on_shared_post else IDLE
    if locked_at is not None or now - last_used_at > idle:
        return Standing.LOCKED
    return Standing.OPEN


def is_background(*, fetch_dest: str | None, purpose: str | None) -> bool:
    """Return whether a browser sent this by itself, from what `Sec-Fetch-Dest` and
    `Sec-Purpose` say: a script, an image, a page loaded in advance. Silence is a person.
    """
    return bool(purpose) or fetch_dest not in {None, "document"}


def is_worth_noting(*, last_used_at: datetime, now: datetime) -> bool:
    """Return whether the last use is written again: once a minute at most."""
    return now - last_used_at >= NOTED_EVERY
