"""Labelled pairs for `faithful.check`: invented sources, claims that they support, and claims with one fact changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pairs:
    """`copies` follow a source's wording, `paraphrases` don't; `wrong` changes one fact, with the kinds that may tell it."""

    source: str
    copies: tuple[str, ...] = ()
    paraphrases: tuple[str, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()


ENGLISH = (
    Pairs(
        "Norvane will buy the chip designer Tolvik for $3.2 billion in cash, the companies said on Tuesday. Norvane beat "
        "Quillon Labs to the deal. The purchase still needs approval from the European Commission.",
        copies=(
            "Norvane will buy the chip designer Tolvik for $3.2 billion, the companies said on Tuesday.",
            "Norvane will buy Tolvik for $3.2 billion in cash, the companies said.",
            "The purchase still needs approval from the European Commission.",
        ),
        paraphrases=(
            "Norvane plans to acquire chip designer Tolvik for $3.2bn in cash.",
            "Norvane is set to take over Tolvik, a chip designer, in a $3.2 billion cash deal.",
            "European Commission approval is still needed for the purchase.",
            "Tolvik will be bought by Norvane for $3.2bn.",
        ),
        wrong=(
            (
                "Norvane will buy the chip designer Tolvik for $2.3 billion in cash, the companies said on Tuesday.",
                "number",
            ),
            (
                "Norvane will buy the chip designer Tolvik for €3.2 billion in cash, the companies said on Tuesday.",
                "number",
            ),
            (
                "Norvane will buy the chip designer Tolvik for $3.2 million in cash, the companies said on Tuesday.",
                "number",
            ),
            (
                "Norvane will buy the chip designer Tolvik for $3.2 billion in cash, the companies said on Thursday.",
                "date",
            ),
            (
                "Quillon Labs will buy the chip designer Tolvik for $3.2 billion in cash, the companies said on Tuesday.",
                "name",
            ),
            ("Tolvik will buy Norvane for $3.2 billion in cash, the companies said on Tuesday.", "name"),
            (
                "Norvane has bought the chip designer Tolvik for $3.2 billion in cash, the companies said on Tuesday.",
                "hedge",
            ),
            (
                "Norvane will sell the chip designer Tolvik for $3.2 billion in cash, the companies said on Tuesday.",
                "comparison unsupported",
            ),
            ("Quillon Labs beat Norvane to the deal.", "name"),
            ("The purchase no longer needs approval from the European Commission.", "negation"),
        ),
    ),
    Pairs(
        "Downloads of the open models Kestrel and Marlin rose nearly 400 and 90 per cent, respectively, in the first half "
        "of the year, according to a government report. Kestrel made up 21 per cent of all downloads, compared with 12.6 "
        "per cent for Marlin. Downloads of Pelican fell 8 per cent.",
        copies=(
            "Kestrel made up 21 per cent of all downloads, compared with 12.6 per cent for Marlin.",
            "Kestrel made up 21 per cent of all downloads.",
            "Downloads of the open models Kestrel and Marlin rose nearly 400 and 90 per cent, respectively, in the first "
            "half of the year.",
        ),
        paraphrases=(
            "Kestrel accounted for 21% of downloads, against 12.6% for Marlin.",
            "Kestrel downloads grew almost 400% and Marlin downloads 90% in the first half of the year, according to a "
            "government report.",
            "Pelican downloads dropped by 8%.",
            "A government report says Marlin downloads increased 90 percent in the first half of the year.",
        ),
        wrong=(
            ("Marlin made up 21 per cent of all downloads, compared with 12.6 per cent for Kestrel.", "number name"),
            ("Kestrel made up 31 per cent of all downloads.", "number"),
            ("Marlin downloads rose nearly 400 per cent in the first half of the year.", "number"),
            ("Downloads of Pelican rose 8 per cent.", "comparison"),
            (
                "Downloads of the open models Kestrel and Marlin rose over 400 and 90 per cent, respectively, in the first "
                "half of the year.",
                "number",
            ),
            ("Pelican made up 12.6 per cent of all downloads.", "number name"),
            ("Kestrel made up 21 per cent of all users.", "unsupported"),
            (
                "Downloads of the open models Kestrel and Marlin rose nearly 400 and 90 per cent, respectively, in the second "
                "half of the year.",
                "comparison unsupported",
            ),
        ),
    ),
    Pairs(
        "Oberon AI is reportedly using Quillon's Heron model to train a new system code-named Walnut, people familiar with "
        "the matter told the Harbour Times. The report did not say which version of Heron was used. Walnut could be "
        "released as a closed model next spring. Oberon AI declined to comment.",
        copies=(
            "Oberon AI is reportedly using Quillon's Heron model to train a new system code-named Walnut.",
            "The report did not say which version of Heron was used.",
            "Walnut could be released as a closed model.",
            "Oberon AI declined to comment.",
        ),
        paraphrases=(
            "Oberon AI is training a new system, Walnut, with help from Quillon's Heron, the Harbour Times reported.",
            "Oberon AI did not comment.",
            "Walnut may be a closed model.",
            "According to the Harbour Times, Oberon AI uses Heron to train Walnut.",
        ),
        wrong=(
            ("Oberon AI is using Quillon's Heron model to train a new system code-named Walnut.", "hedge attribution"),
            ("Oberon AI confirmed it is using Quillon's Heron model to train a new system code-named Walnut.", "hedge"),
            ("Walnut will be released as a closed model next spring.", "hedge"),
            ("Walnut could be released as an open model next spring.", "comparison unsupported"),
            ("The report said which version of Heron was used.", "negation"),
            (
                "Oberon AI is reportedly using Quillon's Heron 4 model to train a new system code-named Walnut.",
                "name unsupported number",
            ),
            ("Quillon is reportedly using Oberon AI's Heron model to train a new system code-named Walnut.", "name"),
            (
                "Oberon AI is reportedly using Quillon's Heron model to test a new system code-named Walnut.",
                "unsupported comparison",
            ),
            ("Quillon declined to comment.", "name"),
            (
                "Oberon AI is reportedly using Quillon's Heron model to train a new system code-named Walnut, people familiar "
                "with the matter told the Evening Ledger.",
                "name attribution",
            ),
        ),
    ),
    Pairs(
        "“We will keep our models open,” said Tolvik chief executive Ana Ruiz in July last year. Ruiz has since hired Bo "
        "Lindqvist from Norvane to lead safety. Rivals argue that the open models are dangerous, which Ruiz denied.",
        copies=(
            "“We will keep our models open,” said Tolvik chief executive Ana Ruiz.",
            "Ruiz has since hired Bo Lindqvist from Norvane to lead safety.",
        ),
        paraphrases=(
            "Tolvik's CEO Ana Ruiz said in July last year: “We will keep our models open.”",
            "Ruiz recruited Norvane's Bo Lindqvist to lead safety.",
            "Ruiz denied that the open models are dangerous.",
        ),
        wrong=(
            ("“We will keep our models closed,” said Tolvik chief executive Ana Ruiz in July last year.", "quote"),
            ("“We will keep our models open,” said Norvane chief executive Ana Ruiz in July last year.", "name"),
            ("“We will keep our models open,” said Bo Lindqvist in July last year.", "attribution name"),
            ("“We will keep our models open,” said Tolvik chief executive Ana Ruiz in June last year.", "date"),
            ("Ruiz has since hired Bo Lindqvist from Norvane to lead sales.", "unsupported"),
            ("Ruiz has since fired Bo Lindqvist from Norvane to lead safety.", "unsupported comparison"),
            ("Ruiz agreed that the open models are dangerous.", "negation comparison unsupported"),
        ),
    ),
    Pairs(
        "A court in Lisbon ruled on 4 March 2026 that Pelagos must pay 14 publishers about €62 million for training on "
        "their articles without permission. Pelagos said it would appeal. Judge Maria Sousa rejected its claim of fair use.",
        copies=(
            "A court in Lisbon ruled that Pelagos must pay 14 publishers about €62 million for training on their articles "
            "without permission.",
            "Judge Maria Sousa rejected its claim of fair use.",
            "Pelagos said it would appeal.",
        ),
        paraphrases=(
            "Pelagos must pay fourteen publishers around 62 million euros for training on their articles without "
            "permission, a Lisbon court ruled.",
            "The court ruled against Pelagos in March 2026, which said it will appeal.",
            "Pelagos's claim of fair use was rejected by Judge Maria Sousa.",
        ),
        wrong=(
            (
                "A court in Lisbon ruled on 4 March 2026 that Pelagos must pay 40 publishers about €62 million for training on "
                "their articles without permission.",
                "number",
            ),
            (
                "A court in Lisbon ruled on 4 March 2025 that Pelagos must pay 14 publishers about €62 million for training on "
                "their articles without permission.",
                "date",
            ),
            (
                "A court in Madrid ruled on 4 March 2026 that Pelagos must pay 14 publishers about €62 million for training on "
                "their articles without permission.",
                "name",
            ),
            (
                "A court in Lisbon ruled on 4 March 2026 that Pelagos must pay 14 publishers about €62 million for training on "
                "their articles with permission.",
                "negation comparison",
            ),
            ("Judge Maria Sousa accepted its claim of fair use.", "negation comparison"),
            ("Pelagos said it would not appeal.", "negation"),
            ("Pelagos has appealed.", "hedge"),
        ),
    ),
    Pairs(
        "Revenue at Brightloom grew 35% to $1.8bn in the third quarter, while its loss narrowed to $120m. The company cut "
        "600 jobs in Dublin, or about 7% of its staff. It expects sales of more than $2bn in the fourth quarter.",
        copies=(
            "Revenue at Brightloom grew 35% to $1.8bn in the third quarter.",
            "The company cut 600 jobs in Dublin, or about 7% of its staff.",
        ),
        paraphrases=(
            "Brightloom's revenue rose 35 per cent to $1.8 billion in the third quarter.",
            "Brightloom cut 600 jobs in Dublin, about 7% of its workforce.",
            "Brightloom expects over $2 billion in sales in the fourth quarter.",
            "Brightloom's third-quarter loss narrowed to $120 million.",
        ),
        wrong=(
            ("Revenue at Brightloom fell 35% to $1.8bn in the third quarter.", "comparison"),
            ("Revenue at Brightloom grew 35% to $1.8bn in the second quarter.", "date"),
            ("Revenue at Brightloom grew 53% to $1.8bn in the third quarter.", "number"),
            ("The company cut 600 jobs in Dublin, or about 17% of its staff.", "number"),
            ("The company cut 600 jobs in Berlin, or about 7% of its staff.", "name"),
            ("It expects sales of less than $2bn in the fourth quarter.", "number comparison"),
            ("Its loss narrowed to $1.8bn.", "number"),
            ("The company added 600 jobs in Dublin, or about 7% of its staff.", "unsupported comparison"),
        ),
    ),
    Pairs(
        "Researchers at the Delmar Institute found that Heron-2.5 solved 71 of 90 problems, more than any other open model, "
        "but fewer than Oberon's Sable 3 Pro. The benchmark has not been peer reviewed. Delmar was founded by Quillon.",
        copies=(
            "Researchers at the Delmar Institute found that Heron-2.5 solved 71 of 90 problems, more than any other open model.",
            "The benchmark has not been peer reviewed.",
        ),
        paraphrases=(
            "Heron-2.5 solved 71 of 90 problems, Delmar Institute researchers found.",
            "Delmar Institute researchers say Heron-2.5 solved fewer problems than Sable 3 Pro.",
            "The benchmark isn't peer reviewed.",
            "Quillon founded Delmar.",
        ),
        wrong=(
            (
                "Researchers at the Delmar Institute found that Heron-2 solved 71 of 90 problems, more than any other open model.",
                "name",
            ),
            (
                "Researchers at the Delmar Institute found that Heron-2.5 solved 90 of 71 problems, more than any other closed model.",
                "comparison number unsupported",
            ),
            (
                "Researchers at the Delmar Institute found that Heron-2.5 solved 71 of 90 problems, fewer than any other open model.",
                "comparison",
            ),
            ("The benchmark has been peer reviewed.", "negation"),
            ("Quillon was founded by Delmar.", "name"),
            (
                "Researchers at the Delmar Institute found that Heron-2.5 solved 71 of 95 problems, more than any other open model.",
                "number",
            ),
        ),
    ),
    Pairs(
        "Japan's government plans to spend ¥900 billion on Hakone Compute over five years. The ministry may take a stake of "
        "up to 20 per cent. Some lawmakers oppose the subsidy. Talks with Norvane ended in April.",
        copies=(
            "Japan's government plans to spend ¥900 billion on Hakone Compute.",
            "The ministry may take a stake of up to 20 per cent.",
            "Some lawmakers oppose the subsidy.",
        ),
        paraphrases=(
            "Japan plans to spend ¥900 billion on Hakone Compute over five years.",
            "The ministry could take up to 20% of it.",
            "Talks between Hakone Compute and Norvane ended in April.",
        ),
        wrong=(
            ("Japan's government spent ¥900 billion on Hakone Compute over five years.", "hedge"),
            ("Japan's government plans to spend ¥900 billion on Hakone Compute over four years.", "number"),
            ("The ministry will take a stake of up to 20 per cent.", "hedge"),
            ("Some lawmakers support the subsidy.", "comparison"),
            ("All lawmakers oppose the subsidy.", "unsupported comparison"),
            ("Talks with Norvane began in April.", "comparison unsupported"),
            ("Talks with Norvane ended in August.", "date"),
            ("The ministry may take a stake of at least 20 per cent.", "number"),
            ("Korea's government plans to spend ¥900 billion on Hakone Compute over five years.", "name"),
        ),
    ),
)

CHINESE = (
    Pairs(
        "诺凡公司周二宣布，将以30亿美元收购芯片设计公司托维克。该交易尚未获得监管部门批准。诺凡去年营收增长17%，托维克营收下降4%。",
        copies=(
            "诺凡公司周二宣布，将以30亿美元收购芯片设计公司托维克。",
            "该交易尚未获得监管部门批准。",
            "诺凡去年营收增长17%。",
            "诺凡公司将以30亿美元收购托维克。",
        ),
        paraphrases=(
            "诺凡计划以30亿美元收购芯片设计公司托维克。",
            "监管部门尚未批准该交易。",
            "托维克去年营收下滑4%。",
        ),
        wrong=(
            ("诺凡公司周二宣布，将以13亿美元收购芯片设计公司托维克。", "number"),
            ("诺凡公司周二宣布，将以30亿元收购芯片设计公司托维克。", "number"),
            ("诺凡公司周四宣布，将以30亿美元收购芯片设计公司托维克。", "date"),
            ("该交易已经获得监管部门批准。", "negation"),
            ("诺凡去年营收下降17%。", "comparison"),
            ("诺凡公司周二宣布，将以30亿美元出售芯片设计公司托维克。", "comparison unsupported"),
            ("托维克去年营收增长17%。", "number name unsupported"),
            ("诺凡去年利润增长17%。", "unsupported"),
        ),
    ),
    Pairs(
        "据知情人士透露，海港实验室正在使用苍鹭模型训练代号为“核桃”的新系统。核桃可能于明年春季以闭源方式发布。海港实验室拒绝置评。"
        "首席执行官林博说：“我们会坚持开源。”",
        copies=(
            "据知情人士透露，海港实验室正在使用苍鹭模型训练代号为“核桃”的新系统。",
            "海港实验室拒绝置评。",
            "核桃可能以闭源方式发布。",
            "首席执行官林博说：“我们会坚持开源。”",
        ),
        paraphrases=(
            "据报道，海港实验室用苍鹭模型训练新系统“核桃”。",
            "核桃或将闭源发布。",
            "林博表示：“我们会坚持开源。”",
        ),
        wrong=(
            ("海港实验室正在使用苍鹭模型训练代号为“核桃”的新系统。", "hedge attribution"),
            ("海港实验室证实，正在使用苍鹭模型训练代号为“核桃”的新系统。", "hedge"),
            ("核桃将于明年春季以闭源方式发布。", "hedge"),
            ("核桃可能于明年春季以开源方式发布。", "comparison unsupported"),
            ("核桃可能于今年春季以闭源方式发布。", "date"),
            ("首席执行官林博说：“我们会放弃开源。”", "quote"),
            ("据知情人士透露，海港实验室正在使用白鲸模型训练代号为“核桃”的新系统。", "unsupported name"),
        ),
    ),
)

# Freely reworded claims, right and wrong, first judged after the rules stood.
REWORDED: tuple[Pairs, ...] = (
    Pairs(
        """Veltra, the Danish start-up behind the Osprey assistant, has raised $450 million in a funding round led by Cedar Partners, valuing it at $6 billion, two people with knowledge of the deal said. The company had been worth $2.5 billion in January. Veltra's founder, Mads Holm, previously worked at Norvane. The company had 120 employees at the end of last year and wants to double that.""",
        paraphrases=(
            "Veltra, maker of the Osprey assistant, raised $450m at a $6bn valuation, according to two people with knowledge of the deal.",
            "Cedar Partners led a $450 million round for Danish start-up Veltra, sources said.",
            "Veltra's valuation rose from $2.5 billion in January to $6 billion, people with knowledge of the deal said.",
            "Veltra founder Mads Holm used to work at Norvane.",
            "Veltra wants to double its staff from 120.",
            "Danish AI start-up Veltra reportedly secures $450 million from investors led by Cedar Partners",
        ),
        wrong=(
            (
                "Veltra, maker of the Osprey assistant, raised $6bn at a $450m valuation, according to two people with knowledge of the deal.",
                "number",
            ),
            ("Cedar Partners led a $450 million round for Swedish start-up Veltra, sources said.", "name"),
            (
                "Veltra's valuation fell from $2.5 billion in January to $6 billion, people with knowledge of the deal said.",
                "comparison",
            ),
            ("Norvane founder Mads Holm used to work at Veltra.", "name"),
            ("Veltra has doubled its staff from 120.", "hedge"),
            ("Veltra confirmed it raised $450 million.", "hedge"),
            ("Veltra has 450 employees.", "number"),
            ("Veltra raised $450 million, led by Norvane.", "name"),
        ),
    ),
    Pairs(
        """Norvane on Monday withdrew its Sable-2 image model hours after users showed that it could produce pictures of real people. The company apologised and said an earlier version, Sable-1, was not affected. A regulator in Brussels has asked Norvane for an explanation. Sable-2 had been downloaded more than 40,000 times.""",
        paraphrases=(
            "Norvane pulled its image model Sable-2 on Monday, hours after users showed it could create pictures of real people.",
            "The earlier Sable-1 isn't affected, Norvane said.",
            "A Brussels regulator wants an explanation from Norvane.",
            "Over 40,000 downloads of Sable-2 had been made.",
            "Norvane apologised after withdrawing Sable-2.",
        ),
        wrong=(
            (
                "Norvane pulled its image model Sable-1 on Monday, hours after users showed it could create pictures of real people.",
                "name",
            ),
            ("The earlier Sable-1 is affected too, Norvane said.", "negation"),
            ("A Brussels regulator has fined Norvane.", "unsupported"),
            ("Fewer than 40,000 downloads of Sable-2 had been made.", "number"),
            ("Norvane refused to apologise after withdrawing Sable-2.", "negation"),
            ("Norvane released its image model Sable-2 on Monday.", "unsupported"),
            (
                "Norvane pulled its video model Sable-2 on Monday, hours after users showed it could create pictures of real people.",
                "unsupported",
            ),
        ),
    ),
    Pairs(
        """Kiso Semiconductor said on Thursday it would stop supplying its K9 accelerators to Quillon after the government tightened export rules. Shares in Kiso fell 6 per cent to ¥4,210, while Quillon's rose 2 per cent. Analysts at Morrow Bank had expected a cut to the outlook, but Kiso kept its forecast of ¥310 billion in sales for the year. “We see strong demand elsewhere,” said finance chief Emi Sato.""",
        paraphrases=(
            "Kiso Semiconductor will no longer supply K9 accelerators to Quillon because of tighter export rules, it said on Thursday.",
            "Kiso's stock dropped 6%, and Quillon's gained 2%.",
            "Kiso left its sales forecast of 310 billion yen unchanged.",
            "“We see strong demand elsewhere,” Kiso's finance chief Emi Sato said.",
            "Morrow Bank analysts had expected Kiso to cut its outlook.",
            "Kiso to stop supplying Quillon with K9 chips after export rules tightened",
        ),
        wrong=(
            (
                "Quillon will no longer supply K9 accelerators to Kiso Semiconductor because of tighter export rules, it said on Thursday.",
                "name",
            ),
            ("Kiso's stock dropped 2%, and Quillon's gained 6%.", "number"),
            ("Kiso's stock gained 6%, and Quillon's dropped 2%.", "comparison"),
            ("Kiso cut its sales forecast of 310 billion yen.", "unsupported"),
            ("“We see weak demand elsewhere,” Kiso's finance chief Emi Sato said.", "quote"),
            ("Quillon's finance chief Emi Sato said: “We see strong demand elsewhere.”", "name"),
            ("Morrow Bank analysts had expected Quillon to cut its outlook.", "name"),
            ("Kiso stopped supplying Quillon last year.", "date"),
        ),
    ),
    Pairs(
        """A study by the University of Tarn of 1,200 office workers found that those who used assistants such as Osprey finished tasks 14 per cent faster but made slightly more mistakes. The authors warned that the effect may not last. Neither Veltra nor Norvane funded the work.""",
        paraphrases=(
            "Office workers using assistants such as Osprey completed tasks 14% faster, a University of Tarn study found.",
            "The study of 1,200 workers also found slightly more mistakes.",
            "The effect might not last, the authors warned.",
            "The study wasn't funded by Veltra or Norvane.",
        ),
        wrong=(
            (
                "Office workers using assistants such as Osprey completed tasks 14% slower, a University of Tarn study found.",
                "comparison",
            ),
            ("The study of 1,200 workers also found slightly fewer mistakes.", "comparison"),
            ("The effect will not last, the authors warned.", "hedge"),
            ("The study was funded by Veltra and Norvane.", "negation"),
            (
                "Doctors using assistants such as Osprey completed tasks 14% faster, a University of Tarn study found.",
                "unsupported",
            ),
            (
                "Office workers using assistants such as Osprey completed tasks 14% faster, a Veltra study found.",
                "name attribution",
            ),
        ),
    ),
    Pairs(
        """Lawmakers in Ottawa approved a bill on Friday that requires makers of large models to report serious incidents within 72 hours or face fines of up to 4 per cent of global revenue. Three opposition parties voted against it. The law takes effect in March 2027. Industry groups including the Maple AI Council say it will drive start-ups abroad.""",
        paraphrases=(
            "Ottawa lawmakers passed a bill requiring makers of large models to report serious incidents within 72 hours.",
            "Companies that don't report in time could be fined up to 4% of global revenue.",
            "The law comes into force in March 2027.",
            "The Maple AI Council says the law will drive start-ups abroad.",
            "Three opposition parties opposed the bill.",
        ),
        wrong=(
            (
                "Ottawa lawmakers rejected a bill requiring makers of large models to report serious incidents within 72 hours.",
                "negation",
            ),
            (
                "Ottawa lawmakers passed a bill requiring makers of small models to report serious incidents within 72 hours.",
                "comparison unsupported",
            ),
            ("Companies that don't report in time could be fined up to 4% of Canadian revenue.", "unsupported name"),
            ("The law comes into force in March 2026.", "date"),
            ("Three opposition parties voted for it.", "comparison"),
            ("The Maple AI Council says the law will not drive start-ups abroad.", "negation"),
            (
                "Ottawa lawmakers passed a bill requiring makers of large models to report serious incidents within 72 days.",
                "unsupported",
            ),
        ),
    ),
    Pairs(
        """芯河科技周一发布开源模型“青鸟3”，称其数学能力超过闭源对手，训练成本仅为500万美元。公司未披露训练所用芯片。分析师王磊认为，该成本数字可能不包括研发支出。芯河去年裁员约200人。""",
        paraphrases=(
            "芯河科技周一推出了开源模型“青鸟3”。",
            "芯河称青鸟3的训练成本为500万美元。",
            "公司没有披露用了哪些芯片训练。",
            "王磊认为成本可能不含研发支出。",
            "芯河去年裁减了约200名员工。",
        ),
        wrong=(
            ("芯河科技周一推出了闭源模型“青鸟3”。", "comparison"),
            ("芯河称青鸟3的训练成本为500万元。", "number"),
            ("公司披露了训练所用芯片。", "negation"),
            ("王磊认为成本不包括研发支出。", "hedge"),
            ("芯河今年裁员约200人。", "date"),
            ("芯河科技周一发布开源模型“青鸟4”。", "name unsupported number"),
            ("芯河去年招聘约200人。", "comparison unsupported"),
        ),
    ),
)

# A second round of the same.
REWORDED_AGAIN: tuple[Pairs, ...] = (
    Pairs(
        "Lumen Forge has filed a lawsuit against Oakridge Systems, accusing the cloud provider of copying its Finch code assistant. Oakridge denied the claims and said it would defend itself vigorously. The complaint, lodged in a federal court in Texas on 12 June, seeks at least $800 million in damages.",
        paraphrases=(
            "Lumen Forge is suing Oakridge Systems over its Finch code assistant.",
            "Oakridge, which denies the claims, said it would defend itself.",
            "Lumen Forge seeks $800 million or more in damages.",
            "The lawsuit was filed in a Texas federal court on 12 June.",
            "Lumen Forge accuses Oakridge of copying Finch, its code assistant, and sues for at least $800m.",
        ),
        wrong=(
            ("Oakridge Systems is suing Lumen Forge over its Finch code assistant.", ""),
            ("Oakridge admitted the claims.", ""),
            ("Lumen Forge seeks at most $800 million in damages.", ""),
            ("The lawsuit was filed in a Texas federal court on 21 June.", ""),
            ("The lawsuit was filed in a Nevada federal court on 12 June.", ""),
            ("Lumen Forge won at least $800 million in damages.", ""),
        ),
    ),
    Pairs(
        "Tern Robotics has appointed Priya Nair as chief technology officer, replacing David Okafor, who left in August to join Halcyon. Nair spent nine years at Brightloom. Tern, which makes warehouse robots, employs about 900 people in six countries.",
        paraphrases=(
            "Priya Nair becomes CTO of Tern Robotics.",
            "Nair replaces David Okafor, who went to Halcyon in August.",
            "Tern Robotics, a maker of warehouse robots, named Priya Nair chief technology officer.",
            "Nair worked at Brightloom for nine years.",
            "Tern has around 900 employees in six countries.",
        ),
        wrong=(
            ("David Okafor becomes CTO of Tern Robotics, replacing Priya Nair.", ""),
            ("Nair replaces David Okafor, who went to Brightloom in August.", ""),
            ("Tern Robotics named Priya Nair chief financial officer.", ""),
            ("Nair worked at Brightloom for six years.", ""),
            ("Tern has more than 900 employees in nine countries.", ""),
            ("Halcyon has appointed Priya Nair as chief technology officer.", ""),
        ),
    ),
    Pairs(
        "The Heron 3 family comes in three sizes, with 7 billion, 32 billion and 110 billion parameters, and is free for commercial use below 50 million users. Quillon has not published the training data. On the company's own tests the largest version matched Sable 3 Pro in coding but lagged behind it in maths.",
        paraphrases=(
            "Heron 3 is available in three sizes: 7B, 32B and 110B parameters.",
            "Quillon didn't publish Heron 3's training data.",
            "Commercial use of Heron 3 is free for those with fewer than 50 million users.",
            "Heron 3's largest version trailed Sable 3 Pro in maths, Quillon's own tests showed.",
        ),
        wrong=(
            ("Heron 3 is available in three sizes: 7B, 32B and 101B parameters.", ""),
            ("Quillon has published the training data.", ""),
            ("Heron 3 is free for commercial use above 50 million users.", ""),
            ("The largest version of Heron 3 matched Sable 3 Pro in maths but lagged behind it in coding.", ""),
            ("On independent tests the largest version matched Sable 3 Pro in coding.", ""),
            ("The smallest version matched Sable 3 Pro in coding.", ""),
        ),
    ),
    Pairs(
        "An outage knocked Osprey offline for almost four hours on Saturday, Veltra said, blaming a faulty update. No customer data was lost. It was the third such incident this year. Some users were given a week of free service.",
        paraphrases=(
            "Osprey was down for nearly four hours on Saturday because of a faulty update, according to Veltra.",
            "Veltra said that no customer data was lost.",
            "Some users got a free week.",
            "It's the third outage of Osprey this year.",
        ),
        wrong=(
            ("Osprey was down for nearly four days on Saturday because of a faulty update, according to Veltra.", ""),
            ("Customer data was lost.", ""),
            ("It was the first such incident this year.", ""),
            ("All users were given a week of free service.", ""),
            ("Veltra said a cyberattack knocked Osprey offline for almost four hours on Saturday.", ""),
        ),
    ),
    Pairs(
        "Singapore will invest S$1.2 billion in a national computing centre that is expected to open in 2028. The centre will house 20,000 accelerators from Kiso, but none from Norvane, because of a dispute over licences, minister Tan Wei Ling said.",
        paraphrases=(
            "Singapore plans a S$1.2 billion national computing centre.",
            "The centre should open in 2028.",
            "The centre will have 20,000 Kiso accelerators, said minister Tan Wei Ling.",
            "A licence dispute means that no Norvane accelerators will be used.",
        ),
        wrong=(
            ("Singapore has invested S$1.2 billion in a national computing centre.", ""),
            ("The centre opened in 2028.", ""),
            ("The centre will house 20,000 accelerators from Norvane, but none from Kiso.", ""),
            ("Malaysia will invest S$1.2 billion in a national computing centre.", ""),
            ("The centre will house 12,000 accelerators from Kiso.", ""),
        ),
    ),
)
