"""What the index knows of each entry: its public words, read from the database.

A confidential place gives its names and its category; it has no commune to give.
"""

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.territory.atlas import gazetteer
from directory.data.lists import taxonomy
from directory.decisions.taxonomy import Sensitivity
from directory.models import Organisation, Service, ServiceAtSite, Site
from directory.search.contract import Document

_ACRONYM = re.compile(r"\b(?:[A-Z]{2,8}|(?:[A-Z]\.){2,8})(?![\w’'])")


def documents(session: Session, ids: Iterable[UUID] | None = None) -> Iterator[Document]:
    """Yield the documents of these entries, or of all; an archived one has none."""
    rows = (
        sa.select(
            ServiceAtSite.id,
            Organisation.name.label("organisation"),
            Organisation.acronyms,
            Service.name.label("service"),
            Service.category,
            Service.needs,
            Service.summary,
            Service.description,
            Site.insee_code,
        )
        .join(ServiceAtSite.service)
        .join(Service.organisation)
        .join(ServiceAtSite.site)
        .where(ServiceAtSite.archived_at.is_(None))
        .order_by(ServiceAtSite.id)
    )
    if ids is not None:
        rows = rows.where(ServiceAtSite.id.in_(list(ids)))
    for row in session.execute(rows):
        yield Document(
            id=row.id,
            names=f"{row.organisation} {row.service}",
            categories=_category_words(row.category, row.needs),
            commune="" if _is_secret(row.category) else _commune_name(row.insee_code),
            text=f"{row.summary} {row.description}",
            acronyms=acronyms_in(*row.acronyms, row.organisation, row.service),
        )


def acronyms_in(*names: str) -> tuple[str, ...]:
    """Return the words written in capitals, once each: they are looked up as they are."""
    return tuple(dict.fromkeys(found for name in names for found in _ACRONYM.findall(name)))


def _category_words(code: str, stated: list[str]) -> str:
    lists = taxonomy()
    category = lists.categories.get(code)
    if category is None:
        return ""
    needs = (
        lists.needs[need].label for need in lists.needs_of(code, stated) if need in lists.needs
    )
    return " ".join((category.label, *category.synonyms, *needs))


def _is_secret(code: str) -> bool:
    category = taxonomy().categories.get(code)
    return category is not None and category.sensitivity is Sensitivity.SECRET


def _commune_name(insee_code: str | None) -> str:
    commune = gazetteer().commune(insee_code) if insee_code else None
    return commune.name if commune else ""
