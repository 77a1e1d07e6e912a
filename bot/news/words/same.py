"""English words that mean the same in news prose, one set a line; the first names it. A word belongs to one set only."""

SAME = """
# the commonest words of all areas
say said state tell told add note remark explain write mention
use adopt utilise utilize rely relying deploy leverage harness
buy bought purchase acquire acquisition takeover
sell sold sale divest divestment divestiture
release launch unveil introduce introduction debut publish publication ship present roll rollout reveal
raise secure funding fundraising
plan intend intention aim seek sought
rise risen increase grow grew grown growth climb jump surge soar gain expand
fall fell fallen drop decline decrease slump plunge sink sank tumble slip shrink shrank slide
overtake overtook overtaken surpass exceed outpace
firm company business group corporation start-up startup venture
hire recruit recruitment appoint appointment poach named
leave left depart departure quit resign resignation
sue sued suing lawsuit suit litigate
cut reduce reduction lower slash trim
layoff fired dismiss dismissal sacked axe axed
build built develop development create creation construct make produce
start begin began begun commence
stop halt cease end
show shown find found indicate demonstrate suggest
win won victory victorious triumph triumphant
lose lost
help assist support aid
allow let enable permit
approve approval go-ahead green-light greenlight endorse endorsement pass enact
block prevent
test trial pilot
big large huge giant major massive
new newest latest fresh
chief head boss executive ceo
researcher scientist
employee staff worker staffer workforce headcount
customer client user
money fund funds cash
deal agreement contract pact accord
partner partnership collaborate collaboration team
price cost
need require
get got receive obtain
give given provide offer supply
pay paid payment spend spent
think thought believe
run ran operate operation
lead led leader
hold held
keep kept continue remain stay stayed
know knew known
go went
take took taken
meet met
open-source open-sourced open-weight open-weights
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
capture account
share portion proportion
comment respond
programme program
regulator watchdog authority
data figure
sanction restriction curb
worldwide globally global
withdraw withdrew withdrawn pull remove recall retract
force effect
stock shares
chip semiconductor accelerator processor gpu
investor backer shareholder stockholder
picture image photo photograph
complete finish
lawmaker legislator politician parliamentarian
oblige mandate
unchanged maintain
maker developer creator manufacturer
warn caution
investigate probe inquiry investigation
former formerly previously
mistake error
incident accident
bill law legislation act
ask request demand
apologise apologize apology sorry
mostly mainly largely
almost nearly
founder co-founder cofounder
finance financial financially
revenue sales turnover
profit earnings income
forecast guidance outlook
spokesperson spokesman spokeswoman
prove proof
rival competitor
cheap inexpensive affordable
computer machine
licence license
defence defense
order instruct
judge court tribunal
ruling verdict
article story
publisher newspaper
delay delayed postpone
ban prohibit prohibition forbid outlaw
country nation
city town
power electricity energy
plant factory
location site
about regarding concerning
quick quickly fast rapid rapidly swift swiftly speedy
method approach technique
answer reply
invest investment
value valuation
accuse allege
fine penalty
improve improvement upgrade
code programming
# saying and reporting
announce announcement
declare declaration proclaim
insist insistence assert assertion contend contention
disclose disclosure divulge
describe description depict depiction portray portrayal
emphasise emphasize emphasis underline underscore
repeat repetition reiterate restate
predict prediction foresee foretell
speculate speculation
criticise criticize criticism decry
condemn condemnation denounce denunciation deplore
praise laud commend applaud acclaim
thank gratitude grateful thankful
complain complaint
boast brag
joke quip
shout yell scream
recommend recommendation
advise advice
promise pledge vow
threaten threat menace
inform notify notification
confess confession
concede concession
admit acknowledge acknowledgement acknowledgment
deny denial
refute rebut rebuttal disprove
argue argument
discuss discussion
negotiate negotiation negotiator
consult consultation
statement communique communiqué
rumour rumor
translate translation translator
pronounce pronunciation
clarify clarification
elaborate elaboration
exaggerate exaggeration overstate
understate downplay
mislead misled deceive deceptive deception deceit
lie lying lied
conceal concealment hide hidden
interpret interpretation
imply implication
refer reference
recount retell
testify testimony
broadcast broadcaster televise
editorial op-ed
journalist reporter correspondent
columnist commentator pundit
newsletter bulletin
magazine periodical
anonymous unnamed unidentified
confidential confidentiality
misinformation disinformation
propaganda propagandist
censor censorship
# deciding and approving
decide decision
choose chosen choice select selection
prefer preference
determine determination
conclude conclusion
resolve resolution
propose proposal proposition
consider consideration contemplate
ponder mull
evaluate evaluation assess assessment appraise appraisal eval
review re-examine reassess reconsider rethink
authorise authorize authorisation authorization
permission consent
ratify ratification
certify certification
reject rejection rebuff spurn
refuse refusal
object objection
oppose opposition
resist resistance
hesitate hesitation hesitant
comply compliance compliant
obey obedience
violate violation
breach infringe infringement
enforce enforcement
impose imposition
exempt exemption
waive waiver
legalise legalize legalisation legalization
decriminalise decriminalize decriminalisation decriminalization
regulate regulation regulatory
supervise supervision oversee oversaw overseen oversight
inspect inspection
audit auditor
verify verification
amend amendment
revise revision
repeal rescind revoke revocation
annul annulment
abolish abolition scrap
adjourn adjournment
unanimous unanimously unanimity
# law and courts
lawyer attorney solicitor barrister
prosecute prosecution
convict conviction
acquit acquittal exonerate exoneration
jail prison imprison imprisonment incarcerate incarceration
plaintiff claimant
indict indictment
arraign arraignment
extradite extradition
deport deportation
settle settlement
arbitrate arbitration arbitrator
mediate mediation mediator
subpoena summons
judicial judiciary
constitution constitutional
illegal unlawful unlawfully illegally illicit
legal lawful lawfully
trademark trade-mark
defame defamation libel slander
perjury perjurer
probation probationary
custody custodial
innocent innocence
guilty guilt
plead plea pled
juror jury
evidence evidentiary
compensation damages
compensate recompense
liable liability
negligent negligence
antitrust anti-trust antimonopoly
monopoly monopolistic monopolise monopolize
statute statutory
# crime and police
steal stolen theft
thief thieves
rob robbery
burgle burglary
murderer killer
kill slay slain slaying
assassinate assassination
kidnap abduct abduction
kidnapper abductor
traffic trafficked
bribe bribery
corrupt corruption graft
fraud fraudulent fraudulently
defraud swindle
swindler fraudster con-man conman scammer
forge forgery counterfeit
extort extortion blackmail
arrest apprehend
detain detention detainee
interrogate interrogation
police cop
detective sleuth
suspect suspicion suspicious
crime offence offense
offender culprit perpetrator wrongdoer
prisoner inmate
gangster mobster
vandal vandalise vandalize vandalism
arson arsonist
shoot shot
gunman gunmen shooter
gun firearm
pistol handgun revolver
knife knives
weapon weaponry
flee fled
fugitive runaway
hunt manhunt
seize seizure confiscate confiscation impound
harass harassment
bully bullying
abuse abusive
molest molestation
terrorism terror
extremist extremism
violent violence violently
# accidents and disasters
collide collision
derail derailment
explode explosion
erupt eruption
blaze fire fires
burn burnt
firefighter fireman firemen
wildfire bushfire
earthquake quake tremor
hurricane typhoon cyclone
tornado twister
landslide mudslide
disaster catastrophe calamity
disastrous catastrophic
tragedy tragic tragically
destroy destruction demolish demolition
damage damaged damaging
wreck wreckage
debris rubble
die death fatality
dead deceased
deadly fatal lethal
injure injury
survive survival
evacuate evacuation
missing unaccounted
bury burial
mourn grieve grief
hazard peril danger
dangerous hazardous perilous
risk risky
safe safely
contaminate contamination
pollute pollution
pollutant contaminant
leak leakage
spill spillage spilt
# war and diplomacy
war warfare
battle battlefield
fight fought
combat combatant
soldier serviceman servicemen
military armed-forces
navy naval
airforce air-force
invade invasion
occupy occupation
conquer conquest
liberate liberation
bomb bombard bombardment
rebel rebellion insurgent insurgency
mutiny mutinous
uprising revolt
revolution revolutionary
coup putsch
ceasefire cease-fire truce armistice
peace peaceful peacefully
ally alliance
enemy foe adversary
neutral neutrality
diplomat diplomacy diplomatic envoy
consulate consular
siege besiege
spy espionage
surrender capitulate capitulation
defeat vanquish
peacekeeper peacekeeping
nuclear atomic
genocide genocidal
massacre slaughter
disarm disarmament
deter deterrence deterrent
retaliate retaliation retaliatory reprisal
provoke provocation provocative
aggression aggressive aggressor
sovereign sovereignty
territory territorial
border frontier
# elections and government
elect election electoral
re-elect reelect re-election reelection
voter electorate
candidate contender
candidacy candidature
nominate nomination
parliament parliamentary legislature legislative
congress congressional
senate senatorial
president presidential presidency
vice-president vice-presidential
minister ministerial
mayor mayoral
governor gubernatorial governorship
premier premiership
democracy democratic
conservative tory
socialist socialism
dictator dictatorship autocrat autocratic
politics political politically
bureaucrat bureaucracy bureaucratic
municipal municipality
federal federally
local locally
nationwide countrywide
nationalise nationalize nationalisation nationalization
privatise privatize privatisation privatization
tax taxation
tariff duties
subsidy subsidise subsidize
budget budgetary
immigrant immigration migrant migration
citizen citizenship
referendum plebiscite
inaugurate inauguration
lobby lobbying
protest demonstration
protester protestor demonstrator
activist campaigner
unrest turmoil upheaval
reform overhaul
impeach impeachment
successful successfully succeed success
transparency transparent transparently
# money and markets
dividend payout
profitable profitability
debt indebted indebtedness
debtor borrower
lend lent
lender creditor
bankrupt bankruptcy insolvent insolvency
inflation inflationary
recession downturn
economy economic economically
subsidiary affiliate offshoot
merge merger
consolidate consolidation
ownership proprietorship
owner proprietor
overvalued overpriced
undervalued underpriced
fluctuate fluctuation volatile volatility
broker brokerage
save savings
expense expenditure outlay
wealth fortune
rich wealthy affluent
poor poverty impoverished
retailer shopkeeper
wholesale wholesaler
refund reimburse reimbursement
repay repayment repaid
donate donation
donor benefactor
insure insurance
accountant accountancy bookkeeper
fee fees
flotation ipo
cashflow cash-flow
shortfall shortage scarcity
scarce sparse
surplus excess
trillion trn
billion bn
million mn
thousand k
# hiring, careers, strikes
recruiter headhunter
employ employment
unemployed jobless
unemployment joblessness
vacancy vacant
applicant jobseeker
apply application
promote promotion
demote demotion
retire retirement
retiree pensioner
salary wage
redundancy redundant
unionise unionize unionisation unionization
colleague coworker co-worker
manager management managerial
supervisor foreman
chairman chairwoman chairperson
intern internship
trainee apprentice
profession professional professionally
retrain reskill
freelance freelancer
relocate relocation
resume resumption
suspend suspension
reinstate reinstatement
replace replacement supplant
substitute substitution
oust ouster
interim caretaker
# technology and software
technology technological technologically tech
internet online web
website webpage
datacentre datacenter data-centre data-center
cloud cloud-based
smartphone handset
device gadget
install installation
patch bugfix hotfix
bug glitch
outage downtime blackout
feature functionality
user-friendly easy-to-use
programmer coder
automate automation automatic automatically
robot robotic
autonomous autonomously self-driving driverless
encrypt encryption
password passcode
surveillance surveil
cybersecurity cyber-security
cyberattack cyber-attack
vulnerability vulnerable
exploit exploitation
subscribe subscription
gaming videogame
algorithm algorithmic
backup back-up
delete deletion erase
compatible compatibility
incompatible incompatibility
integrate integration
optimise optimize optimisation optimization
customise customize customisation customization
personalise personalize personalisation personalization
digitise digitize digitisation digitization
digital digitally
virtual virtually
wireless wirelessly
electronic electronically
innovate innovation innovative
invent invention
beta pre-release
deprecate deprecation sunset
discontinue discontinuation
configure configuration
admin administrator
moderate moderation
dataset data-set corpus
anonymise anonymize anonymisation anonymization
# AI and research
fine-tune finetune fine-tuning fine-tuned
pretrain pre-train pre-training pre-trained
distil distill distillation
quantise quantize quantisation quantization
infer inference
hallucinate hallucination
align alignment
misalign misalignment
multimodal multi-modal
tokeniser tokenizer tokenisation tokenization
agent agentic
generate generation generative
synthesise synthesize synthesis synthetic
annotate annotation
annotator labeller labeler
label labelled
model modelled
simulate simulation
compute computation computational
neural neurally
closed-source proprietary
preprint pre-print
experiment experimental experimentation
hypothesis hypotheses hypothesise hypothesize
theory theoretical
scientific scientifically
laboratory lab
academic scholarly
discover discovery
detect detection
analyse analyze analysis analytical
measure measurement
calculate calculation
estimate estimation
classify classification categorise categorize
compare comparison comparative
correlate correlation
accurate accuracy accurately precise precision precisely
inaccurate inaccuracy imprecise
reliable reliability reliably dependable
unreliable undependable
efficient efficiency efficiently
inefficient inefficiency
effective effectiveness effectively efficacy
ineffective ineffectively
complex complexity complicated
simple simplicity simply
simplify simplification
advanced sophisticated cutting-edge state-of-the-art
obsolete outdated out-of-date
capable capability
replicate replication reproduce
validate validation
robust robustness
collaborator co-author coauthor
intelligent intelligence smart clever
superintelligence superhuman
expert expertise specialist
# products and prices
merchandise goods
good
manufacture fabricate fabrication
assemble assembly
distribute distribution
supplier vendor
deliver delivery
warehouse depot
inventory stockpile
advertise advertisement advert ad ads
discount markdown rebate
coupon voucher
refurbish refurbishment renovate renovation
repair mend
defect defective faulty flaw
fake bogus phoney phony
imitate imitation mimic
copy replica duplicate
durable durability
luxury luxurious
bestseller best-selling bestselling
popular popularity
unpopular unpopularity
available availability
unavailable unavailability
exclusive exclusively exclusivity
limit limitation
unlimited limitless
pricey expensive costly
# science and space
astronaut cosmonaut
spacecraft spaceship
orbit orbital
lunar moon
solar sun
martian mars
planet planetary
galaxy galactic
astronomy astronomical
gravity gravitational
chemistry chemical
biology biological
geology geological
mathematics mathematical maths
gene genetic genome genomic
evolve evolution evolutionary
species specimen
extinct extinction
archaeologist archeologist
archaeology archaeological archeology archeological
excavate excavation dig dug
prehistoric primeval
bacterium bacteria bacterial microbe
magnet magnetic magnetism
quantum quanta
radiation radioactive radioactivity
# health
doctor physician medic
surgery surgical
patient inpatient outpatient
hospitalise hospitalize hospitalisation hospitalization
clinic clinical
medicine medicinal medication
medical medically
disease illness ailment
ill sick unwell
infect infection infectious contagious contagion
epidemic outbreak
vaccinate vaccination vaccine immunise immunize immunisation immunization jab inoculate inoculation
diagnose diagnosis diagnostic
treat treatment therapy therapeutic
cure remedy
recover recovery recuperate recuperation
relapse recurrence
transplant transplantation
cancer cancerous
tumour tumor
haemorrhage hemorrhage bleed bled bleeding
anaesthetic anesthetic anaesthesia anesthesia
paediatric pediatric paediatrician pediatrician
diarrhoea diarrhea
heart cardiac
lung pulmonary
kidney renal
brain cerebral
mental mentally psychological psychiatric
depression depressed depressive
anxiety anxious
addict addiction addictive
alcohol alcoholic alcoholism
obese obesity overweight
diabetes diabetic
allergy allergic
asthma asthmatic
pregnant pregnancy
birth born childbirth
newborn baby infant
midwife midwives
abortion abort
disabled disability
blind blindness
deaf deafness
dose dosage
pharmacy pharmacist
nutrition nutritional nutrient
diet dietary
healthy healthily
unhealthy unhealthily
fever feverish
pain painful ache
sleep slept asleep
dentist dental
heartattack heart-attack
# sport
beat beaten overcome overpower
lag trail
athlete sportsman sportswoman sportsperson athletic
football soccer
captain skipper
goalkeeper keeper goalie
scorer goalscorer
equalise equalize equaliser equalizer
compete competition competitive
medallist medalist
semi-final semifinal semi-finals
quarter-final quarterfinal quarter-finals
relegate relegation
referee umpire
stadium arena
spectator onlooker
supporter fan
teammate team-mate
racing racer
sprint sprinter
cyclist cycling bicycle bike
swim swam swum
ski skier
skate skater
gymnast gymnastics
boxer boxing
wrestle wrestler
qualify qualification qualifying
disqualify disqualification
unbeaten undefeated
comeback fightback
debutant newcomer
# culture and celebrities
film movie
filmmaker film-maker
cinema cinematic
music musical
singer vocalist
sing sang sung song
concert gig
compose composition
perform performance
theatre theater theatrical
playwright dramatist
comedy comic
author writer
poetry poem verse
literature literary
biography biographical
autobiography memoir
exhibit exhibition
sculpt sculpture
art artistic
artefact artifact
fame famous renowned well-known
infamous notorious
award prize
rehearse rehearsal
sequel follow-up
première premiere premieres premiered
animate animation
fashion fashionable
icon iconic
legend legendary
culture cultural culturally
tradition traditional traditionally
heritage patrimony
religion religious faith
priest clergyman
muslim islamic
jewish judaism
christian christianity
buddhist buddhism
hindu hinduism
pope papal
# education
pupil schoolchild schoolchildren
teach taught
teacher schoolteacher
professor professorship
educate education educational
learn learnt
exam examination
graduate graduation
curriculum curricula syllabus
homework coursework
scholarship bursary
enrol enroll enrolment enrollment
kindergarten preschool
headteacher headmaster headmistress
literacy literate
illiteracy illiterate
plagiarise plagiarize plagiarism
# weather, environment and energy
rain rainfall rainy
snow snowfall snowy
wind windy
fog foggy mist
frost frosty
freeze froze frozen
hot heat
heatwave heat-wave
warm warmth
cold chilly
wet damp
dry arid
celsius centigrade
meteorologist forecaster
climate climatic
environment environmental environmentally
ecology ecological ecologically
sustainable sustainability sustainably
carbon co2
recycle recyclable
rubbish garbage trash
forest woodland
conserve conservation
wildlife fauna
oil petroleum crude
petrol gasoline
windfarm wind-farm
power-station powerplant power-plant
electric electrical electrically
electrify electrification
# transport
car automobile
carmaker automaker
truck lorry
motorbike motorcycle
motorcyclist biker
tram streetcar
rail railways railroad
subway metro
aircraft plane planes aeroplane airplane
airliner jetliner
helicopter chopper
fly flew flown flight
airport aerodrome
sailor seaman
harbour harbor port
cargo freight
shipment consignment
motorway freeway expressway
highway highways
pavement sidewalk
junction intersection crossroads
traveller traveler
travel travelled
journey trip
driver motorist
drive driven
congestion congested
speed speeding
luggage baggage
runway runways
take-off takeoff
ev evs
fuel fuelled
kilometre kilometer km
metre meter
litre liter
tonne ton
kilogram kilo kg kilogramme
centimetre centimeter cm
# food, travel and housing
eat ate eaten
drink drank drunk
cook cookery
restaurant eatery
food foodstuff
baker bakery
farmer grower
farm agriculture agricultural
grain cereal
vegetable veg
fisherman fishermen angler
vegetarian meat-free
vegan plant-based
hunger hungry starvation starve
thirst thirsty
tourist holidaymaker vacationer
tourism sightseeing
holiday vacation
beach seaside
tenant renter
landlord landlady
rent rental
evict eviction
homeless homelessness
homeowner householder
resident inhabitant locals
neighbour neighbor
neighbourhood neighborhood
neighbouring neighboring
suburb suburban
rural countryside
urban inner-city
skyscraper high-rise
furniture furnishings
property real-estate
architecture architectural
# family and everyday life
man men
woman women
child children kid
person people
mother mum mom mama
father dad papa
grandmother grandma granny
grandfather grandpa grandad
teenager teen teenage adolescent
adult grown-up
marry marriage wedding
wife wives
sibling siblings
relative kin
friend friendship
birthday birthdays
childhood boyhood girlhood
youth youngster
young youthful
clothe garment
shoe footwear
toy plaything
dog hound
cat feline
life lives
everyday day-to-day
crowd throng
inherit inheritance
invite invitation
celebrate celebration
foot feet
tooth teeth
mouse mice
# time and frequency
frequent frequently often
rare rarely seldom infrequent infrequently
occasional occasionally sometimes
constant constantly continual continually continuous continuously
regular regularly
usual usually normally generally typically
immediate immediately instantly straightaway instant
soon shortly
sudden suddenly abrupt abruptly
eventual eventually ultimately
initial initially
original unaltered
gradual gradually
previous prior
recent recently lately
subsequent subsequently afterwards
simultaneous simultaneously concurrently
permanent permanently
temporary temporarily
brief briefly
lengthy protracted
forthcoming upcoming
current currently present-day
modern contemporary
overnight night-time
noon midday
schedule timetable
punctual on-time
overdue belated belatedly
again anew
ongoing under-way underway
indefinite indefinitely
era epoch
until till
while whilst
among amongst
amid amidst
# degree, quantity and comparison
very extremely highly
entirely completely totally wholly fully
approximately roughly
exact exactly
slight slightly marginally
significant significantly considerable considerably substantial substantially
sharp sharply steep steeply
dramatic dramatically drastic drastically
severe severely
sufficient enough adequate
insufficient inadequate
numerous countless
many lots
few handful
maximum maximal
minimum minimal
triple treble threefold
quadruple fourfold
hundred hundreds
additional extra further
total overall
equal equally equivalent
average mean
similar similarly alike
different differ difference
exceptional exceptionally
particular particularly especially
excessive excessively
bigger larger
biggest largest
smaller tinier
small tiny little
smallest tiniest
richest wealthiest
oldest eldest
quicker faster
quickest fastest
cleverest smartest
frequentest commonest
hardest toughest
harder tougher
unprecedented unparalleled unheard-of
unique uniquely one-off
enormous immense vast
broad wide
narrow narrowly
deep deeply
width breadth
# cause, purpose and manner
reason rationale
due owing
therefore thus hence consequently
consequence repercussion ramification
influence influential
motivate motivation motive
purpose objective
deliberate deliberately intentional intentionally
accidental accidentally unintentional unintentionally inadvertent inadvertently
voluntary voluntarily
compulsory mandatory obligatory
optional optionally
secret secretly covert covertly clandestine
open openly
direct directly
indirect indirectly
joint jointly
separate separately separation
individual individually
collective collectively
despite notwithstanding
although though
however nevertheless nonetheless
besides moreover furthermore additionally
successively consecutive consecutively
alternative alternatively
random randomly
manual manually
physical physically
remote remotely
careful carefully cautious cautiously
careless reckless recklessly
quiet quietly
loud loudly
silent silence silently
beautiful beautifully
necessary necessarily
possible possibly
impossible impossibility
probable probably probability
apparent apparently
obvious obviously evident evidently
true truth truthful
false untrue
real reality genuine genuinely authentic
actual actually
supposed supposedly
official officially
unofficial unofficially
formal formally
informal informally
public publicly
private privately
# feelings and judgement
happy happiness happily glad delighted pleased
sad sadness sadly
angry anger furious fury outraged irate
afraid scared frightened fearful fear
surprise surprisingly astonished
disappoint disappointment
embarrass embarrassment
shame ashamed shameful
proud pride proudly
jealous jealousy envy envious
hate hatred
hope hopeful hopefully
optimism optimistic
pessimism pessimistic
confident confidence
doubt doubtful sceptical skeptical scepticism skepticism
trust trustworthy
distrust mistrust
regret regrettable regrettably remorse
forgive forgave forgiveness pardon
satisfy satisfaction
dissatisfied dissatisfaction discontent
enthusiasm enthusiastic enthusiastically
excite excitement
bore boredom
exhausted exhaustion fatigue tired
confuse confusion bewildered
curious curiosity
passion passionate
admire admiration
respect respectful
sympathy sympathetic
cruel cruelty
brave bravery courage courageous
coward cowardly
honest honesty
dishonest dishonesty
modest modesty
arrogant arrogance
greedy greed
generous generosity
stupid foolish
crazy insane
strange odd weird bizarre peculiar
normal ordinary
important importance vital crucial essential
unimportant trivial negligible
serious seriously
interesting fascinating intriguing
difficult difficulty
easy easily
useful helpful
useless worthless
better superior
worse inferior
excellent outstanding superb
terrible awful dreadful horrible
ugly unattractive
perfect perfectly flawless
acceptable unobjectionable
unacceptable intolerable
controversy controversial contentious
fair fairly fairness
unfair unfairly unfairness unjust
biased bias prejudice
discriminate discrimination discriminatory
racist racism
sexist sexism
inequality disparity
moral morality ethical ethics
immoral unethical
scandal scandalous
responsible responsibility
irresponsible irresponsibility
opinion viewpoint
agreeable pleasant
tolerate tolerance tolerant
tend tendency
# movement and change, and the commonest verbs
arrive arrival
enter entry entrance
ascend ascent
descend descent
move movement
change alter alteration modify modification
transform transformation
convert conversion
adapt adaptation
adjust adjustment
vary variation
exchange swap
extend extension prolong
enlarge enlargement
strengthen bolster reinforce reinforcement fortify
accelerate acceleration hasten
decelerate deceleration
stabilise stabilize stabilisation stabilization
deteriorate deterioration worsen
decay rot
break broken
shatter smash
bend bent
tear torn
mix mixture blend
combine combination
connect connection link
disconnect disconnection
attach attachment
detach detachment
unite unity unify unification
collect collection
scatter disperse dispersal
divide division
insert insertion
include inclusion
exclude exclusion
involve involvement
consist comprise
possess possession
achieve achievement accomplish accomplishment attain
fail failure
attempt try tried
strive endeavour endeavor
avoid avoidance evade evasion
protect protection
push shove
throw threw thrown hurl
catch caught
bring brought
send sent
transmit transmission
accept acceptance
restore restoration
preserve preservation
abandon abandonment forsake
forget forgot forgotten
remember recollect recollection
recognise recognize recognition
identify identification
observe observation
see saw seen
hear heard
smell smelt
feel felt
understand understood comprehend
misunderstand misunderstood
realise realize realisation realization
imagine imagination
expect expectation anticipate anticipation
depend dependence dependent reliant reliance
independent independence independently
persuade persuasion convince
encourage encouragement
discourage discouragement dissuade
inspire inspiration
control controlled
dominate dominance domination
govern governance
organise organize
arrange arrangement
prepare preparation
initiate initiation
participate participation
attend attendance
absent absence
cooperate co-operate cooperation co-operation
interfere interference meddle
intervene intervention
react reaction
behave behaviour behavior
happen occur occurrence
emerge emergence
appear appearance
disappear disappearance vanish
exist existence
persist persistence persistent
hurry rush
play played
laugh laughter
cry wept weep
walk stroll
stand stood
hang hung
shake shook shaken
tremble shiver
solve solution
decorate decoration
wear worn
afford affordability
punish punishment
penalise penalize
endure endurance
benefit advantage beneficial
disadvantage drawback downside
harm harmful
harmless innocuous
cancel cancelled cancellation
signal signalled
level levelled
equalled equaled
totalled totaled totaling
rivalled rivaled
expel expelled expulsion
compel compelled
propel propelled propulsion
patrol patrolled
enquire inquire enquiry
favour favor favourable favorable
favourite favorite
colour color
honour honor
labour labor
humour humor
centre center
grey gray
tyre tire tires
aluminium aluminum
sceptic skeptic
catalogue catalog
dialogue dialog
practise practice
organiser organizer
fulfil fulfill fulfilment fulfillment
skilful skillful
instalment installment
jewellery jewelry
plough plow
mould mold
sulphur sulfur
judgement judgment
analogue analog
armour armor
rigour rigor rigorous
vigour vigor vigorous
glamour glamor
speciality specialty
crisis crises
basis bases
thesis theses
criterion criteria
phenomenon phenomena
appendix appendices
index indices
axis axes
stimulus stimuli
nucleus nuclei
wolf wolves
shelf shelves
calf calves
loaf loaves
goose geese
ox oxen
"""
