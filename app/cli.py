"""`passerelle`: Flask's own command group, over this application."""

import sys

import click
from flask import Flask
from flask.cli import FlaskGroup

from config import SettingsRefused, data_dir_of, prepare_secrets


def _application() -> Flask:
    from app.factory import create_app  # noqa: PLC0415 — `--help` need not load every room

    return create_app()


@click.group(cls=FlaskGroup, create_app=_application, add_version_option=False)
def cli() -> None:
    """Passerelle: annuaire, demandes et carte d’un réseau de partenaires."""


@cli.command("prepare", with_appcontext=False)
def prepare() -> None:
    """Créer les secrets manquants et mettre les deux bases au dernier schéma."""
    from app.commands.installation import prepare_databases  # noqa: PLC0415 — as above

    prepare_secrets(data_dir_of())
    with _application().app_context():
        prepare_databases()
    click.echo(f"Installation prête dans {data_dir_of()}.")


@cli.command("demonstration", with_appcontext=False)
@click.option("--port", default=8000, help="Port d’écoute sur cette machine.")
@click.option("--no-serve", is_flag=True, help="Préparer et charger, sans ouvrir le site.")
def demonstration(port: int, no_serve: bool) -> None:
    """Charger le réseau fictif et ouvrir le site sur cette machine."""
    from app.commands.demonstration import open_demonstration  # noqa: PLC0415 — as above

    prepare_secrets(data_dir_of())
    open_demonstration(_application(), port=port, serve=not no_serve)


def main() -> None:
    """Run a command; a refused installation says why, in French, without a trace."""
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except SettingsRefused as refused:
        click.echo(f"Passerelle ne démarre pas :\n{refused}", err=True)
        sys.exit(1)
    except click.UsageError as misused:
        misused.show()
        sys.exit(misused.exit_code)
    except click.ClickException as refused:
        click.echo(refused.format_message(), err=True)
        sys.exit(refused.exit_code)
    except click.Abort:
        sys.exit(130)


if __name__ == "__main__":
    main()
