"""From feeds to stories, and what can be asked of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_shared import (
    PLAIN,
    Json,
    Now,
    Since,
    bytes_of,
    echo_json,
    fail,
    names_filter,
    progress,
    span_start,
    told_plainly,
    with_app,
    with_outside,
)

if TYPE_CHECKING:
    from bot.app import App, Outside
    from bot.commands.profile import Profile
    from bot.news.model import NameType
    from bot.ports import FeedSpec

news_cli = typer.Typer(**PLAIN)


@news_cli.command()
def poll(
    feeds: Annotated[Path | None, typer.Option("--feeds", metavar="FILE.opml", help="Only this file's feeds.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every feed, whatever its interval or back-off.")] = False,
    now: Now = None,
    json: Json = False,
) -> None:
    """Poll what is due once, through to stored items."""
    from time import monotonic

    from bot.news.urls import redact_url

    specs = _specs_of(feeds) if feeds else None

    async def do(app: App, out: Outside) -> None:
        urls = None
        if specs is not None:
            await app.store.add_feeds(specs, "opml", app.clock())
            urls = {spec.url for spec in specs}
        started = monotonic()
        with progress("polling feeds", len(urls) if urls else None) as show:
            report = await app.poll(out, everything=everything, urls=urls, progress=show)
        came = {
            "feeds": report.feeds,
            "unchanged": report.unchanged,
            "changed": report.changed,
            "failed": report.failed,
            "new_items": report.new_items,
            "seconds": round(monotonic() - started, 3),
            "failures": [{"url": redact_url(url), "reason": reason} for url, reason in sorted(report.failures)],
        }
        if json:
            echo_json(came)
            return
        from bot.adapters.terminal_text import poll_text

        typer.echo(poll_text(came))

    with_outside(now, do, seed=feeds is None)


def _specs_of(opml: Path) -> list[FeedSpec]:
    from bot.adapters.opml import read_opml

    with told_plainly():
        return read_opml(bytes_of(opml))


@news_cli.command()
def process(now: Now = None, json: Json = False) -> None:
    """Read stored items, group them, write the briefs."""
    from time import monotonic

    import bot.adapters.pages  # noqa: F401  (before the loop runs)

    async def do(app: App, out: Outside) -> None:
        started = monotonic()
        with progress("processing") as show:
            came = await app.process(out, lambda step, done: show(done))
            written = await app.write()
        seconds = round(monotonic() - started, 3)
        counts = {"articles": came.articles, "stories": came.stories, "briefs": came.briefs, "failed": came.failed}
        if json:
            echo_json(counts | {"seconds": seconds})
            return
        typer.echo(
            f"{came.articles} articles read, {came.stories} stories touched, {came.briefs} briefs written, "
            f"{came.failed} failed, in {seconds:.1f} s."
        )
        if written is not None and app.writer is not None:
            left = written.quoted + written.failed + written.waiting
            typer.echo(f"{written.written} stories worded by {app.writer.model}, {left} left in the sources' words.")

    with_outside(now, do)


FORMATS = ("terminal", "json", "html", "markdown", "slack", "discord")


@news_cli.command()
def digest(
    since: Since = "24h",
    company: Annotated[list[str] | None, typer.Option("--company", help="Only stories on this company.")] = None,
    model: Annotated[list[str] | None, typer.Option("--model", help="Only stories on this model.")] = None,
    most: Annotated[int | None, typer.Option("--max", min=1, max=50, help="At most so many stories.")] = None,
    form: Annotated[str, typer.Option("--format", help=" / ".join(FORMATS))] = "terminal",
    now: Now = None,
    json: Json = False,
) -> None:
    """Compose a digest and print it; post nothing."""
    if form not in FORMATS:
        fail(f"--format {form!r} isn't known; choose one of {', '.join(FORMATS)}", 2)

    async def do(app: App) -> None:
        from bot.adapters.digest_view import render
        from bot.digests.shelf import compose
        from bot.news.spoken import digest_in

        wanted = await names_filter(app, company, model)
        until = app.clock()
        composed = await compose(
            app.store, now=until, since=span_start(since, until), until=until, wanted=wanted,
            max_stories=most or app.settings.digest.max_stories, zone=app.settings.digest.zone,
        )  # fmt: skip
        composed = digest_in(composed, "en")
        typer.echo(render(composed, "json" if json else form, colour=sys.stdout.isatty()))

    with_app(now, do)


def _profile(name: str, wanted: NameType, since: str, now: str | None, json: bool) -> None:
    from bot.adapters.terminal_text import profile_text
    from bot.commands.answers_json import profile_json
    from bot.commands.profile import profile

    async def do(app: App) -> None:
        at = app.clock()
        found = await profile(app.store, app.registry, name, wanted, now=at, since=at - span_start(since, at))
        echo_json(profile_json(found)) if json else typer.echo(profile_text(found))

    with_app(now, do)


@news_cli.command()
def company(name: str, since: Since = "30d", now: Now = None, json: Json = False) -> None:
    """What the sources say of a company.

    Latest stories, models, relations, mentions per day.
    """
    _profile(name, "company", since, now, json)


@news_cli.command()
def model(name: str, since: Since = "30d", now: Now = None, json: Json = False) -> None:
    """What the sources say of a model or a model family."""
    _profile(name, "model", since, now, json)


@news_cli.command()
def compare(a: str, b: str, since: Since = "30d", now: Now = None, json: Json = False) -> None:
    """Two names side by side."""
    from bot.adapters.terminal_text import compare_text
    from bot.commands.answers_json import profile_json
    from bot.commands.profile import compare as both

    async def do(app: App) -> None:
        at = app.clock()
        pair: tuple[Profile, Profile] = await both(
            app.store, app.registry, (a, b), now=at, since=at - span_start(since, at)
        )
        echo_json([profile_json(p) for p in pair]) if json else typer.echo(compare_text(*pair))

    with_app(now, do)


@news_cli.command()
def ask(question: str, now: Now = None, json: Json = False) -> None:
    """Answer from the stored articles, cited, or refuse."""
    if not question.strip():
        fail('ask something, such as: newsdesk ask "who uses Qwen?"', 2)

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import answer_text
        from bot.commands.answers_json import answer_json
        from bot.commands.ask import ask as answer

        found = await answer(app.store, app.registry, question, now=app.clock())
        echo_json(answer_json(found)) if json else typer.echo(answer_text(found))

    with_app(now, do)


@news_cli.command()
def search(
    words: Annotated[list[str], typer.Argument(help="All of them must stand in the article.")],
    most: Annotated[int, typer.Option("--max", min=1, max=200)] = 20,
    json: Json = False,
) -> None:
    """Full text over all that is stored, best first."""

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import hits_text
        from bot.commands.answers_json import hit_json
        from bot.news.text import search_tokens

        tokens = search_tokens(" ".join(words))
        hits = await app.store.search(tokens, limit=most) if tokens else []
        echo_json([hit_json(h) for h in hits]) if json else typer.echo(hits_text(hits, " ".join(words)))

    with_app(None, do)


@news_cli.command()
def latest(
    most: Annotated[int, typer.Option("--max", min=1, max=200)] = 20,
    since: Since = "7d",
    now: Now = None,
    json: Json = False,
) -> None:
    """The newest stories."""

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import latest_text
        from bot.commands.answers_json import story_line_json

        at = app.clock()
        stories = await app.store.stories(span_start(since, at), at, limit=most)
        echo_json([story_line_json(s) for s in stories]) if json else typer.echo(latest_text(stories, since))

    with_app(now, do)
