import pytest

from directory.models import Place, Visibility
from directory.queries.words import ask, sure_commune
from directory.search import upkeep
from tests.directory.viewers import ELECTED, ISCG, MEMBER
from tests.makers import make_entry, make_organisation


@pytest.fixture
def network(session):
    made = {
        "horizon": make_entry(make_organisation("Horizon Droits"), category="cidff", name="Écoute"),
        "lawyers": make_entry(make_organisation("Cabinet Saint-Nizier"), category="avocat"),
        "mediation": make_entry(make_organisation("Trait Union"), category="mediation_familiale"),
        "authors": make_entry(make_organisation("Stage Citoyen"), category="cpca_auteurs"),
        "refuge": make_entry(
            make_organisation("Villa Nymphéa"),
            category="hebergement_vif_dedie",
            place=Place.SECRET,
            visibility=Visibility.RESTRICTED,
        ),
    }
    session.commit()
    upkeep.rebuild()
    return {name: entry.id for name, entry in made.items()}


@pytest.mark.parametrize(
    ("typed", "insee"),
    [("paray", "71342"), ("digoing", "71176"), ("cluny", "71137"), ("paris", "75056"),
     ("école", None), ("relais", None), ("coups", None), ("azerty", None), ("71800", None)],
)  # fmt: skip
def test_a_commune_is_read_only_when_it_is_surely_meant(typed, insee):
    assert sure_commune(typed) == insee


def test_a_category_and_a_place_ask_nothing_of_the_engine(session):
    asked = ask(ISCG, "avocat à Digoin")
    assert asked.question.categories == ("avocat",)
    assert asked.question.commune == "71176"
    assert asked.index_is_sound, "there is no index at all, and nobody needed it"


def test_the_place_typed_wins_over_the_place_chosen(session):
    assert ask(ISCG, "avocat digoin", commune="71342").question.commune == "71176"
    assert ask(ISCG, "avocat", commune="71342").question.commune == "71342"


def test_a_service_is_found_by_its_name(network):
    asked = ask(MEMBER, "horizon droits")
    assert asked.question.named == (network["horizon"],)
    assert asked.index_is_sound


def test_a_name_typed_with_a_category_comes_first_and_other_words_are_said_unused(network):
    named = ask(MEMBER, "avocat saint-nizier").question
    assert named.categories == ("avocat",)
    assert named.named == (network["lawyers"],)
    assert not named.unused
    assert ask(MEMBER, "avocat samedi matin").question.unused


def test_what_is_advised_against_is_found_by_its_own_name_only(network):
    assert ask(MEMBER, "trait union").question.named == (network["mediation"],)
    assert network["mediation"] not in ask(MEMBER, "conflit séparation parent").question.found


def test_authors_services_are_never_found_by_words(network):
    assert ask(ISCG, "stage citoyen").question.is_empty


def test_a_name_out_of_reach_is_not_understood_rather_than_shown(network):
    assert ask(ISCG, "villa nympheas").question.named == (network["refuge"],)
    assert ask(MEMBER, "villa nympheas").question.is_empty
    assert ask(ELECTED, "villa nympheas").question.is_empty


@pytest.mark.parametrize(
    "typed", ["azerty", "Digoin", "martin dupont", "*" * 200, "names:horizon", ""]
)
def test_what_is_not_understood_claims_nothing(network, typed):
    assert ask(ISCG, typed).question.is_empty or typed == "names:horizon"


def test_a_lost_index_is_said_and_the_database_answers(network, settings):
    (settings.index_dir / "current").unlink()
    asked = ask(MEMBER, "horizon droits")
    assert asked.question.named == (network["horizon"],)
    assert not asked.index_is_sound


def test_a_category_chosen_beside_is_asked_too(network):
    assert ask(MEMBER, "horizon", category="avocat").question.categories == ("avocat",)
