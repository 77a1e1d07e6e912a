"""A claim in Chinese beside English sources, or the other way round."""

from __future__ import annotations

import pytest

from bot.news.faithful import check

_TOLD = [
    (
        "Norvane said on Tuesday that it would lay off about 400 workers in Berlin.",
        "Norvane周二表示，将在柏林裁员约400人。",
    ),
    (
        "Norvane said on Tuesday that it would lay off about 400 workers in Berlin.",
        "Norvane说，将裁减柏林约400名员工。",
    ),
    ("Shares of Helmio rose 7% after the company raised its forecast.", "Helmio上调预期后，股价上涨7%。"),
    (
        "The European Commission approved Quillmark's purchase of Tovik for $3 billion.",
        "欧盟委员会批准Quillmark以30亿美元收购Tovik。",
    ),
    (
        "Adler Motors will not open a plant in Ohio, its chief executive said.",
        "Adler Motors首席执行官称，公司不会在俄亥俄开设工厂。",
    ),
    (
        "Quillmark may sell its cloud unit, people familiar with the matter said.",
        "知情人士称，Quillmark可能出售云业务。",
    ),
    ("A court rejected Lumen's appeal against a fine of $20 million.", "法院驳回了Lumen对2000万美元罚款的上诉。"),
    (
        "国内新能源车企Norvane宣布，第三季度净亏损收窄至1.2亿美元。",
        "Norvane's net loss narrowed to $120 million in the third quarter.",
    ),
    (
        "Tovik公司起诉Helmio侵犯其专利，索赔5000万美元。",
        "Tovik sued Helmio for patent infringement, seeking $50 million.",
    ),
    ("监管部门禁止Lumen向中国出口芯片。", "Regulators banned Lumen from exporting chips to China."),
    (
        "Quillmark推迟发布Atlas 3模型，未给出新日期。",
        "Quillmark delayed the release of its Atlas 3 model and gave no new date.",
    ),
    (
        "Helmio员工周五结束罢工，公司同意加薪4%。",
        "Helmio workers ended their strike on Friday after the company agreed to a 4% pay rise.",
    ),
    ("火灾造成Adler仓库三人受伤，无人死亡。", "A fire at an Adler warehouse injured three people; nobody died."),
]
_CHANGED = [
    (
        "Norvane said on Tuesday that it would lay off about 400 workers in Berlin.",
        "Norvane周二表示，将在柏林招聘约400人。",
    ),
    (
        "Norvane said on Tuesday that it would lay off about 400 workers in Berlin.",
        "Norvane周二表示，将在柏林裁员约4000人。",
    ),
    ("Norvane said on Tuesday that it would lay off about 400 workers in Berlin.", "Norvane否认将在柏林裁员约400人。"),
    ("Shares of Helmio rose 7% after the company raised its forecast.", "Helmio上调预期后，股价下跌7%。"),
    (
        "The European Commission approved Quillmark's purchase of Tovik for $3 billion.",
        "欧盟委员会否决了Quillmark以30亿美元收购Tovik。",
    ),
    (
        "The European Commission approved Quillmark's purchase of Tovik for $3 billion.",
        "欧盟委员会未批准Quillmark以30亿美元收购Tovik。",
    ),
    (
        "The European Commission approved Quillmark's purchase of Tovik for $3 billion.",
        "欧盟委员会批准Quillmark以30亿美元出售Tovik。",
    ),
    (
        "Adler Motors will not open a plant in Ohio, its chief executive said.",
        "Adler Motors首席执行官称，公司将在俄亥俄开设工厂，并已开业。",
    ),
    ("Quillmark may sell its cloud unit, people familiar with the matter said.", "Quillmark出售了云业务。"),
    (
        "Quillmark may sell its cloud unit, people familiar with the matter said.",
        "知情人士称，Quillmark可能收购云业务。",
    ),
    ("A court rejected Lumen's appeal against a fine of $20 million.", "法院支持了Lumen对2000万美元罚款的上诉。"),
    (
        "国内新能源车企Norvane宣布，第三季度净亏损收窄至1.2亿美元。",
        "Norvane's net loss widened to $120 million in the third quarter.",
    ),
    (
        "国内新能源车企Norvane宣布，第三季度净亏损收窄至1.2亿美元。",
        "Norvane's net profit narrowed to $120 million in the second quarter.",
    ),
    ("Tovik公司起诉Helmio侵犯其专利，索赔5000万美元。", "Tovik bought Helmio for $50 million."),
    ("监管部门禁止Lumen向中国出口芯片。", "Regulators allowed Lumen to export chips to China."),
    ("Quillmark推迟发布Atlas 3模型，未给出新日期。", "Quillmark released its Atlas 3 model."),
    ("Quillmark推迟发布Atlas 3模型，未给出新日期。", "Quillmark cancelled its Atlas 3 model."),
    (
        "Helmio员工周五结束罢工，公司同意加薪4%。",
        "Helmio workers began a strike on Friday after the company refused a 4% pay rise.",
    ),
    ("火灾造成Adler仓库三人受伤，无人死亡。", "A fire at an Adler warehouse killed three people."),
]


@pytest.mark.parametrize(("source", "claim"), _TOLD)
def test_what_the_source_says_may_be_told_in_the_other_language(source: str, claim: str) -> None:
    assert check([source], claim).supported


@pytest.mark.parametrize(("source", "claim"), _CHANGED)
def test_the_contrary_a_denial_or_another_act_is_refused_in_the_other_language_too(source: str, claim: str) -> None:
    assert not check([source], claim).supported
