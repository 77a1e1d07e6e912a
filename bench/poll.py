"""Polling 1,000 feeds of 30 items and about 50 KB, beside lemon24/reader, on one loopback server in one run.

    python bench/poll.py [--feeds 1000] [--rounds 1] [--without-reader] [--json FILE]

Three rounds each: cold, all 304, and 700 bodies changed without a new item. Both are measured as whole processes with
their real stores, one after the other; reader lives in a virtual environment of its own (made under the system's
temporary folder). Shown are seconds on the clock and on the processors, the peak of resident memory over all processes
of each, and the longest time that our event loop was blocked.

That each round is what its name says is checked, for both, by the server's own counts: who was answered how often with
200 and with 304; for ours also by what it reports. Reader would poll nothing in the later rounds if left to itself: its
`update_feeds()` takes only feeds that are due, an hour after the last time. It is called with `scheduled=False`, as ours
with `--all`. In the last round it downloads and parses the 700 bodies, then compares each entry with the stored one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
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
from typing import Any

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
reader.update_feeds(scheduled=False, workers=20)
print(reader.get_entry_counts().total)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process with its children: seconds of its life, seconds of processor, peak resident megabytes, its output."""

    seconds: float
    processor: float
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


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(arguments: list[str], environ: dict[str, str]) -> Run:
    before, started = _processor_of_children(), time.perf_counter()
    process = subprocess.Popen(arguments, env=environ, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    peak = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.1):
            peak = max(peak, _resident(process.pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    out, _ = process.communicate()
    seconds = time.perf_counter() - started
    ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments[:4])} … ended with {process.returncode}")
    return Run(seconds, _processor_of_children() - before, peak / 1e6, out)


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
        self._post("change")

    def counts(self) -> dict[str, dict[str, int]]:
        """Client → status → answers, since the last call."""
        answered: dict[str, dict[str, int]] = json.loads(self._post("counts"))
        return answered

    def _post(self, what: str) -> bytes:
        with urllib.request.urlopen(f"{self.base}/{what}", data=b"") as answer:
            body: bytes = answer.read()
        return body

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


def ours(folder: Path, urls: list[str]) -> list[str]:
    outlines = "".join(f'<outline type="rss" text="Feed {n}" xmlUrl="{url}"/>' for n, url in enumerate(urls))
    (folder / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    (folder / "feeds.toml").write_text("")
    watched = [sys.executable, str(HERE / "poll_watched.py"), "poll"]
    return [*watched, "--feeds", str(folder / "feeds.opml"), "--all", "--json"]


def readers(folder: Path, urls: list[str]) -> list[str]:
    python = READER_VENV / "bin" / "python"
    if not python.exists():
        venv.create(READER_VENV, with_pip=True)
        install = [str(python), "-m", "pip", "install", "-qq", "reader>=3,<4", "sgmllib3k"]
        subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
    (folder / "run_reader.py").write_text(READER_SCRIPT)
    (folder / "urls.txt").write_text("\n".join(urls))
    return [str(python), str(folder / "run_reader.py"), str(folder / "reader.db"), str(folder / "urls.txt")]


def measured(feeds: int, with_reader: bool) -> list[dict[str, Any]]:
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
            return [_round(name, server, commands, environ, feeds) for name in ROUNDS]
        finally:
            server.stop()


def _round(
    name: str, server: Server, commands: dict[str, list[str]], environ: dict[str, str], feeds: int
) -> dict[str, Any]:
    if name == "bytes changed":
        server.change_bytes()
    runs = {}
    for who, command in commands.items():
        runs[who] = run(command, environ)
        _check_answers(f"{who}, {name}", server.counts(), _answers(name, feeds))
    report, watched = (json.loads(line) for line in runs["ours"].out.splitlines())
    _check_report(name, report, feeds)
    if "reader" in runs and int(runs["reader"].out) != 30 * feeds:
        raise SystemExit(f"reader, {name}: {runs['reader'].out} entries stored, not {30 * feeds}")
    return _row(name, runs["ours"], runs.get("reader"), watched["blocked_ms"])


def _answers(name: str, feeds: int) -> dict[str, int]:
    """How many answers of which status a round takes."""
    full = {"cold": feeds, "all 304": 0, "bytes changed": len([n for n in range(feeds) if n % 10 < 7])}[name]
    return {status: count for status, count in (("200", full), ("304", feeds - full)) if count}


def _check_answers(where: str, counts: dict[str, dict[str, int]], expected: dict[str, int]) -> None:
    if list(counts.values()) != [expected]:
        raise SystemExit(f"{where}: the server answered {counts}, not {expected}")


def _check_report(name: str, report: dict[str, Any], feeds: int) -> None:
    """That ours read everything, and nothing twice."""
    answers = _answers(name, feeds)
    expected = (answers.get("304", 0), answers.get("200", 0), 30 * feeds if name == "cold" else 0)
    if (report["unchanged"], report["changed"], report["new_items"]) != expected or report["failed"]:
        raise SystemExit(f"ours, {name}: {report} isn't what was to be measured")


def _row(name: str, our: Run, peer: Run | None, blocked: float) -> dict[str, Any]:
    return {
        "round": name,
        "ours s": our.seconds,
        "reader s": peer.seconds if peer else None,
        "ratio": peer.seconds / our.seconds if peer else None,
        "ours cpu s": our.processor,
        "reader cpu s": peer.processor if peer else None,
        "ours MB": our.megabytes,
        "reader MB": peer.megabytes if peer else None,
        "blocked ms": blocked,
    }


def _median(same: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    keys = list(same[0])[1:]
    figures = {k: statistics.median(row[k] for row in same) if same[0][k] is not None else None for k in keys}
    return {"round": same[0]["round"], **figures, "blocked ms": max(row["blocked ms"] for row in same)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=1, help="how often all is repeated; medians are shown")
    parser.add_argument("--without-reader", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    runs = [measured(chosen.feeds, not chosen.without_reader) for _ in range(chosen.rounds)]
    table = [_median(same) for same in zip(*runs, strict=True)]
    print(f"{'round':<14}" + "".join(f"{name:>14}" for name in list(table[0])[1:]))
    for row in table:
        cells = (f"{value:>14.2f}" if value is not None else f"{'-':>14}" for value in list(row.values())[1:])
        print(f"{row['round']:<14}" + "".join(cells))
    if chosen.json:
        chosen.json.write_text(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
