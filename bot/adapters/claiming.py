"""An interaction is claimed before it acts, so that it acts once; where the database doesn't say in time whose it is,
nothing is done and the person is told so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from bot.logs import logger
from bot.ports import DatabaseTrouble, NewsdeskError

log = logger(__name__)

PATIENCE = 8.0
"""Seconds: a burst of 200 interactions is claimed in two; who waits longer than this thinks that nothing comes."""
BUSY = "The database is busy just now, so nothing was done. Try again in a minute."


class Busy(NewsdeskError):
    """Nothing was done, and nothing will be."""


async def in_time(claiming: Awaitable[bool], seconds: float = PATIENCE) -> bool:
    """Whether it is ours. Raises Busy. A claim that comes too late is left alone: nobody acts on it."""
    claim = asyncio.ensure_future(claiming)
    done, _ = await asyncio.wait({claim}, timeout=seconds)
    if not done:
        claim.add_done_callback(_forget)
        raise Busy(BUSY)
    try:
        return claim.result()
    except DatabaseTrouble as error:
        log.error("an interaction could not be claimed", reason=str(error))
        raise Busy(BUSY) from error


def _forget(claim: asyncio.Future[bool]) -> None:
    if not claim.cancelled():
        claim.exception()
