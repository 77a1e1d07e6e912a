"""English words that mean the same in news prose, one set a line; the first names it. A word belongs to one set only."""

SAME = """
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
