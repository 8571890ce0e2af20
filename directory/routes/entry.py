"""The page of one service at one place."""

from datetime import date, datetime, timedelta
from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.kernel.clock import PARIS, utc_now
from app.kernel.policy import SIGNED_IN, allow
from app.kernel.request import current_viewer
from directory import labels
from directory.decisions.opening import HoursUnreadable, Schedule, Span, spans
from directory.queries.entries import find_entry, sheet_of

DAYS_SHOWN = 7


@allow(SIGNED_IN)
def entry(entry_id: UUID) -> ResponseReturnValue:
    """Show how to call a service, whom it takes, and how sure that is."""
    viewer, now = current_viewer(), utc_now()
    found = find_entry(viewer, entry_id)
    if found is None:
        abort(404)
    return render_template(
        "directory/entry.html",
        sheet=sheet_of(viewer, found, now=now),
        week=_week(found.hours, now),
        today=now.astimezone(PARIS).date(),
        labels=labels,
        now=now,
    )


def _week(hours: str | None, now: datetime) -> list[tuple[date, tuple[Span, ...]]]:
    """Return the seven days from today, each with its openings; nothing when hours are unknown."""
    today = now.astimezone(PARIS).date()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN)]
    try:
        return [(day, spans(Schedule(hours, ()), day)) for day in days] if hours else []
    except HoursUnreadable:
        return []
