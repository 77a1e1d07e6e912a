"""What a browser shows of an installation on Slack: the way there, that it is done and what comes next, or why it isn't."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.response import BoltResponse

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ max-width: 34em; margin: 3em auto; padding: 0 1em; font: 1em/1.5 sans-serif }}</style>
</head>
<body>
<h1>{title}</h1>
{paragraphs}
</body>
</html>
"""
_OUTDATED = "The link was used already, is older than ten minutes, or was opened in another browser."
_REASONS = {
    "access_denied": "It was cancelled on Slack's page. Nothing is stored.",
    "invalid_browser": _OUTDATED,
    "invalid_state": _OUTDATED,
    "storage_error": "The database can't be written to just now; the operator's log says why.",
}
_OTHERWISE = "Slack didn't confirm it."


def install_page(url: str) -> str:
    """The one with the way to Slack; `url` is Slack's."""
    return _page(
        "Install Newsdesk on Slack",
        "A daily digest of the AI industry's news in the channels that ask for it, and answers with their sources.",
        f'<a href="{escape(url)}">Add to Slack</a>',
    )


def callback_pages(install_path: str) -> AsyncCallbackOptions:
    """`install_path` is where one begins anew."""

    async def success(args: AsyncSuccessArgs) -> BoltResponse:
        workspace = escape(args.installation.team_name or "the workspace")
        slack = f"https://app.slack.com/client/{escape(args.installation.team_id or '')}"
        return _answer(
            200,
            _page(
                f"Newsdesk is installed in {workspace}",
                "In a channel, type <code>/invite @Newsdesk</code>: one press there subscribes it.",
                f'<a href="{slack}">Back to Slack</a>',
            ),
        )

    async def failure(args: AsyncFailureArgs) -> BoltResponse:
        reason = _REASONS.get(args.reason, f"{_OTHERWISE} ({escape(args.reason)})")
        again = f'<a href="{escape(install_path)}">Try again</a>'
        return _answer(args.suggested_status_code, _page("Newsdesk isn't installed", reason, again))

    return AsyncCallbackOptions(success, failure)


def _answer(status: int, page: str) -> BoltResponse:
    headers: dict[str, str | Sequence[str]] = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
    return BoltResponse(status=status, headers=headers, body=page)


def _page(title: str, *paragraphs: str) -> str:
    return _PAGE.format(title=title, paragraphs="\n".join(f"<p>{text}</p>" for text in paragraphs))
