"""English words of one field of meaning, one field a line; a word may stand in several."""

FIELDS = """
# what the first texts needed
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
road street motorway highway route path
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
give gave handed hand-over back
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
# saying and reporting
say claim assert maintain state
say remark comment observe note
announce unveil reveal disclose declare
reveal expose leak uncover unearth
explain clarify elaborate spell
emphasise emphasize stress highlight underline underscore
warn alert caution advise
criticise criticize slam blast lambast attack rebuke condemn fault
condemn denounce deplore outrage
rebuke reprimand scold censure caution warn
praise hail welcome laud tribute applaud
tribute honour honor remember commemorate
thank appreciate grateful
complain grumble moan protest grievance
blame fault accuse responsible
boast tout claim
predict forecast expect anticipate foresee project
promise pledge commit undertake assure guarantee
assure reassure guarantee promise
threaten threat ultimatum warn
hint suggest signal indicate imply
inform notify brief tell alert
confess admit own acknowledge
acknowledge concede admit accept recognise recognize
deny reject refute dismiss dispute
dispute contest challenge disagree question
argue contend insist maintain reason
discuss debate talk consider
debate discussion argument controversy
negotiate bargain haggle talks mediate
speech address remarks lecture statement keynote
statement communique announcement declaration release
rumour rumor gossip speculation whisper unconfirmed
speculation guess conjecture rumour rumor
spokesperson spokesman spokeswoman representative aide
report dossier document paper account
reporter journalist correspondent press
columnist commentator critic editor
article column editorial piece story
mislead deceive dupe trick fool
lie false untrue falsehood fabricate
conceal hide withhold secret cover
quote cite mention
publicise publicize promote advertise
ask question query inquire quiz
question query doubt challenge
answer respond reply response
interview conversation chat
recall remember recollect
urge appeal exhort implore press
plead beg appeal implore
propose suggest recommend moot table
describe portray characterise characterize depict label brand
call name dub label brand term
repeat reiterate again echo
summary overview digest outline
evidence proof indication sign
# deciding and approving
decide rule determine conclude judge
decision ruling verdict judgement judgment choice
approve authorise authorize sanction clear ratify
approve nod backing consent blessing
greenlight approve nod
licence license permit authorisation authorization
agree consent concur accept settle
agreement deal accord pact treaty settlement understanding
settle resolve settlement agree
endorse support back recommend approve
reject rebuff refuse dismiss decline spurn
veto reject block overrule
ban forbid outlaw bar prohibit prohibition
bar exclude ban prevent
restrict limit curb constrain restriction
end remove ease
relax ease loosen soften
tighten toughen strict strengthen stricter
regulate supervise oversee govern control
oversee supervise monitor manage run
examine study review consider investigate
scrutiny examination oversight attention
amend change alter revise rewrite
overhaul reform revamp restructure
repeal scrap abolish revoke cancel
revoke withdraw cancel strip rescind
exempt exemption excuse waive
comply obey follow adhere
violate breach break infringe flout
enforce impose apply police
impose introduce levy set
adopt pass approve accept
vote ballot poll referendum
assess evaluate judge rate gauge
consider weigh ponder mull examine contemplate
plan intend propose aim want
strategy plan policy approach roadmap
condition requirement term clause
deadline limit date
delay postpone defer stall hold suspend
suspend halt pause freeze stop
pause halt stop interruption break
resume restart continue reopen
cancel scrap abandon axe shelve drop
abandon drop shelve ditch scrap
reconsider rethink review u-turn
reverse overturn undo u-turn
uphold confirm maintain affirm
# law and courts
judge magistrate justice bench
court tribunal courtroom bench
lawyer solicitor barrister advocate counsel attorney
prosecute charge prosecution indict
charge accuse indict charged
trial hearing proceedings case
hearing session inquiry
jury juror verdict panel
sentence term jail prison punishment
jail prison cell custody
prison inmate prisoner warder
acquit clear cleared innocent
appeal challenge contest overturn
sue claim lawsuit action court
lawsuit case complaint claim suit
class-action lawsuit
plaintiff claimant complainant
settlement payout compensation
damages compensation payout award
compensation payout redress reimbursement
fine penalty sanction punish
injunction order ban block
order instruct command direct require
testify witness testimony evidence
witness bystander onlooker eyewitness
oath swear sworn
copyright infringement piracy
patent trademark copyright invention
constitution law charter
law statute act legislation bill code
illegal unlawful banned forbidden outlawed
guilty culpable responsible
negligence careless fault
monopoly dominance antitrust competition
parole release bail probation
bail bond release
pardon amnesty clemency forgive
execute execution hang
extradite deport
custody detention arrest
contract clause agreement
will inheritance estate heir
divorce separation split
# crime and police
theft robbery burglary heist raid shoplifting
steal loot snatch nick pinch pocket
burglar thief robber intruder
murder killing homicide slaying
killer murderer gunman assassin
stab knife stabbing blade
shoot gun gunshot bullet shooting gunfire fire
gun firearm rifle pistol weapon
knife blade machete weapon
attack assault beat ambush
attacker assailant assault
beat beaten batter punch kick
kidnap abduct hostage captive
hostage captive captor
ransom demand payment extort
smuggle traffic smuggler contraband
drug cocaine heroin cannabis narcotic
dealer drug pusher
bribe bribery corruption kickback sleaze
corruption graft bribery embezzlement
fraud scam deception con swindle
fraudster scammer conman swindler
scam phishing fraud swindle
launder money cash
forge fake counterfeit
fake counterfeit false bogus sham
blackmail extort threaten
arrest nab capture catch nick seize
capture catch seize apprehend
detain hold custody arrest
police officer cop policeman policewoman constable detective sergeant
detective inspector investigator
sheriff police marshal
raid search swoop
search raid comb scour
seize confiscate impound take
interrogate question questioning quiz
suspect accused culprit
suspect believe think
criminal crook offender felon
gang mafia cartel mob
escape flee abscond getaway
flee escape run
fugitive wanted run
vandalism graffiti damage
arson fire blaze
harass stalk bully
abuse mistreat maltreat
rape sexual assault
terrorism extremism attack
terrorist extremist militant jihadist
bomb explosive device grenade
hijack seize
hacker cybercriminal attacker
victim target
riot disorder unrest
looting looter riot
cctv footage camera
clue lead evidence
fingerprint dna forensic
motive reason
lorry truck stowaway
# accidents and disasters
accident crash incident collision
crash collide smash wreck
derail train track
explode burst detonate
detonate explode bomb
collapse subsidence
fire blaze inferno flames
burn scorch char
firefighter crew brigade
wildfire bushfire blaze forest
earthquake quake aftershock epicentre epicenter
volcano eruption lava ash erupt
flood deluge inundate submerged
flood dam burst levee
tsunami wave
tornado twister storm
landslide mudslide rockfall slope
avalanche snow mountain
drought dry water
famine hunger starvation
destroy wreck ruin devastate raze demolish level
devastate devastation ravage destroy
damage destruction ruin
demolish raze bulldoze destroy
debris wreckage rubble
death fatality toll
dead killed lifeless
die succumb perish
injury wound fracture burn bruise
fracture break broken bone
rescue save recover evacuate
rescuer lifeguard coastguard firefighter
evacuate flee leave
missing lost vanished
drown drowning water sea
bury burial grave cemetery
funeral burial mourn
mourn grieve mourner sorrow
shelter refuge camp
ambulance paramedic hospital
paramedic ambulance medic
contaminate pollute poison toxic
poison toxic poisonous
toxic hazardous poisonous harmful
leak spill escape seep
oil spill slick
sink capsize founder
capsize overturn boat
shipwreck wreck ship
stranded stuck trapped marooned
trapped stuck pinned
outage blackout failure disruption
alarm siren alert
# war and diplomacy
war conflict fighting hostilities
battle fight clash
soldier troops army infantry
general commander officer
commander chief leader
navy warship fleet
fleet ship vessel
fighter jet warplane
warplane jet bomber
bomber bomb plane
missile rocket strike
strike airstrike raid bombardment
airstrike raid bomb
shell artillery shelling mortar
drone unmanned uav
invade occupy invasion incursion
incursion invasion raid
occupy seize control
capture seize take overrun
liberate free recapture
withdraw retreat pull leave
surrender capitulate yield
siege surround blockade
blockade embargo
embargo sanction ban
ceasefire truce armistice pause
peace truce settlement
ally partner friend
alliance bloc coalition pact
enemy opponent foe rival
diplomat envoy ambassador
ambassador envoy embassy
embassy consulate mission
diplomacy negotiation talks
talks negotiation dialogue meeting
mediator broker mediate
broker negotiate arrange
rebel insurgent guerrilla
militant fighter gunman
militia paramilitary
coup overthrow
overthrow topple oust depose
uprising revolt rebellion
revolution uprising
refugee asylum displaced
displaced homeless refugee
exile banish
spy agent intelligence
intelligence spy agency
weapon arms ammunition
ammunition bullet shell
nuclear warhead bomb
conscript draft conscription
veteran soldier former
prisoner captive pow
genocide massacre atrocity
massacre slaughter killing
torture abuse
aid relief humanitarian
kremlin russia moscow russian
pentagon army military
government prime
westminster parliament
whitehall government ministry
# elections and government
voter electorate
elect vote choose
candidate contender nominee hopeful
run stand candidate
campaign canvass rally
rally gathering demonstration
turnout voter participation
landslide victory
incumbent sitting
chancellor finance treasury
treasury finance ministry
parliament assembly chamber
lawmaker mp deputy senator representative congressman congresswoman
mayor city town
governor state
council councillor town
official bureaucrat
reshuffle cabinet
party faction
liberal centrist
populist nationalist
dictator autocrat strongman regime
regime government
democracy vote
draft bill proposal
policy programme program plan
tax taxpayer revenue
subsidy grant aid support
grant funding subsidy
austerity cut
welfare benefit
benefit payment allowance
immigration migrant border visa
visa permit
citizen national
passport visa
census population
coalition alliance partner
oust remove overthrow
impeach remove
inaugurate swear oath
lobby lobbyist pressure
pressure lobby push
protester demonstrator marcher activist
curfew emergency
reform overhaul change
scandal affair controversy
# money and markets
revenue sales income turnover
income revenue earnings
cost expense spending
expense cost outlay
spend expenditure outlay
budget fund money
invest fund back
investor backer shareholder financier
fund finance bankroll back
funding finance capital grant
stake holding share shareholding
shareholder stake share
shares equity stock
dividend payout shareholder
bond debt yield
debt liability loan
loan lending credit
mortgage loan home
borrow loan lend
bankruptcy insolvency administration
bankrupt insolvent bust
bust bankrupt collapse
recession slump downturn contraction
slump crash plunge
boom growth surge
economist analyst
analyst strategist expert
market exchange bourse
exchange bourse trading
trader broker dealer
rally rebound recovery
rebound recover rally
soar surge jump rocket
rise climb gain increase
fall drop decline slide
plunge tumble crash
value worth price
expensive pricey dear costly
cheap bargain discount
bargain deal discount
discount rebate sale
price tariff rate
fee charge price
charge fee bill
bill invoice
pay remit settle
payment instalment fee
salary pay wage earnings
bonus reward payout
refund money repay
donate donation give
donor supporter
insurance insurer policy cover
insurer underwriter
merger acquisition takeover
acquire takeover buyout
merge combine join
subsidiary unit arm division
division unit arm branch
parent owner
owner proprietor landlord
auction bid sale
bidder buyer suitor
ipo listing flotation debut
startup venture company
unicorn startup
founder entrepreneur
entrepreneur businessman businesswoman
tycoon billionaire magnate mogul
rich wealthy affluent
poor needy deprived
poverty poor hardship
shortage shortfall lack
lack shortage absence
surplus glut excess
stockpile reserve inventory
reserve stock store
export sell overseas
import buy foreign
retailer shop chain
shop outlet branch
customer shopper buyer consumer
consumer household shopper
supplier manufacturer
supply provide deliver
order contract
contract tender
miss short
upgrade raise
downgrade cut
double twice
halve half
accounts books
audit accountant
accountant auditor
fraud accounting
crypto cryptocurrency bitcoin
wallet crypto
dollar greenback currency
pound sterling
euro currency
yuan renminbi
gold bullion
oil crude barrel
commodity metal
pension retirement
savings deposit
interest rate
# hiring, careers, strikes
hire recruit employ
recruit enlist hire
appoint name install
appointment role
promote elevate
promotion rise
vacancy opening
candidate applicant
departure exit
layoff redundancy downsizing
successor replacement
replace succeed
interim temporary acting
deputy assistant
staff workforce personnel
worker labourer laborer
colleague peer
manager supervisor
union labour labor
striker picket
picket strike
dispute row conflict
pay rise
overtime hours
shift hours
holiday leave
leave absence
training course
trainee apprentice
intern trainee
skill training
career profession
contractor freelancer
discrimination bias
ceo boss
cfo finance
cto technology
team department
department division
office headquarters
headquarters base
relocate move
outsource contractor
# technology and software
technology tech
program software
webpage page
browser web
network internet
server computer
cloud computing
computer pc laptop
tablet device
device gadget
screen display
display monitor
keyboard mouse
battery charge
sensor camera
camera photo
processor cpu
storage drive
hardware device
download install
update upgrade
upgrade improve
version release
patch fix
bug glitch flaw
flaw weakness vulnerability
breach leak
hack intrusion
malware virus
ransomware malware
password login
login account
account profile
encryption secure
privacy data
surveillance spy monitor
cookie tracking
track trace
subscription fee
subscriber member
stream video
platform service
service product
tool product
feature option
option choice
setting option
interface screen
user customer
developer engineer
engineer technician
programmer coder developer
programming code
autonomous self-driving
self-driving driverless
drone aircraft
virtual online
digital electronic
prototype model
innovation invention
invent create
beta test
preview trial
malfunction fault
fault defect
crash freeze
freeze hang
delete erase
erase wipe
restore recover
backup copy
compatible support
integrate combine
customise tailor
personalise tailor
post message
post upload
influencer blogger
blog post
console game
player gamer
# AI and research
model llm
llm language
agent assistant
assistant helper
neural network
algorithm software
train teach
adapt adjust
distil compress
compress shrink
quantise compress
prompt question
prompt input
input data
output result
parameter weight
weights model
checkpoint weights
licence terms
leaderboard ranking
evaluate test
reasoning logic
hallucinate invent
hallucination error
alignment safety
safety guardrail
guardrail safeguard
safeguard protection
jailbreak bypass
bypass circumvent
circumvent evade
multimodal image
context window
token word
generate create
generator creator
synthetic artificial
annotate label
label tag
dataset data
data corpus
scrape collect
crawler scrape
copyright training
compute processing
supercomputer cluster
cluster server
chipmaker semiconductor
foundry chipmaker
wafer chip
lab laboratory
academic scholar
study report
journal publication
experiment test
hypothesis theory
theory idea
detect find
detect spot
analyse examine
measure gauge
calculate compute
estimate guess
compare contrast
accurate correct
accuracy precision
reliable dependable
efficient economical
effective successful
complex complicated
sophisticated advanced
advanced modern
cutting-edge latest
obsolete outdated
breakthrough advance
advance progress
progress improvement
milestone achievement
achievement success
author coauthor
deepfake fake
clone copy
voice speech
translate language
summarise summary
transcribe transcript
caption text
robotaxi taxi
# products and prices
product item
goods product
item article
factory works
assemble build
produce manufacture
distribute deliver
delivery courier
package box
warehouse store
inventory stock
advert commercial
commercial advertisement
campaign advert
marketing advertising
market sell
launch introduce
recall withdraw
faulty defective
warranty guarantee
refurbish renovate
renovate restore
imitation copy
quality standard
luxury expensive
popular favourite
bestseller popular
available sale
exclusive sole
bundle package
unlimited endless
free gratis
free complimentary
cheaper lower
dearer higher
shortage scarce
# science and space
astronaut space crew
spacecraft probe capsule
rocket launcher booster
satellite spacecraft
orbit circle
launch lift-off blast-off
mission flight
moon lunar
lander moon
planet world
star sun
galaxy star
asteroid comet rock
meteorite meteor
telescope observatory
astronomer scientist
eclipse sun
physicist scientist
chemist scientist
biologist scientist
mathematician mathematics
mathematics proof
theorem proof
gene dna
genome dna
mutation gene
species animal
fossil bone
fossil dinosaur
endangered rare
archaeologist dig
excavate unearth
ruins ancient
bacteria germ
germ microbe
microbe bacteria
virus pathogen
cell tissue
protein molecule
molecule atom
atom particle
particle electron
laser light
magnet field
radiation radioactive
volcano geologist
microscope lens
# health
doctor gp physician consultant
surgeon surgery operation theatre
nurse ward carer
hospital clinic infirmary ward
patient sufferer
medicine drug medication pill tablet remedy
drug medicine treatment
prescribe prescription medicine
pharmacy pharmacist chemist
disease illness condition disorder sickness
infection virus bacteria flu
outbreak epidemic pandemic spread
vaccine jab injection shot
injection inject needle syringe
symptom sign fever cough
diagnosis diagnose detect test
cancer tumour tumor chemotherapy
heart cardiac artery
stroke heart brain
brain neurological mind
lung breathing respiratory
haemorrhage hemorrhage bleed blood
blood transfusion plasma
bone fracture skeleton
skin rash dermatology
eye sight vision blind
deaf hearing
pregnancy pregnant birth maternity
baby newborn infant toddler
midwife maternity birth
mental depression anxiety psychological
therapist counsellor psychologist psychiatrist
disability disabled wheelchair
obesity overweight fat weight
diet nutrition eating food
exercise fitness gym
smoking tobacco cigarette vaping
death mortality
recover recovery convalesce
relapse recur return
dose dosage amount
trial study placebo
insurer insurance healthcare
nhs health
healthcare health medical
ambulance paramedic emergency
dentist teeth tooth
organ transplant donor kidney liver
pain ache hurt
tired exhausted weary fatigue
hygiene clean sanitation
lockdown quarantine isolation
# sport
footballer player soccer
goalkeeper keeper goalie
striker forward attacker
defender back
captain skipper
coach manager trainer
referee umpire official
match game tie fixture clash encounter
tournament competition championship contest
medal gold silver bronze podium
champion titleholder winner
final decider
beat defeat overcome thrash overpower edge
thrash rout hammer
draw tie level stalemate
goal strike header
score net hit
equaliser equalizer level draw
substitute bench replacement
injury knee hamstring ankle
sign recruit join
stadium ground arena venue pitch
tennis racket set serve court
racing race driver circuit
pole grid front
lap circuit
cyclist rider cycling
rider jockey horse
horse racing jockey stable
runner sprinter athlete marathon
swimmer pool swimming
boxer bout fight ring
golf golfer hole birdie
cricket wicket batsman bowler over
batsman batter runs
rugby try scrum
baseball pitcher
ski slope snow
seed ranked ranking
qualify reach advance
eliminate exit
relegation drop
doping drug steroid banned
athlete competitor sportsman sportswoman
coach training practice
debut appearance first
retire quit hang
# culture, film, music, celebrities
film movie picture feature
cinema theatre screen
director filmmaker
producer production
actor performer star cast
actress performer star cast
cast role part
role character part
celebrity famous star
screenplay script screenwriter
series show drama
episode series
viewer audience watch
premiere opening debut
sequel franchise
documentary film
music song track
song single track tune
album record release
singer vocalist artist musician
band group musician
musician composer guitarist pianist violinist drummer
composer composition symphony
orchestra conductor symphony
concert gig show performance tour
festival event concert
opera singer
dance ballet choreographer
theatre play stage drama
playwright play dramatist
novel fiction book
poet poem poetry writer
bestseller book
translator translation
library book librarian
painting canvas picture painter artwork
painter artist
sculptor artist
museum gallery curator
exhibition show display
award prize honour honor
oscar academy award
winner laureate
laureate nobel prize
nominate shortlist nominee
critic review reviewer
comedian comic comedy
joke humour humor
fashion designer model clothes
wedding marriage bride
interview magazine
photograph photographer picture
cartoon animation comic
sculpt carve
statue monument memorial
heritage history
tradition custom
religion faith belief
church chapel cathedral
mosque muslim
temple shrine
priest vicar clergy minister
bishop archbishop
pope vatican catholic
pray prayer
king monarch crown
queen monarch crown
palace royal
# education
school academy college
pupil schoolchild schoolboy schoolgirl
student undergraduate graduate
teacher teaching tutor
headteacher head principal
university campus faculty
professor lecturer
lecture class lesson
lesson class teach
exam test assessment
grade mark score result
degree diploma qualification
graduate degree
curriculum syllabus subject
homework assignment essay
scholarship grant bursary
tuition fee
nursery kindergarten preschool
dissertation thesis
plagiarism cheating
cheat cheating dishonest
literacy reading
mathematics maths
enrol register join
classroom class
# weather, environment and energy
rain shower drizzle downpour
snow blizzard sleet
blizzard snowstorm
wind gust gale breeze
storm thunder lightning thunderstorm
fog mist haze smog
smog pollution
cold chill freezing
forecast outlook weather
meteorologist forecaster weather
drought dry rainfall
emission carbon greenhouse co2
pollution contamination dirty
solar panel sun
coal mine
gas methane
oil petroleum crude
petrol fuel
diesel fuel
grid network
battery storage
dam reservoir hydroelectric
reservoir water
lake water
sea ocean marine
coast shore beach
beach sand shore
island isle
mountain peak summit
hill slope
valley gorge
desert sand
forest wood tree
deforestation logging
plant flower
flower bloom
animal creature beast
bird species
fish species
bee pollinator insect
wolf predator
whale marine
zoo animal
extinct extinction endangered
conservation protect
park reserve
waste rubbish garbage
recycle reuse
plastic bottle packaging
glacier ice melt
melt thaw
# transport
sedan car vehicle
van vehicle
lorry truck vehicle
bus vehicle
motorcycle motorbike
motorcyclist rider
taxi cab
pedestrian walker
road street lane
bridge crossing
tunnel underground
traffic congestion jam
jam congestion queue
railway track line
station platform
metro underground subway tube
airliner plane
helicopter chopper
pilot captain crew
crew staff
cabin crew steward
airport terminal runway
take-off depart
flight journey
tanker ship
boat dinghy yacht vessel
sailor crew seaman
port harbour harbor dock
cargo freight goods
container cargo
journey trip voyage ride
trip visit
passenger commuter
commuter traveller
luggage baggage suitcase
delay late
cancel ground
speed limit
charger charging
electric battery
carmaker manufacturer
garage mechanic
# food, travel and housing
eat dine meal
drink beverage
beer brewery pub
wine vineyard
coffee cafe
tea drink
bread bakery baker
meat beef pork
vegetable fruit
fruit apple
cheese dairy milk
milk dairy cow
cow cattle livestock
sheep lamb
pig pork
chicken poultry
egg hen
fish seafood
restaurant diner eatery chef
chef cook kitchen
recipe dish
dish meal
hunger famine food
farmer grower agricultural
farm field
harvest crop yield
rice grain
tourist visitor holidaymaker
tourism travel
holiday vacation break
hotel inn guesthouse
room accommodation
accommodation lodging housing
resort hotel
tent camp
villa house
cottage house
mansion house
tenant rent renter
landlord rent
rent lease
lease contract
evict expel
homeless shelter
neighbour neighborhood district
suburb outskirts
village hamlet
city capital
square plaza
tower skyscraper
roof ceiling
wall fence
window glass
door gate
architect building
builder construction
construction building
estate agent
# family and everyday life
mother mum mom
brother sibling
sister sibling
grandmother grandparent
grandfather grandparent
aunt relative
uncle relative
cousin relative
nephew relative
niece relative
partner boyfriend
partner girlfriend
boyfriend couple
girlfriend couple
couple pair
teenager adolescent youth
youth young
youngster child
adult grown-up
pensioner retiree
widow husband
orphan child
family household
friend pal mate
stranger unknown
crowd throng
queue line
birthday anniversary
gift present
toy game
clothes dress
dress wear
shoe boot
jewellery jewelry necklace ring
bag suitcase
letter post
phone call
church service
sleep bed
# time, frequency, degree
daily day
weekly week
yearly year
century hundred
decade ten
morning dawn
evening night
night overnight
midnight night
spring season
summer season
winter season
autumn fall
immediately instantly
soon shortly
recently lately
often frequently
rarely seldom
sometimes occasionally
always constantly
usually normally
again repeatedly
long lengthy
short brief
permanent lasting
gradually slowly
suddenly abruptly
early premature
late overdue
previously before
later afterwards
later subsequently
after following
before ahead
until till
meanwhile simultaneously
more extra
additional extra
few handful
majority bulk
half fifty
total sum
roughly about
nearly almost
exactly precisely
very highly
mainly mostly
mostly largely
completely entirely
partly partially
slightly marginally
sharply steeply
significantly considerably
especially particularly
similar alike
different unlike
equal same
huge enormous vast
enormous huge massive
tiny small
wide broad
high tall
low short
deep depth
heavy weigh
weight heavy
length long
height tall
strong powerful
strength strong power
weak fragile
weakness weak
# cause, manner, judgement, feeling
spark trigger
trigger prompt
prompt cause
result outcome
consequence result
aftermath wake
effect impact
influence sway
purpose aim
deliberate intentional
accidental unintended
voluntary willing
forced compelled
secretly quietly
openly publicly
jointly together
separately individually
carefully cautiously
quickly hastily
hastily hurriedly
happy joy delighted
joy happiness
sad sorrow grief
angry anger rage
rage fury
fear panic
anxious nervous
nervous tense
shock stun surprise
surprise astonish
disappointed frustrated
frustrated frustration
embarrassed ashamed
proud pride
jealous envy
hope optimism
optimistic upbeat
pessimistic gloomy
gloomy bleak
confident sure
sure certain
doubt scepticism
trust confidence
satisfied content
enthusiastic keen
keen eager
willing ready
reluctant hesitant
excited thrilled
bored dull
confused puzzled
curious interested
interest curiosity
admire respect
respect esteem
sympathy compassion
cruel brutal
brutal savage
brave heroic
hero heroic
honest sincere
generous kind
clever smart
stupid foolish
strange unusual
unusual rare
normal ordinary
crucial vital
serious grave
severe serious
difficult challenging
challenge difficulty
obstacle hurdle
hurdle difficulty
snag difficulty
setback blow
easy simple
useful helpful
excellent great
terrible awful
beautiful attractive
perfect ideal
suitable appropriate
controversial disputed
controversy dispute
fair just
unfair unjust
biased prejudiced
discrimination racism
moral ethical
scandal disgrace
responsible accountable
reputation image
# movement, change and the commonest verbs
arrive reach come
leave depart exit
enter join
follow pursue
pursue chase
escort accompany guard
cross pass
climb scale
descend drop
move shift transfer
change shift
change transform
transform overhaul
adjust tweak
vary differ
exchange swap trade
extend lengthen prolong
extend expand
spread expand
widen broaden
strengthen boost
boost increase
boost lift
weaken undermine
speed accelerate
slow decelerate
stabilise steady
steady stable
break smash
smash shatter
crack split
split divide
tear rip
mix blend
connect link
link tie
join unite
gather collect assemble
scatter spread
divide separate
add include
remove delete
insert add
fill load
contain include
include comprise
involve include
consist comprise
own possess
obtain acquire
acquire gain
achieve accomplish
achieve reach
attain reach
fail flop
flop failure
try seek
struggle battle
avoid dodge
evade dodge
prevent avert
avert avoid
protect shield
shield guard
defend guard
guard watch
attack target
push shove
push press
pull drag
throw hurl
throw toss
catch grab
grab seize
carry transport
send dispatch
transmit send
replace swap
restore renew
renew extend
preserve save
neglect ignore
ignore overlook
overlook miss
abandon desert
forget overlook
recognise identify
identify name
notice spot
observe watch
hear listen
touch feel
taste flavour
understand grasp
realise understand
realise recognise
imagine picture
expect await
await wait
depend rely
persuade convince
inspire motivate
motivate encourage
dominate control
govern rule
organise arrange
arrange plan
found establish
establish create
create form
participate join
attend visit
compete contest
cooperate collaborate
collaborate team
interfere meddle
intervene step
react respond
happen occur
emerge appear
appear seem
vanish disappear
exist live
survive last
last continue
persist continue
continue carry
wait stay
hurry rush
rest relax
laugh smile
cry weep
walk hike
jump leap
sit seat
stand rise
hang suspend
shake rattle
grow develop
develop evolve
measure assess
solve crack
print publish
draw sketch
design draft
decorate adorn
clean wash
afford pay
waste squander
reward prize
punish discipline
suffer endure
suffer experience
experience undergo
benefit gain
benefit profit
threaten endanger
endanger risk
produce yield
provide offer
distribute share
share split
grant award
allow grant
allow enable
enable permit
help aid
assist aid
feed food
save spare
prove demonstrate
represent symbolise
resemble similar
match equal
exceed surpass
surpass beat
build erect
finish complete
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
