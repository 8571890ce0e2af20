import pytest
from babel.messages.pofile import read_po
from flask_babel import ngettext

from app import texts
from tests.journeys.guide import make_guide


@pytest.fixture(scope="module")
def written():
    with texts.CATALOGUE.with_suffix(".po").open("rb") as file:
        return read_po(file)


def test_zero_is_singular_in_french():
    with make_guide().test_request_context():
        said = [
            ngettext("%(num)s point à corriger", "%(num)s points à corriger", count)
            for count in (0, 1, 2)
        ]
    assert said == ["0 point à corriger", "1 point à corriger", "2 points à corriger"]


def test_each_phrase_that_counts_is_in_the_catalogue(written):
    known = {message.id for message in written if message.pluralizable}
    assert {*texts.counted()} - known == set(), "run python -m app.texts"


def test_the_catalogue_says_what_the_sources_say(written):
    assert written.plural_expr == "(n > 1)"
    assert all(message.string == message.id for message in written if message.pluralizable)


def test_the_site_reads_the_catalogue_that_people_read(written):
    assert texts.CATALOGUE.with_suffix(".mo").read_bytes() == texts.written(written)[1]
