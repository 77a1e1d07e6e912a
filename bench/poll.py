"""Polling 1,000 feeds of 30 items and about 50 KB, beside lemon24/reader, on one loopback server in one run.

    python bench/poll.py [--feeds 1000] [--rounds 1] [--without-reader] [--json FILE]

Three rounds each: cold, all 304, and 700 bodies changed without a new item. Both are measured as whole processes with
their real stores; reader lives in a virtual environment of its own (made under the system's temporary folder). Also
shown: the longest time our event loop was blocked, and the peak of resident memory over all our processes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
READER_VENV = Path(tempfile.gettempdir()) / "newsdesk-bench-reader"
ROUNDS = ("cold", "all 304", "bytes changed")
READER_SCRIPT = """
import sys
from reader import make_reader
database, urls = sys.argv[1], open(sys.argv[2]).read().split()
reader = make_reader(database)
known = {feed.url for feed in reader.get_feeds()}
for url in urls:
    if url not in known:
        reader.add_feed(url)
reader.update_feeds(workers=20)
print(reader.get_entry_counts().total)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds of its whole life, peak resident megabytes over it and its children, what it printed."""

    seconds: float
    megabytes: float
    out: str


def _resident(pid: int) -> int:
    """Resident bytes of a process and all below it, shared pages counted once each (PSS where the kernel tells it)."""
    total, waiting = 0, [pid]
    while waiting:
        this = waiting.pop()
        try:
            text = Path(f"/proc/{this}/smaps_rollup").read_text()
            total += 1024 * int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1])
            for task in Path(f"/proc/{this}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, StopIteration):
            continue
    return total


def run(arguments: list[str], environ: dict[str, str]) -> Run:
    started = time.perf_counter()
    process = subprocess.Popen(arguments, env=environ, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    peak = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.05):
            peak = max(peak, _resident(process.pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    out, _ = process.communicate()
    seconds = time.perf_counter() - started
    ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments[:4])} … ended with {process.returncode}")
    return Run(seconds, peak / 1e6, out)


class Server:
    """The feeds' server, a process of its own."""

    def __init__(self, feeds: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "feed_server.py"), str(feeds)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.base = self._process.stdout.readline().strip()
        self.urls = [f"{self.base}/feed/{n}.xml" for n in range(feeds)]

    def change_bytes(self) -> None:
        urllib.request.urlopen(f"{self.base}/change", data=b"").read()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


def ours(folder: Path, urls: list[str]) -> list[str]:
    outlines = "".join(f'<outline type="rss" text="Feed {n}" xmlUrl="{url}"/>' for n, url in enumerate(urls))
    (folder / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    (folder / "feeds.toml").write_text("")
    return [
        sys.executable,
        str(HERE / "poll_watched.py"),
        "poll",
        "--feeds",
        str(folder / "feeds.opml"),
        "--all",
        "--json",
    ]


def readers(folder: Path, urls: list[str]) -> list[str]:
    python = READER_VENV / "bin" / "python"
    if not python.exists():
        venv.create(READER_VENV, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", "reader>=3,<4", "sgmllib3k"], check=True, stderr=subprocess.DEVNULL)
    (folder / "run_reader.py").write_text(READER_SCRIPT)
    (folder / "urls.txt").write_text("\n".join(urls))
    return [str(python), str(folder / "run_reader.py"), str(folder / "reader.db"), str(folder / "urls.txt")]


def measured(feeds: int, with_reader: bool) -> list[dict[str, object]]:
    rows = []
    with tempfile.TemporaryDirectory(prefix="nd-bench-") as name:
        folder = Path(name)
        environ = os.environ | {
            "NEWSDESK_DATA__DIR": str(folder),
            "NEWSDESK_FETCH__ALLOW_PRIVATE": "127.0.0.0/8",
            "NEWSDESK_FILES__FEEDS": str(folder / "feeds.toml"),
        }
        server = Server(feeds)
        try:
            commands = {"ours": ours(folder, server.urls)}
            if with_reader:
                commands["reader"] = readers(folder, server.urls)
            for round_ in ROUNDS:
                if round_ == "bytes changed":
                    server.change_bytes()
                rows.append(_row(round_, {who: run(command, environ) for who, command in commands.items()}, feeds))
        finally:
            server.stop()
    return rows


def _row(round_: str, runs: dict[str, Run], feeds: int) -> dict[str, object]:
    report, watched = (json.loads(line) for line in runs["ours"].out.splitlines())
    _check(round_, report, feeds)
    peer = runs.get("reader")
    return {
        "round": round_,
        "ours_s": runs["ours"].seconds,
        "reader_s": peer.seconds if peer else None,
        "ratio": peer.seconds / runs["ours"].seconds if peer else None,
        "ours_mb": runs["ours"].megabytes,
        "reader_mb": peer.megabytes if peer else None,
        "blocked_ms": watched["blocked_ms"],
    }


def _check(round_: str, report: dict[str, int], feeds: int) -> None:
    """That the round was what its name says: everything read, and nothing twice."""
    expected = {
        "cold": (0, feeds, 30 * feeds),
        "all 304": (feeds, 0, 0),
        "bytes changed": (feeds - 7 * feeds // 10, 7 * feeds // 10, 0),
    }[round_]
    came = (report["unchanged"], report["changed"], report["new_items"])
    if came != expected or report["failed"]:
        raise SystemExit(f"{round_}: {report} isn't what was to be measured")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=1, help="how often all is repeated; medians are shown")
    parser.add_argument("--without-reader", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    runs = [measured(chosen.feeds, not chosen.without_reader) for _ in range(chosen.rounds)]
    print(f"{'round':<15}{'ours s':>9}{'reader s':>10}{'ratio':>8}{'ours MB':>9}{'reader MB':>11}{'blocked ms':>12}")
    table = []
    for same in zip(*runs, strict=True):
        row = {"round": same[0]["round"]} | {
            key: statistics.median(r[key] for r in same) if same[0][key] is not None else None
            for key in same[0]
            if key != "round"
        }
        table.append(row)
        cells = [f"{row[k]:.2f}" if row[k] is not None else "-" for k in list(row)[1:]]
        print(f"{row['round']:<15}{cells[0]:>9}{cells[1]:>10}{cells[2]:>8}{cells[3]:>9}{cells[4]:>11}{cells[5]:>12}")
    if chosen.json:
        chosen.json.write_text(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
