"""What Slack gets: within its limits whatever the texts, and with no ping and no link but ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings

from bot.adapters.slack_view import Press, escape, home_view, read_press, stories_in, to_payloads
from bot.news.message import (
    Button,
    Buttons,
    Choice,
    Heading,
    Line,
    Menu,
    Message,
    Picture,
    Section,
    Text,
    digest_message,
)
from tests.adapters.strange_texts import messages, texts
from tests.news.invented import digest, monday, source, story

Json = dict[str, Any]
LINK = re.compile(r"<(https?://[^|>]*)\|([^<>]*)>")


def objects(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def assert_valid(payload: Json) -> None:
    """Block Kit's limits, as its reference states them."""
    assert 1 <= len(payload["text"]) <= 4000
    assert 1 <= len(payload["blocks"]) <= 50
    assert payload["unfurl_links"] is payload["unfurl_media"] is False
    for block in payload["blocks"]:
        if block["type"] == "context":
            assert 1 <= len(block["elements"]) <= 10
        if block["type"] == "header":
            assert block["text"]["type"] == "plain_text" and len(block["text"]["text"]) <= 150
        if block["type"] == "actions":
            assert 1 <= len(block["elements"]) <= 25
    for one in objects(payload):
        if one.get("type") in ("mrkdwn", "plain_text"):
            assert 1 <= len(one["text"]) <= 3000
        if one.get("type") == "mrkdwn":
            assert one["verbatim"] is True
        if one.get("type") == "overflow":
            assert 1 <= len(one["options"]) <= 5
            assert all(len(o["text"]["text"]) <= 75 and len(o["value"]) <= 150 for o in one["options"])
        if one.get("type") == "button":
            assert len(one["text"]["text"]) <= 75
    ids = [one["action_id"] for one in objects(payload) if "action_id" in one]
    assert len(ids) == len(set(ids))


def urls_of(message: Message) -> set[str]:
    lines = [line for block in message.blocks if isinstance(block, Section) for line in block.lines]
    return {run.url for line in lines for run in line.runs if run.url}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(messages(8))
def test_whatever_the_texts_the_payloads_are_valid_and_hold_no_ping_and_no_link_but_the_sources(
    message: Message,
) -> None:
    allowed = {url.replace("&", "&amp;").replace("|", "%7C") for url in urls_of(message)}
    for payload in to_payloads(message):
        assert_valid(payload)
        for text in [payload["text"], *(o["text"] for o in objects(payload) if o.get("type") == "mrkdwn")]:
            assert {found[1] for found in LINK.finditer(text)} <= allowed
            rest = LINK.sub(r"\2", text)
            assert "<" not in rest and ">" not in rest and "://" not in rest


@given(texts)
def test_no_text_can_open_or_close_slacks_own_marks(text: str) -> None:
    escaped = escape(text)
    assert not re.search(r"(?<![^\W_])[*~_]|[*~_](?![^\W_])|`", escaped)
    assert not re.search(r":[\w+'-]+:", escaped)


def test_the_digest_stands_as_in_the_sketch() -> None:
    (payload,) = to_payloads(digest_message(monday()))
    assert payload["text"].startswith("AI news: Orrin Systems is reportedly using")
    assert payload["text"].endswith("; 7 more")
    kinds = [block["type"] for block in payload["blocks"]]
    assert kinds[:5] == ["header", "context", "divider", "section", "context"]
    assert kinds[-3:] == ["divider", "actions", "context"]
    assert all(block["expand"] for block in payload["blocks"] if block["type"] == "section")
    written = json.dumps(payload, ensure_ascii=False)
    order = [
        "Pomelo could",
        "*Releases*",
        "Skerry 2",
        "*Money*",
        "Torvald",
        "*Update:*",
        "*Briefly:*",
        "(zh)",
        "quoted from",
    ]
    places = [written.index(text) for text in order]
    assert places == sorted(places)


def test_many_stories_told_briefly_stand_one_a_line() -> None:
    payload = to_payloads(digest_message(digest(*(story(n, f"Veltmar opens site {n}") for n in range(1, 19)))))[-1]
    (briefly,) = (block["text"]["text"] for block in payload["blocks"] if "*Briefly" in json.dumps(block))
    first, *lines = briefly.split("\n")
    assert first == "*Briefly*"
    assert len(lines) > 4 and all(line.startswith("• <") and line.count("Veltmar") == 1 for line in lines)


def test_each_story_told_has_a_menu_of_five_that_names_it() -> None:
    (payload,) = to_payloads(digest_message(monday()))
    menus = [one for one in objects(payload) if one.get("type") == "overflow"]
    assert [menu["action_id"] for menu in menus] == [f"story:{n}" for n in (1, 2, 3, 4, 5)]
    assert [option["value"] for option in menus[0]["options"]] == ["more:1", "why:1", "useful:1", "less:1", "wrong:1"]


def test_a_message_too_long_for_one_post_is_split_between_stories_and_loses_none() -> None:
    headline, small = Line((Text("Firm says yes", "https://a.example/1"),), "headline"), Line((Text("Wire"),), "small")
    told = [
        part for n in range(30) for part in (Heading(f"Heading {n}"), Section("story", (headline, small), Menu(n, (Choice("More", "more"),))))
    ]  # fmt: skip
    payloads = to_payloads(Message("AI news", ("30 stories",), tuple(told), "AI news"))
    assert len(payloads) == 2
    for payload in payloads:
        assert_valid(payload)
        assert payload["blocks"][-1]["type"] == "context", "a heading is left behind by what it heads"
    assert payloads[1]["text"] == "AI news (2 of 2)"
    menus = [one["action_id"] for payload in payloads for one in objects(payload) if one.get("type") == "overflow"]
    assert menus == [f"story:{n}" for n in range(30)]


def test_a_chart_and_a_link_button_are_drawn() -> None:
    chart = Section("note", (Line((Text("Mentions"),)),), picture=Picture("https://a.example/c.png", "46 mentions"))
    (payload,) = to_payloads(
        Message("AI news", (), (chart, Buttons((Button("Open", "open", "x", "https://a.example"),))), "")
    )
    image, button = payload["blocks"][2], payload["blocks"][3]["elements"][0]
    assert (image["image_url"], image["alt_text"]) == ("https://a.example/c.png", "46 mentions")
    assert (button["url"], button["value"], button["action_id"]) == ("https://a.example", "x", "open")


def test_a_text_can_neither_ping_nor_format_nor_quote() -> None:
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"
    assert "*" not in escape("*bold* and ` code") and "`" not in escape("a`b")
    assert escape("gpt_4_mini costs 2*3") == "gpt_4_mini costs 2*3"
    assert not escape("> said").startswith("&gt;")
    assert "://" not in escape("see https://evil.example")


def test_a_link_with_marks_of_slacks_own_stays_one_link() -> None:
    one = story(sources=[source(url="https://a.example/x?b=1&c=2|3>4")], headline="Veltmar | Lumora agree")
    (payload,) = to_payloads(digest_message(digest(one)))
    assert "<https://a.example/x?b=1&amp;c=2%7C3%3E4|Veltmar ¦ Lumora agree>" in json.dumps(payload, ensure_ascii=False)


def test_a_text_from_right_to_left_does_not_turn_its_neighbours_around() -> None:
    assert escape("مرحبا") == "\u2068مرحبا\u2069"
    assert escape("Lumora") == "Lumora"


def test_what_can_be_pressed_tells_its_delivery_and_story() -> None:
    (payload,) = to_payloads(digest_message(monday()), mark="abcDEF0123_-xyz9")
    assert payload["metadata"] == {"event_type": "newsdesk_delivery", "event_payload": {"id": "abcDEF0123_-xyz9.1"}}
    pressable = [block for block in payload["blocks"] if block["type"] == "actions" or "accessory" in block]
    ids = [block["block_id"] for block in pressable]
    assert len(set(ids)) == len(ids) == 6
    chosen = {"block_id": ids[0], "action_id": "story:1", "selected_option": {"value": "more:1"}}
    assert read_press(chosen) == Press("more", "1", "abcDEF0123_-xyz9", link=False)
    pressed = {"block_id": ids[-1], "action_id": "settings"}
    assert read_press(pressed) == Press("settings", "", "abcDEF0123_-xyz9", link=False)
    assert stories_in(payload) == [1, 2, 3, 4, 5]


def test_two_buttons_of_one_action_are_told_apart() -> None:
    rows = Buttons((Button("Meta", "company", "Meta"), Button("Metaco", "company", "Metaco")))
    (payload,) = to_payloads(Message("", (), (Section("note", (Line((Text("Which?"),)),)), rows), "Which?"))
    assert_valid(payload)
    assert payload["blocks"][0]["type"] == "section", "no title, no header"
    presses = [read_press(element) for element in payload["blocks"][1]["elements"]]
    assert [(press.action, press.value) for press in presses] == [("company", "Meta"), ("company", "Metaco")]


def test_a_button_that_only_opens_an_address_is_known_as_one() -> None:
    rows = Buttons((Button("All", "web", url="https://a.example"), Button("Watch", "watch", "Meta")))
    (payload,) = to_payloads(Message("Meta", (), (rows,), "Meta"))
    block = payload["blocks"][1]
    presses = [read_press({**element, "block_id": block["block_id"]}) for element in block["elements"]]
    assert [(press.action, press.link, press.mark) for press in presses] == [
        ("web", True, None),
        ("watch", False, None),
    ]


def test_app_home_holds_a_hundred_blocks_and_says_that_there_is_more() -> None:
    lines = tuple(Section("note", (Line((Text(f"Order {n}"),)),)) for n in range(120))
    view = home_view(Message("Newsdesk", (), lines, ""))
    assert view["type"] == "home" and len(view["blocks"]) == 100
    assert "more than fits" in str(view["blocks"][-1])


def test_only_the_group_that_was_chosen_is_mentioned() -> None:
    first, *rest = to_payloads(digest_message(monday()), mark="m", group="S0123")
    assert first["blocks"][0]["text"]["text"] == "<!subteam^S0123>" and rest == []
