"""Family ties, compared figures and words of one field: what a claim may tell otherwise, and what it may not."""

from __future__ import annotations

import pytest

from bot.news.faithful import check


def _found(claim: str, source: str) -> set[str]:
    return {p.kind for p in check([source], claim).problems}


_TIES = (
    "The brewer Orvane was sued on Monday by the painter Milo Dane, who says it used his pictures on its bottles. "
    "His daughter, the singer Ada Dane, joined the suit. Orvane is run by Tom Pell, who is married to its treasurer, Ines Roy."
)


@pytest.mark.parametrize(
    ("claim", "true"),
    [
        ("Ada Dane, daughter of the painter Milo Dane, is suing the brewer Orvane too.", True),
        ("Ada Dane, sister of the painter Milo Dane, is suing the brewer Orvane too.", False),
        ("Ada Dane and her father, the painter Milo Dane, are suing the brewer Orvane.", True),
        ("Ines Roy, treasurer of the brewer Orvane, is the wife of Tom Pell, who runs it.", True),
        ("Ines Roy, treasurer of the brewer Orvane, is the cousin of Tom Pell, who runs it.", False),
    ],
)
def test_a_tie_of_another_kind_is_named(claim: str, true: bool) -> None:
    assert any(p.what.startswith("the source tells of no") for p in check([_TIES], claim).problems) is not true


def test_a_sister_company_is_no_sister() -> None:
    source = "Orvane buys its hops from Pilk, which belongs to the same owner, for 4 million euros a year."
    assert "name" not in _found("Orvane pays its sister company Pilk 4 million euros a year for hops.", source)


_FIGURES = (
    "Orvane spent 900 million crowns in the spring, compared with 650 million crowns in the winter, its owner said."
)


def test_the_figure_of_before_is_not_the_larger_one() -> None:
    assert "comparison" in _found("In spring Orvane got through 900 million crowns, less than in the winter.", _FIGURES)
    assert "comparison" not in _found(
        "In spring Orvane got through 900 million crowns, more than in the winter.", _FIGURES
    )


def test_a_multiple_of_two_compared_figures_is_worked_out() -> None:
    source = "Orvane sold 38,000 tables last year, up from 11,500 in 2023, mostly to inns on the coast."
    assert not _found("Orvane's sales of tables more than tripled last year, to the benefit of inns.", source)
    assert _found("Orvane's sales of tables rose tenfold last year, to the benefit of inns.", source)


def test_milliseconds_are_no_microseconds() -> None:
    source = "The lamp from Orvane answers a wave of the hand in under 400 milliseconds, its maker says."
    assert "number" in _found("In under 400 microseconds the lamp reacts to a wave, says its maker Orvane.", source)
    assert "number" not in _found("In under 400 milliseconds the lamp reacts to a wave, says its maker Orvane.", source)


def test_whom_something_is_only_compared_with_does_not_own_its_figure() -> None:
    source = "The fund Albatra is the largest owner of Orvane with 18.4 per cent, followed by its founder Milo Dane with 15.1 per cent."
    claim = "Milo Dane, who founded Orvane, holds 15.1 per cent of it, second only to Albatra."
    assert "number" not in _found(claim, source)


def test_a_word_in_place_of_one_of_its_field_is_no_changed_fact() -> None:
    source = (
        "The council of Ulm plans to require brewers to verify the location of barrels sold abroad, two clerks said."
    )
    told = "The council of Ulm intends to make brewers check the whereabouts of barrels sold overseas, two clerks said."
    assert check([source], told).supported
    assert not check([source], told.replace("Ulm", "Bern")).supported


def test_an_accusation_may_be_denied_in_other_words() -> None:
    source = "Three men accused of moving barrels worth 390 million crowns over the border have pleaded not guilty."
    claim = "The three men are alleged to have taken barrels worth 390 million crowns across the border; they deny the charges."
    assert "negation" not in _found(claim, source)
    accepted = "Three men accused of moving barrels worth 390 million crowns over the border have confessed to it all."
    assert not check([accepted], claim).supported


_SILENT = "A clerk of Orvane declined to comment, while Pilk did not immediately respond to a request for comment."


def test_who_declined_and_who_did_not_answer_are_told_apart() -> None:
    swapped = "Orvane did not immediately respond to a request for comment, and Pilk declined to comment."
    assert "attribution" in _found(swapped, _SILENT)
    assert "attribution" not in _found("Orvane would not comment, and there was no response from Pilk.", _SILENT)


def test_a_hypothesis_is_not_demonstrated() -> None:
    source = (
        "We hypothesize that foam lasts longer because brewers favour hard water, although tests cannot rule out yeast."
    )
    assert "hedge" in _found(
        "The authors demonstrate that foam lasts longer because brewers prefer hard water.", source
    )
    assert "hedge" not in _found(
        "The authors suspect that foam lasts longer because brewers prefer hard water.", source
    )


def test_the_figure_of_one_owner_is_not_told_of_another() -> None:
    source = "The fund Albatra is the largest owner of the brewer Orvane with 18.4 per cent, followed by Milo Dane with 15.1 per cent."
    assert "number" in _found("With 18.4 per cent, Dane is the biggest owner.", source)
    assert "number" not in _found("With 18.4 per cent, Albatra is the biggest owner.", source)
