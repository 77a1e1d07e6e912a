"""How many channels a second get their digest, when all are due at the same moment, from the whole running program.

    python bench/deliver.py [--channels 500] [--platform slack|discord]

`newsdesk run` as a process, a fake platform as another, real sockets; each channel has a subscription of its own, all of
one wish (the worst case for the outbox, the best for composing), or with `--wishes N` of so many different ones. The clock
runs from when all are due to the last message stored. Beside it: the fake alone, posting the same number of messages with
the same client and no store, as the limit that our machine sets.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.kills import Discord, Slack, discord, slack
from bot.news.model import StoryFilter
from bot.outbox_ports import Channel, Courier
from bot.ports import Subscription
from bot.store.store import Store
from tests.fakes import discord_world, slack_server
from tests.journeys.newsroom import bot, database_of, home_with, in_database, make_due, stock
from tests.journeys.terminal import Terminal

LIMIT = 300.0
AT_ONCE = 50


async def subscribe(home: Terminal, platform: str, channels: list[str], wishes: int) -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    async with await Store.open(f"sqlite:///{database_of(home)}") as store:
        for n, channel in enumerate(channels):
            wanted = StoryFilter(words_out=(f"zz{n % wishes}",)) if wishes > 1 else StoryFilter()
            order = Subscription(
                0, f"{platform}:{channel}", "everything", wanted, clock_time(8, 30), tuple(range(7)), "UTC", 8,
                datetime.now(UTC), later,
            )  # fmt: skip
            await store.add_subscription(order, datetime.now(UTC))


async def seconds_of_ours(platform: Slack | Discord, home: Terminal, channels: int) -> float:
    async with bot(home):
        before = sum((await platform.markers()).values())
        make_due(home)
        began = time.monotonic()
        while _sent(home) < channels:
            if time.monotonic() - began > LIMIT:
                raise SystemExit(f"only {_sent(home)} of {channels} were sent in {LIMIT} s")
            await asyncio.sleep(0.1)
        seconds = time.monotonic() - began
    found = await platform.markers()
    if sum(found.values()) - before != channels or max(found.values()) > 1:
        raise SystemExit(f"{sum(found.values()) - before} messages stand there, not {channels}")
    return seconds


def _sent(home: Terminal) -> int:
    return int(str(in_database(home, "SELECT count(*) FROM deliveries WHERE state = 'sent'")[0][0]))


async def seconds_of_the_courier(courier: Courier, name: str, channels: list[str]) -> float:
    """The same number of small messages by our courier alone, as many at once: no store, no composing."""
    turn = asyncio.Semaphore(AT_ONCE)
    payload: dict[str, object] = {"text": "bench"} if name == "slack" else {"content": "bench"}

    async def post(n: int, external: str) -> None:
        channel = Channel(n, name, 1, slack_server.TEAM, external, None, "active", None)
        async with turn:
            await courier.post(channel, payload, marker=f"bench{n}.1")

    began = time.monotonic()
    await asyncio.gather(*(post(n, external) for n, external in enumerate(channels)))
    return time.monotonic() - began


async def measured(chosen: argparse.Namespace, folder: Path) -> None:
    stocked = await stock(folder)
    async with (slack if chosen.platform == "slack" else discord)() as platform:
        for n in range(chosen.channels - len(platform.channels)):
            if isinstance(platform, Slack):
                platform.channels.append(await platform.control.add_channel(f"bench-{n}"))
            else:
                platform.channels.append(await platform.control.do("new_channel", name=f"bench-{n}"))
        channels = platform.channels[: chosen.channels]
        home = home_with(folder / "home", stocked, NEWSDESK_LOG__LEVEL="warning", **platform.environ)
        await subscribe(home, chosen.platform, channels, chosen.wishes)
        ours = await seconds_of_ours(platform, home, len(channels))
        alone = await seconds_of_the_courier(_courier(platform), chosen.platform, channels)
    print(f"{chosen.platform}: {len(channels)} channels, {chosen.wishes} wishes")
    print(f"  whole program  {ours:6.1f} s   {len(channels) / ours:6.1f} channels a second")
    print(f"  courier alone  {alone:6.1f} s   {len(channels) / alone:6.1f} a second")


def _courier(platform: Slack | Discord) -> Courier:
    if isinstance(platform, Slack):
        from bot.adapters.slack_clients import Clients
        from bot.adapters.slack_courier import DirectChannels, SlackCourier

        clients = Clients(platform.control.api_url, slack_server.BOT_TOKEN)
        return SlackCourier(clients, DirectChannels(clients))
    from bot.adapters.discord_courier import DiscordCourier

    return DiscordCourier(discord_world.TOKEN, api_base=platform.api)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--channels", type=int, default=500)
    parser.add_argument("--wishes", type=int, default=1)
    parser.add_argument("--platform", choices=("discord", "slack"), default="slack")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nd-deliver-") as name:
        asyncio.run(measured(chosen, Path(name)))


if __name__ == "__main__":
    main()
