"""Reads what people type after Slack's slash commands, by the catalogue: `/news company Meta`, `/newsdesk pause 3`.

Only reading: which command, which values. What is wrong is one sentence that says what would have been right. Words
find their options by what they look like (a time, a date, a number, a choice), or by name (`time:08:30`), quotes keep
words together, and what looks like nothing is the text of the first option that takes any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.commands.catalogue import COMMANDS
from bot.commands.conversation import Command, Option, Values

_WORD = re.compile(r'(?P<name>[a-z_]+[:=])?(?:"(?P<a>[^"]*)"|“(?P<b>[^”]*)”|„(?P<c>[^“”]*)[“”])|(?P<bare>\S+)')
_ESCAPED = re.compile(r"<([#@!])([A-Za-z0-9^]+)(?:\|([^<>]*))?>|<((?:https?|mailto):[^|<>\s]+)(?:\|[^<>]*)?>")
_NEAR = 60
_BETWEEN = re.compile(r"\s+(?:vs\.?|versus|and|with|against)\s+|\s*,\s*", re.IGNORECASE)
_ANY_TEXT = frozenset({"text", "company", "model", "name", "names", "feed", "watch", "file"})
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "time": re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]m)?|\d{1,2}\s?[ap]m", re.IGNORECASE),
    "date": re.compile(r"\d{4}-\d{1,2}-\d{1,2}"),
    "zone": re.compile(r"[A-Za-z_]+(?:/[A-Za-z_+-]+\d*)+|UTC|GMT", re.IGNORECASE),
    "number": re.compile(r"\d{1,9}"),
    "subscription": re.compile(r"#?\d{1,9}"),
    "channel": re.compile(r"<#([A-Z0-9]+)(?:\|[^<>]*)?>"),
    "role": re.compile(r"<!subteam\^([A-Z0-9]+)(?:\|[^<>]*)?>"),
}
_YES = frozenset({"yes", "true", "on", "1"})


@dataclass(frozen=True, slots=True)
class Understood:
    command: Command
    values: Values


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """`text` is for the person. `meant` are command lines that may have been meant, best first."""

    text: str
    meant: tuple[str, ...] = ()


def understand(root: str, text: str, names: tuple[str, str] = ("/news", "/newsdesk")) -> Understood | NotUnderstood:
    """`root` is "news" or "newsdesk", `text` what Slack sends after the command, `names` what the two are called here."""
    line = text.strip()
    first = _WORD.match(line)
    if not first:
        return Understood(_commands(root)["help"], {})
    word = _word(first).text
    command = _commands(root).get(word.strip("`").lower())
    if command is None:
        return _unknown(root, unescape(word), line, names)
    return _Reader(command, _called(command, names)).read(line[first.end() :].strip())


def unescape(text: str) -> str:
    """Slack's text as the person saw it: `<#C1|ai-news>` is #ai-news, `<@U1|ada>` @ada, `&amp;` &."""
    shown = _ESCAPED.sub(lambda m: m[4] or f"{'#' if m[1] == '#' else '@'}{(m[3] or m[2]).lstrip('@#')}", text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").removeprefix("mailto:")


def without_mention(text: str, bot_user: str) -> str:
    """A message to the bot without its name: `<@UBOT> who uses Qwen?` is "who uses Qwen?"."""
    return unescape(re.sub(rf"\s*<@{re.escape(bot_user)}(?:\|[^<>]*)?>[:,]?\s*", " ", text)).strip()


def _commands(root: str) -> dict[str, Command]:
    return {command.sub: command for command in COMMANDS if command.root == root}


def _called(command: Command, names: tuple[str, str]) -> str:
    return names[0] if command.root == "news" else names[1]


def _unknown(root: str, word: str, line: str, names: tuple[str, str]) -> NotUnderstood:
    here = names[0] if root == "news" else names[1]
    elsewhere = [c for c in COMMANDS if c.root != root and c.sub == word.lower()]
    if elsewhere:
        right = f"{_called(elsewhere[0], names)} {unescape(line)}"
        return NotUnderstood(f"“{word}” belongs to {_called(elsewhere[0], names)}: {right}", (right,))
    if root == "news" and _looks_asked(line):
        asked = f"{here} ask {unescape(line)}"
        return NotUnderstood(f"To ask the sources, type {asked}", (asked,))
    near = process.extract(word.lower(), list(_commands(root)), scorer=fuzz.ratio, limit=2, score_cutoff=_NEAR)
    meant = tuple(f"{here} {name}{unescape(line)[len(word) :]}" for name, _, _ in near)
    asked_back = f" Did you mean {' or '.join(meant)}?" if meant else f" {here} help shows what there is."
    return NotUnderstood(f"I don't know “{word}”.{asked_back}", meant)


def _looks_asked(line: str) -> bool:
    return line.rstrip().endswith(("?", "？")) or len(line.split()) >= 4


@dataclass(slots=True)
class _Word:
    """A word or a quoted run, with where it begins in the line."""

    text: str
    quoted: bool
    start: int


@dataclass(slots=True)
class _Reader:
    command: Command
    called: str
    values: dict[str, str] = field(default_factory=dict)
    running: str = ""

    def read(self, rest: str) -> Understood | NotUnderstood:
        options = self.command.options
        if rest and len(options) == 1 and options[0].kind in _ANY_TEXT:
            self.values[options[0].name] = _plain(rest.strip("`") if options[0].kind == "file" else rest)
        elif rest and self._is_comparison():
            self._read_two(rest)
        elif rest and (left := self._read_words(rest)):
            return self._strange(left)
        return self._checked()

    def _is_comparison(self) -> bool:
        return len(self.command.options) == 2 and all(o.required and o.kind == "name" for o in self.command.options)

    def _read_two(self, rest: str) -> None:
        """Two names, quoted, parted by "vs", "and" or a comma, or the first word and the rest."""
        words = list(_words(rest))
        parts = [part for part in _BETWEEN.split(rest) if part.strip()]
        if len(parts) != 2 or any(word.quoted for word in words):
            joined = rest[words[1].start :] if len(words) > 1 else ""
            parts = [words[0].text, joined]
        for option, part in zip(self.command.options, parts, strict=True):
            if part.strip():
                self.values[option.name] = _plain(part)

    def _read_words(self, rest: str) -> str:
        """Fills the values; returns the first word that fits nowhere, "" if all fit."""
        words = list(_words(rest))
        while words:
            taken = self._named(words) or self._bare_name(words) or self._choice(words) or self._shaped(words)
            if not taken:
                return words[0].text
            words = words[taken:]
        return ""

    def _open(self) -> list[Option]:
        return [option for option in self.command.options if option.name not in self.values]

    def _named(self, words: Sequence[_Word]) -> int:
        """`name:value`; the value may be quoted (`preset:"Money and deals"`)."""
        name, mark, value = re.match(r"([a-z_]*)([:=]?)(.*)", words[0].text, re.DOTALL | re.IGNORECASE).groups()  # type: ignore[union-attr]
        option = next((o for o in self.command.options if o.name == name.lower()), None)
        if option is None or not mark or words[0].quoted:
            return 0
        taken = 1
        if not value and len(words) > 1:
            value, taken = words[1].text, 2
        self._set(option, value)
        return taken

    def _bare_name(self, words: Sequence[_Word]) -> int:
        """ "skip 2026-12-24", "zone Berlin": an option's name without its colon, before a value."""
        option = next((o for o in self._open() if o.name == words[0].text.lower() and o.kind != "flag"), None)
        if option is None or words[0].quoted or len(words) < 2 or words[1].text.rstrip(":=").lower() in self._names():
            return 0
        self._set(option, words[1].text)
        if option.name not in self.values:
            return 0
        self.running = option.name if option.kind in _ANY_TEXT and not words[1].quoted else ""
        return 2

    def _names(self) -> set[str]:
        return {option.name for option in self.command.options}

    def _set(self, option: Option, value: str) -> None:
        kept = _of_choice(option, value) or _of_shape(option, value) or ("" if option.kind == "flag" else _plain(value))
        if kept:
            self.values[option.name] = kept

    def _choice(self, words: Sequence[_Word]) -> int:
        """A choice's value or label, of several words too; a flag's own name."""
        for option in self._open():
            if option.kind == "flag" and words[0].text.lower() == option.name:
                self.values[option.name] = "yes"
                return 1
            for many in range(min(4, len(words)), 0, -1):
                chosen = _of_choice(option, " ".join(word.text for word in words[:many]))
                if chosen:
                    self.values[option.name] = chosen
                    return many
        return 0

    def _shaped(self, words: Sequence[_Word]) -> int:
        """By its look to the first open option that such a word fits; else it is text."""
        if self.running and self.values[self.running].endswith(","):
            return self._as_text(words[0])
        for option in self._open():
            if shaped := _of_shape(option, words[0].text):
                self.values[option.name] = shaped
                return 1
        return self._as_text(words[0])

    def _as_text(self, word: _Word) -> int:
        """To the first open option that takes any text; more words go on with it."""
        if self.running:
            self.values[self.running] += f" {_plain(word.text)}"
            return 1
        taking = next((option for option in self._open() if option.kind in _ANY_TEXT), None)
        if taking is None:
            return 0
        self.values[taking.name] = _plain(word.text)
        self.running = "" if word.quoted else taking.name
        return 1

    def _checked(self) -> Understood | NotUnderstood:
        lacking = [o for o in self.command.options if o.required and o.name not in self.values]
        if not lacking or (self.command.opens_form and not self.values):
            return Understood(self.command, self.values)
        what = lacking[0].description[:1].lower() + lacking[0].description[1:]
        return NotUnderstood(
            f"{self.called} {self.command.sub} also needs: {what}. Example: {self.called} {self.command.example}"
        )

    def _strange(self, word: str) -> NotUnderstood:
        shown = f"{self.called} {self.command.example or self.command.sub}"
        return NotUnderstood(f"I can't place “{unescape(word)}” in {self.called} {self.command.sub}. Example: {shown}")


def _words(text: str) -> Iterator[_Word]:
    return (_word(found) for found in _WORD.finditer(text))


def _word(found: re.Match[str]) -> _Word:
    """`name:"two words"` is one word, and not a quoted one."""
    if found["bare"] is not None:
        return _Word(found["bare"], False, found.start())
    inner = next(group for group in (found["a"], found["b"], found["c"]) if group is not None)
    return _Word((found["name"] or "") + inner, found["name"] is None, found.start())


def _plain(text: str) -> str:
    """Quotes around the whole are taken off, Slack's escapes undone."""
    whole = _WORD.fullmatch(text.strip())
    if whole and whole["bare"] is None and not whole["name"]:
        text = _word(whole).text
    return unescape(text).strip()


def _of_choice(option: Option, text: str) -> str:
    wanted = " ".join(text.split()).casefold()
    return next((v for v, label in option.choices if wanted in (v.casefold(), label.casefold())), "")


def _of_shape(option: Option, text: str) -> str:
    if option.kind == "flag":
        return "yes" if text.lower() in _YES else ""
    shape = _SHAPES.get(option.kind)
    found = shape.fullmatch(text) if shape else None
    if not found:
        return ""
    return (found[1] if found.re.groups else text).removeprefix("#")
