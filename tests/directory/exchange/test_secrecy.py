"""What a file may not say of a secret place, and what a refusal may not repeat."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.data.lists import taxonomy
from directory.decisions.taxonomy import Sensitivity
from directory.exchange.columns import COLUMNS, PLACING
from directory.exchange.entry import Spot
from directory.exchange.messages import Fault
from directory.exchange.reading import RawRow
from directory.exchange.validating import Rules, validate
from directory.models import Place, Visibility
from tests.directory.exchange.rows import LINE, NOW, ROW, SECRET, entry_of, told

SECRET_CATEGORIES = [
    code
    for code, category in taxonomy().categories.items()
    if category.sensitivity is Sensitivity.SECRET
]


def _faults(verdict):
    return [(message.fault, message.column) for message in verdict.messages]


def test_a_secret_row_says_nothing_of_its_place(judge):
    verdict = judge(**SECRET)
    assert verdict.messages == ()
    assert entry_of(verdict).spot == Spot(Place.SECRET, area="71")


@pytest.mark.parametrize("column", PLACING)
def test_a_secret_row_that_locates_is_refused_with_fixed_words(judge, column):
    verdict = judge(**(SECRET | {column: "12 rue des Lilas"}))
    assert verdict.row is None
    fixed = "«\u00a0…\u00a0»\u00a0: un lieu secret ne se situe pas\u202f; videz la cellule"
    assert told(verdict) == [f"ligne 12, colonne {column}\u00a0: {fixed}"]


# A cell of invisible signs is an empty cell: only what shows can tell two addresses apart.
ADDRESSES = st.text(min_size=1, max_size=20).filter(
    lambda text: any(sign.isprintable() and not sign.isspace() for sign in text)
) | st.sampled_from(
    ["12 rue des Lilas", "71270", "1370", "59999", "#N/A", "3,53E+08", "<b>", "4.8298", "Mâcon"]
)


@given(st.sets(st.sampled_from(PLACING), min_size=1), st.lists(ADDRESSES, min_size=12, max_size=12))
def test_two_files_that_differ_by_a_secret_address_are_told_the_same(ground, columns, values):
    rules = Rules(taxonomy(), ground, NOW)
    first, second = (
        validate(RawRow(LINE, ROW | SECRET | dict(zip(sorted(columns), half, strict=False))), rules)
        for half in (values[:6], values[6:])
    )
    assert first == second


@pytest.mark.parametrize(
    ("category", "place"), list(product(SECRET_CATEGORIES, ["exact", "commune", "territoire"]))
)
def test_a_shelter_is_secret_or_is_refused_without_repeating_anything(judge, category, place):
    verdict = judge(categorie=category, lieu=place, visibilite="reseau")
    assert verdict.row is None
    assert (Fault.SECRET_CATEGORY, "lieu") in _faults(verdict)
    said = " ".join(told(verdict))
    assert not any(ROW[column] in said for column in PLACING if ROW[column])


@pytest.mark.parametrize("lieu", ["", "secrète", "confidentiel", "12 rue des Lilas", "exat"])
def test_a_place_one_cannot_read_may_be_secret(judge, lieu):
    verdict = judge(lieu=lieu, telephone="12345678", service="ab")
    assert verdict.row is None
    said = " ".join(told(verdict))
    cells = {**ROW, "lieu": lieu, "telephone": "12345678"}
    assert not any(cells[column] in said for column in (*PLACING, "telephone") if cells[column])
    assert not lieu or lieu not in said


@pytest.mark.parametrize("category", [*SECRET_CATEGORIES, "avocat"])
def test_a_secret_row_is_never_public(judge, category):
    verdict = judge(**(SECRET | {"categorie": category, "visibilite": "publique"}))
    assert verdict.row is None
    assert (Fault.SECRET_PUBLIC, "visibilite") in _faults(verdict)


@pytest.mark.parametrize("code", ["reseau", "restreinte"])
def test_any_category_may_be_secret(judge, code):
    verdict = judge(**(SECRET | {"categorie": "avocat", "visibilite": code}))
    assert entry_of(verdict).visibility in {Visibility.NETWORK, Visibility.RESTRICTED}


@pytest.mark.parametrize("zone", ["71270", "1370", "71999", "Mâcon", "Cluny", "01370|71", "99"])
def test_a_zone_that_would_locate_a_secret_place_is_refused_with_fixed_words(judge, zone):
    verdict = judge(**(SECRET | {"zone": zone}))
    assert _faults(verdict) == [(Fault.SECRET_ZONE, "zone")]
    assert not any(part in told(verdict)[0] for part in zone.split("|") if part != "71")


@pytest.mark.parametrize(
    ("zone", "area"), [("200071884", "200071884"), ("71|01", ""), ("france", "france"), ("", "")]
)
def test_a_secret_place_serves_a_wide_area(judge, zone, area):
    assert entry_of(judge(**(SECRET | {"zone": zone}))).spot == Spot(Place.SECRET, area=area)


@pytest.mark.parametrize(
    "text",
    [
        "Entrée par le 12 rue des Lilas",
        "12 bis, avenue de la Gare",
        "À Mâcon (71000)",
        "46.3055, 4.8298",
        "https://www.openstreetmap.org/#map",
        "voir maps.example.fr",
    ],
)
@pytest.mark.parametrize("column", ["structure", "service", "description", "horaires_note"])
def test_words_that_look_like_an_address_refuse_a_secret_row(judge, column, text):
    verdict = judge(**(SECRET | {column: text}))
    assert verdict.row is None
    assert (Fault.SECRET_TEXT, column) in _faults(verdict)
    assert text not in " ".join(told(verdict))


@pytest.mark.parametrize(
    "text",
    [
        "Contact par l’astreinte ou par le 115.",
        "12 places, femmes avec ou sans enfants",
        "Appeler le 06 39 98 00 02",
        "Ouvert en 2026, 24 h sur 24",
    ],
)
def test_words_that_do_not_are_taken(judge, text):
    assert entry_of(judge(**(SECRET | {"horaires_note": text})))


def test_the_places_of_a_secret_row_are_dropped_and_told(judge):
    verdict = judge(**SECRET, places_total="6", places_libres="2", places_vues_le="2026-11-20")
    places = entry_of(verdict).places
    assert (places.total, places.free, places.seen_at) == (None, None, None)
    assert {fault for fault, _ in _faults(verdict)} == {Fault.SECRET_PLACES}


def test_a_secret_row_keeps_telephones_and_nothing_else_to_reach_it(judge):
    verdict = judge(**SECRET, courriel="accueil@example.fr", site_web="https://example.fr")
    reach = entry_of(verdict).reach
    assert (reach.mail, reach.website, reach.phone) == (None, None, "+33353010005")
    assert _faults(verdict) == [
        (Fault.SECRET_CONTACT, "courriel"),
        (Fault.SECRET_CONTACT, "site_web"),
    ]


def test_a_secret_row_without_a_telephone_is_told(judge):
    verdict = judge(**(SECRET | {"telephone": ""}))
    assert entry_of(verdict)
    assert told(verdict)[0].endswith("le 115 sera affiché")
    assert judge(**(SECRET | {"telephone": "", "telephone_pro": "115"})).messages == ()


MARK = "ZYXWVUTSRQ"


@pytest.mark.parametrize("column", [column for column in COLUMNS if column != "lieu"])
def test_no_message_of_a_secret_row_repeats_a_cell(judge, column):
    for value in (
        MARK,
        f"{MARK} 12 rue X",
        f"<i>{MARK}",
        f"{MARK}\x07",
        f"{MARK}@x",
        f"{MARK}|{MARK}2",
    ):
        verdict = judge(**(SECRET | {column: value}))
        assert MARK not in " ".join(told(verdict))
        assert all(MARK not in m.value + m.detail for m in verdict.messages)


def test_an_entry_already_secret_is_never_located_by_a_file(rules):
    strict = Rules(rules.taxonomy, rules.ground, rules.now, withheld=lambda cells: True)
    said = set()
    for cells in ({}, {"adresse": "ailleurs"}, {"lieu": "commune", "code_insee": "59999"}):
        verdict = validate(RawRow(LINE, ROW | cells), strict)
        assert verdict.row is None
        said |= set(told(verdict))
    fixed = "cette fiche est protégée\u00a0: un import ne peut pas la situer"
    assert said == {f"ligne 12, colonne lieu\u00a0: {fixed}"}


def test_an_entry_already_secret_is_updated_by_a_secret_row(rules):
    strict = Rules(rules.taxonomy, rules.ground, rules.now, withheld=lambda cells: True)
    assert validate(RawRow(LINE, ROW | SECRET), strict).row is not None
