"""English words that contradict each other, the two sides of a line each; and those that point up or down."""

OPPOSITE = """
# the commonest words of all areas
rise / fall
overtake / trail
overtake / lag
overtake / behind
lead / trail
lead / lag
ahead / behind
up / down
higher / lower
more / less
more / fewer
above / below
over / under
win / lose
buy / sell
open / closed
open / close
public / private
first / last
largest / smallest
biggest / smallest
most / least
before / after
accept / reject
accept / refuse
approve / block
release / withdraw
launch / withdraw
large / small
big / small
approve / reject
approve / ban
allow / ban
allow / block
hire / layoff
hire / leave
join / leave
start / stop
profit / loss
faster / slower
cheaper / dearer
cheap / expensive
cheaper / expensive
support / oppose
support / reject
back / oppose
confirm / deny
early / late
earlier / later
internal / external
domestic / foreign
import / export
success / failure
succeed / fail
free / paid
strong / weak
stronger / weaker
better / worse
best / worst
gain / loss
gain / lose
expand / shrink
strengthen / weaken
increase / reduce
raise / cut
rise / cut
buyer / seller
plaintiff / defendant
open-source / closed-source
open-source / proprietary
maximum / minimum
high / low
long / short
longer / shorter
old / new
positive / negative
good / bad
safe / unsafe
safe / dangerous
legal / illegal
likely / unlikely
able / unable
with / without
for / against
to / from
include / exclude
same / different
hardware / software
text / image
audio / video
male / female
day / night
morning / evening
north / south
east / west
left / right
inside / outside
optimistic / pessimistic
praise / criticise
praise / criticize
encourage / discourage
temporary / permanent
partial / full
partly / fully
minority / majority
narrow / widen
narrow / wide
tighten / loosen
tighten / ease
delay / accelerate
postpone / advance
cancel / resume
suspend / resume
win / defeat
upgrade / downgrade
beat / miss
outperform / underperform
training / inference
guilty / innocent
guilty / acquit
enter / exit
appoint / dismiss
attack / defend
agree / disagree
agree / refuse
always / never
all / none
all / some
everything / nothing
many / few
entire / part
exclusive / non-exclusive
daily / weekly
weekly / monthly
monthly / annual
daily / monthly
quarter / year
month / year
week / month
week / year
hour / day
day / week
day / month
first / second
second / third
third / fourth
first / third
second / fourth
million / billion
billion / trillion
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
# deciding, allowing, forbidding
uphold / reject overturn quash
resume restart / stop suspend
authorise authorize legalise legalize allow permit license / forbid outlaw ban prohibit bar
ratify uphold affirm / overturn repeal annul revoke rescind quash
comply obey adhere / violate breach flout defy ignore disobey
impose introduce / lift waive abolish scrap repeal
mandatory compulsory obligatory required / voluntary optional
exempt exemption / subject liable
eligible qualify / ineligible disqualify disqualified
permitted / forbidden banned
unanimous unanimously / divided split
accept acceptance embrace / refuse refusal rebuff spurn
consent / refusal
sign / veto
legalise legalize / criminalise criminalize
deregulate deregulation / regulate
formal formally official officially / informal informally unofficial unofficially
final / provisional interim preliminary
binding / non-binding voluntary
# law, courts and crime
convict conviction guilty / acquit acquittal exonerate innocent
jail imprison imprisonment detain arrest / free pardon acquit
plaintiff claimant / defendant
guilt / innocence
murder / manslaughter
armed / unarmed
honest honesty / dishonest dishonesty corrupt
genuine authentic real / fake counterfeit bogus forged
confess admit / deny
solved / unsolved
deliberate deliberately intentional intentionally / accidental accidentally unintentional unintentionally inadvertent inadvertently
conviction / acquittal
harsher tougher stricter / lighter lenient milder
# accidents, disasters, war
survive survived survivor / die died death perish killed
unhurt unharmed uninjured unscathed / injure injury wounded hurt
intact undamaged / damaged destroyed wrecked
attack invade / defend
advance / retreat
victory triumph victorious / defeat surrender
ally friend friendly / enemy foe hostile
escalate escalation intensify / ease de-escalate calm
arm armed / disarm disarmed
occupy / liberate
peaceful peacefully / violent violently
calm / unrest turmoil
advance / withdraw
impose tighten / lift ease relax
freed released / captured detained
natural / man-made artificial
# elections, government
elect elected / defeat defeated oust ousted
incumbent / challenger
left-wing leftist / right-wing rightist conservative
democracy democratic / dictatorship autocracy authoritarian
republican / democrat
conservative / liberal
nationalise nationalize / privatise privatize
immigration immigrant / emigration emigrant
centralise centralize / decentralise decentralize
victory / defeat
supporter / opponent critic
proponent advocate / opponent critic
unite united unity / divide divided division
# money and markets
profit profitable surplus earnings / loss deficit unprofitable
income revenue / expenditure expense
bullish / bearish
boom growth expansion / recession slump contraction downturn
inflation / deflation
lend lender / borrow borrower
asset / liability
rich richer wealthy wealthier / poor poorer
increase rise raise / decrease reduce reduction cut
exceed outstrip surpass / miss trail
overvalued / undervalued
appreciate / depreciate
surge soar jump climb gain / plunge tumble slump slide sink
recover rebound recovery rally / fall slump worsen
import importer / export exporter
wholesale / retail
abundant plentiful glut surplus / scarce shortage scarcity
gross / net
solvent / insolvent bankrupt
taxed taxable / tax-free untaxed
cheap cheaper cheapest affordable inexpensive / expensive dear dearer dearest pricier costlier
discount / surcharge
merge merger / split demerge
hire recruit recruitment employ / layoff sack dismiss dismissal fired
employed employment / unemployed unemployment jobless
promote promotion / demote demotion relegate relegation
permanent permanently / temporary temporarily interim
full-time / part-time
skilled / unskilled
paid / unpaid
join joined / quit resign leave
appoint / dismiss oust
experienced / inexperienced novice
senior / junior
experience / inexperience
# technology, AI, products
install / uninstall
enable activate / disable deactivate
connect connected connection / disconnect disconnected disconnection
encrypt encrypted / decrypt unencrypted
compatible / incompatible
upload / download
online / offline
input / output
open-source open / closed-source proprietary closed
automatic automatically automated / manual manually
digital / analogue analog
wired / wireless
lock locked / unlock unlocked
secure secured / insecure unsecured vulnerable
accurate accurately accuracy precise / inaccurate inaccuracy imprecise
reliable / unreliable
efficient efficiency / inefficient inefficiency
effective effectively / ineffective ineffectively
capable able / incapable unable
simple simplicity / complex complexity complicated
simplify / complicate
available availability / unavailable unavailability
limited / unlimited
restricted / unrestricted
train training / inference
supervised / unsupervised
labelled labeled / unlabelled unlabeled
aligned / misaligned
virtual / physical
synthetic artificial / natural real
stable / unstable
centralised centralized / decentralised decentralized
newest / oldest
outperform / underperform
pass passed / fail failed
correct correctly / incorrect incorrectly wrong wrongly
true / false untrue
success successful successfully succeed / failure fail unsuccessful unsuccessfully
proven / unproven disproved
confirm confirmed / unconfirmed refute disprove
discontinue discontinued / continue continued
subscribe / unsubscribe
opt-in / opt-out
visible visibly / invisible hidden
wider broader / narrower
heavier heavy / lighter light
thick thicker / thin thinner
expand expansion extend extension / shrink contraction shorten
lengthen longer / shorten shorter
compress / expand
# science, health, environment
healthy healthier / unhealthy ill sick
recover recovery / relapse deteriorate deterioration worsen die death dead kill
infected / uninfected
contagious / non-contagious
vaccinated / unvaccinated
benign / malignant
cure / incurable
curable treatable / incurable untreatable
fertile / infertile
obese overweight / underweight
smoker / non-smoker
extinct / surviving
rare / common
wild / tame captive domestic
drought dry drier driest / flood wet wetter wettest
rainy / sunny dry
sunny / cloudy
hot hotter hottest warm warmer warmest heat / cold colder coldest cool cooler coolest
warming / cooling
freeze froze frozen / melt melted thaw
renewable / fossil non-renewable
clean cleaner / dirty dirtier polluted
sustainable / unsustainable
urban / rural countryside
upstream / downstream
inland / coastal offshore
onshore / offshore
summer / winter
sunrise dawn / sunset dusk
shallow / deep
calm / stormy
# sport
eliminate / qualify reach advance win beat
beat overcome / lose lost
lag trail / beat lead outperform
win winner / lose loser
amateur / professional
promote promotion promoted / relegate relegation relegated
qualify qualified / eliminated disqualified
unbeaten undefeated / beaten
singles / doubles
indoor / outdoor
champion / runner-up
gold / silver bronze
silver / bronze
favourite favorite / underdog outsider
fastest quickest / slowest
# culture, education, everyday life
man men male boy / woman women female girl
husband / wife
father dad / mother mum mom
son / daughter
brother / sister
uncle / aunt
nephew / niece
grandfather / grandmother
grandson / granddaughter
king prince / queen princess
prince / princess
actor / actress
widow / widower
bride / groom bridegroom
gentleman / lady
policeman / policewoman
schoolboy / schoolgirl
adult / child children
teacher professor lecturer / pupil student
marry married marriage wedding / divorce divorced separate
friend / enemy
fiction fictional / non-fiction factual
comedy / tragedy
literate / illiterate
praise praised acclaim acclaimed / criticise criticize criticised panned
popular popularity / unpopular unpopularity
vegetarian vegan / meat
fresh / stale rotten
sweet / sour bitter
departing / arriving
take-off / land landing
inbound incoming / outbound outgoing
outward / inward
incoming / outgoing
upstairs / downstairs
crowded / deserted empty
attend / miss skip boycott
wake awake / asleep
alive / dead deceased
tall taller tallest / short shorter shortest
rich / poor
noisy loud loudly / quiet quietly silent
bright / dim dark
dry / wet
smooth / rough
tight / loose
beautiful / ugly
clean / dirty
# time, frequency and order
early earliest / late
morning / afternoon evening
weekday / weekend
noon midday / midnight
spring / autumn
often frequently frequent / rarely rare seldom
always / sometimes occasionally
usually / rarely seldom
temporary temporarily / permanent permanently
immediate immediately instantly / eventually gradual gradually
sudden suddenly / gradual gradually
quick quickly rapid rapidly / slow slowly
brief briefly short / lengthy prolonged long
initial initially / final eventually
postpone delay delayed / advance hasten expedite
ancient / modern
original / revised
old-fashioned outdated obsolete / modern up-to-date
punctual / late
pre-war / post-war
onward / backward
forward forwards / backward backwards
# degree, quantity, comparison
maximum maximal most / minimum minimal least
more / less fewer
many numerous / few
most / fewest
increase / decrease
double triple quadruple / halve
add addition / subtract deduct
entirely completely fully / partial partially partly
sufficient enough adequate / insufficient inadequate
slight slightly marginally / sharp sharply steep steeply dramatic dramatically significantly considerably substantially
significant considerable substantial major / negligible minor trivial slight insignificant
major / minor
highest / lowest
largest biggest / smallest
larger bigger greater / smaller lesser
upper / lower
top / bottom
above / below beneath
widest / narrowest
wide wider broad / narrow narrower
long longer longest / short shorter shortest
deepest / shallowest
strongest stronger strong strength / weakest weaker weak weakness
fastest faster / slowest slower
best better / worst worse
superior / inferior
richest / poorest
heaviest / lightest
closest nearest / farthest furthest
equal equally / unequal unequally
same identical / different
similar / different
together jointly joint / separately individually
plus / minus
exact exactly precisely / approximately roughly
grow growth / shrink decline
widen / narrow
deepen / ease
accelerate acceleration / slow slowdown decelerate
improve improvement / worsen deteriorate deterioration
# place and direction
north northern northward / south southern southward
east eastern eastward / west western westward
north-east northeast / south-west southwest
north-west northwest / south-east southeast
inside indoors / outside outdoors
inner / outer
internal internally / external externally
upward upwards / downward downwards
ascend ascent / descend descent
central / peripheral
underground / overground
vertical / horizontal
clockwise / anticlockwise
# cause, manner, judgement, feeling
voluntary voluntarily / compulsory forced mandatory
direct directly / indirect indirectly
openly / secretly covertly
public publicly / secret secretly private privately
careful carefully cautious cautiously / careless reckless recklessly
necessary / unnecessary
possible / impossible
probable / improbable
certain / uncertain
sure / unsure
clear clearly / unclear
important / unimportant trivial
useful / useless
helpful / unhelpful harmful
fair fairly / unfair unfairly unjust
biased / unbiased impartial
reasonable / unreasonable
acceptable / unacceptable
appropriate suitable / inappropriate unsuitable
ethical moral / unethical immoral
responsible responsibly / irresponsible irresponsibly
happy happily / unhappy sad dissatisfied
satisfied satisfaction / dissatisfied dissatisfaction
optimism optimistic hopeful / pessimism pessimistic gloomy
confident confidence / doubtful doubt
trust / distrust mistrust
relieved / worried alarmed
love / hate
proud / ashamed
brave / cowardly
generous / greedy stingy
polite / rude
friendly / hostile unfriendly
enthusiastic / reluctant unenthusiastic
willing willingly eager / unwilling unwillingly reluctant reluctantly
keen / reluctant
encourage / discourage deter
welcome welcomed praise applaud / condemn denounce deplore criticise
advantage benefit / disadvantage drawback downside
strength / weakness
gain gained / lose lost
remember remembered / forget forgot
recognise recognize / overlook
believe believed / doubt disbelieve
respect / contempt
popular / unpopular
easy easier easiest easily / difficult harder hardest tough
normal ordinary usual / abnormal unusual strange odd
expected / unexpected
surprising / unsurprising
aware / unaware
familiar / unfamiliar
answered / unanswered
changed altered / unchanged unaltered
affected / unaffected
related / unrelated
involved / uninvolved
employed / unemployed
resolved / unresolved
published / unpublished
registered / unregistered
licensed / unlicensed
finished completed complete / unfinished incomplete
prepared / unprepared
equipped / unequipped
paid / free
occupied / unoccupied vacant
inhabited / uninhabited
protected / unprotected
tested / untested
trained / untrained
verified / unverified
documented / undocumented
detected / undetected
noticed / unnoticed
dependent / independent
agreeable / disagreeable
loyal / disloyal
legible / illegible
logical / illogical
relevant / irrelevant
regular regularly / irregular irregularly
reversible / irreversible
replaceable / irreplaceable
consistent consistently / inconsistent inconsistently
competent / incompetent
convenient / inconvenient
visible / invisible
complete / incomplete
sane / insane
mature / immature
mobile / immobile
perfect / imperfect flawed
connect / disconnect
appear / disappear
approve approval / disapprove disapproval
obey / disobey
honest / dishonest
qualify / disqualify
organised organized / disorganised disorganized
respectful / disrespectful
build construct erect / demolish
create / destroy
attach / detach
load / unload
pack / unpack
reveal disclose / conceal hide withhold
include inclusion / exclude exclusion omit omission
add / remove removal
repair mend / damage
tighten / relax ease loosen
inflate / deflate
multiply / divide
combine merge / separate split
gather / scatter disperse
reward / punish
heal / wound
protect / endanger expose
help helped assist / hinder hamper
allow / prevent block
obstruct / facilitate
persuade / dissuade
invite / exclude
"""
"""Words of each side contradict those of the other."""

UP = """
rise overtake more higher above up greater lead ahead faster better stronger double triple beat outperform top upgrade
"""

DOWN = """
fall less lower fewer below down cut trail lag behind slower worse weaker halve underperform miss downgrade
"""
