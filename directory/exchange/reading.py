"""From the bytes of a file to rows of text: encoding, separator, header. Pure.

Nothing is guessed beyond what import-format.md allows; what is not readable is refused whole.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO

from directory.exchange.columns import COLUMNS, REQUIRED, column_named
from directory.exchange.messages import Fault, Message
from directory.exchange.workbook import WorkbookRefused, workbook_rows

MAX_BYTES_UPLOADED = 10_000_000
MAX_BYTES_LOCAL = 64_000_000  # from the command line
MAX_ROWS = 60_000
SEPARATORS = (";", ",", "\t")

_KINDS = {
    "xls": "un ancien classeur Excel (.xls)",
    "ods": "un classeur LibreOffice (.ods)",
    "xlsm": "un classeur avec des macros (.xlsm)",
    "xlsb": "un classeur binaire (.xlsb)",
}


class FileRefused(Exception):
    """The file cannot be read as entries at all; each of `reasons` is a French sentence."""

    def __init__(self, *reasons: str) -> None:
        """Keep the reasons apart from the exception's own text, which a log may show."""
        super().__init__("file refused")
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as typed: `cells` by column, those of absent columns missing."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file taken apart: the columns it has, its rows, and remarks on the file itself."""

    columns: tuple[str, ...]
    rows: list[RawRow] = field(repr=False)
    messages: list[Message]


_Numbered = tuple[int, list[str]]  # line in the file, cells


def read_sheet(data: bytes, name: str, *, max_bytes: int = MAX_BYTES_UPLOADED) -> Sheet:
    """Return the rows of a file called `name`, or raise FileRefused."""
    if len(data) > max_bytes:
        raise FileRefused(f"Le fichier dépasse {max_bytes // 1_000_000} Mo.")
    rows = _filled(_numbered_rows(data, name))
    line, names = next(rows, (0, []))
    if not names:
        raise FileRefused("Le fichier est vide.")
    header, remarks = _header(names), _unknown_columns(line, names)
    body: list[RawRow] = []
    for line, cells in rows:
        if len(body) == MAX_ROWS:
            raise FileRefused("Le fichier dépasse 60\u202f000 lignes.")
        body.append(RawRow(line, header.named(cells)))
        if header.spills(cells):
            remarks.append(Message(Fault.UNNAMED_COLUMN, line=line))
    return Sheet(tuple(column for _, column in header.known), body, remarks)


def _numbered_rows(data: bytes, name: str) -> Iterator[_Numbered]:
    extension = name.rpartition(".")[2].lower()
    if extension in {"csv", "txt"}:
        return _text_rows(_decoded(data))
    if extension == "xlsx":
        try:
            return iter(workbook_rows(data, max_rows=MAX_ROWS + 1))  # and the header
        except WorkbookRefused as refusal:
            raise FileRefused(refusal.reason) from None
    kind = _KINDS.get(extension, "d’un type inconnu")
    raise FileRefused(f"Le fichier est {kind}. Enregistrez-le en .xlsx ou en .csv.")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as fault:
            line = data.count(b"\n", 0, fault.start) + 1
            continue
        if "\0" in text:
            raise FileRefused("Le fichier n’est pas un texte\u00a0: il contient des octets nuls.")
        return text
    raise FileRefused(
        f"Ligne {line}\u00a0: un caractère est illisible. "
        "Enregistrez le fichier en «\u00a0CSV UTF-8\u00a0»."
    )


def _text_rows(text: str) -> Iterator[_Numbered]:
    return _parsed(text, max(SEPARATORS, key=lambda sign: _known_names(text, sign)))


def _known_names(text: str, separator: str) -> int:
    """Count the columns known on the header line when it is cut by `separator`."""
    try:
        _, header = next(_filled(_parsed(text, separator)), (0, []))
    except FileRefused:
        return 0
    return sum(column_named(name) is not None for name in header)


def _parsed(text: str, separator: str) -> Iterator[_Numbered]:
    # strict: without it, a quote left open would swallow the rest of the file in silence.
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise FileRefused(
            f"Ligne {line}\u00a0: un guillemet est mal placé ou n’est pas refermé, "
            "ou une cellule est trop longue."
        ) from None


def _filled(rows: Iterable[_Numbered]) -> Iterator[_Numbered]:
    """Yield the rows where something is written."""
    return ((line, cells) for line, cells in rows if any(cell.strip() for cell in cells))


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the known columns stand, and which ranks have no name at all."""

    known: tuple[tuple[int, str], ...]
    unnamed: tuple[int, ...]
    width: int

    def named(self, cells: list[str]) -> dict[str, str]:
        """Return the cells by column; a row cut short has empty cells."""
        return {column: cells[rank] if rank < len(cells) else "" for rank, column in self.known}

    def spills(self, cells: list[str]) -> bool:
        """Tell whether something is written where no column has a name."""
        unnamed = [cells[rank] for rank in self.unnamed if rank < len(cells)]
        return any(cell.strip() for cell in unnamed + cells[self.width :])


def _header(names: list[str]) -> _Header:
    known = [(rank, column) for rank, name in enumerate(names) if (column := column_named(name))]
    columns = [column for _, column in known]
    faults = [
        f"La colonne {column} est là deux fois." for column in COLUMNS if columns.count(column) > 1
    ]
    faults += [f"La colonne {column} manque." for column in REQUIRED if column not in columns]
    if faults:
        raise FileRefused(*faults)
    unnamed = tuple(rank for rank, name in enumerate(names) if not name.strip())
    return _Header(tuple(known), unnamed, len(names))


def _unknown_columns(line: int, names: list[str]) -> list[Message]:
    return [
        Message(Fault.UNKNOWN_COLUMN, line=line, value=name.strip())
        for name in names
        if name.strip() and not column_named(name)
    ]
