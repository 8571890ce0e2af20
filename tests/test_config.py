"""An installation starts only when it is safe to."""

import re
from pathlib import Path

import pytest

from config import KeyRing, Mode, Settings, SettingsRefused, prepare_secrets

ROOT = Path(__file__).resolve().parents[1]
SAFE = {
    "PASSERELLE_MODE": "production",
    "BASE_URL": "https://passerelle.example.fr",
    "SMTP_URL": "smtp://localhost:25",
    "CONTROLLER": "Association des Tilleuls",
    "DPO": "dpo@example.fr",
}


@pytest.fixture
def ready(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a production that may start."""
    prepare_secrets(tmp_path)
    return {**SAFE, "PASSERELLE_DATA_DIR": str(tmp_path)}


def test_a_complete_production_starts(ready: dict[str, str]) -> None:
    settings = Settings.from_env(ready)
    assert settings.mode is Mode.PRODUCTION
    assert settings.secure_cookies


def test_production_is_what_runs_when_nothing_is_said(ready: dict[str, str]) -> None:
    del ready["PASSERELLE_MODE"]
    assert Settings.from_env(ready).mode is Mode.PRODUCTION


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"FLASK_DEBUG": "1"}, "mise au point"),
        ({"BASE_URL": "http://passerelle.example.fr"}, "https://"),
        ({"SECRET_KEY": "short"}, "clé secrète"),
        ({"SMTP_URL": ""}, "SMTP_URL"),
        ({"CONTROLLER": ""}, "responsable de traitement"),
        ({"DPO": ""}, "DPO"),
    ],
)
def test_production_refuses_to_start_and_says_why(
    ready: dict[str, str], change: dict[str, str], reason: str
) -> None:
    with pytest.raises(SettingsRefused, match=re.escape(reason)):
        Settings.from_env({**ready, **change})


def test_production_refuses_to_start_without_secrets(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused) as refused:
        Settings.from_env({**SAFE, "PASSERELLE_DATA_DIR": str(tmp_path)})
    for name in ("clé secrète", "secrets/pepper", "secrets/field_key"):
        assert name in str(refused.value)


@pytest.mark.parametrize("name", ["secret_key", "pepper", "field_key"])
@pytest.mark.parametrize("mode", ["production", "demonstration"])
def test_a_secret_readable_by_others_stops_the_start(
    ready: dict[str, str], tmp_path: Path, name: str, mode: str
) -> None:
    (tmp_path / "secrets" / name).chmod(0o640)
    with pytest.raises(SettingsRefused, match=f"secrets/{name} est lisible"):
        Settings.from_env({**ready, "PASSERELLE_MODE": mode, "BASE_URL": "http://localhost"})


def test_the_demonstration_opens_on_this_machine_only(ready: dict[str, str]) -> None:
    with pytest.raises(SettingsRefused, match="BASE_URL"):
        Settings.from_env({**ready, "PASSERELLE_MODE": "demonstration"})


def test_secrets_are_created_once_and_never_replaced(tmp_path: Path) -> None:
    prepare_secrets(tmp_path)
    before = {file.name: file.read_bytes() for file in (tmp_path / "secrets").iterdir()}
    prepare_secrets(tmp_path)
    after = {file.name: file.read_bytes() for file in (tmp_path / "secrets").iterdir()}
    assert before == after
    assert set(before) == {"secret_key", "pepper", "field_key"}
    assert {oct(file.stat().st_mode & 0o777) for file in (tmp_path / "secrets").iterdir()} == {
        "0o600"
    }


def test_no_secret_shows_in_a_trace(ready: dict[str, str]) -> None:
    settings = Settings.from_env(ready)
    assert settings.secret_key not in repr(settings)
    assert repr(KeyRing({1: b"x" * 32})) == "KeyRing(ids=[1])"


def test_every_variable_read_stands_in_the_documented_table() -> None:
    source = (ROOT / "config.py").read_text(encoding="utf-8")
    read = set(re.findall(r"(?:env\.get\(|_number\(env, |_flag\(env, )\"([A-Z_]+)\"", source))
    read |= {"PEPPER_FILE", "FIELD_KEY_FILE"}  # their names are built
    table = (ROOT / "docs" / "reglages.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)`", table, re.MULTILINE))
    assert read == documented


def test_only_the_settings_read_the_environment() -> None:
    rooms = [ROOT / name for name in ("app", "directory", "referrals", "maps")]
    readers = [
        str(file.relative_to(ROOT))
        for room in rooms
        for file in room.rglob("*.py")
        if re.search(r"os\.(environ|getenv)", file.read_text(encoding="utf-8"))
    ]
    assert readers == []
