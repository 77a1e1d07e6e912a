"""Who does what to whom in a text: relations between the companies and models that were found in it.

Patterns over sentences in which each mention is a mark; precision comes before completeness. It finds no names
(see `names`) and doesn't know which relation matters for a story (see `extractive`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.news import certainty
from bot.news.model import TITLE, Certainty, Mention, NameType, Relation, Verb
from bot.news.places import is_title_case
from bot.news.relation_rules import CHINESE_RULES, KOREAN_RULES, MARK, RULES, Rule

# --- Sentences with marks ---------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"⟦(\d+)⟧")

EPITHETS = {
    "facebook": "Meta", "instagram": "Meta", "whatsapp": "Meta", "chatgpt": "OpenAI", "iphone": "Apple",
    "ipad": "Apple", "windows": "Microsoft", "xbox": "Microsoft", "github": "Microsoft", "linkedin": "Microsoft",
    "google": "Google", "youtube": "Google", "android": "Google", "tiktok": "ByteDance", "douyin": "ByteDance",
    "wechat": "Tencent", "taobao": "Alibaba", "claude": "Anthropic", "grok": "xAI", "cuda": "Nvidia",
}  # fmt: skip
"""Whom the press means by "the Facebook owner", "the iPhone maker": common knowledge, used only where the sentence
names that company too."""

_EPITHET = re.compile(rf"\b[Tt]he (?P<what>{MARK}|[A-Z][\w.-]+)[ -](?:owner|maker|parent|creator|developer)\b(?!['’]s)")
_DESCRIPTION = re.compile(
    r"\b[Tt]he (?:(?!the\b)[\w-]+ ){0,2}?(?:company|start-?up|firm|tech giant|giant|chipmaker|lab|developer)\b(?!['’]s)"
)
_OPENING_DESCRIPTION = re.compile(
    r"^(?P<kept>(?:On|In|At|Last|This|Earlier) [^,⟦⟧]{2,40}, (?=the ))?[Tt]he (?:company|start-?up|firm|lab|chipmaker|developer)\b(?!['’]s)"
)


_OPENING_MODEL = re.compile(
    r"^(?:[Tt]he (?:new |open |latest )?model\b(?! (?:maker|family|card))|(?:该|該|这款|這款|此|新)(?:开源|開源)?模型)"
)


_Meaning = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sentence whose mentions are marks ⟦0⟧, ⟦1⟧ … that index `mentions`."""

    number: int
    text: str
    plain: str
    mentions: tuple[Mention, ...]
    added: tuple[Mention, ...] = field(default=())

    def at(self, index: str | int) -> Mention:
        return (*self.mentions, *self.added)[int(index)]


def _without_overlap(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _marked(number: int, sentence: str, mentions: Sequence[Mention]) -> _Marked:
    kept = _without_overlap(mentions)
    parts, last = [], 0
    for index, mention in enumerate(kept):
        parts += [sentence[last : mention.start], f"⟦{index}⟧"]
        last = mention.end
    text = "".join([*parts, sentence[last:]]).replace("’", "'")
    return _Marked(number, text, sentence, tuple(kept))


def _first_companies(marked: _Marked, before: int) -> list[Mention]:
    found = [marked.at(m[1]) for m in _NUMBER.finditer(marked.text, 0, before)]
    return [m for m in found if m.type == "company" and not m.publishing]


def _known_by(marked: _Marked, match: re.Match[str]) -> str | None:
    """The company that an epithet means, when the sentence names it otherwise, or its product is a known model."""
    mark = _NUMBER.fullmatch(match["what"])
    if mark is None:
        known = EPITHETS.get(match["what"].lower())
    else:
        mention = marked.at(mark[1])
        known = mention.company if mention.type == "model" else EPITHETS.get(mention.surface.lower(), mention.name)
    return known if any(m.name == known for m in marked.mentions) or mark is not None else None


def _resolved(marked: _Marked, previous: _Marked | None) -> _Marked:
    """Puts marks where a description plainly means a company of this sentence, or opens it and means the one before."""
    marked = _resolve_each(marked, _EPITHET, lambda m: _known_by(marked, m))
    marked = _resolve_each(marked, _DESCRIPTION, lambda m: _only_actor(marked, m.start()))
    if previous is not None:
        marked = _resolve_each(marked, _OPENING_DESCRIPTION, lambda _: _only_actor(previous, len(previous.text)))
        marked = _resolve_each(marked, _OPENING_MODEL, lambda _: _only_model(previous), "model")
    return marked


def _only_model(marked: _Marked) -> str | None:
    """The one model of a sentence, by its version where its family is named too."""
    models = {mention.name: mention.family for mention in marked.mentions if mention.type == "model"}
    versions = [name for name, family in models.items() if name != family] or [*models]
    return versions[0] if len(versions) == 1 else None


def _only_actor(marked: _Marked, before: int) -> str | None:
    """The one company that is named before an offset, where it is what the sentence is about: nothing else with a
    capital stands before it, which might be a company that nobody registered."""
    names = {m.name for m in _first_companies(marked, before)}
    first = next((m for m in _NUMBER.finditer(marked.text, 0, before) if marked.at(m[1]).name in names), None)
    if len(names) != 1 or first is None:
        return None
    opening = _CALENDAR.sub("", marked.text[: first.start()])
    return None if _NOT_SUBJECT.search(opening) or re.search(r"\s[A-Z]", opening) else names.pop()


_CALENDAR = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:US|UK|EU|AI|Chinese|French|American|German|British|Japanese|Korean)\b"
)


def _resolve_each(marked: _Marked, pattern: re.Pattern[str], meaning: _Meaning, type_: NameType = "company") -> _Marked:
    match = pattern.search(marked.text)
    name = meaning(match) if match else None
    if match is None or name is None:
        return marked
    index = len(marked.mentions) + len(marked.added)
    added = Mention(type_, name, match[0], marked.number, 0, 0)
    kept = match["kept"] or "" if "kept" in match.re.groupindex else ""
    text = f"{marked.text[: match.start()]}{kept}⟦{index}⟧{marked.text[match.end() :]}"
    return replace(marked, text=text, added=(*marked.added, added))


# --- What isn't so ---------------------------------------------------------------------------------------------------

_UNREAL = re.compile(
    r"\b(?:if|whether|unless|should|could|may|might|would|plans?|planning|considers?|considering|considered|talks|hopes|wants"
    r"|aims|urged?|refuse[sd]?|declin\w+|fail(?:s|ed)|instead of|rather than|imagine)\b[^,;:]{0,40}$",
    re.IGNORECASE,
)
_NOT_SUBJECT = re.compile(
    r"\b(?:by|from|at|of|against|with|than|for|to|like|unlike|via|about|over|former|ex)[ -](?:the |a |an )?$",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\b(?:researchers|engineers|scientists|team|developers) (?:at|from) $", re.IGNORECASE)
_TECH = re.compile(r" (?:models?|family|series|API|chips?|technology|open)\b")
_NOT_HERE = re.compile(r"'s? |-(?:based|powered|like|style|class|compatible|backed|owned)")
_NOT_OBJECT = re.compile(
    r" (?:rival|competitor|clone|alternative|lawsuit|researchers?|employees|staff|founders?|executives?|engineers?|shareholders?|shares|investors?|users|benchmarks?|benchmarking|report|study|paper|event|conference)s?\b"
)
_OF_COMPANIES: frozenset[Verb] = frozenset({"buys", "funds", "owns", "partners", "sues"})
_NOUN_FOLLOWS = re.compile(
    r"(?:'s)? (?:⟦|(?!(?:for|in|to|and|at|by|on|as|with|from|after|over|which|that|who|of|or|but|last|this|while|worth|amid|before|under|through|via|alongside|because|is|are|was|were|has|have|will|would|said|says|Inc|Ltd|Corp|today|yesterday|earlier|late|early|its|their|free|publicly|widely|globally|worldwide|openly|with|without|only|alleging|claiming|accusing|valuing|giving|where|when|into|under|using|against|instead)\b)[a-zA-Z])"
)
_ZH_UNREAL = re.compile(
    r"不|未|没|沒|拟|擬|计划|計劃|考虑|有意|可能|或将|或|若|如果|是否|希望|准备|洽谈|禁止|拒绝|停止|竞争"
)
_ZH_PART = re.compile(
    r"\s?(?:的?更新|的?功能|插件|补丁|用户|指南|报告|生态|专区|桌面|套餐|计划|广告|办公|辦公|團隊|团队|健康|客户端|端)"
)
"""What makes of a released model only a part or an accessory of it."""
_ZH_DENIES = re.compile(r"不|未|没|沒|拒绝|停止")
_MORE = re.compile(
    r"(?:, | and |, and |、|和|及|以及|与)⟦(\d+)⟧(?=[.,;:。，；、]| (?:in|on|for|to|with|as|at|under|models?)\b|\s*$|和|及|与|以及| and |等)"
)
_EARLIER = re.compile(r"⟦(\d+)⟧(?:,? and |、|和|与|与)$")


# --- Reading a match --------------------------------------------------------------------------------------------------


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def _holds(rule: Rule, marked: _Marked, match: re.Match[str]) -> bool:
    subject, object_ = marked.at(match["s"]), marked.at(match["o"])
    if subject.type not in rule.subject or object_.type not in rule.object or subject.name == object_.name:
        return False
    if object_.name == subject.family or (subject.name == object_.family and rule.verb not in ("releases", "makes")):
        return False
    if rule.verb == "makes" and object_.company not in (None, subject.name) and not _kin(subject.name, object_.company):
        return False
    if "lead" in match.re.groupindex:
        clause = re.split(r"[，。；;]", marked.text[: match.start()])[-1]
        if rule.verb == "releases" and _ZH_PART.match(match["tail"]):
            return False
        return not _ZH_UNREAL.search(clause + match["lead"]) and match["lead"][:1] not in ("中", "里", "上", "内")
    return _is_actor(marked, match) and _is_thing(rule, match)


def _kin(one: str, other: str | None) -> bool:
    return other is not None and (one.startswith(other) or other.startswith(one))


def _is_actor(marked: _Marked, match: re.Match[str]) -> bool:
    start = match.start("s") - 1
    before = marked.text[:start]
    if _UNREAL.search(before) and match.start("s") < match.start("o"):
        return False
    if match.start("s") > match.start("o"):
        return not _UNREAL.search(marked.text[: match.start("o") - 1])
    possessive = marked.text[match.end("s") + 1 :].startswith("'s")
    read_by_the_rule = match.start() < start
    return possessive or read_by_the_rule or not _NOT_SUBJECT.search(before) or bool(_STAFF.search(before))


def _is_thing(rule: Rule, match: re.Match[str]) -> bool:
    if match.start("o") < match.start("s"):
        return True
    tail = match["tail"]
    if rule.verb == "releases" and _NOUN_FOLLOWS.match(tail) and not _TECH.match(tail):
        return False
    if _NOT_OBJECT.match(tail) or (rule.verb in _OF_COMPANIES and _NOUN_FOLLOWS.match(tail)):
        return False
    return not (_NOT_HERE.match(tail) and rule.verb != "makes" and not _TECH.match(tail[2:]))


def _negated(match: re.Match[str]) -> bool:
    groups = match.re.groupindex
    if "lead" in groups:
        return bool(_ZH_DENIES.search(match["lead"]))
    negated = any(match[name] for name in ("not", "nt") if name in groups)
    return negated or ("say" in groups and "den" in (match["say"] or ""))


_VERSION_FOLLOWS = re.compile(r"[^，。；,.;⟦⟧]{0,12}⟦(\d+)⟧")


def _fuller(marked: _Marked, match: re.Match[str]) -> Mention | None:
    """The version that is meant where a family's name stands before it: "Fjord's new model Fjord 3"."""
    family = marked.at(match["o"])
    following = _VERSION_FOLLOWS.match(marked.text, match.end("o") + 1)
    if family.type != "model" or family.name != (family.family or family.name) or following is None:
        return None
    version = marked.at(following[1])
    same = version.type == "model" and version.family == family.name and version.name != family.name
    return version if same and " and " not in following[0] else None


def _joined(marked: _Marked, match: re.Match[str], group: str) -> list[Mention]:
    """The mention of a group with those coordinated to it: objects after it, subjects before it."""
    mention = marked.at(match[group])
    found = [mention]
    if group == "o" and match.start("o") > match.start("s"):
        at = match.end("o") + 1
        while more := _MORE.match(marked.text, at):
            found.append(marked.at(more[1]))
            at = more.end()
        found[0] = _fuller(marked, match) or mention
    elif group == "s" and (earlier := _EARLIER.search(marked.text[: match.start("s") - 1])):
        found.append(marked.at(earlier[1]))
    return [m for m in found if m.type == mention.type and not m.publishing] or [mention]


# --- For what -----------------------------------------------------------------------------------------------------------

_PURPOSE = re.compile(
    r"^(?:'s)?(?: (?:models?|family|technology|series))?(?: internally)? (?:to (?:help )?(?:(?:it|them|us) )?(?P<verb>train|build|develop|create|improve|power|run|write|generate|test|fine-?tune|distil|distill|label|serve|replace)"
    r"|(?:for|in) (?P<ing>training|building|developing|creating|improving|powering|running|fine-?tuning|generating|testing))\b"
    r"(?P<what>(?: (?!and\b|while\b|which\b|that\b|in\b|on\b|by\b|as\b|after\b|according\b|with\b)[\w⟦⟧'$.-]*[\w⟦⟧]){1,7})"
)
_NAMED = re.compile(r"(?:code-?named|called|named|dubbed) ((?:⟦\d+⟧|[A-Z]\w+)(?: [A-Z\d]\w*)*)")
_DETERMINER = re.compile(
    r"^(?:its|their|his|her|the|a|an|own|new|next|upcoming)\s+(?:own |new |next |upcoming |latest )*"
)
_ZH_PURPOSE = re.compile(
    r"^[^，。；⟦⟧]{0,2}?(?:来|以|用于|用来|帮助)?(训练|开发|构建|打造|微调)(?:其|自家|新的?|下一代|名为|代号为?|的){0,4}(⟦\d+⟧|[\u4e00-\u9fff]{2,8})"
)


def _ing(verb: str) -> str:
    if verb.endswith(("run", "distil")):
        return verb + verb[-1] + "ing"
    return (verb[:-1] if verb.endswith("e") else verb) + "ing"


def _unmark(marked: _Marked, text: str) -> str:
    return _NUMBER.sub(lambda m: marked.at(m[1]).name, text)


def _purpose(marked: _Marked, match: re.Match[str]) -> str | None:
    rest = marked.text[match.end("o") + 1 :]
    if zh := _ZH_PURPOSE.match(rest):
        return zh[1] + _unmark(marked, zh[2])
    found = _PURPOSE.match(rest)
    if found is None:
        return None
    verb = found["ing"] or _ing(found["verb"])
    named = _NAMED.search(found["what"])
    what = named[1] if named else _DETERMINER.sub("", found["what"].strip())
    if mark := _NUMBER.search(what):
        what = mark[0]
    return f"{verb} {_unmark(marked, what)}".strip() if what else None


# --- Finding ------------------------------------------------------------------------------------------------------------


def _certainty(marked: _Marked, verb: Verb, subject: Mention, match: re.Match[str]) -> tuple[Certainty, str | None]:
    source = certainty.according_to(marked.plain, marked.mentions)
    according = source.name if source is not None and source.name != subject.name else None
    if _negated(match):
        return "denied", according
    if verb in ("makes", "owns"):
        return "stated", None
    judged = certainty.of_sentence(marked.plain, marked.mentions, frozenset({subject.name}))
    if judged == "denied":
        return "stated" if according is None else "reported", according
    if judged == "confirmed" and not _speaks(marked, subject):
        judged = "stated"
    return judged, according


def _speaks(marked: _Marked, subject: Mention) -> bool:
    own = [m for m in marked.mentions if m.name == subject.name]
    return certainty.says_itself(marked.plain, own, frozenset({subject.name})) and bool(own)


def _relations_of(marked: _Marked, rule: Rule, match: re.Match[str], article: int) -> Iterator[Relation]:
    if not _holds(rule, marked, match):
        return
    purpose = _purpose(marked, match) if rule.verb == "uses" and match.start("o") > match.start("s") else None
    for subject in _joined(marked, match, "s"):
        for object_ in _joined(marked, match, "o"):
            if subject.name != object_.name:
                sure, after = _certainty(marked, rule.verb, subject, match)
                yield Relation(subject.name, rule.verb, object_.name, sure, after, purpose, article, marked.number)


def _in_sentence(marked: _Marked, article: int) -> Iterator[Relation]:
    if marked.text.rstrip().endswith(("?", "？")) or marked.text.count("⟦") < 2:
        return
    if is_title_case(marked.plain):
        marked = replace(marked, text=marked.text.lower())
    rules = _rules_for(marked.plain)
    if rules is CHINESE_RULES:
        marked = replace(marked, text=_SPACED_MARK.sub(r"\1", marked.text))
    for rule in rules:
        for match in rule.pattern.finditer(marked.text):
            yield from _relations_of(marked, rule, match, article)


def _rules_for(text: str) -> tuple[Rule, ...]:
    if _HANGUL.search(text):
        return KOREAN_RULES
    return CHINESE_RULES if _is_chinese(text) else RULES


_SPACED_MARK = re.compile(r"\s?(⟦\d+⟧)\s?")
_HANGUL = re.compile("[가-힣]{2}")


def merged(found: Sequence[Relation]) -> tuple[Relation, ...]:
    """One relation for each subject, verb, object: the surest judgement, with what any of them knows of whom and why."""
    kept: dict[tuple[str, str, str], Relation] = {}
    for relation in found:
        key = (relation.subject, relation.verb, relation.object)
        kept[key] = _merge(kept[key], relation) if key in kept else relation
    return tuple(kept.values())


def _merge(one: Relation, other: Relation) -> Relation:
    better = other if certainty.stronger(one.certainty, other.certainty) != one.certainty else one
    worse = one if better is other else other
    return replace(better, purpose=better.purpose or worse.purpose)


_IN_TITLE_ONLY: frozenset[Verb] = frozenset(
    {"releases", "buys", "owns", "sues", "partners", "funds", "uses", "competes", "derived from"}
)


def _from_title(title: _Marked, body: Sequence[Relation], hedged: bool, article: int) -> Iterator[Relation]:
    """What only the title says. A headline drops hedges, so a hedge anywhere in the text makes it reported."""
    known = {(r.subject, r.verb, r.object) for r in body}
    known |= {
        (r.subject, r.verb, m.family)
        for r in body
        for m in title.mentions
        if m.family and r.object.startswith(m.family)
    }
    for relation in _in_sentence(title, article):
        if (relation.subject, relation.verb, relation.object) not in known and relation.verb in _IN_TITLE_ONLY:
            yield replace(relation, certainty="reported") if hedged and relation.certainty == "stated" else relation


def find_relations(
    title: str, sentences: Sequence[str], mentions: Sequence[Mention], *, article: int = 0
) -> tuple[Relation, ...]:
    """The relations that a text plainly states, each once, in the order of the text; `mentions` are those of the text.

    A relation that only the title states has sentence TITLE.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    found: list[Relation] = []
    previous: _Marked | None = None
    for number, sentence in enumerate(sentences):
        marked = _resolved(_marked(number, sentence, by_sentence.get(number, ())), previous)
        found += _in_sentence(marked, article)
        previous = marked
    hedged = any(certainty.is_hedged(s) or certainty.is_rumour(s) for s in sentences)
    found += _from_title(_marked(TITLE, title, by_sentence.get(TITLE, ())), found, hedged, article)
    return merged(found)


def with_names(
    sentence: str, mentions: Sequence[Mention], previous: tuple[str, Sequence[Mention]] | None
) -> tuple[str, bool]:
    """The sentence with names for descriptions that plainly mean one ("the Facebook owner", an opening "The company").

    Also whether the name was taken from the previous sentence.
    """
    marked = _marked(0, sentence, mentions)
    alone = _resolved(marked, None)
    both = _resolved(marked, _marked(0, *previous)) if previous else alone
    return _spoken(both), both.text != alone.text


def _spoken(marked: _Marked) -> str:
    """Mentions as they were written, descriptions by the name they mean."""
    known = len(marked.mentions)
    text = _THE_DESCRIBED.sub(lambda m: _by_name(marked, m), marked.text)
    return _NUMBER.sub(lambda m: marked.at(m[1]).surface if int(m[1]) < known else marked.at(m[1]).name, text)


_THE_DESCRIBED = re.compile(r"\b[Tt]he ⟦(\d+)⟧(?!['’]s)")
_DESCRIBES = re.compile(r"[ -](?:owner|maker|parent|creator|developer|giant|company)$")


def _by_name(marked: _Marked, match: re.Match[str]) -> str:
    """ "the Facebook owner", found as a mention, by the name that the sentence also gives; else as it was written."""
    mention = marked.at(match[1])
    plain = next((m for m in marked.mentions if m.name == mention.name and not _DESCRIBES.search(m.surface)), None)
    return plain.surface if plain is not None and _DESCRIBES.search(mention.surface) else match[0]
