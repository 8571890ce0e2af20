"""Addresses of our own static files: each carries the digest of what it holds.

A file asked for under its digest never changes, so browsers may keep it for a year.
"""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

STATIC = Path(__file__).parent / "static"
KEPT_FOR_S = 365 * 24 * 3600
PACKED = frozenset({"text/css", "text/javascript", "image/svg+xml", "application/json"})


@lru_cache(maxsize=512)
def _digest(path: Path, _modified_ns: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=128)
def _packed(digest: str, path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)


def version_of(name: str) -> str | None:
    """Return the first 12 signs of the digest of a static file; nothing when there is none."""
    path = (STATIC / name).resolve()
    if not path.is_file() or not path.is_relative_to(STATIC):
        return None
    return _digest(path, path.stat().st_mtime_ns)


def asset(name: str) -> str:
    """Return the address of a static file; FileNotFoundError for one that is not there.

    Remembered for the life of the application: a results page asks eighty times.
    """
    known: dict[str, str] = current_app.extensions["passerelle_assets"]
    if name not in known:
        version = version_of(name)
        if version is None:
            raise FileNotFoundError(name)
        known[name] = url_for("static", filename=name, v=version)
    return known[name]


def _keep(response: Response) -> Response:
    """Let a file asked for under its digest be kept, and pack text; other answers go unchanged.

    Pages are never packed here: a page mixes secrets with what others typed.
    """
    name = (request.view_args or {}).get("filename", "")
    version = version_of(name) if request.endpoint == "static" else None
    if version is None or response.status_code != 200:
        return response
    if request.args.get("v") == version:
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = KEPT_FOR_S
        response.cache_control.immutable = True
    if response.mimetype in PACKED:
        response.vary.add("Accept-Encoding")
        if request.accept_encodings.best_match(("gzip",)):
            response.close()  # the file itself is not sent
            response.direct_passthrough = False
            response.set_data(_packed(version, STATIC / name))
            response.content_encoding = "gzip"
            etag, _is_weak = response.get_etag()
            response.set_etag(etag or version, weak=True)  # the same file, in other bytes
    return response


def init_app(app: Flask) -> None:
    """Give templates `asset()`, and static files their long life."""
    app.extensions["passerelle_assets"] = {}
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep)
