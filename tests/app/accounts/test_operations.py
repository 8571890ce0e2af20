from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy as sa

from app.accounts import operations, queries, sessions
from app.accounts.decisions.passphrase import Change, Weakness
from app.accounts.models import SessionRow, UserKey
from app.accounts.operations import Refused, TooWeak
from app.kernel import vault
from app.kernel.access_log import JournalLeaf
from app.kernel.clock import utc_now
from app.kernel.viewer import Role
from config import KeyRing
from directory.models import Member, OrganisationStatus
from tests.makers import make_member, make_organisation, make_team

HERS = "tuile ravin girafe salade"
NEXT = "lanterne 42 pupitre moisson"
STATION = "192.0.2.0/24"


@pytest.fixture
def stretched(monkeypatch):
    """Return the cost of each run of Argon2, which runs for good."""
    runs: list[dict[str, int]] = []
    real = vault.Argon2id

    def noted(**cost):
        runs.append({name: cost[name] for name in ("iterations", "memory_cost", "lanes")})
        return real(**cost)

    monkeypatch.setattr(vault, "Argon2id", noted)
    return runs


@pytest.fixture
def member(session, settings, now) -> Member:
    """Return a member who has a passphrase."""
    made = make_member(mail="claire@example.fr")
    operations.set_passphrase(made, HERS, settings=settings, now=now)
    session.commit()
    return made


@pytest.fixture
def prove(session, settings, now):
    """Return a way to try a passphrase, from a network of its own each time."""
    networks = iter(range(1000))

    def attempt(mail: str, passphrase: str, **changes) -> UUID | Refused:
        session.rollback()
        asked = {"network": str(next(networks)), "settings": settings, "now": now}
        return operations.sign_in(mail, passphrase, **{**asked, **changes})

    return attempt


def key_of(session, member: Member) -> UserKey:
    session.rollback()
    session.expire_all()
    return session.get_one(UserKey, member.id)


@pytest.mark.parametrize("mail", ["claire@example.fr", " Claire@Example.FR\n"])
def test_whoever_knows_the_passphrase_is_known(prove, member, mail):
    member_id = member.id
    assert prove(mail, HERS) == member_id


@pytest.mark.parametrize(
    "wrong", ["", " " + HERS, HERS + " ", HERS.upper(), HERS.replace("e", "é"), HERS + "\0"]
)
def test_a_passphrase_is_exact_to_the_byte(prove, member, wrong):
    assert prove("claire@example.fr", wrong) == Refused()


def test_accents_typed_in_another_way_are_another_passphrase(prove, session, settings, now):
    member = make_member(mail="lea@example.fr")
    operations.set_passphrase(member, "forêt de mélèzes", settings=settings, now=now)
    session.commit()
    assert prove("lea@example.fr", "fore\u0302t de me\u0301le\u0300zes") == Refused()


def test_unknown_wrong_disabled_and_suspended_cost_and_say_the_same(
    prove, session, settings, now, *, member, stretched
):
    for mail, fields in {
        "partie@example.fr": {"disabled_at": now},
        "suspendue@example.fr": {
            "organisation": make_organisation(status=OrganisationStatus.SUSPENDED)
        },
    }.items():
        operations.set_passphrase(
            make_member(mail=mail, **fields), HERS, settings=settings, now=now
        )
    make_member(mail="sans@example.fr")
    session.commit()
    tries = [
        ("claire@example.fr", NEXT),
        ("inconnue@example.fr", HERS),
        ("partie@example.fr", HERS),
        ("suspendue@example.fr", HERS),
        ("sans@example.fr", HERS),
        ("pas une adresse\0", HERS),
    ]
    stretched.clear()
    answers = [prove(mail, passphrase) for mail, passphrase in tries]
    assert answers == [Refused()] * len(tries)
    assert len(stretched) == len(tries)
    assert all(cost == stretched[0] for cost in stretched)


def test_a_guess_costs_a_thief_64_mib_three_times(real_cost):
    assert real_cost.as_row() == {"iterations": 3, "memory_kib": 64 * 1024, "lanes": 1}


def test_a_throttled_account_is_not_looked_at_known_or_not(prove, member, stretched):
    for mail in ("claire@example.fr", "inconnue@example.fr"):
        for _ in range(5):
            assert prove(mail, NEXT) == Refused()
        stretched.clear()
        assert prove(mail, HERS) == Refused(wait_s=1)
        assert stretched == []


def test_the_right_passphrase_forgets_the_slips(prove, member):
    member_id = member.id
    for _ in range(3):
        for _ in range(4):
            assert prove("claire@example.fr", NEXT) == Refused()
        assert prove("claire@example.fr", HERS) == member_id


def test_a_text_of_129_signs_is_never_stretched(prove, member, stretched):
    assert prove("claire@example.fr", "x" * 129) == Refused()
    assert prove("claire@example.fr", "é" * 1_000_000) == Refused()
    assert stretched == []


def test_a_busy_machine_counts_no_failure(prove, member, monkeypatch):
    member_id = member.id
    slots = vault.threading.BoundedSemaphore(1)
    slots.acquire()
    with monkeypatch.context() as busy:
        busy.setattr(vault, "_slots", slots)
        busy.setattr(vault, "WAIT_S", 0.01)
        for _ in range(9):
            with pytest.raises(vault.Busy):
                prove("claire@example.fr", HERS)
    assert prove("claire@example.fr", HERS) == member_id


def test_a_cost_raised_since_is_raised_at_the_next_sign_in(prove, session, member, monkeypatch):
    member_id = member.id
    cheap = vault.Stretching(iterations=1, memory_kib=1024)
    salt = bytes(16)
    with monkeypatch.context() as earlier:
        earlier.setattr(operations, "COST", cheap)
        operations.set_passphrase(member, HERS, settings=_settings(), now=utc_now())
        session.commit()
    before = key_of(session, member)
    assert before.cost == cheap.as_row()
    old_salt, old_verifier, ver = before.salt, before.verifier, before.ver
    assert prove("claire@example.fr", NEXT) == Refused()
    assert key_of(session, member).cost == cheap.as_row()
    assert prove("claire@example.fr", HERS) == member_id
    after = key_of(session, member)
    assert after.cost == operations.COST.as_row()
    assert after.salt not in {old_salt, salt}
    assert after.verifier != old_verifier
    assert after.ver == ver
    assert prove("claire@example.fr", HERS) == member_id


def test_a_new_pepper_serves_from_the_next_sign_in(prove, session, settings, member):
    member_id = member.id
    wider = replace(settings, pepper=KeyRing({**settings.pepper.keys, 2: b"2" * 32}))
    assert prove("claire@example.fr", HERS, settings=wider) == member_id
    assert key_of(session, member).pepper_id == 2
    assert prove("claire@example.fr", HERS, settings=wider) == member_id


def test_without_the_pepper_a_stolen_table_tests_no_passphrase(prove, settings, member):
    other = replace(settings, pepper=KeyRing({1: b"x" * 32}))
    assert prove("claire@example.fr", HERS, settings=other) == Refused()


def test_a_verifier_moved_to_another_member_opens_nothing(prove, session, settings, member, now):
    thief = make_member(mail="voleur@example.fr")
    operations.set_passphrase(thief, NEXT, settings=settings, now=now)
    session.flush()
    hers, his = session.get_one(UserKey, member.id), session.get_one(UserKey, thief.id)
    hers.salt, hers.cost, hers.verifier, hers.ver = his.salt, his.cost, his.verifier, his.ver
    session.commit()
    assert prove("claire@example.fr", NEXT) == Refused()


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ("trop court", Weakness.TOO_SHORT),
        ("x" * 129, Weakness.TOO_LONG),
        ("Claire Berthier 71", Weakness.KNOWN_WORDS),
        ("horizon-droits-1", Weakness.KNOWN_WORDS),
        ("Paray-le-Monial 71600", Weakness.KNOWN_WORDS),
    ],
)
def test_a_weak_passphrase_changes_nothing(
    prove, session, settings, now, *, member, wanted, reason
):
    member_id = member.id
    with pytest.raises(TooWeak) as refused:
        operations.set_passphrase(member, wanted, settings=settings, now=now)
    assert refused.value.reason is reason
    assert wanted not in str(refused.value)
    assert prove("claire@example.fr", HERS) == member_id


def change(member_id: UUID, settings, now, *, current=HERS, wanted=NEXT):
    return operations.change_passphrase(
        member_id, Change(current, wanted), network=STATION, settings=settings, now=now
    )


@pytest.fixture
def in_her_browser(app, session, settings, member):
    """Enter a request of a signed-in member, who has one more session elsewhere."""
    member_id = member.id
    session.rollback()
    here = sessions.open_session(member_id, now=utc_now())
    sessions.open_session(member_id, now=utc_now())
    with app.test_request_context(headers={"Cookie": f"sid={here}"}):
        yield member_id


def test_changing_it_ends_the_other_sessions_and_keeps_the_key_version(
    in_her_browser, session, settings, now, prove
):
    ver = session.get_one(UserKey, in_her_browser).ver
    assert change(in_her_browser, settings, now) is None
    session.commit()
    assert [row.id for row in session.scalars(sa.select(SessionRow))] == [sessions.current().id]
    assert session.get_one(UserKey, in_her_browser).ver == ver
    acts = list(session.scalars(sa.select(JournalLeaf.act).order_by(JournalLeaf.seq)))
    assert acts == ["passphrase_set", "passphrase_changed"]
    assert prove("claire@example.fr", HERS) == Refused()
    assert prove("claire@example.fr", NEXT) == in_her_browser


def test_who_does_not_know_it_changes_nothing_and_is_throttled(
    in_her_browser, session, settings, now
):
    for _ in range(5):
        assert change(in_her_browser, settings, now, current=NEXT) == Refused()
    assert change(in_her_browser, settings, now) == Refused(wait_s=1)
    session.rollback()
    assert len(list(session.scalars(sa.select(SessionRow)))) == 2


def test_giving_one_anew_ends_every_session_and_raises_the_version(
    session, settings, now, member, prove
):
    member_id, ver = member.id, session.get_one(UserKey, member.id).ver
    session.rollback()
    sessions.open_session(member_id, now=utc_now())
    operations.set_passphrase(member, NEXT, settings=settings, now=now)
    session.commit()
    assert key_of(session, member).ver == ver + 1
    assert list(session.scalars(sa.select(SessionRow))) == []
    assert prove("claire@example.fr", HERS) == Refused()
    assert prove("claire@example.fr", NEXT) == member_id


def test_one_address_is_one_member(session, now):
    organisation = make_organisation()
    asked = {"name": " Léa Roux ", "organisation": organisation, "network_role": None, "now": now}
    made = operations.add_member(mail=" Lea.Roux@Example.fr ", **asked)
    assert (made.mail, made.name) == ("lea.roux@example.fr", "Léa Roux")
    with pytest.raises(operations.MailTaken):
        operations.add_member(mail="LEA.ROUX@example.fr", **asked)


def test_joining_a_team_gives_its_rights_at_once(session, now):
    team = make_team()
    member = operations.add_member(
        mail="lea@example.fr",
        name="Léa",
        organisation=team.organisation,
        network_role=None,
        now=now,
    )
    assert queries.viewer_of(member.id, now=now).roles == set()
    operations.join(member, team, role=Role.MANAGER, now=now)
    assert queries.viewer_of(member.id, now=now).managed == {team.id}


def test_disabling_kills_the_sessions_in_the_same_transaction(session, now, member):
    member_id = member.id
    session.rollback()
    sessions.open_session(member_id, now=utc_now())
    operations.disable(member, now=now)
    assert queries.viewer_of(member_id, now=now) is None
    session.rollback()
    assert len(list(session.scalars(sa.select(SessionRow)))) == 1
    operations.disable(session.get_one(Member, member_id), now=now)
    session.commit()
    assert list(session.scalars(sa.select(SessionRow))) == []


def test_what_is_kept_shows_no_passphrase(session, member, app):
    row = key_of(session, member)
    kept = b"".join((row.salt, row.verifier, str(row.cost).encode()))
    assert HERS.encode() not in kept
    assert HERS not in repr(Change(HERS, NEXT))
    assert row.verifier.hex() not in repr(
        queries.Account(
            member.id, True, 1, *[b""] * 0, salt=b"", cost={}, pepper_id=1, verifier=row.verifier
        )
    )


def _settings():
    from app.kernel.request import current_settings

    return current_settings()
