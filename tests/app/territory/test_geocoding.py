"""The gazetteer in the place of an online geocoder."""

import pytest
from geopy.exc import GeocoderUnavailable

from app.territory.atlas import finder, gazetteer
from app.territory.geocoding import GazetteerGeocoder, SeveralCommunes


@pytest.fixture
def geocoder() -> GazetteerGeocoder:
    return GazetteerGeocoder(gazetteer(), finder())


def test_a_name_gives_a_place_with_its_commune(geocoder):
    place = geocoder.geocode("cluny")
    assert place.address == "Cluny (Saône-et-Loire)"
    assert place.raw.code == "71137"
    assert (place.latitude, place.longitude) == (place.raw.point.lat, place.raw.point.lon)


def test_the_first_of_several_is_never_given_for_the_one_asked(geocoder):
    with pytest.raises(SeveralCommunes) as refusal:
        geocoder.geocode("71800")
    assert len(refusal.value.locations) == 22
    assert [place.raw for place in geocoder.geocode("71800", exactly_one=False)] == [
        place.raw for place in refusal.value.locations
    ]


def test_homonyms_come_after_the_one_meant(geocoder):
    codes = [place.raw.code for place in geocoder.geocode("Chalon", exactly_one=False)]
    assert codes[0] == "71076"
    assert "38066" in codes


def test_what_is_unknown_has_no_place(geocoder):
    assert geocoder.geocode("Trifouilly-les-Oies") is None
    assert geocoder.geocode("Trifouilly-les-Oies", exactly_one=False) is None


def test_a_commune_without_a_point_is_not_replaced_by_another(geocoder):
    pointless = next(commune for commune in gazetteer().communes if commune.point is None)
    assert geocoder.geocode(pointless.code) is None
    assert geocoder.geocode(pointless.code, exactly_one=False) is None


def test_the_geocoder_has_no_network(geocoder):
    with pytest.raises(GeocoderUnavailable):
        geocoder._call_geocoder("http://example.fr", lambda answer: answer)
