"""The names registry as plain values: companies and model families, their aliases, owners and countries.

Built from config/names.toml's data, which is checked entry by entry. Finding names in text stands in `names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import ahocorasick
from rapidfuzz import fuzz, process

from bot.news import traditional
from bot.news.model import NameType
from bot.news.versions import Spelling, read_tail, spell

KINDS_OF_COMPANY = (
    "lab",
    "startup",
    "company",
    "chips",
    "cloud",
    "tools",
    "robotics",
    "outlet",
    "measurer",
    "investor",
)
PUBLISHERS = frozenset({"outlet", "measurer"})
_LOOKS_ALIKE = 80.0
"""WRatio below which a name is no "did you mean"; chosen by trying misspellings of registry names."""
_LETTERS = re.compile(r"[A-Za-z]+")
_SMALL_WORD = re.compile(r"(?<![A-Za-z0-9.])[a-z]+(?![a-z])")


_NO_SPELLING = Spelling("")


@dataclass(frozen=True, slots=True)
class Sense:
    """What tells a name from the ordinary word or from another bearer.

    It holds for the spellings listed as `weak`, which are taken only with their capital. `word`: an ordinary word,
    taken only with evidence nearby. `needs`: one of these stands in the sentence or the title. `never`: with one of
    these in the sentence it is something else.
    """

    word: bool = False
    needs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """`capital`: spellings that only their capitals tell from a phrase ("fast company")."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    owner: str | None = None
    kind: str = "company"
    sense: Sense = Sense()
    weak: tuple[str, ...] = ()
    quiet: bool = False
    capital: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """`short`: letters of versions that stand alone beside the family (V of "V4"); `alone`: lines that do (Opus).

    `bare`: the name alone counts.
    """

    name: str
    company: str | None
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    bare: bool = True
    versions: bool = True
    spelling: Spelling = _NO_SPELLING
    sense: Sense = Sense()
    weak: tuple[str, ...] = ()
    quiet: bool = False
    capital: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one alias stands for; both company and family for names such as DeepSeek; neither: another bearer."""

    company: Company | None = None
    family: Family | None = None
    weak: bool = False
    quiet: bool = False
    capital: bool = False

    @property
    def sense(self) -> Sense:
        owner = self.company or self.family
        return owner.sense if owner is not None else Sense()


_CHINESE = re.compile("[⺀-鿿]")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "‑": "-", "–": "-", "\u00a0": " "}
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)


def fold(text: str) -> str:
    """Text as names are compared: one case, one script, plain apostrophes; of the same length as `text`."""
    if text.isascii():
        return text.lower()
    plain = (traditional.fold(text) if _CHINESE.search(text) else text).translate(_PLAIN)
    lower = plain.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[:1] for char in plain)


@dataclass(frozen=True)
class Registry:
    companies: Mapping[str, Company]
    families: Mapping[str, Family]
    others: tuple[str, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)

    @classmethod
    def from_toml(cls, data: Mapping[str, object], accepted: Iterable[tuple[str, NameType]] = ()) -> Registry:
        """Builds the registry from names.toml's tables and the names an operator accepted.

        Raises ValueError with one sentence on an unknown key, a wrong type, or an owner nobody knows.
        """
        _check_keys("names.toml", data, ("companies", "families", "other_names"))
        companies = {name: _company(name, row) for name, row in _table(data, "companies").items()}
        families = {name: _family(name, row) for name, row in _table(data, "families").items()}
        for name, type_ in accepted:
            if type_ == "company":
                companies.setdefault(name, Company(name, kind="startup", weak=(name,)))
            else:
                families.setdefault(name, Family(name, None, spelling=Spelling(name), weak=(name,)))
        _check_owners(companies, families)
        others = [*_strings("names.toml", data, "other_names")]
        for table in ("companies", "families"):
            for name, row in _table(data, table).items():
                others += _strings(f"{table}.{name}", row, "not") if "not" in row else ()
        return cls(companies, families, tuple(others), _entries(companies, families, others))

    @cached_property
    def automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for alias, entry in self.entries.items():
            if not entry.quiet:
                automaton.add_word(alias, alias)
        if len(automaton):
            automaton.make_automaton()
        return automaton

    @cached_property
    def shorts(self) -> Mapping[str, tuple[Family, ...]]:
        """Families by what may stand alone beside them: a version's letter ("V") or a line ("Opus")."""
        found: dict[str, list[Family]] = {}
        for family in self.families.values():
            for key in (*family.short, *family.alone):
                found.setdefault(key, []).append(family)
        return {key: tuple(families) for key, families in found.items()}

    @cached_property
    def _display(self) -> dict[str, str]:
        """Canonical names by their folded spellings and aliases, for suggestions and completion."""
        names: dict[str, str] = {}
        for alias, entry in self.entries.items():
            owner = entry.company or entry.family
            if owner is not None:
                names.setdefault(alias, owner.name)
        return names

    def canonical(self, name: str, prefer: NameType = "company") -> tuple[NameType, str] | None:
        """Type and canonical spelling of any alias or model version, whatever its case; None if unknown.

        `prefer` decides what a name is that is both a company's and its models' (DeepSeek, Mistral).
        """
        written = " ".join(name.split())
        entry = self.entries.get(fold(written))
        if entry is not None and entry.company is not None and not (prefer == "model" and entry.family is not None):
            return "company", entry.company.name
        if entry is not None and entry.family is not None:
            return "model", entry.family.name
        hyphenated = written.replace(" ", "-")
        return self._version(written, fold(written)) or self._version(hyphenated, fold(hyphenated))

    def _version(self, name: str, folded: str) -> tuple[NameType, str] | None:
        for cut in range(len(name) - 1, 0, -1):
            entry = self.entries.get(folded[:cut].rstrip(" -"))
            if entry is None or entry.family is None or not entry.family.versions:
                continue
            start = len(folded[:cut].rstrip(" -"))
            pieces, end = read_tail(_capitals(name), start, entry.family.spelling)
            if pieces and end == len(name):
                return "model", spell(entry.family.spelling, pieces)
        return self._line(name)

    def _line(self, name: str) -> tuple[NameType, str] | None:
        """A version without its family's name: "Opus 4.7", and "o4-mini" of the family that is written so."""
        word = _LETTERS.match(name)
        for family in self.shorts.get(_capitals(word[0]) if word else "", ()):
            written = family.spelling.name if family.spelling.name != family.name else ""
            if len(word[0] if word else "") == 1 and not written:
                continue
            text = " " + _capitals(name) if not written else name[len(written) :]
            pieces, end = read_tail(text, 0, family.spelling)
            if pieces and end == len(text):
                return "model", spell(family.spelling, pieces)
        return None

    def suggest(self, name: str, limit: int = 3) -> list[str]:
        """Canonical names that look like `name`, nearest first."""
        wanted, known = fold(name.strip()), list(self._display)
        longer = [alias for alias in known if len(alias) > 3]
        near = process.extract(wanted, known, scorer=fuzz.ratio, limit=limit * 4, score_cutoff=60)
        near += process.extract(wanted, longer, scorer=fuzz.WRatio, limit=limit * 4, score_cutoff=_LOOKS_ALIKE)
        return list(dict.fromkeys(self._display[alias] for alias, _, _ in near))[:limit]

    def complete(self, prefix: str, limit: int = 25) -> list[str]:
        """Canonical names of which a spelling begins with `prefix`, those that begin so themselves first."""
        wanted = fold(prefix.strip())
        hits = {name for alias, name in self._display.items() if alias.startswith(wanted)}
        return sorted(hits, key=lambda name: (not fold(name).startswith(wanted), fold(name)))[:limit]

    def company_of(self, name: str) -> str | None:
        """The company of that name, or the maker of the model of that name."""
        known = self.canonical(name)
        if known is None:
            return None
        if known[0] == "company":
            return known[1]
        family = self.family_of(known[1])
        return family.company if family else None

    @cached_property
    def _aliases(self) -> Mapping[str, Sequence[str]]:
        """How a company or a family may be written, by its name."""
        found: dict[str, list[str]] = {}
        for alias, entry in self.entries.items():
            for known in (entry.company, entry.family):
                if known is not None:
                    found.setdefault(known.name, []).append(alias)
        return found

    def aliases_of(self, name: str) -> Sequence[str]:
        """Of a company, of a family, or of both that bear the name."""
        return self._aliases.get(name, ())

    def family_of(self, model: str) -> Family | None:
        """The family of a canonical model name, with or without a version."""
        if model in self.families:
            return self.families[model]
        fits = [family for name, family in self.families.items() if model.startswith(name)]
        return max(fits, key=lambda family: len(family.name), default=None)

    @cached_property
    def _first_families(self) -> Mapping[str, str]:
        """The first family with numbered versions of each company, by the company's and its owner's name."""
        found: dict[str, str] = {}
        for family in self.families.values():
            maker = self.companies.get(family.company or "")
            if maker is not None and family.versions and family.spelling.variants and family.bare:
                found.setdefault(maker.name, family.name)
                found.setdefault(maker.owner or maker.name, family.name)
        return found

    @cached_property
    def _families_of(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for family in self.families.values():
            found.setdefault(family.company or "", []).append(family.name)
        return {company: tuple(names) for company, names in found.items()}

    def families_of(self, company: str) -> tuple[str, ...]:
        return self._families_of.get(company, ())

    def first_family(self, company: str) -> str | None:
        """The family that the company is known for: the first of its families in names.toml that takes versions."""
        return self._first_families.get(company)

    def country_of(self, name: str) -> str | None:
        """Two-letter country of a company, or of a model's maker."""
        company = self.company_of(name)
        known = self.companies.get(company) if company else None
        return known.country if known else None

    def owner_of(self, name: str) -> str | None:
        """Who owns the company, or makes the model, of that name."""
        known = self.canonical(name)
        if known is None:
            return None
        return self.companies[known[1]].owner if known[0] == "company" else self.company_of(name)

    def same(self, a: str, b: str) -> bool:
        """Whether two spellings name the same company or model."""
        known, other = self.canonical(a), self.canonical(b)
        return known == other if known and other else fold(a.strip()) == fold(b.strip())


def _capitals(name: str) -> str:
    """People type names in lower case; the grammar reads variants by their capitals."""
    return _SMALL_WORD.sub(lambda word: word[0] if word[0] in ("mini", "nano") else word[0].capitalize(), name)


# --- Reading the tables -----------------------------------------------------------------------------------------------

_SENSE_KEYS = ("quiet", "capital", "weak", "word", "needs", "never", "not")
_SENSES = frozenset({"word", "needs", "never"})
"""What tells one meaning from another: a name without any of these keys has only one."""
_PLAIN_SENSE = Sense()
_COMPANY_KEYS = ("aliases", "country", "owner", "kind", *_SENSE_KEYS)
_FAMILY_KEYS = (
    "company", "aliases", "join", "rest", "dashed", "lines", "alone", "short", "bare", "versions", "variants",
    "line_first_from", "written", *_SENSE_KEYS,
)  # fmt: skip


def _company(name: str, row: Mapping[str, object]) -> Company:
    where = f"companies.{name}"
    _check_keys(where, row, _COMPANY_KEYS)
    kind = _string(where, row, "kind") or "company"
    if kind not in KINDS_OF_COMPANY:
        raise ValueError(f'{where}: kind "{kind}" is not known; {_nearest(kind, KINDS_OF_COMPANY)}')
    country = _string(where, row, "country")
    if country is not None and not (len(country) == 2 and country.isupper()):
        raise ValueError(f'{where}: country "{country}" is not a two-letter code such as US')
    return Company(
        name,
        _strings(where, row, "aliases"),
        country,
        _string(where, row, "owner"),
        kind,
        _sense(where, row),
        _weak(name, where, row),
        _flag(where, row, "quiet", False),
        _strings(where, row, "capital"),
    )


def _family(name: str, row: Mapping[str, object]) -> Family:
    where = f"families.{name}"
    _check_keys(where, row, _FAMILY_KEYS)
    return Family(
        name,
        _string(where, row, "company"),
        _strings(where, row, "aliases"),
        _strings(where, row, "short"),
        _strings(where, row, "alone"),
        _flag(where, row, "bare", True),
        _flag(where, row, "versions", True),
        _spelling(name, where, row),
        _sense(where, row),
        _weak(name, where, row),
        _flag(where, row, "quiet", False),
        _strings(where, row, "capital"),
    )


def _spelling(name: str, where: str, row: Mapping[str, object]) -> Spelling:
    join = _string(where, row, "join")
    join = " " if join is None else join
    rest = _string(where, row, "rest")
    first_from = row.get("line_first_from")
    if first_from is not None and not isinstance(first_from, (int, float)):
        raise ValueError(f"{where}: line_first_from must be a number")
    return Spelling(
        _string(where, row, "written") or name,
        join,
        rest if rest is not None else (" " if join == " " else "-"),
        frozenset(_strings(where, row, "dashed")),
        {fold(line): line for line in _strings(where, row, "lines")},
        _flag(where, row, "variants", True),
        float(first_from) if first_from is not None else None,
    )


def _sense(where: str, row: Mapping[str, object]) -> Sense:
    if _SENSES.isdisjoint(row):
        return _PLAIN_SENSE
    words = tuple(tuple(fold(word) for word in _strings(where, row, key)) for key in ("needs", "never"))
    return Sense(_flag(where, row, "word", False), words[0], words[1])


def _weak(name: str, where: str, row: Mapping[str, object]) -> tuple[str, ...]:
    """The spellings that are also something else; the name itself when only the sense is given."""
    weak = _strings(where, row, "weak")
    return weak or (() if _SENSES.isdisjoint(row) else (name,))


def _check_keys(where: str, row: Mapping[str, object], known: Sequence[str]) -> None:
    for key in row:
        if key not in known:
            raise ValueError(f'{where}: unknown key "{key}"; {_nearest(key, known)}')


def _nearest(word: str, known: Sequence[str]) -> str:
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=50)
    return f'did you mean "{found[0]}"?' if found else f"known are {', '.join(known)}"


def _table(data: Mapping[str, object], key: str) -> Mapping[str, Mapping[str, object]]:
    table = data.get(key, {})
    if not isinstance(table, Mapping):
        raise ValueError(f"names.toml: {key} must be a table")
    for name, row in table.items():
        if not isinstance(row, Mapping):
            raise ValueError(f"{key}.{name}: must be a table such as {{ aliases = [] }}")
        if not name.strip():
            raise ValueError(f"{key}: a name is empty")
    return table


def _strings(where: str, row: Mapping[str, object], key: str) -> tuple[str, ...]:
    if key not in row:
        return ()
    value = row[key]
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f"{where}: {key} must be a list of texts")
    return tuple(value)


def _string(where: str, row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{where}: {key} must be a text")
    return value


def _flag(where: str, row: Mapping[str, object], key: str, default: bool) -> bool:
    value = row.get(key, default)
    if not isinstance(value, bool):
        raise ValueError(f"{where}: {key} must be true or false")
    return value


def _check_owners(companies: Mapping[str, Company], families: Mapping[str, Family]) -> None:
    links = [(f"companies.{c.name}", "owner", c.owner) for c in companies.values()]
    links += [(f"families.{f.name}", "company", f.company) for f in families.values()]
    for where, key, target in links:
        if target is not None and target not in companies:
            raise ValueError(f'{where}: {key} "{target}" is not among the companies; {_nearest(target, [*companies])}')


def _entries(
    companies: Mapping[str, Company], families: Mapping[str, Family], others: Iterable[str]
) -> dict[str, Entry]:
    entries: dict[str, Entry] = {fold(other): Entry() for other in others}
    for company in companies.values():
        _enter(entries, company, Entry(company), Entry(company, weak=True))
    for family in families.values():
        _enter(entries, family, Entry(family=family), Entry(family=family, weak=True))
    return entries


def _enter(entries: dict[str, Entry], owner: Company | Family, strong: Entry, weak: Entry) -> None:
    for alias in (owner.name, *owner.aliases, *owner.weak):
        new = weak if alias in owner.weak else strong
        if owner.quiet and alias == owner.name:
            new = replace(weak, quiet=True)
        elif alias in owner.capital:
            new = replace(new, capital=True)
        _add(entries, alias, new)


def _add(entries: dict[str, Entry], alias: str, new: Entry) -> None:
    key = fold(alias)
    old = entries.setdefault(key, new)
    if old is new:
        return
    for had, comes in ((old.company, new.company), (old.family, new.family)):
        if had is not None and comes is not None and had.name != comes.name:
            raise ValueError(f'"{alias}" stands for both {had.name} and {comes.name}; keep it in one of them')
        quiet = new.quiet and (old.quiet or old == Entry())
    weak, capital = new.weak or old.weak, new.capital or old.capital
    entries[key] = Entry(new.company or old.company, new.family or old.family, weak, quiet, capital)
