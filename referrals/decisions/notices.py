"""The kinds of letters of the exchange. Pure; the worker composes each at the last minute."""

from enum import StrEnum


class Notice(StrEnum):
    """Why someone is told that something waits; none is ever for the person herself."""

    REQUEST_WAITING = "request_waiting"
    ANSWER_WAITING = "answer_waiting"
    NO_LONGER_CURRENT = "no_longer_current"
