import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.decisions.passphrase import MAX_SIGNS, MIN_SIGNS, Weakness, weakness

HERS = ("Claire Berthier", "Claire", "Berthier", "Les PEP 71", "Digoin")


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (0, Weakness.TOO_SHORT),
        (14, Weakness.TOO_SHORT),
        (15, None),
        (128, None),
        (129, Weakness.TOO_LONG),
        (100_000, Weakness.TOO_LONG),
    ],
)
def test_fifteen_to_a_hundred_and_twenty_eight_signs(signs, expected):
    assert weakness(("ravin tuile " * 9000)[:signs], known_words=()) is expected


def test_signs_are_counted_not_bytes():
    assert weakness("é" * 15, known_words=()) is None
    assert weakness("🌿" * 14, known_words=()) is Weakness.TOO_SHORT


@pytest.mark.parametrize(
    "text",
    [
        "Passerelle2026!",
        "passerelle passerelle",
        "ISCG-gendarmerie-71",
        "Claire.Berthier.1984",
        "BERTHIER à Digoin !",
        "claire berthier digoin iscg",
        "cLaIrÉ bérthier 12345",
        "BerthierClaireDigoin",
        "71digoin71digoin71",
    ],
)
def test_what_anyone_could_guess_counts_for_nothing(text):
    assert len(text) >= MIN_SIGNS
    assert weakness(text, known_words=HERS) is Weakness.KNOWN_WORDS


@pytest.mark.parametrize(
    "text",
    [
        "tuile ravin girafe salade",
        "tuile ravin girafe Digoin",
        "les 71 pepins du verger",
        "  espaces   partout  ",
    ],
)
def test_words_without_link_are_accepted_whatever_stands_beside_them(text):
    assert weakness(text, known_words=HERS) is None


def test_a_short_name_does_not_eat_the_words_of_others():
    assert weakness("malle à linge bleu", known_words=("Al", "Le")) is None


def test_a_village_does_not_spoil_a_word_that_hides_its_name():
    assert weakness("univers travers", known_words=("Vers",)) is None
    assert weakness("vers univers 12", known_words=("Vers",)) is Weakness.KNOWN_WORDS


@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=4))
def test_no_text_breaks_the_rule_and_what_passes_is_within_bounds(text, words):
    if weakness(text, known_words=words) is None:
        assert MIN_SIGNS <= len(text) <= MAX_SIGNS
