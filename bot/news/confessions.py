"""What an outlet says that it had wrong: sentences that correct or take back, and the figures they give.

It reads single texts. What a correction changes in a brief is decided in `growth`; corrections by an operator are in
`corrections`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.news import compress, salience
from bot.news.model import Article

_CONFESSES = re.compile(
    r"\b(?:an? )?(?:earlier|previous|prior|original) version of this (?:article|story|post|report|piece|headline)\b"
    r"|\bwe (?:previously |originally |had )?(?:wrongly|incorrectly|mistakenly|erroneously)\b"
    r"|\bthis (?:article|story|post|report) (?:previously|originally|wrongly|incorrectly|mistakenly)\b"
    r"|此前(?:报道|的报道)?有误|此前误",
    re.IGNORECASE,
)
_RIGHT_PART = re.compile(r"\s*(?:[;；]|\s[—–]\s|, (?:but|when|rather than|not)\b|\. )\s*")


def confesses(text: str) -> bool:
    return bool(_CONFESSES.search(text)) and text.rstrip()[-1:] not in "?？"


def taken_back(article: Article, sentence: int) -> frozenset[str]:
    """The numbers that it gives as wrong: those that nothing else in the article has any more."""
    others = (text for i, text in enumerate(article.sentences) if i != sentence)
    stands = frozenset(n for text in (article.title, *others) for n in figures_in(text))
    return frozenset(figures_in(_RIGHT_PART.split(article.sentences[sentence], maxsplit=1)[0])) - stands


def right_part(text: str) -> str | None:
    """ "the amount is $30 million" of "… stated that it was $300 million; the amount is $30 million"."""
    found = re.search(r"[;；]\s*", text) if confesses(text) else None
    return compress.capitalised(text[found.end() :]) if found else None


_CORRECTS = re.compile(
    r"^(?:Correction|Corrected|Clarification|Update[d]? and corrected)\b|\b(?:an? (?:earlier|previous) version of this|we (?:wrongly|incorrectly|mistakenly)|was (?:wrongly|incorrectly|mistakenly) (?:given|stated|reported|identified)|has been corrected|corrects? (?:the|an|a|its))\b"
    r"|更正|此前(?:报道|的报道)?有误|此前误|勘误",
    re.IGNORECASE,
)


def corrects(text: str) -> bool:
    """Says that something told before was wrong; a question doesn't."""
    return bool(_CORRECTS.search(text)) and text.rstrip()[-1:] not in "?？"


_CORRECTION_PREFIX = re.compile(
    r"^(?:Correction|Corrected|Clarification)\b[^:：]{0,40}[:：]\s*|^更正[：:]\s*", re.IGNORECASE
)


def without_prefix(text: str) -> str:
    """The correction without its "Correction:"."""
    return compress.capitalised(_CORRECTION_PREFIX.sub("", text))


_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_DATE_NUMBERS = re.compile(r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*(?: \d{4})?|\d+月\d+日")


def figures_in(text: str) -> set[str]:
    """Its figures, those of dates left out."""
    return digits_in(_DATE_NUMBERS.sub(" ", text))


def digits_in(text: str) -> set[str]:
    """All its figures, as they are written."""
    return set(_NUMBERS.findall(text))


def shared_words(one: str, other: str) -> float:
    """Overlap of what two sentences tell, their numbers aside."""
    return salience.overlap(unnumbered(salience.terms_of(one)), unnumbered(salience.terms_of(other)))


def unnumbered(terms: Collection[str]) -> frozenset[str]:
    return frozenset(term for term in terms if not term[:1].isdigit())
