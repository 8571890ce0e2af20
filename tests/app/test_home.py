"""The first page of each role: what awaits her, and nothing of what is not hers."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from app.kernel import outbox
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.viewer import Role
from directory.models import Convention, Place, Visibility
from tests.makers import make_entry, make_iscg, make_member, make_organisation


def home_of(app, signed_in, make):
    with app.app_context():
        member_id = make().id
        db.session.commit()
    return signed_in(member_id)


def test_a_visitor_reads_the_numbers_and_the_way_in(client):
    page = client.get("/").text
    for number in ("17", "112", "114", "15", "115", "3919"):
        assert f">{number}<" in page
    assert "08 019 019 11" not in page
    assert "Se connecter" in page
    assert "<title>Passerelle</title>" in page


def test_an_iscg_is_asked_what_the_person_needs_and_from_where(app, signed_in):
    page = home_of(app, signed_in, make_iscg).get("/").text
    assert "De quoi la personne a-t-elle besoin" in page
    assert page.count('class="tile"') == 8
    assert '<option value="71342" selected>' in page
    assert "0 demande en attente de vous" in page


def test_a_partner_reads_what_waits_for_its_answer(app, signed_in):
    page = home_of(app, signed_in, make_member).get("/").text
    assert "0 demande attend votre réponse" in page
    assert "tile" not in page


def test_an_elected_official_counts_public_entries_alone(app, signed_in):
    with app.app_context():
        make_entry()
        make_entry(visibility=Visibility.NETWORK)
        make_entry(visibility=Visibility.RESTRICTED)
        make_entry(place=Place.SECRET, visibility=Visibility.RESTRICTED)
        db.session.commit()
    page = home_of(app, signed_in, lambda: make_member(network_role=Role.ELECTED)).get("/").text
    assert "<strong>1</strong> fiche publique" in page
    assert "dans 1 commune." in page


def test_a_coordinator_reads_what_needs_attention(app, signed_in):
    now = utc_now()
    with app.app_context():
        make_entry(verified_on=(now - timedelta(days=300)).date())
        make_entry(verified_on=(now - timedelta(days=3)).date())
        make_entry(hours=None)
        ends_on = (now + timedelta(days=40)).date()
        db.session.add(Convention(name="Convention du Brionnais", ends_on=ends_on))
        db.session.commit()
    client = home_of(app, signed_in, lambda: make_member(network_role=Role.COORDINATOR))
    page = client.get("/").text
    assert "2 choses demandent votre attention" in page
    assert "1 fiche n’est plus à jour" in page
    assert "Convention du Brionnais" in page


@pytest.mark.parametrize(("ago", "alive"), [(1, True), (4, True), (6, False)])
def test_an_operator_reads_whether_the_machine_lives(app, signed_in, ago, alive):
    with app.app_context():
        outbox.beat("worker", now=utc_now() - timedelta(minutes=ago))
        db.session.commit()
    client = home_of(app, signed_in, lambda: make_member(network_role=Role.OPERATOR))
    page = client.get("/").text
    assert ("ne partent plus" in page) is not alive


def test_the_page_of_the_quick_exit_names_nothing(client):
    page = client.get("/au-revoir").text
    assert "Passerelle" not in page
    assert "<script" not in page


def test_a_first_page_costs_the_same_however_much_there_is(app, signed_in):
    client = home_of(app, signed_in, make_iscg)
    counts = []
    for more in (1, 15):
        with app.app_context():
            for _ in range(more):
                make_entry(make_organisation())
            db.session.commit()
            engine = db.engine
        seen: list[str] = []

        def note(_c, _cursor, statement, *_rest, seen=seen):
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        client.get("/")
        event.remove(engine, "before_cursor_execute", note)
        counts.append(len([s for s in seen if s.lstrip().upper().startswith("SELECT")]))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_the_health_page_gives_a_monitor_one_word(app, client):
    assert client.get("/sante").status_code == 503
    with app.app_context():
        outbox.beat("worker", now=utc_now())
        db.session.commit()
    answer = client.get("/sante")
    assert (answer.status_code, answer.json) == (200, {"etat": "ok"})
    with app.app_context():
        db.session.execute(sa.delete(outbox.Heartbeat))
        outbox.beat("worker", now=utc_now() - timedelta(minutes=6))
        db.session.commit()
    assert client.get("/sante").status_code == 503
