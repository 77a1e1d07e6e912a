"""A running `newsdesk run` beside fake platforms, all as processes of their own, on a database that has news in it.

The news is the demo's, read once and copied for each journey. Time passes by moving due times in the database: they
are rows, and the bot only rings.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from bot.app import open_app, outside
from bot.demo.server import demo_server
from bot.demo.show import throw_away
from bot.settings import load
from tests.journeys.terminal import Terminal, terminal

STARTED = 60.0


async def stock(folder: Path) -> Path:
    """Makes newsdesk.db in the folder, which is there, with the demo's stories in it."""
    configuration = throw_away(load(None), folder)
    names = Path(str(files("bot.demo") / "names.toml"))
    async with demo_server(datetime.now(UTC)) as site, open_app(configuration, names=names, seed=False) as app:
        await app.store.add_feeds(site.feeds, "opml", app.clock())
        async with outside(app.settings) as out:
            await app.poll(out)
            await app.process(out)
        for feed in await app.store.feeds():
            await app.store.set_status(feed.id, "paused", app.clock())
    with closing(sqlite3.connect(folder / "newsdesk.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "newsdesk.db"


def home_with(folder: Path, stocked: Path | None, **environ: str) -> Terminal:
    """A person's home with no feeds to poll, and the stocked database if there is one."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    if stocked:
        shutil.copy(stocked, data / "newsdesk.db")
    (folder / "feeds.toml").write_text("", encoding="utf-8")
    settings = {
        "NEWSDESK_FILES__FEEDS": str(folder / "feeds.toml"),
        "NEWSDESK_WEB__BIND": "",
        "NEWSDESK_DELIVER__SECONDS": "0.2",
        "NEWSDESK_FETCH__ALLOW_PRIVATE": "127.0.0.0/8",
        "PYTHONUNBUFFERED": "1",
    }
    return terminal(folder, **(settings | environ))


@dataclass
class Running:
    """A bot that runs. `out` is what it printed so far, stderr included."""

    process: asyncio.subprocess.Process
    out: list[str] = field(default_factory=list)
    _grown: asyncio.Event = field(default_factory=asyncio.Event)
    _reader: asyncio.Task[None] | None = None

    async def read(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            self.out.append(line.decode(errors="replace").rstrip())
            self._grown.set()
        self._grown.set()

    async def says(self, words: str, seconds: float = STARTED) -> str:
        """The line that holds the words. AssertionError with all that was printed, when none comes."""
        async with asyncio.timeout(seconds):
            while True:
                self._grown.clear()
                if found := next((line for line in self.out if words in line), None):
                    return found
                assert self.process.returncode is None, self.told()
                await self._grown.wait()

    def told(self) -> str:
        return "\n".join(self.out[-60:])

    async def kill(self) -> None:
        """kill -9, of the process and its workers."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.ended()

    async def stop(self) -> int:
        with suppress(ProcessLookupError):
            self.process.terminate()
        return await self.ended()

    async def ended(self) -> int:
        code = await asyncio.wait_for(self.process.wait(), STARTED)
        if self._reader:
            await self._reader
        return code


async def start(home: Terminal, *arguments: str) -> Running:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m", "bot", *(arguments or ("run",)),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        env=home.environment(), start_new_session=True,
    )  # fmt: skip
    running = Running(process)
    running._reader = asyncio.create_task(running.read())
    return running


@asynccontextmanager
async def bot(home: Terminal, *arguments: str, until: str = "first digest possible now") -> AsyncIterator[Running]:
    """The bot, from when it says `until` to SIGTERM at the end."""
    running = await start(home, *arguments)
    try:
        await running.says(until)
        yield running
    finally:
        await running.stop()


# --- Time, by rows ----------------------------------------------------------------------------------------------------


def database_of(home: Terminal) -> Path:
    return home.home / "data" / "newsdesk.db"


def in_database(home: Terminal, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database_of(home), timeout=30)) as database, database:
        return database.execute(sql, values).fetchall()


def sql_time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def make_due(home: Terminal, minutes_ago: float = 0, *, again: bool = False, only: int | None = None) -> None:
    """Every subscription (or `only` that number) is due now, or was some minutes ago. `again`: with all the news once
    more, as to a new channel."""
    due = sql_time(datetime.now(UTC) - timedelta(minutes=minutes_ago))
    which = "UPDATE subscriptions SET next_due_at = ? WHERE state = 'active' AND id = coalesce(?, id)"
    in_database(home, which, (due, only))
    if again:
        in_database(home, "UPDATE subscriptions SET last_digest_until = NULL")
        in_database(home, "DELETE FROM reached")


PASSING = (
    "deliveries.lease_until", "deliveries.due_at", "delivery_parts.tried_at", "leases.expires_at", "claims.expires_at",
)  # fmt: skip


def let_time_pass(home: Terminal, seconds: float) -> None:
    """Leases, claims and tries are so much older than they were."""
    for place in PASSING:
        table, _, column = place.partition(".")
        in_database(home, f"UPDATE {table} SET {column} = {_moved(column, seconds)} WHERE {column} IS NOT NULL")


def end_leases_of(home: Terminal, dead: int, seconds: float) -> None:
    """What a dead process held, by its number, is so much older; what others hold stays as it is."""
    held = "SELECT id FROM deliveries WHERE lease_owner LIKE ?"
    whose = (f"%:{dead}:%",)
    tried = f"UPDATE delivery_parts SET tried_at = {_moved('tried_at', seconds)} WHERE delivery_id IN ({held})"
    in_database(home, tried, whose)
    ended = f"UPDATE deliveries SET lease_until = {_moved('lease_until', seconds)} WHERE lease_owner LIKE ?"
    in_database(home, ended, whose)
    for table in ("leases", "claims"):
        in_database(home, f"UPDATE {table} SET expires_at = {_moved('expires_at', seconds)} WHERE owner LIKE ?", whose)


def held_by(home: Terminal, process: int) -> int:
    """Deliveries under a lease of that process."""
    found = in_database(home, "SELECT count(*) FROM deliveries WHERE lease_owner LIKE ?", (f"%:{process}:%",))
    return int(str(found[0][0]))


def _moved(column: str, seconds: float) -> str:
    return f"strftime('%Y-%m-%d %H:%M:%f000', {column}, '-{seconds} seconds')"


def open_deliveries(home: Terminal) -> int:
    found = in_database(home, "SELECT count(*) FROM deliveries WHERE state IN ('planned', 'sending', 'unsure')")
    return int(str(found[0][0]))
