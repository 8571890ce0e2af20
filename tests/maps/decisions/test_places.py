import json
from uuid import UUID

from app.territory.points import Point
from directory.decisions.ranking import Block, Candidate, Match, Ranked
from directory.decisions.taxonomy import Family
from directory.decisions.whereabouts import Commune, Exact, Secret, Territory, Whereabouts
from maps.decisions.places import Places, data
from maps.decisions.places import places as located

FAMILIES = {"avocat": Family.LEGAL, "hebergement_urgence": Family.SOCIAL}
PARAY, DIGOIN = Point(4.1207, 46.4521), Point(3.9779, 46.4818)
DOOR = Exact(Point(4.11891234, 46.45361234))


def places(*ranked: Ranked, numbers: dict[int, int] | None = None) -> Places:
    cards = {UUID(int=entry): number for entry, number in (numbers or {}).items()}
    return located(ranked, families=FAMILIES, numbers=cards)


def found(number: int, where: Whereabouts, category: str = "avocat") -> Ranked:
    entry = Candidate(UUID(int=number), f"Cabinet {number}", "Permanence", category, where)
    return Ranked(entry, Block.PLACED, Match.CATEGORY, 0, None)


def test_a_confidential_place_has_no_point_and_is_only_counted():
    shown = places(found(1, Secret("200071884")), found(2, DOOR))
    assert [point.id for point in shown.points] == [UUID(int=2)]
    assert shown.unplaced == 1
    assert str(UUID(int=1)) not in str(data(shown, names={}))


def test_what_has_no_place_is_counted_whatever_the_reason():
    shown = places(found(1, Secret("")), found(2, Territory("71")), found(3, Commune("9", None)))
    assert shown.points == ()
    assert shown.unplaced == 3


def test_an_entry_of_a_commune_is_never_shown_as_a_door():
    shown = places(found(1, Commune("71342", PARAY)), found(2, DOOR))
    assert [point.id.int for point in shown.doors] == [2]
    assert {code: [one.id.int for one in of] for code, of in shown.communes.items()} == {
        "71342": [1]
    }


def test_entries_of_one_commune_are_together_in_the_order_of_the_list():
    where = [Commune("71342", PARAY), Commune("71176", DIGOIN), Commune("71342", PARAY)]
    shown = places(*(found(rank, place) for rank, place in enumerate(where, 1)))
    assert [(code, [one.id.int for one in of]) for code, of in shown.communes.items()] == [
        ("71342", [1, 3]),
        ("71176", [2]),
    ]


def test_the_legend_names_the_families_shown_and_no_other():
    shown = places(found(1, DOOR), found(2, Secret(""), "hebergement_urgence"))
    assert shown.families == (Family.LEGAL,)


def test_a_point_bears_the_number_of_its_card_and_none_without_card():
    where = Commune("71342", PARAY)
    shown = places(found(1, DOOR), found(2, DOOR), found(3, where), numbers={2: 21, 3: 22})
    told = data(shown, names={"71342": "Paray-le-Monial"})
    assert [number for *_, number, _, _ in told["points"]] == [0, 21]
    texts = told["texts"]
    card = (str(UUID(int=3)), 22, texts.index("Cabinet 3"), texts.index("Permanence"))
    assert told["communes"] == [["71342", 46.4521, 4.1207, "Paray-le-Monial", 0, [card]]]


def test_a_point_is_told_to_the_metre_and_no_finer():
    told = data(places(found(1, DOOR)), names={})
    assert told["points"][0][:2] == [46.45361, 4.11891]


def test_a_name_that_many_bear_is_said_once():
    told = data(places(found(1, DOOR), found(2, DOOR)), names={})
    assert told["texts"] == ["Cabinet 1", "Permanence", "Cabinet 2"]


def test_a_thousand_places_are_told_in_150_kb():
    entries = [
        Candidate(
            UUID(int=2**127 + number),
            f"Centre communal d’action sociale de Paray-le-Monial {number}",
            f"Permanence du lundi, mairie annexe {number % 50}",
            "avocat",
            Exact(Point(3.7 + number / 1234.5, 46.4)),
        )
        for number in range(1000)
    ]
    ranked = (Ranked(entry, Block.PLACED, Match.NEED, 0, None) for entry in entries)
    told = json.dumps(data(places(*ranked), names={}))  # escaped and spaced as the page has it
    assert len(told) <= 150 * 1024
