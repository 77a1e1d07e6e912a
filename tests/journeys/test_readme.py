"""Every command that the README shows is run, against the sample feeds instead of the world's."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest_asyncio

from bot.demo.server import DemoSite, demo_server
from tests.journeys.terminal import Terminal, terminal

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = [
    line for block in BLOCK.findall((ROOT / "README.md").read_text("utf-8")) for line in block.splitlines() if line
]


@pytest_asyncio.fixture
async def home(tmp_path: Path) -> AsyncIterator[Terminal]:
    async with demo_server(datetime.now(UTC)) as site:
        (tmp_path / "seeds.toml").write_text(_seeds(site), encoding="utf-8")
        yield terminal(
            tmp_path, NEWSDESK_FILES__FEEDS=str(tmp_path / "seeds.toml"), NEWSDESK_FETCH__ALLOW_PRIVATE="127.0.0.1/32"
        )


def _seeds(site: DemoSite) -> str:
    return "".join(
        f'[[feed]]\nurl = "{feed.url}"\nname = "{feed.name}"\nkind = "press"\nlanguage = "{feed.language}"\n\n'
        for feed in site.feeds
    )


async def test_the_commands_of_the_readme_work_in_the_order_they_are_shown(home: Terminal) -> None:
    shown = [line for line in COMMANDS if "newsdesk" in line]
    assert len(shown) >= 10
    for line in shown:
        code, out = await _typed(home, line)
        assert code == 0, f"{line}: {out}"
        assert "Traceback" not in out, line


async def _typed(home: Terminal, line: str) -> tuple[int, str]:
    command = line.replace(".venv/bin/newsdesk", str(ROOT / ".venv/bin/newsdesk"))
    process = await asyncio.create_subprocess_shell(
        f"exec {command}" if "|" not in command else command,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        env=home.environment(), cwd=home.home, start_new_session=True,
    )  # fmt: skip
    if line.endswith(" run"):
        asyncio.get_running_loop().call_later(15, process.send_signal, signal.SIGTERM)
    out, _ = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode is not None
    return process.returncode, out.decode()


def test_make_demo_shows_the_digest_of_the_readme() -> None:
    assert "make demo" in COMMANDS
    done = subprocess.run(["make", "demo"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "AI news," in done.stdout


def test_make_test_runs_every_check() -> None:
    shown = subprocess.run(
        ["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    ).stdout
    for check in ("ruff check", "ruff format", "mypy", "lint-imports", "pytest"):
        assert check in shown
