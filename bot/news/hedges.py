"""Words that turn, soften or ascribe a statement: negations, hearsay, possibility, plans, attributions, assurances.

Each is found with the stretch of text that it governs. What follows from them is judged in `faithful`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

CueKind = Literal["negation", "hearsay", "possibility", "plan", "attribution", "assurance"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at `start`..`end` that governs `scope_start`..`scope_end`."""

    kind: CueKind
    text: str
    start: int
    end: int
    scope_start: int
    scope_end: int


_NEGATION = (
    r"\b(?:(?:would|did|do|does|will)(?: not|n['’]t) (?:comment|say|discuss|elaborate|respond|reply|answer)|no longer|not(?! only| just| merely)|\w+n['’]t|cannot|never|no(?! one\b)(?!\.)|none|nobody|no one|nothing|neither|nor|without|"
    r"declin(?:e|es|ed|ing) to|refus(?:e|es|ed|ing)(?: to)?|fail(?:s|ed|ing|ure)? to|den(?:y|ies|ied|ying)|"
    r"reject(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|unlikely(?: to)?|yet to|unable to|stop(?:s|ped)? short of|hardly|"
    r"lack(?:s|ed|ing)?|dismiss(?:es|ed|ing)? (?!from\b)(?=[a-z]+ (?:claims?|suggestions?|allegations?|reports?|idea|rumou?rs?|criticism|accusations?|concerns?|calls?|charges?))|abandon(?:s|ed|ing)?|cancel(?:s|led|ed|ling)?|scrap(?:s|ped|ping)?|far from|(?:stop(?:s|ped)?|ceas(?:e|es|ed)|halt(?:s|ed)?|discontinu(?:e|es|ed)) (?=(?:\w+ing)\b)|instead of|rather than|avoid(?:s|ed|ing)?)\b"
    r"|没有|沒有|并未|並未|并没|尚未|从未|未能|未曾|未(?!来|來|必)|并非|並非|不(?:承认|認可|承認|认可)|不(?!仅|僅|断|斷|过|過|少|同(?!意)|久|足|到|得不|但|只|料|妨|良|锈|幸|惜|乏|愧|禁|法|等|已|俗|菲|时|由|管|论|顾|敌|满(?!意|足))|无法|無法|无意|[暂并毫尚绝从]无|无人(?![机驾区艇车])|无(?=一[人个名家]|需|须|缘|权|望|任何|证据|伤亡|人员)|没(?!有|收|落|入|药)|否认|否認|拒绝|拒絕|取消|放弃|非(?=公开|官方)"
)
_HEARSAY = (
    r"\b(?:reportedly|allegedly|supposedly|purportedly|apparently|seemingly|rumou?rs?|rumou?red|unconfirmed|(?:unnamed|anonymous) (?:sources?|people|persons?|officials?|executives?|employees?|insiders?)|"
    r"(?:is|are|was|were|has been|have been) (?:said|reported|believed|thought|understood|rumou?red|alleged|claimed) to|"
    r"(?:people|persons?|sources?|someone) (?:familiar|briefed|close|with (?:direct )?knowledge)|sources? (?:say|said|claim|told)|"
    r"(?<!face )(?<!faces )(?<!facing )claim(?:s|ed|ing)?(?! (?:by|of|against|for|from|over|as|were|was|are)\b)|alleg(?:e|es|ed|ing)|speculat(?:e|es|ed|ion)|leak(?:s|ed)?)\b"
    r"|据报道|據報導|据报导|据悉|据传|网传|盛传|据称|據稱|据说|传闻|傳聞|传言|知情人士|消息人士|匿名|爆料|声称|聲稱|疑似|未经证实|有消息称"
)
_POSSIBILITY = (
    r"\b(?:could(?!(?: not|n['’]t)\b)|may(?! \d)|might|possibl[ey]|perhaps|potential(?:ly)?|(?<!more )(?<!less )(?<!as )likely|head(?:s|ed|ing) for|on (?:course|track) (?:for|to)|poised to|tipped to|in line (?:for|to)|probabl[ey]|would(?! rather\b)(?!(?: not|n['’]t) (?:comment|say|discuss|elaborate|respond|reply|answer)\b)|if|consider(?:s|ed|ing)?|th(?:ink(?:s|ing)?|ought) (?:about|of)|toy(?:s|ed|ing)? with|"
    r"in talks|explor(?:e|es|ed|ing)|weigh(?:s|ed|ing)?|discuss(?:es|ed|ing)|appear(?:s|ed)? to|seem(?:s|ed)? to|mull(?:s|ed|ing)?|whether|unclear|unsure|uncertain|too (?:early|soon) to|suspected|looking (?:at|into)|(?<!the )(?<!its )(?<!new )(?<!public )fac(?:e|es|ing)(?= [a-z£$€\d])(?! (?:of|to|recognition|with|off|as|masks?)\b)|eye(?:s|d|ing)|"
    r"looking (?:set|to)|hop(?:e|es|ed|ing) to|should|(?<!than )expect(?:s|ed|ing)?|tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)? to|propos(?:e|es|ed)|"
    r"hypothesi[sz](?:e|es|ed|ing)|conjectur(?:e|es|ed)|suspect(?:s|ed)? that|negotiat(?:e|es|ed|ing))\b"
    r"|可能|或许|或許|也许|或将|或(?=于|在|会|将|达|面临|遭|因|需|致|可)|有望|考虑|考慮|洽谈|洽談|商谈|预计|預計|预期|似乎|拟议|若(?!干)|如果|倘若|假如|一旦|尝试|料(?=将|会|年|于|在|达|减|增)|恐怕|恐(?=将|会|难|致|成|遭|影响|面临)|是否|能否|不排除|涉嫌|嫌疑|疑(?=为|因|遭|被|涉)"
)
_PLAN = (
    r"\b(?:will(?! (?:still )?(?:keep|continue|remain|stay)\b)|won['’]t|shall|going to|plan(?:s|ned|ning)?(?: to)?|intend(?:s|ed|ing)?|aim(?:s|ed|ing)? (?:to|for)|set (?:to|for)|slated|pencilled in|about to|(?:(?<=\bis )|(?<=\bare )|(?<=\bwas )|(?<=\bwere )|(?<=, ))due to (?!an?\b|the\b|its\b|their\b|his\b|her\b|\w+(?:ing|s)\b)(?=[a-z]+\b)|"
    r"scheduled|(?<=\bis )to (?=[a-z]+\b)|(?<=\bare )to (?!blame\b)(?=[a-z]+\b)|prepar(?:e|es|ed|ing) to|pledg(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|vow(?:s|ed|ing)?|commit(?:s|ted)? to|"
    r"want(?:s|ed)? to|seek(?:s|ing)? to|(?<!\bwere )(?<!\bwas )(?<!\bbeen )(?<!\bare )(?<!\bis )ask(?:s|ed|ing)? to|decid(?:e|es|ed) to|mean(?:s|t)? to(?= \w+ )|on course to)\b"
    r"|将(?!近|军|来|其|此|之)|將(?!近)|计划|計劃|打算|拟(?!议)|擬|即将|即將|准备|準備|承诺|承諾|目标|有意(?!思|识|义|见)|力争|谋求|筹划|暂定|暫定|拟定|力争|力爭|争取(?=在|于|年|明)|有意|会(?=对|在|于|把|向|再|继续|推|发布|公布|给)|等到"
)
_ATTRIBUTION = (
    r"\b(?:according to|says?|said|told|tells|wrote|writes|reports? that|reported(?= (?:that|by|on))|reports?(?= (?:said|says))|noted|(?<=[,”\"] )added|(?<=\bhe )added|(?<=\bthey )added|argu(?:es|ed)|accus(?:e|es|ed|ing)(?= [^.,;]{2,40} of\b)|estimat(?:es|ed)|"
    r"announced|(?:study|report|survey|paper|poll|analysis|data) (?:found|finds|shows?|showed|suggests?)|found that|stated|citing|cited by|as reported by|reporting that)\b|\breported(?=[,.]|$)|(?<=[a-zA-Z] )reports(?=[.,]?$)"
    r"|据(?=[^，。]{2,20}(?:报道|报导|称|统计|介绍|透露))|表示|指出|透露|坦言|直言|写道|告诉|强调|说(?=[，,：:“])|宣称|(?<=[\w，”])称(?!为|之)|援引"
)
_ASSURANCE = (
    r"\b(?:confirm(?:s|ed|ing|ation)?|officially|formally|prov(?:e|es|ed|en)|proof|admit(?:s|ted|ting)?|acknowledg(?:e|es|ed|ing)|"
    r"guarantee(?:s|d)?|certain(?:ly)?(?! (?:types?|kinds?|cases?|conditions?|amount|extent))|beyond (?:any |all |a )?(?:reasonable )?doubt|no doubt|it(?:\'s|’s| is| was) (?:now )?(?:settled|decided|official|a fact|sure|known)|establish(?:es|ed)(?= (?:that|beyond|why|how|what|the cause))|determin(?:e|es|ed)(?= (?:that|why|how|what|the cause))|(?:court|judge|jury|inquiry|tribunal|investigators?|inspectors?|regulator|watchdog|commission|tests?) (?:has |have |had )?(?:found|ruled|held|established|determined|concluded|shown|showed|show|shows)|(?:tests?|evidence|analysis|footage) (?:has |have )?(?:shown|showed|shows?)|definitely|undoubtedly|clearly|conclusively|demonstrat(?:e|es|ed)(?= that\b)|verif(?:y|ies|ied)|established that)\b"
    r"|证实|證實|确认|確認|正式|官方|(?<!不)承认|(?<!不)承認|必将|必然|肯定|保证|确定(?!性)|確定|证明|證明|坐实|敲定|板上钉钉|毫无疑问"
)
_CUES: tuple[tuple[CueKind, re.Pattern[str]], ...] = (
    ("negation", re.compile(_NEGATION, re.IGNORECASE)),
    ("hearsay", re.compile(_HEARSAY, re.IGNORECASE)),
    ("possibility", re.compile(_POSSIBILITY, re.IGNORECASE)),
    ("plan", re.compile(_PLAN, re.IGNORECASE)),
    ("attribution", re.compile(_ATTRIBUTION, re.IGNORECASE)),
    ("assurance", re.compile(_ASSURANCE, re.IGNORECASE)),
)
_NO_CUE = re.compile(r"(?i:\bMay \d|\bno\.\s*\d|\bnot only\b|\bas if\b|\bwill of\b)|\bMay\b")
_CLAUSE_END = re.compile(
    r"[;:.!?。；：！？](?=\s|$|[^\d\s])|[,，、](?!\d)|\s(?:but|while|whereas|although|though|despite|because|and (?=(?:it|he|she|they|the)\b)|which|who|when|after|before|until|as (?=it|he|she|they|the))\b|但|而(?!且)|然而|尽管",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def cues(text: str) -> tuple[Cue, ...]:
    """All cues of a sentence, in the order of their kinds."""
    dropped = [m.span() for m in _NO_CUE.finditer(text)]
    found: list[Cue] = []
    for kind, pattern in _CUES:
        for match in pattern.finditer(text):
            if not any(a <= match.start() < b for a, b in dropped):
                found.append(_cue(kind, match, text))
    return tuple(found)


def _cue(kind: CueKind, match: re.Match[str], text: str) -> Cue:
    start, end = match.span()
    scope = (end, _clause_end(text, end))
    if kind in ("hearsay", "attribution", "assurance"):
        scope = (0, len(text))
    return Cue(kind, match[0], start, end, *scope)


def _clause_end(text: str, start: int) -> int:
    match = _CLAUSE_END.search(text, start)
    return match.start() if match else len(text)


def clause_ends(text: str) -> tuple[int, ...]:
    """Offsets at which a clause ends."""
    return tuple(m.start() for m in _CLAUSE_END.finditer(text))


_TURNING = re.compile(
    r"\b(?:not?|never|nobody|none|nothing|neither|nor|cannot|or|few(?:er)?|less|under|below|hardly|barely|scarcely|seldom|rarely|only|alone|sole|limit\w*|capp?(?:ed|s)?|away|against|off|"
    r"out of|instead|rather|except|unless|otherwise|other|else|without|lack\w*|miss(?:es|ed|ing)?|los[et]s?|losing|loss|fail\w*|short of|"
    r"struggl\w*|difficult\w*|hard|trouble|free of|spared?|saf(?:e|ely)|fine|intact|left open|open question|still|remains?|remained|yet|until|wait\w*|too(?= \w+ (?:to|for)\b)|"
    r"beat\w*|broke|break\w*|record|surviv\w*|stop\w*|halt\w*|end(?:s|ed)?|drop(?:s|ped)?|remov\w*|pull\w*|delet\w*|scrap\w*|cut|shut\w*|clos(?:e|es|ed)|"
    r"paus\w*|suspend\w*|postpon\w*|delay\w*|block\w*|ban(?:s|ned)?|bar(?:s|red)?|forb\w*|prohibit\w*|prevent\w*|barred|exclud\w*|exempt\w*|"
    r"dis(?:abl|miss|put|agre|continu|contin|believ|prov|allow|tanc|approv)\w*|contradict\w*|rebut\w*|refut\w*|contest\w*|challeng\w*|resist\w*|oppos\w*|"
    r"declin\w*|refus\w*|reject\w*|den(?:y|ies|ied|ial)\w*|spurn\w*|snub\w*|turn(?:s|ed|ing)? down|rul\w* out|withdr\w*|revers\w*|overturn\w*|"
    r"un(?:known|clear|able|likely|will|affect|touch|harm|hurt|injur|chang|resolv|answer|paid|fill|avail|certain|decid|related|true|found|prov)\w*|impossible|"
    r"illegal|invalid|insufficient|inconclusive|absent|absence|empty|zero|mystery|silen[ct]\w*|mere(?:ly)?|simply|just)\b|n['’]t\b"
    r"|打破|禁止|停|搁置|擱置|推迟|推遲|无|無|未|免|缺|失|仅|僅|只|难|難|少于|不|没|沒|拒|否|取消|除",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def turning_words(text: str) -> tuple[str, ...]:
    """What in it may deny without a negation: "only one came", "fewer than half", "away from the bridge"."""
    return tuple(m[0].lower() for m in _TURNING.finditer(text))


_WISH = re.compile(r"(?:hop|want|seek|aim|wish|tr(?:y|i)|attempt)", re.IGNORECASE)


def is_wish(cue: str) -> bool:
    """ "Hopes to", "wants to", "seeks to": one may stand for another."""
    return _WISH.match(cue) is not None
