"""A sentence in another language says what its sources say, or it isn't told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.app import load_registry
from bot.news.grave import grave
from bot.news.lookup import RegistryNames
from bot.news.translated import LANGUAGES, check_translation
from bot.settings import load

PUBLISHED = datetime(2026, 12, 14, tzinfo=UTC)
ENGLISH = "Mistral AI raised $1.5 billion on 3 December, led by ASML, and plans to double its 600 staff."
HEDGED = "Meta is in talks to buy the chip designer Torvane for $300 million, people familiar with the matter said."
CHINESE = "阿里巴巴于12月3日发布Qwen3.5-Max，价格下调40%。"
DENIED = "OpenAI has not released GPT-7 on 3 December."


@pytest.fixture(scope="module")
def names() -> RegistryNames:
    return RegistryNames(load_registry(load(None, {})))


GOOD = [
    (ENGLISH, "de", "Mistral AI nahm am 3. Dezember 1,5 Milliarden Dollar ein, angeführt von ASML."),
    (ENGLISH, "fr", "Mistral AI a levé 1,5 milliard de dollars le 3 décembre, avec ASML en tête."),
    (ENGLISH, "es", "Mistral AI recaudó 1,5 mil millones de dólares el 3 de diciembre, con ASML al frente."),
    (ENGLISH, "zh", "Mistral AI 于12月3日融资15亿美元，由ASML领投。"),
    (ENGLISH, "ja", "Mistral AIは12月3日、ASML主導で15億ドルを調達した。"),
    (ENGLISH, "ko", "미스트랄 AI(Mistral AI)는 12월 3일 ASML 주도로 15억 달러를 조달했다."),
    (HEDGED, "de", "Meta verhandelt laut Insidern über den Kauf des Chipentwicklers Torvane für 300 Millionen Dollar."),
    (HEDGED, "fr", "Meta serait en discussions pour racheter Torvane pour 300 millions de dollars."),
    (HEDGED, "zh", "据知情人士称，Meta 正洽谈以3亿美元收购芯片设计公司Torvane。"),
    (CHINESE, "en", "Alibaba released Qwen3.5-Max on 3 December and cut the price by 40 per cent."),
    (CHINESE, "de", "Alibaba brachte am 3. Dezember Qwen3.5-Max heraus und senkte den Preis um 40 Prozent."),
    (DENIED, "de", "OpenAI hat GPT-7 am 3. Dezember nicht herausgebracht."),
    (DENIED, "zh", "OpenAI 并未在12月3日发布GPT-7。"),
]


@pytest.mark.parametrize(("source", "language", "claim"), GOOD)
def test_a_faithful_translation_is_told(names: RegistryNames, source: str, language: str, claim: str) -> None:
    assert check_translation([source], claim, language, published=PUBLISHED, names=names) == ()


BAD = [
    (ENGLISH, "de", "Mistral AI nahm am 3. Dezember 1,5 Millionen Dollar ein, angeführt von ASML.", "number"),
    (ENGLISH, "de", "Mistral AI nahm am 3. Dezember 15 Milliarden Dollar ein, angeführt von ASML.", "number"),
    (ENGLISH, "de", "Mistral AI nahm am 3. Dezember 1,5 Milliarden Euro ein, angeführt von ASML.", "number"),
    (ENGLISH, "de", "Mistral AI nahm am 4. Dezember 1,5 Milliarden Dollar ein.", "date"),
    (ENGLISH, "de", "Mistral AI nahm am 3. Dezember 1,5 Milliarden Dollar ein, angeführt von Nvidia.", "name"),
    (ENGLISH, "de", "Mistral AI nahm am 3. Dezember keine 1,5 Milliarden Dollar ein.", "negation"),
    (ENGLISH, "de", "Mistral AI ist seit dem 3. Dezember mit 1,5 Milliarden Dollar pleite.", "bankruptcy"),
    (ENGLISH, "de", "Mistral AI ist großartig.", "leaves out"),
    (ENGLISH, "de", "„Wir sind stolz“, sagte Mistral AI am 3. Dezember zu 1,5 Milliarden Dollar.", "quote"),
    (ENGLISH, "fr", "Mistral AI a levé 1,5 million de dollars le 3 décembre.", "number"),
    (ENGLISH, "fr", "Mistral AI, rachetée par ASML, a levé 1,5 milliard de dollars le 3 décembre.", "buying"),
    (ENGLISH, "es", "Mistral AI recaudó 1,5 millones de dólares el 3 de diciembre.", "number"),
    (ENGLISH, "zh", "Mistral AI 于12月3日融资15亿美元，由英伟达领投。", "name"),
    (ENGLISH, "zh", "Mistral AI 于12月3日融资1.5亿美元。", "number"),
    (ENGLISH, "ja", "Mistral AIは12月3日、15億ドルを調達しなかった。", "negation"),
    (ENGLISH, "ko", "미스트랄 AI(Mistral AI)는 12월 4일 15억 달러를 조달했다.", "date"),
    (HEDGED, "de", "Meta kauft den Chipentwickler Torvane für 300 Millionen Dollar.", "hedge"),
    (HEDGED, "zh", "Meta 以3亿美元收购Torvane。", "hedge"),
    (CHINESE, "en", "Alibaba released Qwen4-Max on 3 December and cut the price by 40 per cent.", "name"),
    (CHINESE, "en", "Alibaba released Qwen3.5-Max on 3 December and raised the price by 45 per cent.", "number"),
    (CHINESE, "en", "Alibaba released Qwen3.5-Max on 3 December after a lawsuit by Brightquay.", "name"),
    (CHINESE, "en", "Alibaba was hacked on 3 December, when it released Qwen3.5-Max.", "attack"),
    (DENIED, "de", "OpenAI hat GPT-7 am 3. Dezember herausgebracht.", "negation"),
    (ENGLISH, "it", "Mistral AI ha raccolto 1,5 miliardi di dollari il 3 dicembre.", "can't be checked"),
]


@pytest.mark.parametrize(("source", "language", "claim", "what"), BAD)
def test_a_changed_fact_isnt(names: RegistryNames, source: str, language: str, claim: str, what: str) -> None:
    found = check_translation([source], claim, language, published=PUBLISHED, names=names)
    assert any(what in problem for problem in found), found


def test_grave_things_are_known_in_every_language() -> None:
    said = {"en": "It went bankrupt.", "zh": "该公司破产。", "de": "Sie ist insolvent.", "fr": "Elle est en faillite.",
            "es": "Está en quiebra.", "ja": "破産した。", "ko": "파산했다."}  # fmt: skip
    assert set(said) == set(LANGUAGES)
    assert all("bankruptcy" in grave(text, language) for language, text in said.items())
