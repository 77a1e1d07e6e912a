"""English words that contradict each other, the two sides of a line each; and those that point up or down."""

OPPOSITE = """
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
"""
"""Words of each side contradict those of the other."""

UP = """
rise overtake more higher above up greater lead ahead faster better stronger double triple beat outperform top upgrade
"""

DOWN = """
fall less lower fewer below down cut trail lag behind slower worse weaker halve underperform miss downgrade
"""
