"""A script that asks and asks is told to wait; everybody else is answered."""

from __future__ import annotations

from datetime import timedelta

from bot.commands.pace import MOST_OF_PERSON, MOST_OF_WORKSPACE, SPAN, Pace
from tests.commands.chat_room import ADA, BEN, Room, words
from tests.pipeline.platform import MONDAY


def test_two_hundred_at_once_are_in_order_and_after_a_while_again() -> None:
    pace = Pace()
    assert all(pace.allows("slack", "T1", "U1", MONDAY) for _ in range(MOST_OF_PERSON))
    assert not pace.allows("slack", "T1", "U1", MONDAY + SPAN / 2)
    assert pace.allows("slack", "T2", "U1", MONDAY) and pace.allows("slack", "T1", "U2", MONDAY)
    assert pace.allows("slack", "T1", "U1", MONDAY + SPAN)


def test_a_workspace_has_a_measure_too_and_people_without_one_have_their_own() -> None:
    pace = Pace()
    asked = [pace.allows("slack", "T1", f"U{n}", MONDAY) for n in range(MOST_OF_WORKSPACE + 5)]
    assert asked.count(True) == MOST_OF_WORKSPACE
    assert all(pace.allows("discord", "", f"{n}", MONDAY) for n in range(MOST_OF_WORKSPACE + 5))


async def test_who_asks_too_much_is_told_so_and_others_are_answered(room: Room) -> None:
    now = room.clock()
    while room.chat._room.pace.allows("slack", "T1", ADA.person, now):
        pass
    assert "Ask again in ten minutes" in words(await room.run(ADA, "news ask", question="who uses Fjord?"))
    assert "ten minutes" not in words(await room.run(BEN, "news ask", question="who uses Fjord?"))
    room.clock.now = now + timedelta(minutes=11)
    assert "ten minutes" not in words(await room.run(ADA, "news ask", question="who uses Fjord?"))
