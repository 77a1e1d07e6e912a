"""Writes of one kind that are asked for at the same time go into one transaction; each asker gets its own answer.

Nobody waits for company: what is asked first is written at once, and what is asked meanwhile goes together after it.
An answer comes when its transaction is committed, never before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import DatabaseTrouble
from bot.store.engine import Database

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
MOST = 100
"""Written in one transaction: it must not hold other writers up for long."""


class Together(Generic[Asked, Answer]):
    """`write` does all that it is given inside the transaction, and answers in the same order."""

    def __init__(
        self, database: Database, write: Callable[[AsyncConnection, Sequence[Asked]], Awaitable[Sequence[Answer]]]
    ) -> None:
        self._db, self._write = database, write
        self._waiting: list[tuple[Asked, asyncio.Future[Answer]]] = []
        self._working: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Answer:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._working is None or self._working.done():
            self._working = self._db.in_hand(self._work())
        return await answer

    async def _work(self) -> None:
        """In a task of its own: an asker that is cancelled must not take the others' writes along."""
        while self._waiting:
            await asyncio.sleep(0)  # who asks in this very moment comes along
            some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                await self._answer(some)
            finally:
                for _, answer in some:
                    answer.cancel()  # only when this task itself was cancelled; else they are answered

    async def _answer(self, some: Sequence[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        """When it fails, each is written alone: what one asks for can't be another's trouble. A database that is full
        or gone is everybody's, at once."""
        try:
            answers = await self._written([asked for asked, _ in some])
        except Exception as error:
            if len(some) > 1 and not isinstance(error, DatabaseTrouble):
                for one in some:
                    await self._answer([one])
                return
            for _, answer in some:
                if not answer.done():
                    answer.set_exception(error)
            return
        for (_, answer), said in zip(some, answers, strict=True):
            if not answer.done():
                answer.set_result(said)

    async def _written(self, asked: Sequence[Asked]) -> Sequence[Answer]:
        async with self._db.write() as connection:
            return await self._write(connection, asked)
