"""What a person is shown, before any platform's markup: title, sections, lines with links, buttons, menus, a picture.

The one seam to the terminal, Slack, Discord, Markdown and HTML. It places what a brief says and adds no claim of its
own; it escapes nothing (each view does, in one place), but no text in it holds a line break, a control character or a
direction override, and every link is plain http(s).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import dropwhile
from math import ceil
from typing import Literal, TypeAlias
from urllib.parse import quote, urlsplit, urlunsplit

from bot.news.model import Brief, Certainty, Digest, Kind, RankedStory, Story
from bot.news.spoken import digest_in, is_told_in, stories_in
from bot.news.timetable import since_words

# --- Values -----------------------------------------------------------------------------------------------------------

TextStyle = Literal["plain", "bold"]
LineStyle = Literal["headline", "body", "small"]
SectionRole = Literal["correction", "lead", "story", "update", "briefly", "note", "footer"]

# Guards against a feed's nonsense, not a style: a headline has at most 90 characters, a sentence 30 words.
_LONGEST_TEXT = 480
_LONGEST_URL = 1000


@dataclass(frozen=True, slots=True)
class Text:
    """A run of one line; its outer spaces stand between it and its neighbours. A `url` that isn't plain http(s), or is over 1,000 characters, is dropped."""

    text: str
    url: str | None = None
    style: TextStyle = "plain"

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", shorten(_squeezed(self.text), _LONGEST_TEXT))
        object.__setattr__(self, "url", safe_url(self.url))


@dataclass(frozen=True, slots=True)
class Line:
    runs: tuple[Text, ...]
    style: LineStyle = "body"

    @property
    def words(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    action: str


@dataclass(frozen=True, slots=True)
class Menu:
    """What can be done with one story; the first choice is the one that a platform with a single button shows."""

    story_id: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together and are never split over two messages. In "briefly" each line is one story."""

    role: SectionRole
    lines: tuple[Line, ...]
    menu: Menu | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A rule. An inner one parts the lead from the rest where a platform has no other means."""

    inner: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: an `action` with an optional `value` for the bot, or a `url` to open."""

    label: str
    action: str
    value: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


Block: TypeAlias = Section | Heading | Divider | Buttons


@dataclass(frozen=True, slots=True)
class Message:
    """`subtitle` has one small line each; `notification` is what a phone or a screen reader gets."""

    title: str
    subtitle: tuple[str, ...]
    blocks: tuple[Block, ...]
    notification: str
    language: str = "en"

    def __post_init__(self) -> None:
        for name in ("title", "notification"):
            object.__setattr__(self, name, shorten(one_line(getattr(self, name)), _LONGEST_TEXT))
        object.__setattr__(self, "subtitle", tuple(shorten(one_line(line), _LONGEST_TEXT) for line in self.subtitle))

    @property
    def length(self) -> int:
        """Characters that a reader sees, links' addresses not counted."""
        lines = [line.words for block in self.blocks if isinstance(block, Section) for line in block.lines]
        headings = [block.text for block in self.blocks if isinstance(block, Heading)]
        return sum(len(text) for text in (self.title, *self.subtitle, *lines, *headings))


def note_section(text: str) -> Section:
    """A sentence or two, by itself."""
    return Section("note", (Line((Text(text),)),))


def note_message(text: str, title: str = "") -> Message:
    """A message that says one thing: what is shown is what a phone reads out."""
    return Message(title, (), (note_section(text),), text)


# --- Strangers' text --------------------------------------------------------------------------------------------------

# Direction overrides, embeddings and isolates: they could turn what stands after them around.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
# Format characters (Cf) that hide text or split words; the joiners of emoji and of Indic and Persian scripts stay.
_KEPT_FORMATS = "\u200c\u200d"
_EMOJI_MODIFIERS = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)


def one_line(text: str) -> str:
    """The text with each run of white space as one space, without control, unassigned and direction characters."""
    return _squeezed(text).strip()


def _squeezed(text: str) -> str:
    kept = (" " if char.isspace() else char for char in _DIRECTION.sub("", text) if _shown(char))
    return re.sub(" {2,}", " ", "".join(kept))


def _shown(char: str) -> bool:
    category = unicodedata.category(char)
    return char.isspace() or char in _KEPT_FORMATS or ord(char) in _TAGS or category[0] != "C"


def isolated(text: str) -> str:
    """The text so that, if it runs from right to left, it doesn't turn around what stands beside it in the line."""
    leftward = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    return f"\u2068{text}\u2069" if leftward else text


def safe_url(url: str | None) -> str | None:
    """The address, percent-encoded where markup could break on it; None unless it is plain http(s) with a host."""
    if not url or any(char.isspace() or not _shown(char) for char in url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if (
        parts.scheme not in ("http", "https")
        or not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host)
        or "@" in parts.netloc
    ):
        return None
    netloc = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    encoded = quote(urlunsplit(parts._replace(netloc=netloc)), safe="%/:?#[]@!$&'()*+,;=-._~")
    return encoded if len(encoded) <= _LONGEST_URL else None


def shorten(text: str, limit: int) -> str:
    """The text if it has at most `limit` characters, else its first whole words (in scripts without spaces: whole
    graphemes) and "…"."""
    if len(text) <= limit:
        return text
    room = limit - 1
    space = text.rfind(" ", 0, room + 1)
    end = space if space >= room // 2 else _grapheme_end(text, room)
    return text[:end].rstrip() + "…"


def _grapheme_end(text: str, end: int) -> int:
    while end > 0 and _joined(text, end):
        end -= 1
    return end


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and at this place belong to one grapheme (a close rule, without Hangul jamo)."""
    before, char = text[at - 1], text[at]
    if char in _KEPT_FORMATS or before in _KEPT_FORMATS or unicodedata.category(char)[0] == "M":
        return True
    if ord(char) in _EMOJI_MODIFIERS or ord(char) in _TAGS:
        return True
    return ord(char) in _FLAGS and ord(before) in _FLAGS


# --- A digest as a message --------------------------------------------------------------------------------------------

_STORY_MENU = (
    Choice("More", "more"),
    Choice("Why is this here?", "why"),
    Choice("Useful", "useful"),
    Choice("Less like this", "less"),
    Choice("Something is wrong", "wrong"),
)


def story_menu(story_id: int) -> Menu:
    """What can be done with a story, wherever it stands."""
    return Menu(story_id, _STORY_MENU)


_SECTION_OF: dict[Kind, str] = {
    "release": "Releases", "funding": "Money", "deal": "Money", "policy": "Policy and courts",
    "legal": "Policy and courts", "research": "Research", "product": "Products", "people": "People",
    "incident": "Incidents", "opinion": "Opinion", "other": "Also",
}  # fmt: skip
_SECTION_ORDER = tuple(dict.fromkeys(_SECTION_OF.values()))
CERTAINTY_WORDS: dict[Certainty, str] = {
    "reported": "Reported, not confirmed",
    "rumoured": "Rumoured, not confirmed",
    "denied": "Denied",
}
LANGUAGE_NAMES = {
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "de": "German", "fr": "French", "es": "Spanish",
    "it": "Italian", "pt": "Portuguese", "ru": "Russian", "ar": "Arabic", "he": "Hebrew", "nl": "Dutch", "en": "English",
}  # fmt: skip

_WORDS_A_MINUTE = 200
_TARGET_LENGTH = 2500
_LEAD_SENTENCES = 3
_TOLD_IN_FULL = 5
_MOST_TAGS = 5
_SEPARATOR = " · "
RUN_IN = 4
"""Stories told briefly that a view may run into one line, as in the sketches; more stand one a line, else they are a wall."""


def digest_message(
    digest: Digest,
    *,
    model: str | None = None,
    web_url: str | None = None,
    language: str = "en",
    compact: bool = False,
) -> Message:
    """One screen: corrections, the lead, sections of one sentence a story, updates, the rest briefly, an end.

    `model` is the writer's name for the footer, `web_url` where the digest stands on the web, `language` the readers'.
    About 2,500 characters: what is over is told by its headline only, from the last story up. `compact`: each story by
    its headline only, with its menu.
    """
    if not digest.stories:
        return _quiet_message(digest)
    digest = digest_in(digest, language)
    plan = _compact_plan(digest) if compact else _plan(digest, language)
    message = _drawn(digest, plan, model, web_url, language)
    while message.length > _TARGET_LENGTH and plan.told:
        plan = plan.with_one_less_told()
        message = _drawn(digest, plan, model, web_url, language)
    return message


_TOLD_TOGETHER = 5


def stories_message(title: str, stories: Sequence[RankedStory], *, left_out: int = 0, language: str = "en") -> Message:
    """Stories that came together, outside a digest: the first five with a sentence, the rest by their headlines."""
    stories = stories_in(tuple(stories), language)
    told, rest = stories[:_TOLD_TOGETHER], stories[_TOLD_TOGETHER:]
    blocks: list[Block] = [_told(one.story, language) for one in told]
    blocks += [_briefly(rest, language)] if rest else []
    if left_out:
        blocks.append(Section("note", (Line((Text(f"And {left_out} more"),), "small"),)))
    first = stories[0].story.brief.headline
    return Message(
        title, (), tuple(blocks), f"{title}: {first}" + (f"; {len(stories) - 1} more" if rest or told[1:] else "")
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which story stands where; all in the digest's order."""

    corrections: tuple[RankedStory, ...]
    lead: RankedStory | None
    told: tuple[RankedStory, ...]
    updates: tuple[RankedStory, ...]
    briefly: tuple[RankedStory, ...]
    headlines: tuple[RankedStory, ...] = ()

    def with_one_less_told(self) -> _Plan:
        return replace(self, told=self.told[:-1], briefly=(self.told[-1], *self.briefly))


def _plan(digest: Digest, language: str) -> _Plan:
    corrections = tuple(s for s in digest.stories if s.update_of and s.story.brief.correction)
    updates = tuple(s for s in digest.stories if s.update_of and not s.story.brief.correction)
    new = [s for s in digest.stories if not s.update_of]
    lead = next((s for s in new if not _unreadable(s.story, language)), new[0] if new else None)
    rest = [s for s in new if s is not lead]
    room = max(_TOLD_IN_FULL, len(digest.stories) * 5 // 8) - len(corrections) - len(updates) - 1
    told = [s for s in rest if _is_tellable(s.story) and not _unreadable(s.story, language)][: max(0, room)]
    return _Plan(corrections, lead, tuple(told), updates, tuple(s for s in rest if s not in told))


def _is_tellable(story: Story) -> bool:
    """With more than a headline; of a story that was put right that is the correction in it."""
    return bool(story.brief.sentences or story.corrections)


def _compact_plan(digest: Digest) -> _Plan:
    again = tuple(one for one in digest.stories if one.update_of)
    corrections = tuple(one for one in again if one.story.brief.correction)
    updates = tuple(one for one in again if not one.story.brief.correction)
    return _Plan(corrections, None, (), updates, (), tuple(one for one in digest.stories if not one.update_of))


def _unreadable(story: Story, language: str) -> bool:
    """In a language that isn't the readers': told by its headline only."""
    return bool(_foreign(story, language)) and not is_told_in(story.brief, language)


def _drawn(digest: Digest, plan: _Plan, model: str | None, web_url: str | None, language: str) -> Message:
    blocks = tuple(_blocks(digest, plan, model, web_url, language))
    draft = Message(digest.title, (), blocks, _notification(digest, plan))
    return replace(draft, subtitle=tuple(_subtitle(digest, draft)))


def _blocks(digest: Digest, plan: _Plan, model: str | None, web_url: str | None, language: str) -> Iterator[Block]:
    yield Divider()
    yield from (_correction(one) for one in plan.corrections)
    if plan.lead:
        yield _lead(plan.lead.story, language)
    rest = [
        *(_headline_alone(one.story) for one in plan.headlines),
        *_sections(plan.told, len(digest.stories), language),
        *(_update(one) for one in plan.updates),
        *([_briefly(plan.briefly, language)] if plan.briefly else []),
    ]
    if rest and plan.lead:
        yield Divider(inner=True)
    yield from rest
    yield Divider()
    yield Buttons(_end_buttons(digest))
    yield Section("footer", (Line(tuple(_footer(digest, model, web_url)), "small"),))


def _end_buttons(digest: Digest) -> tuple[Button, ...]:
    more = [Button("More stories", "more_stories")] if digest.left_out else []
    return (*more, Button("Ask", "ask"), Button("Settings", "settings"))


def _notification(digest: Digest, plan: _Plan) -> str:
    first = next(iter(plan.headlines), None) or plan.lead
    said = first.story.brief.headline if first else _first_again(digest.stories[0].story)
    others = len(digest.stories) - 1
    return f"AI news: {said}" + (f"; {others} more" if others else "")


def _first_again(story: Story) -> str:
    """Of a digest without a new story: its correction, else its update."""
    brief = story.brief
    return f"Correction: {brief.whats_new}" if brief.correction and brief.whats_new else brief.headline


# --- The second line, and the end -------------------------------------------------------------------------------------


def _subtitle(digest: Digest, draft: Message) -> Iterator[str]:
    stories = _count(len(digest.stories), "story", "stories")
    minutes = _count(ceil(_reading_words(draft) / _WORDS_A_MINUTE), "minute", "minutes")
    said = [f"{stories}{_from_sources(digest)} {_since(digest)}", minutes, *([digest.note] if digest.note else [])]
    yield _SEPARATOR.join(said)


def _from_sources(digest: Digest) -> str:
    if not digest.feeds_total:
        return ""
    read, total = digest.feeds_read, digest.feeds_total
    return f" from {_count(total, 'source', 'sources')}" if read >= total else f" from {read} of {total} sources"


def _since(digest: Digest) -> str:
    return since_words(digest.since, digest.until, digest.zone)


def _reading_words(draft: Message) -> int:
    """Words, with two Chinese or Japanese characters or Korean syllables taken as one."""
    text = " ".join(line.words for block in draft.blocks if isinstance(block, Section) for line in block.lines)
    wide = len(re.findall("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text))
    return max(1, len(re.findall(r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+", text)) + wide // 2)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _footer(digest: Digest, model: str | None, web_url: str | None) -> Iterator[Text]:
    writers = {ranked.story.brief.writer for ranked in digest.stories}
    name = model or "a language model"
    if writers == {"extractive"}:
        yield Text("Sentences quoted from the sources")
    elif "extractive" not in writers:
        yield Text(f"Written by {name}, checked against the sources")
    else:
        yield Text(f"Written by {name} and checked against the sources, or quoted from them")
    if web_url:
        yield from (Text(_SEPARATOR), Text("on the web", web_url))


def _quiet_message(digest: Digest) -> Message:
    said = digest.note or _empty_day(digest)
    buttons = () if digest.note else (_QUIET_BUTTONS,)
    return Message(digest.title, (), (note_section(said), *buttons), said)


_QUIET_BUTTONS = Buttons((Button("Latest anyway", "latest"), Button("Don't tell me on such days", "no_empty_days")))


def _empty_day(digest: Digest) -> str:
    long = digest.until - digest.since > timedelta(hours=36)
    parts = []
    if digest.feeds_total:
        parts.append(f"{digest.feeds_read} of {_count(digest.feeds_total, 'source', 'sources')} read")
    if digest.items_read or digest.feeds_total:
        parts.append(_count(digest.items_read, "item", "items"))
    if digest.wanted:
        parts.append(f"none on {or_list(digest.wanted)}")
    facts = ", ".join(parts)
    facts = f" {facts[0].upper()}{facts[1:]}." if facts else ""
    return f"No news for this channel {_since(digest) if long else 'today'}.{facts}"


def and_list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def or_list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


# --- Stories ----------------------------------------------------------------------------------------------------------


def _joined_runs(parts: Iterable[Sequence[Text]], between: str = _SEPARATOR) -> tuple[Text, ...]:
    runs: list[Text] = []
    for part in parts:
        runs += [Text(between), *part] if runs else part
    return tuple(runs)


def _lead(story: Story, language: str) -> Section:
    told = dropwhile(lambda text: not _stands_alone(text), _adding(story.brief))
    lines = [
        _headline(story),
        *_body([*told][:_LEAD_SENTENCES]),
        _status(story, language, lead=True),
        *_disclosure(story),
    ]
    tags = _tag_names(story.brief)
    if tags:
        lines.append(Line((Text(_SEPARATOR.join(tags)),), "small"))
    return Section("lead", tuple(lines), story_menu(story.id))


def _body(sentences: Sequence[str]) -> list[Line]:
    return [Line(_joined_runs([[Text(text)] for text in sentences], " "))] if sentences else []


def _sections(told: Sequence[RankedStory], total: int, language: str) -> Iterator[Block]:
    """Under headings when there is enough for them, else in the digest's order."""
    groups: dict[str, list[Story]] = {}
    for ranked in told:
        groups.setdefault(_SECTION_OF[ranked.story.brief.kind], []).append(ranked.story)
    if total <= 5 and sum(len(group) >= 2 for group in groups.values()) < 2:
        yield from (_told(ranked.story, language) for ranked in told)
        return
    for name in sorted(groups, key=_SECTION_ORDER.index):
        yield Heading(name)
        yield from (_told(story, language) for story in groups[name])


def _told(story: Story, language: str) -> Section:
    told = [text for text in _adding(story.brief, of_the_headline=True) if _stands_alone(text)]
    lines = (_headline(story), *_body(told[:1]), _status(story, language, lead=False), *_disclosure(story))
    return Section("story", lines, story_menu(story.id))


def _headline_alone(story: Story) -> Section:
    return Section("story", (_headline(story), *_disclosure(story)), story_menu(story.id))


def _update(ranked: RankedStory) -> Section:
    story = ranked.story
    headline = Line((Text("Update: ", style="bold"), _link(story, story.brief.headline)), "headline")
    new = [f"New: {_ended(story.brief.whats_new)}"] if story.brief.whats_new else []
    before = [f"Before: {_ended(ranked.update_of)}"] if ranked.update_of else []
    return Section(
        "update",
        (headline, Line(_joined_runs([[Text(x)] for x in [*new, *before]], " "), "small")),
        story_menu(story.id),
    )


def _correction(ranked: RankedStory) -> Section:
    story = ranked.story
    said = _ended(story.brief.whats_new or story.brief.headline)
    lines = [
        Line((Text("Correction: ", style="bold"), Text(said))),
        Line((_link(story, story.headline_before or story.brief.headline),), "small"),
    ]
    return Section("correction", tuple(lines), story_menu(story.id))


def _briefly(stories: Sequence[RankedStory], language: str) -> Section:
    return Section("briefly", tuple(_brief_line(ranked.story, language) for ranked in stories))


def _brief_line(story: Story, language: str) -> Line:
    runs = [_link(story, story.brief.headline.rstrip(".。"))]
    foreign = _foreign(story, language)
    return Line((*runs, Text(f" ({foreign})")) if foreign else tuple(runs))


def _headline(story: Story) -> Line:
    return Line((_link(story, story.brief.headline.rstrip(".。")),), "headline")


def _link(story: Story, text: str) -> Text:
    return Text(text, story.sources[0].url if story.sources else None)


def _ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", "。", "！", "？", "…")) else f"{text}."


# --- The small lines --------------------------------------------------------------------------------------------------


def _status(story: Story, language: str, *, lead: bool) -> Line:
    """Certainty if not confirmed · best source, citing whom · how many outlets · what hinders reading."""
    parts: list[list[Text]] = []
    doubt = CERTAINTY_WORDS.get(story.brief.certainty)
    if doubt:
        parts.append([Text(doubt)])
    if story.sources:
        parts.append(_best_source(story))
    parts += [
        [Text(words)] for words in (_outlets(story, lead or doubt is not None), *_obstacles(story, language)) if words
    ]
    return Line(_joined_runs(parts), "small")


def _best_source(story: Story) -> list[Text]:
    best = story.sources[0]
    cited = _cited_outlet(story)
    return [Text(best.outlet, best.url), *([Text(f", citing {one_line(cited)}")] if cited else [])]


def _outlets(story: Story, always: bool) -> str:
    if always:
        return _count(max(1, story.outlets), "outlet", "outlets")
    others = story.outlets - 1
    return f"and {others} more {'outlet' if others == 1 else 'outlets'}" if others > 0 else ""


def _obstacles(story: Story, language: str) -> list[str]:
    best = story.sources[0] if story.sources else None
    foreign = _foreign(story, language)
    named = LANGUAGE_NAMES.get(foreign)
    return [
        "paywall" if best and best.paywall else "",
        (f"in {named}" if named else foreign) if foreign else "",
    ]


def _foreign(story: Story, language: str) -> str:
    """The best source's language ("zh") when it isn't the readers' own, else ""."""
    spoken = story.sources[0].language.partition("-")[0].lower() if story.sources else ""
    return spoken if spoken and spoken != language.partition("-")[0].lower() else ""


def _cited_outlet(story: Story) -> str | None:
    """Who told it to the best source, for a story that is told after others: never an outlet that we read ourselves."""
    if story.brief.certainty not in ("reported", "rumoured"):
        return None
    read = {source.outlet for source in story.sources}
    named = [r.according_to for r in story.brief.relations if r.according_to and r.certainty == story.brief.certainty]
    opening = " ".join(s.text for s in story.brief.sentences[:_LEAD_SENTENCES])
    told_by = [tag.name for tag in story.brief.tags if tag.role == "source" and _is_told_by(tag.name, opening)]
    return next((name for name in (*named, *told_by) if name not in read), None)


def _is_told_by(name: str, text: str) -> bool:
    who = rf"(?<!\w){re.escape(name)}(?!\w)"
    verbs = "report(?:ed|s)|said|says|wrote|writes|first reported"
    return bool(
        re.search(
            rf"(?:according to|citing|cited by|reported by) (?:an? |the )?{who}|{who}(?: also| has| first)? (?:{verbs})\b",
            text,
        )
    )


def _disclosure(story: Story) -> list[Line]:
    return [Line((Text(_ended(story.brief.disclosure)),), "small")] if story.brief.disclosure else []


def _tag_names(brief: Brief) -> list[str]:
    """Subjects first, companies before models, then models that are only mentioned; each by how often it is named.
    A bare family is left out beside a version of it.
    """
    kept = [tag for tag in brief.tags if tag.role == "subject" or (tag.type == "model" and tag.role == "mentioned")]
    versioned = {tag.family for tag in kept if tag.family and tag.family != tag.name}
    kept = [tag for tag in kept if tag.type == "company" or tag.name not in versioned]
    ordered = sorted(kept, key=lambda tag: (tag.role != "subject", tag.type != "company", -tag.mentions))
    return list(dict.fromkeys(one_line(tag.name) for tag in ordered))[:_MOST_TAGS]


# --- Which sentences add something ------------------------------------------------------------------------------------

_UNRESOLVED = re.compile(
    r"^(it|its|he|she|they|their|his|her|this|that|these|those|the (company|firm|report|startup|start-up|lab)|but|and|however|meanwhile|also)\b",
    re.IGNORECASE,
)
_TOKENS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W_]+(?:[.,'’-][^\\W_]+)*")
_EMPTY_WORDS = frozenset(
    _TOKENS.findall(
        "a an the of to in on for and or by with at from as is are was were be been has have had it its that which this"
        " will would could can may said says say new also after"
    )
)
_NEW_WORDS = 3


def _adding(brief: Brief, *, of_the_headline: bool = False) -> list[str]:
    """The sentences that add to the headline. `of_the_headline`: those from its own article first, so that one sentence
    alone is not from an older report that the headline has overtaken, and of them those that repeat it least."""
    kept = [sentence for sentence in brief.sentences if _adds(sentence.text, brief.headline)]
    if of_the_headline:
        own = {cite.article for cite in brief.headline_cites}
        kept.sort(key=lambda s: (own.isdisjoint(c.article for c in s.cites), _share_new(s.text, brief.headline) < 0.5))
    return [sentence.text for sentence in kept]


def _share_new(sentence: str, headline: str) -> float:
    return len(_new_words(sentence, headline)) / max(1, len(_content(sentence)))


def _adds(sentence: str, headline: str) -> bool:
    """Whether a sentence says more than the headline above it: at least three words that the headline hasn't."""
    return len(_new_words(sentence, headline)) >= _NEW_WORDS


def _new_words(sentence: str, headline: str) -> set[str]:
    known = _content(headline)
    return {word for word in _content(sentence) if not any(_same_stem(word, other) for other in known)}


def _content(text: str) -> set[str]:
    return {word for word in (found.lower() for found in _TOKENS.findall(text)) if word not in _EMPTY_WORDS}


def _same_stem(one: str, other: str) -> bool:
    return one == other or (len(one) > 4 and len(other) > 4 and one[:5] == other[:5])


def _stands_alone(sentence: str) -> bool:
    return not _UNRESOLVED.match(sentence)
