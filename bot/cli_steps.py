"""Each thinking step alone: a line in, a line out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli_shared import PLAIN, Json, bytes_of, configuration, echo_json, fail, registry, tell, told_plainly

if TYPE_CHECKING:
    from bot.adapters.openai_writer import OpenAIWriter
    from bot.news.names import Registry

steps_cli = typer.Typer(**PLAIN)

Inputs = Annotated[list[str] | None, typer.Argument(metavar="[-|FILE…]", help="- reads JSON lines; else files.")]


def _records(inputs: list[str] | None) -> Iterator[tuple[Any, str | None]]:
    """Records of the inputs: (record, None), or (id, what is wrong with the line)."""
    from bot.adapters.inputs import file_record, json_lines

    for name in inputs or ["-"]:
        if name == "-":
            yield from json_lines(sys.stdin.buffer)
        elif name.endswith((".jsonl", ".ndjson")):
            yield from json_lines(bytes_of(Path(name)).splitlines())
        else:
            yield file_record(bytes_of(Path(name)), name), None


def _each(
    records: Iterable[tuple[Any, str | None]], step: Callable[[Any], Any], show: Callable[[Any], str] | None
) -> None:
    """Applies a step line by line; a bad line gets an error line, and the exit is 1."""
    from bot.commands.steps import BadRecord
    from bot.ports import GiveUp

    failed = False
    for record, wrong in records:
        number = record.get("id") if isinstance(record, dict) else record
        try:
            if wrong:
                raise BadRecord(wrong)
            came = step(record)
            typer.echo(show(came)) if show else echo_json(came)
        except (BadRecord, GiveUp) as error:
            failed = True
            echo_json({"id": number, "error": str(error)}) if not show else tell(f"newsdesk: {error}")
    if failed:
        raise typer.Exit(1)


@steps_cli.command()
def extract(inputs: Inputs = None, json: Json = False) -> None:
    """Clean text of a page, a file, or JSON lines.

    JSON lines are {"id","html","url"}; an address is fetched, robots.txt obeyed.
    """
    import asyncio

    from bot.adapters.inputs import extract_record, extracted_text, page_record
    from bot.app import read_page

    names = inputs or ["-"]
    addresses = [name for name in names if "://" in name]
    show = None if json or _is_lines(inputs) else extracted_text
    with told_plainly():
        for url in addresses:
            page = asyncio.run(read_page(configuration().settings, url))
            _each([(page_record(page, url), None)], lambda record: record, show)
        files = [name for name in names if name not in addresses]
        if files:
            _each(_records(files), extract_record, show)


def _step(inputs: list[str] | None, json: bool, step: Callable[[Any, Any], Any], show: Callable[[Any], str]) -> None:
    with told_plainly():
        known = registry()
        _each(_records(inputs), lambda record: step(record, known), None if json or _is_lines(inputs) else show)


def _is_lines(inputs: list[str] | None) -> bool:
    return any(name == "-" or name.endswith((".jsonl", ".ndjson")) for name in inputs or ["-"])


@steps_cli.command()
def tag(inputs: Inputs = None, json: Json = False) -> None:
    """Find companies, models and relations in texts.

    JSON lines are {"id","title","text"}; a text or HTML file works too.
    """
    from bot.adapters.terminal_text import tags_text
    from bot.commands.steps import tag_record

    _step(inputs, json, tag_record, tags_text)


WRITERS = ("extractive", "openai")


@steps_cli.command()
def summarise(
    inputs: Inputs = None,
    json: Json = False,
    writer: Annotated[
        str | None, typer.Option("--writer", help="extractive / openai; openai where OPENAI_API_KEY is set.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="Two letters; with the openai writer only.")
    ] = None,
) -> None:
    """Condense texts to a few cited sentences.

    JSON lines are {"id","title","text"} or {"id","articles":[{"title","text","outlet","published"}]}.
    """
    from bot.adapters.terminal_text import summary_text
    from bot.commands.steps import summarise_record

    if writer not in (None, *WRITERS):
        fail(f"--writer {writer!r} isn't known; choose one of {', '.join(WRITERS)}", 2)
    with told_plainly():
        model = None if writer == "extractive" else _model(wanted=writer == "openai")
    if model is None:
        if language:
            fail("--language needs the openai writer: set OPENAI_API_KEY", 2)
        _step(inputs, json, summarise_record, summary_text)
        return
    with _worded(model, language) as step:
        _step(inputs, json, step, summary_text)


def _model(*, wanted: bool) -> OpenAIWriter | None:
    from bot.app import make_writer
    from bot.ports import NewsdeskError

    made = make_writer(configuration())
    if made is None and wanted:
        raise NewsdeskError("--writer openai needs a key: set OPENAI_API_KEY")
    return made


@contextmanager
def _worded(writer: OpenAIWriter, language: str | None) -> Iterator[Callable[[Any, Any], Any]]:
    """The step with a model: after trouble with the server the rest is quoted from the texts, and said so once."""
    import asyncio

    from bot.commands.steps import brief_of_record, summary_json
    from bot.commands.wording import worded
    from bot.news.lookup import RegistryNames
    from bot.ports import ModelTrouble

    troubles: list[ModelTrouble] = []

    def step(record: Any, known: Registry) -> Any:
        brief, articles = brief_of_record(record, known)
        if not any(trouble.is_the_servers for trouble in troubles):
            try:
                brief = runner.run(worded(brief, articles, writer, RegistryNames(known), language))
            except ModelTrouble as trouble:
                troubles.append(trouble)
                tell(f"newsdesk: {trouble}; quoted from the text instead")
        return summary_json(record, brief, articles)

    with asyncio.Runner() as runner:
        try:
            yield step
        finally:
            runner.run(writer.close())


@steps_cli.command()
def check(inputs: Inputs = None, json: Json = False) -> None:
    """Say whether a source supports a claim.

    JSON lines are {"id","source","claim"}.
    """
    from bot.adapters.terminal_text import verdict_text
    from bot.commands.steps import check_record

    _step(inputs, json, check_record, verdict_text)


@steps_cli.command()
def cluster(inputs: Inputs = None, json: Json = False) -> None:
    """Group texts into stories.

    JSON lines are {"id","title","text","published"}; the text may be empty.
    """
    from bot.adapters.inputs import cluster_lines

    with told_plainly():
        known = registry()
        lines, failed = cluster_lines(list(_records(inputs)), known)
    for line in lines:
        echo_json(line)
    if failed:
        raise typer.Exit(1)


@steps_cli.command("eval")
def evaluate(
    chosen: Annotated[str | None, typer.Option("--set", help="tagging,stories,faithfulness,questions")] = None,
    json: Json = False,
) -> None:
    """Score the project's own gold sets (in a checkout)."""
    from bot.adapters.gold import evaluate_sets, gold_folder, scores_text
    from bot.app import throw_away_store

    with told_plainly():
        sets = chosen.split(",") if chosen else None
        scores = evaluate_sets(gold_folder(), registry(), sets, throw_away_store)
    if json:
        for score in scores:
            echo_json(score)
    else:
        typer.echo(scores_text(scores))
