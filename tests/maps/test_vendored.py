"""What others made is what they published, with its licence, and calls nobody."""

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "app" / "static" / "vendor"


def sums() -> dict[str, str]:
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}


def test_each_file_is_the_one_published():
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.glob("*/**/*")
        if path.is_file()
    }
    assert found == sums()


def test_each_library_keeps_its_licence():
    for folder in VENDOR.iterdir():
        if folder.is_dir():
            assert any("LICEN" in path.name for path in folder.iterdir()), folder.name


def test_styles_load_nothing_from_elsewhere():
    for sheet in VENDOR.rglob("*.css"):
        targets = re.findall(r"url\(([^)]*)\)", sheet.read_text(encoding="utf-8"))
        files = [target.strip("\"'") for target in targets if not target.startswith("#")]
        assert all((sheet.parent / name).is_file() for name in files), sheet.name
