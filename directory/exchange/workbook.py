"""The one home of openpyxl: cells of an .xlsx file as text, and nothing that runs.

A workbook is a ZIP of XML: it is measured before it is opened, and formulas are never computed.
"""

import re
import warnings
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZipFile

SHEET_NAME = "partenaires"
MAX_UNPACKED_BYTES = 300_000_000
MAX_COLUMNS = 100
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class WorkbookRefused(Exception):
    """The workbook cannot be read, for the French `reason`."""

    def __init__(self, reason: str) -> None:
        """Keep the reason apart from the exception's own text, which a log may show."""
        super().__init__("workbook refused")
        self.reason = reason


def workbook_rows(data: bytes, *, max_rows: int) -> list[tuple[int, list[str]]]:
    """Return the filled rows of the sheet « partenaires », else of the first, with their number.

    Raises WorkbookRefused; one row more than `max_rows` may come, so that the caller refuses it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # features openpyxl drops: styles, validations
        try:
            _check(data)
            return _rows(data, max_rows)
        except WorkbookRefused:
            raise
        except Exception:  # zipfile, zlib and openpyxl raise whatever the bytes make them raise
            raise WorkbookRefused("Le fichier n’est pas un classeur .xlsx lisible.") from None


def _check(data: bytes) -> None:
    """Refuse macros, entities and what would unpack beyond measure."""
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise WorkbookRefused("Le classeur est trop gros une fois décompressé.")
        if any("vbaproject" in part.filename.lower() for part in parts):
            raise WorkbookRefused("Le classeur contient des macros.")
        for part in parts:
            with archive.open(part) as file:
                # A byte in two is null in UTF-16, which XML also allows.
                if _DOCTYPE.search(file.read(4096).replace(b"\0", b"")):
                    raise WorkbookRefused("Le classeur contient des entités XML.")


def _rows(data: bytes, max_rows: int) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # 200 ms that only imports should pay

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheet = book[SHEET_NAME] if SHEET_NAME in book.sheetnames else book.worksheets[0]
    sheet.reset_dimensions()  # some writers declare one cell, or a million
    filled: list[tuple[int, list[str]]] = []
    for line, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        texts = [_text(value) for value in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            filled.append((line, texts))
        last = filled[-1][0] if filled else 0
        if len(filled) > max_rows or line - last > max_rows:
            break
    return filled


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case float() if value.is_integer() and abs(value) < 1e15:  # beyond, digits are lost
            return str(int(value))
        case datetime():
            return value.isoformat(timespec="minutes")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
