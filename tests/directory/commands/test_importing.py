"""`passerelle directory import` and `export`, as an operator types them."""

import pytest
import sqlalchemy as sa

from app.kernel.db import db
from directory.exchange.columns import COLUMNS
from directory.models import ServiceAtSite
from directory.search import upkeep
from tests.directory.exchange.rows import EXAMPLES, ROW, SECRET


@pytest.fixture
def run(app):
    """Run a command and return how it ended."""

    def typed(*words):
        return app.test_cli_runner().invoke(args=["directory", *map(str, words)])

    return typed


@pytest.fixture
def count(app):
    """Return how many entries are committed."""

    def counted():
        with app.app_context():
            return db.session.scalar(sa.select(sa.func.count()).select_from(ServiceAtSite))

    return counted


@pytest.fixture
def file_of(tmp_path):
    """Write believable rows, some cells changed, and return where."""

    def written(*rows, name="liste.csv"):
        path = tmp_path / name
        lines = [";".join({**ROW, **row}.values()) for row in rows]
        path.write_text("\n".join([";".join(COLUMNS), *lines]), encoding="utf-8")
        return path

    return written


def _counts(result):
    words = (line.rsplit(maxsplit=1) for line in result.stdout.splitlines())
    return {
        label: int(figure)
        for label, figure in (pair for pair in words if len(pair) == 2 and pair[1].isdecimal())
    }


def test_a_file_is_brought_in_and_the_second_time_changes_nothing(run, count):
    first = run("import", EXAMPLES / "example.csv")
    assert first.exit_code == 0, first.output
    assert _counts(first) == {
        "créées": 25,
        "modifiées": 0,
        "inchangées": 0,
        "archivées": 0,
        "refusées": 0,
        "avec remarque": 3,
    }
    assert count() == 25
    second = _counts(run("import", EXAMPLES / "example.csv"))
    assert (second["créées"], second["modifiées"], second["inchangées"]) == (0, 0, 25)


def test_what_is_imported_is_found_when_the_command_returns(app, run):
    run("import", EXAMPLES / "example.csv")
    with app.app_context():
        hits, sound = upkeep.find("tilleuls", 5)
        assert sound
        assert len(hits) == 1


def test_a_dry_run_says_what_would_change_and_writes_nothing(run, count, file_of):
    run("import", file_of({}))
    changed = {"telephone": "06 39 98 00 09", "horaires": "24/7"}
    result = run("import", file_of(changed, {"identifiant": "e2"}), "--dry-run")
    assert result.exit_code == 0
    assert (_counts(result)["créées"], _counts(result)["modifiées"]) == (1, 1)
    assert "ligne 2, fiche essai-001" in result.stdout
    assert (
        "telephone\u00a0: «\u00a0+33353010005\u00a0» → «\u00a0+33639980009\u00a0»" in result.stdout
    )
    assert "horaires\u00a0: «\u00a0\u00a0» → «\u00a024/7\u00a0»" in result.stdout
    assert count() == 1


def test_one_row_in_error_and_nothing_is_written(run, count, file_of):
    path = file_of({}, {"identifiant": "e2", "code_insee": "59999"})
    for options in ([], ["--dry-run"]):
        result = run("import", path, *options)
        assert result.exit_code == 1
        assert (
            "ligne 3, colonne code_insee\u00a0: «\u00a059999\u00a0» n’existe pas" in result.output
        )
        assert "1 ligne est en erreur" in result.output
        assert count() == 0


def test_rows_in_error_can_be_left_aside(run, count, file_of):
    path = file_of({}, {"identifiant": "e2", "code_insee": "59999"})
    result = run("import", path, "--skip-errors")
    assert result.exit_code == 0
    assert _counts(result)["refusées"] == 1
    assert count() == 1


def test_a_file_that_cannot_be_read_is_refused_plainly(run, count, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("nom;adresse\nx;y\n", encoding="utf-8")
    result = run("import", path)
    assert result.exit_code == 1
    assert "La colonne identifiant manque." in result.output
    assert "Traceback" not in result.output
    assert count() == 0


def test_a_complete_file_must_be_forced_to_archive_much(run, file_of):
    run("import", file_of(*({"identifiant": f"e{rank}"} for rank in range(4))))
    path = file_of({"identifiant": "e0"})
    refused = run("import", path, "--complete")
    assert refused.exit_code == 1
    assert "--force" in refused.output
    forced = run("import", path, "--complete", "--force")
    assert forced.exit_code == 0
    assert _counts(forced)["archivées"] == 3


def test_the_channel_can_be_named(app, run, file_of):
    run("import", file_of({}), "--source", "Liste locale")
    with app.app_context():
        assert db.session.scalar(sa.select(ServiceAtSite.source_family)) == "Liste locale"


def test_remarks_are_grouped_by_kind_with_their_lines(run, file_of):
    rows = [
        {"identifiant": f"e{rank}", "verifie_le": "", "categorie": "mairie"} for rank in range(9)
    ]
    names = [{"structure": f"{'abcdefghi'[rank] * 9}", "telephone": ""} for rank in range(9)]
    result = run("import", file_of(*(one | two for one, two in zip(rows, names, strict=True))))
    assert result.stdout.count("jamais vérifiée") == 5
    assert "… de même, 4 fois\u00a0: lignes 7-10" in result.stdout


def test_a_secret_row_shows_no_value(run, file_of):
    run("import", file_of(SECRET))
    changed = run("import", file_of(SECRET | {"telephone": "06 39 98 00 09"}), "--dry-run")
    assert "telephone\u00a0: «\u00a0…\u00a0» → «\u00a0…\u00a0»" in changed.stdout
    assert "9980009" not in changed.stdout
    placed = run("import", file_of(SECRET | {"adresse": "12 rue des Lilas"}))
    assert placed.exit_code == 1
    assert "Lilas" not in placed.output


def test_an_export_comes_back_unchanged(run, tmp_path):
    run("import", EXAMPLES / "example.csv", "--source", "un canal")
    path = tmp_path / "export.csv"
    written = run("export", path)
    assert written.exit_code == 0
    assert "Fiches écrites\u00a0: 25" in written.stdout
    again = _counts(run("import", path, "--dry-run"))
    assert (again["créées"], again["modifiées"], again["inchangées"]) == (0, 0, 25)
    assert path.stat().st_mode & 0o077 == 0


def test_archived_entries_are_not_exported(run, file_of, tmp_path):
    run("import", file_of({"identifiant": "e0"}, {"identifiant": "e1"}))
    run("import", file_of({"identifiant": "e0"}), "--complete", "--force")
    run("export", tmp_path / "export.csv")
    text = (tmp_path / "export.csv").read_text(encoding="utf-8-sig")
    assert "e0;" in text
    assert "e1;" not in text
