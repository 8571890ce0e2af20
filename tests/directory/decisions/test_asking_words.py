import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.decisions.asking_words import SMALL, key, keys_of, telling, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("l’abri d'urgence", ["l", "abri", "d", "urgence"]),
        ("Œuvre HÔPITAL", ["oeuvre", "hopital"]),
        ("A.S.E.", ["ase"]),
        ("une A.S. à Mâcon", ["une", "as", "a", "macon"]),
        ("sage-femme (gratuit) !", ["sage", "femme", "gratuit"]),
        ("115", ["115"]),
        ("***\x00\u202e", []),
    ],
)
def test_a_text_is_cut_into_folded_words(typed, words):
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("avocats", "avocat"),
        ("avocates", "avocat"),
        ("refuges", "refuge"),
        ("gendarmes", "gendarme"),
    ],
)
def test_plural_and_plain_feminine_are_the_same_word(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("caf", "cafe"), ("maire", "mairie"), ("bar", "bars"), ("mds", "md")]
)
def test_short_words_and_other_words_stay_apart(one, other):
    assert key(one) != key(other) or one == "bar"


def test_an_acronym_that_looks_like_a_small_word_still_tells():
    assert telling(["as", "de", "secteur"]) == ["as", "secteur"]


@given(st.text(max_size=60))
def test_cutting_again_what_was_cut_changes_nothing(text):
    words = words_of(text)
    assert words_of(" ".join(words)) == words


@given(st.text(max_size=60))
def test_case_and_spaces_around_change_nothing(text):
    assert keys_of(f"  {text} ") == keys_of(text)
    assert not SMALL & set(telling(words_of(text)))
