"""What an import says on a terminal, in French: counts, remarks by kind, differences. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from directory.exchange.messages import HIDDEN, Fault, Message, Severity
from directory.operations.importing.planned import Change, Plan

EXAMPLES_MAX = 5
_TITLES = {Severity.ERROR: "Erreurs", Severity.WARNING: "Remarques"}


def counts(plan: Plan) -> Iterator[str]:
    """Yield one line a count."""
    for label, count in (
        ("créées", len(plan.additions)),
        ("modifiées", len(plan.changes)),
        ("inchangées", plan.unchanged),
        ("archivées", len(plan.archived)),
        ("refusées", len(plan.refused)),
        ("avec remarque", len(plan.warned)),
    ):
        yield f"{label:<14}{count:>7}"


def remarks(messages: Iterable[Message]) -> Iterator[str]:
    """Yield the remarks, errors first, by kind: a few in full, then the lines of the others."""
    kinds: defaultdict[tuple[Severity, Fault, str], list[Message]] = defaultdict(list)
    for message in messages:
        kinds[message.severity, message.fault, message.column or ""].append(message)
    for severity, title in _TITLES.items():
        of_severity = [found for kind, found in kinds.items() if kind[0] is severity]
        if of_severity:
            yield f"{title}\u00a0:"
        for found in of_severity:
            yield from (f"  {message}" for message in found[:EXAMPLES_MAX])
            others = found[EXAMPLES_MAX:]
            if others:
                lines = _ranges(sorted({message.line or 0 for message in others}))
                yield f"  … de même, {len(others)} fois\u00a0: lignes {lines}"


def differences(changes: Iterable[Change]) -> Iterator[str]:
    """Yield what each changed entry would become, column by column; of a secret one, no value."""
    for change in changes:
        yield f"ligne {change.line}, fiche {change.entry.key}\u00a0:"
        if change.stored.is_archived:
            yield "  archivée → rétablie"
        for column, old, new in change.differences:
            shown = (HIDDEN, HIDDEN) if change.is_secret else (old, new)
            before, after = (f"«\u00a0{_one_line(cell)}\u00a0»" for cell in shown)
            yield f"  {column}\u00a0: {before} → {after}"


def _ranges(lines: list[int]) -> str:
    """Return sorted line numbers as « 3-7, 12 »."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1][1:] = [line]
        else:
            runs.append([line])
    return ", ".join("-".join(map(str, run)) for run in runs)


def _one_line(cell: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in cell)
