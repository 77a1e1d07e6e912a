"""Posts that tell nothing without their title: how they are told, and that what is told stands in them."""

from __future__ import annotations

import pytest

from bot.news import retelling
from bot.news.extractive import write_brief
from bot.news.faithful import check
from bot.news.first_person import voiced
from bot.news.material import material_of
from bot.news.model import Cite
from bot.news.own_posts import carried, headed, kept, over, spoken, titled, under
from tests.news.test_extractive import article, mentions_of, tags_of

OWN = {"outlet": "Halvorsen blog", "outlet_owner": "Halvorsen", "text_source": "summary"}


def first_told(title: str, *lines: str, **more: object) -> tuple[str, str]:
    """The headline and the first sentence of a post of which a feed has its title and these lines."""
    fields = {**OWN, **more}
    made = article(1, title, "", **fields)
    post = type(made)(**{n: getattr(made, n) for n in made.__dataclass_fields__} | {"sentences": (title, *lines)})
    mentions = [mentions_of(post)]
    brief = write_brief([post], mentions, tags_of(mentions), ())
    assert brief is not None
    return brief.headline, brief.sentences[0].text


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Fjord for harbour schools", "Halvorsen presents “Fjord for harbour schools”."),
        ("Fjord 2.1", "Halvorsen presents Fjord 2.1."),
        ("Our approach to safe harbours", "Halvorsen sets out its approach to safe harbours."),
        ("Halvorsen’s framework for pilots", "Halvorsen sets out its framework for pilots."),
        ("Our harbour team", "Halvorsen presents its harbour team."),
        ("Updates to the terms of Fjord", "Halvorsen publishes updates to the terms of Fjord."),
        ("Statement from Ada Berg on harbours", "Halvorsen publishes a statement from Ada Berg on harbours."),
        ("Expanding our harbour programme", "Halvorsen expands its harbour programme."),
        ("Deepening our partnership with the port of Bergen", "Halvorsen is deepening its partnership with the port of Bergen."),
        ("Improving the safety of Fjord at sea", "Halvorsen writes on improving the safety of Fjord at sea."),
        ("How our pilots test Fjord", "Halvorsen tells how its pilots test Fjord."),
        ("Introducing Fjord 2: a model for the sea", "Halvorsen introduces Fjord 2, a model for the sea."),
        ("Fjord 2: Our most careful model", "Halvorsen presents Fjord 2, its most careful model."),
        ("Ada Berg to join Halvorsen as chief pilot", "Ada Berg is to join Halvorsen as chief pilot."),
        ("Ada Berg appointed to the board of Halvorsen", "Ada Berg is appointed to the board of Halvorsen."),
        ("Elevated errors deploying Fjord", "Halvorsen reports elevated errors deploying Fjord."),
        ("Halvorsen opens an office in Lyon", "Halvorsen opens an office in Lyon."),
        ("v2.14.0", "Halvorsen releases v2.14.0."),
        ("New Fjord Models & Updated Prices", "Halvorsen presents new Fjord Models & Updated Prices."),
        ("Updates and fixes for the Fjord console", "Halvorsen publishes updates and fixes for the Fjord console."),
        ("Route-planning leads to fewer collisions", "Halvorsen writes on route-planning leads to fewer collisions."),
    ],
)  # fmt: skip
def test_a_post_of_which_there_is_only_a_title_says_whose_it_is_and_what(title: str, told: str) -> None:
    assert first_told(title)[1] == told


@pytest.mark.parametrize(
    ("title", "line", "told"),
    [
        (
            "Fjord 2: our best yet", "The new model plans routes twice as fast.",
            "Fjord 2 plans routes twice as fast.",
        ),
        (
            "Fjord 2: the next step", "Our newest model plans routes twice as fast.",
            "Fjord 2, Halvorsen's newest model, plans routes twice as fast.",
        ),
        (
            "Closer to the port of Bergen", "Deepening our partnership with the port to make pilots faster.",
            "Halvorsen is deepening its partnership with the port to make pilots faster.",
        ),
        (
            "Log analysis for harbour agents", "Why we use logs of our harbour agents, and what two ports found.",
            "Halvorsen tells why it uses logs of its harbour agents, and what two ports found.",
        ),
        (
            "Fjord for Harbours", "Helping pilots plan routes, read charts and file reports.",
            "Halvorsen presents “Fjord for Harbours”: helping pilots plan routes, read charts and file reports.",
        ),
        (
            "The making of Fjord", "The inside story of how a harbour tool became a product, told by those who built it.",
            "Halvorsen presents “The making of Fjord”: the inside story of how a harbour tool became a product, told by those who built it.",
        ),
        (
            "Harbours in figures", "This report counts what pilots ask of Fjord in ten ports.",
            "Halvorsen's report counts what pilots ask of Fjord in ten ports.",
        ),
        (
            "State of the harbours: interim report", "This is an early report on the safety of agents in ports.",
            "Halvorsen presents “State of the harbours: interim report”: an early report on the safety of agents in ports.",
        ),
        (
            "Saltbench: do agents know the tide?", "A new benchmark of 400 questions that pilots ask.",
            "Halvorsen presents Saltbench, a new benchmark of 400 questions that pilots ask.",
        ),
    ],
)  # fmt: skip
def test_a_line_without_a_subject_is_told_with_what_its_title_names_and_who_says_it(
    title: str, line: str, told: str
) -> None:
    assert first_told(title, line)[1] == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Fjord 1.0", "Circuit Daily carries “Fjord 1.0”."),
        ("Show HN: Heron, a chart reader in 900 lines", "Circuit Daily carries “Heron, a chart reader in 900 lines”."),
        ("We need more harbours", "Circuit Daily carries “We need more harbours”."),
        ("Torvane deal 🚀, Fjord 2 launch 🛡️, routes as code 🤖", "Circuit Daily covers Torvane deal, Fjord 2 launch and routes as code."),
        ("Fjord upgrade ⚡️, Torvane buys Heron 🤝, pilots 🧠", "Torvane buys Heron, writes Circuit Daily."),
        ("Torvane opens a plant in Lyon", "Torvane opens a plant in Lyon."),
    ],
)  # fmt: skip
def test_a_label_from_an_outlet_of_others_is_told_with_the_outlet_and_as_nobodys_deed(title: str, told: str) -> None:
    outlet = {"outlet": "Circuit Daily", "outlet_owner": None}
    assert first_told(title, **outlet)[1] == told


@pytest.mark.parametrize(
    ("outlet", "url"),
    [
        ("Norse Harbour Safety Institute", "https://www.nhsi.example/note"),
        ("Osprey Lab", "https://osprey.example/note"),
        ("tide.ai", "https://docs.tide.ai/note"),
    ],
)
def test_we_of_an_institution_on_its_own_site_is_the_institution(outlet: str, url: str) -> None:
    text = first_told(
        "A note", "We are launching a bounty for tests of ships.", outlet=outlet, outlet_owner=None, url=url
    )
    assert text[1] == f"{outlet} is launching a bounty for tests of ships."


def test_we_of_a_newspaper_stays_a_quotation() -> None:
    line = "We tested ten assistants aboard a ship and found that nine got lost."
    told = first_told(
        "A test at sea", line, outlet="Harbour Morning Post", outlet_owner=None, url="https://hmp.example/1"
    )
    assert told[1] == f"Harbour Morning Post: “{line}”"


POST = ("Introducing Fjord 2", "Fjord 2 is a model with 70 billion parameters for agents that run for hours.")
BENCH = ("Saltbench: measuring pilots", "A toolkit for safely evaluating 40 agents on ships.")


@pytest.mark.parametrize("post", [POST, BENCH, ("Fjord 2: our best", "Our newest model plans routes twice as fast.")])
def test_what_a_post_is_told_as_stands_in_the_post(post: tuple[str, str]) -> None:
    told = headed(*post, "Halvorsen")
    assert told
    assert all(check(under(*post, "Halvorsen"), claim).supported for claim in told)


@pytest.mark.parametrize(
    ("post", "claim"),
    [
        (POST, "Torvane introduces Fjord 2, a model with 70 billion parameters for agents that run for hours."),
        (POST, "Halvorsen introduces Fjord 3, a model with 70 billion parameters for agents that run for hours."),
        (POST, "Halvorsen introduces Fjord 2, a model with 90 billion parameters for agents that run for hours."),
        (POST, "Halvorsen retires Fjord 2, a model with 70 billion parameters for agents that run for hours."),
        (POST, "Halvorsen does not introduce Fjord 2."),
        (BENCH, "Torvane presents Saltbench, a toolkit for safely evaluating 40 agents on ships."),
        (BENCH, "Halvorsen presents Saltbench, a toolkit for safely evaluating 50 agents on ships."),
        (BENCH, "Halvorsen presents Tidebench, a toolkit for safely evaluating 40 agents on ships."),
        (BENCH, "Halvorsen sells Saltbench, a toolkit for safely evaluating 40 agents on ships."),
        (BENCH, "Halvorsen presents Saltbench, a toolkit for training 40 agents on ships."),
        (BENCH, "Halvorsen's Saltbench evaluated 40 agents and all of them failed."),
    ],
)  # fmt: skip
def test_a_wrong_subject_number_or_claim_in_a_post_told_with_its_title_is_refused(
    post: tuple[str, str], claim: str
) -> None:
    title, line = post
    made = article(1, title, "", **OWN)
    whole = type(made)(**{n: getattr(made, n) for n in made.__dataclass_fields__} | {"sentences": (title, line)})
    material = material_of([whole], [mentions_of(whole)], tags_of([mentions_of(whole)]), ())
    readings = list(retelling.under_title(material, Cite(0, 1)))
    assert readings
    assert not any(retelling.supported(material, claim, reading) for reading in readings)


@pytest.mark.parametrize(
    "claim",
    [
        "Torvane has cut the price of Fjord 2 by 40 per cent.",
        "Halvorsen has cut the price of Fjord 2 by 60 per cent.",
        "Halvorsen has raised the price of Fjord 2 by 40 per cent.",
    ],
)
def test_what_a_company_tells_of_itself_is_checked_against_its_own_words(claim: str) -> None:
    said = spoken("We have cut the price of Fjord 2 by 40 per cent.", "Halvorsen")
    assert check(said, "Halvorsen has cut the price of Fjord 2 by 40 per cent.").supported
    assert not check(said, claim).supported


def test_who_says_it_is_put_for_we_and_no_other_word_is_changed() -> None:
    assert voiced("We’ve tested our ships, and we share what let us win.", "Halvorsen") == (
        "Halvorsen has tested Halvorsen's ships, and Halvorsen shares what let Halvorsen win."
    )
    assert voiced("Ships change our lives, says Ada Berg: “We win.”", "Halvorsen") == (
        "Ships change our lives, says Ada Berg: “We win.”"
    )
    assert voiced("Torvane cut its price by 40 per cent.", "Halvorsen") == "Torvane cut its price by 40 per cent."


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://heron.example.org/blog/1", "Circuit Links links to “Heron 1.0” on heron.example.org."),
        ("https://github.com/ada/heron/issues/7", "Circuit Links links to “Heron 1.0” on github.com/ada/heron."),
        ("https://circuitlinks.com/7", "Circuit Links carries “Heron 1.0”."),
    ],
)
def test_an_aggregators_title_says_on_whose_page_it_stands(url: str, told: str) -> None:
    outlet = {"outlet": "Circuit Links", "outlet_owner": None, "url": url}
    assert first_told("Heron 1.0", **outlet) == (told.rstrip("."), told)


def test_we_are_launching_is_said_on_the_page_and_not_by_the_aggregator() -> None:
    line = "We are launching the Heron app for ships, now in beta."
    outlet = {"outlet": "Circuit Links", "outlet_owner": None, "url": "https://www.quillmark.com/news/ships"}
    told = f"quillmark.com: “{line}”"
    assert first_told("Heron, now at sea", line, **outlet) == (told, told)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Elevated errors deploying Fjord", "Halvorsen reports elevated errors deploying Fjord as resolved."),
        ("Fjord.example is down - no pilot can log in right now", "Halvorsen reports “Fjord.example is down” as resolved."),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "updates",
    [
        ("Status: Resolved", "All impacted services have now fully recovered."),
        ("Resolved - This incident has been resolved.", "Monitoring - A fix has been implemented.", "Update - Fjord 2 is degraded in all harbours."),
    ],
)  # fmt: skip
def test_an_incident_that_is_over_is_not_told_as_going_on(title: str, told: str, updates: tuple[str, ...]) -> None:
    post = (title, *updates)
    headline, first = first_told(*post)
    assert (headline, first) == (told.rstrip("."), told)


def test_an_incident_whose_newest_update_is_no_end_is_told_as_it_stands() -> None:
    updates = ("Monitoring - A fix has been implemented.", "Resolved - An earlier incident has been resolved.")
    assert (
        first_told("Elevated errors deploying Fjord", *updates)[1]
        == "Halvorsen reports elevated errors deploying Fjord."
    )


@pytest.mark.parametrize("claim", ["Torvane reports elevated errors deploying Fjord as resolved.", "Halvorsen reports elevated errors deploying Tidepool as resolved."])  # fmt: skip
def test_a_wrong_name_in_an_incident_that_is_over_is_refused(claim: str) -> None:
    said = over("Elevated errors deploying Fjord", "Status: Resolved", "Halvorsen")
    assert not check(said, claim).supported


def test_a_change_is_told_with_the_product_and_the_version_of_its_changelog() -> None:
    told = first_told("v2.14.0", "What's Changed", "charts: read tide tables of northern harbours faster")
    assert (
        told[1]
        == "Halvorsen releases v2.14.0, with these changes: charts: read tide tables of northern harbours faster."
    )
    assert told[0].startswith("Halvorsen releases v2.14.0")


@pytest.mark.parametrize(
    ("title", "line", "told"),
    [
        (
            "Charting the limits of pilots", "Takeaways from pilot interviews on what keeps ships from sailing alone.",
            "Halvorsen publishes takeaways from pilot interviews on what keeps ships from sailing alone.",
        ),
        (
            "How do ships persuade? Exploring the levers", "A deep dive into the study of ships that talk, published in Harbour Science.",
            "Halvorsen publishes a deep dive into the study of ships that talk, published in Harbour Science.",
        ),
        (
            "Fjord console: release log", "Feature releases and documentation updates for the Fjord console.",
            "Halvorsen publishes feature releases and documentation updates for the Fjord console.",
        ),
        (
            "Fast-tracking charts leads to safer harbours", "Pilots use Fjord to find shoals that no chart had shown before.",
            "Pilots use Fjord to find shoals that no chart had shown before.",
        ),
        (
            "Lessons at sea", "Results from a trial with 40 ships show that pilots with Fjord arrive earlier.",
            "Results from a trial with 40 ships show that pilots with Fjord arrive earlier.",
        ),
        (
            "Introducing Fjord 2.1", "A careful model for agents that sail for hours.",
            "Halvorsen introduces Fjord 2.1, a careful model for agents that sail for hours.",
        ),
        (
            "Introducing Fjord 2.1", "The best model in the world for ships, pilots and ports, with better charts.",
            "Halvorsen introduces Fjord 2.1.",
        ),
        (
            "Introducing Fjord Deck", "Fjord Deck is a new way for crews to work with Fjord.",
            "Halvorsen introduces Fjord Deck, a new way for crews to work with Fjord.",
        ),
    ],
)  # fmt: skip
def test_a_label_under_a_title_gets_who_publishes_it_and_a_statement_keeps_its_own_subject(
    title: str, line: str, told: str
) -> None:
    assert first_told(title, line)[1] == told


def test_a_beta_is_not_told_of_what_a_later_note_says_is_out_for_all() -> None:
    told = first_told(
        "Chart caching with Fjord",
        "Update: As of 1 November, chart caching is generally available on the Halvorsen API.",
        "Chart caching keeps what pilots often need at hand, at a tenth of the price.",
        "Chart caching is available today in public beta for Fjord 2.",
        outlet="Circuit Links", outlet_owner=None,
    )  # fmt: skip
    assert told[1] == "As of 1 November, chart caching is generally available on the Halvorsen API."


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("Fjord 1.0", "Torvane releases Fjord 1.0."),
        ("Torvane deal 🚀, Fjord 2 launch 🛡️", "Circuit Daily sells Fjord 2."),
        ("Fjord upgrade ⚡️, Torvane buys Heron 🤝", "Heron buys Torvane, writes Circuit Daily."),
    ],
)
def test_an_outlet_that_carries_something_did_not_do_it(title: str, claim: str) -> None:
    said = kept(title, "Circuit Daily")
    assert all(check(said, told).supported for told in carried(title, "Circuit Daily"))
    assert not check(said, claim).supported


def test_a_title_in_another_language_is_told_as_it_is() -> None:
    assert titled("澜3 发布 2026/11/20", "讯澜") == []
    assert carried("澜3 发布 2026/11/20", "Circuit Daily") == []


@pytest.mark.parametrize(
    ("title", "line", "told"),
    [
        (
            "Announcing the Bergen and Lyon partnership", "The ports of Bergen and Lyon signed an agreement to test ships together.",
            "The ports of Bergen and Lyon signed an agreement to test ships together.",
        ),
        (
            "Examining leaks at scale", "Our work with two ports suggests that leaks may be easier to find than was believed.",
            "Halvorsen's work with two ports suggests that leaks may be easier to find than was believed.",
        ),
    ],
)  # fmt: skip
def test_a_line_that_tells_with_a_subject_of_its_own_stands_before_its_title(title: str, line: str, told: str) -> None:
    assert first_told(title, line)[1] == told


def test_no_sentence_is_cut_before_it_comes_to_what_it_is_about() -> None:
    line = (
        "As pilots and ports showed the value of Fjord as a tool for all who cross the open sea in bad weather, we spent two "
        "years on making it better at finding, reading and mending charts in every harbour of the north."
    )
    assert "Halvorsen" in first_told("Building Fjord for pilots", line)[1]
