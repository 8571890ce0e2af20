import gzip
from functools import partial

import pytest

from app import assets
from tests.journeys.guide import make_guide


@pytest.fixture(scope="module")
def fetch():
    """Return a way to read a whole answer, its file closed."""
    return partial(make_guide().test_client().get, buffered=True)


@pytest.fixture
def address():
    with make_guide().test_request_context():
        return assets.asset("passerelle.css")


def test_a_file_asked_for_under_its_digest_is_kept_for_a_year(fetch, address):
    answer = fetch(address)
    assert answer.status_code == 200
    assert answer.cache_control.max_age == assets.KEPT_FOR_S
    assert answer.cache_control.immutable
    assert not answer.cache_control.no_cache


@pytest.mark.parametrize("query", ["", "?v=000000000000"])
def test_a_file_asked_for_otherwise_is_not_kept(fetch, address, query):
    answer = fetch(address.partition("?")[0] + query)
    assert answer.status_code == 200
    assert answer.cache_control.max_age is None
    assert not answer.cache_control.immutable


def test_a_missing_file_is_not_kept(fetch):
    answer = fetch("/static/nothing.css?v=000000000000")
    assert answer.status_code == 404
    assert answer.cache_control.max_age is None


def test_text_travels_packed_when_the_browser_can_unpack_it(fetch, address):
    packed = fetch(address, headers={"Accept-Encoding": "gzip, deflate, br"})
    bare = fetch(address)
    assert packed.content_encoding == "gzip"
    assert "Accept-Encoding" in bare.vary
    assert gzip.decompress(packed.data) == bare.data
    assert packed.content_length == len(packed.data)


def test_who_refuses_packing_is_heard(fetch, address):
    assert fetch(address, headers={"Accept-Encoding": "gzip;q=0"}).content_encoding is None


def test_a_packed_file_that_has_not_changed_is_not_sent_again(fetch, address):
    asking = {"Accept-Encoding": "gzip"}
    tag = fetch(address, headers=asking).headers["ETag"]
    assert fetch(address, headers={**asking, "If-None-Match": tag}).status_code == 304


def test_pages_and_fonts_are_never_packed_here(fetch):
    asking = {"Accept-Encoding": "gzip"}
    font = "/static/fonts/atkinson-hyperlegible/400.woff2"
    assert fetch("/connexion", headers=asking).content_encoding is None
    assert fetch(font, headers=asking).content_encoding is None


@pytest.mark.parametrize("name", ["nothing.css", "../factory.py", "js"])
def test_a_name_that_is_no_static_file_has_no_address(name):
    with make_guide().test_request_context(), pytest.raises(FileNotFoundError):
        assets.asset(name)


def test_an_address_changes_with_what_the_file_holds(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    (tmp_path / "a.css").write_text("one", encoding="utf-8")
    first = assets.version_of("a.css")
    (tmp_path / "a.css").write_text("two, longer", encoding="utf-8")
    assert assets.version_of("a.css") != first
