"""Contraries in reworded claims: one about the same matter is told as sure, one that stands by itself isn't."""

from __future__ import annotations

from bot.news.faithful import check

_SOURCE = (
    "The mayor of Ulm praised the plan of the brewer Orvane on Monday. The fall "
    "of the roof claimed seven lives. Sales of beer rose by 4 per cent, and 2021 was worse for accidents, at 90."
)


def _compared(claim: str) -> list[str]:
    return [p.what for p in check([_SOURCE], claim).problems if p.kind == "comparison"]


def test_the_contrary_of_the_same_matter_is_named() -> None:
    assert any(w.endswith("what the source says") for w in _compared("Orvane's plan was criticised by the mayor."))
    assert _compared("Fewer barrels were sold: beer sales fell by 4 per cent.")


def test_a_contrary_of_another_matter_is_not_sure() -> None:
    source = "A judge in Ulm allowed the brewer Orvane to keep its hall, and threw out the rest of the case."
    problems = check([source], "With an injunction refused, little is left of the case.").problems
    assert not [p for p in problems if p.kind == "comparison" and p.what.endswith("what the source says")]


def test_lives_that_are_lost_are_no_contrary_of_dying() -> None:
    source = "The roof fell on the hall, killing seven and wounding two."
    assert not [p for p in check([source], "Seven lives were lost under the roof.").problems if p.kind == "comparison"]


def test_more_accidents_are_not_the_other_direction_of_worse() -> None:
    assert not _compared("There were more accidents in 2021.")


def test_from_where_to_where_is_told_in_any_order() -> None:
    source = "The ferry, bound for Skerra from Orrin, hit a rock near the wall of the harbour."
    turned = "from where to where is turned round"
    assert turned not in [p.what for p in check([source], "It happened on the way from Orrin to Skerra.").problems]
    assert turned in [p.what for p in check([source], "It happened on the way from Skerra to Orrin.").problems]


def test_ahead_of_one_is_behind_another() -> None:
    source = "Okello touched the wall first, with the Dutch swimmer Bos three tenths behind and Farrante third."
    claim = "Okello won gold ahead of Bos."
    assert not [p for p in check([source], claim).problems if p.kind == "comparison"]
