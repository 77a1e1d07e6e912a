"""kill -9 at random moments of deliveries, against fake platforms over real sockets: is anything lost or doubled?

    python bench/kills.py [--kills 200] [--platform discord|slack|both] [--faults 0.1] [--processes 1] [--seed N]

The whole program runs (`newsdesk run` as a process with its workers, killed as a group) on a database with the demo's
news, and posts long digests to several channels. After each kill it is started again; when the outbox is empty, all
digests become due anew. Time passes by rows: after a kill the dead one's leases have ended. With several processes some
or all of them are killed at a time, and those that live take over. `--faults`: of so many posts (a share) the message is stored and its answer lost; every post takes a while. In the end
the platform's log is compared with the outbox: every part that was planned stands in its channel exactly once, and
each channel has as many digests as there were rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import Any, Protocol

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.news.model import StoryFilter
from bot.ports import Subscription
from bot.store.store import Store
from tests.fakes import discord_server, discord_world, slack_server
from tests.fakes.slack_faults import FaultKind
from tests.journeys.newsroom import (
    Running,
    database_of,
    end_leases_of,
    held_by,
    home_with,
    in_database,
    let_time_pass,
    make_due,
    open_deliveries,
    sql_time,
    start,
    stock,
)
from tests.journeys.terminal import Terminal

CHANNELS = 8
STORIES = 20
AT_WORK = 1.8
"""Seconds from being connected within which it is killed: composing and posting to all channels take about two."""
ANSWER_SECONDS = 0.4
"""How long each post takes, half of the time before it is stored and half after, so that kills fall into both."""
STARTING = 0.15
"""Share of the kills that come earlier, while it is starting."""
LAST_ROUND = 120.0
LEASE = 70.0
"""Seconds that pass, by the database's rows, after each kill: the dead one's lease has ended."""
TAKING_OVER = 4.0
"""The most seconds in which those that live are left alone with what a dead one held."""


class Platform(Protocol):
    """A fake platform as a process: what the bot needs to reach it, its channels, and the markers that it holds."""

    name: str
    channels: list[str]

    @property
    def environ(self) -> dict[str, str]: ...

    async def lose_answers(self, share: float, seed: int) -> None: ...

    async def markers(self) -> Counter[str]: ...

    async def violations(self) -> list[Any]: ...


@dataclass
class Slack:
    control: slack_server.SlackControl
    name: str = "slack"
    channels: list[str] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        return {
            "NEWSDESK_SLACK__API_BASE": self.control.api_url,
            "SLACK_BOT_TOKEN": slack_server.BOT_TOKEN,
            "SLACK_APP_TOKEN": slack_server.APP_TOKEN,
        }

    async def lose_answers(self, share: float, seed: int) -> None:
        lost: tuple[FaultKind, ...] = ("reset_after", "status_after")
        for kind in lost:
            await self.control.fault("chat.postMessage", kind, times=None, fraction=share / 2, seed=seed, status=503)
        slow: tuple[tuple[FaultKind, float], ...] = (("hang_before", 0.5), ("hang_after", 1.0))
        for kind, part in slow:
            await self.control.fault(
                "chat.postMessage", kind, times=None, fraction=part, seed=seed, seconds=ANSWER_SECONDS
            )

    async def markers(self) -> Counter[str]:
        return Counter(await self.control.deliveries())

    async def violations(self) -> list[Any]:
        return await self.control.violations()


@dataclass
class Discord:
    control: discord_server.Control
    api: str
    name: str = "discord"
    channels: list[str] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        return {"NEWSDESK_DISCORD__API_BASE": self.api, "DISCORD_TOKEN": discord_world.TOKEN}

    async def lose_answers(self, share: float, seed: int) -> None:
        route = "POST /channels/*/messages"
        for kind in ("reset", "status"):
            await self.control.do(
                "fault", route=route, kind=kind, after=True, times=None, fraction=share / 2, seed=seed, status=503
            )
        for after, part in ((False, 0.5), (True, 1.0)):
            await self.control.do(
                "fault", route=route, kind="hang", after=after, times=None, fraction=part, seed=seed,
                seconds=ANSWER_SECONDS,
            )  # fmt: skip

    async def markers(self) -> Counter[str]:
        """By the ids in the messages: a message that stands twice has them twice, whatever its nonce."""
        found: Counter[str] = Counter()
        for channel in self.channels:
            for message in await self.control.stored(channel):
                found.update(_marks_in(message))
        return found

    async def violations(self) -> list[Any]:
        found: list[Any] = await self.control.do("violations")
        return found


def _marks_in(part: object) -> set[str]:
    if isinstance(part, dict):
        own = {str(part["custom_id"]).rpartition("|")[2]} if "|" in str(part.get("custom_id", "")) else set()
        return own.union(*(_marks_in(value) for value in part.values()))
    if isinstance(part, list):
        return set().union(*(_marks_in(value) for value in part))
    return set()


@asynccontextmanager
async def slack() -> AsyncIterator[Slack]:
    async with slack_server.slack_process(limits=False) as control:
        made = [await control.add_channel(f"digests-{n}") for n in range(CHANNELS - 1)]
        yield Slack(control, channels=[slack_server.NEWS, *made])


@asynccontextmanager
async def discord() -> AsyncIterator[Discord]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.discord_server", "--no-limits", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        api = (await process.stdout.readline()).decode().strip()
        async with discord_server.Control(api) as control:
            made = [await control.do("new_channel", name=f"digests-{n}") for n in range(CHANNELS - 1)]
            yield Discord(control, api, channels=[str(discord_world.NEWS_ID), *made])
    finally:
        process.terminate()
        await process.wait()


# --- The killing ------------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What a run came to. `taken_over` counts deliveries that a dead process held while another lived; `restart` is the longest time from a start to when the bot was connected."""

    platform: str
    kills: int = 0
    rounds: int = 0
    planned: int = 0
    lost: int = 0
    doubled: int = 0
    unknown: int = 0
    open_seen: int = 0
    taken_over: int = 0
    integrity: str = ""
    restart: float = 0.0
    violations: Counter[str] = field(default_factory=Counter)

    @property
    def row(self) -> str:
        broken = ", ".join(f"{n} {kind}" for kind, n in self.violations.items()) or "none"
        return (
            f"| {self.platform} | {self.kills} | {self.open_seen} | {self.taken_over} | {self.rounds} | {self.planned} | {self.lost} | {self.doubled} | "
            f"{self.unknown} | {self.integrity} | {self.restart:.1f} s | {broken} |"
        )


HEAD = (
    "| platform | kills | in mid-delivery | left to a living process | rounds | parts planned | lost | doubled | unknown | database | slowest start | rules broken |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|"
)


async def subscribe(home: Terminal, platform: Platform) -> None:
    now = datetime.now(UTC)
    async with await Store.open(f"sqlite:///{database_of(home)}") as store:
        for channel in platform.channels:
            order = Subscription(
                0, f"{platform.name}:{channel}", "everything", StoryFilter(), clock_time(8, 30), tuple(range(7)), "UTC",
                STORIES, now, now,
            )  # fmt: skip
            await store.add_subscription(order, now)


async def kill_many(
    platform: Platform, folder: Path, stocked: Path, *, kills: int, faults: float, processes: int, seed: int
) -> Tally:
    home = home_with(folder, stocked, NEWSDESK_LOG__LEVEL="warning", **platform.environ)
    await subscribe(home, platform)
    await platform.lose_answers(faults, seed)
    dice, tally = random.Random(seed), Tally(platform.name)
    bots: list[Running] = []
    while tally.kills < kills:
        if not _left(home):
            tally.rounds += 1
            make_due(home, again=True)
        started = [await start(home) for _ in range(processes - len(bots))]
        bots += started
        await _some_moment(dice.choice(started), dice)
        dying = dice.sample(bots, dice.randint(1, len(bots)))
        await _kill(home, dying, tally, alone=len(dying) == len(bots))
        bots = [one for one in bots if one not in dying]
        if bots:
            await asyncio.sleep(dice.uniform(0, TAKING_OVER))
        print(f"\r{platform.name}: {tally.kills} kills, {tally.rounds} rounds", end="", file=sys.stderr, flush=True)
    await _kill(home, bots, tally, alone=True)
    await _finish(home, tally)
    return await _compared(home, platform, tally)


async def _kill(home: Terminal, dying: Sequence[Running], tally: Tally, *, alone: bool) -> None:
    """`alone`: nobody is left, so time may pass for everything; else only the leases of the dead end."""
    for each in dying:
        await each.kill()
        tally.kills += 1
    tally.open_seen += bool(dying) and open_deliveries(home) > 0
    for each in dying if not alone else ():
        tally.taken_over += held_by(home, each.process.pid)
        end_leases_of(home, each.process.pid, LEASE)
    if alone:
        let_time_pass(home, LEASE)


async def _some_moment(running: Running, dice: random.Random) -> None:
    if dice.random() < STARTING:
        await asyncio.sleep(dice.uniform(0.2, 1.5))
        return
    await running.says(": connected")
    await asyncio.sleep(dice.uniform(0.2, AT_WORK))


async def _finish(home: Terminal, tally: Tally) -> None:
    """The last start, left alone until the outbox is empty."""
    began = time.monotonic()
    running = await start(home)
    await running.says(": connected")
    tally.restart = time.monotonic() - began
    try:
        await _emptied(home, running)
    finally:
        await running.stop()


async def _emptied(home: Terminal, running: Running) -> None:
    deadline = time.monotonic() + LAST_ROUND
    while _left(home):
        if time.monotonic() > deadline:
            raise SystemExit(f"the outbox isn't empty after {LAST_ROUND} s:\n{running.told()}")
        await asyncio.sleep(0.5)


def _left(home: Terminal) -> int:
    """What is still to be composed or posted."""
    due = in_database(
        home,
        "SELECT count(*) FROM subscriptions WHERE state = 'active' AND next_due_at <= ?",
        (sql_time(datetime.now(UTC)),),
    )
    return open_deliveries(home) + int(str(due[0][0]))


async def _compared(home: Terminal, platform: Platform, tally: Tally) -> Tally:
    rows = in_database(
        home, "SELECT p.marker, p.state, d.kind FROM delivery_parts p JOIN deliveries d ON d.id = p.delivery_id"
    )
    digests = {
        str(marker).rpartition(".")[0] for marker, state, kind in rows if kind == "digest" and state != "cancelled"
    }
    there = await platform.markers()
    sent = {str(marker) for marker, state, _ in rows if state == "sent"}
    tally.planned = len([1 for _, state, _ in rows if state != "cancelled"])
    tally.unknown = len([1 for _, state, _ in rows if state in ("unknown", "failed")])
    tally.lost = len([1 for marker in sent if not there[marker]])
    tally.lost += max(0, tally.rounds * len(platform.channels) - len(digests))
    tally.lost += len([1 for marker, state, _ in rows if state not in ("sent", "cancelled", "unknown", "failed")])
    tally.doubled = sum(count - 1 for count in there.values() if count > 1)
    tally.integrity = str(in_database(home, "PRAGMA integrity_check")[0][0])
    tally.violations = Counter(str(one.get("kind", one)) for one in await platform.violations())
    return tally


async def run(chosen: argparse.Namespace) -> list[Tally]:
    platforms: dict[str, Callable[[], AbstractAsyncContextManager[Platform]]] = {"slack": slack, "discord": discord}
    names = list(platforms) if chosen.platform == "both" else [chosen.platform]
    tallies = []
    with tempfile.TemporaryDirectory(prefix="nd-kills-") as name:
        stocked = await stock(Path(name))
        for each in names:
            async with platforms[each]() as platform:
                folder = Path(name) / each
                tallies.append(
                    await kill_many(
                        platform, folder, stocked, kills=chosen.kills, faults=chosen.faults,
                        processes=chosen.processes, seed=chosen.seed,
                    )
                )  # fmt: skip
    return tallies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--platform", choices=("discord", "slack", "both"), default="both")
    parser.add_argument("--faults", type=float, default=0.1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", file=sys.stderr)
    tallies = asyncio.run(run(chosen))
    print(f"\n{HEAD}")
    for tally in tallies:
        print(tally.row)
    if any(tally.lost or tally.doubled for tally in tallies):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
