"""What every page is given: who looks, her places in the bar, the demonstration's banner."""

from typing import Any

from flask import Flask, g

from app.accounts import queries
from app.kernel.request import current_settings, current_viewer
from app.navigation import entries_for


def init_app(app: Flask) -> None:
    """Add the shell's values to every template."""

    @app.context_processor
    def shell() -> dict[str, Any]:
        viewer, settings = current_viewer(), current_settings()
        name, place = _badge()
        return {
            "viewer": viewer,
            "viewer_name": name,
            "viewer_place": place,
            "nav": entries_for(viewer),
            "demonstration": settings.is_demonstration,
            "exit_address": settings.exit_url,
        }


def _badge() -> tuple[str, str]:
    """Return the viewer's name and place, read once a request; empty without session."""
    member_id = current_viewer().member_id
    if member_id is None:
        return "", ""
    if "badge" not in g:
        g.badge = queries.badge_of(member_id)
    badge: tuple[str, str] = g.badge
    return badge
