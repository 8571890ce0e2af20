"""Open the demonstration: fictitious network, worker and web server, on this machine alone."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from app.commands.installation import LOOPBACK, prepare_databases, refuse_a_second_server, serve_on
from app.demonstration import load
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.request import current_settings
from directory.search import upkeep


def open_demonstration(app: Flask, *, port: int, serve: bool) -> None:
    """Prepare, load what is missing, print the accounts, then serve until stopped."""
    with app.app_context():
        settings = current_settings()
        if not settings.is_demonstration:
            raise click.ClickException(
                "Le réseau fictif ne se charge qu’en démonstration : PASSERELLE_MODE=demonstration."
            )
        prepare_databases()
        summary = load.load(now=utc_now())
        db.session.commit()
        if summary.entries:
            upkeep.rebuild()
        click.echo(str(summary))
        click.echo(load.accounts_table())
        click.echo(f"Les courriels s’écrivent dans {settings.mail_dir}.")
    if serve:
        refuse_a_second_server(LOOPBACK, port)
        click.echo(f"Ouvrez http://{LOOPBACK}:{port} (Ctrl+C pour arrêter).")
        with worker_beside():
            serve_on(settings, host=LOOPBACK, port=port, workers=2)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Run `passerelle worker` in its own process for as long as the site is open."""
    worker = subprocess.Popen([sys.executable, "-m", "app.cli", "worker"])
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=10)
