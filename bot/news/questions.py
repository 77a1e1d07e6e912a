"""A question as plain values: the names in it, what is done to whom, the other words, and the kind of thing asked for.

It reads questions in English and Chinese. Whether a sentence answers one is judged in `answering`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal

from bot.news.dates import MONTHS, WEEKDAYS
from bot.news.model import NameType
from bot.news.names import find_mentions
from bot.news.properties import office_of, property_of
from bot.news.registry import Registry
from bot.news.text import content_words, detect_language, word_set, words

Needs = Literal["version", "money", "percent", "number", "often", "date", "why", "definition"]

# --- The lexicon ------------------------------------------------------------------------------------------------------

_ACTS = """
use|use uses used using adopt adopts adopted adopting rely relies relied relying deploy deploys deployed powered switched switch switches chose chooses choose chosen|使用 采用 选用 接入
train|train trains trained training|训练
make|make makes made making build builds built building develop develops developed developing developer maker creates created creator|开发 研发 制造 打造
release|release releases released releasing launch launches launched launching unveil unveils unveiled publish publishes published introduce introduces introduced ship ships shipped debuts debuted|发布 推出 上线
raise|raise raises raised raising secure secures secured round funding fundraising financing|融资 筹集 募资
buy|buy buys bought buying acquire acquires acquired acquiring acquisition purchase purchases purchased takeover|收购 并购 购买
own|own owns owned owner owning parent subsidiary|拥有 控股 旗下 属于
pay|pay pays paid paying payment|支付 付给
spend|spend spends spent spending|花费 支出
cost|cost costs costing price priced prices pricing charge charges charged|价格 售价 定价 收费
sue|sue sues sued suing lawsuit lawsuits suit complaint|起诉 诉讼 控告
invest|invest invests invested investing investment investor investors backs backed backers|投资 入股
lead|lead leads led leading|领投
hire|hire hires hired hiring appoint appoints appointed recruit recruited joins joined join|聘请 任命 加入
leave|leave leaves left leaving depart departs departed resign resigns resigned quit quits|离职 辞职
layoff|layoff layoffs fire fired fires|裁员
cut|cut cuts cutting lower lowers lowered reduce reduces reduced slash slashed|降价 下调
approve|approve approves approved approval clears cleared|批准
fine|fine fined fines penalty|罚款
ban|ban bans banned bar barred prohibit prohibited|禁止
partner|partner partners partnered partnership collaborate collaborates collaboration|合作
opensource|open-source open-sourced open-sources open-weight open-weights open-sourcing|开源
worth|worth valued valuation values|估值
confirm|confirm confirms confirmed confirmation deny denies denied denial comment commented|证实 确认 否认 置评 回应
found|founded founder founders cofounded co-founded co-founder founding|创立 成立 创办
delay|delay delays delayed postpone postpones postponed|推迟 延期
withdraw|withdraw withdraws withdrew withdrawn retract retracted pulled recall recalled|撤回 下架
supply|supply supplies supplied supplier order orders ordered|供应 订购
license|licence license licensed licenses licences|许可 授权
score|score scores scored solve solves solved perform performs performed fare fares fared|得分
beat|beat beats beaten outperform outperforms outperformed better faster cheaper larger bigger smaller slower ahead|优于 超过
fail|fail fails failed failure outage crashed incident offline|故障 宕机
merge|merge merges merged merger|合并
"""
_THINGS = """
share percentage proportion percent
employee worker staff people person headcount
parameter parameters param
datacentre datacentres
chip chips processor processors accelerator accelerators
country countries nation nations
month months monthly
stake
accuracy accurate
money fund funds
total totals altogether overall all
headquarters headquartered based
find finds found
lose loses lost
give gives gave given
win wins won
sell sells sold
grow grows grew grown
fall falls fell fallen
rise rises rose risen
run runs ran
write writes wrote written
begin begins began begun
send sends sent
"""
_THINGS_ZH = (
    ("员工", "雇员", "人员", "人"),
    ("参数",),
    ("份额", "占比", "百分之", "%", "％"),
    ("用户",),
    ("总部", "位于"),
)
_IN_CHINESE = {
    "parameter": "参数",
    "employee": "员工",
    "people": "人",
    "customer": "客户",
    "user": "用户",
    "token": "词元",
    "country": "国家",
    "chip": "芯片",
    "model": "模型",
    "context": "上下文",
    "window": "窗口",
}
"""What is counted, in Chinese, by its English stem."""
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), to)
    for pattern, to in (
        (r"\bchief executive(?: officer)?\b", "ceo"),
        (r"\bchief technology officer\b", "cto"),
        (r"\bchief financial officer\b|\bfinance (?:chief|director)\b", "cfo"),
        (r"\bchief operating officer\b", "coo"),
        (r"\b(?:lose|loses|losing|lost) (?:their |his |her )?jobs?\b", "layoffs"),
        (r"\bopen[ -]sourc", "open-sourc"),
        (r"\bopen[ -]weight", "open-weight"),
        (r"\bdata[ -]?cent(?:re|er)", "datacentre"),
        (r"\b(?:laid|lays?|laying) off\b|\bjob cuts?\b", "layoffs"),
        (r"\bper[ -]cent\b", "percent"),
        (r"\bstep(?:s|ped)? down\b", "resigned"),
        (r"\bopen (licen[cs]e|model)", r"open-source \1"),
        (r"\bset up by\b", "founded by"),
        (r"\bdown\b(?! (?:from|to|by|on|in|at|\d|\$))", "failed"),
        (r"\bbreak(?:s|ing)? down\b|\bbroke down\b", "failed"),
    )
)
DIRECTED = word_set(
    "use train make release raise buy own pay sue invest lead hire cut approve fine ban supply beat confirm"
)
GENERIC = word_set(
    """
    new news latest newest happen happens happened happening update updates recent recently story stories today week month
    yesterday tell know about going say says said there any anything everything something currently now much many name
    named names called company companies startup startups firm firms lab labs model models ai help does did do has have money
    case matter affair part take took takes taken far ever already yet still get got give gives given year quarter january february march april june july august
    september october november december since last past lately currently kind sort type version versions amount
    number often frequently which what who whose whom why when where how is was were are be been being changed change changes compare
    compared full please show me with than more most per vs versus between or and long old big large fast high
    """
)
_ZH_FUNCTION = re.compile(
    "请问|告诉我|为什么|什么时候|何时|多久|有多[大长快高远]|几年|什么|哪一个|哪个|哪些|哪家|哪里|多少钱|多少|几个|如何|怎么样|怎么|是不是|有没有|是否|最近|最新|关于|"
    "消息|新闻|动态|公司|模型|版本|本周|这周|本月|上个月|上月|今天|昨天|了吗|[的了吗呢吧是谁有在被用由和与对为哪家]"
)

# --- Values -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Actor:
    """A name in a question; `type` is None for a capitalised word that the registry doesn't know."""

    name: str
    type: NameType | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `subject` does the main act, `obj` suffers it; `act` and `acts` are keys of the lexicon.

    `value_of` is the property that is asked for ("licence"), `office` whose holder ("ceo").
    `wants` is what the answer names ("company", "model", "person"), `wants_subject` whether it does the act.
    """

    text: str
    actors: tuple[Actor, ...] = ()
    terms: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    act: str | None = None
    subject: frozenset[str] = frozenset()
    obj: frozenset[str] = frozenset()
    needs: Needs | None = None
    head: str | None = None
    value_of: str | None = None
    office: str | None = None
    family: str | None = None
    wants: str | None = None
    wants_subject: bool = False
    comparing: bool = False
    changes: bool = False
    latest: bool = False
    past: bool = False
    since: datetime | None = None
    until: datetime | None = None
    language: str = "en"

    @property
    def names(self) -> frozenset[str]:
        return frozenset(a.name for a in self.actors)

    @property
    def unknown(self) -> tuple[Actor, ...]:
        return tuple(a for a in self.actors if a.type is None)


@cache
def _lexicon() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    english: dict[str, str] = {}
    chinese: list[tuple[str, str]] = []
    for line in _ACTS.strip().splitlines():
        key, latin, han = line.split("|")
        english |= dict.fromkeys(latin.split(), key)
        chinese += [(word, key) for word in han.split()]
    return english, tuple(sorted(chinese, key=lambda pair: -len(pair[0])))


@cache
def things() -> dict[str, frozenset[str]]:
    groups = [
        frozenset(s for w in line.split() for s in (w, *content_words(w))) for line in _THINGS.strip().splitlines()
    ]
    return {word: group for group in groups for word in group}


def words_of_act(key: str) -> list[str]:
    english, chinese = _lexicon()
    return [w for w, k in english.items() if k == key] + [w for w, k in chinese if k == key]


def same_thing_zh(word: str) -> tuple[str, ...]:
    return next((group for group in _THINGS_ZH if word in group), (word,))


def in_chinese(word: str) -> tuple[str, ...]:
    """The Chinese words for an English thing that is counted; none when it isn't known."""
    known = next((_IN_CHINESE[one] for one in (word, *content_words(word)) if one in _IN_CHINESE), "")
    return same_thing_zh(known) if known else ()


_ANY_PHRASE = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _PHRASES), re.IGNORECASE)


def plain_phrases(text: str) -> str:
    """Fixed phrases as one word, so that question and sentence agree. Offsets change."""
    if _ANY_PHRASE.search(text) is None:
        return text
    for pattern, to in _PHRASES:
        text = pattern.sub(to, text)
    return text


_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def acts_in(text: str) -> Iterator[tuple[str, int, int]]:
    """(key, start, end) of each act word of a text, in order; Chinese by substring."""
    english, chinese = _lexicon()
    found = [(english[m[0].lower()], *m.span()) for m in _WORD.finditer(text) if m[0].lower() in english]
    if not text.isascii():
        taken: set[int] = set()
        for word, key in chinese:
            for m in re.finditer(word, text):
                if not taken & set(range(*m.span())):
                    taken |= set(range(*m.span()))
                    found.append((key, *m.span()))
    yield from sorted(found, key=lambda f: f[1])


# --- Names in questions -----------------------------------------------------------------------------------------------

_CAPITALS = re.compile(r"[A-Z][\w’'&.+-]*(?:\s+(?:[A-Z][\w’'&.+-]*|\d[\w.]*))*")
_TYPED = re.compile(r"[A-Za-z0-9][\w.+-]*")
NOT_NAMES = word_set(
    """
    who whom whose what when where which why how did does do is are was were has have had can could will would should may tell show give
    the a an and or in on at by for of to with from since any i im us uk eu ai llm gpu ceo cto cfo ipo api series seed
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today yesterday latest news please compare according whose chinese american european
    english china america europe q1 q2 q3 q4 c b d if it they he she this that these those its their we you as but after before
    while when although also both however meanwhile there here last chief executive officer founder president our
    """
)


def _actors(text: str, registry: Registry) -> list[Actor]:
    found = find_mentions(registry, "", [text.strip().rstrip("?？") + "."])
    actors = [Actor(m.name, m.type, m.start, m.end) for m in found if m.sentence == 0 and m.confidence >= 1.0]
    actors = [a for a in actors if not any(_covers(b, a) for b in actors)]
    actors = list({(a.start, a.end): a for a in actors}.values())
    actors += _typed_names(text, registry, actors)
    actors += _unknown_names(text, actors)
    return sorted(actors, key=lambda a: a.start)


def _covers(one: Actor, other: Actor) -> bool:
    return one.start <= other.start and other.end <= one.end and (one.end - one.start) > (other.end - other.start)


def _typed_names(text: str, registry: Registry, actors: Sequence[Actor]) -> list[Actor]:
    """Names that people typed in lower case, or that need a context which a question hasn't."""
    tokens, found = list(_TYPED.finditer(text)), []
    at = 0
    while at < len(tokens):
        known = next((k for n in (4, 3, 2, 1) if (k := _known_at(text, tokens, at, n, registry, actors))), None)
        if known:
            found.append(known)
            at = next((i for i, t in enumerate(tokens) if t.start() >= known.end), len(tokens))
        else:
            at += 1
    return found


def _known_at(
    text: str, tokens: list[re.Match[str]], at: int, count: int, registry: Registry, actors: Sequence[Actor]
) -> Actor | None:
    if at + count > len(tokens):
        return None
    start, end = tokens[at].start(), tokens[at + count - 1].end()
    written = text[start:end].rstrip(".-")
    if any(a.start < end and start < a.end for a in actors) or (count == 1 and written.lower() in NOT_NAMES | GENERIC):
        return None
    known = registry.canonical(written)
    if known is None or (written.islower() and _is_word(written, registry)):
        return None
    return Actor(known[1], known[0], start, start + len(written))


def _is_word(written: str, registry: Registry) -> bool:
    entry = registry.entries.get(written)
    return len(written) < 4 or bool(list(acts_in(written))) or (entry is not None and entry.sense.word)


def _unknown_names(text: str, actors: Sequence[Actor]) -> list[Actor]:
    found = []
    for match in _CAPITALS.finditer(text):
        start, end = _trimmed(text, *match.span())
        if start < end and not any(a.start < end and start < a.end for a in actors):
            found.append(Actor(text[start:end], None, start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without question words, months and the like at its ends, and without "'s"."""
    while start < end and (first := re.match(r"\S+\s*", text[start:end])):
        if re.sub(r"[’'].*|\W", "", first[0]).lower() not in NOT_NAMES:
            break
        start += len(first[0])
    kept = re.sub(r"(?:[’']s|[’'.-])$", "", text[start:end].rstrip())
    last = re.search(r"\s+(\S+)$", kept)
    if last and last[1].lower() in NOT_NAMES:
        kept = kept[: last.start()]
    return start, start + len(kept)


# --- Times ------------------------------------------------------------------------------------------------------------

_SPANS = (
    (r"\btoday\b|今天|今日", 1),
    (r"\bthis week\b|\b(?:past|last) (?:seven days|7 days)\b|本周|这周|最近一周", 7),
    (r"\bthis month\b|\bpast month\b|本月|这个月", 31),
    (r"\blast quarter\b|\bpast quarter\b", 92),
    (r"\bthis year\b|今年", 366),
)
_SINCE = re.compile(r"\bsince (?:(?P<day>\d{1,2}) )?(?P<what>[a-z]+)(?: (?P<day2>\d{1,2}))?(?:,? (?P<year>\d{4}))?")
_IN_MONTH = re.compile(rf"\b(?:in|during) (?P<what>{'|'.join(MONTHS)})\b(?: (?P<year>\d{{4}}))?")


def span_of(text: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The time that a question is limited to, from `now`: (since, until)."""
    low = text.lower()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight.replace(day=1)
    if re.search(r"\blast month\b|上个?月", low):
        return (first - timedelta(days=1)).replace(day=1), first
    if re.search(r"\blast week\b|上周", low):
        monday = midnight - timedelta(days=midnight.weekday())
        return monday - timedelta(days=7), now
    if re.search(r"\byesterday\b|昨天", low):
        return midnight - timedelta(days=1), midnight
    if since := _SINCE.search(low):
        return _since(since, now), None
    if month := _IN_MONTH.search(low):
        start = _month(month["what"], month["year"], now)
        return start, (start + timedelta(days=32)).replace(day=1)
    return next((now - timedelta(days=days) for pattern, days in _SPANS if re.search(pattern, low)), None), None


def _since(match: re.Match[str], now: datetime) -> datetime | None:
    what, day = match["what"], match["day"] or match["day2"]
    if what in MONTHS:
        start = _month(what, match["year"], now)
        return start.replace(day=min(int(day), 28)) if day else start
    if what in WEEKDAYS:
        back = (now.weekday() - WEEKDAYS.index(what)) % 7 or 7
        return (now - timedelta(days=back)).replace(hour=0, minute=0, second=0, microsecond=0)
    return {"yesterday": now - timedelta(days=1), "last": now - timedelta(days=31)}.get(what)


def _month(name: str, year: str | None, now: datetime) -> datetime:
    number = MONTHS.index(name) + 1
    return datetime(int(year) if year else now.year - (number > now.month), number, 1, tzinfo=UTC)


# --- What is asked ----------------------------------------------------------------------------------------------------

_NEEDS: tuple[tuple[Needs, re.Pattern[str]], ...] = (
    ("version", re.compile(r"\b(?:which|what)\b[^?]*\bversion\b|哪个版本|什么版本|哪一版")),
    ("percent", re.compile(r"\b(?:what|which|how (?:big|large)) (?:an? |is |was )?(?:the )?(?:share|percentage|proportion|percent)\b|\bhow much of\b|占比|百分之几|多少份额|份额是多少")),
    ("money", re.compile(
        r"\bhow (?:much|expensive|big|large)\b.*\b(?:pay|paid|raise[ds]?|costs?|spend|spent|invest|invested|charged?|worth|valued|price[ds]?|sell|fined?|funding|round|deal|stake|token|damages|profits?|revenues?|loss|losses|sales|turnover)\b"
        r"|\bwhat\b.*\b(?:price|valuation|valued at|cost)\b|\bat what (?:price|valuation)\b|多少钱|融资(?:了)?多少|估值(?:是)?多少|价格|售价")),
    ("often", re.compile(r"\bhow (?:often|frequently)\b|多久一次")),
    ("number", re.compile(r"有多[大长快高远]|多久|几年|几天|\bhow (?:many|much|large|big|long|fast|old|far|high)\b|多少|几个|几名|几款")),
    ("date", re.compile(r"\bwhen\b(?! .*\bsaid\b)|\bwhat (?:date|day|year)\b|\bhow soon\b|什么时候|何时|哪一年|哪天")),
    ("why", re.compile(r"^\W*why\b|为什么|为何")),
)  # fmt: skip
_WHO = re.compile(r"\b(?:who|whom|whose)\b|谁|哪家公司|哪些公司|哪家")
_WHICH = re.compile(
    r"\b(?:which|what)\s+(?:\w+\s+){0,2}?(?P<noun>model|models|company|companies|start-?ups?|firms?|labs?|chips?|outlets?|investors?)\b"
)
_DEFINITION = re.compile(
    r"^\W*(?:what|who) (?:is|are|was)\s+(?:the )?[^?]{1,40}\?*\s*$|^\W*.{1,12}是(?:什么|谁|哪家公司)[?？]*$",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\bcompar|\bthan\b|\bversus\b|\bvs\b|\b(?:better|faster|cheaper|larger|bigger|smaller|slower|stronger),? .* or \b|相比|比较|比.*(?:好|快|便宜|大|强)"
)
_CHANGES = re.compile(
    r"\bwhat(?:'s| has| is)? (?:been )?chang|\bany (?:changes|corrections?)\b|\bwhat.*\bcorrect(?:ed|ion)\b|有什么变化|更正"
)
_LATEST = re.compile(
    r"\blatest\b|\bnews?\b|\bhappen|\bupdates?\b|\bgoing on\b|\btell me\b|\brecent|\bwhat about\b|最新|最近|消息|新闻|动态"
)
_PAST = re.compile(r"\b(?:did|was|were|has|have|had)\b|^\W*(?:who|which \w+) \w+ed\b|了")
_HEAD = re.compile(
    r"\bhow (?:many|much) (?!(?:do|does|did|is|are|was|were|will|would|has|have|had|can|could)\b)(?P<noun>[\w -]+?)(?= (?:do|does|did|is|are|was|were|will|would|has|have|had|can|could|in|of|on|at|per|for|an?|work|works|worked|affected|with|from)\b|\?|$)"
)
_HEAD_ZH = re.compile(r"(?:多少|几)(?:名|个|款|家|万|亿|台|位|座)?(?P<noun>[一-鿿]{1,2})")
_HEAD_BEFORE_ZH = re.compile(r"(?P<noun>[一-鿿]{2})(?:是|有|为)?多少")
_BE = re.compile(r"\b(?:is|are|was|were|been|being|be|get|got|gets)\b(?:\s+[\w·-]+){0,4}\s*$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:ed|[^f]ought|made|built|led|sold|paid|spent|cut|chosen|withdrawn)$", re.IGNORECASE)


def understand(text: str, registry: Registry, now: datetime) -> Question:
    """Reads a question. Capitalised words that nobody knows are names too: they must be covered like any other."""
    actors = tuple(_actors(text, registry))
    blank = _blanked(text, actors)
    plain = plain_phrases(blank).lower()
    acts = tuple(dict.fromkeys(key for key, _, _ in acts_in(plain)))
    needs = _needs(text, plain)
    terms = _terms(plain)
    main = _main_act(text, blank, actors)
    if fares := re.search(r"\bhow (?:did|does|do) ·[· ]* (do|perform|fare)\b", blank, re.IGNORECASE):
        acts, main = (*acts, "score"), ("score", *fares.span(1))
    latest = bool(_LATEST.search(plain))
    definition = (
        not latest and needs is None and bool(actors) and not terms and not acts and bool(_DEFINITION.match(text))
    )
    head = _head(plain) if needs in ("number", "money") else None
    if needs == "money" and head in _EARNED:
        acts, main = tuple(a for a in acts if a != "make"), main if main and main[0] != "make" else None
    wants, first = _wanted(blank, blank.lower(), main[1:] if main else None)
    since, until = span_of(text, now)
    asked = property_of(plain) if needs is None and wants in (None, "thing") and not definition and not latest else None
    office = office_of(plain) if wants == "person" and not definition else None
    return Question(
        text, actors, terms, acts, main[0] if main else None,
        *(_roles(blank, actors, main) if main else (frozenset(), frozenset())),
        needs="definition" if definition else needs, head=head, value_of=asked, office=office,
        family=_family(actors, registry) if needs == "version" else None,
        wants=wants, wants_subject=first, comparing=bool(_COMPARING.search(plain)) and (len(actors) > 1 or "than" in plain),
        changes=bool(_CHANGES.search(plain)), latest=latest, past=bool(_PAST.search(plain)), since=since, until=until,
        language=detect_language(text, "en"),
    )  # fmt: skip


_EARNED = word_set("profit profits revenue revenues loss losses sales turnover")
"""What isn't made as a product is: "how much profit did X make" asks for the profit."""


def _blanked(text: str, actors: Sequence[Actor]) -> str:
    """The text with "·" for each character of a name: offsets stay, a name's words aren't asked for twice."""
    for a in actors:
        text = text[: a.start] + "·" * (a.end - a.start) + text[a.end :]
    return re.sub(r"(?<=·)[’']s\b", "  ", text)


def _terms(plain: str) -> tuple[str, ...]:
    english, _ = _lexicon()
    plain = plain.replace("·", " ")
    kept = [w for w in words(plain) if w.isascii() and w not in GENERIC and w not in english and content_words(w)]
    return tuple(dict.fromkeys(t for t in kept if t not in GENERIC)) + tuple(_chinese_terms(plain))


def _chinese_terms(plain: str) -> list[str]:
    if plain.isascii():
        return []
    for key_word, _ in _lexicon()[1]:
        plain = plain.replace(key_word, " ")
    runs = re.findall(r"[一-鿿]+", _ZH_FUNCTION.sub(" ", plain))
    return [run for run in runs if len(run) > 1]


def _needs(text: str, plain: str) -> Needs | None:
    return next((needs for needs, pattern in _NEEDS if pattern.search(plain)), None)


def _head(plain: str) -> str | None:
    """What is counted: the last word of "how many …"."""
    if match := _HEAD.search(plain):
        found = [w for w in words(match["noun"]) if w not in ("more", "new", "of", "money", "the")]
        known = next((w for w in found if w in things() or re.search(r"[^s]s$", w)), None)
        return known or (found[-1] if found and found[-1] not in _lexicon()[0] else None)
    if counted := re.search(r"\bhow many ((?:[\w-]+ ){0,2}?[\w-]+[^s\W]s|people)\b", plain):
        return words(counted[1])[-1]
    match = _HEAD_ZH.search(plain) or _HEAD_BEFORE_ZH.search(plain)
    noun = match["noun"] if match else None
    return noun if noun and not any(word in noun or noun in word for word, _ in _lexicon()[1]) else None


def _family(actors: Sequence[Actor], registry: Registry) -> str | None:
    for actor in actors:
        known = registry.canonical(actor.name, prefer="model")
        if known and known[0] == "model" and known[1] in registry.families:
            return known[1]
    return None


_MAIN_VERB = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would|can|could)\s+(?:the )?·+(?:\s+(?:also|already|ever|really|yet|just|now))?\s+(?P<verb>[a-z-]{3,})\b",
    re.IGNORECASE,
)
_LIGHT = word_set("have had been make made get got give given take taken not want plan agree decide")
"""Verbs after which the act that is asked about may still come."""


def _main_act(text: str, blank: str, actors: Sequence[Actor]) -> tuple[str, int, int] | None:
    """The verb that is asked about: the first directed act, else the first act at all."""
    found = list(acts_in(blank))
    if (verb := _MAIN_VERB.search(blank)) and verb["verb"].lower() not in _LIGHT:
        found = [f for f in found if f[1] <= verb.start("verb") < f[2]]
    return next((f for f in found if f[0] in DIRECTED), found[0] if found else None)


def is_passive(text: str, start: int, end: int) -> bool:
    """Whether the act at start..end is suffered by what stands before it."""
    word = text[start:end]
    if re.search(r"[一-鿿]", word):
        return "被" in text[max(0, start - 16) : start]
    if re.match(r"\s+by\b", text[end:]):
        return True
    return bool(_PARTICIPLE.search(word)) and bool(_BE.search(text[:start]))


def is_turned(word: str) -> bool:
    """Whether who does the act stands after it: who joins is hired by what he joins."""
    return word.lower() in ("join", "joins", "joined")


def _roles(blank: str, actors: Sequence[Actor], main: tuple[str, int, int]) -> tuple[frozenset[str], frozenset[str]]:
    _, start, end = main
    before = [a for a in actors if a.end <= start]
    after = [a for a in actors if a.start >= end]
    if is_turned(blank[start:end]):
        before, after = after, before
    by = re.search(r"\b(?:by|由)\s*(?=·)", blank[end:])
    passive = is_passive(blank, start, end)
    if re.search(r"\bby\s*\W*$", blank) and not after:
        passive = True
    if passive:
        doers = [a for a in after if by and a.start >= end + by.start()]
        return frozenset(a.name for a in doers), frozenset(a.name for a in (*before, *after) if a not in doers)
    if re.search(r"^\s*of\s+·", blank[end:]) and not before:
        return frozenset(), frozenset(a.name for a in after)
    return frozenset(a.name for a in before), frozenset(a.name for a in after)


def _wanted(blank: str, plain: str, act_at: tuple[int, int] | None) -> tuple[str | None, bool]:
    """The kind of name asked for, and whether it stands before the act with no other doer."""
    if match := _WHICH.search(plain):
        noun = match["noun"]
        kind = "model" if noun.startswith("model") else "thing" if noun.startswith("chip") else "company"
    elif match := re.search(r"(?:什么|哪个|哪款|哪些)(?:大)?模型", plain):
        kind = "model"
    elif match := _WHO.search(plain):
        kind = "person" if "who" in match[0] or match[0] == "谁" else "company"
    else:
        return None, False
    turned = act_at is not None and is_turned(blank[slice(*act_at)])
    return kind, act_at is not None and _is_done_to(blank, match.end(), act_at) == turned


def _is_done_to(blank: str, asked: int, act: tuple[int, int]) -> bool:
    """ "Which company did X buy", "whose chips does X use", "who was bought by X": the answer suffers the act."""
    if asked > act[1]:
        return not is_passive(blank, *act)
    between = blank[asked : act[0]]
    by_whom = re.search(r"\bby (?:whom|which|what)\b|\bby\W*$", blank)
    if is_passive(blank, *act):
        return not by_whom and bool(re.search(r"\bby\b", blank[act[1] :]) or "·" not in between)
    return bool(re.search(r"\b(?:did|does|do|will|has|have|is|are)\b[^·]*·", between))
