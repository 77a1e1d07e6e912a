"""Changes one fact in real sentences, by thousands, and measures how often `check` sees it, beside bigram overlap.

    python bench/alter.py [--data ../shared/data] [--half tune] [--seed 1] [--texts 400] [--missed 30]

Texts are those of shared/data/real; each sentence of a text is a copy (true, as it stands or with an aside left out),
and is altered once in each way that fits it (false). A text belongs to a half by a hash of its id. Nothing is written.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.adapters.gold_claims import texts_of  # noqa: E402
from bot.adapters.gold_sets import half_of, json_lines  # noqa: E402
from bot.news.dates import MONTHS, WEEKDAYS  # noqa: E402
from bot.news.faithful import check  # noqa: E402
from bot.news.scores import auc  # noqa: E402
from bot.news.text import sentences  # noqa: E402

GOLD = ROOT / "bench" / "gold"
Alter = Callable[[str, str, random.Random], str | None]


@dataclass(frozen=True)
class Sample:
    """`change` is empty for a true claim."""

    source: str
    claim: str
    change: str


_NAME = re.compile(
    r"(?<=[a-z,] )(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Ja|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[A-Z][A-Za-z]{3,}(?: [A-Z][a-z]+)*(?:[ -]\d[\d.]*)?"
)
_MONTHS = [month.title() for month in MONTHS if month != "may"]
_DAYS = [day.title() for day in WEEKDAYS]
_UNITS = {
    "million": "billion", "billion": "million", "years": "months", "months": "years", "hours": "days", "days": "weeks",
    "minutes": "hours", "seconds": "minutes", "weeks": "days", "GB": "MB", "MB": "GB", "tokens": "words",
}  # fmt: skip
_CONTRARY = {
    "more": "less", "less": "more", "higher": "lower", "lower": "higher", "faster": "slower", "increase": "decrease",
    "increased": "decreased", "reduce": "increase", "reduces": "increases", "improved": "worsened", "rose": "fell",
    "fell": "rose", "before": "after", "after": "before", "first": "second", "better": "worse", "largest": "smallest",
    "open-source": "closed-source", "supports": "opposes", "released": "withdrew", "without": "with", "largely": "hardly",
    "positive": "negative", "accepted": "rejected", "larger": "smaller", "smaller": "larger", "gained": "lost",
    "successfully": "unsuccessfully", "outperforms": "trails", "enabling": "preventing", "best": "worst", "won": "lost",
}  # fmt: skip
_SURER = {
    "may": "will", "might": "will", "could": "will", "reportedly ": "", "possibly ": "", "potentially ": "",
    "allegedly ": "", "likely ": "", "plans to": "has begun to", "expected to": "certain to", "suggests": "proves",
    "suggested": "proved", "claims": "confirms", "claimed": "confirmed", "is considering": "has decided on",
    "aims to": "managed to", "rumored": "confirmed", "speculated": "confirmed", "says": "confirms", "said": "confirmed",
    "hopes to": "is certain to", "can potentially": "can", "will be": "was", "probably ": "",
}  # fmt: skip


def _another_number(claim: str, _: str, rng: random.Random) -> str | None:
    found = list(re.finditer(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\w-]|\.\d)", claim))
    if not found:
        return None
    match = rng.choice(found)
    digits = match[0]
    at = rng.choice([i for i, c in enumerate(digits) if c.isdigit()])
    other = rng.choice([d for d in "123456789" if d != digits[at]])
    return claim[: match.start()] + digits[:at] + other + digits[at + 1 :] + claim[match.end() :]


def _from_table(table: Mapping[str, str]) -> Alter:
    def alter(claim: str, _: str, rng: random.Random) -> str | None:
        fitting = [k for k in table if re.search(rf"\b{re.escape(k)}{'' if k.endswith(' ') else chr(92) + 'b'}", claim)]
        if not fitting:
            return None
        key = rng.choice(fitting)
        return re.sub(rf"\b{re.escape(key)}{'' if key.endswith(' ') else chr(92) + 'b'}", table[key], claim, count=1)

    return alter


def _another_of(names: Sequence[str]) -> Alter:
    def alter(claim: str, _: str, rng: random.Random) -> str | None:
        found = [n for n in names if re.search(rf"\b{n}\b", claim)]
        return re.sub(rf"\b{found[0]}\b", rng.choice([n for n in names if n != found[0]]), claim) if found else None

    return alter


def _another_year(claim: str, _: str, rng: random.Random) -> str | None:
    match = re.search(r"\b20[12]\d\b", claim)
    return claim.replace(match[0], str(int(match[0]) + rng.choice([-2, -1, 1, 2])), 1) if match else None


def _another_name(claim: str, source: str, rng: random.Random) -> str | None:
    """A name of the same text in another's place."""
    ours = sorted(set(_NAME.findall(claim)))
    others = sorted({n for n in _NAME.findall(source) if not any(a in b for a in n.split() for b in claim.split())})
    return claim.replace(rng.choice(ours), rng.choice(others), 1) if ours and others else None


_WHO = re.compile(r"(?<![\w-])[A-Z][\w-]*[a-z][\w-]*(?: [A-Z][\w-]*| \d[\d.]*)*")
_COMMON = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "It",
        "Its",
        "This",
        "That",
        "These",
        "They",
        "He",
        "She",
        "We",
        "If",
        "When",
        "While",
        "Users",
        "Members",
        "New",
        "One",
        "At",
        "For",
        "As",
    ]
)


def _swapped_names(claim: str, _: str, rng: random.Random) -> str | None:
    """Two names around a verb change places; not in a heading, and not in a row of names."""
    if ":" in claim:
        return None
    found = [m for m in _WHO.finditer(claim) if m[0].split()[0] not in _COMMON]
    pairs = [(a, b) for a, b in pairwise(found) if a[0] != b[0] and _VERB_BETWEEN.search(claim[a.end() : b.start()])]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    between = claim[one.end() : other.start()]
    return claim[: one.start()] + other[0] + between + one[0] + claim[other.end() :]


_VERB_BETWEEN = re.compile(
    r"^(?:'s [a-z]+)? (?:\w+ )*(?:\w+ed|has|is|will|won|beat|said|says|sues|adds|cuts|leads|uses|by|for|from)\b[^,]*$"
)


def _negated(claim: str, _: str, rng: random.Random) -> str | None:
    for cue in (" not ", " never "):
        if cue in claim:
            return claim.replace(cue, " ", 1)
    found = list(re.finditer(r"\b(?:is|are|was|were|can|will|has|have|could|should)\b(?= [a-z])", claim))
    if not found:
        return None
    match = rng.choice(found)
    return f"{claim[: match.end()]} not{claim[match.end() :]}"


def _word_from_elsewhere(claim: str, source: str, rng: random.Random) -> str | None:
    """A noun after an article gives way to one of another sentence."""
    noun = re.compile(r"(?<= the )[a-z]{5,}(?= (?:of|in|to|for|and|is|was|that|with|by)\b)")
    ours = noun.findall(claim)
    others = sorted({n for n in noun.findall(source) if n[:4] not in claim.lower()})
    return claim.replace(f" the {rng.choice(ours)}", f" the {rng.choice(others)}", 1) if ours and others else None


_HELPER = re.compile(
    r"^(.{6,70}?) ((?:said|says|is|was|has|had|will|are|were|have|can|could|would|plans|released|launched)\b.{15,})$"
)


def _stitched(claim: str, source: str, rng: random.Random) -> str | None:
    """This sentence's subject with what another sentence tells of somebody else."""
    mine = _HELPER.match(claim)
    if mine is None or ":" in claim:
        return None
    others = [m for s in sentences(source) if s != claim and ":" not in s and (m := _HELPER.match(s))]
    others = [
        m for m in others if not set(m[1].lower().split()) & set(mine[1].lower().split()) - {"the", "a", "of", "in"}
    ]
    others = [m for m in others if m[1].split()[0] not in _POINTS_BACK]
    return f"{mine[1]} {rng.choice(others)[2]}" if others and mine[1].split()[0] not in _POINTS_BACK else None


_POINTS_BACK = frozenset(
    ["It", "He", "She", "They", "This", "That", "These", "Those", "Its", "His", "Her", "Their", "There", "We", "The"]
)


def _quote(claim: str, _: str, rng: random.Random) -> str | None:
    match = re.search(r"[“\"]([^”\"]{15,})[”\"]", claim)
    words = match[1].split() if match else []
    if match is None or len(words) < 4:
        return None
    at = rng.randrange(1, len(words) - 1)
    return claim.replace(
        match[1], " ".join([*words[:at], rng.choice(["never", "clearly", "really"]), *words[at + 1 :]])
    )


ALTERATIONS: dict[str, Alter] = {
    "number": _another_number,
    "unit": _from_table(_UNITS),
    "currency": _from_table({"$": "€", "€": "$", "dollars": "euros", "USD": "EUR"}),
    "month": _another_of(_MONTHS),
    "weekday": _another_of(_DAYS),
    "year": _another_year,
    "name": _another_name,
    "role": _swapped_names,
    "negation": _negated,
    "hedge": _from_table(_SURER),
    "direction": _from_table(_CONTRARY),
    "swap": _word_from_elsewhere,
    "quote": _quote,
    "stitched": _stitched,
}


def _spaced(claim: str, _: str, __: random.Random) -> str | None:
    """As some tools hand text on: with spaces around every mark."""
    spaced = re.sub(r"([.,$%'’()-])", r" \1 ", claim)
    return " ".join(spaced.split())


def _without_aside(claim: str, _: str, __: random.Random) -> str | None:
    """Without an aside in brackets or a relative clause at the end; nothing else may hang on it."""
    cut = re.sub(r" \([^()]*\)", "", claim)
    cut = re.sub(r", (?:which|who|including|such as) [^,]+\.$", ".", cut)
    return cut if cut != claim else None


def _reset(claim: str, _: str, __: random.Random) -> str | None:
    """Another house's style for numbers and quotation marks, and an opener left out."""
    new = re.sub(r"(\d) ?(?:per cent|percent)\b", r"\1%", claim)
    new = re.sub(r"(\d) billion\b", r"\1bn", new).replace("“", '"').replace("”", '"')
    new = re.sub(r"^(?:However|Additionally|Meanwhile|Furthermore|Also), (\w)", lambda m: m[1].upper(), new)
    return new if new != claim else None


TRUE: dict[str, Alter] = {"spaced": _spaced, "without an aside": _without_aside, "another style": _reset}


def samples(texts: Mapping[str, str], seed: int) -> Iterator[Sample]:
    for reference, text in texts.items():
        rng = random.Random(f"{seed} {reference}")
        for sentence in sentences(text):
            if not 8 <= len(sentence.split()) <= 45:
                continue
            yield Sample(text, sentence, "")
            for make in TRUE.values():
                if (claim := make(sentence, text, rng)) and claim != sentence:
                    yield Sample(text, claim, "")
            for change, alter in ALTERATIONS.items():
                if (claim := alter(sentence, text, rng)) and claim != sentence:
                    yield Sample(text, claim, change)


def real_texts(data: Path, half: str, most: int) -> dict[str, str]:
    """References and texts of the half: round-ups and bullets from shared/data, and the project's own articles."""
    found: dict[str, str] = {}
    for name, key in (("roundups", "date"), ("bullets", "id")):
        lines = json_lines(data / "real" / f"{name}.jsonl")
        found |= {f"{name}:{line[key]}": line["text"] for line in lines if half_of(f"{name}:{line[key]}") == half}
    chosen = random.Random(most).sample(sorted(found), min(most, len(found)))
    own = texts_of(GOLD, [])
    own = {k: t for k, t in own.items() if ":" not in k and half_of(k) == half}
    return {k: t for k, t in own.items() if not k.startswith("zh-")} | {k: found[k] for k in chosen}


def bigram_overlap(source: str, claim: str) -> float:
    ours, theirs = ([w.lower() for w in re.findall(r"\w+", t)] for t in (claim, source))
    pairs = list(pairwise(ours))
    known = set(pairwise(theirs))
    return sum(p in known for p in pairs) / max(1, len(pairs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--half", default="tune", choices=("tune", "test"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--missed", type=int, default=0, help="so many wrongly judged claims are printed")
    asked = parser.parse_args()
    made = list(samples(real_texts(asked.data, asked.half, asked.texts), asked.seed))
    started = time.perf_counter()
    verdicts = [check([s.source], s.claim) for s in made]
    print(f"{len(made)} claims, {1000 * (time.perf_counter() - started) / len(made):.1f} ms each")
    by_change: dict[str, list[int]] = defaultdict(list)
    for number, sample in enumerate(made):
        by_change[sample.change].append(number)
    for change, mine in by_change.items():
        refused = sum(not verdicts[n].supported for n in mine) / len(mine)
        print(f"{'false alarms' if not change else 'caught: ' + change:20}{len(mine):6}{refused:8.3f}")
    wrong = [n for n, s in enumerate(made) if s.change]
    true = by_change[""]
    print(f"{'caught: all':20}{len(wrong):6}{sum(not verdicts[n].supported for n in wrong) / len(wrong):8.3f}")
    print(f"AUC {auc([verdicts[n].score for n in true], [verdicts[n].score for n in wrong]):.3f}, ", end="")
    overlap = [bigram_overlap(s.source, s.claim) for s in made]
    print(f"of bigram overlap {auc([overlap[n] for n in true], [overlap[n] for n in wrong]):.3f}")
    failed = [n for n, s in enumerate(made) if verdicts[n].supported == bool(s.change)]
    for n in random.Random(asked.seed).sample(failed, min(asked.missed, len(failed))):
        problems = ", ".join(p.what for p in verdicts[n].problems)
        print(f"\n{made[n].change or 'FALSE ALARM'} {verdicts[n].score} {problems}\n  {made[n].claim}")


if __name__ == "__main__":
    main()
