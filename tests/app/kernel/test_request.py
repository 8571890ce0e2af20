"""Return addresses stay at home."""

import pytest
from werkzeug.exceptions import Unauthorized

from app.kernel.request import current_member_id, safe_return


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


def test_a_page_that_forgot_its_policy_still_lets_no_stranger_act(app):
    with app.test_request_context("/mon-compte"), pytest.raises(Unauthorized):
        current_member_id()
