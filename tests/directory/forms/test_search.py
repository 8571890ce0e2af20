import pytest
from werkzeug.datastructures import MultiDict

from directory.data.lists import taxonomy
from directory.decisions.asking import Question
from directory.forms.search import CodesForm, PageForm, codes_of, need_meant


@pytest.fixture(autouse=True)
def request_context(app):
    with app.test_request_context():
        yield


def codes(**given: str) -> CodesForm:
    return CodesForm(MultiDict(given))


def test_an_address_of_closed_codes_is_a_question_and_back():
    asked = Question(categories=("avocat", "cidff"), need="avocat_choix", commune="71342")
    form = CodesForm(MultiDict(codes_of(asked)))
    assert form.validate()
    assert form.value() == asked


def test_an_address_without_codes_asks_nothing():
    form = codes()
    assert form.validate()
    assert form.value() == Question()


@pytest.mark.parametrize(
    "given",
    [{"categorie": "gone"}, {"categorie": "avocat,gone"}, {"besoin": "gone"}, {"commune": "00000"},
     {"commune": "Digoin"}, {"categorie": "' OR 1=1"}],
)  # fmt: skip
def test_a_code_that_is_in_no_list_is_refused(given):
    assert not codes(**given).validate()


def test_a_family_of_needs_means_its_first_need():
    assert need_meant("shelter") == "mise_a_l_abri"
    assert need_meant("avocat_choix") == "avocat_choix"
    assert need_meant("") is None
    assert all(need_meant(code) == code for code in taxonomy().needs)


@pytest.mark.parametrize(
    ("given", "number", "only"),
    [({}, 1, None), ({"page": "3"}, 3, None), ({"page": "-2"}, 1, None), ({"page": "x"}, 1, None),
     ({"seulement": "avocat"}, 1, "avocat"), ({"seulement": "gone"}, 1, None)],
)  # fmt: skip
def test_a_page_that_makes_no_sense_is_the_first_of_everything(given, number, only):
    form = PageForm(MultiDict(given))
    assert (form.number(), form.only()) == (number, only)
