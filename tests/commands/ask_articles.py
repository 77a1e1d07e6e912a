"""Sample articles for questions: invented companies and models, with traps (rivals, corrections, round-ups, hedges)."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.news.model import Article
from bot.news.registry import Registry
from bot.news.text import sentences

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)

NAMES = """
[companies]
"Brackenfell" = { kind = "lab", country = "ZA", aliases = ["Brackenfell AI"] }
"Solmere" = { kind = "chips", aliases = ["Solmere Semiconductor"] }
"Tanvik" = { kind = "cloud" }
"Ostrava Mill" = { kind = "startup", aliases = ["Ostramill"] }
"Pennard" = { kind = "company" }
"Quorra" = { kind = "startup" }
"Vardane Robotics" = { kind = "robotics", aliases = ["Vardane"] }
"Hexley Partners" = { kind = "investor", aliases = ["Hexley"] }
"Morrow Bank" = { kind = "company" }
"Leftbank Index" = { kind = "measurer" }
"Cape Ledger" = { kind = "outlet", owner = "Pennard" }
"Signal Row" = { kind = "outlet" }
"青岩科技" = { kind = "lab", country = "CN", aliases = ["Qingyan"] }
"泊云" = { kind = "cloud", country = "CN", aliases = ["Boyun"] }

[families]
"Protea" = { company = "Brackenfell", join = " ", lines = ["Mini"] }
"Kestrelite" = { company = "Ostrava Mill", join = " " }
"Shanque" = { company = "青岩科技", join = " ", aliases = ["山雀"] }
"Sable" = { company = "Quorra", join = " ", weak = ["Sable"] }
"""


def registry() -> Registry:
    """The shipped names with the samples' own."""
    shipped = tomllib.loads((Path(__file__).parents[2] / "config" / "names.toml").read_text(encoding="utf-8"))
    own = tomllib.loads(NAMES)
    tables = {key: {**shipped.get(key, {}), **own[key]} for key in ("companies", "families")}
    return Registry.from_toml({**shipped, **tables})


_TEXTS: tuple[tuple[str, float, str, str], ...] = (
    ("Signal Row", 2, "Brackenfell releases Protea 4 with open weights",
     "Brackenfell released Protea 4 on Monday under an open licence. The model has 90 billion parameters and a context window of 400,000 tokens. "
     "Protea 4 costs $0.60 per million input tokens. Brackenfell trained it on 12 trillion words. "
     "The lab has not disclosed how much the training cost."),
    ("Harbour Wire", 2.2, "Protea 4 arrives as an open model",
     "Brackenfell on Monday released Protea 4, its largest open model. It can be downloaded free of charge. Solmere said its boards run the model without changes."),
    ("Cape Ledger", 30, "Brackenfell shelves Protea Mini",
     "Brackenfell has delayed Protea Mini because of a fault in its tokeniser, the company said. A new date was not given. Pennard owns the Ledger."),
    ("Signal Row", 5, "Solmere raises $240 million for inference chips",
     "Solmere has raised $240 million in a Series B round led by Hexley Partners. The round values the chipmaker at $1.8 billion. "
     "Rival Vardane Robotics raised $75 million last year. Solmere employs 310 people in Lisbon and Porto. "
     "Chief executive Inês Falcao said the S2 chip would ship in March 2027."),
    ("Harbour Wire", 5.5, "Hexley leads Solmere round",
     "Solmere raised $240 million in a round led by Hexley Partners, the companies said. Solmere was founded in 2021 by two former telecoms engineers."),
    ("Tidewater", 3, "Tanvik in talks to buy Ostrava Mill, sources say",
     "Tanvik is in talks to buy Ostrava Mill, according to two people familiar with the matter. The deal would value the start-up at $900 million. "
     "Tanvik declined to comment. Ostrava Mill did not say which of its products are part of the talks."),
    ("Harbour Wire", 40, "Pennard buys Quorra",
     "Pennard has acquired Quorra for $410 million in cash. Quorra makes Sable, a speech model. Its 85 employees will move to Pennard's office in Cardiff."),
    ("Signal Row", 41, "Quorra sold to Pennard",
     "Quorra was acquired by Pennard on Friday. The purchase price was $410 million."),
    ("Cape Ledger", 8, "Morrow Bank picks Protea for its call centres",
     "Morrow Bank uses Protea 3 to answer calls in nine languages. The bank switched from Kestrelite in June. A spokesperson said the system handles 40,000 calls a day."),
    ("Tidewater", 12, "Vardane Robotics sues Tanvik over warehouse data",
     "Vardane Robotics sued Tanvik in a Rotterdam court on 12 November, accusing it of copying training data. The complaint seeks damages of 60 million euros. Tanvik rejected the claims."),
    ("Signal Row", 6, "Tanvik cloud fails for five hours",
     "Tanvik's cloud was down for five hours on Wednesday. The outage was caused by an expired certificate, the company said. It affected 2,300 customers."),
    ("Harbour Wire", 20, "Ostrava Mill cuts 120 jobs",
     "Ostrava Mill will lay off 120 people, a fifth of its staff. The company said demand for Kestrelite 2 had fallen."),
    ("Harbour Wire", 18, "Correction: Ostrava Mill cuts 95 jobs",
     "Ostrava Mill will lay off 95 people, not 120, the company said in a corrected statement. The cuts take effect in January."),
    ("Leftbank", 9, "Leftbank Index: Kestrelite 2 scores 71",
     "Kestrelite 2 scored 71 on the Leftbank Index in October. Protea 3 scored 66. The index ranks models on reasoning in six languages."),
    ("Weekly Model Letter", 1, "This week in models: newsletter 48",
     "Brackenfell released Protea 4. Solmere raised $240 million. Tanvik may buy Ostrava Mill. Lumora Labs opened an office in Oslo."),
    ("Statute Notes", 15, "Regulator fines Tanvik",
     "The Dutch data regulator fined Tanvik 14 million euros for keeping voice recordings. The company has appealed."),
    ("Signal Row", 25, "Hexley Partners closes fund",
     "Hexley Partners has closed a fund of $1.2 billion for companies in Europe. Sofie Lindgaard, managing partner of Hexley Partners, will lead it."),
    ("Tidewater", 33, "Brackenfell names research chief",
     "Brackenfell has hired Tomas Adeyemi as head of research. Adeyemi left Quorra in September."),
    ("Signal Row", 50, "Vardane Robotics adopts Solmere chips",
     "Vardane Robotics will use Solmere chips in its next forklift. The agreement covers 8,000 boards over three years."),
    ("Harbour Wire", 14, "Study: small models spread in hospitals",
     "Small models made up 38 per cent of hospital deployments this year, according to a study by the University of Ghent. Large ones accounted for 22 per cent. The study covered 640 hospitals."),
    ("Tidewater", 1.5, "Brackenfell reportedly plans a second data centre",
     "Brackenfell plans a data centre in Namibia, according to a report in Cape Ledger citing unnamed officials. The site would draw 150 megawatts. Brackenfell did not confirm the report."),
    ("Solmere", 4, "Solmere appoints finance chief",
     "We have appointed Rafael Coutinho as chief financial officer. He joins from Morrow Bank."),
    ("新潮科技", 2, "青岩科技发布山雀3模型",
     "青岩科技周一发布了山雀3模型。该模型拥有320亿参数，支持中文和英文。青岩科技未透露训练成本。"),
    ("新潮科技", 7, "泊云完成5亿元融资",
     "泊云宣布完成5亿元人民币融资，由红杉中国领投。泊云目前有员工600人，总部位于杭州。"),
    ("内港日报", 16, "泊云收购语音公司听澜",
     "泊云以1.2亿元收购了语音公司听澜。听澜成立于2019年。"),
    ("Quay Chips", 60, "Tanvik buys land near Ghent",
     "Tanvik paid 22 million euros for land near Ghent. The company will build offices for 400 people there."),
)  # fmt: skip

CHINESE = frozenset({"新潮科技", "内港日报"})
STORIES = {12: 13}
"""Articles (from 1) that tell one story, beside their own."""


def articles() -> list[Article]:
    return [
        Article(
            n, title, tuple(sentences(text)), outlet, f"https://news.example/{n}", NOW - timedelta(days=days),
            "zh" if outlet in CHINESE else "en",
            outlet_owner={"Cape Ledger": "Pennard", "Solmere": "Solmere"}.get(outlet),
        )
        for n, (outlet, days, title, text) in enumerate(_TEXTS, 1)
    ]  # fmt: skip


def story_of(number: int) -> int:
    return STORIES.get(number, number)


ANSWERABLE: tuple[tuple[str, str], ...] = (
    ("How many parameters does Protea 4 have?", "90 billion"),
    ("How much does Protea 4 cost?", "$0.60"),
    ("When was Protea 4 released?", "Monday"),
    ("Who released Protea 4?", "Brackenfell"),
    ("What is the context window of Protea 4?", "400,000"),
    ("how much did solmere raise", "$240 million"),
    ("How much did Solmere Semiconductor raise?", "$240 million"),
    ("Who led Solmere's funding round?", "Hexley"),
    ("Who invested in Solmere?", "Hexley"),
    ("What is Solmere's valuation?", "$1.8 billion"),
    ("How many people does Solmere employ?", "310"),
    ("When was Solmere founded?", "2021"),
    ("Who is the chief executive of Solmere?", "Falcao"),
    ("How much did Vardane Robotics raise?", "$75 million"),
    ("Is Tanvik buying Ostrava Mill?", "in talks"),
    ("Did Tanvik comment on the talks?", "declined to comment"),
    ("Who acquired Quorra?", "Pennard"),
    ("Did Pennard buy Quorra?", "Pennard"),
    ("How much did Pennard pay for Quorra?", "$410 million"),
    ("What did Pennard acquire?", "Quorra"),
    ("Who uses Protea?", "Morrow Bank"),
    ("Which model does Morrow Bank use?", "Protea 3"),
    ("Which version of Protea does Morrow Bank use?", "Protea 3"),
    ("Who sued Tanvik?", "Vardane"),
    ("Whom did Vardane Robotics sue?", "Tanvik"),
    ("Why was Tanvik's cloud down?", "certificate"),
    ("How many people will Ostrava Mill lay off?", "95"),
    ("What did Kestrelite 2 score on the Leftbank Index?", "71"),
    ("How much was Tanvik fined?", "14 million"),
    ("Who owns the Cape Ledger?", "Pennard"),
    ("Whose chips does Vardane Robotics use?", "Solmere"),
    ("What share of hospital deployments are small models?", "38 per cent"),
    ("Did Brackenfell confirm the data centre in Namibia?", "did not confirm"),
    ("Why did Brackenfell delay Protea Mini?", "tokeniser"),
    ("Who did Brackenfell hire as head of research?", "Adeyemi"),
    ("Where did Lumora Labs open an office?", "Oslo"),
    ("山雀3有多少参数？", "320亿"),
    ("谁发布了山雀3？", "青岩科技"),
    ("泊云融资多少钱？", "5亿元"),
    ("泊云有多少员工？", "600"),
    ("谁收购了听澜？", "泊云"),
    ("Which model did Brackenfell release this week?", "Protea 4"),
    ("What did Solmere raise since November?", "$240 million"),
    ("Who makes Sable?", "Quorra"),
    ("Was Quorra bought by Pennard?", "Pennard has acquired Quorra"),
    ("Is Protea 4 open source?", "open licence"),
    ("What did Vardane Robotics accuse Tanvik of?", "copying training data"),
    ("When will the S2 chip ship?", "March 2027"),
    ("How many boards will Vardane Robotics use?", "8,000"),
    ("How many customers did the Tanvik outage affect?", "2,300"),
    ("How long was Tanvik's cloud down?", "five hours"),
    ("Why was Tanvik fined?", "voice recordings"),
    ("Which regulator fined Tanvik?", "Dutch data regulator"),
    ("How big is Hexley Partners' fund?", "$1.2 billion"),
    ("Who leads Hexley Partners' fund?", "Lindgaard"),
    ("How much did Tanvik pay for land near Ghent?", "22 million"),
    ("Who left Quorra?", "Adeyemi"),
    ("How many hospitals did the study cover?", "640"),
    ("How many megawatts would Brackenfell's data centre draw?", "150"),
    ("What is Sable?", "speech model"),
    ("泊云总部在哪里？", "杭州"),
    ("听澜什么时候成立？", "2019"),
    ("青岩科技发布了什么模型？", "山雀3"),
    ("How much did Boyun raise?", "5亿元"),
    ("Solmere融资多少？", "$240 million"),
)

NEARLY: tuple[str, ...] = (
    "Did Ostrava Mill buy Tanvik?",
    "Did Quorra buy Pennard?",
    "Did Tanvik sue Vardane Robotics?",
    "How much did Hexley Partners raise from Solmere?",
    "How many parameters does Protea 5 have?",
    "How many parameters does Protea 3 have?",
    "How much did Quorra raise?",
    "When was Vardane Robotics founded?",
    "When was Tanvik founded?",
    "How many people does Hexley Partners employ?",
    "How many people does Tanvik employ?",
    "How much did Pennard pay for Ostrava Mill?",
    "Which version of Kestrelite did Morrow Bank use?",
    "How much did Solmere pay Vardane Robotics?",
    "Who sued Solmere?",
    "Which Protea version runs in Namibia?",
    "Who is the chief executive of Vardane Robotics?",
    "Does Solmere use Vardane Robotics chips?",
    "Who acquired Pennard?",
    "What did Protea 4 score on the Leftbank Index?",
    "How much did the training of Protea 4 cost?",
    "Did Morrow Bank fine Tanvik?",
    "山雀4有多少参数？",
    "听澜收购了泊云吗？",
    "青岩科技融资多少钱？",
    "Is Protea 4 better than Kestrelite 2?",
    "How many hospitals use Protea?",
    "Did Hexley Partners buy Solmere?",
    "How much did Solmere invest in Hexley Partners?",
    "When was Hexley Partners founded?",
    "How many employees does Vardane Robotics have?",
    "How much did Tanvik raise?",
    "How much was Vardane Robotics fined?",
    "Did Vardane Robotics fine Tanvik?",
    "Who sued Vardane Robotics?",
    "How much does Kestrelite 2 cost?",
    "What is the context window of Protea 3?",
    "How many parameters does Kestrelite 2 have?",
    "Did Morrow Bank acquire Brackenfell?",
    "Does Brackenfell use Solmere chips?",
    "Who uses Kestrelite?",
    "Did Brackenfell leave Morrow Bank?",
    "Who is the chief executive of Brackenfell?",
    "When was Quorra founded?",
    "How much did Brackenfell raise?",
    "Which version of Sable does Pennard use?",
    "How much did Morrow Bank pay for Protea?",
    "What is Tanvik's valuation?",
    "What is Ostrava Mill's revenue?",
    "How many customers does Tanvik have?",
    "How many customers does Solmere have?",
    "Did Tanvik buy Quorra?",
    "Did Solmere release Protea 4?",
    "Who released Sable?",
    "Did Quorra hire Tomas Adeyemi?",
    "What did Kestrelite 3 score?",
    "How much is the Series C round of Solmere?",
    "How much did Hexley Partners pay for Solmere?",
    "Is Solmere owned by Hexley Partners?",
    "Who owns Tanvik?",
    "Was Vardane Robotics sued by Tanvik?",
    "Did the regulator fine Solmere?",
    "How many jobs does Solmere cut?",
    "Why did Tanvik sue Vardane Robotics?",
    "When did Pennard buy Tanvik?",
    "How many people does Morrow Bank employ?",
    "Which chips does Brackenfell use?",
    "泊云被听澜收购了吗？",
    "山雀3的上下文窗口是多少？",
    "山雀3多少钱？",
    "泊云是什么时候成立的？",
    "青岩科技有多少员工？",
    "泊云发布了什么模型？",
    "谁收购了青岩科技？",
    "How many megawatts does Tanvik's cloud use?",
    "Does Vardane Robotics use Tanvik's cloud?",
    "Is Brackenfell a subsidiary of Pennard?",
    "How many hours was Solmere down?",
    "Who leads Brackenfell?",
    "Which bank uses Kestrelite?",
    "How much does Protea 3 cost?",
    "What did Pennard pay for the Cape Ledger?",
    "Was Pennard acquired by Quorra?",
    "Who owns Solmere?",
    "Does Pennard use Protea?",
    "What is Vardane Robotics?",
    "Did Brackenfell release Protea Mini?",
    "腾讯收购了听澜吗？",
    "Did Hexley invest in Vardane Robotics?",
)

UNKNOWN: tuple[str, ...] = (
    "Who won the chess championship?",
    "How much did Anthropic raise?",
    "What is the capital of Portugal?",
    "Which model does Nvidia use for translation?",
    "When will GPT-9 be released?",
    "How many users does Ferrowind have?",
    "Who is the mayor of Cardiff?",
    "Did Microsoft buy Solmere?",
    "Why did Samsung leave Europe?",
    "微软收购了哪家公司？",
    "What did Brackenfell release last month?",
    "How tall is Inês Falcao?",
)
