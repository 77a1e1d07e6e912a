"""What is kept of a posted message is the whole of it: it can be drawn again as it was."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.news.message import (
    Block,
    Button,
    Buttons,
    Choice,
    Divider,
    Heading,
    Line,
    Menu,
    Message,
    Picture,
    Section,
    Text,
    digest_message,
)
from bot.news.message_json import message_from_json, message_to_json
from bot.news.model import Digest
from tests.adapters.strange_texts import digests
from tests.news.invented import monday

_words = st.text(max_size=60)
_urls = st.one_of(st.none(), _words, st.just("https://paper.example/a b"), st.just("https://paper.example/a?b=c%20d"))
_texts = st.builds(Text, _words, _urls, st.sampled_from(["plain", "bold"]))
_lines = st.builds(Line, st.lists(_texts, max_size=3).map(tuple), st.sampled_from(["headline", "body", "small"]))
_choices = st.lists(st.builds(Choice, _words, _words), max_size=3).map(tuple)
_roles = st.sampled_from(["correction", "lead", "story", "update", "briefly", "note", "footer"])
_sections = st.builds(
    Section,
    _roles,
    st.lists(_lines, max_size=3).map(tuple),
    st.none() | st.builds(Menu, st.integers(1, 2**40), _choices),
    st.none() | st.builds(Picture, _words, _words),
)
_buttons = st.builds(Button, _words, _words, _words, st.none() | _words)
_blocks: st.SearchStrategy[Block] = st.one_of(
    _sections,
    st.builds(Heading, _words),
    st.builds(Divider, st.booleans()),
    st.builds(Buttons, st.lists(_buttons, max_size=3).map(tuple)),
)
_messages = st.builds(
    Message,
    st.text(max_size=600),
    st.lists(_words, max_size=3).map(tuple),
    st.lists(_blocks, max_size=5).map(tuple),
    _words,
    st.sampled_from(["en", "zh-tw"]),
)


def kept_and_read(message: Message) -> Message:
    return message_from_json(json.loads(json.dumps(message_to_json(message))))


def test_a_digest_is_the_same_after_it_was_kept() -> None:
    message = digest_message(monday(), web_url="https://news.example/d/1")
    assert kept_and_read(message) == message


@given(_messages)
def test_whatever_a_message_holds_is_the_same_after_it_was_kept(message: Message) -> None:
    assert kept_and_read(message) == message


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(digests())
def test_strangers_texts_in_a_digest_are_the_same_after_it_was_kept(made: Digest) -> None:
    message = digest_message(made)
    assert kept_and_read(message) == message
