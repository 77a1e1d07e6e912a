"""What Discord gets: within its limits whatever the texts, and with no ping and no link but ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings

from bot.adapters.discord_view import escape, has_marker, read_id, stories_in, to_payloads, to_private, units
from bot.news.message import Button, Buttons, Choice, Line, Menu, Message, Picture, Section, Text, digest_message
from tests.adapters.strange_texts import big_digest, messages
from tests.news.invented import digest, monday, story

Json = dict[str, Any]
LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\\\[\]])*)\]\((https?://[^()\s]+)\)")


def components(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for key in ("components", "accessory"):
            yield from components(value.get(key))
    elif isinstance(value, list):
        for inner in value:
            yield from components(inner)


def contents(payload: Json) -> list[str]:
    return [one["content"] for one in components(payload) if one["type"] == 10]


def assert_valid(payload: Json) -> None:
    """The components reference's limits."""
    assert payload["flags"] == (1 << 15) | (1 << 2)
    assert "content" not in payload and "embeds" not in payload
    found = list(components(payload))
    assert 1 <= len(found) <= 40
    assert sum(units(text) for text in contents(payload)) <= 4000
    assert all(text.strip() for text in contents(payload))
    for one in found:
        if one["type"] == 9:
            assert 1 <= len(one["components"]) <= 3 and one["accessory"]["type"] == 2
        if one["type"] == 1:
            assert 1 <= len(one["components"]) <= 5
        if one["type"] == 2:
            assert 1 <= len(one["label"]) <= 80
    ids = [one["custom_id"] for one in found if "custom_id" in one]
    assert len(ids) == len(set(ids)) and all(1 <= len(one) <= 100 for one in ids)


def urls_of(message: Message) -> set[str]:
    lines = [line for block in message.blocks if isinstance(block, Section) for line in block.lines]
    return {run.url for line in lines for run in line.runs if run.url}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(messages(8))
def test_whatever_the_texts_the_payloads_are_valid_and_hold_no_ping_and_no_link_but_the_sources(
    message: Message,
) -> None:
    encode = str.maketrans({"(": "%28", ")": "%29", "*": "%2A"})
    allowed = {url.translate(encode) for url in urls_of(message)}
    for payload in to_payloads(message, mark="q1w2e3r4t5"):
        assert_valid(payload)
        assert payload["allowed_mentions"] == {"parse": [], "roles": []}
        for text in contents(payload):
            assert {found[2] for found in LINK.finditer(text)} <= allowed
            rest = LINK.sub(r"\1", text)
            assert "://" not in rest and not re.search(r"(?<!\\)(?:\\\\)*[\[\]`<>]", rest)
            assert not re.search("@(?!\u200b)", rest) and "discord.gg" not in rest


def test_the_digest_stands_as_in_the_sketch_and_fits_one_message() -> None:
    (payload,) = to_payloads(digest_message(monday()))
    assert_valid(payload)
    written = contents(payload)
    assert written[0] == "## AI news, Monday 15 December\n-# 8 stories from 61 sources since Friday 08:30 · 2 minutes"
    assert written[1].startswith("### [Orrin Systems is reportedly using Kestwick's Tarn")
    assert "\n-# Kestwick Morning News is owned by Kestwick, a subject of this story.\n" in written[1]
    assert written[2].startswith("**[Halden Labs releases Skerry 2, a 70B open-weight model](")
    assert written[5].startswith("**Update: [Regulator clears") and written[6].startswith("**Briefly** [Lumora")
    assert written[-1] == "-# Sentences quoted from the sources"


def test_many_stories_told_briefly_stand_one_a_line() -> None:
    payloads = to_payloads(digest_message(digest(*(story(n, f"Veltmar opens site {n}") for n in range(1, 19)))))
    (briefly,) = (text for payload in payloads for text in contents(payload) if text.startswith("**Briefly**"))
    first, *lines = briefly.split("\n")
    assert first == "**Briefly**"
    assert len(lines) > 4 and all(line.startswith("- [") and line.count("Veltmar") == 1 for line in lines)


def test_each_story_told_has_one_button_and_every_part_can_be_found_by_its_mark() -> None:
    (payload,) = to_payloads(digest_message(monday()), mark="d7")
    ids = [one["custom_id"] for one in components(payload) if "custom_id" in one]
    assert ids[:5] == [f"more:{n}|d7.1" for n in (1, 2, 3, 4, 5)]
    assert all(one.endswith("|d7.1") for one in ids)


def test_the_only_mention_is_the_role_that_the_moderator_chose_before_the_title() -> None:
    (payload,) = to_payloads(digest_message(monday()), mention_role=42)
    assert contents(payload)[0].startswith("<@&42>\n## AI news")
    assert payload["allowed_mentions"] == {"parse": [], "roles": ["42"]}


def test_a_digest_too_long_for_one_message_is_split_between_stories_and_loses_none() -> None:
    message = digest_message(big_digest(60, 20))
    payloads = to_payloads(message, mark="m", mention_role=42)
    assert len(payloads) > 1
    written = "".join(text for payload in payloads for text in contents(payload))
    assert all(f"[Company {n} does thing {n}](" in written for n in range(1, 61))
    for number, payload in enumerate(payloads):
        assert_valid(payload)
        assert payload["allowed_mentions"]["roles"] == (["42"] if number == 0 else [])


def test_a_text_can_neither_ping_nor_link_nor_format() -> None:
    assert escape("@everyone") == "@\u200beveryone"
    assert escape("](https://evil.example)") == "\\]\\(evil.example\\)"
    assert escape("http:ftp:////evil.example") == "evil.example"
    assert escape("# big") == "\\# big" and escape("-# small") == "\\-# small" and escape("1. one") == "1\u200b. one"
    assert escape("a_b *c*") == "a\\_b \\*c\\*"


def test_brackets_in_a_headline_stay_in_its_one_link() -> None:
    (payload,) = to_payloads(digest_message(digest(story(headline="Lumora [beta] opens (in Oslo)"))))
    assert "### [Lumora \\[beta\\] opens \\(in Oslo\\)](https://harbour-wire.example/news/1)" in contents(payload)[1]


def test_a_text_from_right_to_left_does_not_turn_its_neighbours_around() -> None:
    assert escape("שלום") == "\u2068שלום\u2069"
    assert escape("Lumora") == "Lumora"


def test_a_chart_and_a_link_button_are_drawn() -> None:
    chart = Section("note", (Line((Text("Mentions"),)),), picture=Picture("https://a.example/c.png", "46 mentions"))
    buttons = Buttons(tuple(Button(f"Open {n}", "open", url="https://a.example") for n in range(7)))
    (payload,) = to_payloads(Message("AI news", (), (chart, buttons), ""), mark="d7")
    assert_valid(payload)
    (gallery,) = [one for one in components(payload) if one["type"] == 12]
    assert gallery["items"] == [{"media": {"url": "https://a.example/c.png"}, "description": "46 mentions"}]
    links = [one for one in components(payload) if one["type"] == 2]
    assert [one["style"] for one in links] == [5] * 7 and all("custom_id" not in one for one in links)


def test_sections_that_fill_more_than_a_message_go_on_in_the_next_whole() -> None:
    line = Line((Text(" ".join(f"word{n}" for n in range(50))),))
    told = tuple(Section("story", (line, line, line), Menu(n, (Choice("More", "more"),))) for n in range(6))
    payloads = to_payloads(Message("AI news", (), told, ""), mark="d7")
    for payload in payloads:
        assert_valid(payload)
    ids = [one["custom_id"] for payload in payloads for one in components(payload) if "custom_id" in one]
    assert ids == [f"more:{n}|d7.{2 if n > 2 else 1}" for n in range(6)]


def note(text: str = "The purchase is approved.") -> Message:
    return Message("", (), (Section("note", (Line((Text(text),)),)),), text)


def test_a_part_without_any_button_is_found_again_too() -> None:
    (payload,) = to_payloads(note(), mark="q1w2e3r4t5y6u7i8")
    assert [one["content"] for one in components(payload) if "content" in one] == ["The purchase is approved."]
    posted = {"id": "1", "components": payload["components"]}
    assert has_marker(posted, "q1w2e3r4t5y6u7i8.1")
    assert not has_marker(posted, "q1w2e3r4t5y6u7i8.2")
    (other,) = to_payloads(note(), mark="another-mark-123")
    assert not has_marker({"components": other["components"]}, "q1w2e3r4t5y6u7i8.1")


def test_a_part_with_buttons_is_found_by_its_own_number_only() -> None:
    (payload,) = to_payloads(digest_message(monday()), mark="q1w2e3r4t5y6u7i8")
    posted = {"components": payload["components"]}
    assert has_marker(posted, "q1w2e3r4t5y6u7i8.1") and not has_marker(posted, "q1w2e3r4t5y6u7i8.11")


def test_a_press_on_a_posted_part_tells_what_was_drawn() -> None:
    (payload,) = to_payloads(digest_message(monday()), mark="q1w2-e3r4_t5y6u7")
    ids = [one["custom_id"] for one in components(payload) if "custom_id" in one]
    assert read_id(ids[0]) == ("more", "1", "q1w2-e3r4_t5y6u7")
    assert ("ask", "", "q1w2-e3r4_t5y6u7") in [read_id(one) for one in ids]
    assert stories_in(payload) == [1, 2, 3, 4, 5]


def test_the_same_button_twice_in_a_message_is_valid_and_both_do_the_same() -> None:
    buttons = Buttons((Button("Settings", "settings"), Button("All settings", "settings")))
    for mark, told in (("", None), ("d7", "d7")):
        (payload,) = to_payloads(Message("AI news", (), (buttons,), ""), mark=mark)
        assert_valid(payload)
        ids = [one["custom_id"] for one in components(payload) if "custom_id" in one]
        assert [read_id(one) for one in ids] == [("settings", "", told)] * 2


def test_a_value_with_marks_of_its_own_comes_back_whole() -> None:
    for value in ("Meta|Google", "a:b", "GPT-5 ~ mini", "https://a.example/x", "Meta|Qwen-1.5", "x~2", "50% | 5%7C"):
        for mark, told in (("", None), ("d7", "d7")):
            (payload,) = to_payloads(Message("x", (), (Buttons((Button("Go", "compare", value),)),), ""), mark=mark)
            (drawn,) = [one["custom_id"] for one in components(payload) if "custom_id" in one]
            assert read_id(drawn) == ("compare", value, told)


def test_a_strangers_name_in_a_button_passes_for_no_part_of_another_delivery() -> None:
    ours = "q1w2e3r4t5y6u7i8"
    for value in (f"Circuit|{ours}.1", f"Circuit|{ours}.1~2", f"|{ours}.1|"):
        (payload,) = to_payloads(Message("x", (), (Buttons((Button("Go", "unmute", value),)),), ""), mark="d7")
        assert not has_marker(payload, f"{ours}.1")
        assert read_id(payload["components"][1]["components"][0]["custom_id"])[2] == "d7"


def test_the_first_part_is_not_taken_for_the_tenth() -> None:
    posted = {"components": [{"type": 2, "custom_id": "more:1|q1w2e3r4t5y6u7i8.10"}]}
    assert has_marker(posted, "q1w2e3r4t5y6u7i8.10") and not has_marker(posted, "q1w2e3r4t5y6u7i8.1")


def test_a_short_private_answer_is_one_message_without_a_heading() -> None:
    payload, files = to_private(note())
    assert_valid(payload)
    assert files == () and contents(payload) == ["The purchase is approved."]


def test_a_private_answer_that_is_too_long_keeps_its_beginning_and_its_buttons_and_is_whole_in_a_file() -> None:
    sections = tuple(Section("note", (Line((Text(f"Answer {n} " + "word " * 60),)),)) for n in range(30))
    buttons = Buttons((Button("Share here", "share", "7"),))
    payload, files = to_private(Message("Meta", (), (*sections, buttons), ""))
    assert_valid(payload)
    written = "\n".join(contents(payload))
    assert "Answer 0 " in written and "Answer 29" not in written and "The whole answer is in the file below." in written
    assert [one["label"] for one in components(payload) if one["type"] == 2] == ["Share here"]
    ((name, content),) = files
    assert payload["attachments"] == [{"id": 0, "filename": name}] and b"Answer 29" in content
    assert [one["file"] for one in components(payload) if one["type"] == 13] == [{"url": f"attachment://{name}"}]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(messages(8))
def test_whatever_the_texts_a_private_answer_is_one_valid_message(message: Message) -> None:
    payload, _ = to_private(message, ("export.json", b"{}"))
    assert_valid(payload)


def test_an_export_is_attached_under_a_name_that_discord_takes() -> None:
    payload, files = to_private(note("Your subscriptions."), ("news desk/2026.json", b"{}"))
    assert_valid(payload)
    assert files == (("news-desk-2026.json", b"{}"),)


def test_a_digest_in_chinese_stays_under_the_bytes_that_discord_can_take() -> None:
    line = Line((Text("新模型发布，性能提升。" * 30),))
    told = tuple(Section("story", (line,), Menu(n, (Choice("More", "more"),))) for n in range(14))
    payloads = to_payloads(Message("人工智能新闻", (), told, ""), mark="d7")
    assert len(payloads) > 1
    for payload in payloads:
        assert_valid(payload)
        assert sum(len(text.encode()) + 12 for text in contents(payload)) <= 10_170


def test_the_space_before_a_linked_number_stays_outside_its_link() -> None:
    line = Line((Text("It is open."), Text(" [1]", "https://a.example/1")))
    (payload,) = to_payloads(Message("", (), (Section("note", (line,)),), ""))
    assert contents(payload) == ["It is open. [\\[1\\]](https://a.example/1)"]
