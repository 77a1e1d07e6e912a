"""Logs: structlog and the standard library's logging through one formatter, to stderr, with secrets taken out."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from bot.news.urls import redact_words

SECRET_SHAPES = re.compile(
    r"(xox[a-z.-]+-[\w-]{8,}|xapp-[\w-]{8,}|sk-[\w-]{12,}|(?:Bearer|Bot|Basic)\s+[\w.~+/-]{8,}=*"
    r"|[MNO][\w-]{22,28}\.[\w-]{6}\.[\w-]{27,}"
    r"|(?<=/webhooks/)\d+/[\w-]{8,}|(?<=/interactions/)\d+/[\w.-]{8,}|(?<=hooks\.slack\.com/)[\w/%-]{8,}"
    r"|(?<=://)[^\s/:@]{1,200}:[^\s/@]{1,200}(?=@)"
    r"|(?<=[?&])(?:token|key|api_key|apikey|auth|secret|client_secret|password|sig|signature|access_token|ticket|code"
    r"|state)=[^&\s\"']{1,500})",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"""(["']\w*(?:token|secret|password|ticket|response_url|authorization)["']\s*[:,=]\s*b?["'])[^"']{4,}""",
    re.IGNORECASE,
)
"""A secret in a printed body or header: 'token': '…'."""


class Redactor:
    """A structlog processor that takes the known secrets, and what looks like one, out of every value."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        self._secrets = tuple(s for s in secrets if len(s) >= 6)

    def __call__(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        return {key: value if key.startswith("_") else self._clean(value) for key, value in event.items()}

    def text(self, value: str) -> str:
        for secret in self._secrets:
            value = value.replace(secret, "***")
        return _NAMED.sub(r"\1***", SECRET_SHAPES.sub("***", redact_words(value)))

    def _clean(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self._clean(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [self._clean(part) for part in value]
        return value if isinstance(value, bool | int | float | None) else self.text(repr(value))


def configure(level: str, *, json_lines: bool = False, secrets: tuple[str, ...] = ()) -> None:
    """Sets up logging for the process. May be called again (tests, several commands in one process)."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(shared, json_lines, Redactor(secrets)))
    logging.raiseExceptions = False  # its complaint of a line that can't be written shows the line, secrets included
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in (
        "trafilatura",
        "asyncio",
        "aiosqlite",
        "htmldate",
        "charset_normalizer",
        "alembic",
        "discord.client",
        "discord.gateway",
    ):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    for chatty in ("apscheduler", "discord", "httpx2", "slack_bolt", "slack_sdk"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _formatter(shared: list[Any], json_lines: bool, redactor: Redactor) -> structlog.stdlib.ProcessorFormatter:
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if not json_lines:
        renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redactor,
            renderer,
        ],
    )


def logger(name: str) -> structlog.stdlib.BoundLogger:
    log: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return log
