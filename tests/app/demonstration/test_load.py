from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import operations
from app.accounts import queries as accounts
from app.demonstration import files, load, network, people
from app.demonstration.moments import Calendar
from app.factory import create_app
from app.kernel import access_log
from app.kernel.db import Table, db
from app.kernel.outbox import Errand
from app.kernel.viewer import Role
from app.territory.atlas import gazetteer
from config import Mode
from directory.exchange.messages import Fault
from directory.exchange.reading import read_sheet
from directory.models import (
    Convention,
    Force,
    IscgPost,
    Member,
    Organisation,
    Service,
    ServiceAtSite,
    Site,
    Team,
    VerifiedHow,
)
from directory.operations.importing.planned import Options
from directory.operations.importing.planning import plan
from referrals.decisions.reasons import DeclineReason
from referrals.decisions.workflow import OPEN, Action, Status
from referrals.models import Event, Handoff, Referral
from referrals.queries.boards import inbox
from tests.conftest import NOW, Databases

NEXT_WEEK = NOW + timedelta(days=8)


@pytest.fixture(scope="module")
def loaded(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return an application over the demonstration, loaded and committed once."""
    settings, name = databases.copy(tmp_path_factory.mktemp("demonstration"))
    app = create_app(settings)
    with app.app_context():
        load.load(now=NOW)
        db.session.commit()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.extensions["passerelle_keystore"].engine.dispose()
    if name:
        databases.drop(name)


@pytest.fixture
def network_of(loaded: Flask) -> Iterator[Flask]:
    """Open the loaded demonstration; whatever a test changes in it is rolled back."""
    with loaded.app_context():
        yield loaded
        db.session.rollback()


def contents() -> dict[str, list[str]]:
    """Return every row of every table, as text."""
    db.session.flush()
    return {
        table.name: sorted(map(repr, db.session.execute(sa.select(table)).all()))
        for table in Table.metadata.sorted_tables
    }


def viewer_of(mail: str):
    member = accounts.member_by_mail(mail)
    assert member is not None
    viewer = accounts.viewer_of(member.id, now=NOW)
    assert viewer is not None
    return viewer


def test_everything_of_the_files_is_there(network_of):
    entries = db.session.scalars(sa.select(ServiceAtSite.source_key)).all()
    assert sorted(entries) == sorted(row["identifiant"] for row in network.rows(Calendar(NOW)))
    for model, expected in (
        (Member, len(files.accounts())),
        (Team, len(files.teams())),
        (Referral, len(files.requests())),
        (IscgPost, 3),
        (Convention, 3),
    ):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == expected


def test_loading_again_a_week_later_changes_nothing(network_of):
    before = contents()
    summary = load.load(now=NEXT_WEEK)
    assert contents() == before
    assert summary.loaded_at == NOW
    assert str(summary) == "Le réseau de démonstration est déjà là, depuis le 24/11/2026 14:10."


def test_loading_again_loses_nothing_of_what_was_tried(network_of):
    entry = db.session.scalars(sa.select(ServiceAtSite).limit(1)).one()
    member = accounts.member_by_mail("isg.charolais@pep71.example.fr")
    entry.hours_note, entry.archived_at, member.name = "Changé à la main", NOW, "Autre Nom"
    before = contents()
    load.load(now=NEXT_WEEK)
    assert contents() == before


def test_loading_again_brings_back_what_is_missing_alone(network_of):
    before = contents()
    post = db.session.scalars(sa.select(IscgPost).where(IscgPost.host.like("Commissariat%"))).one()
    convention = post.convention
    db.session.delete(post)
    db.session.flush()
    db.session.delete(convention)
    summary = load.load(now=NEXT_WEEK)
    assert (summary.posts, summary.entries, summary.requests) == (1, 0, 0)
    assert contents() == before


def test_production_never_takes_fiction_in(network_of):
    real = replace(network_of.extensions["passerelle_settings"], mode=Mode.PRODUCTION)
    demonstration = network_of.extensions["passerelle_settings"]
    network_of.extensions["passerelle_settings"] = real
    try:
        with pytest.raises(load.NotADemonstration):
            load.load(now=NEXT_WEEK)
    finally:
        network_of.extensions["passerelle_settings"] = demonstration


def test_an_import_of_the_same_file_has_nothing_left_to_bring(network_of):
    sheet = read_sheet(network.file_of(network.rows(Calendar(NOW))), "network.csv")
    made = plan(sheet, Options(family=network.FAMILY), now=NOW)
    remarks = {message.fault for message in made.messages}
    assert (made.additions, made.changes, made.reasons) == ([], [], [])
    assert remarks <= {Fault.NEVER_VERIFIED, Fault.STALE, Fault.SCHOOL_HOLIDAYS, Fault.DUPLICATE}


def test_nothing_is_said_verified_by_a_real_source(network_of):
    verified = db.session.execute(
        sa.select(ServiceAtSite.verified_how, Organisation.is_fictitious)
        .join(ServiceAtSite.service)
        .join(Service.organisation)
        .where(ServiceAtSite.verified_on.is_not(None))
    ).all()
    assert {tuple(row) for row in verified} == {(VerifiedHow.IMPORTED, True)}
    real = db.session.scalars(sa.select(Organisation.name).where(~Organisation.is_fictitious))
    assert list(real) == [network.NATIONAL]


def test_every_account_opens_with_the_passphrase_that_is_printed(loaded):
    # One of each passphrase row would cost four seconds: the rows are alike but for their salt.
    mail = "contact@quai-tilleuls.example.fr"
    with loaded.app_context():
        settings = loaded.extensions["passerelle_settings"]
        opened = operations.sign_in(
            mail, people.PASSPHRASE, network="127.0.0.0/24", settings=settings, now=NOW
        )
        assert opened == accounts.member_by_mail(mail).id
        db.session.rollback()
    assert people.PASSPHRASE in load.accounts_table()
    assert all(account.mail in load.accounts_table() for account in files.accounts())


def test_each_role_sees_what_is_its_own(network_of):
    iscg = viewer_of("iscg.macon@pep71.example.fr")
    assert iscg.is_iscg
    assert len(iscg.posts) == 2  # the two of Mâcon answer for one another
    assert viewer_of("isg.charolais@pep71.example.fr").home_insee == "71106"
    assert viewer_of("responsable@pep71.example.fr").roles == {Role.SUPERVISOR}
    assert viewer_of("gestion@pep71.example.fr").roles == {Role.MANAGER}
    assert viewer_of("maire@semur.example.fr").roles == {Role.ELECTED}
    assert viewer_of("coordination@vif-maconnais.example.fr").roles == {Role.COORDINATOR}
    assert viewer_of("exploitation@demonstration.example.fr").roles == {Role.OPERATOR}


def test_each_partner_has_something_to_answer(network_of):
    answering = [
        account.mail
        for account in files.accounts()
        if any(role is Role.MEMBER for _, role in account.memberships)
        and not viewer_of(account.mail).is_iscg
    ]
    idle = [mail for mail in answering if not inbox(viewer_of(mail), now=NOW).to_answer]
    assert len(answering) >= 15
    assert idle == []


def test_requests_show_the_states_and_the_reasons_that_pages_know(network_of):
    states = Counter(db.session.scalars(sa.select(Handoff.status)))
    reasons = set(db.session.scalars(sa.select(Handoff.decline_code))) - {None}
    clock_alone, never_stored = {Status.UNANSWERED}, {Status.DRAFT}
    assert set(states) == set(Status) - clock_alone - never_stored
    assert sum(states[status] for status in OPEN) >= 15
    assert reasons == set(DeclineReason) - {DeclineReason.CONFLICT_OF_INTEREST}  # never written
    territories = set(db.session.scalars(sa.select(Referral.territory)))
    assert territories >= {"200070308", "200071884", "200070316", "200070548", "247100639"}


def test_histories_and_journal_hold_together(network_of):
    assert access_log.verify() is None
    for handoff in db.session.scalars(sa.select(Handoff)):
        at = [event.at for event in handoff.events]
        assert handoff.events[0].action is Action.SEND
        assert at == sorted(at)
        assert at[-1] == handoff.status_since <= NOW
        for before, after in zip(handoff.events, handoff.events[1:], strict=False):
            assert after.prev == before.digest


def test_the_journal_was_written_in_the_order_in_which_things_happened(network_of):
    moves = sa.select(Event.at).order_by(Event.journal_seq)
    at = list(db.session.scalars(moves))
    assert at == sorted(at)


def test_only_the_mails_of_the_last_day_are_left_to_the_worker(network_of):
    waiting = db.session.scalars(sa.select(Errand.promised_at).where(Errand.done_at.is_(None)))
    promised = list(waiting)
    assert promised
    assert all(NOW - timedelta(days=1) <= at <= NOW for at in promised)


def test_the_three_posts_are_those_of_the_field(network_of):
    posts = list(db.session.scalars(sa.select(IscgPost)))
    employers = {db.session.get_one(Organisation, post.employer_id).name for post in posts}
    places = gazetteer()
    assert employers == {"Les PEP 71 (exemple fictif)"}
    covered = Counter(code for post in posts for code in post.communes)
    assert set(covered.values()) == {1}  # no commune has two posts
    assert {c.code for c in places.home} - set(covered) == {"01370"}  # nobody could say
    assert sorted((post.force, len(post.communes)) for post in posts) == [
        (Force.GENDARMERIE, 36),
        (Force.GENDARMERIE, 129),
        (Force.POLICE, 2),
    ]


def test_conventions_are_marked_fictitious_one_ends_soon_and_one_is_not_known(network_of):
    conventions = list(db.session.scalars(sa.select(Convention)))
    assert all(c.is_fictitious and "fictive" in c.name for c in conventions)
    known = [c for c in conventions if c.ends_on]
    soon = [c for c in known if c.ends_on <= NOW.date() + timedelta(days=365)]
    assert (len(known), len(soon)) == (2, 1)
    assert all(c.starts_on < NOW.date() < c.ends_on for c in known)
    assert all(sum(c.funding.values()) == 100 for c in known)
    (unknown,) = (c for c in conventions if not c.ends_on)
    assert (unknown.signatories, unknown.starts_on, unknown.communes) == ([], None, [])


def test_a_secret_place_has_no_commune_even_through_its_organisation(network_of):
    homes = db.session.scalars(
        sa.select(Organisation.insee_code)
        .join(Site, Site.organisation_id == Organisation.id)
        .where(Site.place == "secret", Organisation.name.in_(["Maison Aubépine"]))
    )
    assert list(homes) == [None]


def test_events_name_who_acted(network_of):
    anonymous = sa.select(sa.func.count()).select_from(Event).where(Event.member_id.is_(None))
    assert db.session.scalar(anonymous) == 0
