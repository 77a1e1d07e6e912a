"""Lists of feeds as OPML, in and out: names, folders, and what else we know of a feed and others' readers ignore."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

from bot.news.urls import host_of, is_web_url
from bot.ports import FeedSpec, GiveUp

FOLDER_SEPARATOR = " / "
_MOST_BYTES = 20_000_000
_DEEPEST = 50
_INVALID_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_opml(text: str | bytes) -> list[FeedSpec]:
    """Feeds in their order, each address once; nested folders become "outer / inner". Raises GiveUp."""
    root = _parse(text)
    body = _find(root, "body") if _local(root) == "opml" else None
    if body is None:
        raise GiveUp("isn't OPML: there is no <opml> with a <body> in it")
    specs: dict[str, FeedSpec] = {}
    for outline, folder in _outlines(body, ()):
        spec = _spec(outline, folder)
        if spec is not None:
            specs.setdefault(spec.url, spec)
    return list(specs.values())


def write_opml(feeds: Sequence[FeedSpec], title: str) -> str:
    """OPML 2.0 that `read_opml` reads back, and that other readers understand. Feeds of a folder stand together."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = _clean(title)
    body = ET.SubElement(root, "body")
    for folder, members in groupby(
        sorted(feeds, key=lambda feed: feed.folder or ""), key=lambda feed: feed.folder or ""
    ):
        parent = _folder_of(body, folder)
        for feed in members:
            ET.SubElement(parent, "outline", _attributes(feed))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


# --- Reading ----------------------------------------------------------------------------------------------------------


def _parse(text: str | bytes) -> Any:
    """Without entities of the document's own, without network, whatever its declared encoding."""
    from lxml import etree

    data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace") if isinstance(text, str) else text.strip()
    if len(data) > _MOST_BYTES:
        raise GiveUp("is too large for a list of feeds")
    encoding = "utf-8" if isinstance(text, str) else None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False, encoding=encoding
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise GiveUp(f"isn't OPML: {str(error)[:150] or 'it is empty'}") from error


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _find(parent: Any, name: str) -> Any | None:
    return next((child for child in parent if _local(child) == name), None)


def _outlines(parent: Any, folder: tuple[str, ...]) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    """Every outline with the folder it stands in; a feed may hold others, and is no folder."""
    for child in parent:
        if _local(child) != "outline" or len(folder) > _DEEPEST:
            continue
        attributes = {str(name).lower(): str(value).strip() for name, value in child.attrib.items()}
        yield attributes, folder
        name = "" if _url(attributes) else _name(attributes)
        yield from _outlines(child, (*folder, name) if name else folder)


def _url(attributes: dict[str, str]) -> str:
    url = attributes.get("xmlurl") or (attributes.get("url", "") if attributes.get("type") in {"rss", "atom"} else "")
    if url.startswith("feed://"):  # Safari's way to write http://
        return "http://" + url.removeprefix("feed://")
    return url.removeprefix("feed:")


def _name(attributes: dict[str, str]) -> str:
    return attributes.get("title") or attributes.get("text") or ""


def _spec(attributes: dict[str, str], folder: tuple[str, ...]) -> FeedSpec | None:
    url = _url(attributes)
    if not is_web_url(url):
        return None
    plain = FeedSpec(url=url, name="")
    return FeedSpec(
        url=url,
        name=_name(attributes) or host_of(url),
        kind=attributes.get("kind") or plain.kind,
        language=attributes.get("language") or plain.language,
        outlet=attributes.get("outlet") or None,
        owner=attributes.get("owner") or None,
        weight=_weight(attributes.get("weight"), plain.weight),
        folder=FOLDER_SEPARATOR.join(folder) or None,
    )


def _weight(text: str | None, otherwise: float) -> float:
    try:
        weight = float(text or otherwise)
    except ValueError:
        return otherwise
    return weight if 0 < weight < 100 else otherwise


# --- Writing ----------------------------------------------------------------------------------------------------------


def _clean(text: str) -> str:
    return " ".join(_INVALID_IN_XML.sub("", text).split())


def _folder_of(body: ET.Element, folder: str) -> ET.Element:
    parent = body
    for name in filter(None, map(_clean, folder.split(FOLDER_SEPARATOR))):
        inner = next((child for child in parent if child.get("text") == name and not child.get("xmlUrl")), None)
        parent = ET.SubElement(parent, "outline", {"text": name, "title": name}) if inner is None else inner
    return parent


def _attributes(feed: FeedSpec) -> dict[str, str]:
    name = _clean(feed.name)
    plain = FeedSpec(url="", name="")
    extras = {
        "kind": feed.kind if feed.kind != plain.kind else None,
        "language": feed.language,
        "outlet": feed.outlet,
        "owner": feed.owner,
        "weight": f"{feed.weight:g}" if feed.weight != plain.weight else None,
    }
    known = {key: _clean(value) for key, value in extras.items() if value}
    return {"type": "rss", "text": name, "title": name, "xmlUrl": _clean(feed.url), **known}
