"""Reads the closed lists that lie beside this file, once for the life of the process."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from directory.decisions.national_numbers import Certainty, NationalNumber
from directory.decisions.taxonomy import Category, Family, Need, Sensitivity, Taxonomy

HERE = Path(__file__).parent


@cache
def taxonomy() -> Taxonomy:
    """Return the categories of taxonomy.csv and the needs of needs.csv."""
    categories = {row["code"]: _category(row) for row in _rows("taxonomy.csv")}
    needs = {row["code"]: _need(row) for row in _rows("needs.csv")}
    return Taxonomy(categories, needs)


@cache
def national_numbers() -> tuple[NationalNumber, ...]:
    """Return the numbers of national_numbers.csv, the most urgent first."""
    return tuple(_national_number(row) for row in _rows("national_numbers.csv"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _category(row: dict[str, str]) -> Category:
    return Category(
        code=row["code"],
        family=Family(row["famille"]),
        label=row["libelle_fr"],
        description=row["description_fr"],
        synonyms=tuple(row["synonymes"].split("|")),
        sensitivity=Sensitivity(row["sensible"]),
        data_inclusion_theme=row["dataiinclusion_thematique"],
    )


def _need(row: dict[str, str]) -> Need:
    return Need(
        code=row["code"],
        family=row["famille"],
        label=row["libelle_fr"],
        categories=tuple(row["categories"].split("|")),
        is_danger=row["danger_flag"] == "oui",
        couple_only=row["relation"] == "couple",
    )


def _national_number(row: dict[str, str]) -> NationalNumber:
    return NationalNumber(
        number=row["number"],
        label=row["label_fr"],
        hours=row["hours"],
        hours_note=row["hours_note_fr"],
        note=row["note_fr"],
        area=row["area"],
        certainty=Certainty(row["certainty"]),
        walled_off=row["walled_off"] == "yes",
        verified_on=date.fromisoformat(row["verified_on"]) if row["verified_on"] else None,
    )
