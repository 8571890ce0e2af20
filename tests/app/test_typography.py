"""French as it is printed, and markup as the policy allows it, in every template and label."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.journeys.guide import make_guide

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("app", "directory", "referrals", "maps")
TEMPLATES = sorted(
    path
    for room in ROOMS
    for pattern in ("*.html", "*.txt")
    for path in (ROOT / room / "templates").rglob(pattern)
)
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
SAYING = {"_", "_l", "_n", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext"}

NARROW, NB = "\u202f", "\u00a0"
FAULTS = {
    "apostrophe droite": re.compile(r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])"),
    "guillemets droits": re.compile(r"(?<!\\)\""),
    "trois points": re.compile(r"\.\.\."),
    "espace fine attendue avant ; ! ?": re.compile(
        rf"(?<=[^\s{NARROW}{NB}&/=(.!?;])[;!?](?![\w#=&/])|[ \n][;!?]"
    ),
    "espace insécable attendue avant :": re.compile(r"[^\W\d_]:(?=\s)|[ \n]:(?=\s|$)"),
    "espace insécable attendue dans « »": re.compile(rf"«(?![{NARROW}{NB}])|(?<![{NARROW}{NB}])»"),
    "nombre séparé de son unité": re.compile(r"\d (?:h|min|km)\b"),
}
NOT_WORDS = re.compile(r"<[^>]*>|&\w+;|https?://\S+|%\(\w+\)s|mailto:\S+|\{\{.*?\}\}", re.DOTALL)
FORBIDDEN = {
    "safe": re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false"),
    "style en ligne": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "gestionnaire en ligne": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script en ligne": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE
    ),
    "feuille en ligne": re.compile(r"<style\b", re.IGNORECASE),
    "adresse étrangère": re.compile(
        r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    ),
    "exclamation de familiarité": re.compile(r"\bOups\b"),
}


def named(path: Path) -> str:
    """Return a path as seen from the project."""
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def environment() -> Environment:
    """Return the strict environment of the site."""
    return make_guide().jinja_env


def spoken_by(environment: Environment, source: str) -> list[str]:
    """Return what a template says: its markup without expressions, what it passes to gettext."""
    markup = "".join(text for _, kind, text in environment.lex(source) if kind == "data")
    calls = environment.parse(source).find_all(nodes.Call)
    saying = [one for one in calls if getattr(one.node, "name", "") in SAYING]
    given = [part for one in saying for part in one.args if isinstance(part, nodes.Const)]
    return [markup, *(part.value for part in given if isinstance(part.value, str))]


def words_of(text: str) -> str:
    """Return text without tags, entities, addresses and placeholders."""
    return NOT_WORDS.sub(lambda found: "x" if found[0].startswith("%") else "", text)


def faults_of(text: str) -> list[str]:
    """Return what a French printer would mend, each with the words around."""
    words = words_of(text)
    return [
        f"{fault} : …{words[max(0, found.start() - 20) : found.end() + 10]!r}"
        for fault, wrong in FAULTS.items()
        for found in wrong.finditer(words)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_is_printed_as_french_is(path, environment):
    spoken = spoken_by(environment, path.read_text(encoding="utf-8"))
    assert [fault for text in spoken for fault in faults_of(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_holds_nothing_the_policy_forbids(path):
    source = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [name for name, wrong in FORBIDDEN.items() if wrong.search(source)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_compiles_and_opens_with_what_it_wants(path, environment):
    source = path.read_text(encoding="utf-8")
    environment.compile(source)
    assert source.startswith("{#"), "a first comment says which values it takes"


def test_each_macro_of_the_shell_stands_alone_in_its_file():
    folder = ROOT / "app" / "templates" / "ui"
    crowded = {
        path.name: re.findall(r"\{% macro ([a-z]\w*)", path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.html"))
    }
    assert {name for name, macros in crowded.items() if len(macros) > 1} == set()


def said_in(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each literal a module passes to gettext."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.lineno, given.value


def test_labels_forms_and_mails_are_printed_as_french_is():
    wrong = [
        f"{named(path)}:{line} {fault}"
        for path in SOURCES
        for line, text in said_in(path)
        for fault in faults_of(text)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "l'avocat",
        'dit "non"',
        "attendez...",
        "Pourquoi ?",
        "Pourquoi?",
        "Oui ; non",
        "Oui; non",
        "Danger : appelez",
        "Danger: appelez",
        "« oui »",
        "«oui»",
        "14 h 10",
        "Stop !",
        "12 km",
    ],
)
def test_each_fault_is_seen(text):
    assert faults_of(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "l’avocat",
        f"«{NARROW}oui{NARROW}»",
        f"Pourquoi{NARROW}?",
        f"Danger{NB}: appelez",
        f"14{NB}h{NB}10",
        "%(num)s demandes",
        "https://exemple.fr/?a=1",
        "&amp; puis",
        "2:3",
        f"a{NB}!",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert faults_of(text) == []
