"""Every endpoint × every kind of account: what the door lets in, and from where."""

from itertools import product
from uuid import uuid4

import pytest
from flask import Flask

from app import gate
from app.kernel.db import db
from app.kernel.policy import PolicyMissing
from app.kernel.viewer import Role
from tests.conftest import browser
from tests.makers import make_iscg, make_member

KINDS = (
    "anonymous",
    "member",
    "iscg",
    "manager",
    "supervisor",
    "coordinator",
    "elected",
    "operator",
)
SAFE = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture
def people(app: Flask, signed_in):
    """Return one browser a kind of account."""
    with app.app_context():
        members = {
            "member": make_member(),
            "iscg": make_iscg(),
            "manager": make_member(role=Role.MANAGER),
            "supervisor": make_member(role=Role.SUPERVISOR),
            **{
                role.value: make_member(network_role=role)
                for role in (Role.COORDINATOR, Role.ELECTED, Role.OPERATOR)
            },
        }
        ids = {kind: member.id for kind, member in members.items()}
        db.session.commit()
    made = {kind: signed_in(member_id) for kind, member_id in ids.items()}
    return {"anonymous": browser(app), **made}


def admitted(app: Flask, endpoint: str, kind: str) -> bool:
    policy = gate.collect(app)[endpoint]
    if policy.everyone:
        return True
    if kind == "anonymous":
        return False
    if not policy.roles and not policy.iscg:
        return True
    roles = {"iscg": "member"}.get(kind, kind)
    return Role(roles) in policy.roles or (policy.iscg and kind == "iscg")


def calls(app: Flask):
    """Yield every endpoint, address and method, ids unknown to anyone."""
    for rule in app.url_map.iter_rules():
        values = {
            name: uuid4() if type(converter).__name__ == "UUIDConverter" else "inconnu"
            for name, converter in rule._converters.items()
        }
        with app.test_request_context():
            address = app.url_map.bind("localhost").build(rule.endpoint, values)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            yield rule.endpoint, address, method


def test_an_endpoint_without_a_policy_stops_the_start(app: Flask):
    app.view_functions["forgotten"] = lambda: ""
    with pytest.raises(PolicyMissing, match="forgotten"):
        gate.collect(app)


def test_nobody_enters_where_the_policy_does_not_say_so(app: Flask, people):
    wrong = []
    for (endpoint, address, method), kind in product(calls(app), KINDS):
        if endpoint in {"static", "accounts.sign_out"}:
            continue
        answer = people[kind].open(address, method=method)
        allowed = admitted(app, endpoint, kind)
        if kind == "anonymous" and not allowed:
            expected = answer.status_code == 303 if method in SAFE else answer.status_code == 401
            if method in SAFE:
                expected = expected and answer.location.startswith("/connexion?suite=")
        elif not allowed:
            expected = answer.status_code == 403
        else:
            expected = answer.status_code not in {401, 403, 500}
        if not expected:
            wrong.append((endpoint, method, kind, answer.status_code))
    assert wrong == []


def test_a_method_nobody_declared_is_refused(app: Flask, people):
    for endpoint, address, _method in calls(app):
        if endpoint == "static":
            continue
        for method in ("PUT", "DELETE", "PATCH", "TRACE"):
            assert people["iscg"].open(address, method=method).status_code == 405, (address, method)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.test"},
        {"Referer": "https://evil.test/localhost"},
        {"Origin": "null"},
        {},
    ],
)
def test_a_form_sent_from_elsewhere_is_refused(app: Flask, headers):
    client = app.test_client()
    answer = client.post("/connexion", data={"mail": "a@example.fr"}, headers=headers)
    assert answer.status_code == 400
    assert b"a@example.fr" not in answer.data


def test_a_form_without_its_token_is_refused_and_given_back(app: Flask, people):
    answer = people["iscg"].post("/annuaire", data={"mots": "avocat digoin"})
    assert answer.status_code == 400
    assert "avocat digoin" in answer.text


def test_a_session_that_ended_gives_the_typed_text_back(app: Flask, people):
    answer = people["anonymous"].post("/annuaire", data={"mots": "avocat digoin"})
    assert answer.status_code == 401
    assert "avocat digoin" in answer.text


def test_public_pages_set_no_cookie(app: Flask, people):
    for address in ("/", "/connexion", "/sante", "/nulle-part"):
        answer = browser(app).get(address)
        assert "Set-Cookie" not in answer.headers, address


@pytest.mark.parametrize("address", ["/", "/connexion", "/nulle-part", "/sante"])
def test_every_answer_carries_its_headers(app: Flask, client, address):
    answer = client.get(address)
    assert answer.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; script-src 'self'"
    )
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_foreign_host_name_is_refused(app: Flask, client):
    answer = client.get("/connexion", headers={"Host": "evil.test"})
    assert answer.status_code == 400
    assert "evil.test" not in answer.text
