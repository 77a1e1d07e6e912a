"""What an operator can set: config/bot.toml, the environment over it, and secrets from the environment alone.

Checked once at start. Whatever is wrong ends in a SettingsError: one sentence that says what and what to do.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tomli
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "NEWSDESK_"
NOT_SECTIONS = {"NEWSDESK_CONFIG", "NEWSDESK_SECRET_KEY", "NEWSDESK_ADMIN_PASSWORD"}
FOR_TESTS = ("NEWSDESK_TEST_",)


class SettingsError(Exception):
    """A setting is wrong, unknown or missing; the text names it and says what would be right."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Data(_Section):
    dir: Path = Path("~/.local/share/newsdesk")


class Fetch(_Section):
    user_agent: str = "Newsdesk/{version} (+https://newsdesk.invalid/bot)"
    total_seconds: float = Field(default=20, gt=0, le=300)
    max_body: int = Field(default=10_000_000, ge=10_000)
    connections: int = Field(default=100, ge=1, le=1000)
    per_host_connections: int = Field(default=4, ge=1, le=100)
    per_host_rate: float | None = Field(default=None, gt=0)
    allow_private: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()

    @field_validator("allow_private", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        parts = value.split(",") if isinstance(value, str) else value
        return tuple(ip_network(p.strip()) if isinstance(p, str) else p for p in parts if p) if parts else ()  # type: ignore[attr-defined]


class Poll(_Section):
    interval: float = Field(default=1800, ge=60)
    min_interval: float = Field(default=600, ge=60)
    max_interval: float = Field(default=6 * 3600, ge=60)
    max_backoff: float = Field(default=12 * 3600, ge=60)
    recent_hours: float = Field(default=72, gt=0)
    late_days: float = Field(default=14, gt=0)
    moved_days: float = Field(default=7, ge=0)
    concurrency: int = Field(default=64, ge=1, le=1000)


class Read(_Section):
    pages: bool = True
    concurrency: int = Field(default=8, ge=1, le=200)
    full_text_chars: int = Field(default=900, ge=100)


class Group(_Section):
    window_days: float = Field(default=7, gt=0, le=60)


class DigestSection(_Section):
    zone: str = "UTC"
    max_stories: int = Field(default=8, ge=1, le=50)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return known_zone(value)


class Run(_Section):
    digest_at: str = Field(default="08:30", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")


class Web(_Section):
    """`public`: the pages are meant for others than this machine's people."""

    bind: str = "127.0.0.1:8080"
    public_url: str = ""
    public: bool = False


class Files(_Section):
    feeds: Path | None = None
    names: Path | None = None


class Llm(_Section):
    """Prices are for a million tokens; `daily_cost` is in the same money, 0 for no limit."""

    model: str = Field(default="gpt-5-mini", min_length=1)
    daily_tokens: int = Field(default=200_000, ge=0)
    daily_cost: float = Field(default=0, ge=0)
    input_price: float = Field(default=0.25, ge=0)
    output_price: float = Field(default=2.0, ge=0)
    kept_for_digests: float = Field(default=0.5, ge=0, le=1)
    seconds: float = Field(default=60, ge=0.5, le=600)
    stories_a_request: int = Field(default=4, ge=1, le=10)
    second_judge: bool = False


class Operators(_Section):
    channel: str = ""


class Discord(_Section):
    api_base: str = ""

    @field_validator("api_base")
    @classmethod
    def _safe(cls, value: str) -> str:
        return _api_base(value)


class Slack(_Section):
    api_base: str = ""
    news_command: str = Field(default="/news", pattern=r"^/[a-z0-9_-]{1,31}$")
    manage_command: str = Field(default="/newsdesk", pattern=r"^/[a-z0-9_-]{1,31}$")

    @field_validator("api_base")
    @classmethod
    def _safe(cls, value: str) -> str:
        return _api_base(value)


class Deliver(_Section):
    late_hours: float = Field(default=6, gt=0, le=24)
    concurrency: int = Field(default=50, ge=1, le=500)
    seconds: float = Field(default=5, ge=0.1, le=60)


class Log(_Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    json_lines: bool = False


class Settings(BaseSettings):
    """All that isn't secret. Any key can be set as NEWSDESK_SECTION__KEY."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=False
    )

    data: Data = Data()
    fetch: Fetch = Fetch()
    poll: Poll = Poll()
    read: Read = Read()
    group: Group = Group()
    digest: DigestSection = DigestSection()
    run: Run = Run()
    web: Web = Web()
    files: Files = Files()
    llm: Llm = Llm()
    operators: Operators = Operators()
    deliver: Deliver = Deliver()
    discord: Discord = Discord()
    slack: Slack = Slack()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings


@dataclass(frozen=True, slots=True)
class Secrets:
    """Read from the environment under the names people use, or from the file that NAME_FILE names. Never printed."""

    discord_token: str | None = None
    slack_bot_token: str | None = None
    slack_app_token: str | None = None
    slack_signing_secret: str | None = None
    slack_client_id: str | None = None
    slack_client_secret: str | None = None
    openai_api_key: str | None = None
    openai_base_url: str | None = None
    database_url: str | None = None
    newsdesk_secret_key: str | None = None
    newsdesk_admin_password: str | None = None

    def __repr__(self) -> str:
        return f"Secrets(set: {', '.join(f.name for f in fields(self) if getattr(self, f.name)) or 'none'})"


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything read at start. `directory` is the configuration's folder."""

    settings: Settings
    secrets: Secrets
    directory: Path

    @property
    def data_dir(self) -> Path:
        return self.settings.data.dir.expanduser()

    @property
    def database_url(self) -> str:
        return self.secrets.database_url or f"sqlite:///{self.data_dir / 'newsdesk.db'}"

    @property
    def feeds_file(self) -> Path:
        return self.settings.files.feeds or self.directory / "feeds.toml"

    @property
    def prompts_dir(self) -> Path:
        """Where the model's prompts are; those that ship, where the configuration has none of its own."""
        own = self.directory / "prompts"
        return own if own.is_dir() else default_config_dir() / "prompts"

    @property
    def names_file(self) -> Path:
        return self.settings.files.names or self.directory / "names.toml"


def _api_base(value: str) -> str:
    """Another server that speaks the platform's API. Tokens go there, so plain http only to this very machine."""
    if not value:
        return ""
    parts = urlsplit(value)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname)):
        return value
    raise ValueError("it must be an https address, or an http one on this machine such as http://127.0.0.1:9000/api/")


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def default_config_dir() -> Path:
    """The configuration that ships: bot/_config in a wheel, ../config beside the package in a checkout."""
    shipped = Path(str(files("bot"))) / "_config"
    return shipped if shipped.is_dir() else shipped.parent.parent / "config"


def known_zone(name: str) -> str:
    """The name itself if tzdata knows it. Raises ValueError with the nearest known ones."""
    from zoneinfo import available_timezones

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"no such time zone: {name!r}{_near(name, sorted(available_timezones()))}") from None
    return name


def load(directory: Path | None, environ: Mapping[str, str] | None = None) -> Configuration:
    """Reads and checks everything. Raises SettingsError."""
    environ = os.environ if environ is None else environ
    chosen = directory or (Path(environ["NEWSDESK_CONFIG"]) if environ.get("NEWSDESK_CONFIG") else None)
    where = chosen or default_config_dir()
    if not where.is_dir():
        raise SettingsError(f"the configuration folder {where} doesn't exist; create it or leave --config away")
    _check_environment(environ)
    return Configuration(_settings(where / "bot.toml"), read_secrets(environ), where)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file's content. Raises SettingsError when it is missing or malformed."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path} doesn't exist; the shipped one is {default_config_dir() / path.name}") from None
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} isn't valid TOML: {error}") from error
    except OSError as error:
        raise SettingsError(f"{path} can't be read: {error.strerror}") from error


def read_secrets(environ: Mapping[str, str]) -> Secrets:
    """Secrets from NAME or NAME_FILE. Raises SettingsError when both are set or the file can't be read."""
    return Secrets(**{f.name: _secret(f.name.upper(), environ) for f in fields(Secrets)})


def _secret(name: str, environ: Mapping[str, str]) -> str | None:
    path = environ.get(f"{name}_FILE")
    if not path:
        return environ.get(name, "").strip() or None
    if environ.get(name):
        raise SettingsError(f"both {name} and {name}_FILE are set; leave one away")
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{name}_FILE names {path}, which can't be read") from None


def _settings(path: Path) -> Settings:
    values = read_toml(path) if path.exists() else {}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_explain(error, path)) from None


def _explain(error: ValidationError, path: Path) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    variable = PREFIX + place.upper().replace(".", "__")
    where = f"{place} (in {path} or as {variable})"
    if first["type"] == "extra_forbidden":
        return f"unknown setting {where}{_near(place, list(known_keys()))}"
    return f"setting {where} is wrong: {first['msg'].removeprefix('Value error, ')}"


def known_keys() -> Iterator[str]:
    """All settings as section.key."""
    for section, described in Settings.model_fields.items():
        yield section
        model = described.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (f"{section}.{key}" for key in model.model_fields)


def _check_environment(environ: Mapping[str, str]) -> None:
    known = {PREFIX + key.upper().replace(".", "__") for key in known_keys()}
    allowed = known | NOT_SECTIONS | {f"{name}_FILE" for name in NOT_SECTIONS - {"NEWSDESK_CONFIG"}}
    for name in environ:
        if name.startswith(PREFIX) and name not in allowed and not name.startswith(FOR_TESTS):
            raise SettingsError(f"unknown setting {name} in the environment{_near(name, sorted(allowed))}")


def _near(word: str, among: list[str]) -> str:
    near = difflib.get_close_matches(word, among, n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""
