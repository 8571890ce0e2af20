"""Settings of one installation, read once from the environment. Nothing else reads it."""

import json
import os
import secrets
import stat
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

SECRET_MIN_BYTES = 32
HERE = Path(__file__).resolve().parent


class Mode(StrEnum):
    """What this installation is for; production is what runs when nothing is said."""

    PRODUCTION = "production"
    DEMONSTRATION = "demonstration"
    TEST = "test"


class SettingsRefused(Exception):
    """The installation must not start; the message says why and what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """Dated 32-byte keys under small ids; the highest id serves new rows."""

    keys: Mapping[int, bytes]

    @property
    def current_id(self) -> int:
        """Return the id under which new rows are written."""
        return max(self.keys)

    def __repr__(self) -> str:
        """Show ids alone: a traceback must not carry a key."""
        return f"KeyRing(ids={sorted(self.keys)})"


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation. Each field names its variable in `docs/reglages.md`."""

    mode: Mode
    data_dir: Path
    database_url: str
    keystore_url: str
    base_url: str
    smtp_url: str | None
    mail_from: str
    redis_url: str | None
    secret_key: str = field(repr=False)
    pepper: KeyRing
    field_key: KeyRing
    trusted_hosts: tuple[str, ...]
    proxy_hops: int
    requests_per_minute: int
    public_directory: bool
    exit_url: str
    controller: str
    dpo: str

    @property
    def is_demonstration(self) -> bool:
        """Return whether everything shown is fictitious."""
        return self.mode is Mode.DEMONSTRATION

    @property
    def secure_cookies(self) -> bool:
        """Return whether cookies travel over TLS alone; a loopback demonstration cannot."""
        return self.base_url.startswith("https://")

    @property
    def index_dir(self) -> Path:
        """Return the folder of the search index: a copy, rebuilt and never restored."""
        return self.data_dir / "index"

    @property
    def mail_dir(self) -> Path:
        """Return where mails are written when no SMTP server is named."""
        return self.data_dir / "mails"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the environment; raise SettingsRefused with every reason at once."""
        env = os.environ if environ is None else environ  # noqa: TID251 — the one reader
        mode = _mode(env.get("PASSERELLE_MODE", "production"))
        data_dir = data_dir_of(env)
        base_url = env.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
        settings = cls(
            mode=mode,
            data_dir=data_dir,
            database_url=_database(env.get("DATABASE_URL"), data_dir / "passerelle.db"),
            keystore_url=_database(env.get("KEYSTORE_URL"), data_dir / "keystore" / "keystore.db"),
            base_url=base_url,
            smtp_url=env.get("SMTP_URL") or None,
            mail_from=env.get("MAIL_FROM", "passerelle@localhost"),
            redis_url=env.get("REDIS_URL") or None,
            secret_key=_secret(env, data_dir),
            pepper=_ring(env, data_dir, "pepper"),
            field_key=_ring(env, data_dir, "field_key"),
            trusted_hosts=_hosts(env.get("TRUSTED_HOSTS", ""), base_url),
            proxy_hops=_number(env, "PROXY_HOPS", 0),
            requests_per_minute=_number(env, "REQUESTS_PER_MINUTE", 600),
            public_directory=_flag(env, "PUBLIC_DIRECTORY"),
            exit_url=env.get("EXIT_URL", "/au-revoir"),
            controller=env.get("CONTROLLER", ""),
            dpo=env.get("DPO", ""),
        )
        reasons = refusals(settings, env)
        if reasons:
            raise SettingsRefused("\n".join(reasons))
        return settings


def data_dir_of(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder of everything this installation writes."""
    env = os.environ if environ is None else environ  # noqa: TID251 — the one reader
    return Path(env.get("PASSERELLE_DATA_DIR") or HERE / "instance").resolve()


def prepare_secrets(data_dir: Path) -> None:
    """Create the secret files that are missing, readable by their owner alone.

    Existing files are never touched: a lost pepper locks everyone out.
    """
    folder = data_dir / "secrets"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    _write_once(folder / "secret_key", secrets.token_urlsafe(48))
    for name in ("pepper", "field_key"):
        _write_once(folder / name, json.dumps({"1": b64encode(secrets.token_bytes(32)).decode()}))


def refusals(settings: Settings, env: Mapping[str, str]) -> list[str]:
    """Return why this installation must not start, in French; empty when it may."""
    reasons = _readable_by_others(settings.data_dir / "secrets")
    if settings.mode is Mode.DEMONSTRATION:
        host = urlsplit(settings.base_url).hostname
        if host not in {"127.0.0.1", "localhost", "::1"}:
            reasons.append("La démonstration ne s’ouvre que sur cette machine : BASE_URL.")
    if settings.mode is not Mode.PRODUCTION:
        return reasons
    if env.get("FLASK_DEBUG", "0") not in {"", "0"}:
        reasons.append("Le mode de mise au point est actif : retirez FLASK_DEBUG.")
    if not settings.base_url.startswith("https://"):
        reasons.append("BASE_URL doit commencer par https://.")
    if len(settings.secret_key) < SECRET_MIN_BYTES:
        reasons.append("La clé secrète manque ou est trop courte : lancez « passerelle prepare ».")
    for name, ring in (("pepper", settings.pepper), ("field_key", settings.field_key)):
        if not ring.keys:
            reasons.append(f"Le fichier secrets/{name} manque : lancez « passerelle prepare ».")
    if settings.smtp_url is None:
        reasons.append("SMTP_URL manque : sans courriel, une demande resterait ignorée.")
    if not settings.controller or not settings.dpo:
        reasons.append("Nommez le responsable de traitement (CONTROLLER) et le DPO.")
    return reasons


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        names = ", ".join(mode.value for mode in Mode)
        raise SettingsRefused(f"PASSERELLE_MODE vaut « {text} » ; attendu : {names}.") from None


def _database(url: str | None, default: Path) -> str:
    if not url:
        return f"sqlite:///{default}"
    # "postgresql://" alone is what hosts hand out; the driver is ours to name.
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _secret(env: Mapping[str, str], data_dir: Path) -> str:
    return env.get("SECRET_KEY") or _read(data_dir / "secrets" / "secret_key")


def _ring(env: Mapping[str, str], data_dir: Path, name: str) -> KeyRing:
    path = Path(env.get(f"{name.upper()}_FILE") or data_dir / "secrets" / name)
    text = _read(path)
    if not text:
        return KeyRing({})
    keys = {int(number): b64decode(key) for number, key in json.loads(text).items()}
    if any(len(key) != SECRET_MIN_BYTES for key in keys.values()):
        raise SettingsRefused(f"Le fichier {name} contient une clé qui n’a pas 32 octets.")
    return KeyRing(keys)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def _write_once(path: Path, text: str) -> None:
    if path.exists():
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _readable_by_others(folder: Path) -> list[str]:
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        f"Le fichier secrets/{file.name} est lisible par d’autres comptes : chmod 600."
        for file in files
        if stat.S_IMODE(file.stat().st_mode) & 0o077
    ]


def _hosts(text: str, base_url: str) -> tuple[str, ...]:
    named = tuple(host.strip() for host in text.split(",") if host.strip())
    own = urlsplit(base_url).hostname or "localhost"
    # Passkeys need a name, never an address: the demonstration answers to both.
    local = ("localhost", "127.0.0.1") if own in {"localhost", "127.0.0.1"} else ()
    return tuple(dict.fromkeys((own, *local, *named)))


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    if not text.isdecimal():
        raise SettingsRefused(f"{name} vaut « {text} » ; attendu : un nombre entier.")
    return int(text)


def _flag(env: Mapping[str, str], name: str) -> bool:
    return env.get(name, "").lower() in {"1", "oui", "true", "yes"}
