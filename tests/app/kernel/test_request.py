"""Return addresses stay at home."""

import pytest

from app.kernel.request import safe_return


@pytest.mark.parametrize("address", ["/", "/demandes", "/annuaire?categorie=avocat"])
def test_an_own_path_is_kept(address):
    assert safe_return(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None, "", "https://evil.test/", "//evil.test", "/\\evil.test", "\\\\evil.test", "/a//b",
        "javascript:alert(1)", "/%2F%2Fevil.test", "/%252F%252Fevil.test", "/%5Cevil.test",
        "/a\r\nSet-Cookie: x", "/%0d%0aSet-Cookie", "evil.test", " /x", "/%09/evil.test",
    ],
)  # fmt: skip
def test_anything_else_is_refused(address):
    assert safe_return(address) is None
