"""How many requests one browser may send a minute; sign-in has its own, stricter table."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from app.kernel.request import current_settings


def init_app(app: Flask) -> None:
    """Limit each network address; shared between processes when REDIS_URL is set."""
    settings = app.extensions["passerelle_settings"]
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    limiter = Limiter(
        get_remote_address,
        default_limits=[lambda: f"{current_settings().requests_per_minute} per minute"],
        headers_enabled=True,
    )
    limiter.init_app(app)

    @limiter.request_filter
    def unlimited() -> bool:
        return current_settings().requests_per_minute == 0
