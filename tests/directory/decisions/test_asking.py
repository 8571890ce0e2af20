from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.data.lists import taxonomy
from directory.decisions.asking import (
    LEADING_NEEDS,
    Lexicon,
    Question,
    Reading,
    names_hold,
    understand,
)

PLACES = {"paray": "71342", "digoin": "71176", "digoing": "71176", "saint julien civry": "71433"}


@cache
def lexicon() -> Lexicon:
    return Lexicon(taxonomy(), {"juriste": ("acces_au_droit", "cidff")})


def read(text: str) -> Reading:
    return understand(text, lexicon(), PLACES.get)


@pytest.mark.parametrize(
    ("typed", "categories"),
    [
        ("avocat", ("avocat",)),
        ("Avocates", ("avocat",)),
        ("M.D.S.", ("service_social_departemental",)),
        ("maison départementale des solidarités", ("service_social_departemental",)),
        ("juriste", ("cidff", "acces_au_droit")),
        ("maison des adolescents", ("maison_adolescents",)),
        ("Hôpital", ("hopital",)),
        ("avocat mairie", ("avocat", "mairie")),
    ],
)
def test_a_category_is_known_by_its_names_and_words(typed, categories):
    assert set(read(typed).categories) == set(categories)
    assert read(typed).words == ()


def test_the_longest_name_wins_over_the_names_it_holds():
    assert read("psychologue pour enfants").categories == ("psychologue_enfant",)
    assert read("point d'accès au droit").categories == ("acces_au_droit",)


def test_every_category_is_found_by_its_own_label():
    missed = [
        c for c, known in taxonomy().categories.items() if c not in read(known.label).categories
    ]
    assert missed == []


def test_every_need_is_found_by_its_own_label():
    for code, need in taxonomy().needs.items():
        found = read(need.label)
        assert found.need == code or found.categories


@pytest.mark.parametrize(
    ("typed", "commune", "words"),
    [
        ("avocat paray", "71342", ()),
        ("avocat à Paray", "71342", ()),
        ("digoin avocat", "71176", ()),
        ("juriste digoing samedi matin", "71176", ("samedi", "matin")),
        ("mairie de Saint-Julien-de-Civry", "71433", ()),
        ("coiffeur digoin", "71176", ("coiffeur",)),
    ],
)
def test_a_place_is_read_at_an_end_of_what_is_left(typed, commune, words):
    found = read(typed)
    assert (found.commune, found.words) == (commune, words)


def test_a_place_in_the_middle_of_words_is_a_word():
    assert read("horizon paray droits").words == ("horizon", "paray", "droits")


def test_a_place_alone_is_no_question():
    found = read("Digoin")
    assert found == Reading(commune="71176")
    assert Question(commune="71176").is_empty


def test_what_is_not_understood_claims_nothing():
    assert read("azerty") == Reading(typed=("azerty",), words=("azerty",))


def test_nothing_is_read_beyond_two_hundred_characters():
    assert read("x" * 250 + " avocat").categories == ()
    assert read("x" * 100 + " avocat").categories == ("avocat",)


def test_the_words_kept_for_the_engine_leave_the_place_out():
    assert read("horizon droits digoin").typed == ("horizon", "droits")


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text):
    found = read(text)
    assert set(found.words) <= set(found.typed)
    assert set(found.categories) <= set(taxonomy().categories)


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (("horizon",), True),
        (("horizons", "droit"), True),
        (("horizon", "paray"), False),
        ((), False),
    ],
)
def test_a_name_holds_words_only_when_it_holds_them_all(words, holds):
    assert names_hold(words, "Association Horizon", "Accès au droit") is holds


def test_each_family_of_the_tiles_leads_to_a_need_of_its_own():
    for family, need in LEADING_NEEDS.items():
        assert taxonomy().needs[need].family == family
