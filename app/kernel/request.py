"""What a route may know of the request: who looks, with which settings, where to go back."""

from urllib.parse import unquote, urlsplit
from uuid import UUID

from flask import current_app, g
from werkzeug.exceptions import Unauthorized

from app.kernel.viewer import ANONYMOUS, Viewer
from config import Settings


def current_viewer() -> Viewer:
    """Return who looks; ANONYMOUS before the gate or without a session."""
    viewer = g.get("viewer", ANONYMOUS)
    return viewer if isinstance(viewer, Viewer) else ANONYMOUS


def current_member_id() -> UUID:
    """Return who is signed in; raise Unauthorized where no policy kept strangers out."""
    member_id = current_viewer().member_id
    if member_id is None:
        raise Unauthorized
    return member_id


def current_settings() -> Settings:
    """Return the settings this application was made with."""
    settings = current_app.extensions["passerelle_settings"]
    assert isinstance(settings, Settings)  # noqa: S101 — narrows Flask's untyped registry
    return settings


def safe_return(address: str | None) -> str | None:
    """Return `address` when it is a path of our own, else nothing.

    Refuses hosts, `//`, back-slashes, control characters, and the same hidden by encoding.
    """
    if not address:
        return None
    bare = unquote(unquote(address))
    parts = urlsplit(bare)
    strange = any(ord(sign) < 33 or sign == "\\" for sign in bare)
    if strange or parts.scheme or parts.netloc or not bare.startswith("/") or "//" in bare:
        return None
    return address
