"""The store: every group of tables as one object that obeys all the store's protocols of `bot.ports`.

What each does stands in its own module; here they are only put together, opened and closed.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.ports import DatabaseTrouble
from bot.store.channels import ChannelTables
from bot.store.engine import Database, describe_url, make_folder, open_engine
from bot.store.feedback import FeedbackTables, ReportTables
from bot.store.feeds import FeedTables
from bot.store.forgetting import WorkspaceTables
from bot.store.items import ItemTables
from bot.store.kept import KeptTables
from bot.store.leases import LeaseTables
from bot.store.link_only import LinkOnlyTables
from bot.store.meta import MetaTables
from bot.store.model_texts import ModelTextTables
from bot.store.names import NameTables
from bot.store.notices import ClaimTables, NoticeTables
from bot.store.outbox import OutboxTables
from bot.store.pages import PageTables
from bot.store.reached import ReachedTables
from bot.store.reading import ReadingTables
from bot.store.reads import ReadTables
from bot.store.search import SearchTables
from bot.store.status import StatusTables
from bot.store.stories import StoryTables
from bot.store.story_desk import StoryDeskTables
from bot.store.subscriptions import SubscriptionTables
from bot.store.upgrade import check_version, upgrade
from bot.store.watches import WatchTables


class Store(
    FeedTables,
    ItemTables,
    ReadTables,
    NameTables,
    StoryTables,
    LeaseTables,
    ReadingTables,
    SearchTables,
    StatusTables,
    ChannelTables,
    WorkspaceTables,
    SubscriptionTables,
    ReachedTables,
    OutboxTables,
    WatchTables,
    FeedbackTables,
    ReportTables,
    NoticeTables,
    ClaimTables,
    KeptTables,
    StoryDeskTables,
    LinkOnlyTables,
    MetaTables,
    ModelTextTables,
    PageTables,
):
    """One database. Open it with `await Store.open(url)`, and close it, or use it as an async context manager."""

    @classmethod
    async def open(cls, url: str, *, upgrades: bool = True) -> Self:
        """Opens the database, makes it where it is missing, upgrades an older one.

        DatabaseTrouble when it can't be opened, is newer than this program, or, with `upgrades` False, older.
        """
        make_folder(url)
        store = cls(Database(open_engine(url)))
        try:
            await store._fit(url, upgrades)
        except BaseException:
            await store.close()
            raise
        return store

    async def _fit(self, url: str, upgrades: bool) -> None:
        fit = await check_version(self._db.engine)
        if fit == "current":
            return
        if not upgrades:
            what = "is empty" if fit == "empty" else "was made by an older Newsdesk"
            raise DatabaseTrouble(f"The database {describe_url(url)} {what}; run `newsdesk db upgrade`.")
        await upgrade(self._db.engine)

    @property
    def engine(self) -> AsyncEngine:
        """For libraries that keep their own rows here (Slack's installations): its transactions may write."""
        return self._db.engine.execution_options(write=True)

    async def close(self) -> None:
        await self._db.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
