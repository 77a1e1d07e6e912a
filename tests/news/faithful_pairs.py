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
