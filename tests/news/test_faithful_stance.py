"""Reworded claims: whether it's denied, how firm it is, who says so, why, and what stands behind a true half."""

from __future__ import annotations

import pytest

from bot.news.faithful import check

SOURCE = (
    "Tolvik Air will open a route from Bergen to Porto in May, the airline said on Monday. It rejected calls to postpone the "
    "start because of the strike at Porto's airport. Pilots were asked to train on the new aircraft for six weeks. The union "
    "has not signed the contract. Fewer than half of the mechanics had applied, chief executive Runa Dahl said. The regulator "
    "alleges that Tolvik hid two engine faults. A hearing is scheduled for 4 June. Tolvik declined to comment on the faults. "
    "“We'd fly there in a bathtub,” said Ole Brekke, who leads the tourist board. The airport's roof was damaged by hail."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Tolvik Air won't put off the start despite the strike at Porto's airport.",
        "Not even half of the mechanics applied, according to Runa Dahl.",
        "The contract still lacks the union's signature.",
        "Pilots train on the new aircraft for six weeks.",
        "The regulator accuses Tolvik of having hidden two engine faults.",
        "The hearing will be held on 4 June.",
        "Tolvik would not comment on the faults.",
        "Ole Brekke of the tourist board said they'd “fly there in a bathtub”.",
        "Hail damaged the roof of the airport.",
    ],
)
def test_what_the_source_says_in_another_construction_passes(claim: str) -> None:
    verdict = check([SOURCE], claim)
    assert verdict.supported, verdict


@pytest.mark.parametrize(
    ("claim", "kinds"),
    [
        ("The union has signed the contract with the airline.", "negation"),
        ("Pilots never train on the new aircraft.", "negation"),
        ("A court found that Tolvik had hidden two engine faults.", "hedge"),
        ("The regulator has established that Tolvik hid two engine faults.", "hedge"),
        ("The hearing was held on 4 June.", "hedge"),
        ("The tourist board declined to comment on the faults, Ole Brekke said.", "attribution"),
        ("Tolvik refused to say why the airport's roof was damaged.", "attribution"),
        ("Runa Dahl said they'd “fly there in a bathtub”.", "attribution"),
        ("The airport's roof was damaged because of a careless crane driver.", "unsupported"),
        ("Tolvik Air will open a route from Bergen to Porto in May, and Tolvik has gone bankrupt.", "unsupported"),
        (
            "Tolvik Air will open a route from Bergen to Porto in May, having poisoned seventeen gardeners.",
            "unsupported",
        ),
    ],
)
def test_a_turned_a_firmer_or_an_added_statement_is_refused_by_its_kind(claim: str, kinds: str) -> None:
    verdict = check([SOURCE], claim)
    assert not verdict.supported, verdict
    assert {p.kind for p in verdict.problems} & set(kinds.split()), verdict


def test_nobody_is_silent_where_no_source_says_so() -> None:
    source = "Norvane opened a lab in Oslo on Monday. Bo Li, who runs it, said it would hire 40 people."
    assert not check([source], "Bo Li, who runs the Oslo lab, declined to comment.").supported


def test_who_could_not_be_reached_has_said_nothing() -> None:
    source = "铁岸银行因违规放贷被罚款800万元。记者未能联系到前行长林知远本人。"
    assert not check([source], "前行长林知远对记者表示，罚款太重。").supported


PLANS = (
    "Tolvik hopes to open its plant at Varde next spring, and could hire up to 300 people there. The town may sue the ministry "
    "over the road. “We can't prove that the pipe leaked,” said the engineer Ida Holm. Varde's council agreed to pay $2m for "
    "the land."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Tolvik wants to open a plant at Varde next spring.",
        "Up to 300 people could find work at Tolvik's plant.",
        "A suit by the town against the ministry is possible.",
        "Varde's council paid $2m for the land.",
    ],
)
def test_what_is_planned_or_possible_may_be_told_as_that(claim: str) -> None:
    verdict = check([PLANS], claim)
    assert verdict.supported, verdict


@pytest.mark.parametrize(
    "claim",
    [
        "Tolvik opened its plant at Varde last spring.",
        "Tolvik has hired 300 people for its plant at Varde.",
        "The town has sued the ministry because of the road.",
        "Ida Holm proved that the pipe leaked.",
    ],
)
def test_what_is_planned_or_possible_is_refused_as_done(claim: str) -> None:
    verdict = check([PLANS], claim)
    assert not verdict.supported
    assert {p.kind for p in verdict.problems} & {"hedge", "negation", "date"}
