"""A small HTTP client that asks as fast as it can: kept connections, several at once."""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Measure:
    """How fast one address answered: requests a second, 99th percentile, worst status."""

    per_s: float
    p99_ms: float
    status: int
    bytes: int


def get(address: str, *, host: str, cookie: str = "") -> bytes:
    """Return the bytes of one GET, as a browser of the same site sends it."""
    lines = [f"GET {address} HTTP/1.1", f"Host: {host}", "Accept: text/html"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def hammer(port: int, requests: Sequence[bytes], *, seconds: float, clients: int = 4) -> Measure:
    """Send `requests` in turn from each of `clients` connections for `seconds`."""
    until = time.perf_counter() + seconds
    delays: list[float] = []
    statuses: list[int] = []
    sizes: list[int] = []

    def run() -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            turn = 0
            while time.perf_counter() < until:
                begun = time.perf_counter()
                wire.sendall(requests[turn % len(requests)])
                status, size = _answer(wire)
                delays.append(time.perf_counter() - begun)
                statuses.append(status)
                sizes.append(size)
                turn += 1

    threads = [threading.Thread(target=run) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ordered = sorted(delays)
    return Measure(
        per_s=len(ordered) / seconds,
        p99_ms=1000 * ordered[int(0.99 * (len(ordered) - 1))],
        status=max(statuses),
        bytes=max(sizes),
    )


def _answer(wire: socket.socket) -> tuple[int, int]:
    received = b""
    while HEAD_END not in received:
        part = wire.recv(65536)
        if not part:
            raise ConnectionError
        received += part
    head, _, body = received.partition(HEAD_END)
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    size = len(body)
    while size < length:
        size += len(wire.recv(65536))
    return int(head.split(b" ", 2)[1]), len(head) + size
