"""What holds an import back: confidential entries it would place, and more than it may undo."""

from collections.abc import Callable, Collection, Iterable, Mapping

from app.kernel.text import fold
from directory.data.lists import taxonomy
from directory.decisions.taxonomy import Sensitivity
from directory.exchange.reading import RawRow
from directory.exchange.repairing import cleaned
from directory.exchange.validating import key_of
from directory.exchange.vocabulary import PLACES, code_key
from directory.models import Place
from directory.operations.importing.planned import Options, Plan
from directory.queries.known_names import secret_names
from directory.queries.stored import StoredEntry

ARCHIVED_SHARE_MAX = 0.20
FAMILY_MAX = 120


def withheld(
    rows: Iterable[RawRow], keys: Mapping[int, tuple[str, str]]
) -> Callable[[Mapping[str, str]], bool]:
    """Return the question « do these cells speak of an entry kept secret? ».

    By its key, by its structure and service, or by a structure that has no other entry; what
    the file itself calls secret counts too, whichever line comes first.
    """
    names = secret_names()
    entries = names.entries | {_names_in(row.cells) for row in rows if _says_secret(row.cells)}
    family_of = {key: family for family, key in keys.values()}

    def asked(cells: Mapping[str, str]) -> bool:
        key, named = key_of(cells), _names_in(cells)
        by_key = (family_of.get(key, ""), key) in names.keys
        return by_key or named in entries or named[0] in names.structures

    return asked


def reasons(
    made: Plan, options: Options, known: Collection[StoredEntry], *, keyless: bool
) -> list[str]:
    """Return, in French, why the plan may not be carried out; nothing when it may.

    `known` are the entries of the plan's families; `keyless`: a row's key could not be read.
    """
    found = []
    if made.refused and not options.skip_errors:
        lines = "1 ligne est" if len(made.refused) == 1 else f"{len(made.refused)} lignes sont"
        found.append(
            f"{lines} en erreur\u00a0: rien n’est écrit. Corrigez le fichier, "
            "ou laissez ces lignes de côté avec --skip-errors."
        )
    if any(len(family) > FAMILY_MAX for family in made.families):
        found.append(f"Le nom de la source dépasse {FAMILY_MAX} caractères.")
    if options.complete and keyless:
        found.append("Une ligne n’a pas d’identifiant\u00a0: le fichier n’est pas complet.")
    if options.complete and not options.force:
        found += [
            reason for family in sorted(made.families) if (reason := _gone(made, known, family))
        ]
    return found


def _gone(made: Plan, known: Collection[StoredEntry], family: str) -> str:
    living = sum(stored.family == family and not stored.is_archived for stored in known)
    gone = sum(stored.family == family for stored in made.archived)
    if gone <= ARCHIVED_SHARE_MAX * living:
        return ""
    return (
        f"{gone} fiches sur {living} de «\u00a0{family}\u00a0» seraient archivées, "
        "plus de 20\u00a0%. Si c’est voulu, ajoutez --force."
    )


def _names_in(cells: Mapping[str, str]) -> tuple[str, str]:
    return fold(cleaned(cells.get("structure", ""))), fold(cleaned(cells.get("service", "")))


def _says_secret(cells: Mapping[str, str]) -> bool:
    if PLACES.get(code_key(cells["lieu"])) is Place.SECRET:
        return True
    category = taxonomy().category_named(cleaned(cells["categorie"]))
    return category is not None and category.sensitivity is Sensitivity.SECRET
