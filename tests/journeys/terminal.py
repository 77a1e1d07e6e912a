"""Runs the real `newsdesk` as a child process, on a data folder of its own."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT = 120


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines() if line]


@dataclass(frozen=True, slots=True)
class Terminal:
    """A person's terminal: a home folder, and settings in the environment."""

    home: Path
    environ: dict[str, str]

    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("NEWSDESK_", "OPENAI_", "DATABASE_URL"))}
        return (
            kept
            | {"HOME": str(self.home), "NEWSDESK_DATA__DIR": str(self.home / "data"), "COLUMNS": "100"}
            | self.environ
        )

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env=self.environment(), start_new_session=True,
        )  # fmt: skip

    async def run(self, *arguments: str, stdin: str = "") -> Ended:
        process = await self.start(*arguments)
        out, err = await asyncio.wait_for(process.communicate(stdin.encode()), LIMIT)
        assert process.returncode is not None
        return Ended(process.returncode, out.decode(), err.decode())


def terminal(home: Path, **environ: str) -> Terminal:
    home.mkdir(parents=True, exist_ok=True)
    return Terminal(home, environ)
