from uuid import UUID

from app.accounts.decisions.passphrase import weakness
from app.demonstration import files
from app.demonstration.people import PASSPHRASE
from app.kernel.viewer import Role
from referrals.decisions.reasons import Danger, DeclineReason, WithdrawalCause
from referrals.decisions.workflow import Action

BY_LINK_ALONE = {Role.GUEST}


def test_every_role_has_an_account():
    held = {account.network_role for account in files.accounts()}
    held |= {role for account in files.accounts() for _, role in account.memberships}
    assert held - {None} == set(Role) - BY_LINK_ALONE


def test_a_dozen_organisations_and_more_have_accounts_under_addresses_nobody_has():
    accounts = files.accounts()
    mails = [account.mail for account in accounts]
    assert len({account.organisation for account in accounts}) >= 12
    assert len(set(mails)) == len(mails)
    assert all(mail.endswith(".example.fr") for mail in mails)


def test_the_shared_passphrase_is_one_that_the_site_accepts_from_each_of_them():
    for account in files.accounts():
        known = (account.name, account.organisation, *account.organisation.split())
        assert weakness(PASSPHRASE, known_words=known) is None


def test_each_team_answers_for_services_of_its_own_organisation():
    structures = {row["identifiant"]: row["structure"] for row in files.rows("network.csv")}
    for team in files.teams():
        assert {structures[key] for key in team.services} == {team.organisation}, team.key


def test_each_team_has_someone_to_answer_and_someone_to_manage_it():
    teams = {team.key for team in files.teams()}
    held = {pair for account in files.accounts() for pair in account.memberships}
    assert {key for key, _ in held} == teams
    assert {key for key, role in held if role is Role.MEMBER} == teams
    assert {key for key, role in held if role is Role.MANAGER} == teams


def test_whoever_is_an_elected_official_a_coordinator_or_an_operator_is_in_no_team():
    for account in files.accounts():
        assert account.network_role is None or account.memberships == ()


def test_requests_show_each_degree_of_danger_and_each_reason_to_hand_back():
    requests = files.requests()
    codes = {step.code.partition(":")[0] for row in requests for step in row.steps}
    assert {row.danger for row in requests} == set(Danger)
    assert codes >= set(DeclineReason)
    assert codes >= set(WithdrawalCause) - {WithdrawalCause.SUPERSEDED}
    assert all(row.steps[0].action is Action.SEND for row in requests)


def test_the_same_things_have_the_same_ids_in_every_installation():
    assert files.id_of("post", "macon-police") == UUID("64e13ffc-4e49-5f79-aada-894923f19e89")
    assert files.id_of("team", "macon-police") != files.id_of("post", "macon-police")
