"""Asks Discord and Slack whether the tokens are right: one question each, nothing posted, no connection kept.

For `newsdesk doctor`, so that whoever sets the bot up learns what is wrong in one line, before anything runs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.adapters.discord_invite import API_BASE as DISCORD_API
from bot.adapters.slack_clients import API as SLACK_API
from bot.adapters.slack_clients import on_this_machine
from bot.adapters.slack_manifest import SCOPES
from bot.commands.health import Check
from bot.settings import Secrets

SECONDS = 10.0
_TELL_NOTHING = {"mend": "check the network, then run `newsdesk doctor` again"}
_REINSTALL = (
    "add them on the app's page, OAuth & Permissions (or paste `newsdesk slack-manifest` anew), and reinstall the app"
)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: dict[str, Any]
    scopes: str = ""


async def _ask(method: str, url: str, token: str) -> _Answer:
    """Raises aiohttp.ClientError, TimeoutError."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with (
        aiohttp.ClientSession(timeout=timeout, trust_env=not on_this_machine(url)) as session,
        session.request(method, url, headers={"Authorization": token}) as answer,
    ):
        try:
            body = await answer.json(content_type=None)
        except ValueError:
            body = {}
        return _Answer(answer.status, body if isinstance(body, dict) else {}, answer.headers.get("x-oauth-scopes", ""))


# --- Slack ------------------------------------------------------------------------------------------------------------


async def check_slack(secrets: Secrets, api_base: str, needed: Sequence[str] = SCOPES) -> list[Check]:
    """The bot's token with its scopes, and the app's token of Socket Mode, as far as they are set."""
    base = (api_base or SLACK_API).rstrip("/")
    found = []
    if secrets.slack_bot_token:
        found += await _guarded("Slack bot token", _slack_bot(base, secrets.slack_bot_token, needed))
    if secrets.slack_app_token:
        found += await _guarded("Slack app token", _slack_app(base, secrets.slack_app_token))
    return found


async def _guarded(name: str, findings: Any) -> list[Check]:
    platform = name.partition(" ")[0]
    try:
        return list(await findings)
    except (aiohttp.ClientError, TimeoutError) as error:
        return [Check(name, False, f"{platform} can't be asked ({type(error).__name__})", **_TELL_NOTHING)]


async def _slack_bot(base: str, token: str, needed: Sequence[str]) -> list[Check]:
    name = "Slack bot token"
    answer = await _ask("POST", f"{base}/auth.test", f"Bearer {token}")
    if not answer.body.get("ok"):
        mend = "copy the Bot User OAuth Token (xoxb-…) from the app's page, OAuth & Permissions, to SLACK_BOT_TOKEN"
        return [_slack_refused(name, "SLACK_BOT_TOKEN", answer, mend)]
    team, bot = answer.body.get("team") or answer.body.get("team_id") or "?", answer.body.get("user") or "the bot"
    return [Check(name, True, f"{bot} in {team}"), _scopes(answer.scopes, needed)]


def _scopes(told: str, needed: Sequence[str]) -> Check:
    granted = set(re.split(r"[,\s]+", told)) - {""}
    lacking = [scope for scope in needed if scope not in granted]
    if not granted:
        return Check("Slack scopes", True, "Slack doesn't tell them here")
    if lacking:
        return Check("Slack scopes", False, f"missing: {', '.join(lacking)}", _REINSTALL)
    return Check("Slack scopes", True, f"all {len(needed)} that are needed")


async def _slack_app(base: str, token: str) -> list[Check]:
    name = "Slack app token"
    answer = await _ask("POST", f"{base}/apps.connections.open", f"Bearer {token}")
    if answer.body.get("ok"):
        return [Check(name, True, "Socket Mode is open")]
    mend = (
        "on the app's page, Basic Information, make an App-Level Token (xapp-…) with connections:write for "
        "SLACK_APP_TOKEN, and turn Socket Mode on"
    )
    return [_slack_refused(name, "SLACK_APP_TOKEN", answer, mend)]


def _slack_refused(name: str, variable: str, answer: _Answer, mend: str) -> Check:
    code = answer.body.get("error")
    if answer.status == 429 or answer.status >= 500 or not code:
        return Check(name, False, f"Slack can't be asked now (HTTP {answer.status})", **_TELL_NOTHING)
    return Check(name, False, f"Slack refuses {variable} ({code})", mend)


# --- Discord ----------------------------------------------------------------------------------------------------------


async def check_discord(token: str, api_base: str) -> list[Check]:
    """The token, the application's settings that would keep the bot from working, and in how many servers it is."""
    base = (api_base or DISCORD_API).rstrip("/")
    return await _guarded("Discord token", _discord(base, f"Bot {token}"))


async def _discord(base: str, token: str) -> list[Check]:
    me = await _ask("GET", f"{base}/users/@me", token)
    if me.status == 401:
        mend = "reset it on the Bot page of your application (discord.com/developers), and set the new one"
        return [Check("Discord token", False, "Discord refuses DISCORD_TOKEN", mend)]
    if me.status != 200:
        return [Check("Discord token", False, f"Discord can't be asked now (HTTP {me.status})", **_TELL_NOTHING)]
    found = [Check("Discord token", True, str(me.body.get("username") or "accepted"))]
    application = await _ask("GET", f"{base}/oauth2/applications/@me", token)
    return [*found, _application(application.body)] if application.status == 200 else found


def _application(about: dict[str, Any]) -> Check:
    name = "Discord application"
    if elsewhere := about.get("interactions_endpoint_url"):
        return Check(
            name, False, f"commands are sent to {elsewhere}, not to the bot",
            "empty Interactions Endpoint URL on the General Information page of your application",
        )  # fmt: skip
    if about.get("bot_require_code_grant"):
        mend = "turn Requires OAuth2 Code Grant off on the Bot page of your application"
        return Check(name, False, "it asks for a code that an invitation doesn't have", mend)
    return Check(name, True, f"{about.get('name') or 'known'}; no privileged intent is needed")
