from itertools import product
from uuid import UUID

import pytest

from app.territory.points import Point
from directory.data.lists import taxonomy
from directory.decisions.asking import Question
from directory.decisions.ranking import (
    SHELTER_FIRST,
    SHELTERS,
    Block,
    Candidate,
    Match,
    measured,
    rank,
    wanted,
)
from directory.decisions.taxonomy import Sensitivity
from directory.decisions.whereabouts import Commune, Exact, Secret, Territory, Whereabouts

PARAY, DIGOIN, MACON = Point(4.1189, 46.4536), Point(3.9794, 46.4808), Point(4.8322, 46.3062)


def one(number: int, where: Whereabouts, category: str = "avocat", name: str = "") -> Candidate:
    return Candidate(UUID(int=number), name or f"Structure {number:02}", "", category, where)


def order(candidates, question, origin=PARAY) -> list[int]:
    ranked = rank(candidates, question, wanted(question, taxonomy()), origin)
    return [found.candidate.id.int for found in ranked]


def test_the_nearest_comes_first():
    asked = Question(categories=("avocat",))
    assert order([one(1, Exact(MACON)), one(2, Exact(DIGOIN)), one(3, Exact(PARAY))], asked) == [
        3,
        2,
        1,
    ]


def test_without_a_place_chosen_answers_are_in_the_order_of_names():
    asked = Question(categories=("avocat",))
    found = [
        one(1, Exact(MACON), name="Zoé"),
        one(2, Exact(DIGOIN), name="Élan"),
        one(3, Exact(PARAY), name="eau"),
    ]
    assert order(found, asked, origin=None) == [3, 2, 1]


def test_what_has_no_point_never_stands_between_two_distances():
    asked = Question(categories=("avocat",))
    wheres: list[Whereabouts] = [
        Territory("france"),
        Exact(MACON),
        Secret("71"),
        Commune("71342", None),
        Exact(PARAY),
    ]
    ranked = rank(
        [one(n, where) for n, where in enumerate(wheres)], asked, wanted(asked, taxonomy()), PARAY
    )
    assert [found.block for found in ranked] == [
        Block.PLACED,
        Block.PLACED,
        Block.UNMEASURED,
        Block.EVERYWHERE,
        Block.PROTECTED,
    ]
    assert [found.km is None for found in ranked] == [False, False, True, True, True]


def test_the_match_comes_before_the_distance():
    need = taxonomy().needs["avocat_choix"]
    asked = Question(need=need.code, named=(UUID(int=9),))
    found = [
        one(1, Exact(PARAY), need.categories[1]),
        one(2, Exact(MACON), need.categories[0]),
        one(9, Exact(MACON), "mairie"),
    ]
    assert order(found, asked) == [9, 2, 1]


def test_words_alone_sort_by_distance_and_a_name_before_a_text():
    asked = Question(named=(UUID(int=1),), found=(UUID(int=2), UUID(int=3)))
    found = [one(1, Exact(MACON)), one(2, Exact(DIGOIN)), one(3, Exact(PARAY))]
    assert order(found, asked) == [1, 3, 2]


def test_a_protected_place_never_moves_whatever_is_asked_and_from_where():
    found = [
        one(1, Secret("200071884"), "hebergement_vif_dedie", "Beta"),
        one(2, Secret("71"), "logement_urgence_reseau", "Alpha"),
    ]
    questions = [Question(need="mise_a_l_abri"), Question(categories=("logement_urgence_reseau",)),
                 Question(categories=("hebergement_vif_dedie",), named=(UUID(int=1),))]  # fmt: skip
    orders = {
        tuple(order(found, asked, origin))
        for asked, origin in product(questions, (PARAY, MACON, None))
    }
    assert orders == {(2, 1)}


@pytest.mark.parametrize("category", SHELTERS)
def test_shelter_gives_115_and_coordination_first_then_every_kind_of_shelter(category):
    sought = wanted(Question(categories=(category,)), taxonomy())
    assert {*SHELTER_FIRST, *SHELTERS} <= set(sought.categories)
    found = [
        one(1, Exact(PARAY), "hebergement_urgence"),
        one(2, Territory("71"), "siao_115"),
        one(3, Exact(MACON), "coordination_reseau_vif"),
        one(4, Secret("71"), "hebergement_vif_dedie"),
    ]
    ranked = rank(found, Question(categories=(category,)), sought, PARAY)
    assert [(r.candidate.id.int, r.block) for r in ranked][-2:] == [
        (1, Block.PLACED),
        (4, Block.PROTECTED),
    ]
    assert {r.candidate.id.int for r in ranked if r.block is Block.FIRST} == {2, 3}


def test_115_asked_alone_is_an_ordinary_line():
    asked = Question(categories=("siao_115",))
    ranked = rank([one(1, Territory("71"), "siao_115")], asked, wanted(asked, taxonomy()), PARAY)
    assert ranked[0].block is Block.EVERYWHERE


def test_authors_services_come_only_when_nothing_else_is_asked():
    walled_off = [
        c
        for c, known in taxonomy().categories.items()
        if known.sensitivity is Sensitivity.WALLED_OFF
    ]
    assert walled_off
    for code in walled_off:
        assert wanted(Question(categories=(code,)), taxonomy()).categories == (code,)
        assert wanted(Question(categories=(code, "avocat")), taxonomy()).categories == ("avocat",)
    assert wanted(Question(need="auteur_demande_aide"), taxonomy()).categories == ("cpca_auteurs",)


def test_no_need_of_a_person_leads_to_an_authors_service_or_to_what_is_advised_against():
    never = {Sensitivity.WALLED_OFF, Sensitivity.CONTRAINDICATED}
    for need in taxonomy().needs:
        if need == "auteur_demande_aide":
            continue
        found = wanted(Question(need=need), taxonomy()).categories
        assert not [c for c in found if taxonomy().categories[c].sensitivity in never]


def test_what_is_advised_against_comes_when_asked_by_name():
    assert wanted(Question(categories=("mediation_familiale",)), taxonomy()).asked == (
        "mediation_familiale",
    )


def test_an_unknown_code_asks_for_nothing():
    assert wanted(Question(categories=("gone",), need="gone"), taxonomy()).categories == ()


def test_finer_distances_reorder_what_is_shown_and_nothing_else_has_any():
    asked = Question(categories=("avocat",))
    ranked = rank([one(1, Exact(DIGOIN)), one(2, Exact(MACON)), one(3, Territory("71"))],
                  asked, wanted(asked, taxonomy()), PARAY)  # fmt: skip
    finer = measured(ranked, {UUID(int=1): 60.0, UUID(int=2): 50.0})
    assert [(r.candidate.id.int, r.km) for r in finer] == [(2, 50.0), (1, 60.0), (3, None)]


def test_the_reason_of_the_match_is_the_best_one():
    asked = Question(categories=("avocat",), need="avocat_choix", named=(UUID(int=1),))
    sought = wanted(asked, taxonomy())
    ranked = rank(
        [one(1, Exact(PARAY)), one(2, Exact(PARAY)), one(3, Exact(PARAY), "cidff")],
        asked,
        sought,
        PARAY,
    )
    assert [r.match for r in ranked] == [Match.NAMED, Match.CATEGORY, Match.NEED]
