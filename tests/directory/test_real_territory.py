"""The published services of Saône-et-Loire, taken in and searched as one would."""

import json

import pytest


@pytest.fixture
def run(app, shared_data):
    runner = app.test_cli_runner()
    brought = runner.invoke(args=["directory", "import", str(shared_data / "services71.csv")])
    assert brought.exit_code == 0, brought.output

    def search(*args: str) -> list[dict]:
        result = runner.invoke(args=["directory", "search", *args, "--limit", "700", "--json"])
        assert result.exit_code == 0, result.output
        assert result.stderr == "", "the import has made the index"
        return json.loads(result.stdout)

    return search


def test_the_real_territory_answers(run):
    town_halls = run("mairie", "--from", "Digoin")
    assert len(town_halls) > 500
    assert town_halls[0]["commune"] == "Digoin"
    assert {row["category"] for row in town_halls} == {"mairie"}
    distances = [row["distance_km"] for row in town_halls]
    assert distances == sorted(distances)

    for typed, commune in (
        ("mairie la clayette", "La Clayette"),
        ("mairie st laurent sur saone", "Saint-Laurent-sur-Saône"),
        ("mairie chassenard", "Chassenard"),
        ("mairie digoing", "Digoin"),
    ):
        assert run(typed)[0]["commune"] == commune, typed

    assert run("avocat", "--from", "Mâcon") == [], (
        "the published lists hold no lawyer: none is made up"
    )
    assert {row["category"] for row in run("juriste", "paray")} <= {"acces_au_droit", "cidff"}
    assert run("MDS", "--from", "Gueugnon")[0]["commune"] == "Gueugnon"
    assert run("addictologie")[0]["category"] == "addictologie"
    assert (
        run("Pimms Médiation de Digoin")[0]["organisation"]
        == "France services Pimms Médiation de Digoin"
    )
    for nothing in ("azerty", "coiffeur tramayes", "mon mari me bat", "martin dupont", "Digoin"):
        assert run(nothing) == [], nothing
    assert all(row["distance_km"] is None for row in run("mairie"))
