"""Models that no registry holds, found by how a text introduces them, or by their shape.

"a model code-named X", "released X, an open-weight model", "its X model", "视频模型X", "X-72B". Companies new to us are
found in `newcomers`, which also looks for each name in the rest of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.news.model import TITLE, Mention
from bot.news.places import NAME, QUOTE, WORD, Found, Place, first_words, is_no_name
from bot.news.versions import Spelling, read_tail

_KIND = (
    r"(?:AI|A\.I\.|language|reasoning|video|image|music|audio|foundation|frontier|open-weight|open-source|multimodal|coding|"
    r"speech|voice|world|vision|robotics|large|small|generative|diffusion|embedding|new|latest|flagship|next|upcoming)"
)
CODE_NAME = re.compile(
    rf"(?:code-?named?|codenamed|nicknamed|dubbed|known internally as|referred to internally as|internally (?:called|"
    rf"known as|dubbed|named)|under the (?:code ?name|working title)|whose (?:code ?name|internal name) is|"
    rf"called internally|\b(?:models?|LLMs?),? (?:(?:that )?(?:is|are|was|were) )?(?:internally )?(?:called|named|known as))"
    rf"\s+(?:as\s+)?(?:“the |the )?{QUOTE}{NAME}"
    rf"|(?:内部代号|內部代號|代号|代號|代號名|コードネーム)(?:为|為|叫|是|：|:|「|“|\"|\s)*(?P<zh>[A-Z][A-Za-z0-9-]+|[^\W\d_a-zA-Z]{{2,6}}(?=[”」\"]))"
)
_MODEL_NOUN = re.compile(
    r"\b(?:AI|language|reasoning|foundation|frontier|video|image|open|new|next|upcoming|secret|flagship)?[\s-]*"
    r"(?:models?|LLMs?|chatbot|AI system)\b|大?模型|モデル",
    re.IGNORECASE,
)
_OTHER_NOUN = re.compile(
    r"\b(?:chips?|processor|GPU|accelerator|data cent(?:er|re)|supercomputer|campus|headset|glasses|device|phone|"
    r"operation|bill|law|building|robot|campaign|team|unit|attack|malware|hackers?|ransomware|vulnerabilit\w+|project|"
    r"initiative|era|trend|festival|movement|deal)\b|芯片|晶片|项目|專案",
    re.IGNORECASE,
)
_NUMBERED = rf"(?P<name>{WORD}(?: {WORD}){{0,2}}?(?:[ -]?[vV]?\d[\w.]*)?)"
_IS_A_MODEL = (
    r"(?:an?|its|their|the|our|his)\s(?:(?!(?:for|of|to|with|on|in|that|which|and)\b)[\w%.’'-]+,?\s){0,6}?(?i:(?:AI|language|reasoning|foundation|coding|video|image|"
    r"speech|voice|world|multimodal|open-weights?|open-source|agentic|vision|music|audio|weather|protein|robotics|diffusion)[\s-]){1,3}"
    r"(?i:models?|LLM|system)\b(?![\s-](?i:makers?|compan|provider|lab|router|developer|hub|start-?up|firm|builder|training|"
    r"evaluation|trainer|platform|marketplace))"
    r"|(?:an?|its|their) (?:new |open )?(?:family|series|suite|set|pair) of (?:[\w-]+ ){0,6}?models\b"
)
APPOSITION = re.compile(rf"{_NUMBERED}(?: this week| today| on \w+day)?(?:,| —| –|:| \() (?:{_IS_A_MODEL})")
OWNED = re.compile(
    rf"(?:['’]s|\bits|\btheir|\bown) (?:{_KIND} ){{0,3}}{_NUMBERED} (?:(?:AI|language|reasoning|large|coding|video|image|open|"
    r"open-weight|open-source|voice|speech|world|diffusion)[ -]){0,3}models?\b(?! (?:maker|hub|router|card|garden|zoo|lab))"
)
SIZED = re.compile(
    r"(?<![\w$€£¥./-])(?P<name>(?P<head>[A-Z][A-Za-z]+(?:[A-Za-z]*\d(?:\.\d)?)?(?:-[A-Z][A-Za-z]+)*)(?:-| (?=[\dx.]{1,6}[Bb](?:[-.,;:)]|$| "
    r"(?:[a-z]*model|is|was|and|on|with|for|based|from|Instruct|Chat|finetuned|fine-tuned)\b)))(?:\d{1,2}x)?\d{1,4}(?:\.\d{1,2})?[Bb](?:-A\d{1,3}B)?"
    r"(?:-[A-Z][A-Za-z]+)*)(?![A-Za-z0-9])"
)
_LISTED = rf"{WORD}(?:[ -][vV]?\d[\w.]*)?"
LIKE = re.compile(
    rf"(?<!business )(?<!pricing )(?<!car )\b(?:models|LLMs) (?:like|such as) (?P<name>{_LISTED}(?:(?:, (?:and |or )?| and | or ){_LISTED}){{0,6}})"
    r"(?! [A-Z])"
)
_NAME_BEFORE = re.compile(r"(?<![.!?:] )(?<![\w.])[A-Z\d][\w.]*\s$")
_BETWEEN = re.compile(r", (?:and |or )?| and | or ")
_ZH_KIND = (
    r"(?:去中心化|大型|大規模|大规模|视频|图像|图片|语音|音频|音乐|配音|生成|多模态|推理|语言|视觉|世界|大|小|基础|编程|代码|开源|新|预览|系列|设备端|端侧|旗舰|混合|专家|"
    r"文生图|文生视频|思考|具身|智能|嵌入|向量|数学|医疗|机器人|操作|理解|识别|翻译|重排|通用|结构|预测|蛋白质|科学|交互|实时|开放|全模态|级|的|高性能|轻量|"
    r"語言|視覺|視頻|影片|圖像|語音|音樂|推論|開源|開放|旗艦|機器人|醫療|預覽|資安|即時|動作|动作|扩散|擴散|3D)"
)
ZH_AFTER = re.compile(
    rf"(?:模型|モデル)(?:为|為|是|名为|名為)?\s?{QUOTE}(?P<name>[A-Z][A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*(?: [A-Z][a-z]+)?(?: v?\d[\w.]*)?)"
)
ZH_BEFORE = re.compile(
    rf"(?<![A-Za-z0-9.-])(?P<name>[A-Z][A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*(?: [A-Z][a-z]+)?(?: ?v?\d[\w.]*)?)[”」』》]?\s?{_ZH_KIND}{{0,8}}(?:模型|モデル)"
)
_NO_MODELS = (
    "ai llm llms vlm vla moe sota gpu cpu api rag agent agents ocr tts asr dit transformer diffusion lora mcp sdk ip 3d 2d cot "
    "rl rlhf sft gguf nlp cv saas coding apache mit b pc mac ios android windows linux web app cli token tokens dense sparse "
    "frontier base chat instruct pro max mini flash thinking preview hugging openrouter arena lite ultra plus mm"
)
_FIELD_WORDS = frozenset(_NO_MODELS.split())
MODEL_PATTERNS = (
    (
        CODE_NAME,
        (
            "code-name", "codename", "code name", "nickname", "dubbed", "internal", "working title", "代号", "代號",
            "コードネーム", "model called", "model named", "models called", "models named", "model, called", "model, named",
            "model known as", "model is known", "model was known", "llm called", "llm named",
        ),
    ),
    (APPOSITION, (" model", " llm", " system")),
    (OWNED, (" model",)),
    (LIKE, ("models like", "models such as", "llms like", "llms such as")),
    (SIZED, tuple(f"{digit}b" for digit in range(10))),
    (ZH_AFTER, ("模型", "モデル")),
    (ZH_BEFORE, ("模型", "モデル")),
)  # fmt: skip
"""Each pattern with what a sentence must hold to be worth trying."""


def new_models(
    place: Place, places: Sequence[Place], mentions: Sequence[Mention], cues: set[re.Pattern[str]]
) -> Iterator[Found]:
    if CODE_NAME in cues:
        yield from _code_names(place, places, mentions)
    for pattern in (APPOSITION, OWNED):
        if pattern in cues and not (pattern is OWNED and place.title_case):
            yield from _introduced(pattern, place, mentions)
    if LIKE in cues:
        for match in LIKE.finditer(place.text):
            yield from _listed(place, match, mentions)
    if SIZED in cues:
        for match in SIZED.finditer(place.text):
            if is_no_name(match["head"]):
                continue
            yield Found("model", match["name"], _acting(place, match.start(), mentions), match["head"])
    for pattern in (ZH_AFTER, ZH_BEFORE):
        if pattern in cues:
            yield from _in_chinese(pattern, place, mentions)


def _introduced(pattern: re.Pattern[str], place: Place, mentions: Sequence[Mention]) -> Iterator[Found]:
    for match in pattern.finditer(place.text):
        name = match["name"]
        while " " in name and is_no_name(name.split(" ")[0]):
            name = name.partition(" ")[2]
        at = match.end("name") - len(name)
        goes_on = pattern is APPOSITION and not place.title_case and _NAME_BEFORE.search(place.text[:at])
        if len(name) > 2 and not (is_no_name(name) or _is_acronym(name) or goes_on):
            yield _whole(place, at, name, mentions)


def _listed(place: Place, match: re.Match[str], mentions: Sequence[Mention]) -> Iterator[Found]:
    """ "models like A, B 2 and C"."""
    start = match.start("name")
    for name in _BETWEEN.split(match["name"]):
        at = place.text.index(name, start)
        start = at + len(name)
        if len(name) > 2 and not is_no_name(name) and not (name.isupper() and len(name) < 5):
            yield _whole(place, at, name, mentions)


def _in_chinese(pattern: re.Pattern[str], place: Place, mentions: Sequence[Mention]) -> Iterator[Found]:
    for match in pattern.finditer(place.text):
        name = match["name"].rstrip(".")
        if len(name) > 2 and not (_is_field_word(name) or is_no_name(name) or _is_acronym(name)):
            yield _whole(place, match.start("name"), name, mentions)


def _is_field_word(name: str) -> bool:
    """ "LLM", "AI Agent", "Flash-Lite": words of the field and variants, no names."""
    first = name.lower().split(" ")[0]
    return first in _FIELD_WORDS or _FIELD_WORDS.issuperset(first.split("-"))


def _is_acronym(name: str) -> bool:
    return len(name) < 4 and name.isalpha() and name.isupper()


def _whole(place: Place, start: int, name: str, mentions: Sequence[Mention]) -> Found:
    """The name with the version that follows it, and its family: the name without."""
    head = re.sub(r"[ -]?[vV]?\d[\w.]*$", "", name) or name
    pieces, end = read_tail(place.text, start + len(head), Spelling(head))
    whole = place.text[start:end] if pieces else name
    return Found("model", whole, _acting(place, start, mentions), head)


# --- Code names -------------------------------------------------------------------------------------------------------


def _code_names(place: Place, places: Sequence[Place], mentions: Sequence[Mention]) -> Iterator[Found]:
    for match in CODE_NAME.finditer(place.text):
        name = first_words(match["name"] or match["zh"], place)
        if name and _introduces_model(place.text, match, name, places):
            start = match.start("name") if match["name"] else match.start("zh")
            yield _whole(place, start, name, mentions)


def _introduces_model(text: str, match: re.Match[str], name: str, places: Sequence[Place]) -> bool:
    """Whether what is being named is a model: by the noun before, else by how the text speaks of the name."""
    before = text[max(0, match.start() - 90) : match.start("name") if match["name"] else match.start()]
    model, other = _last(_MODEL_NOUN, before), _last(_OTHER_NOUN, before)
    if model or other:
        return model > other
    after = text[match.end() : match.end() + 24]
    if _MODEL_NOUN.search(after) and not _OTHER_NOUN.search(after):
        return True
    return any(re.search(rf"{re.escape(name)}[”\"']? (?:AI )?(?:model|模型)", place.text) for place in places)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _acting(place: Place, before: int, mentions: Sequence[Mention]) -> str | None:
    """The company named last before the code name in its sentence, else its only one, else the title's only one."""
    here = [m for m in mentions if m.type == "company" and m.sentence == place.sentence]
    acting = [m for m in here if m.end <= before]
    if acting:
        return max(acting, key=lambda mention: mention.end).name
    in_title = {m.name for m in mentions if m.type == "company" and m.sentence == TITLE}
    for names in ({m.name for m in here}, in_title):
        if len(names) == 1:
            return names.pop()
    return None
