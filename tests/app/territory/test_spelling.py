"""Faults counted, and closest words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.territory.spelling import Vocabulary, faults, faults_allowed

WORDS = st.text(alphabet="abcé ", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("digoin", "digoin", 0),
        ("digoing", "digoin", 1),
        ("diogin", "digoin", 1),
        ("digon", "digoin", 1),
        ("tigoin", "digoin", 1),
        ("gueugon", "gueugnon", 1),
        ("guegno", "gueugnon", 2),
        ("", "oye", 3),
        ("ca", "abc", 3),
    ],
)
def test_faults_are_counted_like_a_reader_would(one, other, count):
    assert faults(one, other) == faults(other, one) == count


@pytest.mark.parametrize(("letters", "allowed"), [(0, 0), (3, 0), (4, 1), (6, 1), (7, 2), (30, 2)])
def test_short_words_are_not_corrected(letters, allowed):
    assert faults_allowed(letters) == allowed


@settings(deadline=None)
@given(st.lists(WORDS, max_size=12), WORDS, st.integers(0, 2))
def test_the_closest_are_those_of_a_slow_search(words, word, limit):
    near = {other: faults(word, other) for other in words}
    near = {
        other: count
        for other, count in near.items()
        if word and count <= limit and (count < 2 or other[:1] == word[:1])
    }
    expected = sorted(other for other, count in near.items() if count == min(near.values()))
    assert Vocabulary(words).closest(word, limit=limit) == expected


def test_two_faults_are_not_forgiven_at_the_first_letter():
    assert Vocabulary(["fermete"]).closest("perpete", limit=2) == []
    assert Vocabulary(["fermete"]).closest("fernate", limit=2) == ["fermete"]
