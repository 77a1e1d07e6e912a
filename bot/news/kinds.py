"""Which kind of news a story is, by the words of its title and of the sentences that carry it, in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.news.model import Kind
from bot.news.text import EMOJI

_WORDS: tuple[tuple[Kind, float, str], ...] = (
    ("funding", 3, r"\brais(?:e[sd]?|ing) (?:an? |another |up to |about |more than |over |nearly |around |roughly )?(?:additional )?(?:[$€£¥]|\d|(?:seed|series|funds|money|capital))"
     r"|\b(?:seed|series [a-h]|funding|financing|investment) round\b|\bseries [A-H]\b|\bvaluation\b|\bvalued at\b|\bin funding\b|\bventure capital\b|\bIPO\b|\bgo(?:es|ing)? public\b"
     r"|\b(?:annualized |annual )?revenue\b|\brun[- ]rate\b|\binvest(?:s|ed|ing)? (?:[\w,.]+ ){0,3}[$€£]|融资|融資|估值|领投|領投|轮投资|募资|上市申请|招股|IPO"),
    ("deal", 3, r"\bacqui(?:re[sd]?|ring|sition)\b|\bbuys?\b|\bbought\b|\btakeover\b|\bbid (?:for|to)\b|\bpurchase of\b|\bmerge[rsd]?\b|\bpartner(?:s|ed|ship|ing)?\b|\bteam(?:s|ed|ing)? up\b|\bjoint venture\b"
     r"|\b(?:deal|contract|agreement|alliance|collaboration|services company) (?:with|to|worth|between|for)\b|\bworking with\b|\bcollaborat(?:es?|ing|ion) (?:with|on)\b|\bmemorandum of understanding\b|\bexpand(?:s|ing)? (?:our|its|their) (?:use of|partnership|collaboration)\b|\bdonat(?:es?|ing|ed)\b|\b(?:opens?|opening) (?:an? )?(?:[\w-]+ ){0,3}offices?\b|\bsigns? (?:a|an)\b|收购|收購|并购|合并|合作|签约|协议|携手"),
    ("policy", 3, r"\b(?:regulat(?:ion|ions|or|ors|ory|es?)|legislat\w+|lawmakers?|senat(?:e|ors?)|congress|parliament|executive order|AI act|export (?:controls?|curbs|rules)|bill|white house|commerce department"
     r"|european commission|ministry|government|sanctions?|tariffs?|ban(?:s|ned)?|moratorium|governor|pentagon|elections?|policy|policies|america(?:'s|’s|n leadership)?|national security|transparency in|action plan|NIST|OSTP|CAISI|safety summit|joint statement|public sector|constitution|usage policy|recommendations to|democratic|department of \w+)\b|监管|法规|法案|政策|工信部|网信办|出口管制|立法|欧盟|国务院|白宫"),
    ("legal", 4, r"\b(?:lawsuits?|sue[sd]?|suing|court|judge|jury|copyright|settle(?:s|d|ment)|antitrust|infring\w+|plaintiffs?|verdict|injunction|trial|indict\w+|patent)\b|起诉|起訴|诉讼|法院|侵权|判决|版权|反垄断"),
    ("people", 3, r"\b(?:appoint(?:s|ed|ment)?|resign(?:s|ed|ation)?|steps? down|stepped down|hires?|hired|poach(?:es|ed)|depart(?:s|ed|ure)|leav(?:es|ing)|layoffs?|lays? off|laid off|job cuts?|fired|ousted|rejoins?"
     r"|joins? as|promoted|names? (?:new |[A-Z]\w+ [A-Z]\w+ )|chief executive|new CEO)\b|任命|辞职|离职|加盟|裁员|出任|卸任|挖角"),
    ("incident", 4, r"\b(?:outage|breach(?:ed|es)?|hack(?:ed|ers?)?|leak(?:ed|s)? (?:[\w-]+ ){0,2}(?:data|credentials|passwords|keys|weights|conversations|code)|(?:data|weights|code|credential) leaks?|vulnerabilit(?:y|ies)|exploit(?:ed|s)?|incident|disruption|elevated errors?|degraded|down for|downtime|jailbreak|attack(?:s|ed|ers)?|malware|investigating|resolved|fully recovered|(?:a )?fix has been (?:deployed|implemented)|degraded performance)\b"
     r"|宕机|故障|泄露|漏洞|事故|攻击|中断|崩溃"),
    ("release", 3, r"\b(?:releas(?:es?|ed|ing)|unveil(?:s|ed|ing)?|introduc(?:es?|ed|ing)|open[- ]?sourc(?:es?|ed|ing)|open[- ]weights?|open[- ]weight|new models?|checkpoints?|now available)\b|发布|發布|开源|開源|推出|新模型|上线|上線"),
    ("product", 2, r"\b(?:launch(?:es|ed|ing)?|features?|apps?|roll(?:s|ed|ing)? out|subscription|pricing|prices?|users can|plugins?|integrat\w+|beta|preview|update[sd]?|upgrade[sd]?|assistant|browser|device|API|can now|search the web|extended thinking|tools?|safeguards|connectors?|available (?:in|on|to|for|through|globally)|desktop|playground|workflows?|now (?:supports?|lets|can)|customers|console|dashboards?|in production|start building|build with)\b"
     r"|功能|应用|應用|上架|内测|公测|升级|订阅|价格|降价|涨价|产品"),
    ("research", 3, r"\b(?:paper|(?:a|new|the|this|joint|recent) study|stud(?:y|ies) (?:by|of|from|finds|found|shows|published)|researchers?|benchmarks?|arxiv|dataset|experiments?|findings?|scientists?|interpretability|evaluations?|theorem|preprint|state[- ]of[- ]the[- ]art|neural networks?|learning models|jailbreaking|mapping the|measuring|understanding|how (?:people|educators|students|university) \w+ use|methodology|neurips|icml|iclr|red team|outperforms?|we (?:propose|present|show|find|study|demonstrate|evaluate)|this (?:paper|work|report)|red[- ]teaming|alignment|framework for|scaling laws?|reinforcement learning|fine[- ]?tuning|\w+ report: how|mechanisms?|safety cases?)\b|论文|論文|研究|基准|评测|数据集|实验|科学家"),
    ("opinion", 4, r"^(?:opinion|why|how (?:i|to|much|many|should|do|does|can|we)|the case for|commentary|editorial|column|what|our position|our approach|thoughts on|reflections|lessons|learning to|notes on|a guide|observations)\b|\b(?:observations|takeaways|learnings|early learnings|roundup|round-up|newsletter|podcast|guide to|explained)\b|\b(?:op-ed|i think|i believe|in my view|essay)\b|评论|观点|觀點|日报|周报|早报|晚报|为什么|为何|社评"),
)  # fmt: skip
_PATTERNS = tuple((kind, weight, re.compile(pattern, re.IGNORECASE)) for kind, weight, pattern in _WORDS)
_MODEL_WORDS = re.compile(
    r"\bmodels?\b|\bparameters?\b|\bweights\b|\bLLMs?\b|\bcontext\b|模型|参数|參數", re.IGNORECASE
)

TITLE_WEIGHT, LEAD_WEIGHT, REST_WEIGHT = 2.0, 2.0, 0.4
"""How much a word counts by where it stands; chosen on the real headlines of the founders' folder."""


def kind_of(title: str, lead: str, rest: Sequence[str], *, names_a_model: bool) -> Kind:
    """The kind with the most weight of words; "other" when no word speaks. `names_a_model`: the lead names a model."""
    scores = dict.fromkeys((kind for kind, _, _ in _PATTERNS), 0.0)
    for text, weight in ((title, TITLE_WEIGHT), (lead, LEAD_WEIGHT), (" ".join(rest), REST_WEIGHT)):
        for kind, word_weight, pattern in _PATTERNS:
            hits = {m.lower() for m in (match[0] for match in pattern.finditer(text))}
            scores[kind] += weight * word_weight * min(len(hits), 2)
    if is_round_up(title):
        return "other"
    kind = _settled(scores, f"{title} {lead}", names_a_model)
    return "release" if kind == "other" and names_a_model and _BARE_VERSION.match(title) else kind


_BARE_VERSION = re.compile(
    r"^(?:[A-Z][\w.+-]*[ -]){0,3}[A-Z]?[\w-]*\d[\w.-]*(?: [A-Z][\w.-]*){0,4}(?:$|: )|^(?:[\w .]+: )?v?\d+\.\d+(?:\.\d+)?(?:-\w+)?$"
)
"""A title that is nothing but a product's name with its version: what a maker calls the post in which it comes out."""


def is_round_up(title: str) -> bool:
    """Several pieces of news in one entry: "A raises, B ships, C sues" with marks between them, a day's report."""
    parts = [part for part in re.split(r"[；;•|]|(?<=[^\x00-\x7f]), ", title) if len(part.strip()) > 5]
    dated = re.fullmatch(r"(?:.{0,24}\s)?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", title) is not None
    return dated or bool(_ROUND_UP.search(title)) or len(parts) >= 3 or (len(parts) == 2 and bool(EMOJI.search(title)))


_ROUND_UP = re.compile(
    r"\b(?:round-?up|this week in|week in review|daily (?:brief|digest)|weekly|newsletter|latest (?:ai )?(?:news|updates)|news in brief|links for)\b|日报|周报|早报|晚报|一周|要闻",
    re.IGNORECASE,
)


def _settled(scores: dict[Kind, float], text: str, names_a_model: bool) -> Kind:
    if names_a_model or _MODEL_WORDS.search(text):
        scores["release"] *= 1.3
    else:
        scores["product"], scores["release"] = scores["product"] + scores["release"] * 0.8, scores["release"] * 0.5
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= LEAD_WEIGHT * 2 else "other"
