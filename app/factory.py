"""Makes the application; alone knows every room."""

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import assets, errors, gate, headers, health, home, limits, phrasing, shell, worker
from app.accounts import commands as account_commands
from app.accounts import sessions
from app.accounts.routes import blueprint as account_pages
from app.commands import installation
from app.kernel import db as database
from app.kernel import keystore
from app.kernel.db import db
from config import Mode, Settings
from directory.commands import group as directory_commands
from directory.routes import blueprint as directory_pages
from directory.search import upkeep
from maps import routes as map_pages
from referrals import mails
from referrals.routes import blueprint as referral_pages

MIGRATIONS = "app/migrations"
BODY_MAX_BYTES = 1024 * 1024
# A partner's list travels as one file; everything else fits in a megabyte.
PARTS_MAX = 200


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application of one installation, or raise SettingsRefused or PolicyMissing."""
    settings = settings or Settings.from_env()
    app = Flask("app")
    app.extensions["passerelle_settings"] = settings
    configure(app, settings)
    database.init_app(app, settings.database_url)
    keystore.init_app(app, settings.keystore_url)
    Migrate(app, db, directory=f"{app.root_path}/migrations")
    Babel(app, default_locale="fr", default_timezone="Europe/Paris")
    sessions.init_app(app, settings)
    for door in (assets, phrasing, shell, limits, headers, errors, home, health):
        door.init_app(app)
    for pages in (account_pages.bp, directory_pages.bp, referral_pages.bp, map_pages.bp):
        app.register_blueprint(pages)
    for chores in (account_commands.cli, directory_commands.cli, installation.cli):
        app.cli.add_command(chores)
    worker.init_app(app, composers={**mails.COMPOSERS, upkeep.REINDEX: upkeep.reindex})
    gate.init_app(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Set what Flask leaves open: hosts, sizes, strict templates."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.mode is Mode.TEST,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=BODY_MAX_BYTES,
        MAX_FORM_PARTS=PARTS_MAX,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,  # the gate checks, once it knows the session
        SQLALCHEMY_TRACK_MODIFICATIONS=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.pop("config", None)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]  # Flask's own documented way
