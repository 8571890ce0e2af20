"""The digest by which each event of a handoff holds on to the one before it. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

BEFORE_ALL = b"\0" * 32


def digest(fields: Mapping[str, object]) -> bytes:
    """Return the SHA-256 of canonical JSON: sorted names, no spaces, instants in UTC."""
    plain = {name: _plain(value) for name, value in fields.items()}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def _plain(value: object) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.hex() if isinstance(value, bytes) else str(value)
