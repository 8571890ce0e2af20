from itertools import product
from uuid import uuid4

import pytest

from app.kernel.db import db
from app.kernel.viewer import ANONYMOUS, Role
from directory.models import ContactAudience, OrganisationStatus, Place, Visibility
from directory.queries.scope import audiences, visible_entries
from tests.directory.viewers import ELECTED, ISCG, MEMBER, VIEWERS, viewer
from tests.makers import CREATED_AT, make_entry, make_organisation, make_team

READERS = {
    (Visibility.PUBLIC, False): set(VIEWERS),
    (Visibility.NETWORK, False): {"iscg", "member", "manager", "supervisor", "coordinator"},
    (Visibility.RESTRICTED, False): {"iscg", "coordinator"},
    (Visibility.NETWORK, True): {"iscg", "coordinator"},
    (Visibility.RESTRICTED, True): {"iscg", "coordinator"},
}


def sees(who) -> set:
    return {entry.id for entry in db.session.scalars(visible_entries(who))}


@pytest.mark.parametrize(("level", "name"), list(product(READERS, VIEWERS)))
def test_each_kind_of_viewer_sees_its_entries_and_no_other(session, level, name):
    visibility, is_secret = level
    entry = make_entry(
        visibility=visibility,
        place=Place.SECRET if is_secret else Place.EXACT,
        category="hebergement_vif_dedie" if is_secret else "avocat",
    )
    assert (entry.id in sees(VIEWERS[name])) is (name in READERS[level])


def test_a_secret_wrongly_called_public_stays_among_those_who_may(session):
    make_entry(visibility=Visibility.PUBLIC, place=Place.SECRET, category="avocat")
    make_entry(visibility=Visibility.PUBLIC, place=Place.COMMUNE, category="hebergement_vif_dedie")
    assert sees(ELECTED) == sees(MEMBER) == set()
    assert len(sees(ISCG)) == 2


@pytest.mark.parametrize("tie", ["teams", "managed", "supervised"])
def test_its_own_team_sees_an_entry_whatever_its_level(session, tie):
    team = make_team()
    entry = make_entry(team=team, visibility=Visibility.RESTRICTED, place=Place.SECRET)
    assert sees(viewer(Role.MEMBER, **{tie: frozenset({team.id})})) == {entry.id}
    assert sees(viewer(Role.MEMBER, **{tie: frozenset({uuid4()})})) == set()


def test_an_archived_entry_or_a_closed_organisation_is_seen_by_nobody(session):
    team = make_team()
    make_entry(archived_at=CREATED_AT, team=team)
    make_entry(make_organisation(status=OrganisationStatus.CLOSED))
    own = viewer(Role.MEMBER, teams=frozenset({team.id}))
    assert [sees(who) for who in (*VIEWERS.values(), own)] == [set()] * (len(VIEWERS) + 1)


def test_a_suspended_organisation_is_still_seen(session):
    entry = make_entry(make_organisation(status=OrganisationStatus.SUSPENDED))
    assert sees(ELECTED) == {entry.id}


def test_nobody_signed_in_sees_nothing(session):
    make_entry()
    assert sees(ANONYMOUS) == set()


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("iscg", {"on_call", "professional", "public"}),
        ("member", {"professional", "public"}),
        ("coordinator", {"professional", "public"}),
        ("elected", {"public"}),
        ("operator", {"public"}),
    ],
)
def test_contacts_are_read_by_those_they_are_for(name, readable):
    assert set(audiences(VIEWERS[name])) == {ContactAudience(code) for code in readable}
