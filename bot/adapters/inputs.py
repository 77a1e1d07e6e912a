"""What the thinking steps are fed with: JSON lines, text and HTML files, pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from bot.adapters.pages import extract_page, extract_text
from bot.commands.answers_json import time_json
from bot.commands.steps import BadRecord, checked, cluster_records
from bot.news.model import PageText
from bot.ports import GiveUp

if TYPE_CHECKING:
    from bot.news.names import Registry

HTML_STARTS = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")


def json_lines(lines: Iterable[bytes]) -> Iterator[tuple[Any, str | None]]:
    """(record, None) for each line, or (None, what is wrong); empty lines are skipped."""
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            yield None, f"line {n} isn't JSON"
            continue
        if not isinstance(record, dict):
            yield None, f"line {n} isn't a JSON object"
        elif not _is_id(record.get("id")):
            yield None, f'line {n}: its "id" is neither text nor a number'
        else:
            yield record, None


def _no_constant(name: str) -> object:
    """NaN and Infinity are no JSON, though Python's reader takes them."""
    raise ValueError(name)


def _is_id(value: object) -> bool:
    """What can be printed again as JSON: text without lone surrogates, a finite number, nothing."""
    if isinstance(value, str):
        return value == value.encode("utf-8", "replace").decode()
    return value is None or isinstance(value, int) or (isinstance(value, float) and isfinite(value))


def is_html(data: bytes) -> bool:
    return data.lstrip()[:200].lower().startswith(HTML_STARTS)


def file_record(data: bytes, name: str) -> dict[str, Any]:
    """A plain text or HTML file as a record: extracted, so that what doesn't belong is gone."""
    text = data.decode("utf-8", "replace").lstrip("\ufeff")
    page = extract_page(text, None) if is_html(data) else extract_text(text)
    kept = set(page.text.split("\n"))
    aside = [] if is_html(data) else [line for line in map(str.strip, text.split("\n")) if line and line not in kept]
    return {"id": name, "html": text, "aside": aside, **_page_fields(page)}


def _page_fields(page: PageText) -> dict[str, Any]:
    return {
        "title": page.title,
        "text": page.text,
        "published": time_json(page.published),
        "author": page.author,
        "language": page.language,
    }


def extract_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """{"id","html","url"} to {"id","title","text","published","author","language"}. Raises BadRecord."""
    html = record.get("html")
    if not isinstance(html, str) or not html.strip():
        raise BadRecord('it has no "html"')
    url = record.get("url")
    page = (
        extract_page(html, url if isinstance(url, str) else None)
        if is_html(html.encode()[:400]) or "<" in html
        else extract_text(html)
    )
    if not page.text.strip():
        raise BadRecord("no article text was found in it")
    return {"id": record.get("id"), **_page_fields(page)}


def extracted_text(came: Mapping[str, Any]) -> str:
    head = " · ".join(str(came[key]) for key in ("published", "author", "language") if came[key])
    return "\n".join([str(came["title"] or ""), head, "", str(came["text"])])


def page_record(page: PageText, url: str) -> dict[str, Any]:
    """A fetched page as a record. Raises GiveUp when it holds no text."""
    if not page.text.strip():
        raise GiveUp(f"no article text was found at {url}")
    return {"id": url, **_page_fields(page)}


def cluster_lines(records: list[tuple[Any, str | None]], registry: Registry) -> tuple[list[dict[str, Any]], bool]:
    """Lines for `cluster` in the order they came, and whether one was bad."""
    lines: list[dict[str, Any]] = []
    good: list[dict[str, Any]] = []
    for record, wrong in records:
        try:
            if wrong:
                raise BadRecord(wrong)
            checked(record)
        except BadRecord as error:
            number = record.get("id") if isinstance(record, dict) else None
            lines.append({"id": number, "error": str(error)})
            continue
        lines.append({})
        good.append(record)
    placed = iter(cluster_records(good, registry))
    return [line or next(placed) for line in lines], len(good) < len(lines)
