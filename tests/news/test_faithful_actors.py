"""Who does what in a sentence, who is meant by "it" and "the charity", and that a claim may not give a deed to another."""

from __future__ import annotations

import pytest

from bot.news.actors import Cast, deeds
from bot.news.faithful import check
from bot.news.reading import read
from bot.news.text import sentences
from bot.news.verbs import irregular_base, is_past, verb_of


def told(sentence: str) -> list[tuple[str, str]]:
    """The content words of each clause's subject, and its verb."""
    return [(" ".join(t.text for t in d.head if t.content), d.verb.text) for d in deeds(read(sentence))]


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("Norvane bought Tolvik for $3bn.", [("Norvane", "bought")]),
        ("In June a judge ruled for Pelion.", [("judge", "ruled")]),
        ("Tolvik will be bought by Norvane.", [("Tolvik", "bought")]),
        ("The swan, named Bernard by staff, gained weight.", [("swan", "named"), ("swan", "gained")]),
        ("Dev Rana, who chairs the committee, left on Friday.", [("Dev Rana", "chairs"), ("Dev Rana", "left")]),
        ("A man who stole a boat has been jailed.", [("man", "stole"), ("man", "jailed")]),
        ("Norvane opened a lab and hired Bo Li.", [("Norvane", "opened"), ("Norvane", "hired")]),
        ("“It is too late,” said Dana Ruiz, president of the Alliance.", [("Dana Ruiz", "said")]),
    ],
)
def test_each_clause_is_told_of_its_subject(sentence: str, clauses: list[tuple[str, str]]) -> None:
    assert told(sentence) == clauses


def test_a_plural_noun_is_no_verb() -> None:
    assert told("The court read copies of the books.") == [("court", "read")]
    assert told("Norvane plans to open a lab.") == [("Norvane", "plans")]


def test_a_pronoun_may_mean_whom_the_sentences_before_spoke_of_and_a_description_its_bearer() -> None:
    text = (
        "Walkers called the charity Wing and Water. It said that a bird was well. Norvane lost $2m in Oslo. Rain fell."
    )
    readings = [read(s) for s in sentences(text)]
    cast = Cast(readings)
    assert {"wing", "chariti"} <= cast.meant(1, deeds(readings[1])[0])
    assert "norvan" not in cast.around(0)
    assert "wing" not in cast.around(2)


def test_verbs_are_known_by_their_forms() -> None:
    assert (verb_of("denied"), verb_of("stopping"), verb_of("bought"), verb_of("lamp")) == ("deny", "stop", "buy", None)
    assert [is_past(w) for w in ("bought", "buys", "opened", "open", "put")] == [True, False, True, False, True]
    assert (irregular_base("repaid"), irregular_base("opened")) == ("repay", None)


SOURCE = (
    "The council said on Monday that it would consider a request for bins along the towpath. Wing and Water, a charity, "
    "treated 63 birds for injuries last year. Tolvik Bank lent $40m to Norvane in March. Anglers blamed visitors for the litter."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The charity Wing and Water treated 63 birds last year.",
        "Norvane was lent $40m by Tolvik Bank in March.",
        "According to anglers, visitors are to blame for the litter.",
    ],
)
def test_a_deed_told_of_the_right_one_in_other_words_passes(claim: str) -> None:
    assert check([SOURCE], claim).supported


@pytest.mark.parametrize(
    "claim",
    [
        "The council treated 63 birds for injuries last year.",
        "Norvane lent $40m to Tolvik Bank in March.",
        "Visitors blamed anglers for the litter.",
        "Wing and Water would consider a request for bins, it said on Monday.",
    ],
)
def test_a_deed_given_to_another_is_refused_by_name(claim: str) -> None:
    verdict = check([SOURCE], claim)
    assert not verdict.supported
    assert {p.kind for p in verdict.problems} & {"name", "attribution", "number"}


ROLES = (
    "Skylark Air has sued Tolvik Bank over a loan. The farmers' union estimated the damage at 340 million euros, while the "
    "ministry of agriculture said it was too early for a figure. The Dutch government will widen its rules in May. "
    "Hikers called the charity Wing and Water."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Tolvik Bank has been sued by Skylark Air over a loan.",
        "The damage comes to 340 million euros, according to the farmers' union.",
        "Wing and Water was called by hikers.",
        "The Netherlands will widen its rules in May.",
    ],
)
def test_who_did_what_may_be_told_in_the_other_voice(claim: str) -> None:
    verdict = check([ROLES], claim)
    assert verdict.supported, verdict


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (ROLES, "Skylark Air has been sued by Tolvik Bank over a loan."),
        (ROLES, "The ministry of agriculture puts the damage at 340 million euros."),
        (ROLES, "Wing and Water called the hikers."),
        ("机器人公司铁臂完成2亿元融资，由山鹰资本领投。", "山鹰资本完成2亿元融资，由机器人公司铁臂领投。"),
        ("总经理林岚在会上向员工致歉。", "员工在会上向总经理林岚致歉。"),
    ],
)
def test_changed_places_are_refused(source: str, claim: str) -> None:
    verdict = check([source], claim)
    assert not verdict.supported
    assert {p.kind for p in verdict.problems} & {"name", "number"}
