"""Prepare, migrate and serve an installation."""

import socket

import click
from alembic import command
from alembic.config import Config
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from app.kernel.keystore import current_keystore
from app.kernel.request import current_settings
from config import Settings

LOOPBACK = "127.0.0.1"
cli = AppGroup("installation", help="Préparer et servir cette installation.")


def prepare_databases() -> None:
    """Bring both databases to the newest schema; harmless when they are there already."""
    settings = current_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(directory=f"{current_app.root_path}/migrations")
    command.upgrade(keystore_config(current_app.root_path), "head")


def keystore_config(root_path: str) -> Config:
    """Return Alembic's configuration for the keystore, on the running application's engine."""
    config = Config()
    config.set_main_option("script_location", f"{root_path}/keystore_migrations")
    config.attributes["url"] = current_keystore().engine.url
    return config


@cli.command("migrate")
def migrate() -> None:
    """Mettre les deux bases au dernier schéma."""
    prepare_databases()
    click.echo("Les deux bases sont à jour.")


@cli.command("serve")
@click.option("--host", default=LOOPBACK, help="Adresse d’écoute.")
@click.option("--port", default=8000, help="Port d’écoute.")
@click.option("--workers", default=2, help="Processus : un par cœur.")
def serve(host: str, port: int, workers: int) -> None:
    """Servir le site avec le serveur de production."""
    serve_on(current_settings(), host=host, port=port, workers=workers)


def serve_on(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Run the production server until it is told to stop; a demonstration stays on loopback."""
    from granian import Granian  # noqa: PLC0415 — 60 ms that other commands need not pay
    from granian.constants import Interfaces  # noqa: PLC0415 — as above

    if settings.is_demonstration and host != LOOPBACK:
        raise click.ClickException("La démonstration n’écoute que sur cette machine (127.0.0.1).")
    refuse_a_second_server(host, port)
    Granian(
        "app.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        log_access=False,
    ).serve()


def refuse_a_second_server(host: str, port: int) -> None:
    """Raise ClickException when somebody listens there already.

    The server shares its port between processes: a second site would open beside the first.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.ClickException(
                f"Le port {port} est déjà pris\u00a0: le site est peut-être déjà ouvert. "
                f"Ouvrez http://{host}:{port}, ou choisissez un autre port avec --port."
            ) from None
