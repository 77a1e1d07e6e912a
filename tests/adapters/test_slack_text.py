"""What people type after Slack's slash commands, and what they are told when it can't be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack_text import NotUnderstood, Understood, understand, unescape, without_mention


def read(root: str, text: str) -> tuple[str, dict[str, object]]:
    understood = understand(root, text)
    assert isinstance(understood, Understood), understood
    return understood.command.name, dict(understood.values)


def told(root: str, text: str) -> str:
    understood = understand(root, text)
    assert isinstance(understood, NotUnderstood), understood
    return understood.text


@pytest.mark.parametrize(
    ("root", "text", "name", "values"),
    [
        ("news", "", "news help", {}),
        ("newsdesk", "   ", "newsdesk help", {}),
        ("news", "company Lumora", "news company", {"name": "Lumora"}),
        ("news", "Company   Lumora Labs ", "news company", {"name": "Lumora Labs"}),
        ("news", 'company "Lumora Labs"', "news company", {"name": "Lumora Labs"}),
        ("news", "company “Lumora Labs”", "news company", {"name": "Lumora Labs"}),
        ("news", "ask who: what &amp; why?", "news ask", {"question": "who: what & why?"}),
        ("news", "ask", "news ask", {}),
        ("news", "compare Lumora Veltmar", "news compare", {"a": "Lumora", "b": "Veltmar"}),
        ("news", "compare Lumora Labs vs Veltmar", "news compare", {"a": "Lumora Labs", "b": "Veltmar"}),
        ("news", "compare Lumora and Veltmar AI", "news compare", {"a": "Lumora", "b": "Veltmar AI"}),
        ("news", 'compare "Lumora and Sons" Veltmar', "news compare", {"a": "Lumora and Sons", "b": "Veltmar"}),
        ("newsdesk", "pause 3 2027-01-06", "newsdesk pause", {"number": "3", "until": "2027-01-06"}),
        ("newsdesk", "pause 2 skip 2026-12-24", "newsdesk pause", {"number": "2", "skip": "2026-12-24"}),
        (
            "newsdesk", "pause 2 skip 2026-12-24, 2026-12-25 until 2027-01-06",
            "newsdesk pause", {"number": "2", "skip": "2026-12-24, 2026-12-25", "until": "2027-01-06"},
        ),
        ("newsdesk", "pause 3 until 2027-01-06", "newsdesk pause", {"number": "3", "until": "2027-01-06"}),
        ("newsdesk", "subscribe time 8:30 zone Berlin", "newsdesk subscribe", {"time": "8:30", "zone": "Berlin"}),
        ("newsdesk", "edit #3 size:4", "newsdesk edit", {"number": "3", "size": "4"}),
        (
            "newsdesk", "subscribe 08:30 Europe/Berlin model releases",
            "newsdesk subscribe", {"time": "08:30", "zone": "Europe/Berlin", "preset": "model releases"},
        ),
        (
            "newsdesk", 'subscribe <#C1|ai-news> preset:"Money and deals" names:"Lumora, Veltmar AI" time:07:00 thread',
            "newsdesk subscribe",
            {"channel": "C1", "preset": "money and deals", "names": "Lumora, Veltmar AI", "time": "07:00", "thread": "yes"},
        ),
        ("newsdesk", "subscribe <!subteam^S12|@desk>", "newsdesk subscribe", {"role": "S12"}),
        (
            "newsdesk", "sources add <https://a.example/feed?x=1&amp;y=2> private",
            "newsdesk sources", {"action": "add", "source": "https://a.example/feed?x=1&y=2", "private": "yes"},
        ),
        ("newsdesk", "sources mute Circuit Daily", "newsdesk sources", {"action": "mute", "source": "Circuit Daily"}),
        ("newsdesk", 'import ```[{"preset": "x"}]```', "newsdesk import", {"data": '[{"preset": "x"}]'}),
    ],
)  # fmt: skip
def test_a_line_is_read_as_a_person_means_it(root: str, text: str, name: str, values: dict[str, object]) -> None:
    assert read(root, text) == (name, values)


def test_an_unknown_subcommand_is_answered_with_what_was_meant() -> None:
    assert "Did you mean /news company Lumora" in told("news", "compny Lumora")
    assert told("news", "list") == "“list” belongs to /newsdesk: /newsdesk list"
    assert told("newsdesk", "xyzzy") == "I don't know “xyzzy”. /newsdesk help shows what there is."


def test_a_question_without_the_word_ask_is_shown_how_to_be_asked() -> None:
    assert told("news", "who uses Lumora?") == "To ask the sources, type /news ask who uses Lumora?"


def test_commands_that_are_called_otherwise_here_are_named_so() -> None:
    answer = understand("news", "list", ("/ai", "/ai-desk"))
    assert isinstance(answer, NotUnderstood) and answer.text == "“list” belongs to /ai-desk: /ai-desk list"


def test_what_is_missing_is_said_with_an_example() -> None:
    assert told("news", "watch") == "/news watch also needs: company or model. Example: /news watch DeepSeek"


def test_a_word_that_fits_nowhere_is_named() -> None:
    assert told("newsdesk", "resume maybe").startswith("I can't place “maybe” in /newsdesk resume.")


def test_slacks_escapes_are_shown_as_the_person_typed_them() -> None:
    assert unescape("<#C1|ai-news> &amp; <@U1|ada> <https://a.example|a.example> 1 &lt; 2") == (
        "#ai-news & @ada https://a.example 1 < 2"
    )
    assert without_mention("<@UBOT> who uses <#C1|ai>?", "UBOT") == "who uses #ai?"


@given(st.sampled_from(["news", "newsdesk"]), st.text(max_size=80))
def test_no_line_is_too_strange_to_be_answered(root: str, text: str) -> None:
    assert isinstance(understand(root, text), Understood | NotUnderstood)


@given(st.sampled_from(["subscribe", "pause", "sources", "compare", "edit"]), st.text("ab1:\"“” '<>#,=/", max_size=40))
def test_no_arguments_are_too_strange_to_be_answered(sub: str, text: str) -> None:
    for root in ("news", "newsdesk"):
        assert isinstance(understand(root, f"{sub} {text}"), Understood | NotUnderstood)
