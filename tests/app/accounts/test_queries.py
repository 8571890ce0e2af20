from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from app.accounts import queries
from app.kernel.db import db
from app.kernel.viewer import Role
from directory.models import Membership, OrganisationStatus
from tests.makers import make_iscg, make_member, make_organisation, make_post, make_team


@pytest.fixture
def statements(session):
    """Return the SQL sent from now on, transactions left out."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(db.engine, "before_cursor_execute", note)


def test_an_iscg_works_at_her_post_and_searches_from_there(session, now):
    member = make_iscg()
    viewer = queries.viewer_of(member.id, now=now)
    assert viewer is not None
    assert viewer.is_iscg
    assert viewer.roles == {Role.MEMBER}
    assert viewer.teams == {member.memberships[0].team_id}
    assert viewer.organisation_id == member.organisation_id
    assert viewer.home_insee == "71342"


def test_managing_or_supervising_opens_no_inbox_and_no_post(session, now):
    for role in (Role.MANAGER, Role.SUPERVISOR):
        post = make_post()
        member = make_member(session.get(type(post.team), post.team_id), role=role)
        viewer = queries.viewer_of(member.id, now=now)
        assert viewer is not None
        assert viewer.teams == set()
        assert not viewer.is_iscg
        held = viewer.managed if role is Role.MANAGER else viewer.supervised
        assert held == {post.team_id}


def test_someone_may_be_several_things_in_several_teams(session, now):
    mine, other = make_team(), make_team(name="Accueil de jour")
    member = make_member(mine, network_role=Role.COORDINATOR)
    for role in (Role.MANAGER, Role.SUPERVISOR):
        session.add(Membership(member_id=member.id, team_id=other.id, role=role))
    viewer = queries.viewer_of(member.id, now=now)
    assert viewer is not None
    assert viewer.roles == {Role.MEMBER, Role.MANAGER, Role.SUPERVISOR, Role.COORDINATOR}
    assert (viewer.teams, viewer.managed, viewer.supervised) == ({mine.id}, {other.id}, {other.id})


def test_the_default_post_says_where_home_is(session, now):
    team = make_team()
    make_post(team, name="A : Digoin", home_insee="71176")
    make_post(team, name="B : Paray", home_insee="71342", is_default=True)
    viewer = queries.viewer_of(make_member(team).id, now=now)
    assert viewer is not None
    assert len(viewer.posts) == 2
    assert viewer.home_insee == "71342"


def test_without_a_post_home_is_the_commune_of_the_organisation(session, now):
    partner = make_member(make_team(make_organisation(name="Le Pont")))
    elected = make_member(network_role=Role.ELECTED)
    assert queries.viewer_of(partner.id, now=now).home_insee == "71342"
    assert queries.viewer_of(elected.id, now=now).teams == set()
    assert queries.viewer_of(elected.id, now=now).roles == {Role.ELECTED}


def test_who_left_or_whose_organisation_is_suspended_looks_no_more(session, now):
    gone = make_member(disabled_at=now)
    leaving = make_member(disabled_at=now + timedelta(seconds=1))
    assert queries.viewer_of(gone.id, now=now) is None
    assert queries.viewer_of(leaving.id, now=now) is not None
    for status in (OrganisationStatus.SUSPENDED, OrganisationStatus.CLOSED):
        organisation = make_organisation(status=status)
        assert queries.viewer_of(make_member(organisation=organisation).id, now=now) is None
    assert queries.viewer_of(uuid4(), now=now) is None


def test_knowing_who_looks_takes_two_questions_at_most(session, now, statements):
    team = make_team()
    for number in range(4):
        make_post(team, name=f"Poste {number}")
    member_id = make_member(team, network_role=Role.COORDINATOR).id
    session.commit()
    statements.clear()
    assert queries.viewer_of(member_id, now=now) is not None
    assert len(statements) == 2


def test_a_profile_names_each_role_in_each_team(session):
    team = make_team(name="Accueil")
    member = make_member(team, network_role=Role.ELECTED)
    session.add(Membership(member_id=member.id, team_id=team.id, role=Role.MANAGER))
    profile = queries.profile_of(member.id)
    assert (profile.name, profile.mail) == (member.name, member.mail)
    assert profile.network_role is Role.ELECTED
    assert [(team.name, team.role) for team in profile.teams] == [
        ("Accueil", Role.MANAGER),
        ("Accueil", Role.MEMBER),
    ]


@pytest.mark.parametrize("mail", ["nobody@example.fr", "", "a\0b@example.fr", "é\u202e@example.fr"])
def test_no_address_breaks_the_search_for_an_account(session, now, mail):
    assert queries.account_of(mail, now=now) is None
