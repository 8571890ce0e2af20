"""Promises about the whole house, read from its sources."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).resolve().parents[1]
ROOMS = [ROOT / name for name in ("app", "directory", "referrals", "maps")]
SOURCES = [
    file for room in ROOMS for file in sorted(room.rglob("*.py")) if "migrations" not in str(file)
]
TEMPLATES = [file for room in ROOMS for file in sorted(room.rglob("*.html"))]
COMMITTERS = re.compile(
    r"(^|/)(routes|commands)(/|\.py$)|^app/(worker|home)\.py$|^app/commands/|"
    r"^app/accounts/(sessions|attempts)\.py$|^directory/answers\.py$"
)


def test_only_routes_commands_and_the_worker_commit():
    committing = [
        str(file.relative_to(ROOT))
        for file in SOURCES
        if ".commit(" in file.read_text(encoding="utf-8")
    ]
    assert [file for file in committing if not COMMITTERS.search(file)] == []


def test_only_the_clock_reads_the_clock():
    telling = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(")
    readers = [
        str(file.relative_to(ROOT))
        for file in SOURCES
        if telling.search(file.read_text(encoding="utf-8"))
    ]
    assert readers == ["app/kernel/clock.py"]


def test_every_package_says_what_it_owns_and_exports_nothing():
    for room in ROOMS:
        for file in room.rglob("__init__.py"):
            if "migrations" in str(file):
                continue
            body = ast.parse(file.read_text(encoding="utf-8")).body
            assert len(body) == 1, file
            assert isinstance(body[0], ast.Expr), file


def test_every_module_and_public_name_has_its_docstring():
    silent = []
    for file in SOURCES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in [tree, *tree.body]:
            documented = isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
            name = getattr(node, "name", "")
            if documented and not name.startswith("_") and ast.get_docstring(node) is None:
                silent.append(f"{file.relative_to(ROOT)}:{name}")
    assert silent == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc", "manager", "base", "core"])
def test_no_module_has_a_name_that_says_nothing(word):
    assert [file for file in SOURCES if file.stem == word] == []


def test_every_address_a_template_names_exists(app: Flask):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    named = {
        (file.name, endpoint)
        for file in TEMPLATES
        for endpoint in re.findall(
            r"url_for\(\s*[\"']([\w.]+)[\"']", file.read_text(encoding="utf-8")
        )
    }
    assert named
    assert {pair for pair in named if pair[1] not in endpoints} == set()


def test_the_project_names_no_machine_and_no_registry():
    hosts = (
        "py" + "pi" + ".org",
        "registry" + ".npmjs",
        "deb" + ".debian.org",
        "python" + "hosted",
    )
    paths = ("/wo" + "rk/", "/ro" + "ot/")
    named = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in [*SOURCES, *TEMPLATES, *ROOT.glob("docs/**/*.md"), ROOT / "README.md"]
        for word in (*hosts, *paths)
        if word in file.read_text(encoding="utf-8")
    ]
    assert named == []
