"""What the tagger finds and leaves alone, on sentences of our own about invented events."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.news.model import TITLE, Mention
from bot.news.names import Registry, find_mentions

NAMES = Path(__file__).parents[2] / "config" / "names.toml"


_REGISTRY = Registry.from_toml(tomllib.loads(NAMES.read_text(encoding="utf-8")))
_PARTS = [
    "GPT-5.1",
    "Llama",
    "4",
    "Maverick",
    "and",
    "DeepSeek",
    "V4",
    "Pro/Flash",
    "Opus 4.7",
    "models",
    "o4-mini",
    "K3",
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return _REGISTRY


def found(registry: Registry, text: str, title: str = "") -> set[str]:
    return {mention.name for mention in find_mentions(registry, title, [text]) if mention.sentence != TITLE}


def mention_of(registry: Registry, name: str, text: str, title: str = "") -> Mention:
    return next(mention for mention in find_mentions(registry, title, [text]) if mention.name == name)


LABELLED = [
    # Plain names and versions
    ("OpenAI released GPT-5.1 on Tuesday.", {"OpenAI", "GPT-5.1"}),
    ("The lab tested GPT-5.6-Codex-Max against GPT-4o mini.", {"GPT-5.6-Codex-Max", "GPT-4o mini"}),
    ("Anthropic says Claude Opus 4.7 is cheaper than Claude 3.5 Sonnet.", {"Anthropic", "Claude Opus 4.7", "Claude 3.5 Sonnet"}),
    ("Claude 4.5 Sonnet was retired.", {"Claude Sonnet 4.5"}),
    ("Google DeepMind shipped Gemini 3.1 Pro and Veo 4.", {"Google DeepMind", "Gemini 3.1 Pro", "Veo 4"}),
    ("Qwen3-235B-A22B and Qwen3.5-397B-A17B are open.", {"Qwen3-235B-A22B", "Qwen3.5-397B-A17B"}),
    ("It distilled DeepSeek R1 and compared DeepSeek-V4.", {"DeepSeek-R1", "DeepSeek-V4"}),
    ("Moonshot's Kimi K3 beat GLM-5 in the test of AI models.", {"Moonshot AI", "Kimi K3", "GLM-5"}),
    ("Llama 4 Maverick and Llama 3.1 405B run on one server.", {"Llama 4 Maverick", "Llama 3.1 405B"}),
    ("Amazon added Nova 2 to Bedrock.", {"Amazon", "Nova 2"}),
    ("Grok 5 arrives in March, FLUX.2 in April, for AI artists.", {"Grok 5", "FLUX.2"}),
    ("Microsoft trained Phi-5 on synthetic data.", {"Microsoft", "Phi-5"}),
    ("Mistral Large 3 is an open-weight model.", {"Mistral Large 3"}),
    ("OpenAI retires o4-mini next week.", {"OpenAI", "o4-mini"}),
    ("Anthropic lowered the price of Opus 4.7.", {"Anthropic", "Claude Opus 4.7"}),
    ("DeepSeek will offer V4 Pro/Flash next month.", {"DeepSeek", "DeepSeek-V4-Pro", "DeepSeek-V4-Flash"}),
    ("Next came Gemini 4 Flash, 3.9 Flash-Lite and a chip.", {"Gemini 4 Flash", "Gemini 3.9 Flash-Lite"}),
    ("They tuned Llama 4 Scout and Maverick.", {"Llama 4 Scout", "Llama 4 Maverick"}),
    ("Downloads of DeepSeek and Qwen models doubled.", {"DeepSeek", "Qwen"}),
    ("Mistral raised money from ASML.", {"Mistral AI", "ASML"}),
    ("Meta's engineers left for Thinking Machines.", {"Meta", "Thinking Machines Lab"}),
    ("It beats Claude 3.5 Sonnet's score and GPT-5 Pro's.", {"Claude 3.5 Sonnet", "GPT-5 Pro"}),
    ("Qwen2.5VL and Qwen3-VL-235B read charts.", {"Qwen2.5-VL", "Qwen3-VL-235B"}),
    # Chinese, Japanese, Korean
    ("百度发布文心5.0，字节跳动推出豆包2.0。", {"Baidu", "ERNIE 5.0", "ByteDance", "Doubao 2.0"}),
    ("阿里巴巴开源通义千问3，輝達股價上漲。", {"Alibaba", "Qwen3", "Nvidia"}),
    ("腾讯2026年投入增加，阿里巴巴12月3日宣布涨价，百度3月跟进。", {"Tencent", "Alibaba", "Baidu"}),
    ("智譜與月之暗面都在準備上市。", {"Zhipu AI", "Moonshot AI"}),
    ("騰訊混元與Gemini3.6Flash同日更新。", {"Tencent", "Hunyuan", "Gemini 3.6 Flash"}),
    ("엔비디아와 삼성전자가 협력한다.", {"Nvidia", "Samsung"}),
    ("ソフトバンクはOpenAIに出資する。", {"SoftBank", "OpenAI"}),
    # Ordinary words and other bearers
    ("A meta-analysis of 40 trials found no effect.", set()),
    ("Put the description into the page's meta tags.", set()),
    ("The llama farm near Cusco has 300 llamas.", set()),
    ("Gemini is the constellation of the twins.", set()),
    ("The crypto exchange Gemini was founded by the Winklevoss brothers.", set()),
    ("Claude Monet painted the pond many times.", set()),
    ("An apple a day, said the farmer beside his orchard.", set()),
    ("Fires in the Amazon rainforest spread last week.", set()),
    ("The mistral blew through Provence for three days.", set()),
    ("Lower perplexity means the language model predicts better.", set()),
    ("She is in command of the ship and moved the cursor.", set()),
    ("The airport closed its second runway for repairs.", set()),
    ("Kimi Räikkönen won the race in 2018.", set()),
    ("Sora Kim sang at the festival.", set()),
    ("At scale, character matters more than cognition.", set()),
    ("The supernova, a nova of rare brightness, faded.", set()),
    ("He learnt to windsurf at the beach.", set()),
    ("The metaverse and OpenAIs are other words.", set()),
    ("See https://openai.com/blog and huggingface.co for more.", set()),
    ("The information on the form was wrong.", set()),
    ("Fill in the Meta Title and the Meta Keywords.", set()),
    ("Manus is the Latin word for hand.", set()),
    ("Claude Debussy and Kimi Antonelli share a birthday.", set()),
    ("With 18 months of runway left, the AI firm waits.", set()),
    ("Nova Scotia invests in AI data centres.", set()),
    ("Falcon 9 carried satellites for an AI project.", set()),
    ("The Gemini 8 astronauts met again.", set()),
    ("Whisper it quietly: AI models are slowing.", set()),
    ("She recited Sonnet 18 and an Opus 27 was played.", set()),
    ("阿里山的小米粥和苹果汁很受欢迎。", set()),
    ("他在研究甲骨文和文心雕龙，文字出土于河南。", set()),
    # The same words as names
    ("Scale AI and Character.AI signed; Scale will label the data.", {"Scale AI", "Character.AI"}),
    ("Coding start-up Cursor raised $2 billion.", {"Cursor"}),
    ("Runway releases a new video model.", {"Runway"}),
    ("Cohere says Command A runs on two GPUs.", {"Cohere", "Command A"}),
    ("OpenAI lets everyone use Sora from today.", {"OpenAI", "Sora"}),
    # Versions without their family's name, next to who makes them
    ("OpenAI keeps 5.9 Pro for testers.", {"OpenAI", "GPT-5.9 Pro"}),
    ("Fans of OpenAI asked for 4o again.", {"OpenAI", "GPT-4o"}),
    ("Gemini users move from 3.7 Pro to 3.9 Flash.", {"Gemini", "Gemini 3.7 Pro", "Gemini 3.9 Flash"}),
    ("The app costs £3.7 with the Pro plan of OpenAI, or 2.5 Pro users each.", {"OpenAI"}),
    ("o5-mini and o4 will leave the AI service.", {"o5-mini", "o4"}),
    ("Sonnet 7 beats Opus 6.2 in most tests.", {"Claude Sonnet 7", "Claude Opus 6.2"}),
    ("Magistral Small 2.4 is out, as is Phi-9-mini.", {"Magistral Small 2.4", "Phi-9-mini"}),
    ("Black Forest Labs shows FLUX.3 [klein].", {"Black Forest Labs", "FLUX.3-Klein"}),
    ("GPT-Florence and LongCat-VideoDiT are lines nobody listed.", {"GPT-Florence", "LongCat-VideoDiT"}),
    ("GPT-Powered tools and the Qwen-Image-Bench test are none.", {"GPT", "Qwen-Image"}),
    ("Kimi's K4-Vendor-Verifier checks hosts.", {"Kimi"}),
    ("凭借DeepSeekV7的能力，Claude Opus 6. 3发布。", {"DeepSeek-V7", "Claude Opus 6.3"}),
    # As people type
    ("gemini4.5pro来了，kimi k7和deepseekv6 pro怎么选", {"Gemini 4.5 Pro", "Kimi K7", "DeepSeek-V6-Pro"}),
    ("opus6.8和sonnet7哪个更强，Anthropic没有说", {"Claude Opus 6.8", "Claude Sonnet 7", "Anthropic"}),
    ("claude fable7 關閉了？", {"Claude Fable 7"}),
    ("A haiku5 and an opus 27, Llama 3.5pros and GPT-5x faster.", {"Llama", "GPT"}),
    # Claude, Gemini and tools as people use them
    ("You can use Claude to draft letters.", {"Claude"}),
    ("My uncle Claude uses the web twice a week.", set()),
    ("Drawings by Claude Lorrain: one sees where Claude erased a tree, using Claude's own lens.", set()),
    ("Jean-Claude let Claude answer, for the chatbot was quicker.", {"Claude"}),
    ("用户可在Cursor等工具中调用模型。", {"Cursor"}),
    ("Cursor raised its prices in May.", {"Cursor"}),
    ("Cognition is buying a data firm, and Runway Gen-9 is out.", {"Cognition", "Runway", "Gen-9"}),
    ("Scale 1:50 models stood beside a 2.5 km runway.", set()),
    # Longer names, places and measures
    ("The Gemini South telescope finds comets with machine learning.", set()),
    ("Claude Giraud, who codes models, and Claude, 41, a welder, met.", set()),
    ("Claude writes half of our code.", {"Claude"}),
    ("The Amazon lost less forest, a model shows.", set()),
    ("The Amazon app adds a chatbot.", {"Amazon"}),
    ("Perplexity, a measure of surprise, drops.", set()),
    ("Perplexity, a search company, grows.", {"Perplexity"}),
    # Apple and Amazon as firms
    ("Apple will pay Google for Gemini in Siri.", {"Apple", "Google", "Gemini", "Siri"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), LABELLED)
def test_a_sentence_yields_its_names_and_no_others(registry: Registry, text: str, names: set[str]) -> None:
    assert found(registry, text) == names


def test_a_version_is_never_found_inside_a_longer_version(registry: Registry) -> None:
    assert "GPT-5" not in found(registry, "GPT-5.1, GPT-5.2-Codex and GPT-51 came later.")


def test_a_version_nobody_has_seen_yet_is_read_whole(registry: Registry) -> None:
    text = "The lab compared GPT-9.3-Codex, Claude Sonnet 8, Qwen7-1200B-A40B and Kimi K9 Thinking."
    assert found(registry, text) == {"GPT-9.3-Codex", "Claude Sonnet 8", "Qwen7-1200B-A40B", "Kimi K9 Thinking"}


def test_a_number_that_counts_something_is_no_version(registry: Registry) -> None:
    assert found(registry, "Claude 3 times refused, and Gemini 2 million users left the AI app.") == {
        "Claude",
        "Gemini",
    }


def test_short_versions_need_their_family_in_the_article(registry: Registry) -> None:
    assert found(registry, "The V4 engine and a K3 road.") == set()
    assert "DeepSeek-V4" in found(registry, "With V4 the price falls by half.", title="DeepSeek cuts prices")
    assert "Kimi K3" in found(registry, "K3 is open.", title="Kimi grows")


def test_a_version_belongs_to_its_family_and_maker(registry: Registry) -> None:
    mention = mention_of(registry, "Llama 4 Maverick", "Llama 4 Maverick is here.")
    assert (mention.type, mention.family, mention.company) == ("model", "Llama", "Meta")
    assert mention.surface == "Llama 4 Maverick"


def test_offsets_point_at_the_surface_in_title_and_sentences(registry: Registry) -> None:
    sentences = ["据悉，騰訊採用 ＮＶＩＤＩＡ 的晶片。", "Meta’s Llama 4 is used by Mistral AI."]
    for mention in find_mentions(registry, "OpenAI’s GPT‑5.1 leads", sentences):
        text = "OpenAI’s GPT‑5.1 leads" if mention.sentence == TITLE else sentences[mention.sentence]
        assert text[mention.start : mention.end] == mention.surface


def test_a_code_name_introduced_as_one_is_a_model_of_who_trains_it(registry: Registry) -> None:
    text = "Apple is training a new model code-named Quince, people close to it said."
    mention = mention_of(registry, "Quince", text)
    assert (mention.type, mention.family, mention.company) == ("model", "Quince", "Apple")
    assert mention.confidence < 1


@pytest.mark.parametrize(
    ("text", "name", "maker"),
    [
        ("xAI启动代号为“Everest”的新模型训练。", "Everest", "xAI"),
        ("The next model of OpenAI is nicknamed Big Red by its staff.", "Big Red", "OpenAI"),
        ("Adobe presented a video model called Lumière.", "Lumière", "Adobe"),
    ],
)
def test_a_model_introduced_by_name_is_one_of_who_is_named_with_it(
    registry: Registry, text: str, name: str, maker: str
) -> None:
    assert mention_of(registry, name, text).company == maker


@pytest.mark.parametrize(
    ("text", "name", "family"),
    [
        ("Adobe released Torchwood this week, an open-weight AI model for layouts.", "Torchwood", "Torchwood"),
        ("Adobe open-sourced a 9-billion-parameter model named Zephyrine 9B.", "Zephyrine 9B", "Zephyrine"),
        ("Adobe compared Larkspur-72B with others.", "Larkspur-72B", "Larkspur"),
        ("Adobe hopes that its Firecrest model sells.", "Firecrest", "Firecrest"),
        ("Internally the model is known as Sparrowhawk, Adobe says.", "Sparrowhawk", "Sparrowhawk"),
        ("Adobe发布配音模型Kestrelin，支持90种语言。", "Kestrelin", "Kestrelin"),
        ("Adobe tested models like Torchwood, Larkspur 2 and Firecrest.", "Larkspur 2", "Larkspur"),
        ("Adobe launched Larkspur 8x7b based on others.", "Larkspur 8x7b", "Larkspur"),
        ("Adobe推出Duskwing v2视频生成模型。", "Duskwing v2", "Duskwing"),
    ],
)
def test_a_model_new_to_us_is_found_with_its_family_and_maker(
    registry: Registry, text: str, name: str, family: str
) -> None:
    mention = mention_of(registry, name, text)
    assert (mention.type, mention.family, mention.company) == ("model", family, "Adobe")


def test_an_ordinary_word_is_the_company_of_that_name_where_the_text_says_so(registry: Registry) -> None:
    assert found(registry, "The Swedish start-up Lovable sells a tool that writes apps.") == {"Lovable"}
    assert found(registry, "Lovable robots are rare, a lab says of its AI.") == set()


def test_a_code_name_is_found_again_in_the_rest_of_the_article(registry: Registry) -> None:
    sentences = ["Tencent built a model known internally as “Heron”.", "Heron may be sold as a service."]
    assert [m.sentence for m in find_mentions(registry, "", sentences) if m.name == "Heron"] == [0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "Intel showed a chip code-named Birchwood for AI data centres.",
        "Police dubbed the robbery Falling Star.",
        "The data centre, known internally as Lantern, opens in May.",
    ],
)
def test_what_is_no_model_gets_no_model_tag_for_its_code_name(registry: Registry, text: str) -> None:
    assert not [m for m in find_mentions(registry, "", [text]) if m.type == "model"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Legal AI start-up Verodyne opened an office in Oslo.", "Verodyne"),
        ("Quellmark, a Berlin-based AI company, hired 30 people.", "Quellmark"),
        ("Tessaro Robotics raises $30 million in Series A for humanoids.", "Tessaro Robotics"),
        ("Ines Vale, founder of Brightloom, said AI agents need rules.", "Brightloom"),
        ("人工智慧新創公司Lumevo完成融資。", "Lumevo"),
        ("Chip designer Torvane is in talks to raise money.", "Torvane"),
        ("Oslo-based Lumen Index, an AI search company, adds 12 languages.", "Lumen Index"),
        ("Torvane, whose chips serve AI models, counts three banks among its customers.", "Torvane"),
        ("Founded by two former DeepMind researchers, Ulvaro designs catalysts with AI.", "Ulvaro"),
        ("Intel-backed Quendra is in talks to raise money for AI servers.", "Quendra"),
        ("Helsinki's Pelagon is teaching its agents Finnish.", "Pelagon"),
        ("Norvik Labs co-founder Ida Holm said the agent had booked 400 appointments.", "Norvik Labs"),
        ("OpenAI will buy Quartzly, three people said.", "Quartzly"),
        ("Tarnwick (formerly Smallbird AI) now transcribes court hearings.", "Tarnwick"),
        ("Questions about privacy at Ostrava AI, which declined to comment, remain.", "Ostrava AI"),
        ("An executive at Brellin said that its AI agents answer calls.", "Brellin"),
        ("Fernhill hits 40 million users of its AI app, the Swedish start-up said.", "Fernhill"),
        ("Quorvane emerges from stealth at a $1bn valuation to secure AI agents", "Quorvane"),
        ("AI rivals such as Norvik Labs, Ulvaro and Torvane raised money.", "Ulvaro"),
        ("Ulvaro, founded by two Google engineers, trains small models.", "Ulvaro"),
        ("据悉，Tessarion完成3亿元A轮融资，做AI芯片。", "Tessarion"),
        ("Kelderon 创始人表示模型将开源。", "Kelderon"),
        ("深圳公司霁海引擎发布桌面机器人。", "霁海引擎"),
        ("由前百度研究员创办的青禾砚池，正在训练一款医疗模型。", "青禾砚池"),
        ("据报道，星澜砚元拟赴港上市，做AI芯片。", "星澜砚元"),
        ("台灣AI新創 Profelto AI 獲得新一輪投資。", "Profelto AI"),
        ("ミズホタル社は新しい言語モデルを公開した。", "ミズホタル"),
        ("La société Lightonne entraîne un modèle.", "Lightonne"),
        ("Kenya's Lelapira and Nigeria's Awarrix build AI models.", "Awarrix"),
        ('"AI agents never sleep," said Marta Ruiz, who founded Solvantique in 2022.', "Solvantique"),
        ("Nvidia led a $120 million round in Quendra.", "Quendra"),
        ("Ulvaro says its AI-designed drug passed phase two.", "Ulvaro"),
        ("DeepMind alumni start Torvane to design proteins with AI.", "Torvane"),
        ("Quillfeder 推出语音 Agent，支持九种语言。", "Quillfeder"),
        ("初创公司澄砚智核完成A轮融资，用大模型设计模具。", "澄砚智核"),
        ("對話霽川科技：AI應用拼的是閉環", "霽川科技"),
        ("スタートアップのミズホタルは言語モデルを小さくした。", "ミズホタル"),
        ("AI 스타트업 누리담은 100억원을 유치했다.", "누리담"),
        ("Das Kölner KI-Start-up Ahornwerk baut Roboterhände.", "Ahornwerk"),
    ],
)
def test_a_company_new_to_us_is_found_by_how_it_is_introduced(registry: Registry, text: str, name: str) -> None:
    mention = mention_of(registry, name, text)
    assert mention.type == "company"
    assert mention.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "AI company CEO Maria Lund resigned on Monday.",
        "The start-up Monday raised nothing, and AI firms say Tuesday is late.",
        "Jan Ode, a professor at an AI lab of Northfield University, disagreed.",
        "AI STARTUP RAISES $30 MILLION",
        "The founder of the company said its AI model is ready.",
        "Advancing AI needs patience, and Teaching AI to see is harder.",
        "Company Secretary Paul Orde signed for the AI firm.",
        "The Developer Hub was updated, and a feature releases energy in AI labs.",
        "Head of Research Lin Mei and Chief Scientist Omar Haddad share the AI prize.",
        "Lina Weber released a survey of AI agents, and Will Brunner launched a course.",
        "Investors including Jan Ode joined; researchers at Stanford tested the AI.",
        "公司近日宣布将推出新AI模型，企业纷纷推出智能体，公司高管宣布完成重组。",
        "Flash-Lite模型与LLM模型不再扣除配额。",
        "Orde Legal & Professional, a provider of AI tools, grew; Karpathy released an AI course.",
        "Ukraine says it needs AI drones; Benchmarking claims it is an AI test.",
        "我国人工智能、具身智能与人形机器人发展迅速，黑科技，高科技。",
    ],
)
def test_people_titles_weekdays_and_headline_capitals_are_no_companies(registry: Registry, text: str) -> None:
    assert found(registry, text) == set()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Bloomberg", "According to a Bloomberg report, OpenAI is buying a chip maker."),
        ("Bloomberg", "OpenAI is buying a chip maker, Bloomberg reported."),
        ("Reuters", "The deal is off, a person told Reuters."),
        ("Hugging Face", "Downloads doubled, says a study published last week by Hugging Face."),
        ("Omdia", "Demand is weak, said Lena Roth, an analyst at Omdia."),
        ("Artificial Analysis", "Benchmarking firm Artificial Analysis ranked Qwen first."),
        ("South China Morning Post", "This article originally appeared in the South China Morning Post."),
        ("Getty Images", "Photo: Getty Images"),
        ("Reuters", "據路透社報導，輝達將投資。"),
    ],
)
def test_who_only_publishes_or_measures_is_marked(registry: Registry, name: str, text: str) -> None:
    assert mention_of(registry, name, text).publishing


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("The New York Times", "The New York Times sued OpenAI over its articles."),
        ("Hugging Face", "Hugging Face bought a robot maker."),
        ("OpenAI", "OpenAI reported a profit."),
        ("News Corp", "OpenAI signed a licensing deal with News Corp."),
    ],
)
def test_who_acts_in_the_news_is_not_marked_as_publishing(registry: Registry, name: str, text: str) -> None:
    assert not mention_of(registry, name, text).publishing


def test_an_empty_registry_finds_nothing() -> None:
    assert find_mentions(Registry.from_toml({}), "OpenAI", ["Meta"]) == ()


@settings(deadline=None)
@given(title=st.text(max_size=60), sentences=st.lists(st.text(max_size=120), max_size=4))
def test_any_text_is_read_and_every_mention_lies_in_it(title: str, sentences: list[str]) -> None:
    for mention in find_mentions(_REGISTRY, title, sentences):
        text = title if mention.sentence == TITLE else sentences[mention.sentence]
        assert text[mention.start : mention.end] == mention.surface != ""


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PARTS), max_size=12))
def test_names_in_any_order_never_overlap(parts: list[str]) -> None:
    mentions = [m for m in find_mentions(_REGISTRY, "", [" ".join(parts)]) if m.type == "model"]
    assert all(first.end <= second.start for first, second in pairwise(mentions))
