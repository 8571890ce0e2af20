import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from app.demonstration import files, network
from app.demonstration.moments import Calendar
from app.territory.atlas import contours, gazetteer
from app.territory.points import Point
from directory.data.lists import national_numbers, taxonomy
from directory.decisions.taxonomy import Family, Sensitivity
from directory.exchange.ground import Ground
from directory.exchange.messages import Fault
from directory.exchange.reading import read_sheet
from directory.exchange.validating import Rules, repeated_keys, validate

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
FICTION = re.compile(r"03 53 01 \d\d \d\d|06 39 98 \d\d \d\d")  # ranges of the numbering plan
AUTHORITIES = {
    "caf", "msa", "ccas_cias", "police_gendarmerie", "tribunal_judiciaire", "mairie", "epci",
    "departement", "prefecture", "service_social_departemental", "pmi", "mdph", "spip",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows():
    return list(files.rows("network.csv"))


@pytest.fixture(scope="module")
def whole():
    return network.rows(Calendar(NOW))


@pytest.fixture(scope="module")
def verdicts():
    sheet = read_sheet(network.file_of(network.rows(Calendar(NOW))), "network.csv")
    rules = Rules(
        taxonomy(), Ground(gazetteer(), contours()), NOW, repeated=repeated_keys(sheet.rows)
    )
    return [validate(row, rules) for row in sheet.rows]


def test_no_line_is_refused_and_the_only_remarks_are_honest_ones(verdicts):
    remarks = Counter(message.fault for verdict in verdicts for message in verdict.messages)
    assert all(verdict.row for verdict in verdicts)
    assert set(remarks) == {Fault.NEVER_VERIFIED, Fault.STALE, Fault.SCHOOL_HOLIDAYS}
    assert remarks[Fault.SCHOOL_HOLIDAYS] == 2
    assert remarks[Fault.STALE] == 4


def test_a_hundred_services_and_more_cover_every_category_and_every_family(whole):
    categories = taxonomy().categories
    of_family = Counter(categories[row["categorie"]].family for row in whole)
    assert len(whole) >= 100
    assert {row["categorie"] for row in whole} == set(categories)
    assert all(of_family[family] >= 6 for family in Family)
    assert all(of_family[family] >= 15 for family in Family if family is not Family.EMERGENCY)


def test_no_telephone_of_a_fictitious_service_can_ring_anywhere(rows):
    national = {f"@{known.number}" for known in national_numbers()}
    phones = {row["telephone"] for row in rows} | {row["telephone_pro"] for row in rows}
    dialled = phones - {""} - national
    assert dialled
    assert [phone for phone in dialled if not FICTION.fullmatch(phone)] == []


def test_no_address_on_the_network_leads_to_somebody(rows):
    assert all(re.search(r"[@.]example\.fr$", row["courriel"]) for row in rows if row["courriel"])
    sites = [row["site_web"] for row in rows if row["site_web"]]
    assert sites
    assert all(re.fullmatch(r"https://[a-z-]+\.example\.fr", site) for site in sites)


def test_every_national_number_comes_from_the_register_and_none_is_said_verified(whole):
    lines = {row["telephone"]: row for row in whole if row["structure"] == network.NATIONAL}
    assert set(lines) == {known.number for known in national_numbers()}
    assert not any(row["verifie_le"] for row in lines.values())


def test_each_exact_point_is_inside_its_commune(rows):
    placed = [row for row in rows if row["lieu"] == "exact"]
    outside = [
        row["identifiant"]
        for row in placed
        if not contours()[row["code_insee"]].holds(
            Point(float(row["longitude"]), float(row["latitude"]))
        )
    ]
    assert len(placed) >= 60
    assert outside == []


def test_a_secret_service_says_nothing_of_where_it_is(rows):
    categories = taxonomy().categories
    secret = [row for row in rows if row["lieu"] == "secret"]
    assert {row["categorie"] for row in secret} == {
        code for code, known in categories.items() if known.sensitivity is Sensitivity.SECRET
    }
    placing = ("adresse", "code_postal", "commune", "code_insee", "longitude", "latitude")
    assert not any(row[column] for row in secret for column in placing)


def test_every_kind_of_place_of_visibility_and_of_not_knowing_is_shown(rows):
    assert {row["lieu"] for row in rows} == {"exact", "commune", "territoire", "secret"}
    assert {row["visibilite"] for row in rows} == {"publique", "reseau", "restreinte"}
    for column in ("horaires", "zone", "publics", "verifie_le", "langues", "accessibilite"):
        assert any(not row[column] for row in rows), column
        assert any(row[column] for row in rows), column


def test_both_territories_and_the_four_communes_beyond_the_departement_have_services(rows):
    places = gazetteer()
    communes = [places.commune(row["code_insee"]) for row in rows if row["code_insee"]]
    epcis = {commune.epci for commune in communes if commune.territory}
    assert epcis == {siren for area in places.territories for siren in area.epcis}
    assert {commune.name for commune in communes if not commune.territory} >= {
        "Cluny", "Tournus", "Chalon-sur-Saône", "Roanne",
    }  # fmt: skip
    for beyond in ("01370", "03063", "03086", "03173"):
        assert any(beyond in row["zone"].split("|") for row in rows), beyond


def test_the_departement_is_the_zone_of_few_services(rows):
    zones = Counter(row["zone"] for row in rows)
    assert zones["71"] <= len(rows) / 10


def test_what_bears_the_name_of_an_authority_says_that_it_is_fictitious(rows):
    named = {row["structure"] for row in rows if row["categorie"] in AUTHORITIES}
    assert [name for name in named if not name.endswith(" (exemple fictif)")] == []


def test_one_structure_holds_permanences_in_several_communes(rows):
    communes = Counter(
        structure for structure, _ in {(row["structure"], row["code_insee"]) for row in rows}
    )
    assert sum(count >= 3 for count in communes.values()) >= 4
