"""Ground of every test: a migrated database of its own, on either engine, and a fixed clock."""

import os
import secrets
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session, scoped_session

from app.commands.installation import prepare_databases
from app.factory import create_app
from app.kernel.db import db
from config import Settings, prepare_secrets

ENGINE_URL = os.environ.get("DATABASE_URL", "")  # noqa: TID251 — tests choose the engine
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
# A loaded machine is no broken promise: tests never assert a time.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)


DATABASE_FIXTURES = frozenset({"app", "session", "client", "settings", "databases"})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one choose the engine and the long campaigns."""
    parser.addoption("--engine", default="sqlite", choices=("sqlite", "postgresql"))
    parser.addoption("--campaign", action="store_true", help="run the long campaigns in full")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL keep what touches the database; journeys run once, on SQLite."""
    if config.getoption("--engine") == "sqlite":
        return
    kept, left = [], []
    for item in items:
        touches = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        journey = item.get_closest_marker("journey") is not None
        (kept if touches and not journey else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


@pytest.fixture
def campaign(request: pytest.FixtureRequest) -> bool:
    """Return whether this run is a campaign, in full, rather than its short sample."""
    return bool(request.config.getoption("--campaign"))


@pytest.fixture
def now() -> datetime:
    """Tuesday 24 November 2026, 14 h 10 in Paris."""
    return NOW


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data, or skip saying that it is not beside the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("les données réelles (../shared/data) ne sont pas à côté du projet")
    return SHARED_DATA


def settings_in(folder: Path, **changes: str) -> Settings:
    """Return the settings of a test installation in `folder`."""
    prepare_secrets(folder)
    environ = {
        "PASSERELLE_MODE": "test",
        "PASSERELLE_DATA_DIR": str(folder),
        "BASE_URL": "http://localhost",
        "REQUESTS_PER_MINUTE": "0",
        **changes,
    }
    return Settings.from_env(environ)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Databases:
    """Migrates once, then hands a copy to each test."""

    def __init__(self, folder: Path) -> None:
        """Make the template every test starts from."""
        self.template = folder / "template"
        self.templates = folder / "compiled"
        self.templates.mkdir()
        self.server = (
            sa.create_engine(_server_url(), isolation_level="AUTOCOMMIT") if ENGINE_URL else None
        )
        self.name = f"passerelle_{secrets.token_hex(4)}"
        changes = {"DATABASE_URL": self.create(self.name)} if self.server else {}
        app = create_app(settings_in(self.template, **changes))
        with app.app_context():
            prepare_databases()
            db.engine.dispose()

    def create(self, name: str, template: str = "template0") -> str:
        """Create a PostgreSQL database and return its address."""
        assert self.server is not None
        with self.server.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return _server_url().set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Drop a PostgreSQL database and whoever is still in it."""
        assert self.server is not None
        with self.server.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))

    def copy(self, folder: Path) -> tuple[Settings, str]:
        """Return settings over a fresh copy, and its PostgreSQL name (empty on SQLite)."""
        shutil.copytree(self.template, folder, dirs_exist_ok=True)
        if self.server is None:
            return settings_in(folder), ""
        name = f"passerelle_{secrets.token_hex(6)}"
        return settings_in(folder, DATABASE_URL=self.create(name, self.name)), name


def _server_url() -> sa.URL:
    return sa.make_url(ENGINE_URL.replace("postgresql://", "postgresql+psycopg://", 1))


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Return the maker of databases; on PostgreSQL its template goes at the end."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    if made.server is not None:
        made.drop(made.name)
        made.server.dispose()


@pytest.fixture
def settings(databases: Databases, tmp_path: Path) -> Iterator[Settings]:
    """Return the settings of an installation with a migrated, empty database."""
    made, name = databases.copy(tmp_path / "installation")
    yield made
    if name:
        databases.drop(name)


@pytest.fixture
def app(settings: Settings, databases: Databases) -> Iterator[Flask]:
    """Return an application over its own database."""
    application = create_app(settings)
    # Templates compiled once for the whole run: compiling them again is most of a page's test.
    application.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(databases.templates))
    yield application
    with application.app_context():
        db.engine.dispose()
    application.extensions["passerelle_keystore"].engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Session]]:
    """Return the database session, inside an application context (not for tests of pages)."""
    with app.app_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without session, which says truly where its forms come from."""
    return browser(app)


def browser(app: Flask) -> FlaskClient:
    """Return one more browser of the same application."""
    made = app.test_client()
    made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return made


@pytest.fixture
def signed_in(app: Flask) -> Callable[[UUID], FlaskClient]:
    """Return a maker of browsers already signed in as a member."""

    def make(member_id: UUID, *, at: datetime | None = None) -> FlaskClient:
        from app.accounts import sessions
        from app.kernel.clock import utc_now

        made = browser(app)
        with app.app_context():
            token = sessions.open_session(member_id, now=at or utc_now())
        made.set_cookie("sid", token, domain="localhost")
        return made

    return make
