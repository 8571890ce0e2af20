from uuid import UUID

from app.territory.points import Point
from directory.decisions.ranking import Block, Candidate, Match, Ranked
from directory.decisions.taxonomy import Family
from directory.decisions.whereabouts import Commune, Exact, Secret, Territory, Whereabouts
from maps.decisions.places import data, places

FAMILIES = {"avocat": Family.LEGAL, "hebergement_urgence": Family.SOCIAL}
PARAY, DIGOIN = Point(4.1207, 46.4521), Point(3.9779, 46.4818)
DOOR = Exact(Point(4.11891234, 46.45361234))


def found(number: int, where: Whereabouts, category: str = "avocat") -> Ranked:
    entry = Candidate(UUID(int=number), f"Cabinet {number}", "Permanence", category, where)
    return Ranked(entry, Block.PLACED, Match.CATEGORY, 0, None)


def test_a_confidential_place_has_no_point_and_is_only_counted():
    shown = places([found(1, Secret("200071884")), found(2, DOOR)], FAMILIES)
    assert [point.id for point in shown.points] == [UUID(int=2)]
    assert shown.unplaced == 1
    assert str(UUID(int=1)) not in str(data(shown, shown=range(1, 3), names={}))


def test_what_has_no_place_is_counted_whatever_the_reason():
    everywhere = [Secret(""), Territory("71"), Commune("99999", None)]
    shown = places([found(rank, where) for rank, where in enumerate(everywhere)], FAMILIES)
    assert shown.points == ()
    assert shown.unplaced == 3


def test_numbers_are_those_of_the_list_secret_entries_included():
    shown = places([found(7, Secret("")), found(8, DOOR), found(9, DOOR)], FAMILIES)
    assert [point.rank for point in shown.points] == [2, 3]


def test_an_entry_of_a_commune_is_never_shown_as_a_door():
    shown = places([found(1, Commune("71342", PARAY)), found(2, DOOR)], FAMILIES)
    assert [point.id.int for point in shown.doors] == [2]
    assert {code: [one.id.int for one in of] for code, of in shown.communes.items()} == {
        "71342": [1]
    }


def test_entries_of_one_commune_are_together_in_the_order_of_the_list():
    where = [Commune("71342", PARAY), Commune("71176", DIGOIN), Commune("71342", PARAY)]
    shown = places([found(rank, place) for rank, place in enumerate(where, 1)], FAMILIES)
    assert [(code, [one.rank for one in of]) for code, of in shown.communes.items()] == [
        ("71342", [1, 3]),
        ("71176", [2]),
    ]


def test_the_legend_names_the_families_shown_and_no_other():
    shown = places([found(1, DOOR), found(2, Secret(""), "hebergement_urgence")], FAMILIES)
    assert shown.families == (Family.LEGAL,)


def test_only_the_entries_of_the_page_bear_their_number():
    shown = places([found(1, DOOR), found(2, DOOR), found(3, Commune("71342", PARAY))], FAMILIES)
    told = data(shown, shown=range(2, 3), names={"71342": "Paray-le-Monial"})
    assert [point[4] for point in told["points"]] == [0, 2]
    assert told["communes"] == [
        [
            "71342",
            46.4521,
            4.1207,
            "Paray-le-Monial",
            [[str(UUID(int=3)), 0, "Cabinet 3", "Permanence"]],
        ]
    ]


def test_a_point_is_told_to_the_metre_and_no_finer():
    told = data(places([found(1, DOOR)], FAMILIES), shown=range(1, 2), names={})
    assert told["points"][0][1:3] == [46.45361, 4.11891]
