"""Whose sister, whose wife: a family tie that a claim tells otherwise than its sources do.

A tie can be told from either end ("her father", "his daughter"), so ties are compared by kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.news.evidence import Case, Cost

_IN_LAW = r"(?![- ]in[- ]law)"
_TIES = {
    "parent": rf"(?:step)?(?:fathers?|mothers?|sons?|daughters?){_IN_LAW}|dad|mum|mom|父亲|父親|母亲|母親|儿子|兒子|女儿|女兒|爸爸|妈妈",
    "spouse": r"(?:ex-)?(?:wife|wives|husbands?|spouses?)|widow(?:er)?|fianc[eé]e?|妻子|前妻|丈夫|前夫|配偶|遗孀|未婚妻|未婚夫",
    "sibling": rf"(?:half-|step)?(?:brothers?|sisters?){_IN_LAW}|siblings?|哥哥|弟弟|姐姐|妹妹|兄长",
    "grandparent": r"grand(?:fathers?|mothers?|sons?|daughters?|parents?|child(?:ren)?|ma|pa)|祖父|祖母|爷爷|奶奶|外公|外婆|孙子|孙女",
    "uncle": r"uncles?|aunts?|nephews?|nieces?|叔叔|舅舅|姑姑|姨妈|侄子|侄女|外甥",
    "cousin": r"cousins?|表弟|表哥|表姐|表妹|堂弟|堂兄",
    "in-law": r"(?:father|mother|son|daughter|brother|sister)s?[- ]in[- ]law|女婿|岳父|岳母|儿媳|公公|婆婆",
}
"""Ties by kind, in words that tell nothing else."""

_ALSO = {
    "parent": r"parents?|child(?:ren)?|kids?|boys?|girls?|bab(?:y|ies)|toddlers?|bor[ne]|birth|heirs?|famil(?:y|ies)|[父母爸妈]|子女|孩",
    "spouse": r"(?:re)?marr(?:y|ied|ies|iage|ying)|partners?|couple|weds?|wedding|divorc\w*|bride|groom|girlfriend|boyfriend|妻|夫|婚|伉俪|伴侣|太太",
    "sibling": r"twins?|[兄弟姐姊妹]|胞",
    "grandparent": r"generations?|[祖孙爷]|姥",
    "uncle": r"[叔伯舅姑姨侄甥]",
    "cousin": r"[表堂]",
    "in-law": r"(?:re)?marr(?:y|ied|iage)|wife|husband|[婿媳岳]",
}
"""What may tell such a tie too."""

_NOT_KIN = r"(?![- ](?:compan(?:y|ies)|ships?|paper|sites?|title|board|tongue|nature|teresa|lode))"
_TOLD_AS = {
    kind: re.compile(rf"(?<![A-Za-z-])(?:{words})(?![A-Za-z]){_NOT_KIN}", re.IGNORECASE)
    for kind, words in _TIES.items()
}
_MAY_TELL = {
    kind: re.compile(rf"(?<![A-Za-z])(?:{_TIES[kind]}|{words})(?![A-Za-z])", re.IGNORECASE)
    for kind, words in _ALSO.items()
}


def kin_costs(case: Case) -> Iterator[Cost]:
    """A tie of a kind that no source tells: it's sure where they tell another one."""
    told = _ties(case.claim.text)
    if not told:
        return
    text = case.sources.text
    untold = [kind for kind in told if _MAY_TELL[kind].search(text) is None]
    if not untold:
        return
    other = any(kind not in told for kind in _ties(text))
    what = f"the source tells of no “{told[untold[0]]}”"
    if other:
        yield Cost(_OTHER_TIE, "name", what + ", but of another tie")
    elif case.coverage >= _WELL_TOLD:
        yield Cost(_NO_TIE, "name", what)


_OTHER_TIE, _NO_TIE = 0.5, 0.42
_WELL_TOLD = 0.5


@lru_cache(maxsize=8_000)
def _ties(text: str) -> dict[str, str]:
    """Each kind of tie that a text tells, with its word."""
    return {kind: match[0] for kind, pattern in _TOLD_AS.items() if (match := pattern.search(text))}
