"""Every cryptographic computation of the house; no table, no file, no clock.

The only home of `cryptography`. Contexts bind each result to what it is for.
"""

import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from os import cpu_count

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = 1
SALT_BYTES = 16
KEY_BYTES = 32
WAIT_S = 3.0


class Busy(Exception):
    """Too many passphrases are being checked at once; try again in a few seconds."""


class Tampered(Exception):
    """A sealed value does not open under its key and context: altered, moved or foreign."""


@dataclass(frozen=True, slots=True)
class Stretching:
    """Cost of one guess. `lanes` stays 1: with more, two threads deadlock (measured)."""

    iterations: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 1

    def as_row(self) -> dict[str, int]:
        """Return the parameters as they are stored beside each verifier."""
        return asdict(self)


# One guess takes 64 MiB and a core: as many at once as there are cores.
_slots = threading.BoundedSemaphore(max(1, cpu_count() or 1))


def ctx(kind: str, **fields: object) -> bytes:
    """Return the canonical context: UTF-8 JSON, sorted keys, no space, ids as strings."""
    named = {name: str(value) for name, value in fields.items()}
    return json.dumps(
        {"k": kind, "s": SUITE, **named}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


@contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=WAIT_S):
        raise Busy
    try:
        yield
    finally:
        _slots.release()


def stretch(passphrase: str, *, salt: bytes, cost: Stretching) -> bytes:
    """Return 32 bytes that cost `cost` to compute; raise Busy after three seconds of queue."""
    with _slot():
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=cost.iterations,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        ).derive(passphrase.encode())


def derive(material: bytes, *, salt: bytes, context: bytes) -> bytes:
    """Return a 32-byte key for one context."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=context).derive(material)


def verifier(stretched: bytes, *, pepper: bytes, user: object, ver: int) -> bytes:
    """Return what the database keeps of a passphrase; useless without the pepper."""
    context = ctx("auth", user=user, ver=ver)
    return hashlib.sha256(derive(stretched, salt=pepper, context=context)).digest()


def same(one: bytes, other: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one, other)


def token() -> str:
    """Return 256 random bits for an address or a cookie."""
    return secrets.token_urlsafe(32)


def fingerprint(text: str) -> bytes:
    """Return the SHA-256 under which a token is stored."""
    return hashlib.sha256(text.encode()).digest()


def keyed_digest(key: bytes, value: object) -> bytes:
    """Return a pseudonym of `value` that means nothing without `key`."""
    return hmac.new(key, str(value).encode(), hashlib.sha256).digest()


def seal(key: bytes, text: bytes, *, context: bytes) -> bytes:
    """Return nonce and ciphertext, bound to `context`; a key seals few messages."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key).encrypt(nonce, text, context)


def unseal(key: bytes, sealed: bytes, *, context: bytes) -> bytes:
    """Return what was sealed, or raise Tampered."""
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], context)
    except Exception as refused:  # InvalidTag, or a length that no ciphertext has
        raise Tampered from refused
