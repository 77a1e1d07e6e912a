"""English words of one field of meaning, one field a line; a word may stand in several."""

FIELDS = """
jail jailed prison imprisoned sentence sentenced custody behind bars convict convicted guilty term inmate detention conviction crime criminal
steal stole stolen theft thief fraud embezzle funnel pocket swindle launder rob robbery burglary burglar loot scam defraud take took
court judge trial hearing jury tribunal lawsuit case legal law justice plaintiff defendant complaint sue claim ruling verdict lawyer attorney barrister solicitor appeal prosecution prosecutor damages counsel
allegation allege accuse accusation claim charge complaint suspicion suspect suspected blame wrongdoing
murder kill killed killing homicide manslaughter stab shoot shot dead death fatal fatally victim
die died dead death killed deceased victim casualty toll perish fatal survive lose life funeral
survive survivor alive rescue rescued save saved live escape
injure injured injury hurt wound wounded harm casualty hospitalised
attack assault bomb bombing blast explosion shooting gunman militant terror terrorist raid strike
arrest detain detained custody held police officer investigate suspect
police officer force detective constable cop investigator
investigate investigation inquiry probe examine look review study check inspect scrutiny audit
search hunt look seek trace missing find
gamble gambling bet betting casino addict addiction addicted wager
addiction addicted habit dependence drug alcohol
money cash fund funds funding pay paid payment sum amount pound dollar euro million income finance financial cost
steal stolen money
account bank online banking
employer employee employ company firm work worker job staff boss manager
job work worker role post position employment staff employ career vacancy vacant unfilled
redundancy redundant layoff job cut staff lose
salary wage pay earn earning bonus
manager boss chief head lead run executive director
leader chief head president chair chairman chairwoman boss leadership minister prime premier chairperson
company firm business start-up brand maker carrier developer chain retailer group employer giant operator provider supplier carmaker chipmaker lender
yard boat ship vessel marine ferry harbour port sailing sail
flat apartment house home building block housing residential tower property
building collapse collapsed fall rubble debris ruin wreck
collapse collapsed crumble fall fell down
fire blaze burn flame firefighter smoke
earthquake quake tremor magnitude seismic shock disaster
disaster catastrophe tragedy emergency crisis accident
flood flooding rain storm river water heavy
storm hurricane typhoon cyclone wind gale tornado weather
weather temperature heat hot warm heatwave cold degrees celsius thermometer climate summer
hot warm heat warmest hottest temperature
cold cool freezing frost snow ice winter
climate warming environment environmental carbon emission green greenhouse
rain rainfall shower downpour wet
energy power electricity grid reactor nuclear wind solar turbine plant fuel gas oil supply renewable
output production generate generation capacity produce supply
throttle cut reduce output limit curb
village town city municipality district settlement community place area
area region province district county zone state territory
road street motorway highway route path route
blocked cut off closed shut impassable isolated
landslide mudslide rockfall
tent shelter aid relief supply supplies water food emergency
helicopter plane aircraft jet airlift fly flown flight air aviation
airline carrier flight aviation airport passenger plane budget low-cost
passenger traveller customer carry fly
strike walkout industrial action stoppage union disruption
union worker staff labour strike
hospital clinic ward patient doctor nurse medical health surgery emergency trust care
doctor physician surgeon vet medic clinician nurse
surgery operation operate procedure surgical operated theatre
treat treatment treated therapy care nurse nursed heal cure recover recovery
ill illness disease sick sickness infection virus condition symptom diagnosed heatstroke
patient wait waiting
waiting wait queue delay longer
vaccine vaccination jab dose immunise
test exam trial check score benchmark evaluation
figure number statistic data percentage share proportion rate count total
target goal aim objective
deficit loss shortfall debt red gap
profit earnings income surplus gain money
forecast outlook prediction expectation guidance estimate projection predict expect warning
estimate put calculate reckon expect believe figure
warn warning caution alert fear concern worry danger risk
fear worry worried concern concerned afraid anxious dread
danger dangerous risk unsafe threat hazard peril
share stock price market value investor trading listed
shares stock listing float flotation ipo list listed public
value worth valuation valued capitalisation
investor invest investment venture capital fund backer stake round funding
raise raised secure funding round money investment investor backing
buy acquire purchase bid takeover deal price pay fee acquisition
bid offer proposal tender approach
transfer sign signing join move deal contract fee club
sign signed signing agree deal contract arrive arrival join joined
player footballer striker winger midfielder goalkeeper defender forward star
match game fixture tie season play final contest
club team side
goal score scored net strike
win victory beat triumph defeat success won
defeat loss lose lost beaten beat
penalty penalties shootout spot-kick
promotion promoted promote division tier league
manager coach boss
champion title cup trophy medal championship
season campaign year
race racing driver lap
olympic games athlete medal
tournament competition contest
election vote poll ballot voter candidate campaign elected voting turnout
elected elect win president voted
voted out defeat lose
president leader head incumbent presidency
government minister ministry cabinet administration state authority official
minister secretary government official
parliament lawmaker mp senator senate congress house majority
majority independent coalition seat
opposition oppose rival opponent
concede accept defeat admit acknowledge
sworn inaugurate inaugurated office take take-office
observer monitor inspector
irregularity complaint fraud complain rigging
curfew lockdown restriction
clash clashes violence riot unrest protest fighting
protest demonstrate demonstration march rally protester campaigner demonstrator campaign
campaigner activist campaign protester supporter
army soldier military troop force defence
war conflict fighting battle invasion
peace ceasefire truce
refugee migrant asylum immigrant
border frontier
president premier leader
council councillor local authority committee municipal
councillor politician council committee
plan proposal scheme project planning application
planning permission consent approval
approve approval permission allow consent backed back
reject refuse refusal turn down block blocked throw out
objection object oppose complaint concern
recommend recommendation advise advice propose suggest
advice adviser advise consult consultant
appeal challenge contest
landscape scenery countryside view moor
harm damage hurt spoil destroy injure
damage damages compensation loss destroy
loss losses lose damage
vote decide decision committee
decide decision decided choose chose verdict resolve
choose chose pick select opt choice
meeting session talks summit gathering conference
talks negotiate negotiation discuss discussion
request ask demand call urge appeal plea want
want wish would like ask hope seek keen call
urge call ask plead appeal encourage
promise pledge vow commit assurance
agree accept approve deal consent
support back backing supporter favour endorse help
criticise criticism criticize condemn attack slam complain complaint blast call
complain complaint criticise grievance object
praise welcome hail applaud
apologise apology sorry regret
insult slap offensive
animal bird wildlife creature pet dog cat horse swan wild
bird swan nest brood egg chick
wild wildlife nature free release
fishing fish angler hook tackle angling catch boat
bin litter rubbish waste bag clean-up
clean-up litter pick cleaning tidy
charity donation organisation fund volunteer
volunteer helper offer
river stream water canal weir waterway towpath
river bank
visitor tourist guest
member belong club
permit permission licence pass
return returned give back repatriate hand over restore bring
give gave handed hand-over give back
museum gallery exhibit exhibition collection art artefact
carving figure statue sculpture object artefact item
copy copies replica duplicate reproduce pirated illegal
pirated illegal illegally unlawful unauthorised
illegal unlawful law banned
century year decade
origin come came from provenance source
indigenous native people tribe
director head chief former
successor predecessor replace replaced follow former previous
overturn reverse reversed undo
climate humid humidity damp
precedent follow example
book novel novelist writer author publish publisher literature
author writer novelist book write
newspaper paper daily press journalist media outlet report news
film movie cinema director actor actress star
actor actress star
music song singer album band concert
television tv broadcast channel programme
school pupil teacher education student classroom university college
student pupil
university college academic professor researcher
researcher scientist academic study professor expert
expert specialist analyst scientist
study research paper analysis survey
study find
child children boy girl kid toddler baby young
girl daughter child
boy son child
parent mother father family mum dad
family relative relatives parent brother sister son daughter wife husband mother father
husband wife spouse partner married marriage
man he male gentleman
woman she female lady
pensioner elderly old retired
neighbour neighbor next
resident local people inhabitant
home house flat
farm farmer harvest crop agriculture agricultural maize
crop harvest maize wheat grain
food meal restaurant eat cook
restaurant pub bar cafe hotel
shop store retail retailer supermarket
price cost expensive fare rate inflation
fare ticket price
tax levy duty tariff
bank lender central
budget spending expenditure finance
spending spend cost money pay
debt borrow loan owe
repay repaid pay back return returned
economy economic gdp growth output recession
currency exchange rate dollar
trade export import tariff
sanction punish penalty
punish fine fined penalty
car vehicle driver motor motorist
driver motorist car crash
crash collision accident smash collide
train rail railway station track
bus coach
bicycle bike cycle cyclist
ship vessel boat ferry
space rocket satellite orbit launch
phone mobile smartphone handset
computer software programme app code system
app application software
internet online web website digital
website site page
hack hacker breach cyber attack
data information detail
ai artificial intelligence model chatbot algorithm machine
model system ai
chatbot assistant bot model
chip semiconductor processor accelerator gpu
cloud datacentre data centre server
data centre center facility
robot robotics machine automation automated
parcel package mail post delivery
factory plant facility production manufacture
build construct open
open opened opening launch start
close closed closing shut closure shutdown
stop halt end cease
delay delayed postpone postponed put off later hold
cancel cancelled scrap scrapped call off drop
cut reduce lower scale back
allow permit let
rule regulation law restriction control requirement legislation
export shipment overseas abroad foreign
abroad foreign overseas
foreign international
loophole gap
countermeasure retaliate retaliation respond
domestic home national own local
firm company
rival competitor competition peer
release launch publish unveil available
publish released open weight
open weight open-source source
licence license
training train trained
filter remove
question problem task
solve solved answer answered
answer correct correctly right
score result mark
beat outperform exceed
trail lag behind
benchmark test
cost expensive cheap price
cheap cheaper affordable low-cost budget cost less
team staff
founder founded co-founder found start help
leave quit left resign
join joined
dispute row disagreement argument quarrel
strategy plan
adviser advise advises consultant
board director seat
order ordered
customer client use
use used user
warehouse storage depot
reactor nuclear
manipulation manipulate manipulated rig
regulator watchdog authority
record highest
average mean typical
compare comparison
month june july
likely chance probability odds likelihood
normal usual
record best
previous old former earlier
owner own owned
supplier supply
wait willing
stay remain survive afloat
afloat survive
discover find found light emerge surface reveal
emerge surface come light
light discovered emerge
message email letter text
raise concern
notice realise
wealthy rich
poor poverty
sex sexual abuse rape
abuse abusive
race racism racist
religion church muslim christian priest bishop
royal king queen prince princess monarch
military army navy air
prime minister
mayor city
crowd fans supporter spectator
fan supporter
party celebrate celebration festival
festival event
injury injured sidelined
match-winning winner
goalless draw
debut first
retire retirement
contract deal extension
loan borrow
sack sacked dismissed fire
appoint appointed name
resign step down quit
arrested charged
bail released
teenager teenage boy girl aged
aged age year-old old
year-old aged age years
month monthly
annual year
half middle
dozen dozens twelve
dozens many scores number
hundreds hundred many
thousands thousand many
tens several
several number few some
many lot numerous large
majority most
part share
record all-time
huge big
small little minor
increase more
decrease less fewer
improve improvement better quicker
quick quicker quickly fast faster speed sooner
slow slower slowly delay
worsen worse deteriorate
hit struck strike affect affected
affect impact influence hit
cause because lead result trigger due force
force forced make compel
result lead
prevent avoid stop block
protect protection safe safety secure
safe safety security
secure security
effort attempt try
attempt try bid
succeed success successful
fail failure failed
problem issue trouble difficulty
difficult hard tough struggle
struggle difficult fight
important key crucial significant
famous well-known star
new recent latest
old ancient historic
historic history historical
future next coming
past previous
expected likely set
ready prepare
agree deal
offer propose
speak talk discuss tell
interview tell said
announce announcement say declare statement reveal
declare announce say
reveal disclose announce show
deny denial reject dispute without merit
confirm confirmation verify
admit plead guilty confess
describe call called say
call describe
insist maintain say
argue say claim
think believe view consider opinion
doubt question uncertain unclear sceptical
unclear uncertain confusion confuse confused unknown unsure
confuse confused confusion unclear
explain explanation clarify reason
reason cause why
suggest propose recommend imply
hope optimistic expect
mind opinion
feature function tool
tool software utility
speed fast faster times
memory ram storage
disk storage save
video clip film
image picture photo
watermark mark marked marking
toggle switch turn
optional opt
exclude leave omit
record track monitor
automate automation automatic
bug error problem issue
fix mend repair correct solve resolve
user member person people
member user
community group
group gang team organisation organization
worry anxious
expensive costly cost
limit cap quota
lock locked shut
vocabulary vocab
prompt instruction
level layer
async asynchronous asynchronously parallel
parallel async concurrent
endpoint api interface
kernel gpu
proof prove
tamper manipulate change alter
provider supplier vendor
change alter modify modification
preserve keep retain
turn round
transition move change switch
plan tier
edition version
"""

GENERIC = """
man men woman women people person someone child group firm company organisation place area country world time year day week month way
thing case event new first last next two three several many number part team member official report news say says said told called
include including use used make made take taken give given get have become go going come back help face facing follow following
enough ever although ago roughly around whether instead away right little later early late longer only slightly busy able unable plus
similar wide worst best bigger almost quite rather together apart near further forward least across along within beyond beforehand
being too either neither both each every else even still yet stay mean means seem
dozens hundreds thousands tens scores well-known complete whole entire available possible various certain
anyone anybody everyone everybody someone somebody anything everything something else thing things
be being set due former current major big large small high low more most less some other another amid despite
"""
"""Words that any summary may use for what is said in others."""
