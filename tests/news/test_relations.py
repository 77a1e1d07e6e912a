"""What relations a text gives: the plain ones, with who said so and for what, and none that it doesn't state."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.news.model import TITLE, Mention, Relation
from bot.news.relations import find_relations

COMPANIES = {
    "Halvorsen": ["Halvorsen Labs", "Halvorsen"],
    "Quillmark": ["Quillmark"],
    "Torvane": ["Torvane", "托瓦恩"],
    "Brightquay": ["Brightquay"],
    "Harbour Wire": ["Harbour Wire"],
    "Xunlan": ["讯澜科技", "讯澜"],
}
MODELS = {"Fjord": ("Halvorsen", ["Fjord"]), "Fjord 2": ("Halvorsen", ["Fjord 2"]), "Tidepool": ("Quillmark", ["Tidepool"]), "Lumen": (None, ["Lumen", "流明"]), "Lan 3": ("Xunlan", ["澜3"])}  # fmt: skip
PUBLISHERS = {"Harbour Wire"}


def mentions(*lines: str, first: int = 0) -> tuple[Mention, ...]:
    aliases: list[tuple[str, str, str, str | None]]
    aliases = [(alias, "company", name, None) for name, found in COMPANIES.items() for alias in found]
    aliases += [(alias, "model", name, company) for name, (company, found) in MODELS.items() for alias in found]
    found_all: list[Mention] = []
    for number, line in enumerate(lines, first):
        taken: list[range] = []
        for alias, type_, name, company in sorted(aliases, key=lambda a: -len(a[0])):
            for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(alias)}(?![A-Za-z0-9])", line):
                if any(match.start() in span or match.end() - 1 in span for span in taken):
                    continue
                taken.append(range(*match.span()))
                family = name.split(" ")[0] if type_ == "model" else None
                publishing = name in PUBLISHERS
                found_all.append(
                    Mention(type_, name, alias, number, *match.span(), family, company, publishing=publishing)  # type: ignore[arg-type]
                )
    return tuple(found_all)


def relate(*sentences: str) -> tuple[Relation, ...]:
    return find_relations("", sentences, mentions(*sentences))


def triples(*sentences: str) -> set[tuple[str, str, str, str]]:
    return {(r.subject, r.verb, r.object, r.certainty) for r in relate(*sentences)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Quillmark uses Fjord in its help desk.", ("Quillmark", "uses", "Fjord", "stated")),
        ("Halvorsen has released its largest model, Fjord 2.", ("Halvorsen", "releases", "Fjord 2", "stated")),
        ("Halvorsen on Monday released the open-weight Fjord 2.", ("Halvorsen", "releases", "Fjord 2", "stated")),
        ("Fjord 2 was released by Halvorsen in May.", ("Halvorsen", "releases", "Fjord 2", "stated")),
        ("Torvane has bought Brightquay for $40 million.", ("Torvane", "buys", "Brightquay", "stated")),
        ("Brightquay was acquired by Torvane.", ("Torvane", "buys", "Brightquay", "stated")),
        ("Torvane agreed to acquire Brightquay.", ("Torvane", "buys", "Brightquay", "stated")),
        ("Torvane invested $2 billion in Quillmark.", ("Torvane", "funds", "Quillmark", "stated")),
        ("Quillmark raised $30 million in a round led by Torvane.", ("Torvane", "funds", "Quillmark", "stated")),
        ("Brightquay sued Quillmark in Delaware.", ("Brightquay", "sues", "Quillmark", "stated")),
        ("Torvane filed a patent lawsuit against Quillmark.", ("Torvane", "sues", "Quillmark", "stated")),
        ("Torvane and Brightquay announced a partnership.", ("Torvane", "partners", "Brightquay", "stated")),
        ("Tidepool is a fine-tuned version of Fjord.", ("Tidepool", "derived from", "Fjord", "stated")),
        ("Tidepool competes with Fjord 2.", ("Tidepool", "competes", "Fjord 2", "stated")),
        ("讯澜科技昨日发布澜3。", ("Xunlan", "releases", "Lan 3", "stated")),
        ("讯澜收购托瓦恩。", ("Xunlan", "buys", "Torvane", "stated")),
        ("托瓦恩被讯澜起诉。", ("Xunlan", "sues", "Torvane", "stated")),
        ("讯澜与托瓦恩达成战略合作。", ("Xunlan", "partners", "Torvane", "stated")),
        ("Brightquay countersues Quillmark in Delaware.", ("Brightquay", "sues", "Quillmark", "stated")),
        ("Torvane and model maker Quillmark will build a court assistant.", ("Torvane", "partners", "Quillmark", "stated")),
        ("Torvane trained it with help from Brightquay.", ("Torvane", "partners", "Brightquay", "stated")),
        ("We read of Halvorsen's unveiling of Fjord 2 in May.", ("Halvorsen", "releases", "Fjord 2", "stated")),
        ("Torvane shows a server to challenge Quillmark.", ("Torvane", "competes", "Quillmark", "stated")),
        ("Torvane officially closes its Brightquay acquisition.", ("Torvane", "buys", "Brightquay", "stated")),
        ("Brightquay is now officially part of Torvane.", ("Torvane", "owns", "Brightquay", "stated")),
        ("Torvane counts Quillmark among its customers.", ("Quillmark", "uses", "Torvane", "stated")),
        ("Torvane-backed start-up Brightquay hires widely.", ("Torvane", "funds", "Brightquay", "stated")),
        ("Halvorsen Releases Fjord 2, an Open Model Above Its Class", ("Halvorsen", "releases", "Fjord 2", "stated")),
        ("Torvane gehört jetzt mehrheitlich der Brightquay.", ("Brightquay", "owns", "Torvane", "stated")),
        ("Torvane and Brightquay expand their partnership.", ("Torvane", "partners", "Brightquay", "stated")),
        ("The round was led by Torvane, valuing Quillmark at $2 billion.", ("Torvane", "funds", "Quillmark", "stated")),
        ("Fjord 2 is Halvorsen's largest model.", ("Halvorsen", "makes", "Fjord 2", "stated")),
        ("讯澜一口气发表三款澜3模型。", ("Xunlan", "releases", "Lan 3", "stated")),
        ("托瓦恩新设备深度整合澜3。", ("Torvane", "uses", "Lan 3", "stated")),
        ("讯澜与托瓦恩联手化解危机。", ("Xunlan", "partners", "Torvane", "stated")),
        ("讯澜 澜3 正式开源。", ("Xunlan", "releases", "Lan 3", "stated")),
        ("讯澜在发布澜3后招聘工程师。", ("Xunlan", "releases", "Lan 3", "stated")),
        ("讯澜发布新平台，挑战托瓦恩。", ("Xunlan", "competes", "Torvane", "stated")),
        ("讯澜联合托瓦恩上线专区。", ("Xunlan", "partners", "Torvane", "stated")),
        ("流明基于 Fjord 构建。", ("Lumen", "derived from", "Fjord", "stated")),
        ("TorvaneはBrightquayへの追加出資を決めた。投資。", ("Torvane", "funds", "Brightquay", "stated")),
        ("Halvorsen이 'Fjord 2'를 오픈소스로 공개했다.", ("Halvorsen", "releases", "Fjord 2", "stated")),
        ("Torvane는 Brightquay와 손잡았다.", ("Torvane", "partners", "Brightquay", "stated")),
    ],
)  # fmt: skip
def test_a_plain_statement_gives_its_relation(sentence: str, expected: tuple[str, str, str, str]) -> None:
    assert triples(sentence) == {expected}


@pytest.mark.parametrize(
    "sentence",
    [
        "Halvorsen may release Fjord 2 in spring.",
        "Would Torvane buy Brightquay?",
        "Halvorsen released a report on Tidepool.",
        "If Torvane buys Brightquay, prices will rise.",
        "Brightquay, backed by nobody, hired former Quillmark engineers.",
        "Torvane bought Brightquay shares on the market.",
        "A study by Halvorsen used Tidepool as an example.",
        "Torvane is in talks to buy Brightquay.",
        "讯澜可能收购托瓦恩。",
        "讯澜新机器人亮相投资者日;托瓦恩上线服务。",
        "讯澜推出澜3更新。",
        "前讯澜工程师联手托瓦恩。",
        "Torvane buys Brightquay AI system for the lab.",
        "Halvorsen launched a Fjord Lumen extension.",
    ],
)
def test_what_is_only_possible_or_about_something_else_gives_none(sentence: str) -> None:
    assert triples(sentence) == set()


def test_a_report_carries_who_reported_it_and_what_it_is_for() -> None:
    found = relate(
        "According to a Harbour Wire report, Quillmark is using Fjord to help train a new model code-named Tidepool."
    )
    assert Relation("Quillmark", "uses", "Fjord", "reported", "Harbour Wire", "training Tidepool") in found


def test_unnamed_sources_make_it_reported_after_nobody() -> None:
    (relation,) = relate("Torvane has acquired Brightquay, people familiar with the matter said.")
    assert (relation.certainty, relation.according_to) == ("reported", None)


def test_a_company_that_says_so_itself_confirms_it() -> None:
    assert triples("Torvane said on Tuesday that it has acquired Brightquay.") == {
        ("Torvane", "buys", "Brightquay", "confirmed")
    }


@pytest.mark.parametrize("sentence", ["Quillmark denied using Fjord.", "Quillmark did not use Fjord.", "Quillmark has never used Fjord."])  # fmt: skip
def test_what_is_denied_is_marked_as_denied(sentence: str) -> None:
    assert triples(sentence) == {("Quillmark", "uses", "Fjord", "denied")}


def test_an_opening_description_means_the_only_company_before_it() -> None:
    assert ("Halvorsen", "releases", "Fjord 2", "stated") in triples(
        "Halvorsen showed its road map in Oslo.", "The company released Fjord 2 on the same day."
    )


def test_an_opening_model_means_the_only_model_before_it() -> None:
    said = ("Tidepool", "derived from", "Fjord", "stated")
    assert said in triples("Quillmark released Tidepool in Oslo.", "The model is based on Fjord.")
    assert said in triples("Quillmark 昨日发布 Tidepool。", "该模型基于 Fjord 构建。")


def test_three_who_announce_a_partnership_are_partners_of_each_other() -> None:
    found = relate("Torvane, Brightquay, and Quillmark announced new partnerships.")
    pairs = {frozenset((r.subject, r.object)) for r in found if r.verb == "partners"}
    assert len(pairs) == 3


def test_a_company_whose_models_bear_its_name_releases_them() -> None:
    text = "Lumen releases Lumen 9 today."
    named = (
        Mention("company", "Lumen", "Lumen", 0, 0, 5),
        Mention("model", "Lumen 9", "Lumen 9", 0, 15, 22, "Lumen", "Lumen"),
    )
    assert [(r.subject, r.verb, r.object) for r in find_relations("", [text], named)] == [
        ("Lumen", "releases", "Lumen 9")
    ]


def test_a_description_after_two_companies_stays_unresolved() -> None:
    assert triples("Torvane met Brightquay in Oslo.", "The company released Fjord 2 on the same day.") == set()


def test_a_derivative_that_is_announced_derives_from_its_model() -> None:
    assert ("Tidepool", "derived from", "Fjord", "stated") in triples(
        "That month, one of many derivatives of Fjord was released: Quillmark's Tidepool."
    )


def test_a_relation_in_the_title_only_is_hedged_when_the_text_hedges() -> None:
    title, text = "Torvane buys Brightquay", "The deal is worth $40 million, two people familiar with it said."
    found = find_relations(title, [text], (*mentions(title, first=TITLE), *mentions(text)))
    assert [(r.verb, r.certainty, r.sentence) for r in found] == [("buys", "reported", TITLE)]


def test_each_relation_comes_once_with_its_surest_judgement() -> None:
    found = relate("Torvane has reportedly bought Brightquay.", "Torvane confirmed that it has bought Brightquay.")
    assert [(r.subject, r.object, r.certainty) for r in found] == [("Torvane", "Brightquay", "confirmed")]


def test_coordinated_objects_are_all_taken() -> None:
    assert {r.object for r in relate("Halvorsen released Fjord 2 and Lumen on Monday.")} == {"Fjord 2", "Lumen"}


def test_the_version_is_meant_where_its_family_stands_before_it() -> None:
    assert {r.object for r in relate("Halvorsen released Fjord's new version Fjord 2.") if r.verb == "releases"} <= {
        "Fjord 2"
    }


EXAMPLE = Path(__file__).parents[2].parent / "shared" / "examples" / "meta-adopts-qwen.txt"


def _example_mentions(lines: list[str]) -> tuple[Mention, ...]:
    names: dict[str, tuple[str, str, str | None]] = {
        "Meta": ("company", "Meta", None), "Alibaba": ("company", "Alibaba", None), "Bloomberg": ("company", "Bloomberg", None),
        "01.AI": ("company", "01.AI", None), "Llama": ("model", "Llama", "Meta"), "Qwen": ("model", "Qwen", "Alibaba"),
        "Avocado": ("model", "Avocado", "Meta"), "DeepSeek": ("company", "DeepSeek", None),
    }  # fmt: skip
    return tuple(
        Mention(type_, name, surface, i, m.start(), m.end(), company=company, publishing=name == "Bloomberg")  # type: ignore[arg-type]
        for i, line in enumerate(lines)
        for surface, (type_, name, company) in names.items()
        for m in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", line)
    )


def test_the_example_article_gives_what_a_careful_reader_finds() -> None:
    if not EXAMPLE.exists():
        pytest.skip("the founders' examples are not here")
    from bot.news.text import sentences

    lines = sentences("\n".join(EXAMPLE.read_text(encoding="utf-8").splitlines()[2:]))
    found = {(r.subject, r.verb, r.object): r for r in find_relations("", lines, _example_mentions(lines))}
    uses = found["Meta", "uses", "Qwen"]
    assert (uses.certainty, uses.according_to, uses.purpose) == ("reported", "Bloomberg", "training Avocado")
    assert found["Qwen", "derived from", "Llama"].certainty == "stated"
    assert found["01.AI", "uses", "Llama"].certainty == "stated"
    assert ("Qwen", "uses", "Llama") not in found
    assert ("Alibaba", "uses", "Qwen") not in found
