"""A digest in each form that `newsdesk digest --format` knows."""

from __future__ import annotations

import json
import shutil

from bot.news.message import digest_message
from bot.news.model import Digest


def render(digest: Digest, form: str, *, colour: bool = False, width: int | None = None) -> str:
    """`form` is one of terminal, json, html, markdown, slack, discord. Chat forms are the payloads that are posted."""
    if form == "json":
        from bot.commands.digest_json import digest_to_json

        return json.dumps(digest_to_json(digest), ensure_ascii=False)
    message = digest_message(digest)
    if form == "terminal":
        from bot.adapters.terminal_view import render as draw

        return draw(message, width or min(shutil.get_terminal_size((88, 24)).columns, 100), colour)
    if form in ("html", "markdown"):
        from bot.adapters import markup_view

        return markup_view.to_html(message) if form == "html" else markup_view.to_markdown(message)
    if form == "slack":
        from bot.adapters.slack_view import to_payloads as slack_payloads

        payloads = slack_payloads(message)
    else:
        from bot.adapters.discord_view import to_payloads as discord_payloads

        payloads = discord_payloads(message)
    return json.dumps(payloads[0] if len(payloads) == 1 else payloads, ensure_ascii=False)
