"""Serving: on this machine alone in demonstration, and never twice on one port."""

import socket
from dataclasses import replace

import click
import pytest

from app.commands.installation import refuse_a_second_server, serve_on
from config import Mode
from tests.conftest import free_port


def test_a_demonstration_never_listens_to_other_machines(settings):
    demonstration = replace(settings, mode=Mode.DEMONSTRATION)
    for host in ("0.0.0.0", "192.0.2.1", "::"):  # noqa: S104 — what must be refused
        with pytest.raises(click.ClickException, match="cette machine"):
            serve_on(demonstration, host=host, port=free_port(), workers=1)


def test_a_second_server_on_the_same_port_is_refused_in_words():
    with socket.socket() as first:
        first.bind(("127.0.0.1", 0))
        first.listen()
        port = first.getsockname()[1]
        with pytest.raises(click.ClickException, match=f"port {port} est déjà pris"):
            refuse_a_second_server("127.0.0.1", port)


def test_a_free_port_is_accepted():
    refuse_a_second_server("127.0.0.1", free_port())
