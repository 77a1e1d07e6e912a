"""What Slack's refusals mean to us: each answer that isn't "ok" becomes one of the errors of `bot.outbox_ports`.

Slack says what it did: an answer with an error code means that nothing was done. Only where no such answer came
(a time-out, a reset, a 5xx, a body that isn't Slack's) may the act have happened all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.outbox_ports import ChannelClosed, PartRefused, TokenRefused, Unsure
from bot.ports import NewsdeskError, TryLater

LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "accesslimited"})
TOKEN_CODES = frozenset(
    {
        "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "access_denied",
        "not_allowed_token_type", "no_permission", "org_login_required", "app_uninstalled", "team_access_not_granted",
    }
)  # fmt: skip
# "Some aspect of the operation may have succeeded": the documentation of fatal_error and internal_error.
_DOUBTFUL = frozenset({"fatal_error", "internal_error", "service_unavailable", "unknown_error"})
_AGAIN = frozenset({"request_timeout", "invalid_cursor", "team_added_to_org", "team_not_found", "ekm_access_denied"})

GONE: Mapping[str, str] = {
    "channel_not_found": "the channel is gone, or private and Newsdesk isn't in it; invite it with /invite",
    "not_in_channel": "Newsdesk isn't in the channel; invite it with /invite",
    "user_not_found": "that person no longer exists",
    "users_not_found": "that person no longer exists",
    "user_disabled": "that person's account is deactivated",
}
CLOSED: Mapping[str, str] = {
    "is_archived": "the channel is archived",
    "restricted_action": "an admin has restricted who may post there",
    "restricted_action_read_only_channel": "the channel is read-only",
    "restricted_action_thread_only_channel": "the channel takes replies in threads only",
    "restricted_action_non_threadable_channel": "the channel takes no threads",
    "restricted_action_thread_locked": "the thread is locked",
    "method_not_supported_for_channel_type": "Slack allows no posts there",
    "messages_tab_disabled": "the app's messages tab is off (App Home, in the app's settings)",
    "cannot_dm_bot": "a bot takes no direct messages",
    "cannot_reply_to_message": "the message can't be replied to",
    "user_not_visible": "Slack lets Newsdesk not see that person",
    "external_channel_migrating": "the channel is being moved by Slack",
    "posting_to_general_channel_denied": "an admin has restricted who may post in the general channel",
    "enterprise_is_restricted": "the organisation has restricted the app",
}

Errors = (SlackClientError, ClientError, TimeoutError, OSError, AttributeError, ValueError)
"""All that slack_sdk lets through; AttributeError and ValueError are what it makes of a body that isn't Slack's."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer of Slack's: HTTP status, error code ("" when it gave none), seconds to wait, the scope it wanted."""

    status: int
    code: str
    retry_after: float | None = None
    needed: str = ""


def refusal(error: SlackApiError) -> Refusal:
    """Reads a SlackApiError, whose response may be slack_sdk's own or aiohttp's."""
    response: Any = error.response
    data = getattr(response, "data", response)
    said: Mapping[str, Any] = data if isinstance(data, dict) else {}
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 200)
    return Refusal(status, str(said.get("error") or ""), _seconds(response), str(said.get("needed") or ""))


def code_of(error: Exception) -> str:
    """Slack's own word for what went wrong, "" where there is none."""
    return refusal(error).code if isinstance(error, SlackApiError) else ""


def posting_error(error: Exception) -> NewsdeskError:
    """What became of something that was to be posted."""
    if isinstance(error, ClientConnectorError):
        return TryLater("Slack can't be reached")
    if not isinstance(error, SlackApiError):
        return Unsure(f"Slack gave no clear answer ({type(error).__name__})")
    return _posting_refusal(refusal(error))


def _posting_refusal(said: Refusal) -> NewsdeskError:
    if said.status == 429 or said.code in LIMITED:
        return TryLater("Slack's limit is reached", said.retry_after or 30.0)
    if said.status >= 500 or not said.code or said.code in _DOUBTFUL:
        return Unsure(f"Slack gave no clear answer ({said.code or said.status})")
    return _refused(said)


def reading_error(error: Exception) -> NewsdeskError:
    """What became of a question, which may be asked again at any time."""
    if not isinstance(error, SlackApiError):
        return TryLater(f"Slack can't be reached ({type(error).__name__})")
    said = refusal(error)
    if said.status == 429 or said.code in LIMITED:
        return TryLater("Slack's limit is reached", said.retry_after or 30.0)
    if said.status >= 500 or not said.code or said.code in _DOUBTFUL:
        return TryLater(f"Slack is in trouble ({said.code or said.status})")
    return _refused(said)


def _refused(said: Refusal) -> NewsdeskError:
    if said.code in TOKEN_CODES:
        return TokenRefused(
            f"Slack refuses our token ({said.code}); install the app again, or set a new SLACK_BOT_TOKEN"
        )
    if said.code in _AGAIN:
        return TryLater(f"Slack asks to come back later ({said.code})")
    if said.code == "missing_scope":
        return ChannelClosed(f"the scope “{said.needed or 'chat:write'}” is missing; install the app again with it")
    if said.code in GONE:
        return ChannelClosed(GONE[said.code], gone=True)
    if said.code in CLOSED:
        return ChannelClosed(CLOSED[said.code])
    return PartRefused(f"Slack refuses the message ({said.code})")


def _seconds(response: Any) -> float | None:
    headers = getattr(response, "headers", None) or {}
    value = next((headers[key] for key in headers if str(key).lower() == "retry-after"), None)
    try:
        return float(value[0] if isinstance(value, list) else value) if value is not None else None
    except ValueError:
        return None
