"""Companies that no registry holds, found by how a text introduces them: "AI start-up X", "X, whose chips …", "初创公司X".

Precision first: a phrase must say that the name is a company's. People, job titles, places and the capitals of
headlines are what it must not take. `newcomers` looks for each name in the rest of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.news import traditional
from bot.news.places import NAME, QUOTE, SUFFIXES, WORD, Found, Place, first_words, is_no_name
from bot.news.registry import fold

_NOUN = (
    r"(?:company|firm|start-?up|scale-?up|unicorn|lab|maker|developer|provider|player|vendor|chip-?maker|chip designer|"
    r"neocloud|robot-?maker|carmaker|spin-?off|spin-?out|KI-Firma|Firma|Unternehmen|Chiphersteller|Softwarehersteller|Anbieter)"
)
KIND_BEFORE = re.compile(rf"\b(?P<noun>(?i:{_NOUN}))(?: called| named)?,? {QUOTE}{NAME}")
_PREPOSITION = r"(?:at|of|in|for|from|who|whose|which|with|by|on|and|or|to|is|was)\b"
APPOSITION = re.compile(
    rf"{NAME}, (?:an?|the|one of the|another)\s(?:(?!{_PREPOSITION})[\w’'&$-]+\s){{0,6}}?(?:AI|artificial intelligence|robotics|chip|"
    rf"machine[- ]learning|software|tech|technology|cloud|semiconductor|voice|generative|data)?\s?(?:(?!{_PREPOSITION})[\w-]+\s){{0,3}}?"
    rf"(?:start-?up|company|firm|lab|laborator(?:y|ies)|developer|chip-?maker|maker|unicorn|provider|subsidiary|spin-?off)\b"
)
WHOSE = re.compile(
    rf"{NAME}, (?:whose (?:[\w-]+ )?(?:software|models?|chips?|platform|technology|agents?|robots?|tools?|app|product|products|system|"
    rf"systems|customers|clients|investors|founders?|valuation)\b|which (?:makes|sells|builds|develops|designs|trains|offers|"
    rf"provides|operates|rents|runs|was founded|is backed|raised|has raised)\b|(?:which was )?(?:co-)?founded (?:by|in)\b|backed by\b)"
)
LIKE = re.compile(
    rf"\b(?P<noun>rivals|competitors|start-?ups|companies|firms|labs|vendors|chip-?makers|unicorns|investors|backers|customers|clients|"
    rf"providers) (?:such as|like|including|include|included) (?P<list>{WORD}(?: {WORD}){{0,2}}(?:(?:, (?:and )?| and ){WORD}(?: {WORD}){{0,2}}){{0,6}})"
)
_BETWEEN = re.compile(r", (?:and )?| and ")
RAISES = re.compile(
    rf"{NAME}(?:,[^,.]{{3,70}},)? (?:has |have |just |today |quietly )*(?:(?:emerges from stealth|emerged from stealth|exits stealth|"
    rf"comes out of stealth)|(?:raises|raised|secures|secured|lands|landed|closes|closed|nabs|bags|snags|scores|picks up)\b"
    rf"(?= (?:with )?(?:an? )?(?:additional |record |new |fresh )?(?:[$€£¥₹]\s?\d|\d[\d.,]* (?:m|b)illion|seed|Series|funding|another)))"
)
HEADED = re.compile(
    rf"\b(?:(?:(?:co-?)?founders?(?: and (?:CEO|CTO|chief executive))?|chief executive(?: officer)?|CEO|CTO) (?:of|at) (?:the )?(?:[a-z-]+ ){{0,3}}"
    rf"|who (?:had )?(?:co-)?(?:founded|started) |(?:alumni|veterans|engineers|researchers) (?:start|found|launch)(?:ed)? ){NAME}"
)
STAFF = re.compile(rf"\b(?:executives?|employees|engineers?|managers?|staff|recruiters?) (?:at|of) {NAME}")
HEADED_BEHIND = re.compile(
    rf"{NAME}(?:['’]s)? (?:co-?founders?|founders?|CEO|CTO|chief executive|chief scientist|spokes(?:man|woman|person))\b"
)
BACKED = re.compile(rf"\b(?:[A-Z][\w.&]*|[a-z]+)-(?:backed|owned) {NAME}")
_CITY = (
    r"(?:London|Paris|Berlin|Munich|Stockholm|Zurich|Toronto|Montreal|Tel Aviv|Seoul|Tokyo|Singapore|Bangalore|Bengaluru|"
    r"Amsterdam|Helsinki|Copenhagen|Oslo|Dublin|Madrid|Barcelona|Milan|Boston|Austin|Seattle|Hangzhou|Shenzhen|Beijing|Shanghai|"
    r"Cambridge|Edinburgh|Sydney|Melbourne|Vienna|Warsaw|Lisbon|Mumbai|Dubai|Hamburg|Cologne|Denmark|Sweden|Norway|Finland|France|"
    r"Germany|Switzerland|Israel|Canada|Britain|Japan)"
)
BASED = re.compile(
    rf"\b(?:[A-Z][\w. ]*-(?:based|headquartered)|{_CITY}['’]s) {NAME}(?=['’]s\b|, (?:which|whose|an?|the)\b| (?:has|is|will|was|said|says|raised|raises|"
    r"launched|launches|builds|makes|sells|plans|released|releases|unveiled|announced|develops|offers|acquired|hired|uses)\b)"
)
FOUNDED = re.compile(
    rf"\b(?:[Ff]ounded|[Cc]o-founded|[Ss]tarted|[Ss]pun (?:out|off)|[Bb]acked|[Hh]eadquartered|[Bb]ased) (?:by|in|out|of|from|at|only|just|last)"
    rf"\b[^.;]{{3,90}}?, {NAME}(?=['’]s\b| (?:[a-z]+s|has|is|will|was|sold|raised|launched)\b)"
)
BOUGHT = re.compile(
    rf"(?:\b(?i:acquires?|acquired|acquiring|buys|bought|(?:to|will) buy|acquisition of|takeover of|merger with|snaps up))"
    rf" (?:(?:[a-z][\w-]*|AI) ){{0,4}}{NAME}"
)
OF_COUNTRY = re.compile(
    rf"\b(?:Kenya|Nigeria|India|China|South Korea|Korea|Taiwan|Brazil|Indonesia|Vietnam|Egypt|Israel|Japan|France|Germany|Britain|"
    rf"Canada|Australia|Spain|Italy|Poland|Ukraine|Estonia|Sweden|Finland|Norway|Denmark|Switzerland|the Netherlands)['’]s {NAME}"
    r"(?= (?:and|builds?|launche[sd]|raise[sd]|release[sd]|unveil(?:s|ed)|train(?:s|ed)|develop(?:s|ed)?|open-source[sd]|sells?|sold)\b)"
)
TELLS = re.compile(
    rf"^{NAME} [^.;]{{5,140}}, the (?:[\w-]+ ){{0,2}}(?:start-?up|company|firm|lab|chip-?maker|group|unicorn) (?:said|says|announced|told|"
    r"added|confirmed|wrote)\b"
)
SAYS_ITS = re.compile(
    rf"^{NAME} (?:says|said|hopes|plans|claims|wants|expects|Says|Plans|Claims) (?:that |to |That |To )?(?:its?|Its?)\b"
)
ROUND_IN = re.compile(
    rf"\b(?:round (?:in|for)|stake in|invest(?:s|ed|ing)? (?:(?:up to|about|another) )?[$€£]?[\d.,]+ ?(?:\w+ )?in|money into) (?:[a-z][\w-]* ){{0,2}}{NAME}"
)
ROMANCE = re.compile(
    rf"\b(?:[Ss]tart-?up|[Ss]ociété|[Ee]ntreprise|[Ee]mpresa|[Aa]zienda|jeune pousse)(?: [a-zà-ÿ]+)? {NAME}"
)
FORMERLY = re.compile(rf"{NAME}(?: \(|, )(?:formerly|previously|once|née) (?:known as |called )?[A-Z]")
SUFFIXED = re.compile(
    rf"(?P<name>{WORD}(?: {WORD})? (?:(?:Labs|Robotics|Technologies|Therapeutics|Ventures|Capital|Semiconductors?|Photonics|"
    r"Biosciences|Inc|GmbH|Ltd)(?![\w-]| [A-Z])|(?:AI|Lab)(?=['’]s\b|[,.;:)]|$| (?:is|has|was|will|and|said|says|raise[sd]|announc\w+|"
    r"releas\w+|launch\w+|unveil\w+|claims?|claimed|introduc\w+|hired|acquired|plans|wants|now|today|a|an|the|to|in|for|with|[a-z]{3,}ed|spoke|told|sold|won|built)\b)))"
    r"|(?P<dotted>[A-Z][A-Za-z]+\.(?:AI|ai|io))(?=['’]s\b|[,;:)]|\.?$|\.? )"
)
STARTS = re.compile(
    rf"^{NAME} (?:has |will |today |just )?(?:launch(?:es|ed)|release[sd]|unveil(?:s|ed)|debuts|open-source[sd]|acquire[sd]|"
    r"introduce[sd]|ships|rolls out|files for|partners with|teams up with|to acquire)\b(?= (?:an?|its|the|new|first|open|AI|[A-Z\d$€£]))"
)
_LATIN = r"[A-Z][A-Za-z0-9.-]{2,}(?: [A-Z][A-Za-z]+)?"
_HAN = "[一-鿿]"
_NAME_HAN = (
    "(?![将已正近今明昨本其该的在并也都还会拟可能计表与和及则首要不有从到对于被让把由员股客业旗高总全多各我你他她它这那此年月日周刚曾"
    "再又更最很因如若但而或等成负创说称纷均皆相同])" + _HAN
)
"""Not the characters of the words that follow "the company" in a sentence."""
_ZH_KINDS = r"(?:初创公司|初创企业|初创团队|新创公司|新创企业|新创|创业公司|独角兽企业|独角兽|公司|企业|厂商|开发商|供应商|服务商|スタートアップ)"
_ZH_DOES = r"(?:宣布|完成|发布|推出|获|融资|开源|正式|近日|日前|近期|拟|开始|签署|递交|递表|赴港|表示|称|以|与|在|将|计划|正在)"
ZH_NAMED = re.compile(rf"(?:{_ZH_KINDS}|初創公司|新創公司|新創|獨角獸|機器人公司)\s?[「“\"『]?(?P<name>{_LATIN})")
ZH_INTRODUCED = re.compile(
    rf"{_ZH_KINDS}(?:[「“\"『](?P<name>[一-鿿A-Za-z0-9]{{2,10}})[」”\"』]|(?P<bare>(?:{_NAME_HAN}){{2,6}}?)(?={_ZH_DOES}))"
)
ZH_FOUNDED = re.compile(
    rf"创(?:办|立|建)的(?:公司|企业)?\s?[“「]?(?:(?P<name>{_LATIN})|(?P<bare>(?:{_NAME_HAN}){{2,6}}?)(?=[，。”」]|{_ZH_DOES}))"
)
ZH_MONEY = re.compile(
    rf"(?:^|[，。；：])\s?(?P<name>(?:{_NAME_HAN}){{3,6}}?)(?=(?:宣布|近日)?(?:完成|获得?)[^，。；]{{0,14}}(?:轮|融资|投资)"
    r"|(?:拟|将)?(?:赴港|递表|递交招股书|冲刺(?:港股|IPO|科创板)))"
)
_ZH_SUFFIX = r"(?:科技|股份|新能源|半导体|微电子|机器人|智能|智驾|生物|光电|集团|汽车|航空|证券)"
ZH_SUFFIXED = re.compile(
    rf"(?:^|[，。、；：「“\s|｜《!！?？]|对话|专访|联合|投资|收购|与|和|携手)(?P<name>[一-鿿]{{2,4}}{_ZH_SUFFIX})"
    r"(?=[」”：:]|宣布|完成|发布|推出|获|开源|正式|近日|日前|与|和|携|将|拟|冲|二冲|首|上市|旗下|签|投资|新品|创始人|CEO|董事|上半年|二代)"
)
_ZH_NO_COMPANY = re.compile(
    r"(?:高|黑|金融|前沿|硬|生物|信息|数字|尖端|全球|国产|中国|我国|人工|具身|群体|通用|多智|商业|边缘|空间|物理|服务|人形|仿生|工业|家用|陪伴|聊天|"
    r"扫地|协作|医疗|手术|购物|超级|新型|国内|海外|新款|首款|一家|这家|多家|两家|国有|新)(?:科技|智能|机器人|生物|半导体|新能源|集团|汽车|算力|航空)$"
)
_ZH_PREFIX = re.compile(r"对话|专访|联合|投资|收购|与|和|携手|据|由")
ZH_HEADED = re.compile(
    r"(?<![A-Za-z0-9.])(?P<name>[A-Z][A-Za-z0-9.&-]+(?: [A-Z][A-Za-z0-9]+){0,2}) ?(?:公司|(?:联合)?创始人|(?:聯合)?創辦人|創始人|CEO|执行长|執行長)"
)
ZH_FUNDED = re.compile(
    r"(?:^|[，。；;：|｜、]) ?(?P<name>[A-Z][A-Za-z0-9.&-]+(?: [A-Z][A-Za-z0-9]+){0,2}) ?(?:宣布|已|再)?(?:完成|获得?|獲得?|融资|融資)[^，。；]{0,16}(?:元|美元|轮|輪|融资|融資|投资|投資)"
)
ZH_STARTS = re.compile(
    r"^(?P<name>[A-Z][A-Za-z0-9.&-]+(?: [A-Z][A-Za-z0-9]+){0,2}) ?(?:近日|正式|今日|官方)?(?:发布|推出|宣布|开源|完成|获得?|融资|收购|發布|釋出|開源|獲|攜)"
)
JA_CORPORATION = re.compile(r"(?P<name>[ァ-ヶー]{3,12}|[A-Z][A-Za-z.]{2,})(?:株式会社|社)(?=は|が|の|を|と|、)")
JA_NAMED = re.compile(
    r"スタートアップ(?:企業)?[の、]?[「『]?(?P<name>[ァ-ヶー]{3,12}|[A-Z][A-Za-z.]{2,}(?: [A-Z][A-Za-z]+)?)[」』]?(?=は|が|、|の|を|と)"
)
KO_NAMED = re.compile(
    r"(?:스타트업|기업|업체|개발사|유니콘) ['‘“]?(?P<name>[가-힣]{2,8}?|[A-Z][A-Za-z.]{2,})['’”]?(?=[이가은는의을와과도] |가 |\()"
)
_PLAIN_PAIR = re.compile(rf"[A-Z][a-zà-ÿ]+ (?!(?:{'|'.join(sorted(SUFFIXES))})$)[A-Z][a-zà-ÿ]+")
"""Two plain words at the start of a sentence, more often a person than a company."""
_PRODUCT_WORDS = "Code Agent CLI LM Chat UI App SDK API Studio Browser MCP OS Desktop Web Bench Mode"
_PRODUCT_ENDS = frozenset(_PRODUCT_WORDS.split())

_FOLLOWS = re.compile(
    r"['’]s\b|,|\s(?:raises|raised|launches|says|said|is|has|was|to|unveils|releases|defies|secures|lands|hits|plans|files|"
    r"wins|buys|names|hires|opens|closes|gets|adds|signs|sues|shuts|emerges)\b",
    re.IGNORECASE,
)
"""What shows that a name has ended, where the noun before it has a capital too ("AI Startup Etched Defies …")."""
_GERMAN = re.compile(r"\b(?:[Dd](?:as|er|ie|es)|[Ee]ine?|und|ist|mit|für|von|im)\b [A-ZÄÖÜ]?")
"""A language that gives every noun its capital."""
_PERSON_FOLLOWS = re.compile(r",? (?:who|aged|\d\d,|he|she)\b|, (?:an?|the|head|chief|vice|director|professor)\b")

COMPANY_PATTERNS = (
    (
        KIND_BEFORE,
        (
            "start-up", "startup", "company", "firm", "lab ", "maker", "developer", "unicorn", "designer", "neocloud",
            "provider", "player", "vendor", "scale-up", "scaleup", "spin-off", "spinoff", "spin-out", "spinout",
            "unternehmen", "hersteller", "anbieter", "firma",
        ),
    ),
    (APPOSITION, tuple(f", {article} " for article in ("a", "an", "the", "one of the", "another"))),
    (WHOSE, (", whose", ", which", ", founded", ", co-founded", ", backed")),
    (LIKE, (" such as ", " like ", " including ", " include ", " included ")),
    (RAISES, (" rais", " secur", " land", " close", " nabs", " bags", " snags", " scores", " picks up", "stealth")),
    (HEADED, ("founder of", "founders of", "chief executive", "ceo of", "cto of", "ceo at", "founder and", "who founded", "who co-founded", "who started", "who had ", "alumni ", "veterans ", "engineers start", "engineers found", "engineers launch", "researchers start", "researchers found", "researchers launch")),
    (STAFF, ("executive at", "executives at", "executive of", "executives of", "employees at", "employees of", "engineer at", "engineers at", "manager at", "managers at", "staff at", "staff of", "recruiter")),
    (HEADED_BEHIND, (" founder", "co-founder", "cofounder", " ceo", " cto", "chief executive", "chief scientist", "spokes")),
    (BACKED, ("-backed ", "-owned ")),
    (BASED, ("-based ", "-headquartered ", "'s ")),
    (OF_COUNTRY, ("'s ",)),
    (TELLS, (" said", " says", " announced", " told", " added", " confirmed", " wrote")),
    (FOUNDED, ("founded ", "started ", "spun o", "backed by", "headquartered in", "based in")),
    (BOUGHT, ("acquire", "acquiring", "buys", "bought", " buy ", "acquisition of", "takeover of", "merger with", "snaps up")),
    (SAYS_ITS, (" its ", " it ")),
    (ROUND_IN, ("round in", "round for", "stake in", " invest", "money into")),
    (ROMANCE, ("startup", "start-up", "société", "entreprise", "empresa", "azienda", "jeune pousse")),
    (FORMERLY, (", formerly", ", previously", "(formerly", "(previously", "(once", "(née")),
    (
        SUFFIXED,
        (
            " ai", " labs", " lab", " robotics", " technologies", " therapeutics", " ventures", " capital", " semicond",
            " photonics", " biosciences", " inc", " gmbh", " ltd", ".ai", ".io",
        ),
    ),
    (STARTS, (" launch", " releas", " unveil", " debuts", " open-sourc", " acquire", " introduc", " ships", " rolls out", " files for", " partners with", " teams up")),
    (ZH_NAMED, ("公司", "企业", "新创", "独角", "厂商", "商", "スタートアップ")),
    (ZH_INTRODUCED, ("公司", "企业", "新创", "独角", "厂商", "商")),
    (ZH_FOUNDED, ("创办的", "创立的", "创建的")),
    (ZH_MONEY, ("融资", "投资", "轮", "赴港", "递表", "招股书", "冲刺")),
    (ZH_SUFFIXED, ("科技", "股份", "新能源", "半导体", "微电子", "机器人", "智能", "智驾", "生物", "光电", "集团", "汽车", "航空", "证券")),
    (ZH_STARTS, ("发布", "推出", "宣布", "开源", "完成", "获", "融资", "收购", "释出", "携")),
    (ZH_HEADED, ("公司", "创始人", "创办人", "ceo", "执行长")),
    (ZH_FUNDED, ("融资", "投资", "完成")),
    (JA_CORPORATION, ("株式会社", "社")),
    (JA_NAMED, ("スタートアップ",)),
    (KO_NAMED, ("스타트업", "기업", "업체", "개발사", "유니콘")),
)  # fmt: skip
"""Each pattern with what a sentence must hold to be worth trying."""
_ANYWHERE = frozenset({RAISES})
"""Worth trying in texts that aren't of the field too."""
_NOT_IN_CAPITALS = frozenset({SUFFIXED, HEADED_BEHIND, WHOSE})
"""Not worth trying in a headline whose words all have capitals."""
_FOLDED = frozenset({ZH_INTRODUCED, ZH_FOUNDED, ZH_MONEY, ZH_SUFFIXED})
_IN_SCRIPT = frozenset(
    {
        JA_CORPORATION,
        ZH_HEADED,
        ZH_FUNDED,
        ZH_FOUNDED,
        ZH_MONEY,
        ZH_NAMED,
        ZH_INTRODUCED,
        ZH_SUFFIXED,
        ZH_STARTS,
        JA_NAMED,
        KO_NAMED,
    }
)
_FIELD = re.compile(
    r"(?<![A-Za-z])(?:AI|artificial intelligence|LLMs?|robot\w*|humanoid\w*|chips?|GPUs?|models?|agents?|machine learning|"
    r"data cent(?:er|re)s?|start-?ups?|software|drones?|autonom(?:y|ous)|generative|inference|compute|benchmarks?|neural|algorithms?|diffusion|transcri\w+|KI|IA|modèles?|modelos?)(?![A-Za-z])"
    r"|人工智[能慧]|模型|モデル|机器人|機器人|芯片|晶片|AI|智能|人工知能|인공지능|반도체",
    re.IGNORECASE,
)
_JOB_WORDS = (
    "ceo cto cfo coo cio chief executive founder founders co-founder cofounder president chairman chair director head "
    "engineer engineers researcher researchers scientist scientists analyst investor investors boss partner employees "
    "mr mrs ms dr prof sir lord professor senator minister secretary veteran insiders spokesperson staff"
)
_JOBS = frozenset(_JOB_WORDS.split())
_PLACED = ("-based", "-backed", "-led", "-born", "-owned", "-funded")
_NO_COMPANIES = re.compile(
    r"\b(?:Berkeley|Stanford|MIT|Harvard|Oxford|Cambridge|Princeton|CMU|Caltech|Tsinghua|Peking|ETH|EPFL|KAIST|NYU|UCLA|"
    r"University|College|Institute|School|Ministry|Commission|Department|Agency|Court|Bank|Fund|"
    r"Partners|Council|Committee|Association|Foundation|Government|Hospital|Party|Act|Bill|Award|Conference|Summit|"
    r"Times|Post|Journal|News|Street|City|State|County|Series|GPT|LLM|Venture Capital|Valley|Model|Models|Project)\b"
)


def new_companies(
    place: Place, places: Sequence[Place], cues: set[re.Pattern[str]], *, of_the_field: bool
) -> Iterator[Found]:
    """`of_the_field`: names of the registry stand in the sentence."""
    of_the_field = of_the_field or any(_FIELD.search(one.text) for one in (place, places[0]))
    for pattern, _ in COMPANY_PATTERNS:
        skipped = pattern not in cues or (pattern in _NOT_IN_CAPITALS and place.title_case)
        if skipped or not (of_the_field or pattern in _ANYWHERE):
            continue
        text = traditional.fold(place.text) if pattern in _FOLDED else place.text
        for match in pattern.finditer(text):
            if pattern is LIKE:
                yield from (Found("company", name) for name in _listed(place, match))
                continue
            name = _in_script(place, match) if pattern in _IN_SCRIPT else _in_latin(place, match)
            if name:
                yield Found("company", name)


# --- Latin script -----------------------------------------------------------------------------------------------------


def _in_latin(place: Place, match: re.Match[str]) -> str:
    written = match["name"] or match["dotted"]
    if match.re in (KIND_BEFORE, SUFFIXED, SAYS_ITS, STARTS) and _is_ordinary(written.split(" ")[0]):
        return ""
    name = _trimmed(written, place)
    if match.re in (STARTS, SAYS_ITS) and (name != written or _PLAIN_PAIR.fullmatch(name)):
        return ""
    start = match.start() if match["name"] is None else match.start("name")
    return name if name and _is_company_name(name, place, match, start) else ""


def _listed(place: Place, match: re.Match[str]) -> Iterator[str]:
    """ "rivals such as A, B Labs and C"; among investors two plain words are a person."""
    if place.title_case:
        return
    start = match.start("list")
    for written in _BETWEEN.split(match["list"]):
        start = place.text.index(written, start)
        name = _trimmed(written, place)
        person = match["noun"] in ("investors", "backers", "customers", "clients") and _PLAIN_PAIR.fullmatch(name)
        if name and not person and _is_company_name(name, place, match, start):
            yield name


def _is_ordinary(word: str) -> bool:
    """ "start-up Sets Record", "Advancing AI": no name begins so."""
    return is_no_name(word) or (word.endswith(("ing", "-made", "-Made")) and len(word) > 5)


def _trimmed(name: str, place: Place) -> str:
    """The name without possessives and words that are no part of it."""
    words = name.rstrip(".-&").split(" ")
    if fold(words[0]) in _JOBS:
        return ""
    while words and (is_no_name(words[0]) or words[0].endswith(_PLACED)):
        words.pop(0)
    return first_words(" ".join(words), place)


def _is_company_name(name: str, place: Place, match: re.Match[str], start: int) -> bool:
    if len(name) < 3 or not name[0].isupper() or _NO_COMPANIES.search(name) or is_no_name(name):
        return False
    if all(word in SUFFIXES for word in name.split(" ")):
        return False
    if name.isupper() and ((place.title_case and len(name) > 6) or (len(name) < 4 and match.re is not KIND_BEFORE)):
        return False
    after = place.text[start + len(name) :]
    capital = match.re is KIND_BEFORE and match["noun"][0].isupper() and not _GERMAN.search(place.text)
    if capital and not _FOLLOWS.match(after):
        return False
    if match.re in (BOUGHT, BASED, FOUNDED) and _PERSON_FOLLOWS.match(after):
        return False
    return match.re in (KIND_BEFORE, BACKED, BASED, FOUNDED, BOUGHT, LIKE) or not _goes_on_before(place.text, start)


def _goes_on_before(text: str, start: int) -> bool:
    """Whether a capitalised word stands before the name, so that it may be the end of a longer one."""
    before = text[:start].rstrip()
    return bool(before) and re.search(rf"(?<![.!?] )\b{WORD}$|&$", before) is not None


# --- Chinese, Japanese, Korean ----------------------------------------------------------------------------------------


def _in_script(place: Place, match: re.Match[str]) -> str:
    group = "bare" if "bare" in match.re.groupindex and match["bare"] else "name"
    start, end = match.span(group)
    start += len(prefix[0]) if (prefix := _ZH_PREFIX.match(traditional.fold(place.text[start:end]))) else 0
    name = place.text[start:end]
    if match.re is ZH_SUFFIXED and _ZH_NO_COMPANY.search(traditional.fold(name)):
        return ""
    if match.re is ZH_STARTS and name.split(" ")[-1] in _PRODUCT_ENDS:
        return ""
    if name[0].isascii() and (is_no_name(name.split(" ")[0]) or _NO_COMPANIES.search(name)):
        return ""
    return name if len(name) > 1 else ""
