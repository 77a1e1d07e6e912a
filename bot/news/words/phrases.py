"""English phrases of a verb with the words after it, after the verb that they count as; "their" stands for any pronoun."""

PHRASES = """
# verb and particle
reject: turn down, throw out, vote down
postpone: put off, push back
cancel: call off
isolated: cut off
conduct: carry out
establish: set up
acquire: take over, buy out
investigate: look into
reduce: bring down, cut back, scale back
close: shut down, wind down, close down
note: point out
give: hand over, turn over
layoff: lay off
return: give back, send back
repay: pay back
proceed: go ahead
withdraw: pull out, phase out
abandon: give up
resign: step down, stand down
increase: step up, ramp up, build up, top up
discover: find out
accelerate: speed up
slow: slow down
disable: switch off, turn off, toggle off
enable: switch on, turn on
open-source: release the weights, release weights, publish the weights, publish weights, release their weights, make the weights available, open up the weights
release: roll out, bring out
sell: sell off
join: sign up
partner: team up, tie up
collapse: fall down
start: kick off, break out
account: make up
propose: put forward
hire: take on
arise: come up
end: run out
participate: take part
delay: hold up
fly: fly in
bring: bring in
inaugurate: swear in
solve: work out
dismiss: let go
appear: turn up, come out, come forward
publish: put out
send: send out
trigger: set off
leave: drop out
concede: give way
happen: take place
fill: fill in
distribute: hand out
fall: come down, go down
rise: go up, get up
submit: hand in
summarise: sum up
find: track down
collect: pick up
omit: left out, leave out
fail: break down, fall through
split: break up, split up
clean: clean up
hide: cover up
rescue: dig out
draft: draw up
withhold: hold back
maintain: keep up
destroy: knock down, tear down, wipe out
jail: lock up
decline: opt out
die: pass away
accumulate: pile up
support: prop up, shore up
achieve: pull off
suppress: put down
use: rely on
defeat: see off
choose: settle on
approve: sign off
miss: sit out
separate: spin off
oppose: stand up
remain: stay on
swap: trade in
# allowing, refusing, deciding
reject: knock back
decide: take decision, take a decision, make decision, make a decision, reach decision, reach a decision, make up mind, come to a decision
approve: give the go-ahead, give the nod, give approval, give the green light, give consent, wave through, rubber stamp, nod through
oppose: come out against, speak out against, push back against, take a stand against
support: back up, stand by, throw weight behind, come out in favour, speak up for, give backing
postpone: put on hold, put on ice, kick into touch
abandon: do away with, walk away from
reconsider: think again, have second thoughts, think twice
overturn: strike down
choose: opt for, go for, plump for, decide on
refuse: hold out against
allow: give permission, give leave
agree: come to terms, reach agreement, reach an agreement, come to an agreement, strike a deal, reach a deal, come to an understanding, shake hands, do a deal, cut a deal, sign up to
propose: come up with, put on the table
discuss: talk over, hold talks, hold discussions, have talks, hold a meeting
negotiate: hold negotiations, enter talks
consider: think over, take into account, give thought, weigh up, mull over
comply: abide by, stick to, adhere to, go along with, toe the line, live up to
violate: fall foul of, run foul of
enforce: crack down
# beginning, ending, continuing
start: get under way, get started, set in motion, embark on
end: bring to an end, come to an end, draw to a close, bring to a close, put an end to, call time on, come to a halt, put a stop to, bring to a halt, grind to a halt, see out
continue: carry on, go on, keep on, press on, press ahead, push on, push ahead, keep going, forge ahead
resume: pick up again, start up again, get back to
close: wind up, shut up shop, go out of business, shut their doors, close their doors, cease trading
finish: wrap up, round off, polish off, finish off
disappear: die out, go missing, fade away, drop out of sight, melt away
stop: bring to a stop
proceed: move ahead
# creating, founding, doing
establish: start up
cause: bring about, give rise to, lead to, result in
trigger: touch off, spark off
achieve: bring off
prepare: get ready, make preparations
use: make use of, put to use, make use
solve: sort out, iron out, figure out
produce: churn out
happen: come about, come to pass
try: make an attempt, make an effort, have a go, give it a try
help: lend a hand, give a hand, help out, come to the aid of, come to the rescue of, give support
contribute: chip in
participate: join in, have a hand in
attend: sit in on, turn out for
replace: take the place of, fill in for, stand in for, take over from, step in for
# saying
say: speak out, speak up
announce: make an announcement, make public, give notice
reveal: bring to light, let slip, lay bare, shed light on
explain: give an explanation, spell out
describe: give an account of
complain: make a complaint, file a complaint, lodge a complaint, speak out about
criticise: hit out at, lash out at, find fault with, take aim at, hit out, lash out
praise: pay tribute to, speak highly of
promise: make a promise, give a promise, give assurances, give an assurance
apologise: make an apology, issue an apology, offer an apology
warn: give a warning, issue a warning, sound the alarm, raise the alarm
mention: bring up, make mention of
admit: own up, come clean, own up to
claim: make a claim
comment: make a comment
ask: call for, call on, appeal for, make a request
answer: write back
question: cast doubt on, call into question
deny: pour cold water on
emphasise: lay stress on
contact: get in touch with, get hold of, reach out to
inform: let know, tip off, keep posted
# courts and crime
sue: take to court, take legal action, bring a lawsuit, file a lawsuit, file suit, bring legal action, go to court, launch legal action, start legal proceedings
convict: find guilty
acquit: find not guilty, let off
jail: put behind bars, send to prison, send to jail, send down, bang up
arrest: take into custody
investigate: open an investigation, launch an investigation, open an inquiry, launch an inquiry, launch a probe, check up on
steal: make off with, run off with, walk off with, get away with
escape: run away, get away, break free, make off, break out of, get out of
kill: gun down, shoot dead, stab to death, beat to death, take the life of
attack: beat up
shoot: open fire, open fire on
murder: bump off
threaten: hold to ransom
bribe: pay off, buy off
testify: give evidence, take the stand, give testimony
appeal: lodge an appeal, file an appeal, launch an appeal, bring an appeal
settle: reach a settlement, settle out of court
extradite: hand over to
punish: crack down on
uphold: rule in favour of, find in favour of, rule in their favour, side with
reject: rule against, find against
# accidents, disasters, war
strand: run aground
rescue: bring to shore, bring ashore, bring to land
die: lose life, lose their lives, lose their life
survive: come through, make it through, pull through
explode: blow up, go up in flames
burn: burn down, go up in smoke, catch fire, burst into flames
collapse: cave in, fall apart
crash: plough into, smash into, slam into, pile into
destroy: blow apart, raze to the ground, pull down
rescue: bring to safety, pull to safety
evacuate: move to safety
invade: march into, march on, move into
defend: stand up for, stick up for, fight off
retreat: pull back, fall back, back off
withdraw: pull back from
seize: take control of, take possession of
overthrow: bring down government
ally: join forces with
fight: take up arms, do battle with
ceasefire: lay down arms
# work and careers
hire: bring on board
dismiss: give the sack, give the boot, kick out, get rid of, show the door, boot out, send packing
layoff: make redundant, make people redundant
resign: step aside, hand in resignation, stand aside, tender resignation, hand in notice
retire: call it a day
leave: walk out, part ways with, part company with
appoint: put in charge
lead: head up, be in charge, take charge of, take the helm
join: team up with
strike: go on strike, down tools, take industrial action
inaugurate: take office
elect: vote in, vote into office
defeat: vote out, vote out of office
vote: go to the polls, cast a vote, cast a ballot, cast ballots
govern: be in power, hold power
# money and business
acquire: snap up, gobble up, buy up, get hold
sell: offload
partner: join forces, join hands, pair up, link up
separate: hive off
close: go bust, go under, go bankrupt, go to the wall
invest: put money into, pour money into, plough money into, put money in, pump money into
pay: shell out, fork out, foot the bill, cough up, pick up the bill, pick up the tab, stump up
spend: splash out
earn: bring home, take home
save: put aside, set aside
borrow: take out a loan
lose: miss out, miss out on
bet: place a bet, place a bet on, put money on, take a punt
profit: make a profit, make money
offer: make an offer, put in a bid, make a bid
list: go public
increase: push up, drive up, put up prices, crank up, scale up, beef up, bump up, shoot up
reduce: scale down, cut down, pare back, drive down, push down, slim down, trim back
fall: drop off, fall away, drop back
rise: go through the roof, edge up, creep up, head up to
accumulate: mount up
collapse: go down the drain
exceed: go beyond
lag: fall behind, trail behind, fall short, fall short of
overtake: pull ahead of, move ahead of, get ahead of, edge out
recover: bounce back, win back, get back, rally back
distribute: give out, share out, dish out
return: hand back, bring back, come back, go back
# technology
release: make available
disable: shut off
enable: toggle on
update: bring up to date
delete: wipe off
join: log in, log on
integrate: build into, bake in
fail: come to nothing, fall flat
repair: patch up, fix up
improve: tidy up, brush up
hack: hack into
test: try out, put to the test, put through their paces
search: look up, hunt for
discover: come across, stumble upon, stumble on, come upon
learn: pick up on
copy: rip off
train: teach to
connect: hook up, plug in
# sport and culture
eliminate: knock out, knock out of, crash out of, bow out of, send crashing out of
beat: get the better of
win: come out on top, come first, take the title
qualify: get through to, book a place in, book their place in, earn a place in, secure a place in
score: find the net
draw: share the spoils
compete: go head to head, vie with
perform: take to the stage, take the stage
film: shoot a film
marry: tie the knot, get married
divorce: get divorced
# travel and movement
arrive: touch down
depart: set out for, take off from
visit: pay a visit, pay a visit to, call in on, drop in on
travel: make a trip, make a journey, get around
enter: get into, set foot in
flee: run off, run away from
bring: bring along
send: send off
collect: pick up from
drive: get behind the wheel
move: move house
# daily life, mind and judgement
resemble: look like, take after
understand: make sense of, get to grips with
remember: call to mind
tolerate: put up with
trust: have faith in, have confidence in
doubt: have doubts about, have doubts
worry: raise concerns, raise concern, raise fears
exploit: take advantage of, cash in on
ignore: turn a blind eye to, take no notice of, brush aside, brush off, shrug off, pay no attention to
notice: take note of, pay attention to
face: come under fire, come up against, be up against
criticised: come under fire from, come under attack
influence: have an effect on, have an impact on, have an influence on
affect: take a toll on
protect: keep safe
avoid: steer clear of, stay away from, keep away from
prevent: ward off, head off
withhold: keep back, keep secret
remain: stay put, stay in place
oppose: stand up to
concede: give ground
distinguish: tell apart
jail: lock away
track: keep track of, keep an eye on, keep tabs on
support: stick by
split: break up into
celebrate: mark the occasion
"""
