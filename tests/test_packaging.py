"""What is shipped: the wheel has all that the program needs, the locks agree, and nothing names a registry."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {
    "sqlalchemy",
    "alembic",
    "aiohttp",
    "feedparser",
    "openai",
    "trafilatura",
    "matplotlib",
    "discord",
    "slack_bolt",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_configuration_migrations_and_samples(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert {f"bot/_config/{name}" for name in ("bot.toml", "feeds.toml", "names.toml")} <= names
    tracked = subprocess.run(
        ["git", "ls-files", "bot", "config"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("not a git checkout: the list of files can't be compared")
    expected = {re.sub(r"^config/", "bot/_config/", line) for line in tracked.stdout.splitlines()}
    assert expected - names == set()


def test_both_locks_agree_and_name_no_index() -> None:
    users, dev = (_pins(ROOT / "requirements" / name) for name in ("users.txt", "dev.txt"))
    assert {n: v for n, v in users.items() if dev.get(n) != v} == {}
    assert "hatchling" in users
    assert len(dev) > len(users) > 40


def _pins(path: Path) -> dict[str, str]:
    text = path.read_text("utf-8")
    assert not re.search(r"https?://|index-url|find-links|trusted-host", text)
    pins = dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))
    assert text.count("--hash=sha256:") >= len(pins)
    return pins


def test_help_is_quick_because_it_loads_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['newsdesk', '--help']\n"
        "from bot.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    shown = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    loaded = set(re.findall(r"'([\w]+)'", shown.splitlines()[-1]))
    assert "typer" in loaded
    assert loaded & HEAVY == set()
