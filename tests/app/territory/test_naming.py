"""Spellings of one name that must meet."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.territory.naming import name_key, short_forms, without_article, without_links


@pytest.mark.parametrize(
    "typed",
    [
        "Saint-Laurent-sur-Saône",
        "saint laurent sur saone",
        "SAINT LAURENT SUR SAONE",
        "St-Laurent-sur-Saône",
        "st. laurent s/ saône",
        "St Laurent s/Saône",
        "St Laurent/Saône",
        "  saint–laurent  sur  saône ",
    ],
)
def test_one_place_has_one_key(typed):
    assert name_key(typed) == "saint laurent sur saone"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ste-Foy", "sainte foy"),
        ("Charnay-lez-Mâcon", "charnay les macon"),
        ("Charnay lès Mâcon", "charnay les macon"),
        ("Mussy s/s Dun", "mussy sous dun"),
        ("Mussy ss Dun", "mussy sous dun"),
        ("L’Hôpital-le-Mercier", "l hopital le mercier"),
        ("L'Hôpital-le-Mercier", "l hopital le mercier"),
        ("Le Vœu", "le voeu"),
        ("Les Saints Stes", "les saints saintes"),
        ("Chalon / Saône", "chalon sur saone"),
        ("Chalon s / Saône", "chalon sur saone"),
        ("", ""),
        (" -/ ", "sur"),
        ("…", ""),
    ],
)
def test_abbreviations_are_read_out(typed, key):
    assert name_key(typed) == key


@settings(deadline=None)
@given(st.text(max_size=60))
def test_a_key_is_its_own_key(text):
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(
    ("key", "bare"),
    [
        ("la clayette", "clayette"),
        ("clayette la", "clayette"),
        ("l hopital le mercier", "hopital le mercier"),
        ("les", "les"),
        ("le saint", "le saint"),
        ("digoin", "digoin"),
        ("", ""),
    ],
)
def test_an_article_opens_or_closes_a_name(key, bare):
    assert without_article(key) == bare


def test_small_words_may_all_be_forgotten():
    assert without_links("saint julien de civry") == "saint julien civry"
    assert without_links("les") == "les"


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("chalon sur saone", ["chalon"]),
        ("la motte saint jean", ["motte"]),
        ("saint laurent en brionnais", ["saint laurent"]),
        ("bois sainte marie", ["bois"]),
        ("digoin", []),
        ("saint yan", []),
    ],
)
def test_a_name_is_shortened_after_a_word_that_tells_something(key, forms):
    assert short_forms(key) == forms
