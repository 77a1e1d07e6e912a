"""What stands in config/names.toml: broad, without contradictions, and quiet where a name is only an ordinary word."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.news.countries import NAMES as COUNTRIES
from bot.news.names import Registry, find_mentions
from bot.news.registry import fold

PATH = Path(__file__).parents[2] / "config" / "names.toml"
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "real"

TABLES: dict[str, Any] = tomllib.loads(PATH.read_text(encoding="utf-8"))
REGISTRY = Registry.from_toml(TABLES)
ROWS = [(table, name, row) for table in ("companies", "families") for name, row in TABLES[table].items()]


def found(text: str, title: str = "") -> set[str]:
    return {mention.name for mention in find_mentions(REGISTRY, title, [text]) if mention.sentence >= 0}


def test_the_registry_covers_the_industry() -> None:
    assert len(REGISTRY.companies) >= 2500
    assert len(REGISTRY.families) >= 700
    kinds = Counter(company.kind for company in REGISTRY.companies.values())
    assert min(kinds[kind] for kind in ("lab", "startup", "chips", "cloud", "tools", "robotics", "investor")) >= 100
    assert kinds["outlet"] >= 250


def test_every_company_has_a_country_that_has_a_name() -> None:
    assert {name for name, company in REGISTRY.companies.items() if company.country not in COUNTRIES} == set()


def test_makers_of_well_known_families_have_them_all() -> None:
    assert REGISTRY.country_of("Doubao") == REGISTRY.country_of("MiniCPM") == REGISTRY.country_of("Hunyuan") == "CN"
    assert REGISTRY.owner_of("EXAONE") == "LG AI Research"
    assert REGISTRY.owner_of("PLaMo") == "Preferred Networks"
    assert REGISTRY.owner_of("Codestral") == "Mistral AI"
    assert REGISTRY.owner_of("Isomorphic Labs") == "Alphabet"
    assert REGISTRY.owner_of("HiSilicon") == "Huawei"


def test_no_entry_gives_a_spelling_twice() -> None:
    twice = set()
    for table, name, row in ROWS:
        spellings = Counter(fold(alias) for alias in (name, *row.get("aliases", [])))
        twice |= {(table, name, alias) for alias, count in spellings.items() if count > 1}
    assert twice == set()


def test_a_company_and_a_family_share_a_spelling_only_if_it_is_the_maker() -> None:
    shared = {
        alias: (entry.company.name, entry.family.name)
        for alias, entry in REGISTRY.entries.items()
        if entry.company is not None and entry.family is not None and entry.family.company != entry.company.name
    }
    assert shared == {}


def test_the_families_of_a_maker_begin_with_the_one_it_is_known_for() -> None:
    first = {maker: REGISTRY.first_family(maker) for maker in ("OpenAI", "Anthropic", "Google", "Meta", "xAI")}
    assert first["OpenAI"] == "GPT"
    assert first["Google"] == "Gemini"
    assert first["Meta"] == "Llama"
    assert first["xAI"] == "Grok"
    assert [REGISTRY.first_family(maker) for maker in ("Alibaba", "Zhipu AI", "ByteDance")] == ["Qwen", "GLM", "Doubao"]


def test_companies_stand_in_the_order_of_the_alphabet_in_each_section() -> None:
    text = PATH.read_text(encoding="utf-8")
    companies = text[text.index("\n[companies]") : text.index("\n[families]")]
    for section in companies.split("\n# --- ")[1:]:
        names = [fold(name) for name in re.findall(r'^"([^"]+)" = ', section, re.MULTILINE)]
        assert names == sorted(names), section.splitlines()[0]


def test_every_entry_is_one_line() -> None:
    lines = PATH.read_text(encoding="utf-8").split("\n[companies]")[1].splitlines()
    odd = [line for line in lines if line and not re.match(r'# --- |\[families\]|"[^"]+" = \{.*\}$', line)]
    assert odd == []


# --- Ordinary words ---------------------------------------------------------------------------------------------------

_WORDS = """about above after again agent air all alpha always anchor answer apple arcade arm art atlas base beam bee
    bench best big bit black block blue bolt box brain brave break bridge bright build bumble canary canvas capital
    castle cell center chain chat circle clay clear cloud coach code cohere common compass conductor consensus copilot
    core crystal cursor daily dash data deep delta dream drift dust eagle early earth echo eclipse edge elastic emerge
    energy entire evolve extend face factory falcon fast feather field figure fire first flash flex flow focus forest
    forge form foundry free fresh friend front function future gamma general genie giant glean global gold grab graph
    gravity green grid ground group harmonic harness harvest hatch heart helix high home honor horizon human humane
    hunt idea image impact impulse index inflection ink insight instant intrinsic invoke island jump kernel key lab
    lake lambda laser latent launch leap legal lens level life lift light limit linear link liquid live logic lovable
    luminous lunar machine magic make mango map marble march mask match matrix meadow memory mercury merge meta mind
    mint mirage mirror mist modal model monitor monolith moon morph motion motive move muse native nature neural new
    nice noble normal north note nova now oasis ocean octave open opera oracle orange orbit orchard order origin otter
    outlook paradigm parallel particle path pattern pebble periodic perplexity phoenix photon pilot pioneer plain
    planet playground plot plus point poolside port portal power present prime prism process profile project proof
    protege pulse pure quantum quick quiet rabbit rain ramp range ray reach reason recursion red reflection relay
    render replicate rest ring rise river robin rocket root route rule runway safe sail sand scale scout sea search
    seed sense sequence shadow shield shift sierra signal silver simple simile sky slate snap snow socket solar sonar
    sonic source space spark sparrow speak spectrum spiral spirit splice spot spring square stack stage standard star
    starling state step stone storm story stream stripe studio substrate summit sun supernova surge swallow switch
    sync target temporal tempo test thunder tide time titan tome torch touch trace track trail transfer traversal tree
    trellis tribe trinity trove true trust tune twin typhoon unify union unit universal vector vellum velvet venture
    verse vibe victory view vision visual voice volt voyage warp wave weave whisper wide wind windsurf wing wise
    wonder wonderful word work world write writer yield zero zone zoom"""
_COMMON = tuple(_WORDS.split())


def test_common_words_in_small_letters_are_no_names() -> None:
    hits = {word: found(f"They saw the {word} and said that AI models may help.") for word in _COMMON}
    assert {word: names for word, names in hits.items() if names} == {}


def test_common_words_before_ai_in_capitals_are_no_names() -> None:
    hits = {word: found(f"They want to {word} AI agents at once.") for word in _COMMON if word not in ("meta", "open")}
    assert {word: names for word, names in hits.items() if names} == {}


def test_what_real_texts_write_in_small_letters_is_no_sure_name() -> None:
    if not REAL.is_dir():
        pytest.skip("the shared texts are not here")
    counts: Counter[str] = Counter()
    for line in (REAL / "bullets.jsonl").read_text(encoding="utf-8").splitlines():
        words = re.findall(r"(?<![\w@/.#:-])[a-z][a-z'-]+(?![\w/@-]|\.\w)", str(json.loads(line)["text"]))
        counts.update({*words, *(" ".join(words[at : at + 2]) for at in range(len(words)))})
    sure = {alias for alias, entry in REGISTRY.entries.items() if (entry.company or entry.family) and not entry.weak}
    quiet = {alias for alias, entry in REGISTRY.entries.items() if entry.quiet}
    written_small = {"tinygrad", "gpt-oss", "langchain", "github", "wandb", "llama index", "qwen", "unsloth", "runpod"}
    assert {alias for alias in sure - quiet if counts[alias] > 2} <= written_small


ORDINARY = [
    # Companies that are words
    "The delta of the river froze, and the arm of the crane stood still.",
    "After the eclipse we walked to the lake and ate a mango.",
    "Large-scale AI systems need full-stack AI engineers.",
    "Ministers want to bring together AI companies and scale AI safely.",
    "Lawyers resolve AI disputes and shield AI start-ups from claims.",
    "He ate granola and drove home in the rain.",
    "They met in the first round of the tournament.",
    "The best buy this week is a used lens, and they just eat at home.",
    "The start-up is on the verge of bankruptcy.",
    "Nitrogen is used to cool the chips.",
    "The stagehand carried a lepton detector to the data center.",
    "Ship data over the web, opt out, and mark up the page.",
    "Harness the power of AI with new chips.",
    "The Rebellions of 1837 were studied with AI.",
    "Figure 3 shows that the model improves.",
    "Writer and director Ana Cole used AI in her film.",
    "Circle the right answer, the chatbot said.",
    "Dust in the data center clogged fans.",
    "Coherent text was generated by the model.",
    "Linear attention and multi-modal inference on the GPU help.",
    # Other bearers
    "Judge Crosby ruled on AI copyright, and Tom Cruise starred in a film on AI.",
    "Stephen Colbert joked about chatbots.",
    "Sam Altman spoke, and Sam Pino doubted that models reason.",
    "Rand Paul opposed the AI bill.",
    "Peter Ford taught at the school.",
    "Akash Chopra batted well in Delhi.",
    "The Saronic Gulf was calm.",
    "The Honourable Constance Kodiak saw a bear near Kodiak island.",
    "Ada Lovelace wrote the first program.",
    "A massive MIMO antenna for 5G learns by AI.",
    "The GNOME desktop adds an AI assistant.",
    # Chinese, Japanese and Korean words that hold a name
    "高通胀持续，高通量测序降价。",
    "默克尔发表讲话。",
    "优惠普及到农村，平台达到新高。",
    "博士和硕士在东南亚科技园实习。",
    "他们查阅文件，关联电子设备。",
    "论文心得可灵活使用。",
    "明星展示才华为主，最佳能效获奖。",
    "便宜家电和三星级酒店在孙继海信心十足时开业。",
    "公安联合行动，白云深处，欢乐聚会。",
    "上海光刻机展览，马路上汽车很多。",
    "智慧与科技融合，数字人民币安全，北京东城区有欢乐天地。",
    "管理研究认为崛起亚洲的企业在推广达标，理财新规由中央视察。",
    "石油管道与量子位元，开源中国大模型，清华硕士提高通信能力。",
    "크레딧과 애플파이를 받았다.",
    "샌프란시스코에서 애플리케이션과 인텔리전스를 논의했다.",
    "サンフランシスコのネイバーフッドで楽天的な人に会った。",
    "한화로 환산하면 백만 원이다.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_and_other_bearers_stay_no_names(text: str) -> None:
    assert found(text) == set()


COMPANIES = [
    ("Resolve AI raised $40 million for its agents.", {"Resolve AI"}),
    ("Delphi raised $16 million to scale digital minds, an AI start-up.", {"Delphi"}),
    ("Granola raised $43 million for its AI notepad.", {"Granola"}),
    ("Box CEO Aaron Levie says agents change software.", {"Box"}),
    ("Together AI and Field AI hired researchers.", {"Together AI", "Field AI"}),
    ("The Verge and the Hollywood Reporter asked Midjourney.", {"The Verge", "The Hollywood Reporter", "Midjourney"}),
    ("Reflection raised $2 billion for open-weight models.", {"Reflection AI"}),
    ("Skild AI, Apptronik and Figure AI compete with Unitree.", {"Skild AI", "Apptronik", "Figure AI", "Unitree"}),
    ("CoreWeave, Nscale and Crusoe rent GPUs to Meta.", {"CoreWeave", "Nscale", "Crusoe", "Meta"}),
    ("Coatue and Menlo Ventures led the round in Decart.", {"Coatue", "Menlo Ventures", "Decart"}),
    ("Lumentum and Coherent sell optical transceivers.", {"Lumentum", "Coherent"}),
    ("Axiom and Harmonic solved olympiad problems with Lean.", {"Axiom", "Harmonic"}),
    ("Block cut staff, Jack Dorsey said, citing AI.", {"Block"}),
    ("Ramp data show that Anthropic overtook OpenAI among firms.", {"Ramp", "Anthropic", "OpenAI"}),
    ("Island sells an enterprise browser to banks.", {"Island"}),
    ("Cruise, the GM robotaxi unit, was closed.", {"Cruise", "General Motors"}),
    ("Oklo, Vistra and Talen rose on AI power demand.", {"Oklo", "Vistra", "Talen Energy"}),
    ("Sierra, led by Bret Taylor, is valued at $15 billion.", {"Sierra"}),
    ("Isara, Mirendil and Ricursive Intelligence are new labs.", {"Isara", "Mirendil", "Ricursive Intelligence"}),
    ("Snap cut 1,000 jobs; a snap decision about AI.", {"Snap"}),
    ("Shell and BP use AI models for drilling; a shell script ran.", {"Shell", "BP"}),
    ("Target and Walmart sell by chatbot; the target is profit.", {"Target", "Walmart"}),
    ("Bain, BCG and McKinsey advise on AI.", {"Bain & Company", "Boston Consulting Group", "McKinsey"}),
    ("Helion signed a fusion contract with Microsoft.", {"Helion", "Microsoft"}),
    ("宇树、智元机器人和逐际动力亮相。", {"Unitree", "AgiBot", "LimX Dynamics"}),
    ("南亚科、聯電與日月光同步擴產。", {"Nanya", "UMC", "ASE Technology"}),
    ("无问芯穹与硅基流动降价。", {"Infinigence AI", "SiliconFlow"}),
    ("엔비디아는 네이버와 크래프톤에 투자한다.", {"Nvidia", "Naver", "Krafton"}),
    ("キオクシアとルネサスがラピダスに協力。", {"Kioxia", "Renesas", "Rapidus"}),
    ("Siemens und die Deutsche Telekom bauen eine KI-Fabrik.", {"Siemens", "Deutsche Telekom"}),
]


@pytest.mark.parametrize(("text", "names"), COMPANIES)
def test_companies_of_the_whole_industry_are_found(text: str, names: set[str]) -> None:
    assert found(text) == names


FAMILIES = [
    ("Bilibili open-sourced AniSora and IndexTTS 2.", {"Bilibili", "AniSora", "IndexTTS2"}),
    ("Meta released SAM 3 for video segmentation.", {"Meta", "SAM 3"}),
    ("Google added EmbeddingGemma and T5Gemma 2.", {"Google", "EmbeddingGemma", "T5Gemma 2"}),
    ("ColBERT and ModernBERT are embedding models for retrieval.", {"ColBERT", "ModernBERT"}),
    ("Sakana AI announced TinySwallow-2B.", {"Sakana AI", "TinySwallow-2B"}),
    ("Harmonic's Aristotle proved the theorem in Lean.", {"Harmonic", "Aristotle"}),
    ("Apertus and EuroLLM are open language models.", {"Apertus", "EuroLLM"}),
    ("昆仑万维发布天工大模型和Mureka V8。", {"Kunlun Tech", "Skywork", "Mureka V8"}),
]


@pytest.mark.parametrize(("text", "names"), FAMILIES)
def test_families_of_models_are_found_with_their_versions(text: str, names: set[str]) -> None:
    assert found(text) == names


def test_a_phrase_that_is_a_name_counts_with_its_capitals_only() -> None:
    registry = Registry.from_toml(
        {"companies": {"Fair Price": {"aliases": ["Fair Price Stores"], "capital": ["Fair Price"]}}}
    )
    told = ("The Fair Price said so.", "FAIR PRICE opens.", "It pays a fair price.", "A Fair price, he said.")
    counts = [[m.surface for m in find_mentions(registry, "", [text])] for text in told]
    assert counts == [["Fair Price"], ["FAIR PRICE"], [], []]
