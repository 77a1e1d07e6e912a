"""English verbs with a particle or a noun, after the verb that each counts as; verbs in their base form."""

PHRASES = """
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
"""
