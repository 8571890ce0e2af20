import pytest

from directory.models import Place
from directory.search.documents import acronyms_in, documents
from tests.makers import CREATED_AT, make_entry, make_organisation


def test_a_document_holds_public_words_and_no_way_to_reach_anyone(session):
    entry = make_entry(
        make_organisation("Maison Aubrac", acronyms=["M.A."]),
        name="Écoute CMP",
        category="ecoute_violences",
        on_call="+33353010999",
        service_fields={"summary": "On y parle", "description": "Longtemps", "needs": []},
    )
    (document,) = documents(session())
    assert document.id == entry.id
    assert document.names == "Maison Aubrac Écoute CMP"
    assert document.text == "On y parle Longtemps"
    assert document.commune == "Paray-le-Monial"
    assert document.acronyms == ("M.A.", "CMP")
    assert "Parler à quelqu'un, être écoutée" in document.categories
    everything = str(document)
    assert "+3335301" not in everything
    assert "Deux-Ponts" not in everything


@pytest.mark.parametrize("place", [Place.SECRET, Place.COMMUNE, Place.EXACT])
def test_a_protected_place_has_no_commune_to_give_even_stored_by_mistake(session, place):
    make_entry(place=place, category="hebergement_vif_dedie")
    (document,) = documents(session())
    assert document.commune == ""


def test_an_archived_entry_has_no_document(session):
    kept, gone = make_entry(), make_entry(archived_at=CREATED_AT)
    assert [document.id for document in documents(session())] == [kept.id]
    assert list(documents(session(), [gone.id])) == []


def test_acronyms_are_the_words_in_capitals():
    assert acronyms_in("CIDFF 71", "Point d’Accès", "L.E.A.O") == ("CIDFF",)
    assert acronyms_in("U.D.A.F. 71", "MDS de Digoin") == ("U.D.A.F.", "MDS")
