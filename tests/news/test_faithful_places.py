"""Names in reworded claims: places and their people, other scripts, ordinary words with a capital letter, bylines."""

from __future__ import annotations

import pytest

from bot.news.faithful import check
from bot.news.geography import areas_told, is_named, is_told
from bot.news.reading import read


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Sweden", "the Swedish game maker Tolvan", True),
        ("Sweden", "shares fell in Stockholm", True),
        ("Iberian", "chats in Spanish and Portuguese", True),
        ("the Netherlands", "a plant near Eindhoven", True),
        ("Yunnan", "昆明至大理的高铁", True),
        ("德国", "a firm from Munich", True),
        ("Frankfurt", "somewhere in Germany", False),
        ("Sweden", "a Danish game maker in Oslo", False),
        ("America", "it told us nothing", False),
    ],
)
def test_a_place_is_told_by_its_people_and_by_what_lies_in_it_never_the_other_way_round(
    name: str, text: str, told: bool
) -> None:
    assert is_told(name, text) is told


def test_a_people_names_its_country_and_a_town_only_lies_there() -> None:
    assert is_named("Sweden", "a Swedish firm")
    assert not is_named("Sweden", "a firm in Stockholm")
    assert is_named("Kunming", "在昆明")


def test_a_text_without_places_tells_none() -> None:
    assert not areas_told("The quick fox, who is nice, split the bill.")


def _unknown(source: str, claim: str) -> list[str]:
    """What is told of names, but for what only grades a claim that is refused for its wording."""
    told = (p.what for p in check([source], claim).problems if p.kind == "name")
    return [what for what in told if not what.endswith(("across scripts", "as a noun or a name"))]


def test_a_country_for_its_adjective_passes_and_another_country_is_named() -> None:
    source = "Tolvan, a Swedish maker of puzzle games, bought the studio Pilk. Its shares closed flat."
    assert not _unknown(source, "A games company from Sweden took over Pilk.")
    assert _unknown(source, "A games company from Norway took over Pilk.")


def test_a_name_in_letters_that_cannot_be_compared_is_no_finding_but_a_place_is() -> None:
    source = "通海银行在昆明被罚款300万元。"
    assert not _unknown(source, "Tonghai Bank was fined 3 million yuan in Kunming.")
    assert _unknown(source, "Tonghai Bank was fined 3 million yuan in Shanghai.")


@pytest.mark.parametrize(
    "text",
    ["Around 400 people left.", "Outside of maths it has little to offer.", "Sound files are wiped in mid-June."],
)
def test_an_ordinary_word_at_a_sentences_start_and_a_part_of_a_month_are_no_names(text: str) -> None:
    assert read(text).names == ()


def test_german_nouns_are_no_names_that_must_stand_in_the_source() -> None:
    source = "Der Hersteller Nordwerk streicht in der Fabrik in Ulm jede dritte Stelle."
    assert not _unknown(source, "In der Fabrik fällt ein Drittel der Arbeitsplätze weg.")


def test_who_signs_a_text_may_be_named_for_all_that_it_says() -> None:
    source = "By Ada Brunn, head of research. The index broke on Monday. We repaired it by hand."
    assert not any("isn't named there" in what for what in _unknown(source, "Brunn writes that the index broke."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Analyst Carla Brunn cut her rating.", "Carla Brunn"),
        ("On Monday Gov. Rena Castell toured the town.", "Rena Castell"),
        ("They met President Castell there.", "Castell"),
    ],
)
def test_an_office_before_a_name_is_no_part_of_it(text: str, name: str) -> None:
    assert name in [n.name for n in read(text).names]


def test_a_people_before_a_name_that_the_source_tells_both_of_passes() -> None:
    source = "Isla Munro of Stirling came seventh in the final, which her Scottish rival Okello won by a second."
    assert not _unknown(source, "Isla Munro was seventh behind fellow Briton Okello, who is a Scottish swimmer too.")
