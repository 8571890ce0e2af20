"""Each sentence of import-format.md §2 about where a service is."""

import pytest

from directory.exchange.messages import Fault
from directory.models import Place
from tests.directory.exchange.rows import PLACELESS, entry_of, told


def _faults(verdict):
    return [(message.fault, message.column) for message in verdict.messages]


def _spot(verdict):
    return entry_of(verdict).spot


COMMUNE_ONLY = {"lieu": "commune", "longitude": "", "latitude": ""}


def test_an_exact_place_has_its_point_and_its_address(judge):
    spot = _spot(judge())
    assert spot.place is Place.EXACT
    assert (spot.longitude, spot.latitude) == (4.8298, 46.3055)
    assert (spot.insee_code, spot.postcode) == ("71270", "71000")
    assert spot.address == "3 quai des Marronniers"


def test_a_place_at_its_commune_keeps_its_address_as_text(judge):
    spot = _spot(judge(**COMMUNE_ONLY))
    assert spot.place is Place.COMMUNE
    assert (spot.longitude, spot.latitude) == (None, None)
    assert spot.address == "3 quai des Marronniers"


def test_an_exact_place_without_a_point_waits_at_its_commune(judge):
    verdict = judge(longitude="", latitude="")
    assert _spot(verdict).place is Place.COMMUNE
    assert _faults(verdict) == [(Fault.NOT_LOCATED, "lieu")]


@pytest.mark.parametrize("column", ["longitude", "latitude"])
def test_one_coordinate_alone_is_refused(judge, column):
    verdict = judge(**{column: ""})
    assert verdict.row is None
    assert _faults(verdict) == [(Fault.HALF_POINT, column)]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"longitude": "est"}, (Fault.MALFORMED, "longitude")),
        ({"longitude": "181"}, (Fault.OUT_OF_BOUNDS, "longitude")),
        ({"latitude": "-90.5"}, (Fault.OUT_OF_BOUNDS, "latitude")),
    ],
)
def test_a_point_off_the_globe_is_refused(judge, cells, fault):
    assert _faults(judge(**cells)) == [fault]


def test_a_comma_in_a_coordinate_is_a_point(judge):
    spot = _spot(judge(longitude="4,82980", latitude="46,30550"))
    assert (spot.longitude, spot.latitude) == (4.8298, 46.3055)


def test_swapped_coordinates_are_put_right_and_told(judge):
    verdict = judge(longitude="46.30550", latitude="4.82980")
    assert (_spot(verdict).longitude, _spot(verdict).latitude) == (4.8298, 46.3055)
    assert _faults(verdict) == [(Fault.SWAPPED, "longitude")]


def test_overseas_no_one_is_swapped(judge):
    verdict = judge(code_insee="97302", commune="", code_postal="", longitude="45", latitude="5")
    assert (Fault.SWAPPED, "longitude") not in _faults(verdict)


def test_a_point_far_outside_its_commune_leaves_the_commune(judge):
    verdict = judge(longitude="4.2789", latitude="46.4367")  # Charolles, 45 km away
    assert _spot(verdict).place is Place.COMMUNE
    assert _faults(verdict) == [(Fault.FAR_FROM_COMMUNE, "longitude")]


def test_a_point_a_little_outside_its_commune_is_kept(judge):
    assert judge(longitude="4.87", latitude="46.3055").messages == ()


def test_a_point_far_from_the_territory_is_told_and_kept(judge):
    paris = {"code_insee": "75056", "commune": "Paris", "code_postal": ""}
    verdict = judge(**paris, longitude="2.3522", latitude="48.8566")
    assert _spot(verdict).place is Place.EXACT
    assert _faults(verdict) == [(Fault.FAR_FROM_TERRITORY, "longitude")]


def test_a_point_given_with_a_commune_is_told_and_dropped(judge):
    verdict = judge(lieu="commune")
    assert _spot(verdict).longitude is None
    assert _faults(verdict) == [(Fault.COMMUNE_POINT, "longitude")]


@pytest.mark.parametrize("column", ["adresse", "longitude", "latitude"])
def test_a_territory_row_has_no_address_and_no_point(judge, column):
    verdict = judge(**(PLACELESS | {"lieu": "territoire", column: "4.8"}))
    assert verdict.row is None
    assert _faults(verdict) == [(Fault.PLACED_TERRITORY, column)]


def test_the_commune_of_a_territory_row_is_told_and_dropped(judge):
    verdict = judge(**(PLACELESS | {"lieu": "territoire", "commune": "Mâcon"}))
    assert _spot(verdict).insee_code is None
    assert _faults(verdict) == [(Fault.TERRITORY_COMMUNE, "commune")]


@pytest.mark.parametrize(
    ("zone", "area"), [("71", "71"), ("200071884", "200071884"), ("71|01", ""), ("", "")]
)
def test_a_territory_row_serves_one_area_or_no_single_one(judge, zone, area):
    assert _spot(judge(**PLACELESS, lieu="territoire", zone=zone)).area == area


# Communes


@pytest.mark.parametrize(
    ("code", "kept"),
    [("01370", "01370"), ("2A004", "2A004"), ("2a004", "2A004"), ("71270.0", "71270")],
)
def test_a_commune_is_named_by_its_code(judge, code, kept):
    verdict = judge(**COMMUNE_ONLY, code_insee=code, commune="", code_postal="")
    assert _spot(verdict).insee_code == kept


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("59999", Fault.UNKNOWN),
        ("7999", Fault.MALFORMED),
        ("ABCDE", Fault.MALFORMED),
        ("712700", Fault.MALFORMED),
    ],
)
def test_an_unknown_code_is_not_a_malformed_one(judge, code, fault):
    assert (fault, "code_insee") in _faults(judge(**COMMUNE_ONLY, code_insee=code))


def test_the_code_of_a_merged_commune_leads_to_todays(judge, ground):
    past = next(p for p in ground.gazetteer.former if p.name and p.current_code.startswith("71"))
    today = ground.gazetteer.commune(past.current_code)
    verdict = judge(**COMMUNE_ONLY, code_insee=past.code, commune=past.name, code_postal="")
    assert _spot(verdict).insee_code == today.code
    assert verdict.messages == ()


def test_a_code_that_lost_its_zero_is_padded_and_told(judge):
    verdict = judge(**COMMUNE_ONLY, code_insee="1370", commune="", code_postal="1750")
    assert (_spot(verdict).insee_code, _spot(verdict).postcode) == ("01370", "01750")
    assert _faults(verdict) == [(Fault.PADDED, "code_postal"), (Fault.PADDED, "code_insee")]


@pytest.mark.parametrize("name", ["MACON", "mâcon", "Mâcon Cedex", "MÂCON CEDEX 9", "Macon"])
def test_a_commune_name_is_compared_without_case_accents_or_cedex(judge, name):
    assert judge(commune=name).messages == ()


@pytest.mark.parametrize(
    "name", ["St-Laurent s/ Saône", "SAINT LAURENT SUR SAONE", "Saint-Laurent"]
)
def test_a_commune_name_is_compared_without_abbreviations(judge, name):
    verdict = judge(**COMMUNE_ONLY, commune=name, code_insee="01370", code_postal="")
    assert _spot(verdict).insee_code == "01370"


def test_a_name_that_contradicts_the_code_is_never_chosen_between(judge):
    verdict = judge(commune="Digoin")
    assert verdict.row is None
    (message,) = told(verdict)
    assert message.endswith("ne correspond pas à code_insee (71270 est Mâcon)")


def test_a_commune_is_found_from_its_name_and_postcode(judge):
    verdict = judge(**COMMUNE_ONLY, code_insee="", commune="Paray le Monial", code_postal="71600")
    assert _spot(verdict).insee_code == "71342"
    assert verdict.messages == ()


def test_a_postcode_parts_two_communes_of_one_name(judge):
    cells = COMMUNE_ONLY | {"code_insee": "", "commune": "Saint-Aubin-sur-Loire"}
    assert _spot(judge(**cells, code_postal="71140")).insee_code == "71389"
    several = judge(**(cells | {"commune": "Saint-Aubin"}), code_postal="")
    assert (Fault.SEVERAL_COMMUNES, "commune") in _faults(several)


def test_a_name_nobody_bears_is_refused(judge):
    verdict = judge(**COMMUNE_ONLY, code_insee="", commune="Digouin", code_postal="")
    assert _faults(verdict) == [(Fault.UNKNOWN, "commune")]


@pytest.mark.parametrize(
    ("postcode", "insee_code"), [("71160", None), ("71800", None), ("", None), ("71000", None)]
)
def test_a_place_without_a_resolvable_commune_is_refused(judge, ground, postcode, insee_code):
    alone = len(ground.gazetteer.with_postcode(postcode)) == 1
    verdict = judge(**COMMUNE_ONLY, code_insee="", commune="", code_postal=postcode)
    assert (verdict.row is not None) is alone
    if not alone:
        assert _faults(verdict) == [(Fault.NO_COMMUNE, "code_insee")]


@pytest.mark.parametrize("postcode", ["7999", "710000", "71A00", "F-71000"])
def test_a_malformed_postcode_is_refused(judge, postcode):
    assert (Fault.MALFORMED, "code_postal") in _faults(judge(code_postal=postcode))


def test_a_postcode_of_elsewhere_is_told_and_kept(judge):
    verdict = judge(code_postal="71018")
    assert _spot(verdict).postcode == "71018"
    assert _faults(verdict) == [(Fault.OTHER_POSTCODE, "code_postal")]


def test_an_empty_postcode_is_that_of_the_commune_when_it_has_one_only(judge, ground):
    assert _spot(judge(code_postal="")).postcode == "71000"
    many = next(c for c in ground.gazetteer.communes if len(c.postcodes) > 1)
    verdict = judge(**COMMUNE_ONLY, code_insee=many.code, commune="", code_postal="")
    assert _spot(verdict).postcode is None


# Zones


def test_a_zone_is_a_list_of_areas_of_four_kinds(judge):
    zone = "01370 | 200071884|71| 2a |971|france|71"
    assert entry_of(judge(zone=zone)).catchment == (
        "01370",
        "200071884",
        "71",
        "2A",
        "971",
        "france",
    )


def test_an_empty_zone_is_not_known(judge):
    assert entry_of(judge(zone="")).catchment == ()


@pytest.mark.parametrize(
    ("zone", "fault"),
    [
        ("71999", Fault.UNKNOWN),
        ("123456789", Fault.UNKNOWN),
        ("99", Fault.UNKNOWN),
        ("Mâcon", Fault.MALFORMED),
        ("71 270", Fault.MALFORMED),
    ],
)
def test_an_unknown_area_is_refused(judge, zone, fault):
    verdict = judge(zone=f"71|{zone}")
    assert _faults(verdict) == [(fault, "zone")]
    assert verdict.row is None


def test_an_area_that_lost_its_zero_is_padded_and_told(judge):
    verdict = judge(zone="1370|1|200071884.0")
    assert entry_of(verdict).catchment == ("01370", "01", "200071884")
    assert _faults(verdict) == [(Fault.PADDED, "zone"), (Fault.PADDED, "zone")]
