import threading
import time
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.search.contract import Document, IndexUnusable
from directory.search.embedded import Embedded

HORIZON, LEGAL, ASE, TOWN_HALL = (UUID(int=n) for n in range(1, 5))
DOCUMENTS = [
    Document(HORIZON, "Association Horizon Droits Information juridique", "CIDFF droits", "Digoin",
             "Écoute et accompagnement", ()),
    Document(LEGAL, "Point d’accès au droit Consultations", "Accès au droit", "Charolles",
             "Un juriste reçoit près de l’hôtel de ville", ()),
    Document(ASE, "Aide sociale à l’enfance", "Aide sociale à l'enfance", "Mâcon",
             "Cœur de métier : l’éducation", ("A.S.E.", "AS")),
    Document(TOWN_HALL, "Mairie Accueil", "Mairie", "Digoin", "", ()),
]  # fmt: skip


@pytest.fixture(params=["memory", "folder"])
def index(request, tmp_path):
    made = Embedded.in_memory() if request.param == "memory" else Embedded.create(tmp_path / "i")
    made.index(DOCUMENTS)
    return made


def ids(index: Embedded, text: str, limit: int = 10) -> list[UUID]:
    return [entry for entry, _score in index.search(text, limit)]


@pytest.mark.parametrize(
    "text", ["Horizon Droits", "horizon droit", "HORIZONS", "association horizon digoin", "horizön"]
)
def test_a_service_is_found_by_its_name_however_it_is_typed(index, text):
    assert ids(index, text)[0] == HORIZON


@pytest.mark.parametrize("text", ["coeur", "CŒUR", "éducation", "education", "éducations"])
def test_accents_ligatures_and_plurals_do_not_matter(index, text):
    assert ids(index, text) == [ASE]


@pytest.mark.parametrize("text", ["ASE", "a.s.e.", "AS"])
def test_an_acronym_is_found_as_it_is_even_when_it_looks_like_a_stop_word(index, text):
    assert ASE in ids(index, text)


def test_a_word_in_a_name_counts_more_than_in_a_text(index):
    index.index([Document(UUID(int=9), "Autre", "", "", "parle de la mairie", ())])
    assert ids(index, "mairie")[0] == TOWN_HALL


def test_a_missing_word_lowers_but_does_not_hide(index):
    assert ids(index, "horizon droits samedi") == [HORIZON]


@pytest.mark.parametrize("text", ["horizon samedi", "coiffeur", "azerty", "de la", "", "   "])
def test_half_of_the_words_is_chance_and_claims_nothing(index, text):
    assert ids(index, text) == []


def test_a_document_indexed_again_is_replaced_and_a_deleted_one_forgotten(index):
    index.index([Document(HORIZON, "Nouveau nom", "", "", "", ())])
    assert ids(index, "horizon droits") == []
    assert ids(index, "nouveau nom") == [HORIZON]
    index.delete([HORIZON, uuid4()])
    assert ids(index, "nouveau nom") == []


def test_the_limit_holds(index):
    assert len(ids(index, "digoin", 1)) == 1


@pytest.mark.parametrize(
    "text",
    ["*" * 200, "*" * 10_000, "x" * 10_000, "names:mairie", "id:1 OR names:*", '"mairie',
     "mairie^9", "mairie~", "[a TO z]", "NOT mairie", "\x00\x01", "mairie\ntext:x",
     "((((((", "'; DROP TABLE"],
)  # fmt: skip
def test_hostile_text_is_only_words(index, text):
    began = time.perf_counter()
    found = ids(index, text)
    assert time.perf_counter() - began < 1
    assert set(found) <= {TOWN_HALL}


def test_a_field_cannot_be_named():
    index = Embedded.in_memory()
    index.index(DOCUMENTS)
    assert ids(index, f"id:{HORIZON}") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_engine(text):
    for entry, score in FILLED.search(text, 5):
        assert isinstance(entry, UUID)
        assert score > 0


FILLED = Embedded.in_memory()
FILLED.index(DOCUMENTS)


def test_threads_have_a_searcher_each_and_all_see_the_same(tmp_path):
    index = Embedded.create(tmp_path / "i")
    index.index(DOCUMENTS)
    wrong: list[object] = []

    def look() -> None:
        for _ in range(40):
            if ids(index, "horizon droits") != [HORIZON]:
                wrong.append("other answer")

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    index.index([Document(UUID(int=99), "Tout autre", "", "", "", ())])
    for thread in threads:
        thread.join()
    assert wrong == []
    assert ids(index, "tout autre") == [UUID(int=99)]


def test_a_folder_others_may_read_is_refused(tmp_path):
    Embedded.create(tmp_path / "i").index(DOCUMENTS)
    (tmp_path / "i").chmod(0o755)
    with pytest.raises(IndexUnusable):
        Embedded.open(tmp_path / "i")


# Whoosh leaves open the damaged file it could not read.
careless = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@careless
def test_a_lost_or_damaged_index_says_so(tmp_path):
    with pytest.raises(IndexUnusable):
        Embedded.open(tmp_path / "nowhere")
    Embedded.create(tmp_path / "i").index(DOCUMENTS)
    for file in (tmp_path / "i").iterdir():
        file.write_bytes(b"\x80\x04not an index")
    with pytest.raises(IndexUnusable):
        Embedded.open(tmp_path / "i").search("mairie", 5)


@careless
def test_a_segment_damaged_under_an_open_index_says_so(tmp_path):
    Embedded.create(tmp_path / "i").index(DOCUMENTS)
    for file in (tmp_path / "i").glob("*.seg"):
        file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(IndexUnusable):
        Embedded.open(tmp_path / "i").search("mairie", 5)
