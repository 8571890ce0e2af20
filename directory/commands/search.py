"""The search, as a page would rank it, and the index made again. No contact is printed."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext

from app.kernel.clock import PARIS, utc_now
from app.kernel.viewer import Role, Viewer
from app.territory import finding
from app.territory.atlas import finder, gazetteer
from directory import labels
from directory.queries.results import Result
from directory.queries.search import search as answers_to
from directory.queries.words import ask
from directory.search.upkeep import rebuild

SOMEBODY = UUID(int=0)
# Who runs commands reads the database anyway: the default is what an ISCG would be shown.
VIEWERS = {
    "iscg": Viewer(SOMEBODY, roles=frozenset({Role.MEMBER}), posts=frozenset({SOMEBODY})),
    "member": Viewer(SOMEBODY, roles=frozenset({Role.MEMBER})),
    "elected": Viewer(SOMEBODY, roles=frozenset({Role.ELECTED})),
}


def _instant(_ctx: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    """Return an aware instant; without a zone it is Paris's."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        message = f"« {text} » n’est pas une date et heure ISO."
        raise click.BadParameter(message) from None
    return at if at.tzinfo else at.replace(tzinfo=PARIS)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--from", "place", help="La commune d’où l’on mesure.")
@click.option(
    "--at",
    callback=_instant,
    help="Quand les portes sont regardées : date et heure ISO, sinon maintenant.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help="Combien de services, au plus.",
)
@click.option("--json", "as_json", is_flag=True, help="Écrire une liste d’objets.")
@click.option(
    "--as",
    "who",
    type=click.Choice(sorted(VIEWERS)),
    default="iscg",
    show_default=True,
    help="Qui regarde.",
)
@with_appcontext
def search(
    words: tuple[str, ...],
    *,
    place: str | None,
    at: datetime | None,
    limit: int,
    as_json: bool,
    who: str,
) -> None:
    """Écrire les services que WORDS trouvent, dans l’ordre de la page."""
    viewer, now = VIEWERS[who], at or utc_now()
    asked = ask(viewer, " ".join(words), commune=_commune(place) if place else None)
    if not asked.index_is_sound:
        click.echo("Index à refaire : passerelle directory reindex", err=True)
    results: tuple[Result, ...] = ()
    if not asked.question.is_empty:
        results = answers_to(viewer, asked.question, now=now, size=limit).page.items
    if as_json:
        rows = [_row(result, now) for result in results]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for line in _lines(results, now):
        click.echo(line)


@click.command("reindex")
@with_appcontext
def reindex() -> None:
    """Refaire l’index de recherche à côté de l’ancien, puis l’échanger."""
    click.echo(f"Fiches indexées : {rebuild()}")


def _commune(place: str) -> str:
    meant = finder().find(place)
    if isinstance(meant, finding.Found):
        return meant.commune.code
    if meant is None:
        raise click.BadParameter(f"« {place} » n’est pas une commune connue.", param_hint="--from")
    names = ", ".join(f"{gazetteer().label(one)} [{one.code}]" for one in meant.communes[:8])
    raise click.BadParameter(f"« {place} » peut être : {names}.", param_hint="--from")


def _row(result: Result, now: datetime) -> dict[str, Any]:
    return {
        "rank": result.rank,
        "id": str(result.id),
        "organisation": result.organisation,
        "service": result.service,
        "category": result.category.code,
        "commune": result.commune or None,
        "distance_km": None if result.km is None else round(result.km, 1),
        "opening": result.opening.value,
        "block": result.block.name.lower(),
        "reasons": labels.said(result.reasons, now),
    }


def _lines(results: tuple[Result, ...], now: datetime) -> Iterator[str]:
    if not results:
        yield "Aucun service : essayez le nom d’un service, d’un besoin ou d’une catégorie."
    for result in results:
        where = f", {result.commune}" if result.commune else ""
        yield f"{result.rank}. {result.organisation}{where} : {result.service}"
        yield f"   {labels.sentence(result.reasons, now)}"
