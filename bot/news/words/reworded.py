"""English words that a writer puts in each other's place when rewording, one sense a line; a word may stand in several.

Narrower than the fields of `related`: verb for verb, noun for noun, and the noun of a verb. Contraries never share a line.
"""

REWORDED = """
# verbs, the commonest first
use usage employ apply utilise utilize application draw exploit wield
make produce create craft turn
make force compel cause
become turn grow get
get obtain receive gain acquire earn
get reach arrive
take grab seize accept
take require need last
give hand grant award provide offer lend
give present deliver
find discover locate detect spot come across
find conclude determine establish rule
find locate location whereabouts position track
find consider deem regard
know aware familiar understand recognise recognize knowledge
see notice observe spot witness view watch
see expect foresee envisage envision
see experience undergo
look glance gaze stare peer
seem appear look apparently
show display exhibit present demonstrate demonstration
show reveal indicate point suggest prove confirm
show programme broadcast
tell inform notify brief explain say
tell order instruct
ask inquire enquire question query
ask invite request urge require
want wish desire hope seek wanted aim
need require necessitate necessary must have-to
need demand necessity requirement
try attempt seek strive endeavour endeavor bid aim
work function operate run
work labour labor toil job effort
call phone ring telephone dial
call describe label brand term dub name
keep retain hold maintain preserve
keep store save hold
let rent lease hire
begin start commence launch initiate kick-off outset beginning onset
start launch found establish set up
help assist aid support contribute enable
help relief assistance support
help ease facilitate improve
hold keep possess have own
hold stage host organise organize conduct
hold contain accommodate seat house capacity
hold grip grasp clutch
put place lay position set
put express phrase word
bring carry transport deliver fetch
bring introduce usher
provide supply give furnish equip offer deliver
provide afford grant
turn rotate spin swivel revolve
turn shift switch veer swing change
turn become transform
move shift relocate transfer transport
move step action measure decision
move relocate settle emigrate
move motion movement mobility
play perform act portray star
run manage operate head lead direct administer
run jog sprint race dash
run last extend stretch span
run execute execution operate
believe think reckon consider feel assume
believe trust faith confidence belief
feel sense believe think
feel experience suffer
happen occur take-place arise unfold transpire
happen incident event occurrence
write pen author draft compose
write-up article report
sit seat perch
stand rise position
stand tolerate bear endure
lose lost misplace
lose forfeit surrender
lose miss missing lack
pay spend fork shell
pay settle cover foot
pay compensation wage salary earnings remuneration
meet gather assemble convene
meet encounter see visit
meet satisfy fulfil fulfill comply
include contain comprise feature involve incorporate encompass cover
include count add
continue go carry proceed persist keep resume ongoing
set place put fix establish
set schedule slate plan due expect prepare
set series collection group
learn discover hear find
learn study pick
learn lesson teach education
change alter modify adjust amend revise switch shift vary
change reform overhaul transition
lead guide direct head steer
lead head command oversee manage direct chair run
lead advantage edge margin
understand grasp comprehend realise realize appreciate
understand know aware learn
watch observe monitor view follow see
follow trail track pursue shadow tail
follow obey observe comply adhere
follow succeed ensue come
follow result stem
stop halt cease end quit finish discontinue
stop prevent block bar keep
stop pause break interrupt suspend
create make produce generate form develop establish build design
speak talk converse address communicate
speak deliver lecture
read study peruse
spend use devote pass expend invest
spend expenditure outlay cost
grow expand rise increase climb swell
grow cultivate raise farm plant
open launch inaugurate unveil begin
open unlock access
open willing receptive
walk stroll hike stride trek wander march
win secure gain earn capture claim land clinch
offer propose present extend
remember recall recollect commemorate
love adore cherish enjoy affection
consider weigh study contemplate examine mull think explore
consider regard view deem see
appear emerge surface arise
buy purchase acquire pick obtain
wait await queue hold
wait delay pause
serve act work function
serve supply deliver dish
serve duty service
die perish pass death succumb
send dispatch ship mail transmit post forward
send deploy
expect anticipate predict foresee await forecast
expect due likely
build construct erect assemble put
stay remain linger stop
stay lodge reside
fall drop decline decrease dip plunge slide tumble
fall collapse topple
fall trip stumble slip
cut reduce slash trim lower decrease
cut slice chop sever
reach hit attain achieve arrive touch
reach extend stretch
kill slay murder shoot claim
remain stay continue persist linger
remain left survive
raise increase lift boost up elevate hike
raise bring rear
raise voice express air
raise collect gather secure
pass hand give transfer
pass approve adopt enact
pass cross go drive overtake
pass spend elapse
sell market vend retail trade flog
sell dispose offload unload divest
require need demand call oblige
require mandate oblige
report describe document record note
report account story coverage
report disclose
decide determine resolve opt choose settle rule
decide choice ruling
pull draw drag haul tug tow
return revert resume restore
return comeback
return refund repay
explain describe clarify account justify
hope wish aspire expect desire
develop design create evolve build
develop evolve unfold progress
carry transport bear convey haul
carry hold have
break smash shatter fracture snap crack damage
break breach violate contravene
break beat surpass smash
break rest pause interval recess
receive get obtain accept collect
receive welcome greet
agree consent accept approve concur settle
agree match tally coincide
agree promise pledge
support back endorse champion favour favor
support sustain prop underpin
hit strike beat knock slam punch
produce make manufacture generate create yield
produce output harvest
eat consume dine devour feed
cover include span address
cover hide mask blanket conceal
cover report
cover pay insure protect
catch capture trap seize nab
catch contract
draw attract pull lure
draw sketch illustrate
draw lottery raffle
choose pick select opt elect decide prefer
cause trigger prompt spark provoke lead bring create induce
cause reason origin source root
cause inflict
point argument issue matter
point purpose
allow permit enable let authorise authorize
listen hear heed
listen eavesdrop
realise realize discover understand recognise recognize learn
realise realize achieve fulfil
place rank finish
place location site spot venue position whereabouts
close shut seal
close end conclude complete finish wrap finalise finalize
close near nearby
close tight narrow
involve include entail require
involve engage participate
involve implicate connect
increase raise boost lift expand grow hike
add include append
add contribute boost
avoid dodge evade escape shun avert
imagine picture envisage envision conceive
finish final
lift raise hoist elevate
lift remove scrap cancel
share split divide
share percentage proportion stake
express voice convey state articulate air
express communicate
discuss debate talk consult deliberate
throw toss hurl fling cast lob
fill occupy pack load
fill plug
drop abandon scrap ditch discard shelve
drop leave deposit
push press shove drive thrust
push promote campaign urge advocate
push effort drive
visit tour call travel
visit trip stay
deal handle cope address tackle manage
deal trade sell
describe depict portray characterise characterize outline detail
prove demonstrate show establish confirm
prove turn
wear don sport dress
argue contend claim maintain assert
argue quarrel dispute clash
manage run direct handle control administer oversee
manage succeed
establish found create set form
establish determine confirm
enjoy relish like savour
enjoy have benefit
join enter enlist enrol sign enroll
join link connect unite
join accompany
reduce cut lower decrease diminish lessen slash
save store preserve
save conserve
prepare ready plan arrange
prepare train groom
treat handle deal
treat care heal
affect influence impact hit touch
affect concern
face confront meet encounter
face risk
accept take receive approve embrace
identify recognise recognize name pinpoint determine detect
identify establish
fail falter flop collapse
fail neglect omit
failure collapse breakdown flop
claim assert allege maintain contend say
claim demand request
claim win seize
protect guard defend shield safeguard secure
protect preserve conserve
contact reach approach message
contact touch
control command manage dominate govern
control regulate restrict
control grip rule
compare liken contrast match
compare against
represent symbolise symbolize stand embody
represent account constitute make
represent speak
encourage urge promote spur inspire
encourage boost foster
suffer endure experience sustain undergo
suffer struggle
replace substitute swap succeed supplant
replace change
suit fit match
review examine assess evaluate reconsider
review critique appraisal assessment
prevent stop avert block avoid
prevent prohibit
mention cite refer note raise
mention reference
act behave perform
act operate
act move step
apply request seek
apply enforce use implement
apply concern
attend visit go
attend present
attract draw lure entice appeal
attract interest
refuse deny
limit restrict cap curb constrain
limit ceiling threshold
check verify examine inspect confirm validate test
check verification confirmation validation
check control inspection screening
verify confirm authenticate validate ascertain establish
confirm verify corroborate certify
complete full entire whole thorough
complete completion
announce declare unveil reveal proclaim say
announce introduce
reveal show expose uncover disclose
introduce launch unveil bring
design plan devise create conceive engineer
design intend
devise formulate invent conceive
demonstrate show prove illustrate
express demonstrate show
measure gauge assess quantify evaluate
measure size dimension
test try examine assess
test experiment trial pilot
test assessment evaluation
record document log register note
record capture film tape
record history background
perform execute do carry conduct
perform do fare
perform play appear
occur come
employ hire recruit engage
expand enlarge broaden widen extend
expand expansion growth
expansion enlargement extension
spread distribute extend circulate
spread extend expand proliferate
respond reply answer react
respond reaction response
recognise recognize honour honor
regard respect
assume presume suppose think
assume take adopt
assume undertake
ensure guarantee secure assure
ensure make
secure obtain win gain clinch land
secure fasten
deliver supply hand provide distribute
deliver fulfil fulfill
focus concentrate centre center emphasis
focus attention
focus target
concentrate pay-attention
target aim direct
aim intend goal objective target purpose
aim point direct
intend mean plan want
achieve attain accomplish reach
earn make gain
earn deserve
deserve merit worth
lie rest
lie sit
lay off
touch concern
count number tally total
count matter
count reckon
handle manage process deal
tackle address confront combat
combat fight tackle counter
combat curb
fight battle struggle combat
resist withstand oppose
struggle battle fight difficulty
struggle effort
survive endure
survive outlive
escape break
depart go
leave exit quit
leave bequeath
leave remain
arrive come reach land
arrive show
enter penetrate
enter register
cross traverse
travel journey commute
travel go move
fly soar
fly pilot
drive steer
drive push motivate propel fuel
drive campaign
ride travel
ship send transport deliver
ship supply
load burden
burn scorch char blaze
burn destroy
destroy ruin wreck demolish devastate wipe
destroy eliminate
damage harm hurt impair
damage wreck
ruin wreck spoil
hurt damage undermine
undermine weaken erode damage sabotage
erode wear diminish
diminish fade decline wane dwindle
dwindle shrink
vanish fade
disappear go missing
hide conceal mask cover disguise
hide bury
search hunt scour comb
seek pursue ask request
pursue chase seek follow
pursue continue
chase pursue hunt
track follow trace monitor
monitor observe supervise oversee track
monitor check
oversee supervise manage direct
examine study inspect analyse analyze scrutinise scrutinize explore
analyse analyze examine study assess
analyse analyze analysis assessment
explore investigate examine probe
investigate examine look
estimate assess calculate reckon
estimate projection approximation
calculate work reckon
calculate count
rate rank assess
rate speed pace
rank place rate
rank position level grade
judge assess evaluate consider
# verbs of news, second band
delay postpone defer hold-up setback
delay wait lag
scrap abandon ditch shelve drop abolish
halt stop suspend end
restore reinstate return recover renew
repair mend fix restore
fix patch remedy
solve resolve settle fix crack
resolve settle end
correct fix rectify amend
revise amend update adjust change
update revise refresh upgrade
upgrade improve modernise modernize update
improve enhance better refine upgrade boost
enhance boost strengthen improve enrich
strengthen bolster reinforce boost enhance
boost lift raise increase strengthen stimulate
stimulate spur boost encourage
promote advance further foster
foster nurture promote cultivate
accelerate speed quicken hasten expedite
slow decelerate brake hinder
hinder hamper impede obstruct slow complicate
obstruct block hinder
interrupt disrupt halt break
disrupt disturb upset interrupt
disturb upset unsettle
upset anger annoy distress disappoint
anger enrage infuriate outrage upset
shock stun surprise astonish
surprise astonish amaze shock unexpected
impress amaze
scare frighten terrify alarm
alarm worry concern unease
worry concern trouble fear
calm soothe reassure ease
ease relieve alleviate soften reduce
tighten toughen stiffen
remove withdraw take delete strip eliminate
remove oust sack dismiss
delete erase remove wipe
eliminate remove eradicate
exclude omit bar leave
omit drop skip leave
skip miss omit
ignore overlook disregard neglect
overlook miss ignore
refer mention allude
refer send direct
relate link concern tell
link connect tie associate relate
link relationship connection tie association
separate split divide part
split rift division
combine merge unite blend mix join
merge combine unite fuse
integrate combine incorporate merge embed
embed integrate insert
insert put place
install fit set put mount
equip fit furnish
distribute hand share deliver circulate
allocate assign allot earmark distribute set
assign allocate give appoint task
assignment task job
delegate assign
devote dedicate give
reserve book keep
reserve set earmark
book order reserve
order request
direct guide aim
oblige require force
force compel oblige coerce press
persuade convince talk sway
convince persuade assure satisfy
influence affect sway shape impact
shape form influence mould
form shape type kind
form take
transform change overhaul revolutionise revolutionize convert
convert change transform turn
switch change shift move swap
swap exchange trade switch
trade commerce business
barter trade
negotiate bargain discuss talk
propose suggest offer put
proposal suggestion plan offer bid
recommend suggest advise propose advocate
recommendation suggestion advice
advocate support champion recommend
advise recommend counsel urge
advise inform
consult ask discuss
urge encourage press call push
appeal attraction
petition appeal request
demand call insist require
demand appetite need interest
insist maintain demand stress
stress strain pressure tension
highlight emphasise emphasize underline spotlight show
point-out note mention
note observe remark say mention point
remark comment observation
comment remark statement
admit acknowledge concede confess accept
dispute disagreement quarrel row argument feud
challenge problem difficulty hurdle obstacle
challenge test dare
question ask interview quiz interrogate
doubt suspect question uncertainty
accuse blame charge allege
accusation allegation charge claim
blame fault accuse attribute
attribute credit ascribe put
credit praise
praise commend hail applaud laud compliment
welcome hail applaud greet
greet welcome meet
congratulate praise
reward award recognise recognize
award give grant confer present
award prize honour honor accolade
grant award give allow
contribute give donate add
contribution donation part role
fund finance bankroll pay support
fund pot pool
invest put spend pour inject plough
inject pump pour
sponsor fund back
subsidise subsidize fund support
guarantee ensure promise assure
promise pledge vow commit undertake
commit pledge dedicate
commit perpetrate
commitment pledge promise dedication
swear vow pledge
threaten warn menace endanger
endanger threaten jeopardise jeopardize imperil risk
risk chance gamble
caution warning care
alert warn notify
inform tell notify update
teach train instruct educate
train coach prepare teach
train learn
practise practice train rehearse
exercise train
exercise drill manoeuvre
compete vie contend race battle
competition rivalry contest battle fight
competition contest tournament event
competitor rival opponent challenger
competitor contestant participant entrant
rival competing
match equal rival
beat defeat overcome outdo top
beat exceed surpass top better
overcome conquer beat surmount
surpass exceed beat top outstrip overtake
exceed surpass top beat pass
outperform beat surpass outdo
outperform excel
excel shine
dominate lead control rule
rule govern reign control
rule regulation guideline requirement law
govern rule run
administer run manage give
conduct carry run perform hold do
conduct behaviour behavior
implement carry introduce apply enforce execute
implementation introduction rollout deployment
enforce implement impose apply
impose introduce place levy slap
levy charge impose
charge bill levy ask
charge fee cost
fine penalise penalize punish
punish penalise penalize discipline
imprison jail lock detain
arrest detain hold seize
seize confiscate capture take grab
release free liberate discharge
release publish issue launch launching
publish release issue print post
issue release publish give
issue matter problem question topic subject
issue edition
post publish share write
circulate distribute share spread
leak disclose reveal
disclose reveal divulge publish
uncover discover expose reveal unearth
discover find uncover unearth spot
discovery finding find
finding result conclusion discovery
detect discover find spot identify
spot notice see detect
observe watch see note
experience undergo go
experience expertise knowledge background
undergo have
endure suffer bear
tolerate accept allow stand
ban prohibition restriction embargo
bar ban block prevent exclude
restrict limit curb curtail
restriction limit curb limitation constraint
curb restrict limit restrain rein check
contain limit control
contain hold include
house hold contain host
host presenter
organise organize arrange stage plan
arrange organise organize plan set
arrangement agreement plan deal
arrangement preparation
coordinate organise organize manage
collaborate cooperate work partner team
collaboration cooperation partnership
partner ally collaborate
gather meet assemble congregate
collect gather raise pick obtain
accumulate gather collect build amass
store keep stock save
stockpile store hoard
supply provide deliver stock
consume use eat
consume consumption usage
consumption use usage
waste squander lose
abuse mistreat misuse
harass bully intimidate
intimidate threaten scare
attack assault strike raid target
raid storm search
invade attack enter
occupy hold take seize
occupy live
justify defend explain warrant
guard protect watch
guard security
rescue save free
rescue bailout
evacuate move
shelter house protect
abandon leave desert drop scrap give
retire leave
fire shoot launch
sack fire dismiss axe
hire recruit employ appoint take
recruit hire enlist sign attract
appoint name choose install
nominate name propose choose put
inherit receive
owner proprietor holder
belong own
lack want need miss
lack shortage absence dearth
lack without
miss lose skip
depend rely hinge
rely depend count
trust believe rely
hope expect wish optimism
fear concern anxiety
project forecast estimate expect
project scheme programme plan venture initiative
project show
predict guess
speculate guess wonder
wonder ask
wonder marvel
ponder consider think
reckon think estimate believe
dream hope
plan scheme strategy blueprint proposal
approach method way strategy technique
approach near
method way technique means
process procedure
process handle treat
operate perform
operation campaign
operation business
activate enable trigger switch
trigger cause spark set prompt
spark trigger ignite cause
spark flame
ignite light spark
prompt cause lead make
prompt urge
yield produce give
yield return
result outcome consequence effect
result follow arise come
effect impact consequence result
impact effect influence
emerge appear arise come
emerge develop
evolve develop change
originate come start
stem come arise derive
date originate
vary differ change range
range vary extend
range variety selection array series
fluctuate vary swing
stabilise stabilize steady
steady stable constant
balance stability
adjust adapt change modify tweak
adapt adjust tailor modify
tailor adapt customise customize
revamp overhaul redesign
restructure reorganise reorganize
polish refine
simplify streamline
illustrate show explain
depict show portray
reflect mirror show
reflect think
resemble look
copy imitate reproduce replicate
imitate copy mimic
recur repeat return
cite quote mention name
translate interpret render
interpret understand read
summarise summarize recap
summary recap overview digest
outline describe summarise summarize sketch
list name
list register catalogue
register record enrol sign
subscribe sign
sign endorse
indicate show suggest signal point
indication sign signal evidence
mark indicate
mark celebrate commemorate observe
celebrate mark honour honor
commemorate mark remember
regret apologise apologize
complain object protest grumble
protest demonstrate object
object oppose protest
oppose resist fight object
opponent critic rival
critic opponent detractor
criticism condemnation
condemn denounce criticise criticize
mock ridicule
offend insult upset
submit file present send hand
submit hand lodge
file lodge submit
# nouns, the commonest first
time period moment occasion
period time spell phase stretch
moment instant point
occasion time event
way method manner means
way route path road
day date
thing matter item object
life existence lifetime
world globe planet earth
world universe
state condition situation
family household relatives
family clan
student pupil learner
group band team
country nation land state
problem difficulty issue trouble challenge
problem fault flaw
part section portion piece segment component
part region
case lawsuit trial
case situation
example instance case sample
week fortnight
company firm business corporation enterprise
company employer
system network structure
system arrangement
initiative scheme programme project effort
work task job
work piece
number figure total amount
amount quantity sum volume
sum amount total
point stage
home house residence dwelling
home native
house residence building
building structure block property
structure organisation organization
room space chamber
room scope
area field sphere
district area neighbourhood neighborhood quarter
neighbourhood neighborhood area district community
community neighbourhood neighborhood locals
community residents
money cash funds capital
story tale account
story article report piece
fact truth reality
fact detail
detail particular information specifics
information data details intelligence
information news
lot many plenty
right entitlement freedom
freedom liberty independence
research study investigation science
survey poll study questionnaire
poll survey vote
book title
book volume work
job post position role
job occupation profession
position stance view opinion
position rank place
role part function
function role purpose
term word expression phrase
phrase expression wording
language tongue
topic subject theme issue
aspect side feature element
element component part factor
factor element cause reason
kind sort type form
category class type group
head mind
boss chief head leader manager
leader ruler
cfo finance chief
manager executive supervisor
chairman chair chairperson chairwoman
official officer representative
representative delegate agent spokesman
delegate representative participant
delegation team group
adviser advisor consultant aide
aide assistant adviser
assistant aide helper
expert specialist authority
authority power
authority agency body
agency body organisation organization bureau
body corpse remains
organisation organization group body
institution organisation organization body
institute centre center
centre center hub
centre center middle heart
middle centre center midst
heart centre center core
participant member attendee competitor
attendee participant guest
tourist visitor traveller traveler
traveller traveler passenger
employee personnel
staff employees personnel workforce
worker employee labourer laborer
colleague workmate
team squad side
team crew group
player athlete
fan supporter follower
supporter backer advocate
audience public viewers spectators
audience crowd listeners
crowd mob throng
public people
people residents citizens
people persons individuals
individual person
resident inhabitant citizen local
citizen resident national
population people inhabitants
customer client consumer shopper
buyer purchaser customer
vendor seller supplier
producer maker manufacturer
developer builder
academic scholar researcher
author writer creator
creator author maker
inventor creator
founder creator
child kid youngster
youngster child teenager
adult person
man guy
friend pal companion
companion partner
neighbour neighbor resident
relative family
victim casualty
survivor victim
suspect man
teacher instructor
teacher tutor lecturer
professor academic lecturer
fisherman crew
pilot airman
politician leader
donor giver
banker financier
analyst observer
editor journalist
photographer cameraman
performer artist
tenant occupant
occupant resident
passerby pedestrian
hiker walker climber
climber mountaineer
diver swimmer
flat apartment
office workplace
headquarters base office
headquartered based
base foundation basis
basis foundation ground
ground land soil
ground reason
land property
field area sector
sector industry field
industry business
facility plant site
facility amenity
store shop outlet
market bazaar
market marketplace
mall shopping
hall auditorium
theatre theater stage
library archive
archive collection record
performance result
festival event celebration
event function
ceremony event
incident event episode
crash accident collision wreck
crash failure
conflict clash dispute
clash conflict fight
riot disturbance
rally gathering march
gathering meeting assembly
meeting encounter
session meeting sitting
discussion conversation debate
conversation chat talk dialogue
dialogue conversation talks
speech address talk
lecture talk speech
presentation talk
message note
message communication
letter note
document paper file
paper article study
notice announcement
notice warning
alarm warning alert
clue hint evidence
solution answer fix remedy
remedy cure solution
cure treatment
treatment therapy care
infection disease
virus bug
pain suffering
death loss
death passing
birth arrival
health fitness wellbeing
meal dinner lunch
fruit crop
species kind
tree plant
forest wood woodland
lake reservoir
coast shore seaside
desert wilderness
weather climate conditions
street road avenue
path route track
tunnel underpass
station stop
station depot
airport airfield
plane aircraft jet
flight trip
trip journey visit
cargo goods load
goods products merchandise
product item good
item object article product
item piece
material substance
tool instrument device
tool equipment
equipment gear kit
device gadget tool
machine device
machine equipment
engine motor
video footage clip
footage video film
record achievement
title name
race contest
race ethnicity
achievement accomplishment feat success
milestone landmark
progress advance development
breakthrough advance discovery
development event
development growth
value merit
investment stake
supply provision
deal transaction
partnership alliance
relationship relation tie
tie bond link
contact communication
network web
platform stage
service facility
service system
application request
code program
data statistics
figure statistic
figure person
statistic number
rate level
rate percentage
standard level norm
standard benchmark
quality characteristic
characteristic feature trait
ability capability capacity skill
ability power
capacity space
skill ability talent
talent skill gift
expertise knowledge skill
knowledge understanding
knowledge information
idea concept notion thought
idea plan
view sight
belief view opinion
attitude stance view
stance position attitude
feeling emotion
feeling sense
anger rage fury
joy delight happiness
sadness sorrow grief
anxiety worry
concern interest
interest attention
interest share
attention notice
tension hostility
attempt effort bid
option choice alternative
option possibility
chance possibility likelihood
chance opportunity
prospect chance
prospect outlook
future outlook
past history
habit custom
practice custom
practice habit
culture tradition
origin beginning
source insider
end conclusion
stage phase step
penalty punishment fine
offence breach
breach violation
explosion blast
weapon arm
police officers
army forces military
force troops
force power
force strength
energy strength
gas fuel
# adjectives
real actual genuine true authentic
real live
true correct accurate real factual
correct accurate right true
accurate precise exact correct
precise exact accurate specific
right correct proper
proper appropriate suitable correct
appropriate suitable proper fitting apt
suitable appropriate fit
wrong incorrect mistaken false
incorrect wrong inaccurate mistaken
false untrue fake bogus
good great excellent fine
great excellent wonderful superb
great large big
excellent superb outstanding first-rate
outstanding excellent exceptional remarkable
outstanding unpaid
exceptional extraordinary remarkable outstanding
extraordinary exceptional remarkable unusual
remarkable striking notable impressive
striking remarkable notable noticeable
notable noteworthy significant remarkable
bad poor terrible
poor weak bad substandard
new novel fresh
novel new innovative original
innovative novel inventive
fresh new recent
latest newest recent
modern contemporary current up-to-date
current present existing
current ongoing
old elderly aged
former previous past ex earlier erstwhile
previous earlier prior former past
future upcoming coming prospective
upcoming forthcoming coming next
next following subsequent coming
subsequent later following
final last ultimate closing
last previous past
initial first early opening
first initial inaugural maiden
inaugural first opening
late delayed overdue
big large major sizeable sizable
large big sizeable substantial considerable
major big large significant main
major important
main chief principal primary key
key crucial main important central
central key main core
central middle
important key significant vital crucial
crucial vital critical essential key
critical serious
essential necessary vital crucial indispensable
necessary essential needed required
significant important notable considerable
substantial considerable significant large sizeable
huge enormous vast massive immense
giant company
small little tiny modest
tiny minuscule small
minor small slight
modest small limited
high elevated steep
high great
steep sharp high
sharp steep sudden
low small
low modest
long lengthy extended prolonged
brief short quick
slow sluggish gradual
gradual slow steady
sudden abrupt unexpected
immediate instant prompt
prompt quick immediate
strong powerful robust sturdy
strong firm
powerful strong mighty
powerful capable
weak feeble fragile
fragile weak vulnerable delicate
vulnerable exposed at-risk
hard firm solid
difficult hard tough challenging tricky
challenging difficult demanding tough
complex complicated intricate
simple easy straightforward basic
basic fundamental simple elementary
clear obvious evident plain
clear transparent
obvious clear evident apparent
apparent seeming
unclear uncertain vague
uncertain unclear unsure doubtful
vague unclear imprecise
certain sure confident
possible potential feasible
possible likely
potential possible prospective
feasible possible viable practical
viable feasible workable
practical workable
practical hands-on
likely probable expected
unlikely improbable doubtful
available accessible obtainable
available free
accessible available open
free gratis complimentary
free independent
open public
public state
personal private individual
individual single personal
single sole one lone
sole only single lone
lone single solitary
only sole just
unique distinctive special
special particular specific
specific particular certain
general broad overall
general common
broad wide extensive general
extensive wide broad comprehensive
comprehensive thorough full complete extensive
thorough comprehensive detailed careful
detailed thorough comprehensive in-depth
full packed
total complete overall
overall total general
partial incomplete
common widespread frequent usual
widespread common extensive
joint shared common combined
frequent common regular
regular frequent usual
usual normal typical customary
normal usual typical ordinary
typical usual normal characteristic
ordinary normal regular
standard usual normal
rare uncommon unusual scarce
strange odd unusual weird
various several different diverse
distinct different separate
diverse varied various
several multiple numerous many various
many numerous countless
same identical
similar comparable alike
equal same equivalent
equivalent equal comparable
related connected linked
relevant pertinent
popular favoured well-liked
popular well-known
famous well-known celebrated renowned
prominent leading well-known famous notable
leading top foremost prominent
top leading best highest
top summit
best top finest
best-known famous
respected esteemed
cheap inexpensive low-cost
secure safe protected
dangerous risky hazardous unsafe
harmful damaging dangerous detrimental
serious grave severe
severe serious harsh
harsh severe strict
strict stringent tough tight
extreme severe radical
radical extreme sweeping
sweeping wide-ranging far-reaching extensive
dramatic drastic sharp
drastic dramatic radical
brutal violent savage
aggressive hostile
hostile unfriendly
friendly warm
upset unhappy distressed
unhappy dissatisfied displeased
disappointed let-down
happy pleased glad satisfied
satisfied happy content
excited enthusiastic thrilled
enthusiastic keen excited eager
busy occupied
healthy fit
dead killed deceased
alive living
local regional nearby
nearby neighbouring neighboring close
neighbouring neighboring nearby adjacent
remote distant isolated
national nationwide countrywide
national state
international global worldwide
foreign overseas abroad international
domestic national internal
internal inside
external outside
official formal
legal lawful legitimate
legitimate legal valid
criminal illegal
responsible accountable liable
independent autonomous separate
independent impartial
impartial neutral unbiased
fair just reasonable
fair equitable
reasonable sensible fair
sensible reasonable wise
talented gifted skilled
skilled experienced trained expert
experienced seasoned veteran skilled
professional expert
eligible qualified entitled
able capable
ready prepared willing
reluctant unwilling hesitant
effective efficient successful
useful helpful valuable handy
valuable useful precious
beneficial helpful useful
reliable dependable trustworthy
steady stable consistent
continuous constant ongoing uninterrupted
lasting permanent enduring
interim temporary acting provisional
provisional temporary preliminary
preliminary provisional initial early
tentative provisional preliminary
experimental test trial
manual hand
technical technological
scientific academic
medical clinical health
physical bodily
natural organic
artificial synthetic man-made
human person
social societal
cultural artistic
political governmental
economic financial
financial monetary fiscal
fiscal financial budgetary
commercial business
industrial manufacturing
green environmental eco-friendly
environmental ecological
wild untamed
clean pure
dirty polluted
polluted contaminated
cold chilly cool
beautiful lovely attractive
attractive appealing
vacant empty unoccupied
crowded packed busy
quiet calm silent
loud noisy
bright light
dark dim
thick dense
thin slim
heavy weighty
intense heavy severe
mild light slight moderate
deep profound
broken damaged
faulty defective broken
outdated obsolete old
sophisticated advanced complex
state-of-the-art cutting-edge advanced leading
next-generation new
flagship main top
dedicated special specialised specialized
dedicated committed
specialised specialized specialist dedicated
custom tailored bespoke
alternative other different
other another different
additional further extra more
remaining left other
controversial disputed contentious
disputed contested controversial
alleged suspected supposed
unconfirmed alleged
unknown unclear unidentified
secret hidden confidential
hidden secret concealed
confidential secret private
sensitive confidential
sensitive delicate
unexpected surprising unforeseen
predictable expected
planned scheduled intended proposed
scheduled planned set due slated
due scheduled expected set
proposed planned suggested
ambitious bold
bold daring
honest truthful
polite courteous
rude impolite
strange unfamiliar
familiar known
# adverbs and small words
about around roughly approximately some
nearly almost close practically
almost nearly virtually
virtually almost practically
just only merely simply
extremely very highly exceptionally
really truly actually
truly really genuinely
actually really fact
mainly mostly primarily chiefly largely principally
especially particularly notably
specifically particularly
clearly obviously evidently plainly
apparently seemingly evidently
reportedly allegedly apparently
allegedly reportedly supposedly
probably likely presumably
perhaps maybe possibly
possibly perhaps potentially
quickly fast rapidly swiftly speedily
suddenly unexpectedly abruptly
immediately instantly promptly straight
promptly immediately quickly
currently presently now
now currently today
nowadays today now
previously formerly before earlier
formerly previously once
originally initially first
eventually finally ultimately
finally eventually lastly
later afterwards subsequently
meanwhile while
simultaneously together
alone solo
often frequently regularly
generally usually broadly
constantly continuously always
always constantly forever
again once-more
repeatedly often again
steadily gradually
sharply steeply dramatically
dramatically sharply drastically
greatly considerably much
much far considerably
slightly marginally little
well properly
badly poorly severely
severely badly seriously
easily readily
freely openly
privately secretly
officially formally
legally lawfully
directly straight
locally regionally
globally worldwide internationally
internationally globally abroad
nationally nationwide
elsewhere somewhere
inside within
outside beyond
because since due
therefore so thus hence
however but though
although though while
also too additionally
additionally also furthermore moreover
instead rather
except excluding apart
including such
via through
during throughout
throughout across
according per
"""
