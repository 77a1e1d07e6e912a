"""What belongs to an article and what doesn't, told by form."""

from __future__ import annotations

import pytest

from bot.news.boilerplate import drop_boilerplate

OPENING = (
    "Halvorsen Labs released its Fjord 2 model on Tuesday, saying that it needs half the memory of its forerunner."
)
MIDDLE = "Two outside groups that tested the model said its answers were shorter and seldom wrong."
ENDING = "The company plans a smaller version for telephones next spring."
开头 = "讯澜科技周二发布了新一代大模型“峡湾2”，称其内存占用只有上一代的一半。"
结尾 = "该公司计划明年春天推出面向手机的小型版本。"


@pytest.mark.parametrize(
    "line",
    [
        "Fjord 2 runs in a data hall near Bergen. Photo: Marte Lie",
        "Fjord 2 runs in a data hall. Photo: Marte Lie alt=Fjord 2 runs in a data hall. Photo: Marte Lie>",
        "The hall at night. (Photo by Marte Lie/Getty Images)",
        "Image Credits: Halvorsen Labs",
        "Image credit: Marte Lie / Halvorsen Labs",
        "Screenshot: Circuit Daily",
        "Illustration by Nils Dahl",
        "The chief executive at the launch. — Picture by Reuters",
        "Marte Lie/AFP via Getty Images",
        "Foto: Marte Lie/dpa",
        "Do you want the whole story every Monday? Get it with Circuit Insider, our weekly newsletter of curated analyses brought to you by our editors.",
        "— With assistance from Kim Aune",
        "Harbour Wire writer Jo Lind in Munich contributed.",
        "Thanks for reading Small Machines!",
        "Harbour Wire has patrons for its coverage of courts. HW is solely responsible for all content.",
        "Forward-Looking Statements",
        "This press release contains forward-looking statements within the meaning of the securities laws.",
        "___",
        "Latest Videos From Circuit",
        "Dieses Thema im Programm: Hörfunk am 3. November 2026 um 9:30 Uhr.",
        "2026年11月03日 09時14分 公開",
        "［浜野修，港IT］",
        "This interview has been edited and condensed for clarity.",
        "Disclosure: the owner of Circuit Daily holds shares in Tidewell.",
        "— Ola (@ola) November 4, 2026",
        "Nov 3, 11:42 UTC",
        "14:20",
        "November 6, 2026 8:02 AM UTC · Updated 3 hours ago",
        "Stand: 3. November 2026, 9:14 Uhr",
        "View in browser",
        "Unsubscribe | Manage preferences",
        "Already a subscriber? Sign in",
        "Enjoyed this? Forward it to a friend, or subscribe to our newsletter.",
        "Get unlimited access for $1 a week. Cancel at any time.",
        "Cite as: pre:2611.00417",
        "원하나 기자 hana@circuit.example",
        "무단 전재 및 재배포 금지",
        "無断転載を禁じます",
        "この記事は有料会員限定です。登録すると続きをお読みいただけます。残り420文字",
        "阅读原文 喜欢此内容的人还喜欢",
        "原创 林晓 电路日报",
        "炒股就看电路财经，专业，及时，全面，助您挖掘潜力机会！",
        "Sign up for our daily newsletter and never miss a story.",
        "Subscribe to the Circuit podcast for a deeper look at this week's news.",
        "Join us in Oslo for our annual summit: early-bird tickets save you up to $400.",
        "This article originally appeared in Circuit Daily, the leading voice on chips.",
        "This story was originally published by Harbour Wire.",
        "The post Fjord 2 is here appeared first on Circuit Daily.",
        "Copyright © 2026 Circuit Daily Publishers Ltd. All rights reserved.",
        "Copyright (c) 2026. Circuit Daily. All rights reserved.",
        "© 2026 Circuit Daily",
        "This material may not be published, broadcast, rewritten or redistributed without permission.",
        "Search",
        "LATEST PRESS RELEASES",
        "Related Posts",
        "Read more: Brightquay buys Sandmere",
        "READ ALSO: Brightquay buys Sandmere",
        "Related: how Brightquay came to buy Sandmere",
        "See also",
        "Advertisement",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Story continues below this ad",
        "4 min read",
        "Facebook Twitter LinkedIn Email",
        "Share on Facebook",
        "Follow us on X and LinkedIn",
        "We use cookies to improve your experience on our website.",
        "By signing up, you agree to our terms of use and privacy policy.",
        "Accept all cookies",
        "(Reporting by Ada Berg in Oslo and Jo Lind in Bergen; Editing by Kim Aune)",
        "Reporting by Ada Berg; editing by Kim Aune",
        "Tags: chips, models, Norway",
        "Filed under: Chips",
        "Updated: 3 November 2026, 10:40",
        "Got a tip? Write to the desk.",
        "https://circuit.example/more",
        "Lesen Sie auch",
        "Mehr zum Thema: Brightquay kauft Sandmere",
        "Alle Rechte vorbehalten",
        "Jetzt anmelden",
        "Wir verwenden Cookies, um Inhalte zu personalisieren.",
        "责任编辑：王小明",
        "（责任编辑：王小明）",
        "来源：电路日报",
        "图源：电路日报",
        "▲ 讯澜科技总部大楼",
        "图片来源：视觉中国",
        "本文来自微信公众号“电路日报”，作者：李华，经授权发布。",
        "本文仅代表作者观点，不构成投资建议。",
        "版权声明：未经授权不得转载。",
        "未经许可，禁止转载本站内容",
        "欢迎关注我们的微信公众号，获取更多资讯",
        "扫码关注，加入读者群",
        "长按识别二维码关注我们",
        "更多精彩内容，请关注电路日报公众号",
        "相关阅读",
        "推荐阅读：讯澜科技完成新一轮融资",
        "点击查看更多",
        "广告",
        "点击下方名片，关注我们",
        "关注公众号获取更多资讯",
        "Source: Harbour Wire.",
        "If you buy something through our links, we may earn a commission.",
        "Posts from this author will be added to your daily email digest.",
        "Add Circuit Daily as a preferred source.",
        "Make sense of the week in chips with the Circuit Monday newsletter. Sign up here.",
        "Mit Ihrer Zustimmung wird hier ein externes Video geladen.",
        "该文观点仅代表作者本人，平台仅提供信息存储空间服务。",
        "特别声明：以上内容为平台用户上传并发布，不代表本站立场。",
        "海量资讯、精准解读，尽在电路日报APP",
        "喜欢的话请一键三连",
        "李华 发自 杭州",
        "电路日报 编译 | 公众号 circuit",
        "记者 李华 编辑 王小明",
        "参考链接：",
        "[1] https://circuit.example/fjord",
        "投稿或寻求报道：desk@circuit.example",
        "Media Contact: Jo Lind, press@halvorsen.example",
        "View original content: https://wire.example/x",
        "阅读原文",
        "免责声明：本文不构成投资建议",
        "立即订阅会员，享受限时优惠",
    ],
)
def test_what_does_not_belong_to_the_article_goes(line: str) -> None:
    assert drop_boilerplate([OPENING, line, MIDDLE, ENDING]) == [OPENING, MIDDLE, ENDING]
    assert drop_boilerplate([开头, line, 结尾]) == [开头, 结尾]


@pytest.mark.parametrize(
    "line",
    [
        "The regulator said that Lumen Index had set cookies on 3 million computers without asking.",
        "Browsers will block third-party cookies from March, the group announced.",
        "Copyright law in the country lets researchers copy works for training, the court found.",
        "Copyright holders sued Lumen Index in April, asking for $40 million.",
        "Fjord 2 comes with the Pro subscription, which costs $20 a month.",
        "The newsletter business of Harbour Wire grew by 14 per cent last year.",
        "Subscribers of the service can use the model from today.",
        "“You can sign up for the newsletter in our app,” the chief executive said.",
        "Advertisement revenue at Lumen Index fell to $3 billion.",
        "Search is the largest business of Lumen Index.",
        "Related companies must publish their contracts, the law says.",
        "The photo: a llama in a hat, drawn by the model in two seconds.",
        "Getty Images sued the start-up in London.",
        "The lawsuit was filed by Getty Images.",
        "More from the two companies is expected at a hearing on Friday.",
        "Read more than one of these contracts and a pattern appears.",
        "The article of the treaty that covers training was first published in 2019.",
        "Torvane was originally founded in Bergen.",
        "Follow-up questions went unanswered on Monday.",
        "Share prices of chip makers fell by 3 per cent.",
        "Correction: an earlier version gave the price as $30; it is $20.",
        "Halvorsen Labs declined to comment.",
        "By clicking a button, users can delete what the assistant remembers.",
        "Disclosure rules for such models come into force in May.",
        "3 March 2024",
        "Four companies and a university contributed.",
        "The release of the model was forward-looking, the minister said.",
        "2026年11月3日に公開された報告書は、費用を示していない。",
        "June 2025",
        "At 14:20 the first pump stopped.",
        "The interview was edited into a film of nine minutes by two students.",
        "Already a member of the board, Marte Lie became its chair in May.",
        "Unlimited access to the model costs $20 a month.",
        "기자들은 회사가 답하지 않았다고 말했다.",
        "原创内容占该平台文章的三成。",
        "有料会員は百万人を超えたと同社は発表した。",
        "Get ready, the chief executive told the staff: “We ship on Tuesday.”",
        "Editors at three newspapers use the tool.",
        "What does it cost?",
        "Why it matters",
        "Prices and limits",
        "1. Fjord 2 Mini",
        "The shop's customers buy through links, and the group earns a fee of 3 per cent.",
        "The company said it would make its podcast free.",
        "Source code is on the forge under the MIT licence.",
        "Sources: three people briefed on the matter said the talks failed.",
        "Contact: the firm could not be reached.",
        "Art by models sells for less.",
        "Video by Halvorsen Labs shows a robot folding shirts.",
        "Start-ups get a discount of 20 per cent.",
        "More in the documents: the firm knew of the fault in May.",
        "You can try Fjord 2 in our app today.",
        "Get started with Fjord 2 in the API today.",
        "Learn more in our technical report.",
        "Apply the patch at once, the agency said.",
        "Meet Fjord 2, a model that fits in a telephone.",
        "Update: the company has since withdrawn the claim.",
        "Updated at 10:40: the company confirmed the deal.",
        "图1显示了新模型的结果。",
        "来源：知情人士称，谈判已经破裂。",
        "关注公众号数量最多的用户可获得奖励。",
        "加入该联盟的企业包括三家芯片公司。",
        "记者从工信部获悉，三款新模型已经完成备案。",
        "据路透社报道，两家公司正在谈判。",
        "该声明不代表政府立场，发言人在记者会上强调。",
        "该公司将内容审核外包给三家供应商。",
        "用户在评论区批评了新的价格。",
        "腾讯宣布微信公众号将标注人工智能生成的内容。",
        "广告业务收入同比增长百分之十四。",
        "版权法的修订草案允许研究机构使用作品训练模型。",
        "用户可以扫描二维码登录新的应用。",
        "来源于公开数据的语料占训练数据的六成。",
        "会员可以免费使用新模型，普通用户每月付费二十元。",
        "现在，讯澜科技向所有会员提供该模型。",
        "编辑部使用该工具校对稿件。",
        "讯澜科技与三家出版社达成版权合作。",
        "Die Anzeige gegen das Unternehmen wurde im März erstattet.",
        "Newsletter-Abonnenten zahlen künftig zwei Euro im Monat.",
    ],
)
def test_sentences_about_the_same_subjects_stay(line: str) -> None:
    assert line in drop_boilerplate([OPENING, line, MIDDLE, ENDING])


def test_a_promotion_inside_a_paragraph_goes_and_its_news_stays() -> None:
    line = "Halvorsen Labs declined to comment. Sign up for our newsletter to get stories like this one."
    assert drop_boilerplate([OPENING, line]) == [OPENING, "Halvorsen Labs declined to comment."]
    assert drop_boilerplate([开头 + "（责任编辑：王小明）"]) == [开头]


def test_what_a_page_reads_out_about_its_links_goes() -> None:
    assert drop_boilerplate(["Torvane (TRV.X), opens new tab said on Tuesday that it would open a plant."]) == [
        "Torvane (TRV.X) said on Tuesday that it would open a plant."
    ]


def test_a_list_of_headlines_goes_with_its_label() -> None:
    tail = [
        "Related Posts",
        "Brightquay buys Sandmere",
        "Torvane opens a plant in Bergen",
        "Lumen Index adds 12 languages",
    ]
    assert drop_boilerplate([OPENING, ENDING, *tail]) == [OPENING, ENDING]
    inside = [OPENING, "Recommended for you", "Brightquay buys Sandmere", MIDDLE, ENDING]
    assert drop_boilerplate(inside) == [OPENING, MIDDLE, ENDING]
    assert drop_boilerplate([开头, 结尾, "相关阅读", "讯澜科技完成新一轮融资", "峡湾2价格公布"]) == [开头, 结尾]


def test_headlines_after_a_label_behind_the_last_sentence_go() -> None:
    behind = ["In your inbox: the week's stories, handpicked", "Big Story: The pump that could"]
    assert drop_boilerplate([OPENING, MIDDLE, ENDING, *behind]) == [OPENING, MIDDLE, ENDING]


def test_the_last_items_of_a_list_stay_without_a_label_before_them() -> None:
    items = ["Fjord 2: for machines with 24 gigabytes", "Fjord 2 Mini: for telephones from next spring"]
    assert drop_boilerplate([OPENING, MIDDLE, *items]) == [OPENING, MIDDLE, *items]


def test_copies_of_a_caption_and_of_a_paragraph_go() -> None:
    caption = "Fjord 2 runs in a data hall near Bergen"
    lines = [OPENING, f"{caption}. Photo: Marte Lie alt={caption}. Photo: Marte Lie>", MIDDLE, caption, MIDDLE]
    assert drop_boilerplate(lines) == [OPENING, MIDDLE]


def test_an_authors_portrait_goes_at_the_end_only() -> None:
    portrait = "Ada Berg is a senior reporter covering chips at Circuit Daily."
    assert drop_boilerplate([OPENING, MIDDLE, ENDING, ENDING[:-1] + " again.", portrait])[-1] != portrait
    assert portrait in drop_boilerplate(
        [portrait, OPENING, MIDDLE, ENDING, "One more paragraph stands here.", "And another."]
    )


def test_the_portrait_of_a_firm_at_the_end_of_a_press_release_goes() -> None:
    portrait = [
        "About Halvorsen Labs",
        "Halvorsen Labs makes language models. It was founded in 2019.",
        "Media contact: press@halvorsen.example",
    ]
    assert drop_boilerplate([OPENING, MIDDLE, ENDING, *portrait]) == [OPENING, MIDDLE, ENDING]
    section = ["About the price", "Nobody at the launch named one.", ENDING]
    assert drop_boilerplate([OPENING, MIDDLE, *section]) == [OPENING, MIDDLE, *section]


def test_nothing_is_left_of_nothing() -> None:
    assert drop_boilerplate([]) == []
    assert drop_boilerplate(["", "  ", "Search", "相关阅读"]) == []


@pytest.mark.parametrize(
    "line",
    ["(" * 5000, "read more " * 3000, "a " * 20000 + "alt=", "来源：" * 3000, "Photo: " * 4000, "x, facebook " * 3000],
)
def test_odd_long_lines_take_no_time(line: str) -> None:
    assert len(drop_boilerplate([line, OPENING])) <= 2
