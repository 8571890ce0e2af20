"""`passerelle directory export`: the entries as a file that `import` takes back unchanged."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.territory.atlas import gazetteer
from directory.exchange.writing import csv_file
from directory.queries.stored import stored_entries


@click.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--source", multiple=True, help="Une famille de source\u202f; plusieurs fois au besoin."
)
@with_appcontext
def export_file(*, path: Path, source: tuple[str, ...]) -> None:
    """Écrire dans PATH les fiches qui ne sont pas archivées."""
    stored = stored_entries(source or None)
    entries = [one.entry for one in stored if not one.is_archived]
    path.touch(mode=0o600)  # professional lines are in it
    path.write_bytes(csv_file(entries, gazetteer()))
    click.echo(f"Fiches écrites\u00a0: {len(entries)}")
