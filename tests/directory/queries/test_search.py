from uuid import UUID

import pytest

from directory.decisions.asking import Question
from directory.decisions.ranking import Block
from directory.models import Place, Visibility
from directory.queries.search import search
from tests.directory.viewers import COORDINATOR, ELECTED, ISCG, MEMBER
from tests.makers import make_entry, make_organisation

DIGOIN = {"insee_code": "71176", "longitude": 3.98, "latitude": 46.48}


def names(found) -> list[str]:
    return [card.organisation for card in found.page.items]


def make_here_and_there(count: int = 2) -> None:
    for number in range(count):
        make_entry(
            make_organisation(f"Cabinet {number:03}"), site_fields={"longitude": 4.1 + number / 500}
        )


def test_answers_are_measured_in_km_from_the_commune_chosen(session, now):
    make_entry(make_organisation("À Paray"))
    make_entry(make_organisation("À Digoin"), site_fields=DIGOIN)
    from_digoin = search(MEMBER, Question(categories=("avocat",), commune="71176"), now=now)
    assert names(from_digoin) == ["À Digoin", "À Paray"]
    distances = [card.km for card in from_digoin.page.items]
    assert distances[0] < 1.5
    assert 10 < distances[1] < 12
    from_paray = search(MEMBER, Question(categories=("avocat",), commune="71342"), now=now)
    assert names(from_paray) == ["À Paray", "À Digoin"]


def test_the_number_of_reads_does_not_depend_on_the_number_of_answers(
    session, now, asked_of_the_database
):
    question = Question(categories=("avocat",), need="avocat_choix", commune="71342")
    counts = []
    for more in (1, 30):
        make_here_and_there(more)
        session.commit()
        with asked_of_the_database() as reads:
            found = search(ISCG, question, now=now)
        counts.append(len(reads))
        assert found.page.items
    assert counts[0] == counts[1] <= 4, "begin, candidates, details, contacts"


def test_twenty_are_shown_a_page_and_a_page_beyond_the_last_is_the_last(session, now):
    make_here_and_there(45)
    asked = Question(categories=("avocat",), commune="71342")
    pages = [search(MEMBER, asked, now=now, number=number) for number in (1, 2, 3, 9)]
    assert [len(found.page.items) for found in pages] == [20, 20, 5, 5]
    assert [found.page.number for found in pages] == [1, 2, 3, 3]
    assert pages[0].page.total == 45
    shown = [card.rank for found in pages[:3] for card in found.page.items]
    assert shown == list(range(1, 46))
    distances = [card.km for found in pages[:3] for card in found.page.items]
    assert distances == sorted(distances)


def test_counts_are_of_all_answers_and_one_category_may_be_kept(session, now):
    make_here_and_there(3)
    make_entry(category="cidff")
    asked = Question(need="avocat_choix")
    kept = search(MEMBER, asked, now=now, only="cidff")
    assert [(count.category.code, count.number) for count in kept.counts] == [
        ("avocat", 3),
        ("cidff", 1),
    ]
    assert kept.page.total == 1


def test_each_block_says_how_many_it_holds_and_where_it_begins(session, now):
    make_here_and_there(22)
    make_entry(make_organisation("Ligne"), place=Place.TERRITORY)
    found = search(MEMBER, Question(categories=("avocat",)), now=now)
    assert [(s.block, s.number, s.begins_on) for s in found.sections] == [
        (Block.PLACED, 22, 1),
        (Block.EVERYWHERE, 1, 2),
    ]


def make_shelters() -> dict[str, UUID]:
    return {
        "siao": make_entry(
            make_organisation("SIAO"), place=Place.TERRITORY, category="siao_115"
        ).id,
        "chrs": make_entry(make_organisation("CHRS"), category="hebergement_urgence").id,
        "secret": make_entry(
            make_organisation("Refuge"),
            place=Place.SECRET,
            category="hebergement_vif_dedie",
            visibility=Visibility.RESTRICTED,
            phone=None,
            on_call="+33353010999",
        ).id,
    }


@pytest.mark.parametrize(
    ("who", "expected"),
    [(ISCG, ["siao", "chrs", "secret"]), (COORDINATOR, ["siao", "chrs", "secret"]),
     (MEMBER, ["siao", "chrs"]), (ELECTED, ["siao", "chrs"])],
)  # fmt: skip
@pytest.mark.parametrize(
    "asked", [{"need": "mise_a_l_abri"}, {"categories": ("hebergement_vif_dedie",)}]
)
def test_shelter_gives_115_first_and_protected_places_last_to_those_who_may(
    session, now, who, expected, asked
):
    made = make_shelters()
    found = search(who, Question(commune="71342", **asked), now=now)
    assert [card.id for card in found.page.items] == [made[name] for name in expected]


def test_a_protected_place_has_no_distance_no_commune_and_its_line_for_an_iscg_alone(session, now):
    make_shelters()
    asked = Question(categories=("hebergement_vif_dedie",), commune="71342")
    for who, number in ((ISCG, "+33353010999"), (COORDINATOR, None)):
        card = search(who, asked, now=now).page.items[-1]
        assert (card.km, card.commune, card.block) == (None, "", Block.PROTECTED)
        assert (card.phone.value if card.phone else None) == number


def test_nothing_of_a_protected_place_moves_with_the_place_chosen(session, now):
    make_shelters()
    seen = set()
    for commune in ("71342", "71270", "71176", None):
        found = search(ISCG, Question(need="mise_a_l_abri", commune=commune), now=now)
        card = found.page.items[-1]
        seen.add((card.rank, card.id, card.reasons))
    assert len(seen) == 1


def test_an_authors_service_never_stands_beside_others(session, now):
    authors = make_entry(category="cpca_auteurs").id
    make_entry()
    together = search(ISCG, Question(categories=("avocat", "cpca_auteurs")), now=now)
    assert authors not in [card.id for card in together.page.items]
    assert [
        card.id for card in search(ISCG, Question(categories=("cpca_auteurs",)), now=now).page.items
    ] == [authors]
    everything = search(ISCG, Question(), now=now)
    assert authors not in [card.id for card in everything.page.items]


def test_a_service_that_states_its_needs_answers_those_and_only_those(session, now):
    make_entry(
        make_organisation("Divorce seulement"),
        service_fields={"needs": ["divorce_autorite_parentale"]},
    )
    make_entry(make_organisation("Tout"))
    make_entry(
        make_organisation("Mairie aussi"),
        category="mairie",
        service_fields={"needs": ["avocat_choix"]},
    )
    found = search(MEMBER, Question(need="avocat_choix"), now=now)
    assert names(found) == ["Tout", "Mairie aussi"]


def test_entries_found_by_words_are_shown_only_to_those_who_may(session, now):
    secret = make_shelters()["secret"]
    asked = Question(named=(secret,))
    assert search(ISCG, asked, now=now).page.total == 1
    assert search(MEMBER, asked, now=now).page.total == 0


def test_hours_that_no_longer_read_are_unknown_not_an_error(session, now):
    make_entry(hours="n'importe quoi")
    card = search(MEMBER, Question(categories=("avocat",)), now=now).page.items[0]
    assert card.opening == "unknown"
