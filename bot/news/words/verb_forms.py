"""English verbs: the irregular ones with their forms, the regular ones in their base form."""

IRREGULAR = """
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
flee fled|feed fed|freeze froze frozen|shake shook shaken|speed sped|cling clung|creep crept|forgive forgave forgiven|kneel knelt|shine shone|slay slew slain|strive strove striven|weep wept
withhold withheld|withstand withstood|undertake undertook undertaken|undo undid undone|uphold upheld|bleed bled|breed bred|blow blew blown|burst burst|understand understood|outdo outdid outdone|override overrode overridden
overthrow overthrew overthrown|mislead misled|rewrite rewrote rewritten|resell resold|retell retold|foretell foretold|spill spilt|leap leapt|dwell dwelt|ride rode ridden|sting stung|tread trod trodden|drink drank drunk
overcome overcame|outsell outsold|befall befell befallen|misunderstand misunderstood|rethink rethought|retake retook retaken|outgrow outgrew outgrown|redraw redrew redrawn|oversee overseen
"""

REGULAR = """
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
abolish absorb accelerate accompany accumulate acquit administer advocate alleviate allocate alter amass annex annul anticipate applaud apprehend arrange assassinate assemble assert assure authorise authorize avert await awaken
bribe broaden burgle bypass cease certify characterise characterize circumvent commemorate commence compel comprise compute confer confine confiscate confront consist consolidate consult contemplate contend contradict contribute converge
cooperate coordinate criminalise culminate curtail decimate deem deepen defer defraud degrade demolish demote denounce deport depict deplore depose deprive descend detect deteriorate devalue devise devote diagnose diminish discard
discontinue discourage dismantle disperse displace disqualify disregard dissolve dissuade divert educate eject elevate elicit eliminate elude embark embarrass embezzle emit emphasize enact enclose endanger endure enrol enroll entail
entertain entitle envisage equate eradicate erode erupt escalate evade evaporate exaggerate excavate exert exonerate expedite expose expel extinguish extort extradite fabricate falsify finalize flourish forfeit forgo fortify
frighten fulfill galvanise graduate hamper harass hasten heal hijack hospitalise humiliate illuminate immigrate impair impeach impede impound incarcerate incite incorporate incur indict induce inflict infringe inject innovate insert
intensify interfere intercept interrogate interrupt intervene intimidate invade invent invoke irritate jeopardise lambast legalise legalize legislate lengthen lessen liberate liquidate litigate loathe manipulate mediate minimise minimize
misuse mitigate mobilise molest nationalise nationalize negate neutralise notify nullify obey obliterate obscure observe obstruct offend omit oppress orchestrate outnumber outpace outweigh overestimate overrule overshadow overspend
penalise penetrate perpetrate persist pinpoint plummet populate prescribe preside presume privatise privatize procure prolong propel quash quell ransack ratify realise realize reassure reap recede reclaim recount rectify redraft refute
regenerate rehabilitate reimburse reinstate rejoin relinquish reload relocate remind renounce renovate repatriate repeal repel rescind reside restrain resurface retaliate revamp revive revoke rework salvage scold segregate shatter shorten
simulate skyrocket smuggle soften solicit specify speculate spearhead squander stimulate stipulate strangle streamline subdue subsidise substantiate supersede supplant swindle tarnish tolerate trample trespass underestimate unearth unfold
unify unleash unravel unseat uproot vacate vaccinate validate vandalise vindicate waive wield recognize summarise summarize prioritize stabilize specialise specialize
"""
