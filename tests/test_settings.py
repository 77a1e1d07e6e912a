"""Settings: a mistake ends in one sentence that names it; secrets stay out of sight."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.settings import Configuration, SettingsError, default_config_dir, load, read_secrets


def configured(tmp_path: Path, toml: str = "", environ: dict[str, str] | None = None) -> Configuration:
    (tmp_path / "bot.toml").write_text(toml, encoding="utf-8")
    return load(tmp_path, environ or {})


def test_the_shipped_configuration_is_valid_and_says_what_the_defaults_say(tmp_path: Path) -> None:
    shipped = load(default_config_dir(), {}).settings
    bare = configured(tmp_path).settings
    assert shipped.poll == bare.poll
    assert shipped.read == bare.read
    assert shipped.group == bare.group
    assert shipped.llm == bare.llm


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[fetch]\ntotal_second = 3\n", "did you mean fetch.total_seconds?"),
        ("[fecth]\n", "did you mean fetch?"),
        ('[digest]\nzone = "Europe/Berln"\n', "did you mean Europe/Berlin?"),
        ("[digest]\nmax_stories = 0\n", "digest.max_stories"),
        ('[run]\ndigest_at = "25:00"\n', "run.digest_at"),
        ("[poll\n", "isn't valid TOML"),
        ('[fetch]\nallow_private = ["127.0.0.0/33"]\n', "fetch.allow_private"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_what_would_be_right(tmp_path: Path, toml: str, told: str) -> None:
    with pytest.raises(SettingsError, match=r"\S") as caught:
        configured(tmp_path, toml)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("NEWSDESK_WBE__BIND", "did you mean NEWSDESK_WEB__BIND?"),
        ("NEWSDESK_WEB__BNID", "did you mean NEWSDESK_WEB__BIND?"),
    ],
)
def test_a_mistyped_variable_is_an_error_and_not_ignored(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        configured(tmp_path, "", {name: "x"})
    assert told in str(caught.value)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_FETCH__ALLOW_PRIVATE", "127.0.0.0/8, ::1/128")
    monkeypatch.setenv("NEWSDESK_DIGEST__MAX_STORIES", "3")
    settings = configured(tmp_path, "[digest]\nmax_stories = 5\n").settings
    assert settings.digest.max_stories == 3
    assert settings.fetch.allow_private == (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def test_a_missing_configuration_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere doesn't exist"):
        load(tmp_path / "nowhere", {})


def test_a_secret_comes_from_its_file_and_never_shows(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("sk-very-secret-indeed\n", encoding="utf-8")
    secrets = read_secrets({"OPENAI_API_KEY_FILE": str(path)})
    assert secrets.openai_api_key == "sk-very-secret-indeed"
    assert "very-secret" not in repr(secrets)


def test_a_secret_given_twice_or_in_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="leave one away"):
        read_secrets({"DISCORD_TOKEN": "a", "DISCORD_TOKEN_FILE": "b"})
    with pytest.raises(SettingsError, match="can't be read"):
        read_secrets({"DISCORD_TOKEN_FILE": str(tmp_path / "none")})


def test_the_database_is_a_file_in_the_data_folder_unless_an_address_is_given(tmp_path: Path) -> None:
    assert configured(tmp_path, f'[data]\ndir = "{tmp_path}"\n').database_url == f"sqlite:///{tmp_path}/newsdesk.db"
    assert configured(tmp_path, "", {"DATABASE_URL": "postgresql:///x"}).database_url == "postgresql:///x"
