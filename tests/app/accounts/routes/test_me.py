import re

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import SessionRow
from app.kernel.db import db
from app.kernel.viewer import Role
from tests.makers import make_member, make_team

HTML = {"Accept": "text/html"}


@pytest.fixture
def members(app: Flask):
    """Return two members of two teams."""
    with app.app_context():
        ids = [
            make_member(make_team(name="Accueil"), network_role=Role.COORDINATOR).id,
            make_member(make_team(name="Hébergement")).id,
        ]
        db.session.commit()
    return ids


def token_in(page: str) -> str:
    return re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[0]


def sessions_of(app: Flask, member_id):
    with app.app_context():
        return list(
            db.session.scalars(
                sa.select(SessionRow.id)
                .where(SessionRow.member_id == member_id)
                .order_by(SessionRow.created_at)
            )
        )


def test_a_member_reads_what_she_is_here(app, members, signed_in):
    page = signed_in(members[0]).get("/mon-compte").text
    for words in ("Claire Berthier", "Accueil", "membre de l’équipe", "animation du réseau"):
        assert words in page
    assert "Hébergement" not in page


def test_she_closes_the_session_left_open_elsewhere(app, members, signed_in):
    elsewhere, here = signed_in(members[0]), signed_in(members[0])
    first, last = sessions_of(app, members[0])
    page = here.get("/mon-compte").text
    assert f"/mon-compte/sessions/{first}/fermer" in page
    answer = here.post(f"/mon-compte/sessions/{first}/fermer", data={"csrf_token": token_in(page)})
    assert (answer.status_code, answer.location) == (303, "/mon-compte")
    assert "Cette session est fermée." in here.get("/mon-compte").text
    assert elsewhere.get("/mon-compte", headers=HTML).status_code == 303
    assert sessions_of(app, members[0]) == [last]


def test_closing_this_very_session_signs_out(app, members, signed_in):
    here = signed_in(members[0])
    (mine,) = sessions_of(app, members[0])
    token = token_in(here.get("/mon-compte").text)
    answer = here.post(f"/mon-compte/sessions/{mine}/fermer", data={"csrf_token": token})
    assert answer.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert sessions_of(app, members[0]) == []


def test_the_session_of_someone_else_does_not_exist(app, members, signed_in):
    here = signed_in(members[0])
    signed_in(members[1])
    (theirs,) = sessions_of(app, members[1])
    token = token_in(here.get("/mon-compte").text)
    unknown = "00000000-0000-4000-8000-000000000000"
    answers = [
        here.post(f"/mon-compte/sessions/{session_id}/fermer", data={"csrf_token": token})
        for session_id in (theirs, unknown)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text == answers[1].text
    assert sessions_of(app, members[1]) == [theirs]


def test_a_get_closes_nothing(app, members, signed_in):
    here = signed_in(members[0])
    (mine,) = sessions_of(app, members[0])
    for address in (f"/mon-compte/sessions/{mine}/fermer", "/deconnexion"):
        assert here.get(address).status_code == 405
    assert sessions_of(app, members[0]) == [mine]
