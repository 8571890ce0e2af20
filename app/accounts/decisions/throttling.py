"""How long failures make one wait; never for good, never everyone. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

FREE_FAILURES = 4
LONGEST_S = 900


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom failures are counted against; one is forgotten each `forgets_every`."""

    name: str
    forgets_every: timedelta


ACCOUNT = Scope("account", timedelta(minutes=15))
# A whole commissariat may share one address: its ordinary slips must not add up over a day.
NETWORK = Scope("network", timedelta(minutes=1))


def wait_s(failures: int) -> int:
    """Return the seconds to wait after so many failures: none up to four, then 1, 2, 4 … 900."""
    if failures <= FREE_FAILURES:
        return 0
    return int(min(LONGEST_S, 2 ** min(failures - FREE_FAILURES - 1, 10)))


def remembered(failures: int, *, scope: Scope, failed_at: datetime, now: datetime) -> int:
    """Return how many failures still count."""
    forgotten = max(timedelta(0), now - failed_at) // scope.forgets_every
    return max(0, failures - forgotten)


def remaining_s(blocked_until: datetime | None, *, now: datetime) -> int:
    """Return the whole seconds left to wait, rounded up; none once the instant is reached."""
    if blocked_until is None or blocked_until <= now:
        return 0
    return -((now - blocked_until) // timedelta(seconds=1))


def network_of(address: str | None) -> str:
    """Return the /24 (IPv4) or /48 (IPv6) an address is in; what is no address stands for itself.

    An IPv4 address written in IPv6 is counted with its own kind.
    """
    try:
        read: IPv4Address | IPv6Address = ip_address((address or "").split("%")[0])
    except ValueError:
        return address or "unknown"
    if isinstance(read, IPv6Address) and read.ipv4_mapped:
        read = read.ipv4_mapped
    return str(ip_network((read, 24 if read.version == 4 else 48), strict=False))
