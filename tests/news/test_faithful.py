"""The judge of claims, on invented sources: copies pass, one changed fact is caught and named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.faithful import THRESHOLD, Verdict, check
from tests.news.faithful_pairs import CHINESE, ENGLISH, REWORDED, REWORDED_AGAIN, Pairs

ALL = ENGLISH + CHINESE


def _copies(pairs: tuple[Pairs, ...]) -> list[tuple[str, str]]:
    return [(p.source, claim) for p in pairs for claim in p.copies]


def _paraphrases(pairs: tuple[Pairs, ...]) -> list[tuple[str, str]]:
    return [(p.source, claim) for p in pairs for claim in p.paraphrases]


def _wrong(pairs: tuple[Pairs, ...]) -> list[tuple[str, str, str]]:
    return [(p.source, claim, kinds) for p in pairs for claim, kinds in p.wrong]


def _kinds(verdict: Verdict) -> set[str]:
    return {problem.kind for problem in verdict.problems}


@pytest.mark.parametrize(("source", "claim"), _copies(ALL))
def test_a_copied_sentence_with_parts_left_out_cleanly_is_fully_supported(source: str, claim: str) -> None:
    assert check([source], claim).score >= 0.95


@pytest.mark.parametrize(("source", "claim", "kinds"), _wrong(ALL))
def test_one_changed_fact_is_caught_and_named(source: str, claim: str, kinds: str) -> None:
    verdict = check([source], claim)
    assert not verdict.supported
    assert _kinds(verdict) & set(kinds.split())


@pytest.mark.parametrize("pairs", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_nineteen_of_twenty_faithful_paraphrases_pass(pairs: tuple[Pairs, ...]) -> None:
    labelled = _paraphrases(pairs)
    refused = [claim for source, claim in labelled if not check([source], claim).supported]
    assert len(refused) <= len(labelled) / 20, refused


def test_faithful_claims_score_above_changed_ones() -> None:
    good = [check([s], c).score for s, c in [*_copies(ALL), *_paraphrases(ALL)]]
    bad = [check([s], c).score for s, c, _ in _wrong(ALL)]
    in_order = sum(g > b for g in good for b in bad)
    assert in_order / (len(good) * len(bad)) >= 0.97


@pytest.mark.parametrize("pairs", [REWORDED, REWORDED_AGAIN], ids=["first", "second"])
def test_freely_reworded_claims_are_told_apart(pairs: tuple[Pairs, ...]) -> None:
    good = [check([s], c) for s, c in _paraphrases(pairs)]
    bad = [check([s], c) for s, c, _ in _wrong(pairs)]
    assert sum(v.supported for v in good) / len(good) >= 0.85
    assert sum(not v.supported for v in bad) / len(bad) >= 0.9


def test_every_source_sentence_supports_itself() -> None:
    for pairs in ALL:
        assert check([pairs.source], pairs.source) == Verdict(True, 1.0, ())


def test_the_threshold_divides() -> None:
    verdict = check(["Norvane opened a lab in Oslo."], "Tolvik closed nine factories in Peru.")
    assert not verdict.supported
    assert verdict.score < THRESHOLD
    assert verdict.problems


@pytest.mark.parametrize(
    ("sources", "claim"), [([], "Norvane opened a lab."), (["Norvane opened a lab."], " "), (["…"], "!")]
)
def test_nothing_to_compare_is_never_supported(sources: list[str], claim: str) -> None:
    verdict = check(sources, claim)
    assert (verdict.supported, verdict.score, _kinds(verdict)) == (False, 0.0, {"unsupported"})


def test_relative_dates_are_placed_by_the_publication_date() -> None:
    source = "Norvane opened a lab in Oslo on Wednesday. It had hired Bo Li last year."
    published = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday
    assert check([source], "Norvane opened a lab in Oslo on 18 November.", published=published).supported
    assert "date" in _kinds(check([source], "Norvane opened a lab in Oslo on 17 November.", published=published))
    assert check([source], "It had hired Bo Li in 2025.", published=published).supported
    assert "date" in _kinds(check([source], "It had hired Bo Li in 2024.", published=published))


class _Register:
    """A register of two names with their aliases."""

    _ALIASES = (
        ("Norvane", "Norvane"),
        ("诺凡", "Norvane"),
        ("the Oslo giant", "Norvane"),
        ("Tolvik", "Tolvik"),
        ("托维克", "Tolvik"),
    )

    def canonical_names(self, text: str) -> list[tuple[str, int, int]]:
        return [(name, at, at + len(alias)) for alias, name in self._ALIASES if (at := text.find(alias)) >= 0]


def test_aliases_of_one_name_count_as_one() -> None:
    source = "Norvane bought Tolvik for $3bn."
    assert (
        check([source], "The $3bn went to Tolvik from the Oslo giant.", names=_Register()).score
        > check([source], "The $3bn went to Tolvik from the Bergen giant.", names=_Register()).score
    )


def test_a_chinese_source_supports_an_english_claim_by_names_and_numbers() -> None:
    source = "诺凡以30亿美元收购托维克，股价上涨5%。"
    assert check([source], "Norvane buys Tolvik for $3 billion.", names=_Register()).supported
    assert "number" in _kinds(check([source], "Norvane buys Tolvik for $4 billion.", names=_Register()))


def test_a_sentence_may_rest_on_two_sources() -> None:
    sources = ["Norvane opened a lab in Oslo in May.", "The lab employs 40 people, Norvane said."]
    assert check(sources, "Norvane's Oslo lab, opened in May, employs 40 people.").supported


def test_the_worst_sentence_of_a_claim_decides() -> None:
    source = "Norvane opened a lab in Oslo in May. It employs 40 people."
    assert not check([source], "Norvane opened a lab in Oslo in May. It employs 400 people.").supported


@given(st.lists(st.text(max_size=60), max_size=3), st.text(max_size=60))
def test_any_text_gets_a_verdict_with_a_score_between_nought_and_one(sources: list[str], claim: str) -> None:
    verdict = check(sources, claim)
    assert 0 <= verdict.score <= 1
    assert verdict.supported or verdict.problems


def test_a_headline_in_title_case_is_judged_by_its_words() -> None:
    source = "Norvane has opened a research lab in Oslo that will train models for hospitals, it said on Tuesday."
    assert check([source], "Norvane Opens Research Lab In Oslo To Train Models For Hospitals").supported
    assert not check([source], "Norvane Opens Research Lab In Lisbon To Train Models For Hospitals").supported
