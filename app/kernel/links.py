"""Absolute addresses, built from BASE_URL alone: a Host header never ends in a mail."""

from app.kernel.request import current_settings


def absolute(path: str) -> str:
    """Return the public address of an own path that starts with « / »."""
    return current_settings().base_url + path
