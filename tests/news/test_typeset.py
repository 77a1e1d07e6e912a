"""Claims as other tools set them: spaces around every mark and lost capitals change no verdict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.faithful import check
from bot.news.typeset import always_capitalised, as_set

SOURCE = (
    "The U.S. firm Norvane-Labs said 1,940 people can't use its open-source tool llama.kit (for $3.5 million). "
    "Sales of the “second-largest” maker rose 7.4% in May, and Bo Li's team grew."
)
SPACED = "The U . S . firm Norvane - Labs said 1 , 940 people can ' t use its open - source tool llama . kit ( for $ 3 . 5 million ) ."


def test_spaces_around_marks_are_taken_back_as_the_source_has_them() -> None:
    assert as_set(SPACED, SOURCE) == SOURCE.split(" Sales")[0].replace("can't", "can't")


def test_a_claim_set_as_usual_is_left_as_it_is() -> None:
    claim = "Norvane-Labs – the maker – grew 7.4%, “in May”, said Bo Li's team: it can't stop."
    assert as_set(claim, SOURCE) == claim


def test_lost_capitals_come_back_where_the_source_always_has_them() -> None:
    assert as_set(
        "sales of norvane-labs grew . bo li left .", "A firm, Norvane-Labs, hired Bo Li in May. It grew."
    ) == ("Sales of Norvane-Labs grew. Bo Li left.")


def test_a_word_is_always_capitalised_only_when_it_never_stands_small() -> None:
    assert always_capitalised("It met Apple in May. They ate an apple with Verity.") == {"May", "Verity"}


@pytest.mark.parametrize("claim", [SPACED, SPACED.lower()])
def test_spaced_and_small_copies_pass_and_a_changed_number_in_them_is_refused(claim: str) -> None:
    assert check([SOURCE], claim).supported
    assert not check([SOURCE], claim.replace("940", "490")).supported


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_letter_or_digit_is_ever_lost_or_added(claim: str, source: str) -> None:
    def bare(text: str) -> str:
        return "".join(c for c in text.lower() if c.isalnum())

    assert bare(as_set(claim, source)) == bare(claim)
