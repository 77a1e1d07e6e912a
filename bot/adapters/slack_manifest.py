"""Slack's app manifest for these settings: what `newsdesk slack-manifest` prints, and the scopes that it asks for."""

from __future__ import annotations

from pathlib import Path
from string import Template

from bot.ports import NewsdeskError

SCOPES = (
    "commands", "chat:write", "app_mentions:read", "im:write", "im:history", "channels:read", "groups:read",
    "channels:history", "groups:history", "users:read", "files:write",
)  # fmt: skip
"""As in config/slack-manifest.yaml, where each says what it is for."""
_SOCKET, _HTTP = "# [socket]", "# [http]"


def render_manifest(path: Path, *, commands: tuple[str, str], url: str | None = None) -> str:
    """The file's YAML for Socket Mode, or, with the server's public https `url`, for HTTP mode. Raises NewsdeskError."""
    if url is not None and not url.startswith("https://"):
        raise NewsdeskError("Slack calls https addresses only: set NEWSDESK_WEB__PUBLIC_URL to https://… for HTTP mode")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise NewsdeskError(f"{path} can't be read: {error.strerror}") from error
    wanted = [line for line in lines if not line.endswith(_SOCKET if url else _HTTP) and not line.startswith("#")]
    bare = [line.removesuffix(_SOCKET).removesuffix(_HTTP).rstrip() for line in wanted]
    values = {"news": commands[0], "manage": commands[1], "url": (url or "").rstrip("/")}
    return Template("\n".join(bare) + "\n").substitute(values)
