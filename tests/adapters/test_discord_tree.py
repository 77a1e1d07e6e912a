"""The commands as Discord is told of them: within its limits, open to whom they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.adapters.discord_tree import command_tree, tree_hash
from bot.commands.catalogue import COMMANDS

Json = dict[str, Any]
NAME = re.compile(r"[-_'a-z0-9]{1,32}")


def parts(command: Json) -> Iterator[Json]:
    yield command
    for option in command.get("options", ()):
        yield from parts(option)


def characters(command: Json) -> int:
    own = len(command["name"]) + len(command["description"])
    return own + sum(len(one["name"]) + len(one["value"]) for one in command.get("choices", ()))


def test_every_command_is_within_discords_limits() -> None:
    for command in command_tree():
        assert sum(characters(one) for one in parts(command)) <= 8000
        for one in parts(command):
            assert NAME.fullmatch(one["name"]) and 1 <= len(one["description"]) <= 100
            assert len(one.get("options", ())) <= 25 and len(one.get("choices", ())) <= 25
            assert all(1 <= len(c["name"]) <= 100 and 1 <= len(c["value"]) <= 100 for c in one.get("choices", ()))
            assert not (one.get("choices") and one.get("autocomplete"))
            required = [option.get("required", False) for option in one.get("options", ())]
            assert required == sorted(required, reverse=True)


def test_all_commands_of_the_catalogue_are_there() -> None:
    names = {f"{root['name']} {sub['name']}" for root in command_tree() for sub in root["options"]}
    assert names == {command.name for command in COMMANDS}


def test_news_is_for_everyone_everywhere_and_newsdesk_for_those_who_manage_channels_of_a_server() -> None:
    news, manage = command_tree()
    assert news["integration_types"] == [0, 1] and news["contexts"] == [0, 1, 2]
    assert "default_member_permissions" not in news
    assert manage["integration_types"] == [0] and manage["contexts"] == [0]
    assert manage["default_member_permissions"] == "16"


def test_a_question_can_be_left_out_since_a_form_asks_for_it() -> None:
    (ask,) = [one for one in command_tree()[0]["options"] if one["name"] == "ask"]
    assert ask["options"][0]["required"] is False


def test_names_and_time_zones_complete_as_one_types() -> None:
    subscribe = next(one for one in command_tree()[1]["options"] if one["name"] == "subscribe")
    completed = {one["name"] for one in subscribe["options"] if one.get("autocomplete")}
    assert completed == {"zone", "names"}


def test_the_commands_are_registered_anew_only_when_they_or_the_application_changed() -> None:
    tree = command_tree()
    changed = [{**tree[0], "description": "Other words"}, tree[1]]
    assert tree_hash(tree, "1") == tree_hash(command_tree(), "1")
    assert len({tree_hash(tree, "1"), tree_hash(tree, "2"), tree_hash(changed, "1")}) == 3
