"""Which property of a name a question asks for ("the licence of X", "the head of Y"), and whether a sentence gives it.

A sentence that only speaks of the property ("I read X's licence twice") tells nothing of it: its value must stand beside
it, "an Apache licence", "a window of 400,000 tokens", and beside an office its holder. Pure words; whose the sentence is
about is judged in `answering`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.news.text import content_words, word_set

_ASKED = (
    re.compile(
        r"\b(?:which|what)\s+(?P<noun>(?:[a-z-]+ ){0,2}?[a-z-]+)\s+(?:does|do|did|is|are|was|were|has|have|had|will|would|can|could|must)\b(?=.*·)"
    ),
    re.compile(
        r"\b(?:what|which)(?:['’]s| is| are| was| were)\s+(?:the\s+)?(?:(?:name|kind|type|size|number|length|title) of\s+)?(?:the\s+|·+\s+)?"
        r"(?P<noun>(?:[a-z-]+ ){0,2}?[a-z-]+)\s*(?:(?:of|for|at|behind|in|under|by)\s+(?:the\s+)?·|[?？]?$)(?:(?<=·)|(?=.{0,3}$))"
    ),
    re.compile(r"\b(?:what|which)(?:['’]s| is| are)\s+(?:the\s+)?(?:name|kind|type) of\s+·+\s+(?P<noun>[a-z-]+)"),
)
_KINDS = word_set(
    "model models company companies startup startups firm firms lab labs outlet outlets investor investors version versions "
    "news story stories update updates new latest happening difference differences date day year time share percentage proportion "
    "price cost valuation kind type name number thing things reason this that it used made"
)
_ROLE = re.compile(
    r"\bwho(?:['’]s| is| are| was| were)\s+(?:the\s+|on the\s+|in the\s+|·+\s+)?(?P<noun>(?:[a-z-]+ ){0,4}?[a-z-]+)\s*(?:(?:of|at|for|behind|in)\s+(?:the\s+)?·|[?？]?\s*$)"
)
_BARE = word_set(
    """
    the its their his her our my your a an this that these those of in on at for to from with by and or as about under over any no
    some each every other another same whole full own such what which whose how than but not is are was were has have had read
    reads change changes changed new old first last only entire current
    """
)
_GIVEN = re.compile(
    r"(?: (?:of|for|in) (?:the )?(?-i:[A-Z])[\w.-]*(?: [\w.-]+)?)?\s*(?:[:=]|\(|(?:is|are|was|were|will be|remains?|became|becomes)\b(?! (?:not|unknown|unclear|undisclosed|about|on|in|at the|being|worth|under))"
    r"|of (?:about |some |around |up to |more than |over |nearly |at least )?(?:[$€£¥]|\d|an? [\w-]+)"
    r"|(?:called|named|known as|under|permits?|allows?|lets|forbids?|bars|requires?|reached|stands at|rose to|fell to|grew to)\b"
    r"|,? (?:which|that) (?:is|allows?|permits?|lets|forbids?|bars|requires?)\b)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z0-9][\w’'.+-]*")
_NAME_OF_PERSON = re.compile(r"\b[A-ZÀ-Þ][\w’-]+(?: (?:[A-Z]\.|van|von|de|da|bin|al|el))*(?: [A-ZÀ-Þ][\w’-]+)+")
_NEAR_OFFICE = 45
"""Characters between an office and its holder: "Amara Lindqvist, co-founder and chief executive"."""


def property_of(blank: str) -> str | None:
    """The noun whose value is asked for, of a small-lettered question with "·" for its names; None when none is."""
    found = next((m for pattern in _ASKED if (m := pattern.search(blank))), None)
    if found is None:
        return None
    noun = found["noun"].split()[-1]
    return None if noun in _KINDS or noun in _BARE else noun


def office_of(blank: str) -> str | None:
    """The office whose holder is asked for: "ceo", "head of research", "board"."""
    found = _ROLE.search(blank)
    words = [w for w in found["noun"].split() if w not in _BARE] if found else []
    return " ".join(words) or None


def gives_value(noun: str, same: Collection[str], asked: Collection[str], text: str) -> bool:
    """Whether the sentence says what the property is: in a word before it, or in what follows it.

    `same` are other words for it, `asked` the question's words, which say nothing new beside it ("context window").
    """
    return any(
        _qualified(text[: m.start()], asked) or _GIVEN.match(text, m.end()) is not None
        for m in _places(noun, same, text)
    )


def _places(noun: str, same: Collection[str], text: str) -> Iterator[re.Match[str]]:
    stems = set(content_words(noun)) | {noun, *same}
    for match in _TOKEN.finditer(text):
        low = match[0].lower().rstrip(".'’")
        if low in stems or stems & set(content_words(low)):
            yield match


def _qualified(before: str, asked: Collection[str]) -> bool:
    """ "an Apache 2.0 ", "a 400,000-token context ": a word right before it that says which."""
    found = re.findall(r"[\w’'.+-]+", before) if re.search(r"[\w’'.+-][ -]$", before) else []
    while found and found[-1].lower() in asked:
        found.pop()
    if not found:
        return False
    word = found[-1].lower()
    bare = word in _BARE or word.endswith(("'s", "’s", "s'", "s’", "ing"))
    return not bare and re.fullmatch(r"[a-z]+(?:ly|ed)", word) is None


def names_holder(office: str, text: str, ours: Collection[str], others: Collection[str]) -> bool:
    """Whether a person's name stands beside the office, and no other company nearer to it than ours.

    `ours` and `others` are names of companies and models as they are written there.
    """
    first = office.split()[0].removesuffix("s")
    places = [m for m in _TOKEN.finditer(text) if re.sub(r"['’]s$|s$|\.$", "", m[0].lower()) == first]
    known = {*ours, *others}
    people = [m for m in _NAME_OF_PERSON.finditer(text) if not any(m[0] in name or name in m[0] for name in known)]
    return any(
        _gap(person.span(), place.span()) <= _NEAR_OFFICE
        and not _cut_off(text, person, place)
        and _is_theirs(text, place, ours, others)
        for person in people
        for place in places
    )


def _is_theirs(text: str, office: re.Match[str], ours: Collection[str], others: Collection[str]) -> bool:
    def nearest(names: Collection[str]) -> int:
        places = (m.span() for name in names for m in re.finditer(re.escape(name), text))
        return min((_gap(place, office.span()) for place in places), default=10**6)

    return not others or nearest(ours) <= nearest(others)


def names_somebody(text: str, before: str, near: re.Pattern[str], known: Collection[str], most: int) -> bool:
    """Whether a name that isn't among the known ones stands near what is done; a surname, where it stood whole before."""
    surnames = {m[0].split()[-1] for m in _NAME_OF_PERSON.finditer(before)}
    people = [*_NAME_OF_PERSON.finditer(text), *(m for m in _TOKEN.finditer(text) if m[0] in surnames)]
    found = [m for m in people if not any(m[0] in name or name in m[0] for name in known)]
    return any(_gap(m.span(), done.span()) <= most for m in found for done in near.finditer(text))


_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任"
    "姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)


def names_holder_zh(office: str, text: str) -> bool:
    """Whether a person's name follows the office: "创始人陆书远说"."""
    name = rf"[{_SURNAMES}][一-鿿]{{1,2}}(?=[说称表认透宣将在已曾，。、（]|$)"
    return re.search(rf"{re.escape(office)}(?:兼[^，。]{{2,8}})?(?:为|是|：)?{name}", text) is not None


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0], other[0]) - min(one[1], other[1])


def _cut_off(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    between = text[min(one.end(), other.end()) : max(one.start(), other.start())]
    return _PARTED.search(between) is not None


_PARTED = re.compile(
    r"[.;:!?”\"]|, (?:but|while|whose|after|before)\b|\b(?:told|met|sued|succeed(?:s|ed)|replace[sd]?|said|says|of|at)\b"
)
"""Between an office and a name: whoever stands beyond it holds it not."""
