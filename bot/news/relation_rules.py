"""The patterns of relations: how sentences with marks (⟦0⟧, ⟦1⟧ …) for their names say who does what to whom.

English, Chinese, and the plainest ways of Japanese, Korean and German. `relations` reads the matches and refuses those
that aren't meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.news.model import NameType, Verb

MARK = r"⟦\d+⟧"

_LEAD = (  # what may stand between a subject and its verb without changing who acts
    r"(?:,(?: (?!⟦|which (?:said|says)\b)[^,;:⟦⟧]{2,80}),)?"
    r"(?: (?:that|which|who))?"
    r"(?P<say> (?:said|says|announced|confirmed|revealed|denied|denies)(?: (?:on|in|last|this) \w+| today)?(?: that)?"
    r"(?: (?:it|they|the company))?)?"
    r"(?: (?:has|have|had|is|was|are|were|will|been|be|also|now|already|reportedly|allegedly|formally|officially|quietly"
    r"|recently|just|begin|begins|began|begun|start|starts|started|continue|continues|continued|today|yesterday|finally|separately|first|on \w+day|in (?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)|(?P<not>not|never)))*?"
    r"(?P<nt>(?: (?:did|does|do|has|have|is|was|were))(?: not|n't)(?: yet| been)?)? "
)
_FILL = r"(?:(?!(?:about|on|for|with|against|to|from|in|at|by|as|and|or|that|which|who|than|over|like|of|when|where|after|before|behind|near|around|through|via|into|between|rival|former)\b)[\w$€£.%'-]+|versions? of|generations? of|series of|family of|weights of|part of|most of|some of|all of)"
_GAP = (
    rf"(?: {_FILL}){{0,7}}?(?: (?:models?|systems?|assistant|chatbot|LLM)(?:,|,? (?:called|named|dubbed|code-named)))?"
    rf" (?:{MARK}(?:'s)? (?:{_FILL} ){{0,3}}?)?"
)


def _by(verbs: str, participle: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The active and the passive pattern of a verb."""
    active = re.compile(rf"⟦(?P<s>\d+)⟧{_LEAD}(?:{verbs}){_GAP}⟦(?P<o>\d+)⟧(?P<tail>.{{0,24}})")
    passive = re.compile(
        rf"⟦(?P<o>\d+)⟧(?:,[^,;:⟦⟧]{{2,80}},)?(?: (?:which|that))?(?: (?:has|have|had|was|were|is|are|been|being|reportedly|now|also|recently))*"
        rf"(?P<not> not)? (?:{participle}) by (?:the |US |Chinese |French |tech giant |start-?up |parent )*⟦(?P<s>\d+)⟧(?P<tail>.{{0,24}})"
    )
    return active, passive


_Types = frozenset[NameType]
_Phrase = tuple[Verb, str, _Types, _Types]
"""What a rule tells, its pattern, and what its subject and its object may be."""


@dataclass(frozen=True, slots=True)
class Rule:
    verb: Verb
    pattern: re.Pattern[str]
    subject: _Types
    object: _Types


_C: _Types = frozenset({"company"})
_M: _Types = frozenset({"model"})
_ANY = _C | _M

_VERBS: tuple[tuple[Verb, str, str, _Types, _Types], ...] = (
    ("uses", r"us(?:es|ed|ing|e)|adopt(?:s|ed|ing)?|rel(?:ies|ied|ying|y) on|runs? on|deploy(?:s|ed|ing)?|switch(?:es|ed)? to"
     r"|integrat(?:es|ed|ing)|turn(?:s|ed) to", r"used|adopted|deployed", _ANY, _M),
    ("releases", r"releas(?:es|ed|ing)|launch(?:es|ed|ing)?|unveil(?:s|ed|ing)?|introduc(?:es|ed|ing)|publish(?:es|ed|ing)"
     r"|open-?sourc(?:es|ed|ing)|roll(?:s|ed|ing) out|debut(?:s|ed)|ship(?:s|ped)", r"released|launched|unveiled|introduced|open-?sourced|published", _C, _M),
    ("makes", r"develop(?:s|ed|ing)?|builds?|built|building|creat(?:es|ed|ing)|makes?|made|trains|trained", r"developed|built|created|made|trained", _C, _M),
    ("funds", r"invest(?:s|ed|ing)? (?:(?:an additional|another|about|around|up to|roughly|more than|nearly|over|a further) )?(?:[$€£]?[\d.,]+ ?(?:\w+ )?)?in(?:to)?"
     r"|back(?:s|ed)|fund(?:s|ed)|led (?:a|the) (?:[\w$€£.,-]+ ){0,5}(?:round|investment) (?:in|for)", r"backed|funded", _C, _C),
    ("buys", r"acquir(?:es|ed|ing)|buys?|bought|buying|(?:agree[sd]?|signed an agreement) to (?:acquire|buy)|complet(?:es|ed) (?:its|the) (?:[\w$.-]+ ){0,3}(?:acquisition|purchase|takeover) of"
     r"|snapped up", r"acquired|bought", _C, _ANY),
    ("owns", r"owns?|owned|controls", r"owned|controlled", _C, _ANY),
    ("sues", r"(?:counter-?)?sue[sd]?|suing|filed (?:a|an) (?:[\w-]+ ){0,3}?(?:lawsuit|suit|complaint|action) against|t(?:akes|ook) legal action against", r"sued", _C, _C),
    ("measures", r"rank(?:s|ed)|benchmark(?:s|ed)|evaluat(?:es|ed)|tested|tests|measured|measures|scored", r"ranked|benchmarked|evaluated|tested|measured", _C, _M),
)  # fmt: skip
"""Verbs that are read in the active and in the passive."""

_DEAL = r"(?:partner(?:s|ed|ing)? with|team(?:s|ed|ing)? up with|collaborat(?:es|ed|ing) with|join(?:s|ed) forces with|sign(?:s|ed) (?:a|an) (?:[\w$.-]+ ){0,5}(?:deal|agreement|partnership|pact) with|str(?:ikes|uck) (?:a|an) (?:[\w$.-]+ ){0,5}(?:deal|partnership) with|announce[sd]? (?:a|an) (?:[\w$.-]+ ){0,5}(?:partnership|collaboration|alliance) with)"
_PHRASES: tuple[_Phrase, ...] = (
    ("partners", rf"⟦(?P<s>\d+)⟧{_LEAD}{_DEAL}{_GAP}⟦(?P<o>\d+)⟧(?P<tail>.{{0,24}})", _C, _C),
    ("partners", r"⟦(?P<s>\d+)⟧ and ⟦(?P<o>\d+)⟧(?: have| has| today| on \w+day)*(?P<not> not)? (?:partnered|teamed up|joined forces|(?:announced|signed|struck|formed|entered) (?:a|an|into a) (?:[\w$.-]+ ){0,5}(?:partnership|collaboration|alliance|deal|agreement))\b(?P<tail>.{0,24})", _C, _C),
    ("partners", r"(?:partnership|collaboration|alliance) between ⟦(?P<s>\d+)⟧ and ⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _C, _C),
    ("competes", rf"⟦(?P<s>\d+)⟧{_LEAD}(?:compet(?:es|ed|ing) with|rivals|takes? on|challeng(?:es|ed)){_GAP}⟦(?P<o>\d+)⟧(?P<tail>.{{0,24}})", _ANY, _ANY),
    ("competes", r"⟦(?P<s>\d+)⟧(?:'s|,| and| against| over)? (?:a |an |the )?(?:(?:main|chief|biggest|closest|arch|larger|smaller) ?-?)?(?:rival|competitor) (?:to |of )?⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _ANY, _ANY),
    ("derived from", rf"⟦(?P<s>\d+)⟧(?:,[^,;:⟦⟧]{{2,60}},)?(?: (?:which|that|is|was|are|were|has|been|itself|largely|also|models?|reportedly))*(?P<not> not)?,? (?:based on|built on(?: top of)?|derived from|fine-?tuned (?:from|on)|distilled from|a derivative of|a fork of|forked from|a (?:fine-?tuned|modified|distilled|quantised|quantized) version of){_GAP}⟦(?P<o>\d+)⟧(?P<tail>.{{0,24}})", _M, _M),
    ("derived from", r"derivatives? of ⟦(?P<o>\d+)⟧ (?:was|were|is|are)(?: (?:then|also|first))? (?:announced|released|launched|unveiled|introduced|published): (?:⟦\d+⟧(?: [A-Z]\w+)?'s? |the |its )?⟦(?P<s>\d+)⟧(?P<tail>.{0,24})", _M, _M),
    ("funds", r"⟦(?P<o>\d+)⟧(?:,[^,;:⟦⟧]{2,80},)?(?: has| have| had| today| on \w+day| reportedly)* (?:raised|secured|raises|secures|closed|closes) [^;:⟦⟧]{2,100}?(?:from|led by) ⟦(?P<s>\d+)⟧(?P<tail>.{0,24})", _C, _C),
    ("funds", r"\bled by ⟦(?P<s>\d+)⟧(?:(?:, | and |, and )⟦\d+⟧){0,4}, valuing ⟦(?P<o>\d+)⟧(?P<tail>)", _C, _C),
    ("funds", r"\bled by ⟦\d+⟧(?:,)? and ⟦(?P<s>\d+)⟧, valuing ⟦(?P<o>\d+)⟧(?P<tail>)", _C, _C),
    ("uses", r"⟦(?P<s>\d+)⟧[^;:?⟦⟧]{2,90}?\b(?:contributions?|role|use|reliance)(?: of| on) ⟦(?P<o>\d+)⟧ (?:to|in|for) (?:its|their) (?:own )?(?:[\w-]+ )?(?:models?|products?|systems?|services?|training)\b(?P<tail>.{0,24})", _C, _M),
    ("uses", r"⟦(?P<s>\d+)⟧(?:,[^,;:⟦⟧]{2,80},)?(?: (?:is|are|was|were|now|which|that))*(?P<not> not)? powered by (?:⟦\d+⟧'s )?⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _ANY, _M),
    ("uses", rf"⟦(?P<s>\d+)⟧{_LEAD}(?:us(?:es|ed|ing)|deploy(?:s|ed)|rel(?:ies|ied) on|bought|buys)(?: [\w,.]+){{0,3}}? ⟦(?P<o>\d+)⟧(?:'s)? (?P<tail>(?:(?:AI|graphics|own|latest|new) )*(?:chips?|GPUs?|TPUs?|processors?|accelerators?|cloud|hardware)\b)", _C, _C),
    ("makes", r"⟦(?P<s>\d+)⟧'s? (?:(?:new|latest|own|flagship|popular|open|open-source|open-weight|closed|upcoming|unreleased|AI|chatbot|coding|model) ){0,4}⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _C, _M),
    ("makes", r"⟦(?P<o>\d+)⟧(?:,| is| was) ⟦(?P<s>\d+)⟧'s (?:[\w-]+ ){0,4}?(?:latest|newest|new|first|own|flagship|largest|smallest|fastest|best|state-of-the-art|model|series|version|iteration|chatbot|assistant)\b(?P<tail>)", _C, _M),
    ("makes", r"⟦(?P<o>\d+)⟧[ -](?:maker|creator|developer) ⟦(?P<s>\d+)⟧(?P<tail>.{0,24})", _C, _M),
    ("makes", r"⟦(?P<s>\d+)⟧, (?:the |a )?(?:[\w-]+ ){0,3}(?:maker|creator|developer|company behind) (?:of )?(?:the )?⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _C, _M),
    ("partners", r"⟦(?P<s>\d+)⟧ and (?:[\w-]+ ){0,3}?⟦(?P<o>\d+)⟧ (?:will |are to )?(?:jointly |together )?(?:build|develop|work together|collaborate|cooperate)\b(?P<tail>)", _C, _C),
    ("partners", r"⟦(?P<s>\d+)⟧, ⟦(?P<o>\d+)⟧,? and ⟦\d+⟧(?: have| has| today| on \w+day)*(?P<not> not)? (?:(?:announced?|signed|struck|formed|entered) (?:[\w$.-]+ ){0,5}(?:partnerships?|collaboration|alliance))\b(?P<tail>)", _C, _C),
    ("partners", r"⟦(?P<s>\d+)⟧, ⟦\d+⟧,? and ⟦(?P<o>\d+)⟧(?: have| has| today| on \w+day)*(?P<not> not)? (?:(?:announced?|signed|struck|formed|entered) (?:[\w$.-]+ ){0,5}(?:partnerships?|collaboration|alliance))\b(?P<tail>)", _C, _C),
    ("partners", r"⟦\d+⟧, ⟦(?P<s>\d+)⟧,? and ⟦(?P<o>\d+)⟧(?: have| has| today| on \w+day)*(?P<not> not)? (?:(?:announced?|signed|struck|formed|entered) (?:[\w$.-]+ ){0,5}(?:partnerships?|collaboration|alliance))\b(?P<tail>)", _C, _C),
    ("partners", r"⟦(?P<s>\d+)⟧ and ⟦(?P<o>\d+)⟧ (?:partner|(?:expand|extend|deepen|renew)(?:ed)? (?:their |its |a )?(?:[\w-]+ )?(?:partnership|collaboration|alliance)|team up|join forces)\b(?P<tail>)", _C, _C),
    ("partners", r"⟦(?P<s>\d+)⟧ [^.;⟦⟧]{3,80}? with (?:the )?(?:help|support) (?:from|of) ⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _C, _C),
    ("partners", r"⟦(?P<s>\d+)⟧ and ⟦(?P<o>\d+)⟧ (?:strike|struck|reach|reached|sign|signed|ink|inked|agree|agreed|announce|announced)(?: on)? (?:a |an )?(?:[\w$.-]+ ){0,6}(?:deal|agreement|pact|partnership)\b(?P<tail>)", _C, _C),
    ("releases", r"⟦(?P<s>\d+)⟧'s (?:\w+ )?(?:unveiling|release|launch|introduction|debut) of (?:the )?⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _C, _M),
    ("competes", r"⟦(?P<s>\d+)⟧(?! and)[^.;:⟦⟧]{2,80}? to (?:challenge|take on|rival|compete with) ⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _ANY, _ANY),
    ("buys", r"⟦(?P<s>\d+)⟧ (?:has |have )?(?:officially |formally )?(?:close[sd]?|complete[sd]?|finali[sz]e[sd]?|announce[sd]?) (?:its )?⟦(?P<o>\d+)⟧ (?P<tail>(?:acquisition|takeover|purchase|buyout)\b)", _C, _C),
    ("owns", r"⟦(?P<o>\d+)⟧ is (?:now )?(?:officially )?(?:a )?(?:part|subsidiary|unit) of ⟦(?P<s>\d+)⟧(?P<tail>.{0,24})", _C, _C),
    ("uses", r"⟦(?P<o>\d+)⟧(?:,[^;:⟦⟧]{2,80},)? (?:counts|numbers) ⟦(?P<s>\d+)⟧ (?:among|as) (?:its|a) (?P<tail>(?:customers|clients|users|customer|client)\b)", _C, _C),
    ("funds", r"⟦(?P<s>\d+)⟧-backed (?:[a-z][\w-]* ){0,3}⟦(?P<o>\d+)⟧(?P<tail>)", _C, _C),
    ("funds", r"⟦(?P<s>\d+)⟧(?: will| to| is to| plans to| has agreed to| agreed to) invest (?:(?:up to|about|around|more than|nearly|over|another|an additional) )*[$€£]?[\d.,]+ ?(?:\w+ )?in ⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _C, _C),
    ("owns", r"⟦(?P<o>\d+)⟧ gehört (?:(?:nun|jetzt|seit|mehrheitlich|inzwischen|künftig|zu|zur|zum|der|dem|\d+) )*⟦(?P<s>\d+)⟧(?P<tail>.{0,24})", _C, _C),
    ("buys", r"⟦(?P<s>\d+)⟧ (?:übernimmt|kauft)(?: \w+){0,4}? ⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _C, _C),
    ("releases", r"⟦(?P<s>\d+)⟧ (?:veröffentlicht|stellt|bringt)(?: \w+){0,4}? ⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _C, _M),
    ("owns", r"⟦(?P<s>\d+)⟧, (?:the )?(?:owner|parent)(?: company)? of (?:the )?⟦(?P<o>\d+)⟧(?P<tail>.{0,24})", _C, _ANY),
    ("owns", r"⟦(?P<o>\d+)⟧, (?:a|the) (?:[\w-]+ ){0,2}?(?:subsidiary|unit|division|arm) of ⟦(?P<s>\d+)⟧(?P<tail>.{0,24})", _C, _C),
)  # fmt: skip

_ZH_LEAD = r"(?:[^，。；;：！？⟦⟧、与和被对向据由的]{0,14}?)"
_ZH_GAP = r"(?:了)?(?!者)(?:[^，。；;：！？⟦⟧]{0,12}?)(?:⟦\d+⟧的?)?[《“「]?"
_CHINESE_VERBS: tuple[_Phrase, ...] = (
    ("releases", r"(?:发布|發布|推出|开源|開源|上线|上線|發表|发表|釋出|释出|祭出)", _C, _M),
    ("uses", r"(?:使用|采用|採用|接入|引入|搭载|搭載|集成|整合|部署|內建|内置)", _ANY, _M),
    ("makes", r"(?:研发|开发|開發|打造)", _C, _M),
    ("buys", r"(?:收购|收購|并购|併購)", _C, _ANY),
    ("funds", r"(?:投资|投資|注资|领投|領投|参投|入股)", _C, _C),
    ("sues", r"(?:起诉|起訴|控告|状告)", _C, _C),
    ("owns", r"(?:控股|全资拥有)", _C, _C),
)
_CHINESE_PHRASES: tuple[_Phrase, ...] = (
    ("releases", r"⟦(?P<s>\d+)⟧(?P<lead>)[\s的]?(?:首款|最新|新一代|新模型|大模型|旗舰模型|模型){0,2}\s?[《“「]?⟦(?P<o>\d+)⟧[》”」]?(?:系列|模型|版本|新版本|也|与⟦\d+⟧(?:⟦\d+⟧)?同日|正式|同步|今日|全面|\s){0,4}(?:开源|開源|发布|發布|上线|上線|首发|面世|亮相|開放)(?P<tail>.{0,12})", _C, _M),
    ("releases", r"⟦(?P<s>\d+)⟧(?P<lead>)(?:近日|昨日|今日|正式)?在(?:发布|發布|推出|开源)⟦(?P<o>\d+)⟧(?P<tail>后|後|之后|的同时)", _C, _M),
    ("competes", r"⟦(?P<s>\d+)⟧(?P<lead>)[^。；;⟦⟧]{0,12}(?:⟦\d+⟧[^。；;⟦⟧]{0,16})?(?:挑战|挑戰|叫板|抗衡|对抗)⟦(?P<o>\d+)⟧(?P<tail>.{0,12})", _C, _C),
    ("makes", r"⟦(?P<s>\d+)⟧(?P<lead>)的?(?:视频|图像|语音|音乐|语言|推理|世界|自研|新|开源|大){0,3}模型⟦(?P<o>\d+)⟧(?P<tail>.{0,12})", _C, _M),
    ("partners", r"⟦(?P<s>\d+)⟧(?P<lead>(?:近日|今日|宣布|正式|将|將|\s){0,2})(?:联合|聯合|携手|攜手|联手|聯手|偕)⟦(?P<o>\d+)⟧(?P<tail>.{0,12})", _C, _C),
    ("partners", r"⟦(?P<s>\d+)⟧(?P<lead>)[与與和跟]⟦(?P<o>\d+)⟧(?:宣布|将|將)?(?:联手|聯手|携手|攜手|结盟|結盟|达成[^，。；;⟦⟧]{0,8}合作)(?P<tail>.{0,12})", _C, _C),
    ("partners", r"⟦(?P<s>\d+)⟧(?P<lead>)(?:は|が)⟦(?P<o>\d+)⟧と(?:提携|協業|連携)(?P<tail>.{0,12})", _C, _C),
    ("funds", r"⟦(?P<s>\d+)⟧(?P<lead>)(?:は|が)[^。⟦⟧]{0,12}⟦(?P<o>\d+)⟧(?:への|に)[^。⟦⟧]{0,8}出資(?P<tail>.{0,12})", _C, _C),
    ("buys", r"⟦(?P<s>\d+)⟧(?P<lead>)(?:は|が)[^。⟦⟧]{0,12}⟦(?P<o>\d+)⟧を[^。⟦⟧]{0,8}買収(?P<tail>.{0,12})", _C, _C),
    ("releases", r"⟦(?P<s>\d+)⟧(?P<lead>)(?:は|が)[^。⟦⟧]{0,16}[「『]?⟦(?P<o>\d+)⟧[」』]?(?:モデル)?を[^。⟦⟧]{0,8}(?:発表|公開|リリース|発売|オープンソース)(?P<tail>.{0,12})", _C, _M),
    ("funds", r"⟦(?P<s>\d+)⟧(?P<lead>[^，。；：！？⟦⟧、被据]{0,8}?)[向对對]⟦(?P<o>\d+)⟧[^，。；⟦⟧]{0,12}(?:投资|投資|注资)(?P<tail>.{0,12})", _C, _C),
    ("funds", r"⟦(?P<o>\d+)⟧(?P<lead>[^，。；：！？⟦⟧、]{0,8}?)(?:获|獲|获得|获得了)⟦(?P<s>\d+)⟧[^，。；⟦⟧]{0,14}(?:投资|投資|注资|融资|领投)(?P<tail>.{0,12})", _C, _C),
    ("funds", r"⟦(?P<o>\d+)⟧(?P<lead>)[^。；⟦⟧]{0,30}由⟦(?P<s>\d+)⟧(?:领投|投资|独家投资)(?P<tail>.{0,12})", _C, _C),
    ("partners", r"⟦(?P<s>\d+)⟧(?P<lead>[^，。；：！？⟦⟧、]{0,8}?)[与和跟同與]⟦(?P<o>\d+)⟧[^，。；⟦⟧]{0,16}合作(?P<tail>.{0,12})", _C, _C),
    ("buys", r"⟦(?P<o>\d+)⟧(?P<lead>[^，。；：！？⟦⟧、]{0,6}?)被⟦(?P<s>\d+)⟧[^，。；⟦⟧]{0,10}(?:收购|收購|并购)(?P<tail>.{0,12})", _C, _ANY),
    ("sues", r"⟦(?P<o>\d+)⟧(?P<lead>[^，。；：！？⟦⟧、]{0,6}?)被⟦(?P<s>\d+)⟧[^，。；⟦⟧]{0,10}(?:起诉|起訴|告上法庭)(?P<tail>.{0,12})", _C, _C),
    ("derived from", r"⟦(?P<s>\d+)⟧(?P<lead>[^，。；：！？⟦⟧、]{0,6}?)(?:基于|基於|衍生自|蒸馏自)⟦(?P<o>\d+)⟧(?P<tail>.{0,12})", _M, _M),
    ("uses", r"⟦(?P<s>\d+)⟧(?P<lead>[^，。；：！？⟦⟧、]{0,10}?)(?:基于|基於)⟦(?P<o>\d+)⟧(?P<tail>.{0,12})", _C, _M),
    ("makes", r"⟦(?P<s>\d+)⟧(?P<lead>)旗下的?(?:[^，。；：！？⟦⟧、]{0,8}?)⟦(?P<o>\d+)⟧(?P<tail>.{0,12})", _C, _M),
    ("owns", r"⟦(?P<s>\d+)⟧(?P<lead>)旗下的?⟦(?P<o>\d+)⟧(?P<tail>.{0,12})", _C, _C),
)  # fmt: skip

_KOREAN_SUBJECT = r"⟦(?P<s>\d+)⟧[은는이가] "
_KOREAN_PHRASES: tuple[_Phrase, ...] = (
    ("releases", rf"{_KOREAN_SUBJECT}[^.⟦⟧]{{0,16}}['‘“]?⟦(?P<o>\d+)⟧['’”]?(?:의 새 버전)?[을를] [^.⟦⟧]{{0,12}}(?:공개|출시|발표)(?P<tail>.{{0,12}})", _C, _M),
    ("competes", r"⟦(?P<s>\d+)⟧[와과] ⟦(?P<o>\d+)⟧[이가은는]? [^.⟦⟧]{0,24}경쟁(?P<tail>.{0,12})", _C, _C),
    ("partners", rf"{_KOREAN_SUBJECT}⟦(?P<o>\d+)⟧[와과] (?:손잡|협력|제휴)(?P<tail>.{{0,12}})", _C, _C),
    ("buys", rf"{_KOREAN_SUBJECT}[^.⟦⟧]{{0,12}}⟦(?P<o>\d+)⟧[을를] [^.⟦⟧]{{0,8}}인수(?P<tail>.{{0,12}})", _C, _C),
    ("funds", rf"{_KOREAN_SUBJECT}[^.⟦⟧]{{0,12}}⟦(?P<o>\d+)⟧에 [^.⟦⟧]{{0,12}}투자(?P<tail>.{{0,12}})", _C, _C),
)  # fmt: skip


def _compiled(phrases: Iterable[_Phrase]) -> tuple[Rule, ...]:
    return tuple(Rule(verb, re.compile(pattern), subject, object_) for verb, pattern, subject, object_ in phrases)


def _chinese_verb(word: str) -> str:
    return rf"⟦(?P<s>\d+)⟧(?P<lead>{_ZH_LEAD}){word}{_ZH_GAP}⟦(?P<o>\d+)⟧(?P<tail>.{{0,12}})"


RULES = (
    *(
        Rule(verb, p, subject, object_)
        for verb, active, passive, subject, object_ in _VERBS
        for p in _by(active, passive)
    ),
    *_compiled(_PHRASES),
)
CHINESE_RULES = (
    *_compiled((verb, _chinese_verb(word), subject, object_) for verb, word, subject, object_ in _CHINESE_VERBS),
    *_compiled(_CHINESE_PHRASES),
)
KOREAN_RULES = _compiled(_KOREAN_PHRASES)
