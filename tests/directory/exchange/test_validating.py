"""Each sentence of import-format.md §2 about a cell that is not a place."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.data.lists import taxonomy
from directory.decisions.offer import Access, Animals, CalledBy, Cost, Mode, Public
from directory.exchange.columns import COLUMNS
from directory.exchange.messages import ERRORS, Fault
from directory.exchange.reading import RawRow
from directory.exchange.validating import Rules, repeated_keys, validate
from directory.models import Visibility
from tests.directory.exchange.rows import LINE, NOW, PLACELESS, ROW, SECRET, entry_of, told


def _faults(verdict):
    return [(message.fault, message.column) for message in verdict.messages]


def test_the_believable_row_is_taken_without_a_remark(judge):
    verdict = judge()
    assert verdict.messages == ()
    assert entry_of(verdict).key == "essai-001"
    assert verdict.row.given == frozenset(COLUMNS)


@pytest.mark.parametrize(
    "column", ["identifiant", "structure", "service", "categorie", "lieu", "visibilite", "source"]
)
def test_a_compulsory_cell_cannot_be_empty(judge, column):
    verdict = judge(**{column: ""})
    assert verdict.row is None
    assert (Fault.EMPTY, column) in _faults(verdict)


def test_a_message_says_line_column_value_and_why(judge):
    assert told(judge(code_insee="59999")) == [
        "ligne 12, colonne code_insee\u00a0: «\u00a059999\u00a0» n’existe pas"
    ]


def test_every_fault_of_a_row_is_told_at_once(judge):
    verdict = judge(
        identifiant="é!", structure="ab", telephone="12345678", courriel="x", frais="5 €"
    )
    assert {column for _, column in _faults(verdict)} == {
        "identifiant",
        "structure",
        "telephone",
        "courriel",
        "frais",
    }


@pytest.mark.parametrize("key", ["a", "fic-001", "dila2019:mjd-71270-01", "A.b_c:d-9", "x" * 80])
def test_an_identifier_of_admitted_signs(judge, key):
    assert entry_of(judge(identifiant=key)).key == key


@pytest.mark.parametrize("key", ["deux mots", "é", "a/b", "x" * 81, "1,5"])
def test_an_identifier_of_other_signs_is_refused(judge, key):
    assert judge(identifiant=key).row is None


def test_an_identifier_a_spreadsheet_made_a_number_is_the_same_key(judge):
    assert entry_of(judge(identifiant="710781824.0")).key == "710781824"


def test_an_identifier_twice_in_the_file_refuses_both_rows(rules):
    rows = [
        RawRow(2, ROW | {"identifiant": "a.1"}),
        RawRow(3, ROW),
        RawRow(4, ROW | {"identifiant": " a.1 "}),
    ]
    assert repeated_keys(rows) == {"a.1": [2, 4]}
    strict = Rules(rules.taxonomy, rules.ground, rules.now, repeated=repeated_keys(rows))
    first, other, second = (validate(row, strict) for row in rows)
    assert first.row is None
    assert second.row is None
    assert other.row is not None
    assert told(first)[0].endswith("deux fois dans le fichier (lignes 2, 4)")


@pytest.mark.parametrize(("column", "fewest", "most"), [("structure", 3, 150), ("service", 3, 140)])
def test_names_have_bounds(judge, column, fewest, most):
    assert entry_of(judge(**{column: "a" * fewest}))
    assert entry_of(judge(**{column: "a" * most}))
    assert _faults(judge(**{column: "a" * (fewest - 1)})) == [(Fault.TOO_SHORT, column)]
    assert _faults(judge(**{column: "a" * (most + 1)})) == [(Fault.TOO_LONG, column)]


@pytest.mark.parametrize(
    ("column", "most"),
    [("description", 2000), ("adresse", 200), ("horaires_note", 200), ("source", 120)],
)
def test_texts_have_a_length(judge, column, most):
    assert entry_of(judge(**{column: "a" * most}))
    assert _faults(judge(**{column: "a" * (most + 1)})) == [(Fault.TOO_LONG, column)]


@pytest.mark.parametrize("column", ["structure", "description", "adresse", "horaires_note"])
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<b>gras</b>", Fault.MARKUP),
        ("<script src=x>", Fault.MARKUP),
        ("#N/A", Fault.SPREADSHEET_ERROR),
        ("NULL", Fault.SPREADSHEET_ERROR),
        ("3,53E+08", Fault.MANGLED_NUMBER),
        ("a\u202eb c", Fault.FORBIDDEN_SIGN),
        ("a\x07b c", Fault.FORBIDDEN_SIGN),
    ],
)
def test_no_cell_holds_markup_damage_or_hidden_signs(judge, column, text, fault):
    verdict = judge(**{column: text})
    assert verdict.row is None
    assert (fault, column) in _faults(verdict)


@pytest.mark.parametrize("text", ["moins < de 3 enfants", "enfants <3 ans", "a > b"])
def test_a_plain_comparison_is_no_markup(judge, text):
    assert entry_of(judge(description=text)).offer.description == text


@pytest.mark.parametrize("category", taxonomy().categories.values(), ids=lambda c: c.code)
def test_every_category_is_known_by_code_and_by_label(judge, category):
    place = SECRET if category.sensitivity == "secret" else {}
    for typed in (category.code, category.code.upper(), category.label):
        verdict = judge(**(place | {"categorie": typed, "visibilite": "reseau"}))
        assert entry_of(verdict).category == category.code


def test_an_unknown_category_proposes_the_nearest(judge):
    (message,) = told(judge(categorie="avocate"))
    assert "«\u00a0avocate\u00a0» n’existe pas" in message
    assert "vouliez-vous dire avocat" in message


def test_unknown_needs_are_dropped_and_told(judge):
    verdict = judge(besoins="Droits_info | inconnu|droits_info |divorce_autorite_parentale")
    assert entry_of(verdict).offer.needs == ("droits_info", "divorce_autorite_parentale")
    assert _faults(verdict) == [(Fault.DROPPED, "besoins")]
    assert verdict.messages[0].value == "inconnu"


def test_no_need_stated_is_kept_as_none_stated(judge):
    assert entry_of(judge(besoins="")).offer.needs == ()


@pytest.mark.parametrize(
    "text",
    [
        "Appeler le 06 39 98 00 01 le soir",
        "Écrire à jeanne@example.fr",
        "Demander Mme Durand",
        "Voir M. Lefèvre",
    ],
)
def test_a_description_that_speaks_of_a_person_is_told(judge, text):
    verdict = judge(description=text)
    assert entry_of(verdict)
    assert _faults(verdict) == [(Fault.PERSONAL, "description")]


def test_a_description_of_a_service_is_not(judge):
    text = "Accueil au 03 53 01 00 01, 12 agents. Mme ou M. : dites votre prénom."
    assert judge(description=text).messages == ()


@pytest.mark.parametrize("column", ["telephone", "telephone_pro"])
def test_a_malformed_phone_is_refused(judge, column):
    assert _faults(judge(**{column: "12 34"})) == []
    assert _faults(judge(**{column: "03 53 01"})) == [(Fault.MALFORMED, column)]
    assert _faults(judge(**{column: "3,53E+08"})) == [(Fault.MANGLED_NUMBER, column)]


def test_an_unknown_phone_stays_empty(judge):
    reach = entry_of(judge(telephone="", telephone_pro="")).reach
    assert (reach.phone, reach.pro_phone) == (None, None)


def test_the_same_line_for_all_and_for_professionals_is_told(judge):
    verdict = judge(telephone="03 53 01 00 05", telephone_pro="+33353010005")
    assert _faults(verdict) == [(Fault.SAME_PHONE, "telephone_pro")]


def test_a_mailbox_is_lower_cased(judge):
    assert entry_of(judge(courriel="Accueil@Example.FR")).reach.mail == "accueil@example.fr"


@pytest.mark.parametrize(
    "mail",
    ["accueil", "a@b", "a b@example.fr", "a@example.fr;b@example.fr", "@example.fr", "a@.fr"],
)
def test_a_malformed_mailbox_is_refused(judge, mail):
    assert _faults(judge(courriel=mail)) == [(Fault.MALFORMED, "courriel")]


@pytest.mark.parametrize("mail", ["jeanne.durand@example.fr", "anne-marie.petit@example.fr"])
def test_a_mailbox_of_a_person_is_told(judge, mail):
    verdict = judge(courriel=mail)
    assert entry_of(verdict).reach.mail == mail
    assert _faults(verdict) == [(Fault.PERSONAL_MAIL, "courriel")]


@pytest.mark.parametrize(
    "mail",
    [
        "accueil@example.fr",
        "mairie.macon@example.fr",
        "service.social@example.fr",
        "cob.x@example.fr",
    ],
)
def test_a_mailbox_of_an_office_is_not(judge, mail):
    assert judge(courriel=mail).messages == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.example.fr/a?b=1", "https://www.example.fr/a?b=1"),
        ("http://example.fr", "http://example.fr"),
        ("www.example.fr", "https://www.example.fr"),
        ("", None),
    ],
)
def test_a_site_has_its_scheme(judge, typed, kept):
    assert entry_of(judge(site_web=typed)).reach.website == kept


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "ftp://example.fr", "example.fr", "data:text/html,x", "//example.fr"],
)
def test_another_scheme_is_refused(judge, typed):
    assert _faults(judge(site_web=typed)) == [(Fault.BAD_SCHEME, "site_web")]


@pytest.mark.parametrize("typed", ["https://", "https://[", "https://exa mple.fr"])
def test_a_site_that_goes_nowhere_is_refused(judge, typed):
    assert _faults(judge(site_web=typed)) == [(Fault.MALFORMED, "site_web")]


def test_a_site_has_a_length(judge):
    longest = "https://example.fr/" + "a" * 281
    assert entry_of(judge(site_web=longest)).reach.website == longest
    assert _faults(judge(site_web=longest + "a")) == [(Fault.TOO_LONG, "site_web")]


def test_empty_hours_are_unknown(judge):
    assert entry_of(judge(horaires="")).reach.hours is None


def test_hours_that_do_not_parse_say_where(judge):
    (message,) = told(judge(horaires="Mo-Fr 09h-12h"))
    assert message.endswith("ne se lit pas comme des horaires, à partir du caractère 7")


@pytest.mark.parametrize(
    ("hours", "fault"),
    [
        ("Tu[1,3] 14:00-17:00; SH off", Fault.SCHOOL_HOLIDAYS),
        ("Jul-Aug off; Mo-Fr 09:00-12:00", Fault.EXCEPTION_OVERRIDDEN),
    ],
)
def test_hours_that_may_not_mean_what_they_say_are_told(judge, hours, fault):
    verdict = judge(horaires=hours)
    assert entry_of(verdict).reach.hours == hours
    assert _faults(verdict) == [(fault, "horaires")]


def test_hours_have_a_length(judge):
    assert _faults(judge(horaires="24/7; " * 100)) == [(Fault.TOO_LONG, "horaires")]


LISTS = {
    "publics": ("publics", Public, 13),
    "accessibilite": ("accessibility", Access, 6),
    "modes_accueil": ("modes", Mode, 3),
    "saisine": ("called_by", CalledBy, 2),
}
WORDS = {
    "publics": "femmes | hommes|femmes|Femmes avec enfants",
    "accessibilite": "fauteuil|facile_a_lire|Accès discret",
    "modes_accueil": "sur_place | à distance",
    "saisine": "usagers|professionnels",
}
VALUES = {
    "publics": (Public.WOMEN, Public.MEN, Public.WOMEN_WITH_CHILDREN),
    "accessibilite": (Access.WHEELCHAIR, Access.EASY_TO_READ, Access.DISCREET_ENTRANCE),
    "modes_accueil": (Mode.ON_SITE, Mode.REMOTE),
    "saisine": (CalledBy.PERSON, CalledBy.PROFESSIONALS),
}


@pytest.mark.parametrize("column", LISTS)
def test_a_list_keeps_its_order_without_duplicates(judge, column):
    attribute, kind, size = LISTS[column]
    assert len(kind) == size
    assert getattr(entry_of(judge(**{column: WORDS[column]})).offer, attribute) == VALUES[column]
    assert getattr(entry_of(judge(**{column: ""})).offer, attribute) == ()


@pytest.mark.parametrize("column", [*LISTS, "animaux", "frais", "lieu", "visibilite"])
def test_a_word_outside_a_closed_list_is_refused_with_the_list(judge, column):
    verdict = judge(**{column: "inconnu"})
    assert (Fault.NOT_IN_LIST, column) in _faults(verdict)
    assert verdict.row is None


@pytest.mark.parametrize(
    ("column", "attribute", "words"),
    [
        ("animaux", "animals", {"oui": Animals.YES, "non": Animals.NO, "": None}),
        ("animaux", "animals", {"Sur demande": Animals.ON_REQUEST}),
        ("frais", "cost", {"gratuit": Cost.FREE, "payant": Cost.PAID, "": None}),
        ("frais", "cost", {"sous_conditions": Cost.CONDITIONAL}),
    ],
)
def test_single_codes(judge, column, attribute, words):
    for typed, code in words.items():
        assert getattr(entry_of(judge(**{column: typed})).offer, attribute) is code


def test_everyone_wins_over_anyone_in_particular(judge):
    verdict = judge(publics="femmes|tous")
    assert entry_of(verdict).offer.publics == (Public.EVERYONE,)
    assert _faults(verdict) == [(Fault.EVERYONE_WINS, "publics")]


def test_no_access_stands_alone(judge):
    assert entry_of(judge(accessibilite="non")).offer.accessibility == (Access.NONE,)
    assert _faults(judge(accessibilite="non|fauteuil")) == [(Fault.ALONE, "accessibilite")]


def test_languages_are_iso_codes_or_sign_language(judge):
    verdict = judge(langues="FR|lsf | ar|xx|fr")
    assert entry_of(verdict).offer.languages == ("fr", "fsl", "ar")
    assert _faults(verdict) == [(Fault.DROPPED, "langues")]


def test_places_are_counted_seen_and_dated(judge):
    verdict = judge(places_total="6.0", places_libres="2", places_vues_le="19/11/2026 08:00")
    places = entry_of(verdict).places
    assert (places.total, places.free) == (6, 2)
    assert places.seen_at == datetime(2026, 11, 19, 7, 0, tzinfo=UTC)


def test_unknown_places_are_never_zero(judge):
    assert entry_of(judge()).places.free is None
    assert entry_of(judge(places_total="6")).places.free is None


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"places_total": "-1"}, (Fault.OUT_OF_BOUNDS, "places_total")),
        ({"places_total": "501"}, (Fault.OUT_OF_BOUNDS, "places_total")),
        ({"places_total": "2.5"}, (Fault.MALFORMED, "places_total")),
        ({"places_libres": "1"}, (Fault.UNDATED, "places_libres")),
        (
            {"places_total": "2", "places_libres": "3", "places_vues_le": "2026-11-20"},
            (Fault.MORE_THAN_TOTAL, "places_libres"),
        ),
        ({"places_vues_le": "2026-11-25"}, (Fault.FUTURE, "places_vues_le")),
        ({"places_vues_le": "2026-11-24T14:11"}, (Fault.FUTURE, "places_vues_le")),
        ({"places_vues_le": "hier"}, (Fault.MALFORMED, "places_vues_le")),
    ],
)
def test_places_that_cannot_be_are_refused(judge, cells, fault):
    assert _faults(judge(**cells)) == [fault]


def test_places_seen_this_minute_are_not_in_the_future(judge):
    assert judge(places_vues_le="2026-11-24T14:10").messages == ()


@pytest.mark.parametrize(
    ("typed", "kept", "fault"),
    [
        ("2026-11-24", date(2026, 11, 24), None),
        ("2025-11-24", date(2025, 11, 24), None),
        ("2025-11-23", date(2025, 11, 23), Fault.STALE),
        ("2000-01-01", date(2000, 1, 1), Fault.STALE),
        ("", None, Fault.NEVER_VERIFIED),
    ],
)
def test_the_day_somebody_confirmed_the_row(judge, typed, kept, fault):
    verdict = judge(verifie_le=typed)
    assert entry_of(verdict).verified_on == kept
    assert [message.fault for message in verdict.messages] == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("2026-11-25", Fault.FUTURE),
        ("1999-12-31", Fault.TOO_OLD),
        ("10/13/2026", Fault.MALFORMED),
        ("hier", Fault.MALFORMED),
    ],
)
def test_a_day_that_cannot_be_is_refused(judge, typed, fault):
    verdict = judge(verifie_le=typed)
    assert verdict.row is None
    assert _faults(verdict) == [(fault, "verifie_le")]


def test_today_is_the_day_of_paris(rules):
    late = Rules(rules.taxonomy, rules.ground, datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    verdict = validate(RawRow(LINE, ROW | {"verifie_le": "2026-11-25"}), late)
    assert verdict.messages == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("publique", Visibility.PUBLIC),
        ("Réseau", Visibility.NETWORK),
        ("restreinte", Visibility.RESTRICTED),
    ],
)
def test_three_visibilities(judge, typed, code):
    assert entry_of(judge(visibilite=typed)).visibility is code


def test_authors_services_made_public_are_told(judge):
    verdict = judge(categorie="cpca_auteurs", visibilite="publique")
    assert entry_of(verdict)
    assert _faults(verdict) == [(Fault.WALLED_OFF_PUBLIC, "visibilite")]
    assert judge(categorie="cpca_auteurs", visibilite="reseau").messages == ()


def test_absent_columns_survive_into_the_row(rules):
    cells = {column: ROW[column] for column in ROW if not column.startswith(("tele", "hor"))}
    verdict = validate(RawRow(LINE, cells), rules)
    assert verdict.row.given == frozenset(cells)
    assert "telephone" not in verdict.row.given


ANYTHING = st.text(max_size=30) | st.sampled_from(
    ["#N/A", "3,53E+08", "|", "=1+1", "71000.0", "secret", "exact", "Mo-Fr 09:00-12:00", "nan"]
)


@given(st.dictionaries(st.sampled_from(COLUMNS), ANYTHING, max_size=8))
def test_any_cells_are_an_entry_or_are_refused_in_french(ground, cells):
    verdict = validate(RawRow(LINE, ROW | cells), Rules(taxonomy(), ground, NOW))
    refused = any(message.fault in ERRORS for message in verdict.messages)
    assert (verdict.row is None) == refused
    assert all(text.startswith("ligne 12, colonne ") for text in told(verdict))


def test_a_territory_row_without_a_place_is_taken(judge):
    assert judge(**PLACELESS, lieu="territoire", zone="71").messages == ()
