"""`passerelle directory import`: a file of partners, compared first, then brought in whole."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from flask.cli import with_appcontext

from app.kernel.clock import utc_now
from app.kernel.db import db, writing
from directory.commands import reporting
from directory.exchange.reading import (
    MAX_BYTES_LOCAL,
    FileRefused,
    RawRow,
    Sheet,
    read_sheet,
)
from directory.operations.importing.planned import Options, Plan
from directory.operations.importing.planning import plan
from directory.operations.importing.storing import ImportRefused, PlanOutdated, store
from directory.search import upkeep

REBUILD_FROM = 500  # entries: beyond, a new index is made sooner than the old one is mended
SAID_EVERY = 5_000  # rows, where no bar can be drawn


@click.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Dire ce qui changerait, et ne rien écrire.")
@click.option("--source", default="", help="Famille de source\u202f; sinon, celle de chaque ligne.")
@click.option(
    "--complete", is_flag=True, help="Le fichier est toute la source\u00a0: archiver le reste."
)
@click.option("--force", is_flag=True, help="Archiver même plus de 20\u00a0% d’une source.")
@click.option("--skip-errors", is_flag=True, help="Laisser de côté les lignes refusées.")
@with_appcontext
def import_file(
    *, path: Path, dry_run: bool, source: str, complete: bool, force: bool, skip_errors: bool
) -> None:
    """Importer les fiches de PATH, au format propre (CSV ou XLSX)."""
    options = Options(source, complete=complete, force=force, skip_errors=skip_errors)
    now = utc_now()
    made = _compared(_read(path), options, now)
    _say(reporting.counts(made))
    _say(reporting.remarks(made.messages))
    if dry_run:
        _say(reporting.differences(made.changes))
        _say(made.reasons)
        click.echo("Essai\u00a0: rien n’est écrit.")
        sys.exit(1 if made.reasons else 0)
    _index(_stored(made, now))


def _read(path: Path) -> Sheet:
    try:
        if path.stat().st_size > MAX_BYTES_LOCAL:
            raise FileRefused(f"Le fichier dépasse {MAX_BYTES_LOCAL // 1_000_000} Mo.")
        return read_sheet(path.read_bytes(), path.name, max_bytes=MAX_BYTES_LOCAL)
    except FileRefused as refusal:
        raise click.ClickException("\n".join(refusal.reasons)) from None


def _compared(sheet: Sheet, options: Options, now: datetime) -> Plan:
    """Compare in a transaction that only reads: nobody waits while a long file is checked."""
    mark = writing.set(False)
    try:
        return plan(sheet, options, now=now, watch=_watched)
    finally:
        db.session.rollback()
        writing.reset(mark)


def _stored(made: Plan, now: datetime) -> list[UUID]:
    try:
        touched = store(made, now=now)
    except ImportRefused as refusal:
        db.session.rollback()
        raise click.ClickException("\n".join(refusal.reasons)) from None
    except PlanOutdated:
        db.session.rollback()
        message = "Une fiche a changé pendant la comparaison\u00a0: rien n’est écrit, relancez."
        raise click.ClickException(message) from None
    db.session.commit()
    return touched


def _index(touched: list[UUID]) -> None:
    """Make what was imported searchable before the command returns."""
    if len(touched) >= REBUILD_FROM:
        upkeep.rebuild()
    elif touched:
        upkeep.refresh(touched)
    click.echo("Import terminé.")


def _watched(rows: list[RawRow]) -> Iterable[RawRow]:
    """Show the rows pass: a bar on a terminal, a line now and then elsewhere."""
    from rich.console import Console  # noqa: PLC0415  # 60 ms that other commands need not pay
    from rich.progress import track  # noqa: PLC0415  # as above

    console = Console(stderr=True)
    if console.is_terminal:
        return track(rows, description="Lecture des lignes", console=console)
    return _counted(rows)


def _counted(rows: list[RawRow]) -> Iterator[RawRow]:
    for rank, row in enumerate(rows, start=1):
        yield row
        if rank % SAID_EVERY == 0 or rank == len(rows):
            click.echo(f"{rank} lignes lues sur {len(rows)}", err=True)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
