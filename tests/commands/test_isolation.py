"""Whatever people of one workspace do, nothing of another's shows, and nothing of it changes.

Every command, press and form is tried with every number and mark in the database, as somebody would who forges buttons.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.commands.chat import PRESSES, RUNS, SUBMITS
from bot.commands.conversation import Asker, Form, Mistakes, Outcome, Place, Reply, Submitted
from bot.commands.replies import note
from bot.news.message_json import message_to_json
from bot.outbox_ports import Json
from bot.store.schema import metadata
from bot.store.store import Store
from tests.commands.chat_room import Room, direct, message_of
from tests.store.samples import NOW
from tests.store.test_forgetting import _live, _shared_news

THEIRS = re.compile(r"(?<![A-Za-z0-9_])T1(?![A-Za-z0-9_])")
"""Stands in all that the other workspace has: names, texts, addresses, ids."""
HERE = Place("slack", "T2", "C-T2", name="news of T2", workspace_name="House T2")
EVE = Asker(HERE, "U-T2", "Eve", "e0", manages=True, admin=True, zone="Europe/London")
DOUBLE = replace(EVE, person="U-T1", manages=False, admin=False)
"""Has the id of somebody in the other workspace: ids are unique in one workspace only."""
SHARED_CHANNEL = replace(EVE, place=replace(HERE, channel="C-T1", name=None))
"""In a channel that both workspaces share."""
OUTSIDE = replace(
    EVE, place=replace(HERE, workspace="T3", channel="C-T3", name=None, workspace_name=None), present=False
)
ALONE = replace(direct(EVE), place=replace(direct(EVE).place, workspace=""))
ASKERS = (EVE, DOUBLE, direct(EVE), direct(DOUBLE), SHARED_CHANNEL, OUTSIDE, ALONE)


def numbers_and_marks(exported: Json) -> tuple[list[str], list[str]]:
    """All of it that a button's value or mark could name."""
    numbers = {row["id"] for rows in exported.values() for row in rows if isinstance(row.get("id"), int)}
    marks = {row["marker"].rpartition(".")[0] for row in exported["delivery_parts"]}
    return [str(number) for number in sorted(numbers)], sorted(marks)


def shown(answer: Outcome | Submitted | None) -> str:
    """All that reaches a person: texts, links, labels, values, fields, files."""
    if isinstance(answer, Reply):
        file = answer.attachment[1].decode() if answer.attachment else ""
        return json.dumps(message_to_json(answer.message), ensure_ascii=False) + file
    if isinstance(answer, Form):
        return repr(answer)
    return json.dumps(dict(answer.by_field)) if isinstance(answer, Mistakes) else ""


def leaked(answer: Outcome | Submitted | None) -> str:
    """What stands around the first thing of theirs that shows. Ids that both workspaces have are nobody's."""
    text = shown(answer).replace(DOUBLE.person, "").replace(SHARED_CHANNEL.place.channel, "")
    found = THEIRS.search(text)
    return text[max(0, found.start() - 200) : found.end() + 100] if found else ""


async def tried(
    room: Room, asker: Asker, numbers: Sequence[str], marks: Sequence[str]
) -> AsyncIterator[tuple[str, Any]]:
    for command in RUNS:
        for number in ("", *numbers):
            values = {name: number for name in ("number", "source", "name", "question", "words", "a", "b") if number}
            yield f"{command} {number}", await room.run(asker, command, **values)
        for action in ("remove", "mute", "unmute"):
            if command == "newsdesk sources":
                for number in numbers:
                    yield f"{action} {number}", await room.run(asker, command, action=action, source=number)
    for action in PRESSES:
        for value in ("", *numbers, *(f"kept.{number}" for number in numbers if action in ("share", "wrong"))):
            for mark in (None, *marks) if value == "" else (None,):
                yield f"press {action} {value} {mark}", await room.press(asker, action, value, mark)
    for form in SUBMITS:
        for number in ("", *numbers, *(f"kept.{number}" for number in numbers if form == "wrong")):
            values = {"question": "and then?", "text": "It is wrong.", "size": "3", "zone": "Asia/Tokyo"}
            yield f"submit {form}:{number}", await room.submit(asker, f"{form}:{number}", **values)
    if asker.place.workspace:
        yield "home", Reply(await room.chat.home(asker))
    for kind in ("subscription", "feed", "watch", "company", "model", "name", "names"):
        completions = await room.chat.complete(asker, kind, "")
        yield f"complete {kind}", Mistakes({str(n): f"{value} {label}" for n, (value, label) in enumerate(completions)})


async def lived_in(store: Store) -> tuple[int, int]:
    """Two workspaces that have something in every table; a reader's clock is a little later."""
    story = await _shared_news(store)
    both = await _live(store, "T1", story), await _live(store, "T2", story)
    table = metadata.tables["kept"]
    async with store._db.write() as connection:
        for row in (await connection.execute(sa.select(table))).all():
            drawn = message_to_json(message_of(note(f"What was answered to {row.text}")))
            await connection.execute(sa.update(table).where(table.c.id == row.id).values(message=drawn, kind="answer"))
    return both


async def test_whatever_one_workspace_does_nothing_of_another_shows_or_changes(room: Room) -> None:
    one, _ = await lived_in(room.store)
    room.clock.now = NOW + timedelta(hours=1)
    before = await room.store.export_workspace(one)
    assert before["subscriptions"] and before["kept"] and before["reports"] and before["watches"] and before["feeds"]
    numbers, marks = numbers_and_marks(before)
    leaks = []
    for asker in ASKERS:
        async for what, answer in tried(room, asker, numbers, marks):
            if found := leaked(answer):
                leaks.append(f"{asker.place.address} as {asker.person}: {what}: …{found}…")
    assert leaks == []
    assert await room.store.export_workspace(one) == before
    await room.submit(EVE, "delete", word="DELETE")
    assert await room.store.export_workspace(one) == before
