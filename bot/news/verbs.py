"""The verbs of news prose and their forms: enough to tell where a sentence's subject ends.

No tagger: a word that is a noun as often as a verb ("plan", "report") counts as a verb by what stands before it, which
is asked in `actors`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bot.news.text import word_set

AUXILIARIES = word_set(
    "is are was were be been being am has have had do does did will would may might must can could should shall cannot "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't shouldn't"
)
BE = word_set("is are was were be been being am isn't aren't wasn't weren't")

_IRREGULAR = """
be was were been|have had|do did done|go went gone|say said|get got|make made|know knew known|take took taken|see saw seen|come came
find found|give gave given|tell told|become became|leave left|put put|mean meant|keep kept|begin began begun|hold held
bring brought|write wrote written|sit sat|stand stood|lose lost|pay paid|meet met|lead led|grow grew grown|fall fell fallen
send sent|build built|spend spent|win won|buy bought|speak spoke spoken|rise rose risen|drive drove driven|break broke broken
choose chose chosen|sell sold|catch caught|draw drew drawn|run ran|fight fought|throw threw thrown|fly flew flown|hit hit|cut cut
set set|let let|quit quit|cost cost|shut shut|beat beat beaten|hurt hurt|spread spread|shoot shot|strike struck|steal stole stolen
seek sought|teach taught|think thought|feel felt|hear heard|read read|show showed shown|lay laid|lie lay lain|sink sank sunk
swear swore sworn|withdraw withdrew withdrawn|overtake overtook overtaken|undergo underwent|forget forgot forgotten|hide hid hidden
shrink shrank shrunk|sing sang sung|swim swam swum|wear wore worn|tear tore torn|wake woke woken|bear bore born|forbid forbade forbidden
deal dealt|lend lent|bend bent|burn burnt|learn learnt|sleep slept|sweep swept|stick stuck|hang hung|dig dug|slide slid|split split
shed shed|bid bid|overturn overturned|foresee foresaw foreseen|repay repaid|prove proved proven|mistake mistook mistaken|broadcast broadcast|forecast forecast|arise arose arisen|rebuild rebuilt|oversee oversaw|eat ate eaten
"""
_REGULAR = """
accept accommodate accuse chair captain coach train achieve acknowledge acquire act add admit adopt advise affect agree aim allege allow announce answer apologise apologize
appeal appear appoint approve argue arrest arrive ask assault attack attend avoid award back ban base believe belong block boost
borrow call campaign cancel carry cause caution celebrate challenge change charge check claim clear close collapse collect combine
comment compete complain complete comply concede conclude condemn confirm consider contain continue control convict cool copy
correct cover crash create credit criticise criticize damage decide declare decline defeat defend delay deliver demand deny depend
deploy describe design destroy detain develop die differ discover discuss dismiss drop earn elect employ enable end endorse enjoy
enter escape establish estimate evacuate exceed exclude expand expect explain explore export express face fail favour fear feature file
filter fine finish fire fix follow force form found free fund gain gamble generate handle happen harm head help hike hire hope house
identify impose improve include increase indicate inform injure insist install intend introduce invest investigate invite involve
issue jail join judge jump keep kick kill knock land last launch license like limit link list live load locate look lower maintain
manage march mark match measure monitor mount move name need negotiate note notice object obtain occur offer open operate oppose order
organise organize outperform own pass perform plan play plead please pledge plunge poach point post postpone praise predict
prepare present press prevent produce promise promote prompt propose protect protest prove provide publish pull punish purchase push
qualify raise rank reach receive recommend record recover recruit reduce refuse register regret reject relate relax release rely
remain remember remove renew repay repeat replace report represent request require rescue resign resolve respond rest restore restrict
resume retain retire retract return reveal reverse review rule sack save scan scare scatter score scrap search secure seem seize
sentence serve settle shape share ship shock sign slash slip smash soar sort sound stab start state stay step stop
strengthen struggle study submit succeed sue suffer suggest supply support suppose surge survive suspect suspend talk target tell
tend test thank threaten throttle tighten top total touch trail train transfer travel treat trial trigger try tumble turn unveil update
upgrade urge use value visit volunteer vote wait walk want warn waste watch welcome widen wish withdraw wonder work worry wound
strengthen overturn outline oust own owe opt optimise optimize surpass integrate automate beat analyse analyze benchmark fine-tune
open-source merge quantize generate rank cite boost embed unlock ease curb cap halve double triple quadruple stabilise collect
funnel pocket confess discharge evict spot switch toggle turn hunt chase clash tackle paint print push ruin smell sniff spill squeeze
steer stir stretch suck surprise surround swap tie tip touch trace trap tug twist wander warm wash whisper wrap yell adapt adjust
advance age amend amount appreciate approach arm assess assign assist assume attach attract balance bar bear blame bolster brand
breach brief calm capture cater circulate cite classify climb coincide commission communicate compensate compile compose compound
compromise conceal concern conduct connect construct convince cope count crack cross customise date debut dedicate define delete
deliver demonstrate depart derive differ dig direct disable disappear disband disclose disrupt distribute divide dominate donate
double doubt draft dub ease edit embrace emerge emphasise encounter encourage enforce engage enhance enlist ensure equip evaluate
evolve examine execute exhibit expire exploit extend extract facilitate fall favour finalise flag flee flow forge formulate foster
frame freeze fuel fulfil gather grant greet guarantee guess guide hack halt hand harvest hinder hint ignore illustrate imagine
implement imply impress imprison inaugurate infect inherit initiate inspect inspire instruct interpret interview isolate justify kidnap
lack last leak lean leap level lift lobby log loom loosen lure magnify manufacture mention migrate miss mislead modify motivate mourn
multiply narrow nominate nurse occupy organise originate outlaw overcome overhaul overlook overtake overwhelm package park participate
patch peak perceive persuade pick pilot pin pioneer plot portray possess pour praise precede prefer preserve prioritise probe process
proclaim progress prohibit project pronounce prosecute provoke pursue query question quote race rally ramp reach react rebound rebrand
recall reckon recognise reconsider redesign redirect refer reflect reform refund regain regulate reinforce reiterate reserve
reshape resist restart restructure result retrieve reunite rival rob rock roll rush sail sample sanction satisfy scale scrutinise
seal select separate shelve shift shout shrug signal simplify skip slam slow sponsor stage stall stem stop store storm stress
strip structure suit sum supervise suppress suspend sustain symbolise tag tailor tempt terminate testify thrive topple toss
tour tower trade transform translate transmit trim trust uncover undermine underscore unite unlock urge utilise vanish vary venture
veto view violate void vow warrant wave weaken weigh whip wipe witness worsen wrestle yield
"""


def _irregular_verbs() -> Iterator[list[str]]:
    """Each base form with its others."""
    return (verb.split() for verb in _IRREGULAR.strip().replace("\n", "|").split("|"))


@cache
def _forms() -> dict[str, str]:
    table: dict[str, str] = {}
    for base, *others in _irregular_verbs():
        for form in (base, *others, *_regular_forms(base, with_past=False)):
            table.setdefault(form, base)
    for base in _REGULAR.split():
        for form in (base, *_regular_forms(base)):
            table.setdefault(form, base)
    return table


def _regular_forms(base: str, with_past: bool = True) -> list[str]:
    if base.endswith("y") and base[-2] not in "aeiou":
        third, past, going = base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    elif base.endswith("e"):
        third, past, going = base + "s", base + "d", base[:-1] + "ing"
    else:
        third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        past, going = base + "ed", base + "ing"
    doubled = [base + base[-1] + "ed", base + base[-1] + "ing"] if base[-1] in "bdglmnprt" else []
    return [third, going, *([past] if with_past else []), *doubled]


def verb_of(word: str) -> str | None:
    """The base form of a lower-cased word that may be a verb, else None."""
    return _forms().get(word.partition(" ")[0])


@cache
def _irregular() -> dict[str, str]:
    return {form: base for base, *forms in _irregular_verbs() for form in forms if form != base}


def irregular_base(word: str) -> str | None:
    """ "Repay" for "repaid"; None for a regular form."""
    return _irregular().get(word)


NOUNS_TOO = word_set(
    """
    advance age aim answer appeal approach arm arrest attack award back balance ban bar base bear bid blame block board boost brand
    breach break brief broadcast burn call camp campaign cap capture care cause challenge change charge check claim clash comment
    contact contract control cook copy cost count cover crack crash credit cross cure curb cut damage date deal debate decline defeat
    delay demand design doubt draft draw dream drink drive drop ease edit effect end estimate exhibit experience exploit export face
    fall fear feature feel field fight figure file fill film fine finish fire fish fix flag float flood flow fly focus force forecast
    form frame fuel fund gain gamble gift grant grip group guarantee guide halt hand harm harvest head heat help hike hit hold hope
    host hunt hurt import impact increase influence interest interview invite issue jail jump kick kill knock label lack land laugh
    launch lead leak level lift light like limit line link list load loan lobby lock log look loss love mark market master match
    measure mention merge milk mind model mount move name need note number object offer open order outline pack package paint park part
    pass patch pause pay peak phone pick picture pilot pin place plan plant play pledge plot point poll post practice praise present
    press price print probe process produce profile profit progress project promise prompt protest pull purchase push question quote
    race raid rain raise rally ramp range rank rate reach read reason rebound record reform regret release remark rent repair reply
    report request rescue research reserve result return review reward ride ring rise risk rival role roll rule run rush sail sale
    sample sanction scale scan scare schedule score screen seal search seat sense sentence set shape share shift ship shock shop shot
    show sign signal slip smile sort sound spark speed spend spill spin split sponsor spot spread stab staff stage stake stall stand
    star start state station stay step stick stock stop store storm stress stretch strike strip structure struggle study suit supply
    support surge surprise survey suspect swap switch tag talk target tax team test text threat tie tip toll top total touch tour
    tower trace track trade train transfer transport trap travel treat trial trigger trip trust turn type update upgrade use value
    view visit voice vote wait walk warrant wash waste watch wave wear weight will win wish witness work worry wound
    """
)
"""Base forms whose -s form is a plural noun as often as a verb."""


@cache
def is_past(word: str) -> bool:
    """Whether a lower-cased verb form may be a past tense or a participle."""
    base, word = verb_of(word), word.partition(" ")[0]
    if base is None:
        return False
    return word.endswith("ed") or (word != base and not word.endswith(("s", "ing"))) or word in _UNCHANGED


_UNCHANGED = word_set("put cut set let quit cost shut hit hurt spread read beat split shed bid come run become")
