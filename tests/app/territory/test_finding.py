"""What agents type for a place, and what they get: never another place without a word."""

import re
import string
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.kernel.text import fold
from app.territory.areas import Departement, Epci, Territory
from app.territory.atlas import finder, gazetteer
from app.territory.communes import CommuneRecord, FormerCommune, Gazetteer, PointKind
from app.territory.finding import MAX_CHARACTERS, Choice, Finder, Found
from app.territory.naming import HOLY, name_key
from app.territory.points import Point

HOME = gazetteer().home


def code_of(typed: str, anchor: Point | None = None) -> str:
    """Return the code of the commune that `typed` surely means."""
    answer = finder().find(typed, anchor=anchor)
    assert isinstance(answer, Found), (typed, answer)
    return answer.commune.code


def names_of(typed: str, anchor: Point | None = None) -> list[str]:
    """Return the names between which `typed` leaves the choice, in order."""
    answer = finder().find(typed, anchor=anchor)
    assert isinstance(answer, Choice), (typed, answer)
    return [commune.name for commune in answer.communes]


def spellings(name: str) -> Iterator[str]:
    """Yield the ways that an agent writes the name of a commune, all of them without a fault."""
    typed = fold(name)
    yield name
    yield name.replace("’", "'")
    yield name.upper()
    yield typed
    yield typed.replace("-", " ").replace("'", " ")
    yield name_key(name).title()
    for whole, short in (
        (r"\bsaint\b", "st"),
        (r"\bsaint\b", "st."),
        (r"\bsainte\b", "ste"),
        (r"-sur-", " s/ "),
        (r"-sur-", " s/"),
        (r"-sous-", " s/s "),
        (r"-les-", " lez "),
        (r"-les-", "-lès-"),
        (r"^(la |le |les |l')", ""),
    ):
        yield re.sub(whole, short, typed)
    if article := re.match(r"(la|le|les) (.*)", typed):
        yield f"{article[2]} ({article[1]})".upper()


@pytest.mark.parametrize("commune", HOME, ids=lambda commune: commune.code)
def test_every_commune_of_the_network_is_found_however_it_is_written(commune):
    for typed in spellings(commune.name):
        assert code_of(typed) == commune.code, typed


@pytest.mark.parametrize("commune", HOME, ids=lambda commune: commune.code)
def test_every_commune_of_the_network_is_found_by_its_label_and_its_postcode(commune):
    departement = gazetteer().departement(commune.departement)
    assert departement is not None
    for typed in (
        commune.code,
        gazetteer().label(commune),
        f"{commune.name} ({commune.departement})",
        f"{commune.postcodes[0]} {commune.name}",
        f"{fold(commune.name)}, {commune.postcodes[0]}",
    ):
        if typed == commune.code and gazetteer().with_postcode(typed):
            continue  # read as the postcode it also is: « 71270 »
        assert code_of(typed) == commune.code, typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cluny", "Cluny"),
        ("Tournus", "Tournus"),
        ("matour", "Matour"),
        ("Chalon", "Chalon-sur-Saône"),
        ("chalon s/ saone", "Chalon-sur-Saône"),
        ("roanne", "Roanne"),
        ("Villefranche", "Villefranche-sur-Saône"),
        ("villefranche sur saone", "Villefranche-sur-Saône"),
        ("Moulins", "Moulins"),
        ("vichy", "Vichy"),
        ("Autun", "Autun"),
        ("le creusot", "Le Creusot"),
        ("creusot", "Le Creusot"),
        ("Montceau", "Montceau-les-Mines"),
        ("bourg", "Bourg-en-Bresse"),
        ("Louhans", "Louhans-Châteaurenaud"),
        ("Belleville", "Belleville-en-Beaujolais"),
        ("Lyon", "Lyon"),
        ("Dijon", "Dijon"),
        ("Paris", "Paris"),
        ("paray", "Paray-le-Monial"),
        ("semur", "Semur-en-Brionnais"),
        ("romaneche", "Romanèche-Thorins"),
        ("Toulon", "Toulon-sur-Arroux"),
        ("charnay", "Charnay-lès-Mâcon"),
        ("71018 MACON CEDEX 9", "Mâcon"),
        ("Ajaccio", "Ajaccio"),
        ("2a004", "Ajaccio"),
    ],
)
def test_what_is_typed_every_day_is_understood(typed, name):
    commune = gazetteer().commune(code_of(typed))
    assert commune is not None
    assert commune.name == name


@pytest.mark.parametrize(
    ("typed", "today"),
    [("Loché", "71270"), ("Sennecé", "71270"), ("flacé", "71270"), ("Brandon", "71134")],
)
def test_a_merged_commune_keeps_its_name_in_peoples_mouths(typed, today):
    assert code_of(typed) == today


def test_homonyms_prefer_the_network_and_are_still_shown():
    keys = {}
    for commune in gazetteer().communes:
        keys.setdefault(fold(commune.name), []).append(commune)
    shared = [commune for commune in HOME if len(keys[fold(commune.name)]) > 1]
    assert len(shared) == 24
    for commune in shared:
        answer = finder().find(commune.name)
        assert isinstance(answer, Found)
        assert answer.commune.code == commune.code
        homonyms = {other.code for other in keys[fold(commune.name)]} - {commune.code}
        assert homonyms <= {other.code for other in answer.others}


def test_a_postcode_of_several_communes_is_always_a_choice():
    names = names_of("71800")
    assert len(names) == 22
    assert {"La Clayette", "Dyo", "Vauban"} <= set(names)
    assert names_of("01750")[0] == "Saint-Laurent-sur-Saône"  # ours, then the nearest
    assert "Saint-Laurent-sur-Saône" not in names_of("01370")
    assert code_of("71160 Digoin") == "71176"
    assert finder().find("99999") is None


def test_a_choice_is_ordered_by_territory_then_by_nearness():
    laurents = names_of("st laurent")
    assert set(laurents[:2]) == {"Saint-Laurent-sur-Saône", "Saint-Laurent-en-Brionnais"}
    assert laurents[2] == "Saint-Laurent-d’Andenay"
    seen_from = {code: names_of("st laurent", anchor=point(code))[0] for code in ("71270", "71120")}
    assert seen_from == {"71270": "Saint-Laurent-sur-Saône", "71120": "Saint-Laurent-en-Brionnais"}


def point(code: str) -> Point:
    """Return the reference point of a commune that has one."""
    commune = gazetteer().commune(code)
    assert commune is not None
    assert commune.point is not None
    return commune.point


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("varennes", "Varennes-lès-Mâcon"),
        ("Bourbon", "Bourbon-Lancy"),
        ("la motte", "La Motte-Saint-Jean"),
        ("saint gengoux", "Saint-Gengoux-de-Scissé"),
        ("Massy", "La Vineuse sur Fregande"),  # or the large town near Paris: Massy was merged
        ("Sens", "Sens-sur-Seille"),
        ("Carolles", "Charolles"),  # the far one exists; a fault is as likely
    ],
)
def test_what_only_a_person_can_settle_is_a_choice(typed, first):
    assert first in names_of(typed)
    assert len(names_of(typed)) > 1


def test_a_name_and_a_number_that_disagree_are_never_settled():
    answer = finder().find("71000 Digoin")
    assert isinstance(answer, Choice)
    assert answer.corrected
    assert {"Digoin", "Mâcon"} <= {commune.name for commune in answer.communes}
    assert names_of("Digoin (01)") == ["Digoin"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("digoing", "Digoin"),
        ("Chaufailles", "Chauffailles"),
        ("geugnon", "Gueugnon"),
        ("macn", "Mâcon"),
        ("parray", "Paray-le-Monial"),
        ("paraylemonial", "Paray-le-Monial"),
        ("vilefranche", "Villefranche-sur-Saône"),
        ("lhopital le mercier", "L’Hôpital-le-Mercier"),
        ("sant yan", "Saint-Yan"),
        ("semur en brionais", "Semur-en-Brionnais"),
        ("bourbon lancie", "Bourbon-Lancy"),
    ],
)
def test_a_fault_is_forgiven_near_the_network_and_said(typed, name):
    answer = finder().find(typed)
    assert isinstance(answer, Found)
    assert answer.corrected
    assert answer.commune.name == name


def test_a_fault_is_not_forgiven_elsewhere():
    for name, fault in (("Marseille", "Marseile"), ("Bordeaux", "Bordaux")):
        assert isinstance(finder().find(name), Found)
        assert finder().find(fault) is None


INVENTED = """
azerty|coiffeur|qwxz|Zzz|Xyloval|avocat|juriste|police|samedi|enfant|logement|mercredi|maison
psychologue|urgence|madame|Trifouilly-les-Oies|Saint-Glinglin|Perpète|Brumeval|Roncebrume
Montvieux-les-Ormes|Villebrune-sur-Arconce|Sainte-Cunégonde-du-Lac|Pétaouchnok|Clochemerle
Plouc-sur-Mer|Bellefontaine-aux-Loups|La Tour-Prends-Garde|Vallombreuse-le-Petit|Port-Brisé
Grand-Champ-des-Moines|Fouilly-le-Moulin|Saint-Frusquin|Sainte-Nitouche|Tataouine-les-Bains
Ker-Avel-sur-Loire|Noirmont-sous-Bois|Combe-Perdue|Les Trois-Fontaines-Noires
"""


@pytest.mark.parametrize("invented", INVENTED.strip().replace("\n", "|").split("|"))
def test_an_invented_name_finds_nothing(invented):
    assert finder().find(invented) is None


@pytest.mark.parametrize("typed", ["", " ", "-", "la", "st", "12", "()", "(71)", "0", "Lyon 3"])
def test_nothing_is_made_of_nothing(typed):
    assert finder().find(typed) is None


def test_a_text_longer_than_any_name_is_not_read():
    padding = " " * (MAX_CHARACTERS - len("Digoin"))
    assert finder().find(f"Digoin{padding}") is not None
    assert finder().find(f"Digoin{padding} ") is None


def with_one_fault(draw: st.DrawFn, key: str) -> str:
    """Return `key` with one letter added, lost, changed, or exchanged with the next."""
    at = draw(st.integers(0, len(key) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    return draw(
        st.sampled_from(
            (
                key[:at] + letter + key[at:],
                key[:at] + key[at + 1 :],
                key[:at] + letter + key[at + 1 :],
                key[:at] + key[at + 1 : at + 2] + key[at] + key[at + 2 :],
            )
        )
    )


LONG_NAMES = [
    commune
    for commune in HOME
    if len("".join(word for word in name_key(commune.name).split() if word not in HOLY)) >= 7
]


@settings(deadline=None)
@given(st.data())
def test_one_fault_in_a_long_name_never_hides_the_commune(data):
    """The commune meant is found, or shown beside what was literally typed; or nothing is."""
    commune = data.draw(st.sampled_from(LONG_NAMES))
    typed = data.draw(st.composite(with_one_fault)(name_key(commune.name)))
    answer = finder().find(typed)
    assume(answer is not None)
    assert answer is not None
    assert commune in answer.communes, (typed, answer)
    if isinstance(answer, Found) and answer.commune != commune:
        assert name_key(answer.commune.name).startswith(typed)  # it bears the name typed


@settings(deadline=None)
@given(st.text(max_size=MAX_CHARACTERS + 5))
def test_whatever_is_typed_gets_an_answer_or_none(text):
    answer = finder().find(text)
    if answer is not None:
        assert answer.communes
        assert len(answer.communes) == len(set(answer.communes))


# A small country of our own, to see each rule alone.

VILLAGE, CITY = 300, 9_000


def make_commune(
    name: str,
    *,
    code: str,
    km_east: float = 0.0,
    population: int = VILLAGE,
    ours: bool = False,
) -> CommuneRecord:
    """Return a commune on the equator, `km_east` of the network."""
    return CommuneRecord(
        code=code,
        name=name,
        postcodes=("71000",),
        point=Point(km_east / 111.2, 0),
        point_kind=PointKind.TOWN_HALL,
        population=population,
        epci="100000000" if ours else None,
        departement="71",
        territory="ours" if ours else None,
    )


def make_finder(
    *communes: CommuneRecord,
    former: tuple[FormerCommune, ...] = (),
    nicknames: dict[str, str] | None = None,
) -> Finder:
    """Return a finder over `communes` and a commune of the network at the origin."""
    anchor = make_commune("Anchor", code="00001", ours=True)
    country = Gazetteer(
        [anchor, *communes],
        former=former,
        epcis=[Epci("100000000", "EPCI")],
        departements=[Departement("71", "Saône-et-Loire")],
        territories=[Territory("ours", "Ours", ("100000000",))],
    )
    return Finder(country, nicknames=nicknames or {})


def test_a_short_name_is_that_of_a_place_ten_times_more_populous():
    small = make_commune("Ville-les-Bois", code="00002", km_east=10)
    for population, sure in ((VILLAGE * 10, True), (VILLAGE * 10 - 1, False)):
        large = make_commune("Ville-sur-Eau", code="00003", km_east=20, population=population)
        answer = make_finder(small, large).find("ville")
        assert answer is not None
        assert isinstance(answer, Found) is sure
        assert set(answer.communes) == {small, large}


def test_a_short_name_is_not_that_of_a_far_place():
    far = make_commune("Ville-sur-Mer", code="00002", km_east=61, population=CITY)
    assert make_finder(far).find("ville") is None
    near = make_commune("Ville-sur-Mer", code="00002", km_east=59, population=CITY)
    assert make_finder(near).find("ville") == Found(near)


def test_a_far_homonym_of_any_size_does_not_beat_ours():
    ours = make_commune("Ville", code="00002", km_east=10, ours=True)
    far = make_commune("Ville", code="00003", km_east=500, population=CITY)
    assert make_finder(ours, far).find("Ville") == Found(ours, (far,))


def test_the_only_near_homonym_wins_over_far_ones():
    near = make_commune("Ville", code="00002", km_east=30)
    far = make_commune("Ville", code="00003", km_east=500, population=CITY)
    assert make_finder(near, far).find("Ville") == Found(near, (far,))


def test_two_of_ours_with_one_name_are_a_choice():
    one = make_commune("Ville", code="00002", km_east=10, ours=True)
    other = make_commune("Ville", code="00003", km_east=20, population=CITY, ours=True)
    assert make_finder(one, other).find("ville") == Choice((one, other))


def test_local_usage_is_sure_and_shows_what_it_sets_aside():
    lancy = make_commune("Bourbon-Lancy", code="00002", km_east=10, ours=True)
    other = make_commune("Bourbon-Autre", code="00003", km_east=20)
    places = make_finder(lancy, other, nicknames={"Le Bourbon": "00002"})
    assert places.find("bourbon") == Found(lancy, (other,))


def test_a_nickname_of_nowhere_is_refused():
    with pytest.raises(ValueError, match="99999"):
        make_finder(nicknames={"nowhere": "99999"})


def test_the_size_of_todays_commune_says_nothing_of_a_former_name():
    merger = make_commune("Merger", code="00002", km_east=10, population=CITY)
    village = make_commune("Pont-Vieux", code="00003", km_east=10)
    past = FormerCommune("00004", "Pont", "00002")
    answer = make_finder(merger, village, former=(past,)).find("pont")
    assert isinstance(answer, Choice)
    assert set(answer.communes) == {merger, village}


def test_two_names_as_close_are_a_choice():
    one = make_commune("Marcigny", code="00002", km_east=10, ours=True)
    other = make_commune("Martigny", code="00003", km_east=10, population=CITY)
    assert make_finder(one, other).find("marsigny") == Choice((one, other), corrected=True)
    assert make_finder(one, other).find("marcigni") == Found(one, corrected=True)


def test_a_far_name_that_resembles_ours_is_settled_by_size_alone():
    ours = make_commune("Charolles", code="00002", km_east=10, ours=True)
    village = make_commune("Carolles", code="00003", km_east=500)
    assert make_finder(ours, village).find("carolles") == Choice((ours, village))
    city = make_commune("Carolles", code="00003", km_east=500, population=CITY)
    assert make_finder(ours, city).find("carolles") == Found(city, (ours,))
    neighbour = make_commune("Carolles", code="00003", km_east=50)
    assert make_finder(ours, neighbour).find("carolles") == Found(neighbour, (ours,))


def test_ours_come_first_even_for_who_stands_beside_another():
    ours = make_commune("Pont-Neuf", code="00002", km_east=10, ours=True)
    other = make_commune("Pont-Vieux", code="00003", km_east=40)
    assert make_finder(ours, other).find("pont", anchor=other.point) == Choice((ours, other))


def test_a_near_whole_name_does_not_hide_a_shorter_one_of_ours():
    neighbour = make_commune("Pont", code="00002", km_east=10)
    ours = make_commune("Pont-Neuf", code="00003", km_east=10, ours=True)
    assert make_finder(neighbour, ours).find("pont") == Choice((ours, neighbour))
    other = make_commune("Pont-Neuf", code="00003", km_east=10)
    assert make_finder(neighbour, other).find("pont") == Found(neighbour, (other,))


def test_small_words_left_out_near_are_no_fault():
    near = make_commune("Pré-de-l’Eau", code="00002", km_east=10)
    far = make_commune("Pont-de-l’Ain", code="00003", km_east=500)
    assert make_finder(near, far).find("pre eau") == Found(near)
    assert make_finder(near, far).find("pont ain") is None


def test_a_far_former_name_is_read_when_nothing_else_bears_it():
    far = make_commune("Merger", code="00002", km_east=500)
    past = FormerCommune("00004", "Vieux-Bourg", "00002")
    assert make_finder(far, former=(past,)).find("vieux bourg") == Found(far)
    assert make_finder(far, former=(past,)).find("vieu bourg") is None
    near = make_commune("Merger", code="00002", km_east=10)
    assert make_finder(near, former=(past,)).find("vieu bourg") == Found(near, corrected=True)


def test_two_faults_from_ours_is_not_a_resemblance():
    ours = make_commune("Charolles", code="00002", km_east=10, ours=True)
    far = make_commune("Charoll", code="00003", km_east=500)
    assert make_finder(ours, far).find("charoll") == Found(far)


def test_a_name_of_ours_well_typed_raises_no_doubt():
    one = make_commune("Marcigny", code="00002", km_east=10, ours=True)
    other = make_commune("Martigny", code="00003", km_east=10, ours=True)
    assert make_finder(one, other).find("marcigny") == Found(one)


def test_saint_does_not_earn_a_second_fault():
    ours = make_commune("Saint-Yan", code="00002", km_east=10, ours=True)
    assert make_finder(ours).find("saint yann") == Found(ours, corrected=True)
    assert make_finder(ours).find("saint yannn") is None


def test_a_correction_does_not_lead_far():
    near = make_commune("Digoin", code="00002", km_east=10)
    far = make_commune("Digoin", code="00003", km_east=500)
    assert make_finder(near, far).find("digoing") == Found(near, corrected=True)


def test_an_article_left_out_does_not_choose():
    one = make_commune("Roche", code="00002", km_east=300)
    other = make_commune("La Roche", code="00003", km_east=400)
    assert make_finder(one, other).find("roche") == Choice((one, other))
    assert make_finder(other).find("roche") == Found(other)
    beside = make_commune("La Roche", code="00003", km_east=20)
    typed = make_commune("Roche", code="00002", km_east=20)
    assert make_finder(typed, beside).find("roche") == Found(typed, (beside,))
