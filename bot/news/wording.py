"""Which words of news prose mean the same, which are opposites, and which direction they point in.

Tight groups, for judging whether a claim says what its source says; `concepts` has the loose ones for likeness.
Word forms are folded by `text.stem`; irregular forms stand in the lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from bot.news.text import stem
from bot.news.verbs import irregular_base, verb_of

_SAME = """
say says said saying state stated tell told add added note noted remark explain explained write wrote mention
report reported reporting
use uses used using adopt utilise utilize rely relying deploy leverage harness
buy bought purchase acquire acquisition takeover
sell sold selling sale divest
release launch unveil introduce introduction debut publish ship shipped shipping present roll rollout reveal
raise raised secure secured funding fundraising
plan intend intention aim seek sought
rise rises rose risen rising increase grow grew grown growth growing climb jump surge soar gain expand
fall falls fell fallen drop dropped decline decrease slump plunge sink sank tumble slip shrink shrank slide slid
overtake overtook overtaken surpass exceed outpace
firm company business group corporation start-up startup venture
hire hired recruit appoint appointment poach named
leave left leaving depart departure quit resign resignation
sue sued suing lawsuit suit litigate
cut cuts cutting reduce reduction lower lowering slash trim
layoff layoffs fire fired dismiss axe
build built building develop development create creation construct make made making produce
start started begin began begun beginning commence
stop stopped halt cease end ended ending
show showed shown find found finding indicate reveal demonstrate suggest
win won winning
lose lost losing
help helped assist support aid
allow let enable permit
approve approval greenlight endorse pass passed enact
block blocked prevent stop
test tested testing trial pilot
train trained training
big large huge giant major massive
new newest latest fresh
chief head boss executive ceo
researcher scientist
employee staff worker staffer workforce headcount
customer client user
money fund cash
deal agreement contract pact accord
partner partnership collaborate collaboration team
price cost
need require
get got receive obtain
give gave given provide offer supply
pay paid payment spend spent spending
think thought believe believed
run ran running operate operation
lead led leading leader
show showed
hold held holding
keep kept continue continued remain remained stay stayed
know knew known
come came
go went gone
take took taken
meet met meeting
open-source open-sourced open-weight
america american us usa u.s washington
china chinese beijing
europe european eu
britain british uk
japan japanese
korea korean
india indian
germany german
france french
taiwan taiwanese
percent cent
artificial ai
year annual annually yearly
month monthly
quarter quarterly
capture captured account hold
share portion proportion
comment respond
programme program
regulator watchdog authority
data figure
sanction restriction curb
worldwide globally global
withdraw withdrew withdrawn pull pulled remove recall retract
force effect
stock share shares
chip chips semiconductor accelerator processor gpu
investor investors backer shareholder
picture image photo photograph
complete finish finished
lawmaker legislator politician parliamentarian
require oblige mandate
unchanged keep maintain
maker developer creator manufacturer
warn caution
investigate probe inquiry investigation
former formerly previously
double doubled doubling
mistake error
incident accident
bill law legislation act
vote voted
ask asked request demand
apologise apologize apology sorry
quickly swiftly
mostly mainly largely
almost nearly
founder co-founder cofounder
finance financial
revenue sales turnover
profit earnings income
forecast guidance outlook
spokesperson spokesman spokeswoman
prove proof
rival competitor
cheap inexpensive affordable
offer available
computer machine
licence license
defence defense
order ordered instruct
judge court tribunal
ruling rule ruled verdict
appeal appealed
article story
publisher newspaper
approve approved clear cleared
delay delayed postpone
ban banned prohibit
country nation
city town
government state
power electricity energy
plant factory
site location
about regarding concerning
quick quickly fast rapid rapidly
method approach technique
answer reply replied
agree agreed
invest investment investor
value valuation valued
accuse allege
fine penalty
improve improvement upgrade
code codes coding programming
"""

_SAME_CHINESE = """
发布 推出 公布 发表 亮相 上线
收购 并购 买下
使用 采用 应用 利用
表示 称 说 指出 透露
融资 募资 筹集
上涨 增长 上升 增加 提高 攀升 提升
下跌 下降 减少 降低 下滑 回落
公司 企业 集团
起诉 控告 状告
裁员 裁减
计划 打算 拟
超过 超越 逾
合作 联手 携手
训练 培训
美国 美方
中国 中方
员工 雇员 职工 雇员
研究人员 研究员 科学家
开始 启动
包括 包含
披露 公开
"""

_PHRASES = """
turn down: reject|throw out: reject|vote down: reject|put off: postpone|push back: postpone|call off: cancel|cut off: isolated|carry out: conduct
set up: establish|take over: acquire|look into: investigate|bring down: reduce|cut back: reduce|scale back: reduce|shut down: close
point out: note|hand over: give|lay off: layoff|give back: return|pay back: repay|go ahead: proceed|pull out: withdraw|give up: abandon
step down: resign|stand down: resign|step up: increase|find out: discover|speed up: accelerate|slow down: slow|switch off: disable
turn off: disable|toggle off: disable|switch on: enable|turn on: enable|roll out: release|sell off: sell|sign up: join|team up: partner
fall down: collapse|kick off: start|make up: account|put forward: propose|take on: hire|come up: arise|run out: end|break out: start
take part: participate|wind down: close|hold up: delay|fly in: fly|bring in: bring|swear in: inaugurate|work out: solve|let go: dismiss
turn up: appear|buy out: acquire|bring out: release|put out: publish|send out: send|come out: appear|set off: trigger|drop out: leave
give way: concede|take place: happen|fill in: fill|hand out: distribute|phase out: withdraw|ramp up: increase|build up: increase|come down: fall
go up: rise|go down: fall|get up: rise|come forward: appear|hand in: submit|sum up: summarise|track down: find|pick up: collect|left out: omit
leave out: omit|break down: fail|break up: split|clean up: clean|close down: close|cover up: hide|dig out: rescue|draw up: draft|fall through: fail
hold back: withhold|keep up: maintain|knock down: destroy|lock up: jail|opt out: decline|pass away: die|pile up: accumulate|prop up: support
pull off: achieve|put down: suppress|rely on: use|see off: defeat|send back: return|settle on: choose|shore up: support|sign off: approve|sit out: miss
spin off: separate|split up: split|stand up: oppose|stay on: remain|tear down: destroy|tie up: partner|top up: increase|trade in: swap|turn over: give|wipe out: destroy
"""
"""Verbs of two words, and the verb that each counts as."""

_OPPOSITE = """
rise fall|overtake trail|overtake lag|overtake behind|lead trail|lead lag|ahead behind|up down|higher lower|more less|more fewer
above below|over under|win lose|buy sell|open closed|open close|public private|first last|largest smallest|biggest smallest
most least|before after|accept reject|accept refuse|approve block|release withdraw|launch withdraw|large small|big small|approve reject|approve ban|allow ban|allow block|hire layoff|hire leave
join leave|start stop|profit loss|faster slower|cheaper dearer|cheap expensive|cheaper expensive|support oppose|support reject|back oppose
confirm deny|early late|earlier later|internal external|domestic foreign|import export|success failure|succeed fail
free paid|strong weak|stronger weaker|better worse|best worst|gain loss|gain lose|expand shrink|strengthen weaken|increase reduce
raise cut|rise cut|buyer seller|plaintiff defendant|open-source closed-source|open-source proprietary|maximum minimum|high low
long short|longer shorter|old new|positive negative|good bad|safe unsafe|safe dangerous|legal illegal|likely unlikely|able unable
with without|for against|to from|include exclude|same different|hardware software|text image|audio video|male female|day night
morning evening|north south|east west|left right|inside outside|optimistic pessimistic|praise criticise|praise criticize
encourage discourage|temporary permanent|partial full|partly fully|minority majority|narrow widen|narrow wide|tighten loosen|tighten ease
delay accelerate|postpone advance|cancel resume|suspend resume|win defeat|upgrade downgrade|beat miss|outperform underperform
training inference|guilty innocent|guilty acquit|enter exit|appoint dismiss|attack defend|agree disagree|agree refuse
always never|all none|all some|everything nothing|many few|entire part|exclusive non-exclusive|daily weekly|weekly monthly|monthly annual|daily monthly|quarter year|month year|week month|week year|hour day|day week|day month
first second|second third|third fourth|first third|second fourth|million billion|billion trillion
"""

_STANCES = """
accept / appeal challenge contest
proceed continue / postpone cancel scrap abandon suspend
agree accept approve allow support welcome grant endorse permit consent / reject refuse oppose block ban dismiss criticise deny veto
praise welcome applaud / criticise complain condemn slam blame
confirm admit acknowledge confess concede / deny dispute reject
survive survivor live alive / die kill death perish dead
meet reach achieve hit exceed / miss short fail
hot hotter hottest warm warmer warmest / cold colder coldest cool cooler coolest
increase expand enlarge widen grow rise extend / dissolve disband shrink close abolish halve
hire recruit / dismiss layoff leave
join arrive / leave depart quit
free release / jail detain imprison hold
tighten strengthen toughen stricter / loosen relax ease weaken laxer
keep retain preserve / remove discard drop delete
open launch begin start / close shut end finish
improve better / worsen worse deteriorate
enable / disable
add include / remove exclude omit
victory win winner / defeat loss loser lose
surplus profit gain / deficit loss
guilty convict convicted conviction / innocent acquit acquitted acquittal clear
man male boy husband father son brother he / woman female girl wife mother daughter sister
old older oldest elderly / young younger youngest
top upper / bottom lower
quick quicker quickest fast faster fastest quickly / slow slower slowest slowly
easy simple easier / difficult hard tough harder
optimistic hopeful hope / pessimistic fear worry
cheap cheaper cheapest affordable / expensive costly dear
rich wealthy / poor
love like / hate dislike
build create found establish / destroy demolish dissolve abolish
lend / borrow
teacher / pupil student
doctor / patient
employer / employee
majority / minority
unanimous unanimously / divided narrowly
clear clearly / unclear confusing
north northern / south southern
east eastern / west western
local / foreign
remember / forget
attack / defend
appear / disappear vanish
import / export
optional / mandatory compulsory
visible / invisible hidden
"""
"""Words of each side contradict those of the other."""

_OPPOSITE_CHINESE = """
上涨 下跌|增长 下降|上升 下降|增加 减少|提高 降低|高于 低于|超过 低于|领先 落后|开源 闭源|收购 出售|买入 卖出|批准 否决|批准 拒绝
支持 反对|接受 拒绝|同意 拒绝|扩大 缩小|盈利 亏损|成功 失败|允许 禁止|加入 离开|上调 下调|最大 最小|最高 最低|更多 更少|公开 保密
招聘 裁员|开始 停止|确认 否认|证实 否认|首次 再次|提前 推迟|加速 放缓|国内 国外|进口 出口|原告 被告|免费 付费|增强 削弱|大幅 小幅|恢复 暂停
增长 下跌|增长 下滑|上涨 下降|上升 下跌|增长 减少|升 降|涨 跌
"""

UP, DOWN = "+", "-"
_UP_WORDS = "rise overtake more higher above up greater lead ahead faster better stronger double triple beat outperform top upgrade 增长 上涨 上升 增加 提高 高于 超过 领先 攀升 提升 超越"
_DOWN_WORDS = "fall less lower fewer below down cut trail lag behind slower worse weaker halve underperform miss downgrade 下降 下跌 减少 降低 低于 落后 下滑 回落 不及"


@cache
def _groups() -> dict[str, str]:
    """Each word's stem to its group's name ("=rise"). A word in two groups stays in the first."""
    table: dict[str, str] = {}
    for line in (_SAME + _SAME_CHINESE).strip().splitlines():
        words = line.split()
        for word in words:
            table.setdefault(stem(word), "=" + stem(words[0]))
            table.setdefault(word, "=" + stem(words[0]))
    return table


@cache
def key_of(word: str) -> str:
    """What a lower-cased word (or Chinese term) counts as when wordings are compared."""
    groups = _groups()
    found = groups.get(word) or groups.get(stem(word))
    if found is None and (base := irregular_base(word)) is not None:
        return groups.get(base) or groups.get(stem(base)) or stem(base)
    return found or stem(word)


def _listed_phrases() -> Iterator[tuple[str, str, str]]:
    """Verb, particle, and the verb that both together count as."""
    for entry in _PHRASES.strip().replace("\n", "|").split("|"):
        words, _, meaning = entry.partition(": ")
        verb, particle = words.split()
        yield verb, particle, meaning


@cache
def _phrases() -> dict[tuple[str, str], str]:
    return {(verb, particle): key_of(meaning) for verb, particle, meaning in _listed_phrases()}


PARTICLES = frozenset(particle for _, particle, _ in _listed_phrases())


def phrase_key(verb: str, particle: str) -> str | None:
    """What a verb (lower case, any form) with the word after it counts as: "turned", "down" as "reject"."""
    return _phrases().get((verb_of(verb) or verb, particle))


@cache
def places() -> frozenset[str]:
    """Keys that tell whose: the countries of the groups."""
    return frozenset(
        key_of(w)
        for w in [
            "american",
            "chinese",
            "european",
            "british",
            "japanese",
            "korean",
            "indian",
            "german",
            "french",
            "taiwanese",
        ]
    )


def _contraries() -> Iterator[tuple[str, str]]:
    for pair in filter(None, (_OPPOSITE + _OPPOSITE_CHINESE).replace("\n", "|").split("|")):
        one, other = pair.split()
        yield one, other
    for line in _STANCES.strip().splitlines():
        side, against = line.split(" / ")
        yield from product(side.split(), against.split())


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Each key to the keys that contradict it."""
    table: dict[str, set[str]] = {}
    for one, other in ((key_of(a), key_of(b)) for a, b in _contraries()):
        if one != other:
            table.setdefault(one, set()).add(other)
            table.setdefault(other, set()).add(one)
    return {key: frozenset(others) for key, others in table.items()}


@cache
def _directions() -> dict[str, str]:
    up = {key_of(w): UP for w in _UP_WORDS.split()}
    return up | {key_of(w): DOWN for w in _DOWN_WORDS.split()}


def direction(key: str) -> str | None:
    """UP or DOWN for a key that tells a change or a comparison, else None."""
    return _directions().get(key)


@cache
def chinese_terms() -> tuple[str, ...]:
    """The Chinese terms of the groups and opposites, longest first: they are read whole."""
    listed = (_SAME_CHINESE + _OPPOSITE_CHINESE).replace("|", " ").split() + _UP_WORDS.split() + _DOWN_WORDS.split()
    return tuple(sorted({t for t in listed if not t.isascii() and len(t) > 1}, key=lambda t: (-len(t), t)))
