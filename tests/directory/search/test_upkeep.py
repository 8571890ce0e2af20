import fcntl
import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from app import worker
from app.kernel.db import db
from app.kernel.outbox import Errand
from directory.models import Service
from directory.search import upkeep
from tests.makers import make_entry, make_organisation


@pytest.fixture
def horizon(session):
    entry = make_entry(make_organisation("Association Horizon Droits"), name="Écoute")
    make_entry(make_organisation("Le Relais"), name="Hébergement")
    session.commit()
    return entry


def found(text: str) -> tuple[list[object], bool]:
    hits, sound = upkeep.find(text, 10)
    return [entry for entry, _score in hits], sound


def test_without_an_index_the_database_answers_and_says_so(horizon):
    assert found("horizon droits") == ([horizon.id], False)
    assert found("azerty") == ([], False)


def test_an_index_made_answers_and_is_for_its_owner_alone(horizon, settings):
    assert upkeep.rebuild() == 2
    assert found("horizon droits") == ([horizon.id], True)
    assert stat.S_IMODE(settings.index_dir.stat().st_mode) == 0o700


def test_an_index_made_again_takes_the_place_of_the_other(horizon, settings):
    for _ in range(4):
        upkeep.rebuild()
    assert found("horizon droits") == ([horizon.id], True)
    folders = [path for path in settings.index_dir.iterdir() if path.is_dir()]
    assert len(folders) == 2, "the present one, and the one somebody may still be reading"


def test_an_entry_changed_or_archived_is_refreshed_by_its_id(horizon, session, now):
    upkeep.rebuild()
    session.get_one(Service, horizon.service_id).name = "Astreinte"
    session.commit()
    assert found("astreinte") == ([], True)
    upkeep.refresh([horizon.id])
    assert found("astreinte") == ([horizon.id], True)
    horizon.archived_at = now
    session.commit()
    upkeep.refresh([horizon.id])
    assert found("astreinte") == ([], True)


def damage_segments(folder):
    for path in folder.rglob("*.seg"):
        path.write_bytes(b"damaged")


def lose(folder):
    (folder / "current").unlink()


def age(folder):
    (folder / "current").write_text("anotherversion " + (folder / "current").read_text().split()[1])


def open_to_others(folder):
    folder.chmod(0o777)


def escape(folder):
    (folder / "current").write_text(f"{upkeep.fingerprint()} ../elsewhere")


# Whoosh leaves open the damaged file it could not read.
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize("harm", [damage_segments, lose, age, open_to_others, escape])
def test_an_index_in_doubt_is_never_read_and_made_again_by_the_errand(
    app, horizon, settings, now, harm
):
    upkeep.rebuild()
    harm(settings.index_dir)
    # A searcher already open would go on reading what it holds: another thread opens its own.
    assert elsewhere(app, lambda: found("horizon droits")) == ([horizon.id], False)
    upkeep.reindex(Errand(kind=upkeep.REINDEX, subject_id=None), now)
    assert found("horizon droits") == ([horizon.id], True)


def elsewhere(app, act):
    """Return what a function gives in a thread of its own."""
    given = []

    def run():
        with app.app_context():
            given.append(act())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return given[0]


def test_a_refresh_of_an_index_in_doubt_makes_it_again(horizon, settings):
    upkeep.rebuild()
    lose(settings.index_dir)
    upkeep.refresh([horizon.id])
    assert found("horizon droits") == ([horizon.id], True)


def test_an_errand_that_names_an_entry_refreshes_that_one(horizon, session, now):
    upkeep.rebuild()
    session.get_one(Service, horizon.service_id).name = "Astreinte"
    session.commit()
    upkeep.reindex(Errand(kind=upkeep.REINDEX, subject_id=horizon.id), now)
    assert found("astreinte") == ([horizon.id], True)


def test_a_new_index_is_promised_once(session, now):
    for _ in range(3):
        upkeep.promise_reindex(now=now)
        session.flush()
    kinds = session.scalars(sa.select(Errand.kind)).all()
    assert kinds == [upkeep.REINDEX]


def test_what_is_read_for_the_index_leaves_the_present_transaction_alone(horizon, session):
    session.get_one(Service, horizon.service_id).name = "Pas encore écrit"
    upkeep.rebuild()
    assert horizon.service in db.session.dirty


def test_who_writes_waits_until_the_other_has_written(app, horizon, settings):
    upkeep.rebuild()
    with ThreadPoolExecutor(1) as pool:
        with (settings.index_dir / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            waiting = pool.submit(elsewhere, app, upkeep.rebuild)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
        assert waiting.result(timeout=20) == 2


def test_the_worker_keeps_the_promise_of_a_new_index(horizon, session, now):
    upkeep.promise_reindex(now=now)
    session.commit()
    assert found("horizon droits") == ([horizon.id], False)
    assert worker.drain(now=now) == 1
    assert found("horizon droits") == ([horizon.id], True)
    assert session.scalars(sa.select(Errand.done_at)).one() == now
