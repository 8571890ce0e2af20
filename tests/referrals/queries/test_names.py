import pytest

from referrals.decisions.request import ELSEWHERE
from referrals.queries.names import network_epcis, short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Claire Berthier", "Claire B."),
        ("Jean-Luc de La Tour", "Jean-Luc T."),
        ("Inès", "Inès"),
        ("  Anne  Marie ", "Anne M."),
    ],
)
def test_a_colleague_is_named_by_first_name_and_initial(name, short):
    assert short_name(name) == short


def test_the_network_has_six_groups_of_communes_and_elsewhere_is_none_of_them():
    names = network_epcis()
    assert set(names) == {
        *("200070308", "200071884", "200070316", "200070548", "247100639", "247103864"),
    }
    assert ELSEWHERE not in names
    assert all(name and not name.isdigit() for name in names.values())
