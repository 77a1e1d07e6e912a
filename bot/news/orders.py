"""Sentences of strangers that speak to a machine instead of a reader, and marks that hide something in a text.

A brief neither quotes them nor shows them to a model. It knows forms of words, not intentions: what gets by here still
meets the faithfulness check, which admits nothing that the cited sentences don't say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from bot.news.model import Article
from bot.news.text import word_set

TAINTED = 3
"""Sentences after an order that are left out with it: what it wants said stands there, in plain words."""
LONGEST_TAG = 12
"""Sentences between a false tag and its end that are left out."""

_WHAT = r"(?:instruction|prompt|rule|guideline|direction|order|directive|command|constraint|guardrail|safeguard|filter|polic(?:y|ie)|context|training|task|message|text|article|content|source)s?"
_MACHINE = r"(?:a\.?i\.?|llms?|(?:large )?language models?|(?:ai |digital |virtual )?assistants?|chat ?bots?|bots?|summari[sz]ers?|summari[sz]ation (?:system|model|engine)s?|translators?|(?:ai |automated )?agents?|chatgpt|gpt|claude|gemini|copilot|models?|crawlers?|scrapers?|newsdesk)"
_OUTPUT = r"(?:summar(?:y|ies)|headline|digest|brief|answer|output|response|reply|translation|result|json)"


@cache
def _orders() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:ignore|disregard|forget|override|overrule|bypass|skip|drop|discard|neglect|do not (?:follow|obey)|don['’]t (?:follow|obey)|stop (?:following|obeying))\b"
        rf"[^.!?]{{0,30}}\b(?:your|all|any|every|the|these|those|this|previous|prior|above|earlier|preceding|system|safety|everything)\b[^.!?]{{0,30}}\b(?:{_WHAT}|above|before|said|told|learn(?:ed|t))\b"
        rf"|\b(?:you are|you['’]re) (?:now |no longer |actually |henceforth )(?!able|in\b[^.]{{0,20}}\bmarket)|\byou are (?:an?|the) (?:\w+ ){{0,3}}{_MACHINE}\b"
        rf"|^(?:please )?(?:act|behave|respond|roleplay|role-play) as (?:an?|if|though|the|my)\b|\bpretend (?:to be|you|that you)\b|\bfrom now on,? you\b|\blet['’]?s play a (?:game|role)"
        r"|\b(?:system|developer|hidden|secret|initial) (?:prompt|message|instructions?|override|note)s?\s*(?:[:：]|\bis\b|\bhas been\b|\bnow\b)|\breveal (?:your|the) (?:system |hidden |secret )?(?:prompt|instructions?|key)"
        r"|^\W*(?:system|assistant|developer|user|human|instructions?|inst|prompt|tool)\s*(?:\([^)]*\)|message|prompt)?\s*[:：>](?!\S*\d{2})\s*\S"
        r"|^STORY \d+:|^TEXTS TO WRITE ANEW"
        r"|(?:^|\n)\s*#{2,}\s*(?:system|instructions?|response|new task|task|prompt|assistant|user|input|output)\b"
        r"|\b(?:begin|end|start) (?:of )?(?:the )?(?:system |hidden |new |secret )?(?:prompt|instructions?|context|document|article|user (?:input|message))\b"
        rf"|\b(?:note|message|instructions?|attention|important|notice|dear|hey|hello|hi|directive|memo|warning|reminder) (?:to|for) (?:all |any |the |every |whatever |whichever |you,? |an? )?(?:\w+ )?{_MACHINE}\b\s*(?:[:：,!—–-]|(?:that|who|which) (?:read|reads|process|summari)|reading|processing|summari)"
        rf"|^(?:attention|dear|hey|hello|to|for|if you are|if you['’]re) (?:all |any |the |every |an? )?(?:\w+ )?{_MACHINE}\b\s*(?:[:：,!—–-]|reading|processing|summari)"
        rf"|\b(?:when|while|if|before|after) (?:you(?: are|['’]re)? |asked to )?(?:summari[sz](?:e|ing)|translat(?:e|ing)|condens(?:e|ing)|rewrit(?:e|ing)|process(?:ing)?|read(?:ing)?) (?:this|the|it)\b[^.!?]{{0,40}}\b(?:add|write|say|state|include|mention|must|always|never|append|insert|use|put|end|begin|replace|do not|don['’]t|output|respond|reply)\b"
        rf"|\b(?:in|of|to|into|from|at the (?:end|top|start|beginning) of|as) (?:your|the|every|each|all|this) (?:\w+ )?{_OUTPUT}\b[^.!?]{{0,60}}\b(?:you (?:must|should|will|shall)|must|always|add|write|say|state|include|mention|append|insert|put)\b"
        rf"|(?:^|[;:,.] ?|\band |\bthen |\bplease |\bmust |\bshould |\bto )(?:add|insert|include|append|output|print|write|reply|respond|answer|say|state|mention|post|repeat|return|use|set|replace|put|end|begin|finish|emit|embed|render|display|place|attach|link|prefix|prepend|close|start|recommend|promote|advertise|praise|notify|tag|ping|suggest|quote|cite|highlight)\b(?:[^.!?]|[.](?=\S)){{0,80}}\b(?:in|to|into|as|at|of|with|for|from) (?:your|the|this|every|each|all|its) (?:\w+ ){{0,2}}(?:{_OUTPUT}|text|readers?|users?|reply|sentence|first (?:line|sentence)|last (?:line|sentence)|title)\b"
        r"|^(?:please |now |instead,? |always |you must |you should |be sure to |make sure (?:to|you) )?(?:add|insert|include|append|output|print|write|reply|respond|answer|post|repeat|return|emit|embed|render)\b[^.!?]{0,40}\b(?:link|url|following|verbatim|exactly|word for word|only|image|markdown|json|words?|sentence|phrase|text)\b"
        r"|^(?:please |now |instead,? |always |you must |you should )(?:say|state|report|write|claim|announce|tell|describe|call|summari[sz]e|translate|mention|portray)\b"
        r"|^(?:say|state|write|claim|tell (?:the |your |all )?(?:readers?|users?|them|everyone|people)|summari[sz]e (?:this|the|it)|translate (?:this|the|it)|describe (?:this|the)|report (?:that|instead|only)|announce that|conclude that|mention that|make (?:it|the (?:headline|summary))|set the|replace (?:the|all|every|any)) ?(?:that|as|in|with|to|by|headline|summary)?\b"
        r"|^(?:do not|don['’]t|never) (?:mention|summari[sz]e|tell|reveal|cite|quote|check|say|report|translate|include|disclose|write|follow|warn)\b"
        rf"|\byour (?:new |only |real |actual |true |next |sole |first |primary |final )?(?:task|instructions?|job|goal|role|prompt|headline|summary|output|answer|objective|mission|purpose|persona|reply|response)s? (?:is|are|now|must|should|has|have|will be|changed)\b"
        r"|\b(?:new|updated|real|actual|additional|hidden|secret|urgent|revised|corrected|following|special|priority) (?:system |task |user |admin )?(?:instructions?|prompts?|tasks?|directives?)\s*(?:[:：]|for you\b|follow\b|are\b|is to\b)"
        r"|\b(?:this|the following) (?:overrides|supersedes|replaces|takes precedence|cancels)\b[^.!?]{0,40}\b(?:instruction|prompt|rule|above|earlier|previous|else|other)"
        r"|\b(?:developer|jailbreak|dan|sudo|debug|admin|maintenance|god|test|unrestricted) mode\b[^.!?]{0,20}\b(?:enabled?|activated?|on|engaged|unlocked|now)\b"
        r"|\b(?:decode|execute|evaluate|follow|obey) (?:this|the following|these|what follows|the (?:base64|hex|rot13|encoded|hidden)|every (?:order|instruction))\b|\bbase64\b[^.!?]{0,60}\b(?:decode|follow|obey|instruction)|\brot13\b"
        r"|\bas an? (?:a\.?i\.?|large language|language) (?:language )?(?:model|assistant),? (?:i|you)\b"
        r"|\bsudo \S+|\b(?:call|invoke|use) the \w+ (?:tool|function)\b[^.!?]{0,30}\b(?:with|to)\b",
        re.IGNORECASE,
    )


@cache
def _other_tongues() -> re.Pattern[str]:
    return re.compile(
        r"(?:忽略|无视|無視|忽視|忘记|忘記|忘掉|抛开|绕过|不要(?:遵守|理会|管)|停止(?:遵守|执行))[^。！？]{0,20}(?:指令|指示|提示|规则|規則|要求|设定|設定|命令|限制|内容|任务)"
        r"|(?:你现在是|你現在是|从现在起,?，?你|從現在起|请扮演|你将扮演|假装你|假裝你|你是一个|你是一個)"
        r"|(?:系统|系統)(?:提示|消息|指令|信息|讯息)\s*(?:[:：]|词)|^\W*(?:系统|系統|助手|指令|提示词|指示)\s*[:：]"
        r"|^(?:请|請|务必|必须|必須|现在|立即|直接)(?:务必|必须|直接|只|仅|你)?(?:在|把|将|將|输出|輸出|回复|回覆|写|寫|说|說|加|添加|插入|改写|翻译|報告|报告|声称|宣布)"
        r"|(?:在|于)(?:你的|您的|本)?(?:摘要|总结|總結|标题|標題|回答|回复|输出|译文|翻译)(?:的?(?:开头|末尾|结尾|最后))?(?:中|里|裡|内)?(?:请|必须|务必|要|应|应该|加|加入|添加|写|写上|写明|插入|附上|声明|说明|注明)"
        r"|(?:给|致|各位)(?:\S{0,4})(?:AI|人工智能|大模型|语言模型|机器人|助手|模型)的?(?:指令|指示|说明|提示|注意|消息|留言)|(?:新的|真正的|最新的|隐藏)(?:任务|指令|指示|系统提示)\s*(?:[:：]|是|如下)"
        r"|(?:总结|摘要|翻译|改写)(?:本文|这篇|此文|该文)?(?:时|的时候)[^。]{0,10}(?:请|必须|务必|要|不要|应)|开发者模式|越狱模式"
        r"|\b(?:ignorier(?:e|en sie|t)|missachte|vergiss|vergessen sie)\b[^.!?]{0,50}(?:anweisung|anleitung|regel|vorgabe|befehl|aufforderung|prompt)|\bdu bist (?:jetzt|nun|ab jetzt)\b|\bschreibe? (?:in|statt|stattdessen|dass)\b"
        r"|\b(?:ignore[zr]?|oublie[zr]?)\b[^.!?]{0,50}(?:instruction|consigne|règle|directive)|\btu es (?:maintenant|désormais)\b|\bvous êtes (?:maintenant|désormais)\b"
        r"|\b(?:ignora|ignore|ignoren|olvida|olvide)\b[^.!?]{0,50}(?:instrucci|reglas|indicaci|órdenes)|\bahora eres\b"
        r"|(?:игнорируй|забудь|не следуй)[^.!?]{0,60}(?:инструкц|указан|правил|команд)|\bты теперь\b"
        r"|(?:指示|命令|ルール|プロンプト|規則)[^。]{0,12}(?:無視|忘れ|従わない)|(?:以前|前|上記)の(?:指示|命令)|あなたは(?:今|これ)から"
        r"|(?:지시|명령|규칙|프롬프트)[^.]{0,12}(?:무시|잊)|(?:무시하고|무시하라)|너는 이제|당신은 이제",
        re.IGNORECASE,
    )


_FALSE_TAG = re.compile(
    r"<\s*/?\s*(?:system|assistant|user|developer|instructions?|prompt|im_start|im_end|tool\w*|function\w*|sys|inst|task|order|admin|context|document|article|source|story|output|answer|headline)\b[^<>]*>"
    r"|<\|[^|<>]{1,40}\|>|\[/?\s*(?:inst|sys|system|assistant|user|instructions?|end of \w+)\s*\]|<<\s*/?\s*sys\s*>>|\{\{[^{}]{0,60}\}\}|</?s>",
    re.IGNORECASE,
)
_TAG_OPENS = re.compile(
    r"<\s*(?:system|assistant|user|developer|instructions?|prompt|sys|inst|task|order|admin|context)\b[^<>]*>|\[\s*(?:inst|sys|system|instructions?)\s*\]|<<\s*sys\s*>>|<\|im_start\|>",
    re.IGNORECASE,
)
_TAG_CLOSES = re.compile(
    r"<\s*/\s*(?:system|assistant|user|developer|instructions?|prompt|sys|inst|task|order|admin|context)\b[^<>]*>|\[/\s*(?:inst|sys|system|instructions?)\s*\]|<<\s*/\s*sys\s*>>|<\|im_end\|>",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"!\[[^\]]*\]\s*\(|\]\(\s*(?:https?:|//|javascript:|data:|mailto:)|<\s*(?:img|a|script|iframe|svg|style|meta|object|form|link|input|div|span|p|br)\b[^<>]*>|<!--|-->|javascript:|data:(?:text|image)/",
    re.IGNORECASE,
)
_JSON = re.compile(
    r"[\"”']\s*[}\]]\s*[,}\]{]|[{,]\s*[\"“']\w+[\"”']\s*:|[\"“'](?:role|content|headline|sentences|cites|stories|story|texts?|system|language)[\"”']\s*:|\\u00[0-9a-f]{2}|\\n\\n|\\\"",
    re.IGNORECASE,
)
_ENCODED = re.compile(
    r"(?<![\w/+=-])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{28,}={0,2}(?![\w/+])"
    r"|(?<!\w)[A-Za-z0-9+/]{16,}={1,2}(?!\w)|(?<!\w)(?:[0-9a-fA-F]{2}[ :]?){20,}(?!\w)|(?:%[0-9a-fA-F]{2}){6,}|(?:\\x[0-9a-fA-F]{2}){4,}|(?:&#x?[0-9a-fA-F]+;){4,}|(?:[01]{8}\s){4,}"
)
_SPACED_OUT = re.compile(r"(?<!\w)(?:[A-Za-z][ ._*-]{1,2}){7,}[A-Za-z](?!\w)")
_MIXED_WORD = re.compile(r"[A-Za-z]+[а-яёіӏА-ЯЁІα-ωΑ-Ω]+[A-Za-z]*|[а-яёіӏА-ЯЁІα-ωΑ-Ω]+[A-Za-z]{2,}")
_HIDDEN = re.compile(
    "[\U000e0000-\U000e007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_SMUGGLED = re.compile("[\U000e0020-\U000e007f]|[\u202a-\u202e\u2066-\u2069]|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")


def unmasked(text: str) -> str:
    """The text as it is read: without invisible characters, look-alike forms (full width, mathematical) made plain."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _HIDDEN.sub("", text))


# Most sentences hold none of the words that an order needs: looking for those first takes a hundredth of the time.
_TELLING = word_set(
    """
    ignore disregard forget override overrides overrule bypass skip drop discard neglect follow following obey obeying
    you youre act behave respond roleplay role pretend play prompt prompts message messages instruction instructions
    reveal system assistant developer user human inst tool task tasks response input note attention important notice dear
    hey hello directive directives memo warning reminder summary summaries headline digest brief answer output reply
    translation result json reader readers users sentence title line your supersedes replaces precedence cancels mode
    decode execute evaluate follow base64 rot13 sudo function context document article link url verbatim exactly markdown
    image word words phrase text story texts summarize summarise summarizing summarising translate translating condense condensing
    rewrite rewriting ai
    """
)
_FIRST_WORDS = word_set(
    """
    please now instead always be make act behave respond roleplay attention dear hey hello to for if add insert include
    append output print write reply answer post repeat return emit embed render say state claim tell describe report
    announce conclude mention set replace do don never summarize summarise translate call invoke use
    """
)
_TONGUE_STEMS = ("ignor", "missacht", "vergiss", "vergess", "schreib", "oubli", "olvid")
_TONGUE_WORDS = word_set("du tu ahora")
_WORD = re.compile(r"[a-z]+\d*")
_LONG_TOKEN = re.compile(r"\S{16}|(?:\b[0-9a-fA-F]{2}[ :]){8}|[01]{8}\s")


@lru_cache(maxsize=20_000)
def is_order(text: str) -> bool:
    """Whether a sentence, or a title, speaks to a machine, or hides something from its reader."""
    if not text.isascii() and (_SMUGGLED.search(text) or _MIXED_WORD.search(text)):
        return True
    plain = unmasked(text).strip()
    return any(pattern.search(plain) for pattern in _worth_trying(plain))


def _worth_trying(text: str) -> Iterator[re.Pattern[str]]:
    words = _WORD.findall(text.lower())
    found = frozenset(words)
    if not found.isdisjoint(_TELLING) or not _FIRST_WORDS.isdisjoint(words[:1]):
        yield _orders()
    if not text.isascii() or not found.isdisjoint(_TONGUE_WORDS) or any(w.startswith(_TONGUE_STEMS) for w in found):
        yield _other_tongues()
    yield from (_FALSE_TAG, _MARKUP, _JSON, _SPACED_OUT)
    if _LONG_TOKEN.search(text):
        yield _ENCODED


def trusted(sentences: Sequence[str]) -> tuple[bool, ...]:
    """For each sentence of an article, whether a brief may rest on it: no order, nor within reach of one."""
    fine = [True] * len(sentences)
    reach, inside = 0, 0
    for n, text in enumerate(sentences):
        if _TAG_OPENS.search(text):
            inside = LONGEST_TAG
        if is_order(text):
            reach = TAINTED + 1
        fine[n] = not (reach or inside)
        reach, inside = max(0, reach - 1), max(0, inside - 1)
        if _TAG_CLOSES.search(text):
            inside = 0
    return tuple(fine)


def without_orders(article: Article) -> Article:
    """The article with every sentence that can't be trusted made empty, its place kept; no sentences where none is left."""
    fine = trusted(article.sentences)
    title = "" if article.title and is_order(article.title) else article.title
    if all(fine) and title == article.title:
        return article
    kept = tuple(text if good else "" for text, good in zip(article.sentences, fine, strict=True))
    return replace(article, title=title, sentences=kept if any(fine) else ())


_LINK = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|ai|co|dev|example|test|info|xyz|ru|cn|me|app|ly|gg)(?:/\S*)|\S+@\S+\.\w", re.IGNORECASE)  # fmt: skip
_MARKS = re.compile(r"[<>`{}|\\\[\]*_~]|(?:^|\s)[#@]\w|^\s*(?:[-•>#]|\d+[.)])\s|&(?:#\w+|\w+);")
_BARE_NAME = re.compile(r"\b[\w-]+\.(?:com|net|org|io|ai|co|dev|xyz|info|app|example)\b", re.IGNORECASE)


def is_plain(text: str, sources: str = "") -> bool:
    """Whether a sentence that a model wrote is plain words: no markup, no link, no mention, nothing invisible, one line.

    A site's name ("character.ai") may stand in it where it stands in the sources.
    """
    if _LINK.search(text) or _MARKS.search(text) or _HIDDEN.search(text):
        return False
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") for c in text):
        return False
    known = sources.casefold()
    return all(m[0].casefold() in known for m in _BARE_NAME.finditer(text)) and not is_order(text)
