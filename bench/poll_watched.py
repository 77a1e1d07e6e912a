"""`newsdesk` with a watch on its event loop: prints one more line, {"blocked_ms": the longest time it was blocked}.

Watched is the command's own loop. A new database is set up in a thread with a loop of its own, made for being held by
Alembic's synchronous work, so that the command's isn't.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Coroutine
from typing import Any

STEP = 0.005


async def _watch(longest: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(STEP)
        longest[0] = max(longest[0], time.perf_counter() - before - STEP)


def main() -> None:
    from bot.cli import cli

    longest = [0.0]
    plain_run = asyncio.run

    def watched_run(coroutine: Coroutine[Any, Any, Any], **more: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            return plain_run(coroutine, **more)

        async def both() -> Any:
            watching = asyncio.create_task(_watch(longest))
            try:
                return await coroutine
            finally:
                watching.cancel()

        return plain_run(both(), **more)

    asyncio.run = watched_run  # type: ignore[assignment]
    try:
        cli(standalone_mode=False)
    finally:
        print(json.dumps({"blocked_ms": round(longest[0] * 1000, 1)}), flush=True)


if __name__ == "__main__":
    main()
