"""What the bot may do in a channel, as Discord documents it."""

from __future__ import annotations

from bot.adapters.discord_permissions import (
    READ_HISTORY,
    SEND_IN_THREADS,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    may_read_history,
    missing_to_post,
    permissions,
)

BASIC = VIEW_CHANNEL | SEND_MESSAGES | READ_HISTORY
GUILD = {
    "id": "1",
    "owner_id": "9",
    "roles": [
        {"id": "1", "permissions": str(BASIC)},
        {"id": "2", "permissions": str(SEND_IN_THREADS)},
        {"id": "3", "permissions": str(1 << 3)},
    ],
}


def overwrite(id: str, type: int, *, allow: int = 0, deny: int = 0) -> dict[str, object]:
    return {"id": id, "type": type, "allow": str(allow), "deny": str(deny)}


def test_roles_add_up() -> None:
    assert permissions(GUILD, ["2"], "7", ()) == BASIC | SEND_IN_THREADS


def test_a_channel_closed_to_everyone_is_open_where_a_role_or_the_bot_itself_is_let_in() -> None:
    closed = overwrite("1", 0, deny=SEND_MESSAGES)
    assert missing_to_post(permissions(GUILD, [], "7", [closed]), in_thread=False) == ["Send Messages"]
    by_role = [closed, overwrite("2", 0, allow=SEND_MESSAGES)]
    assert missing_to_post(permissions(GUILD, ["2"], "7", by_role), in_thread=False) == []
    itself = [closed, overwrite("2", 0, deny=SEND_MESSAGES), overwrite("7", 1, allow=SEND_MESSAGES)]
    assert missing_to_post(permissions(GUILD, ["2"], "7", itself), in_thread=False) == []


def test_an_administrator_and_an_owner_may_everything() -> None:
    closed = [overwrite("1", 0, deny=BASIC)]
    assert missing_to_post(permissions(GUILD, ["3"], "7", closed), in_thread=True) == []
    assert may_read_history(permissions(GUILD, [], "9", closed))


def test_in_a_thread_another_permission_counts() -> None:
    assert missing_to_post(BASIC, in_thread=True) == ["Send Messages in Threads"]
    assert missing_to_post(0, in_thread=False) == ["View Channel", "Send Messages"]


def test_a_history_is_readable_only_in_a_channel_that_is_seen() -> None:
    assert may_read_history(BASIC) and not may_read_history(READ_HISTORY) and not may_read_history(VIEW_CHANNEL)
