"""One of several processes that plan and post the same outbox, as the arrow does, and leave some parts in the middle.

    python -m tests.store.post_side_by_side URL OWNER FILE HOUR

"Posts" by appending the part's marker to FILE. All processes of one HOUR have the same clock, so that no lease ends
among them; what one of them left in the middle is taken up an hour later. Prints how many parts it posted.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.outbox_ports import Delivery, Part, ToldStory
from bot.store.store import Store
from tests.store.posting import HOUR, add_channel, delivery
from tests.store.samples import NOW

CHANNELS = 8
OCCASIONS = 4
PARTS = 3
LEFT = 0.08
"""How often a process stops in the middle of a part in the first hour."""


async def work(url: str, owner: str, file: Path, hour: int) -> int:
    luck = random.Random(f"{owner} {hour}")
    now = NOW + hour * HOUR
    posted = 0
    async with await Store.open(url) as store:
        await _plan(store)
        while taken := await store.claim_deliveries(now, owner=owner, limit=2, platforms=["slack"]):
            for one in taken:
                posted += await _post(store, one, owner, now, file, luck if hour == 0 else None)
    return posted


async def _plan(store: Store) -> None:
    """All processes plan the same occasions."""
    for channel in [await add_channel(store, f"C{n}") for n in range(CHANNELS)]:
        for occasion in range(OCCASIONS):
            told = tuple(ToldStory(1, 1, part, part=part) for part in range(1, PARTS + 1))
            name = f"{channel.external_id}-{occasion}"
            await store.plan(delivery(channel, name, parts=PARTS, occasion=f"o{occasion}", told=told), NOW)


async def _post(
    store: Store, taken: Delivery, owner: str, now: datetime, file: Path, luck: random.Random | None
) -> int:
    """Part by part; one that was under way is looked up first. Stops now and then before or after it posted."""
    posted = 0
    for part in taken.parts:
        if part.state == "sent" or await _was_there(store, taken, part, now, file):
            continue
        if not await store.part_sending(taken.id, part.n, now, owner=owner) or _stops(luck):
            return posted
        await asyncio.to_thread(_append, part, file)
        posted += 1
        if _stops(luck):
            return posted
        await store.part_sent(taken.id, part.n, part.marker, now)
    return posted


async def _was_there(store: Store, taken: Delivery, part: Part, now: datetime, file: Path) -> bool:
    if part.state != "sending":
        return False
    there = part.marker in (await asyncio.to_thread(file.read_text)).split()
    if there:
        await store.part_sent(taken.id, part.n, part.marker, now)
    else:
        await store.part_open(taken.id, part.n, "planned", "not found", now)
    return there


def _stops(luck: random.Random | None) -> bool:
    return luck is not None and luck.random() < LEFT


def _append(part: Part, file: Path) -> None:
    with file.open("a") as posted:
        posted.write(f"{part.marker}\n")


def main(arguments: Sequence[str]) -> None:
    url, owner, file, hour = arguments
    sys.stdout.write(f"{asyncio.run(work(url, owner, Path(file), int(hour)))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
