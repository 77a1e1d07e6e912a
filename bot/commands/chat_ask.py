"""`ask` in chat: the question, the cited answer or the refusal, and what can be done with it. How it is found stands in
`ask`."""

from __future__ import annotations

import re

from bot.commands.ask import Answer, understand
from bot.commands.ask import ask as answered
from bot.commands.conversation import Field, Form, Mistakes, Outcome, Reply, Submitted, Values
from bot.commands.newsroom import Visit, clock_words
from bot.commands.permissions import must_not_hurry
from bot.commands.replies import cited, count, instead, listed, plain, rows, small, source_line, titled
from bot.commands.values import id_of, one
from bot.news.message import Block, Button, Line, Message, Text
from bot.news.message_json import message_to_json
from bot.news.model import Source
from bot.outbox_ports import Kept

LONGEST_QUESTION = 500
_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|that (?:company|model|lab)|the (?:company|model|lab))\b|它们?|他们|该公司",
    re.IGNORECASE,
)


async def ask(visit: Visit, values: Values) -> Outcome:
    """Without a question: the form."""
    question = one(values, "question")
    return await answer_reply(visit, question) if question else ask_form()


def ask_form() -> Form:
    return Form("ask", "Ask the sources", "Ask", (_question_field("Such as: who uses Qwen?"),))


def follow_up_form(number: str) -> Form:
    return Form(
        f"follow_up:{number}", "Ask a follow-up", "Ask", (_question_field("Names of the first question are kept."),)
    )


def _question_field(hint: str) -> Field:
    return Field("question", "Your question", "long", required=True, hint=hint, longest=LONGEST_QUESTION)


async def submit_ask(visit: Visit, rest: str, values: Values) -> Submitted:
    question = one(values, "question")
    return await answer_reply(visit, question) if question else _empty()


async def submit_follow_up(visit: Visit, number: str, values: Values) -> Submitted:
    question = one(values, "question")
    if not question:
        return _empty()
    before = await kept_here(visit, number)
    return await answer_reply(visit, continued(visit, before.text, question) if before else question)


def _empty() -> Mistakes:
    return Mistakes({"question": "Write a question, such as: who uses Qwen?"})


def continued(visit: Visit, before: str, question: str) -> str:
    """The follow-up with the name that the earlier question was about, unless it names one itself."""
    registry = visit.room.registry()
    earlier = sorted(understand(before, registry, visit.now).names)
    if not earlier or understand(question, registry, visit.now).names:
        return question
    put_in, times = _PRONOUN.subn(earlier[0], question, count=1)
    if times:
        return put_in
    bare = question.rstrip(" ?？")
    return f"{bare} ({', '.join(earlier)})?"


async def kept_here(visit: Visit, number: str) -> Kept | None:
    """The private answer of this number, if this very person got it in this very place."""
    known = id_of(number)
    found = await visit.store.kept(known) if known is not None else None
    if found is None or found.person != visit.asker.person:
        return None
    channel = await visit.known_channel()
    return found if channel and channel.id == found.channel_id else None


async def answer_reply(visit: Visit, question: str) -> Reply:
    if len(question) > LONGEST_QUESTION:
        raise instead(f"A question has at most {LONGEST_QUESTION} characters; this has {len(question)}.")
    must_not_hurry(visit)
    found = await answered(
        visit.store, visit.room.registry(), question, now=visit.now, workspace_id=await visit.workspace_id()
    )
    bare = titled(question, _blocks(visit, found), notification=found.text or found.reason or question)
    number = await keep(visit, "answer", question, bare)
    return Reply(_with_buttons(bare, _buttons(visit, found, number)))


async def keep(visit: Visit, kind: str, text: str, message: Message, **more: object) -> str | None:
    """Keeps a private answer, so that its buttons work after a restart. None where nothing can be posted anyway."""
    if not visit.asker.present:
        return None
    channel = await visit.channel()
    shown = message_to_json(message) | more
    return str(await visit.store.keep(channel.id, visit.asker.person, kind, text, shown, visit.now))


def _blocks(visit: Visit, found: Answer) -> list[Block]:
    if not found.refused:
        return answered_blocks(found, visit.zone)
    lines = [plain(found.reason or "Our sources don't say."), *_nearby(found)]
    end = f"Stories up to {clock_words(found.reaches, visit.zone)}." if found.reaches else "Nothing is stored yet."
    return [listed([*lines, small(end)])]


def answered_blocks(found: Answer, zone: str, remark: str = "") -> list[Block]:
    """The sentences, then their sources, how far the stories reach, and the remark."""
    said = [run for text, numbers in found.sentences for run in (*cited(text, numbers, found.sources), Text(" "))]
    upto = f", stories up to {clock_words(found.reaches, zone)}" if found.reaches else ""
    end = small(f"{count(len(found.sources), 'source')}{upto}.{remark}")
    sources = [source_line(source) for source in found.sources]
    return [listed([Line(tuple(said[:-1]))]), listed([*sources, end])]


def _nearby(found: Answer) -> list[Line]:
    if found.sources:
        return [source_line(source) for source in found.sources]
    if not found.nearby:
        return []
    links = [(Text(" · "), Text(s.title.rstrip("."), s.url), Text(f" ({_nearby_words(s)})")) for s in found.nearby]
    return [Line((Text("What they do have: "), *[run for runs in links for run in runs][1:]))]


def _nearby_words(source: Source) -> str:
    return f"{source.outlet}; corrected since: {source.corrected}" if source.corrected else source.outlet


def _buttons(visit: Visit, found: Answer, number: str | None) -> list[Button]:
    if number is None:
        return [Button("Ask something else", "ask")]
    if found.refused:
        return [Button("Tell me if that changes", "tell_me", number), Button("Ask something else", "ask")]
    share = [] if visit.place.direct or visit.asker.apart else [Button("Share here", "share", f"kept.{number}")]
    return [
        Button("Ask a follow-up", "follow_up", number), *share, Button("Something is wrong", "wrong", f"kept.{number}"),
    ]  # fmt: skip


def _with_buttons(message: Message, buttons: list[Button]) -> Message:
    return titled(message.title, [*message.blocks, *rows(buttons)], notification=message.notification)
