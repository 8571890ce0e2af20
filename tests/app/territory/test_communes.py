"""The communes as the committed data gives them, and the areas they belong to."""

import csv
import gzip
import itertools
from pathlib import Path

import pytest

from app.territory.areas import FRANCE
from app.territory.atlas import gazetteer
from app.territory.communes import NEARBY_KM, PointKind
from app.territory.points import Point, great_circle_km

SHARED = Path(__file__).parents[4] / "shared" / "data"
LE_GRAND_CHAROLAIS = "200071884"
MBA = "200070308"


def test_the_network_has_two_territories_of_39_and_129_communes():
    counts = {
        territory.code: sum(len(gazetteer().members(siren)) for siren in territory.epcis)
        for territory in gazetteer().territories
    }
    assert counts == {"maconnais-beaujolais": 39, "charolais-brionnais": 129}
    assert len(gazetteer().home) == 168
    assert len(gazetteer().communes) == 34_875


def test_the_populations_are_those_of_one_table():
    """167,323 is the communes' own figure (2023); the EPCI table would give 166,813."""
    by_territory = {
        territory.code: sum(
            commune.population
            for commune in gazetteer().home
            if commune.territory == territory.code
        )
        for territory in gazetteer().territories
    }
    assert by_territory == {"maconnais-beaujolais": 80_318, "charolais-brionnais": 87_005}


def test_four_communes_of_the_network_lie_outside_the_departement():
    outside = {
        commune.code: (commune.name, commune.departement, commune.epci)
        for commune in gazetteer().home
        if commune.departement != "71"
    }
    assert outside == {
        "01370": ("Saint-Laurent-sur-Saône", "01", MBA),
        "03063": ("Chassenard", "03", LE_GRAND_CHAROLAIS),
        "03086": ("Coulanges", "03", LE_GRAND_CHAROLAIS),
        "03173": ("Molinet", "03", LE_GRAND_CHAROLAIS),
    }


def test_a_code_is_not_a_postcode():
    saint_laurent = gazetteer().commune("01370")
    assert saint_laurent is not None
    assert saint_laurent.postcodes == ("01750",)
    assert gazetteer().commune("01750") is None
    assert saint_laurent in gazetteer().with_postcode("01750")
    assert saint_laurent not in gazetteer().with_postcode("01370")


def test_a_postcode_may_be_that_of_many_communes():
    assert len(gazetteer().with_postcode("71800")) == 22
    assert gazetteer().with_postcode("99999") == ()
    assert gazetteer().numbered("71800") == gazetteer().with_postcode("71800")
    assert [commune.name for commune in gazetteer().numbered("71342")] == ["Paray-le-Monial"]
    assert gazetteer().numbered("99999") == ()


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("71197", "71270"),  # merged long ago, its name in no package
        ("71511", "71270"),  # Sennecé-lès-Mâcon
        ("71055", "71134"),  # Brandon, now Navour-sur-Grosne
        ("69383", "69123"),  # a borough of Lyon
        ("60455", "60694"),  # merged twice: the last merger counts
    ],
)
def test_the_code_of_a_merged_commune_leads_to_todays(former, today):
    commune = gazetteer().commune(former)
    assert commune is not None
    assert commune.code == today


def test_every_merged_commune_leads_to_one_that_exists():
    codes = {commune.code for commune in gazetteer().communes}
    assert {past.current_code for past in gazetteer().former} <= codes
    assert {past.code for past in gazetteer().former if past.code in codes} <= {
        past.code for past in gazetteer().former if past.code == past.current_code
    }


def test_every_commune_has_a_departement_and_an_epci_that_are_named():
    for commune in gazetteer().communes:
        assert gazetteer().departement(commune.departement), commune
        assert commune.epci is None or gazetteer().epci(commune.epci), commune
    without = [commune.name for commune in gazetteer().communes if commune.epci is None]
    assert without == ["Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L’Île-d’Yeu"]


def test_the_points_of_the_network_were_checked_against_its_contours():
    kinds = [commune.point_kind for commune in gazetteer().home]
    assert kinds.count(PointKind.TOWN_HALL) == 151
    assert kinds.count(PointKind.INTERIOR) == 17
    assert sum(commune.point is None for commune in gazetteer().communes) == 5


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("71270", "Mâcon"),
        ("71511", "Mâcon"),
        ("200071884", "CC Le Grand Charolais"),
        ("71", "Saône-et-Loire"),
        ("2a", "Corse-du-Sud"),
        ("974", "La Réunion"),
        (FRANCE, "France"),
        ("99999", None),
        ("123456789", None),
        ("20", None),
        ("", None),
    ],
)
def test_a_zone_is_made_of_codes_that_have_a_name(code, name):
    assert gazetteer().area_name(code) == name


@pytest.mark.parametrize(
    ("codes", "covered"),
    [
        ([], False),
        (["71176"], True),
        ([LE_GRAND_CHAROLAIS], True),
        (["71"], True),
        ([FRANCE], True),
        (["71575"], True),  # Vigny-lès-Paray was merged into Digoin
        ([MBA, "03", "71270"], False),
        (["7117"], False),
    ],
)
def test_digoin_is_covered_by_what_holds_it(codes, covered):
    assert gazetteer().covers(codes, "71176") is covered


def test_an_area_covers_exactly_its_communes():
    for area, commune in itertools.product((MBA, "03", "71511"), gazetteer().home):
        held = area in (commune.epci, commune.departement) or (
            area == "71511" and commune.code == "71270"
        )
        assert gazetteer().covers([area], commune.code) is held, (area, commune)
    assert not gazetteer().covers([FRANCE], "99999")


def test_a_label_says_the_departement():
    saint_laurent = gazetteer().commune("01370")
    assert saint_laurent is not None
    assert gazetteer().label(saint_laurent) == "Saint-Laurent-sur-Saône (Ain)"
    ain = gazetteer().departement_named("AIN")
    assert ain is not None
    assert ain.code == "01"


def test_nearby_means_near_one_commune_of_the_network():
    home = [commune.point for commune in gazetteer().home if commune.point]
    nearby = {commune.code for commune in gazetteer().nearby}
    sample = [commune for commune in gazetteer().communes if commune.point][::500]
    for commune in sample:
        km = min(great_circle_km(point, commune.point) for point in home)
        assert (commune.code in nearby) is (km <= NEARBY_KM), commune
    for typed_every_day in ("71137", "71543", "71076", "42187", "69264", "01053", "03190"):
        assert typed_every_day in nearby


def test_the_distance_to_the_network_is_that_of_its_nearest_commune():
    digoin = gazetteer().commune("71176")
    assert digoin is not None
    assert digoin.point is not None
    assert gazetteer().km_from_home(digoin.point) == pytest.approx(0, abs=0.001)
    assert gazetteer().km_from_home(Point(2.35, 48.86)) == pytest.approx(264, abs=15)


@pytest.mark.skipif(not SHARED.exists(), reason="the reference data lies beside the project only")
def test_the_gazetteer_is_the_reference_one():
    kinds = {"m": "town_hall", "c": "interior", "m?": "unverified", "": None}
    with gzip.open(SHARED / "gazetteer.csv.gz", "rt", encoding="utf-8", newline="") as file:
        reference = {row["code"]: row for row in csv.DictReader(file)}
    assert reference.keys() == {commune.code for commune in gazetteer().communes}
    for commune in gazetteer().communes:
        row = reference[commune.code]
        assert commune.name.replace("’", "'") == row["nom"]
        assert set(commune.postcodes) == set(row["codes_postaux"].split())
        assert commune.population == int(row["population"] or 0)
        assert (commune.epci or "") == row["epci"]
        assert commune.departement == row["dept"]
        assert commune.point_kind == kinds[row["geo"]]
        if commune.point:
            # The reference was rounded twice.
            assert abs(commune.point.lon - float(row["lon"])) < 0.00011
            assert abs(commune.point.lat - float(row["lat"])) < 0.00011
