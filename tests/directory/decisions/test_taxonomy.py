"""The closed lists that ship, and how one asks them."""

import pytest

from directory.data.lists import taxonomy
from directory.decisions.taxonomy import Family, Sensitivity


def test_ninety_two_categories_in_seven_families_and_sixty_five_needs():
    known = taxonomy()
    assert len(known.categories) == 92
    assert {category.family for category in known.categories.values()} == set(Family)
    assert len(known.needs) == 65


def test_each_need_leads_to_categories_that_exist():
    known = taxonomy()
    for need in known.needs.values():
        assert need.categories
        assert set(need.categories) <= known.categories.keys()
        assert len(set(need.categories)) == len(need.categories)


def test_the_sensitive_categories_are_flagged():
    flagged: dict[Sensitivity, set[str]] = {}
    for category in taxonomy().categories.values():
        flagged.setdefault(category.sensitivity, set()).add(category.code)
    del flagged[Sensitivity.NONE]
    assert flagged == {
        Sensitivity.SECRET: {"hebergement_vif_dedie", "logement_urgence_reseau"},
        Sensitivity.WALLED_OFF: {"cpca_auteurs", "spip"},
        Sensitivity.CONTRAINDICATED: {"mediation_familiale", "conseil_conjugal", "conciliateur"},
        Sensitivity.PARTNER_ONLY: {"aide_urgence_victimes"},
    }


@pytest.mark.parametrize("text", ["avocat", "AVOCAT", "Hébergement d’urgence et CHRS"])
def test_a_category_answers_to_its_code_and_to_its_label(text):
    found = taxonomy().category_named(text)
    assert found is not None
    assert found.code in {"avocat", "hebergement_urgence"}


def test_an_unknown_category_has_neighbours():
    assert taxonomy().category_named("avocats") is None
    assert taxonomy().nearest_codes("avocats")[0] == "avocat"
    assert taxonomy().nearest_codes("zzzzzz") == ()


def test_every_label_and_code_names_one_category():
    known = taxonomy()
    for category in known.categories.values():
        assert known.category_named(category.code) is category
        assert known.category_named(category.label) is category


def test_a_service_that_states_no_need_answers_those_of_its_category():
    known = taxonomy()
    default = known.needs_of("umj", ())
    assert "certificat_medical" in default
    assert all("umj" in known.needs[code].categories for code in default)
    assert known.needs_of("umj", ["ecoute_soutien"]) == ("ecoute_soutien",)


def test_the_lists_are_read_once():
    assert taxonomy() is taxonomy()
