import json

import pytest

from app.kernel.db import db
from directory.models import Place, Visibility
from tests.makers import make_entry, make_organisation

DIGOIN = {"insee_code": "71176", "longitude": 3.98, "latitude": 46.48}


@pytest.fixture
def run(app):
    """Return a runner of `passerelle directory …` over three entries."""
    with app.app_context():
        make_entry(make_organisation("Cabinet Paray"))
        make_entry(make_organisation("Cabinet Digoin"), site_fields=DIGOIN)
        make_entry(
            make_organisation("Villa Nymphéa"),
            place=Place.SECRET,
            category="hebergement_vif_dedie",
            visibility=Visibility.RESTRICTED,
            on_call="+33353010999",
        )
        db.session.commit()
        db.session.remove()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["directory", "reindex"]).output == "Fiches indexées\u00a0: 3\n"
    return lambda *args: runner.invoke(args=["directory", *args])


def rows(result) -> list[dict]:
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_the_terminal_prints_the_ranking_of_the_page(run):
    found = rows(run("search", "avocat", "--from", "Digoin", "--json"))
    assert [row["organisation"] for row in found] == ["Cabinet Digoin", "Cabinet Paray"]
    assert [row["rank"] for row in found] == [1, 2]
    first = found[0]
    assert {
        "rank",
        "id",
        "organisation",
        "service",
        "category",
        "commune",
        "distance_km",
        "reasons",
    } <= set(first)
    assert first["category"] == "avocat"
    assert first["commune"] == "Digoin"
    assert first["distance_km"] < found[1]["distance_km"]
    assert "intervient à Digoin" in first["reasons"] or "zone à confirmer" in first["reasons"]


def test_a_place_in_the_words_will_do(run):
    first, *_others = rows(run("search", "avocat", "paray", "--json"))
    assert first["commune"] == "Paray-le-Monial"


@pytest.mark.parametrize(
    ("at", "state"), [("2026-11-24T10:00", "open"), ("2026-11-24T20:00", "closed"),
                      ("2026-11-24T10:00+00:00", "open"), ("2026-11-24T11:30+00:00", "closed")]
)  # fmt: skip
def test_doors_are_looked_at_when_one_says_in_paris_by_default(run, at, state):
    assert rows(run("search", "avocat", "--at", at, "--json"))[0]["opening"] == state


def test_no_more_than_the_limit_is_printed(run):
    assert len(rows(run("search", "avocat", "--limit", "1", "--json"))) == 1


def test_a_protected_place_has_no_place_no_distance_and_no_line(run):
    result = run("search", "villa nymphea", "--from", "Digoin", "--json")
    assert "0999" not in result.output.replace(" ", "")
    (row,) = rows(result)
    assert (row["commune"], row["distance_km"], row["block"]) == (None, None, "protected")


@pytest.mark.parametrize(("who", "number"), [("iscg", 1), ("member", 0), ("elected", 0)])
def test_one_may_look_as_another(run, who, number):
    assert len(rows(run("search", "villa nymphea", "--as", who, "--json"))) == number


def test_what_is_not_understood_is_an_empty_list_and_a_sentence(run):
    assert rows(run("search", "azerty", "--json")) == []
    assert "Aucun service" in run("search", "azerty").output


def test_people_read_lines(run):
    printed = run("search", "avocat", "--from", "Digoin").output
    assert printed.splitlines()[0] == "1. Cabinet Digoin, Digoin\u00a0: Permanence d’avocats"
    assert "à vol d’oiseau" in printed


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--from", "Nullepartville"), "n’est pas une commune connue"),
        (("--from", "71800"), "La Clayette"),
        (("--at", "demain"), "n’est pas une date"),
    ],
)
def test_a_wrong_option_is_said_in_french(run, args, said):
    result = run("search", "avocat", *args)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_without_an_index_names_are_still_found_and_one_is_told(run, settings):
    (settings.index_dir / "current").unlink()
    result = run("search", "cabinet digoin", "--json")
    assert "passerelle directory reindex" in result.stderr
    assert json.loads(result.stdout)[0]["organisation"] == "Cabinet Digoin"
