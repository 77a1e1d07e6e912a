"""What stands in an article's text without belonging to it: captions, promos, labels, notices, in English, Chinese, German.

Extractors leave these in. They are told by their form (a label, a credit, an address to the reader, a place at the
end), not by their subject: a sentence about cookies, copyright or a subscription's price is news and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

_I = re.IGNORECASE
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENDS_SENTENCE = re.compile(r"[.!?。！？…；;][\"”’'»」』）)\]]*$")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?][\"”’])\s+|(?<=[.!?])\s+(?=[\"“‘(A-ZÄÖÜ])|(?<=[。！？])")

LONGEST_LABEL = 12
"""Words (or pairs of Chinese characters) up to which a line without a sentence's end is taken as a label or headline."""

LONGEST_NOTICE = 90
"""Words up to which a whole paragraph is dropped for how it begins; longer ones hold something else, too."""


LONGEST_JUDGED = 10_000
"""Characters beyond which a line is left as it is: a whole text in one line."""


def drop_boilerplate(lines: Sequence[str]) -> list[str]:
    """The article's own paragraphs, in order. A line is a paragraph; a label at the end takes the headlines after it."""
    kept: list[str] = []
    if len(lines) > 1 and all(_LABELLED.fullmatch(line.strip()) for line in lines if line.strip()):
        return []
    seen = _captions_of(lines)
    in_list = False
    for line in (line.strip() for line in lines[: _end_of_text(lines)]):
        in_list = _BARE_LABEL.fullmatch(line) is not None or (in_list and _is_headline(line))
        if in_list or not line or line in seen or _is_boilerplate(line):
            continue
        if rest := _without_asides(line):
            kept.append(rest)
            seen |= {line} if len(line) > 30 else set()
    return _without_tail(kept)


def is_section_label(line: str) -> bool:
    """Whether a line heads what stands below or beside an article: further reading, comments, its author, its firm."""
    return (
        _length(line) <= LONGEST_LABEL
        and not line.endswith((".", "。"))
        and bool(_BARE_LABEL.fullmatch(line) or _SECTION_LABEL.fullmatch(line))
    )


def _end_of_text(lines: Sequence[str]) -> int:
    """Where a label stands after the last sentence: headlines under it belong to it, whatever they look like."""
    last = max((at for at, line in enumerate(lines) if _ENDS_SENTENCE.search(line.strip())), default=len(lines))
    labels = (at for at in range(last + 1, len(lines)) if _LABEL_WITH_HEADLINE.search(lines[at].strip()))
    return next(labels, len(lines))


_LABELLED = re.compile(r"[A-Z][\w ]{1,20}:(?: [^.!?]{0,60}| ?https?://\S+)")
"""A line of a record ("Score: 12", "By: someone"); a text that holds nothing else tells nothing."""


def _length(line: str) -> int:
    """Words; Chinese characters count as half a word each."""
    han = len(_HAN.findall(line))
    return han // 2 if han > 3 else len(line.split())


def _is_headline(line: str) -> bool:
    return not _ENDS_SENTENCE.search(line) and 0 < _length(line) <= 2 * LONGEST_LABEL


def _is_boilerplate(line: str) -> bool:
    if len(line) > LONGEST_JUDGED:
        return False
    length = _length(line)
    return any(rule(line, length) for rule in _RULES)


_Rule = Callable[[str, int], bool]
"""Takes a line and its length in words."""


# --- Lines as they were set -------------------------------------------------------------------------------------------

_LIST_ITEM = re.compile(r"^(?:[-–—•*·▪➤◦‣#>|]|\(?\d{1,3}[.)、．:]|[a-z][.)] |[A-Z][\w /-]{0,24}:)")
_GOES_ON_LOWER = re.compile(r"[a-zà-ÿ(“\"'‘]")
WRAPPED_AT = (30, 100)
"""Characters between which a text's longest line lies when its lines were wrapped; longer lines are paragraphs."""

NEARLY_FULL = 0.72
"""Share of the longest line that a line fills when only the next word kept it from being longer."""


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines of one paragraph, one line, where a text was hard-wrapped: a nearly full line that ends no sentence goes on.

    Lists stay as they are, and so do texts whose lines are paragraphs already.
    """
    lines = [line.strip() for line in lines if line.strip()]
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    last = ""
    for line in lines:
        if joined and WRAPPED_AT[0] <= width <= WRAPPED_AT[1] and _was_wrapped(last, line, width):
            joined[-1] += ("" if _HAN.search(joined[-1][-1]) and _HAN.match(line) else " ") + line
        else:
            joined.append(line)
        last = line
    return joined


def _was_wrapped(line: str, following: str, width: int) -> bool:
    if _ENDS_SENTENCE.search(line) or line.endswith((":", "：")) or _LIST_ITEM.match(following):
        return False
    if _HAN.search(line):
        return len(line) >= width - 3 and _HAN.search(following) is not None
    return len(line) >= (NEARLY_FULL if _GOES_ON_LOWER.match(following) else NEARLY_FULL + 0.08) * width


# --- The head of a text -----------------------------------------------------------------------------------------------

_HEAD = 5
"""Lines at the beginning among which the title's repetition, the byline and the date are looked for."""

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_STAMPED = (
    rf"(?:(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS},? \d{{4}}|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)"
    r"(?:(?:,| at|T| ·| \|)? ?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?: ?(?:[ap]\.?m\.?|UTC|GMT|[A-Z]{2,4})){0,2})?"
)
_PERSON = r"[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,3}"
_BYLINE = re.compile(
    rf"^(?:(?:By|By:|Written by|Posted by|Von|Author:) {_PERSON}(?:(?:,| and| &|, and) {_PERSON})*(?:, [A-Z][\w &]{{2,30}}(?= ?[|·,]|$))?(?:\s*[,|·—–-]?\s*(?:Published |Updated )?{_STAMPED})?"
    rf"|{_PERSON}\s*[,|·—–-]\s*{_STAMPED}"
    rf"|(?:作者|记者|文|編輯|编辑|撰文)?\s*[:：/|｜]?\s*[\u4e00-\u9fff·]{{2,6}}(?:[、 ][\u4e00-\u9fff·]{{2,6}})*\s*[,，|｜·]?\s*{_STAMPED}|{_STAMPED})(?:\s*[|·,，]?\s*(?:\d+ min(?:ute)?s? read|来源[:：]?\s*\S{{2,12}}))?\s*$"
)


def without_heading(lines: Sequence[str], title: str, author: str | None = None) -> list[str]:
    """Without what repeats the title at the beginning, and without the author's name and the date below it."""
    head = [_below_title(line.strip(), title, author) for line in lines[:_HEAD]]
    kept = [line for line in head if line] + list(lines[_HEAD:])
    return kept or list(lines)


def _below_title(line: str, title: str, author: str | None) -> str:
    """The line, or "" when it holds nothing but the title, the author and a date."""
    rest = line
    if title and _same(line[: len(title)], title) and not _says_more(line[len(title) :]):
        rest = line[len(title) :].strip(" |·-–—:：,，")
        if not rest or rest in ".。":
            return ""
    if author and rest[: len(author)].casefold() == author.casefold():
        after = rest[len(author) :].strip(" |·-–—:：,，")
        rest = "" if not after or re.fullmatch(_STAMPED, after) else rest
    return "" if not rest or _BYLINE.match(rest) else line


def _says_more(rest: str) -> bool:
    """What follows the title's words goes on with the sentence, so that they are no title."""
    return bool(re.match(r"[\w’']", rest)) or bool(re.match(r",? [a-z]", rest))


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one).casefold() == re.sub(r"\W", "", other).casefold()


# --- Captions ---------------------------------------------------------------------------------------------------------

_ALT_COPY = re.compile(r"\s*\b(?:alt|title)\s*=\s*[\"“']?", _I)
_AGENCY = (
    r"(?:Getty(?: Images)?|AFP|Reuters|AP(?: Photo)?|Associated Press|Shutterstock(?: Images)?|iStock\w*|Unsplash|Pexels|"
    r"Xinhua|Imago\w*|dpa|EPA(?:-EFE)?|Bloomberg|NurPhoto|Alamy|Adobe Stock|Wikimedia(?: Commons)?|VCG|Handout|Kyodo|Yonhap)"
)
_PICTURE = (
    r"(?:Photo(?:graph)?|Image|Picture|Illustration|Graphic|Screenshot|Art|Video|Foto|Bild|Grafik|Abbildung|Titelbild|"
    r"Symbolbild|Credit|Caption|Pictured)s?"
)
_CREDIT_AT_END = re.compile(
    rf"(?:^|[.!?…”\"')\]|]\s*|\s[-–—|]\s*)[(\[]?(?:{_PICTURE}(?:\s+(?:[Cc]redits?|[Ss]ource|illustration))?\s*(?::|©|/|\b(?:by|courtesy|via)\b(?! (?:the )?[a-z])(?!.* [a-z]{{3,}}\W*$))"
    rf"|Source\s*:\s*{_AGENCY}|Courtesy (?:of|:)|Image courtesy)\s*[^.!?]{{1,90}}[.)\]>]*$"
)
_AGENCY_AT_END = re.compile(
    rf"(?:/|\||©\s*|\bvia\s+|\bfor\s+)\s*{_AGENCY}(?:\s+via\s+{_AGENCY})?\s*[)\]]?\s*$|[(\[]{_AGENCY}[)\]]$"
)
_CHINESE_CAPTION = re.compile(
    r"^\s*[▲△▼◆]|^(?:图\s*[\d一二三四五六七八九十]*|图说|图注|题图|配图|头图|封面图|视频截图|资料图)\s*[:：|｜/]"
    r"|(?:图源|图片来源|图片来自|图自|供图|摄影|图\s*/|图[:：])\s*[:：]?\s*[^。！？，]{1,24}[）)】]?$"
)


def _is_caption(line: str, length: int) -> bool:
    if length <= LONGEST_NOTICE and _ALT_COPY.search(line):
        return _alt_copy(line) is not None
    if length > 60:
        return False
    return bool(_CREDIT_AT_END.search(line) or _AGENCY_AT_END.search(line) or _CHINESE_CAPTION.search(line))


def _alt_copy(line: str) -> str | None:
    """The caption of a line that repeats it as a picture's `alt=`, or None."""
    shown, *copies = _ALT_COPY.split(line, maxsplit=1)
    copy = copies[0].rstrip(" >\"”'/") if copies else ""
    if not copy or (shown and _begin(shown) != _begin(copy)):
        return None
    return shown or copy


def _begin(text: str) -> str:
    return " ".join(text.lower().split())[:25]


def _captions_of(lines: Sequence[str]) -> set[str]:
    """Captions with and without their credit, where some line shows them to be captions: copies of them go too."""
    shown = [caption for line in lines if (caption := _alt_copy(line.strip()))]
    bare = [_CREDIT_AT_END.sub("", caption).strip() for caption in shown]
    return {text for caption in bare if len(caption) > 20 for text in (caption, f"{caption}.")} | set(shown)


# --- Labels and notices -----------------------------------------------------------------------------------------------

_LIST_LABELS = (
    r"(?:recent|latest|related|recommended|popular|trending|featured|more|other|top|similar)\s+(?:press releases?|posts?|"
    r"stor(?:y|ies)|articles?|news|reading|content|coverage|topics?|videos?|headlines?)|latest (?:videos?|news|stories) (?:from|on|in) [\w&’' .-]{1,40}|related|recommended|"
    r"(?:recommended|more|picked|selected) for you|you (?:may|might|could) (?:also )?(?:like|be interested in|enjoy)|"
    r"most (?:read|popular|viewed|shared|recent)|editor.?s.? picks?|up next|read next|what to read next|further reading|"
    r"trending(?: now)?|more (?:from|in|on|about) [\w&’' .-]{1,40}|don.t miss|see also|read (?:more|also)|also read|also on [\w .]{1,30}|"
    r"lesen sie auch|mehr zum thema|mehr aus [\w &-]{1,30}|auch interessant|das könnte (?:sie|dich) auch interessieren|"
    r"verwandte artikel|meistgelesen|weitere (?:artikel|themen|nachrichten)|empfehlungen|passend zum thema|"
    r"lesen sie auch die folgenden .{2,20}|schon gelesen|weitere (?:aktuelle )?(?:themen|beiträge|meldungen)[\w ]{0,30}|"
    r"(?:notas?|noticias|artículos) relacionad[oa]s|te puede interesar|(?:lee|lea|mira) también|lo más (?:leído|visto)|"
    r"(?:à )?lire aussi|sur le même sujet|articles? (?:liés|similaires|connexes)|les plus lus|leggi anche|articoli correlati|"
    r"leia (?:também|mais)|(?:notícias|matérias) relacionadas|mais lidas|czytaj (?:także|też|więcej)|zobacz (?:także|też)|lees ook|läs också|"
    r"相关(?:阅读|文章|新闻|报道|推荐|内容|资讯)|推荐(?:阅读|文章)|延伸阅读|更多(?:阅读|文章|精彩|内容|资讯|新闻|报道)|往期(?:回顾|推荐|精选|文章)|"
    r"热门(?:文章|推荐|资讯|新闻|评论)|猜你喜欢|精彩推荐|为你推荐|今日推荐|最新(?:文章|资讯|评论)|參考閱讀|相關(?:閱讀|文章|新聞|報導)|延伸閱讀|推薦閱讀"
)
_BARE_LABEL = re.compile(rf"[\W_]*(?:{_LIST_LABELS})[\W_]*", _I)
_SECTION_LABEL = re.compile(
    r"[\W_]*(?:(?:\d+|leave a|add a|post a|view|read|all|join the)?\s*(?:comments?|repl(?:y|ies)|responses?|reactions|mentions)(?: \(\d+\))?|discussion(?: about this post)?|join the (?:conversation|discussion)|"
    r"(?:\d+ )?thoughts? on .+|about (?:the )?(?:author|writer|contributor)s?|about (?!this|these|that|those|half)[\w&’' -]{2,40}|written by .{2,40}|(?:press|media|investor) ?(?:contacts?|relations|enquiries|inquiries)|contacts?|"
    r"references|bibliography|works cited|acknowledge?ments?|citation|how to cite|funding|conflicts? of interest|share(?: this)?.{0,20}|tags|newsletters?|sign up.{0,40}|subscribe.{0,40}|support (?:us|our .+)|"
    r"sponsored by .{2,40}|promoted(?: stories)?|paid (?:post|content)|partner content|advertisement.{0,40}|from our partners|explore|also from .{2,40}|latest news|who is online|(?:\d+ )?kommentare?(?: \(\d+\))?|diskussion|(?:\d+ )?(?:comentarios|comentários|commentaires|commenti|komentarze)(?: \(\d+\))?|teilen mit|partager|compartir|compartilhe|condividi|zur person|über (?:den|die) autor\w*|pressekontakt|(?:网友)?评论|发表评论|最新评论|作者简介|关于作者|参考文献|点击排行|专题|コメント|関連記事|댓글|관련 ?기사)[\W_]*", _I
)  # fmt: skip
_LABEL_WITH_HEADLINE = re.compile(
    rf"^(?!.*[.。]$)[\W_]*(?:{_LIST_LABELS}|related|read|watch|listen|video|podcast|explainer|opinion|in your inbox)\s*[:：|｜»>→]\s*\S"
    r"|^(?:read|see|watch|listen to) (?:more|also|next|the full|our)\b(?! than\b)", _I
)  # fmt: skip
_NAVIGATION = re.compile(
    r"[\W_]*(?:search|menu|home|close|back|next|previous|share|save|print|copy link|link copied|bookmark|comments?|subscribe|"
    r"(?:view|show|hide|leave|add|post|see) (?:all |a )?comments?|\d+ comments?|log ?in|sign ?in|sign ?up|register|"
    r"skip to (?:main )?content|(?:back|return) to top|table of contents|contents|in this article|topics?|tags|newsletter|newsletters|"
    r"(?:related |useful |external )?links?|相关链接|参考链接|advertis(?:e)?ment|advertising|sponsored(?: content)?|paid (?:content|post)|promoted|scroll (?:down )?to continue|load more|"
    r"(?:article|story) continues (?:below|after)(?: (?:this |the )?ad\w*)?|advertisement\W+(?:continue|scroll|article).*|"
    r"listen to (?:this|the) (?:article|story)|listen|(?:\d+|a|one|two|three|four|five)[ -]min(?:ute)?s? (?:read|listen)|reading time\W*\d+.*|"
    r"press release|news release|about (?:the )?author|about us|contact us|contacts?|media contacts?|all rights reserved|"
    r"anzeige|werbung|teilen|drucken|kommentare?(?: lesen)?(?: \(\d+\))?|zur startseite|inhaltsverzeichnis|artikel merken|vorlesen|"
    r"empfohlener redaktioneller inhalt|externe(?:r)? inhalte?.*|mehr anzeigen|weiterlesen|jetzt (?:anmelden|abonnieren|lesen)|"
    r"广告|推广|赞助|分享|点赞|收藏|评论|举报|反馈|举报/反馈|打赏|目录|登录|注册|首页|返回(?:首页|顶部|搜狐.*)?|展开(?:全文|更多)?|收起|阅读原文|查看原文|"
    r"查看更多|阅读全文|打开app.*|下载app.*|点击(?:查看|阅读|展开|下载|进入|这里|此处).{0,16}|上一篇.{0,40}|下一篇.{0,40}|end|完|全文完|正文完|正文)[\W_]*",
    _I,
)  # fmt: skip
_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|reddit|whatsapp|e-?mail|print|telegram|pocket|flipboard|pinterest|threads|bluesky|mastodon|"
    r"instagram|youtube|tiktok|share|save|copy link|messenger|xing|weibo|wechat|微信|微博|朋友圈|qq|qq空间|知乎)"
)
_NETWORKS = re.compile(rf"[\W_]*(?:(?:share|follow|分享到?|关注)[\W_]*)?(?:{_NETWORK}[\W_]+)*{_NETWORK}[\W_]*", _I)
_ADDRESS = re.compile(r"[\W_]*(?:\d{1,2}[\W_]+|[\w ]{2,24}[:：]\s*)?(?:https?://|www\.)\S+[\W_]*")
_STAMP = re.compile(
    r"^(?:first published|published|updated|last (?:updated|modified)|posted|veröffentlicht|aktualisiert|stand|发布时间|更新时间|发布于|时间)"
    r"\b\s*(?:on|at|am|:|：|\d)(?:[^.。]|\d\.){0,60}$|^[\w .,&-]{2,40}\s\|\s[^.|]{0,40}\b20\d\d$", _I
)  # fmt: skip
_FIELD = re.compile(
    r"^(?:score|points?|comments?|votes?|upvotes|views?|likes?|replies)\s*[:：]\s*[\d,.]+k?$|^[\[【(（]?(?:tags?|keywords?|topics?|filed under|categor(?:y|ies)|posted in|source|sources|via|by ?line|editors?|schlagworte|themen|quelle|"
    r"source code)\s*[:：]\s*(?:[^.!?。]{1,120}|(?:[\w&’'-]+ ){0,3}[\w&’'-]+\.)$"
    r"|^(?:media|press|investor|news)? ?(?:contacts?|relations|enquir(?:y|ies)|inquiries)\s*[:：](?:.*(?:@|\d{4}|www\.|https?:).*|[^.!?]{1,120})$"
    r"|^(?:view|see|read) (?:the )?(?:original|source) (?:content|version|article|post)\b.{0,150}$|^(?-i:SOURCE [A-Z])[\w .,&-]{2,60}$"
    r"|^[\[【(（]?(?:责任编辑|责编|编辑|主编|校对|审核|排版|监制|出品|美编|运营|作者|文|撰文|采写|编译|翻译|来源|资料来源|稿源|消息来源|信息来源|内容来源|原文链接|原文|参考资料|"
    r"原标题|关键词|标签|图源|图片|摄影|摄|责任編輯|編輯|來源|記者|记者)\s*[:：｜|/／丨]\s*[^。！？?]{1,80}[\]】)）]?$", _I
)  # fmt: skip
_TIME_OF_DAY = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?: ?(?:Uhr|[A-Z]{2,4}))?"
_MOMENT = re.compile(
    rf"(?:(?:{_MONTHS} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}}\.? {_MONTHS}(?: \d{{4}})?|\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?)(?:,| at| ·| -)? ?)?{_TIME_OF_DAY}"
)
"""A line that holds a time of day and at most its date: the stamp of an entry. A date alone may head a chronology."""

_NO_WORD = re.compile(r"[\W_]+")
_OUTLOOK = re.compile(
    r"^(?:cautionary (?:note|statement)\b.{0,40})?forward[- ]looking (?:statements?|information)\W*$"
    r"|^(?:certain statements in )?(?:this|the) (?:press |news )?(?:release|announcement|communication)\b.{0,40}\bforward[- ]looking (?:statements?|information)\b", _I
)  # fmt: skip
LONGEST_OUTLOOK = 500
"""Words of the warnings that stock exchanges want under a press release."""

_MOMENT_UPDATED = re.compile(rf"^{_STAMPED}\s*[·•|,–-]\s*(?:last )?(?:updated|published)\b.{{0,40}}$", _I)
_POST_CREDIT = re.compile(r"^[—–-]+ ?.{1,60}\(@\w+\)(?:,? .{0,30}\d{4})?$")
_CREDITS = re.compile(
    r"^[\[(—–-]*\s?(?:additional |further )?(?:reporting|writing|editing|compiled|edited|produced|translated|research(?:ed)?) (?:and \w+ )?by\b[^.!?]{0,200}[.)\]]*$"
    r"|^[\[(—–-]*\s?(?:with (?:assistance|reporting|files|contributions?|inputs?)|with additional \w+) (?:from|by)\b.{0,150}$"
    r"|^(?:.{0,60} contributed (?:reporting|to this (?:report|story|article))\b.{0,60})$|^our standards\s*:"
    r"|^.{0,60}\b(?:writers?|reporters?|correspondents?|journalists?)\b.{0,80} contributed\.?$"
    r"|^[\uac00-\ud7af]{2,4} ?(?:선임|수석)?(?:기자|특파원)(?:\s*[\w.+-]+@[\w.-]+)?$|^原创\s+\S{1,12}(?:\s+\S{1,16})?$"
    r"|^(?:this|the) (?:interview|conversation|transcript|q ?& ?a) (?:has been|was) (?:lightly )?(?:edited|condensed|shortened)\b.{0,20}\bfor (?:length|clarity|brevity|style)\b.{0,40}$", _I
)  # fmt: skip
_PROVENANCE = re.compile(
    r"^(?:an? (?:earlier |longer |shorter |different )?version of )?(?:this|the) (?:article|story|post|piece|report|column|essay|interview|text)\b"
    r".{0,30}\b(?:originally|first)\b.{0,12}\b(?:appeared|published|ran|posted)\b"
    r"|^(?:this|the) (?:article|story|post|piece|report|content) (?:was|is|has been) (?:re)?(?:published|produced|provided|syndicated|reprinted|"
    r"translated|generated|licensed)\b|^(?:originally|first) (?:published|appeared|posted)\b|^the post .+ (?:appeared first|first appeared) on\b"
    r"|^this (?:story|article) (?:was|is) (?:part of|supported by|made possible)|^(?:dieser|der) (?:artikel|beitrag|text) (?:erschien|ist|wurde) (?:zuerst|zunächst|ursprünglich)"
    r"|^(?:本文|此文|本篇文章|该文)(?:系|为|由|来自|来源|源自|转载|转自|首发|原载|最初|经授权|授权|仅代表|仅供|不构成|内容|作者|版权|已获|同步|首次)"
    r"|^(?:免责声明|版权声明|特别声明|郑重声明|风险提示)\s*[:：]?|^声明\s*[:：].*(?:本文|文章|转载|观点|平台|作者|版权|投资|侵权)", _I
)  # fmt: skip
_COPYRIGHT = re.compile(
    r"^(?:copyright\s*(?:©|\(c\)|\d{4}|notice\b|by\b.{0,60}\d{4})|©|\(c\)\s*\d{4}|\d{4}\s*©)"
    r"|^.{0,160}\b(?:all rights reserved|alle rechte vorbehalten)\b\.?\s*$"
    r"|\bmay not be (?:published, broadcast|reproduced|republished|redistributed|copied)\b.*\b(?:without|rewritten|permission)\b"
    r"|未经.{0,14}(?:授权|许可|允许|同意).{0,10}(?:转载|使用|复制|摘编|转发|传播)|版权(?:归.{0,24})?所有(?:，|,|。|；|$|\s)|转载(?:时|内容|文章)?(?:请|须|需|必须)(?:注明|联系|标明|保留|获)", _I
)  # fmt: skip
_CONSENT = re.compile(
    r"^(?:accept|manage|reject) (?:all )?(?:cookies|preferences)|^cookie (?:policy|settings|preferences|notice)s?\W*$"
    r"|^(?:we(?: and our partners)?|this (?:web)?site|our (?:web)?site)\b.{0,60}\b(?:use|uses|using|store|set)\b.{0,60}\bcookies?\b"
    r"|^by (?:clicking|continuing|signing up|subscribing|submitting|using|entering|browsing)\b.{0,120}\byou\b.{0,40}\b(?:agree|accept|consent|acknowledge|confirm)\b"
    r"|^(?:please )?(?:enable|turn on|allow) (?:javascript|cookies)\b|^(?:privacy policy|terms of (?:use|service)|do not sell my)\b.{0,80}$"
    r"|^wir (?:verwenden|nutzen|setzen) .{0,30}cookies\b|^an dieser stelle (?:befindet|finden)|^(?:mit|durch) (?:der|die) (?:nutzung|anmeldung)\b.{0,120}\b(?:stimmen sie|akzeptier)"
    r"|^(?:我们|本网站|本站)(?:会)?(?:使用|采用).{0,20}(?:cookie|Cookie)", _I
)  # fmt: skip
_FOLLOW = re.compile(
    r"^(?:you can )?(?:also )?(?:follow|like|find|join|connect with|reach|contact|email|message|tip)\b.{0,50}\b(?:on|at|via)\b\s+(?:our\b|x\b|twitter|facebook|linkedin|"
    r"instagram|threads|bluesky|mastodon|youtube|telegram|whatsapp|signal|google news|apple news|discord|slack|[\w.+-]+@[\w-]+\.\w|@\w)"
    r"|^follow (?:us|@\w+)|^share (?:this|on|via|to)\b.{0,40}$|^folgen sie (?:uns|\w+ (?:auf|bei))|^you can (?:contact|reach|email|message)\b|^got a (?:tip|story)\b|^have a tip\b"
    r"|^do you have (?:a tip|information|any information|a story)\b|^(?:send|email) (?:us )?(?:your )?tips\b", _I
)  # fmt: skip
_CHINESE_CALL = re.compile(
    r"(?:^|[，。！；、~\s])(?:请|可|欢迎|快来)?(?:扫码|扫一扫|扫描|长按|识别)+(?:下方|上方|图中|上图|下图|文末|以下|二维码|关注|加入|入群|添加|左侧|右侧|海报)"
    r"|^(?:点击|戳)(?:下方|上方|文末|蓝字|左下|右上|这里).{0,20}(?:名片|关注|链接|卡片|小程序|阅读)|^(?:请|欢迎|点击|搜索|微信(?:搜索|扫)|更多.{0,12}(?:请|欢迎|尽在)|关注|添加|想(?:要)?(?:了解|获取|看|第一时间)|获取更多|加入|订阅|下载|识别|长按).{0,40}"
    r"(?:公众号|微信号|视频号|小程序|订阅号|社群|交流群|读者群|微信群|星标|客户端|[Aa][Pp][Pp]\b|新闻客户端|小助手)(?=[^\u4e00-\u9fff]|[获领回第了看查并和吧]|$)"
    r"|^(?:欢迎|喜欢|觉得).{0,24}(?:关注|点赞|转发|在看|收藏|分享|订阅|投稿|留言)[^，]{0,24}$|^(?:投稿|商务合作|寻求报道|爆料|联系(?:我们|方式|邮箱))\s*[:：/|].{0,80}$"
    r"|^(?:立即|马上|限时|快来|免费|抢先|扫码|报名|还在为).{0,60}(?:订阅|会员|优惠|领取|报名|社群|课程|福利|购买|下单|折)"
)
_NOTICE = re.compile(
    r"\b(?:may|might|could|can) (?:also )?(?:earn|receive|get|be paid) (?:us )?(?:an? )?(?:small |affiliate )*(?:commission|compensation)\b.*\b(?:links?|buy|purchase|affiliate)\b"
    r"|\b(?:if|when) you (?:buy|purchase|click|shop)\b.*\b(?:commission|compensation)\b|^posts from this (?:author|topic)\b"
    r"|^(?:choose|add|set|make) .{2,40}\b(?:your|a) (?:preferred|trusted|favou?rite) source\b|^(?:save this (?:story|article)|purchase licen[sc]ing rights)\b"
    r"|^(?:full |editor.?s )?(?:disclosure|disclaimer)s?\s*[:：—–-]|^already (?:a |an )?(?:subscriber|member|subscribed|have an account)\s*\?.{0,60}$"
    r"|^(?:view|read) (?:this (?:e-?mail|newsletter|message) )?(?:in|on) (?:your |the |a )?(?:web ?)?(?:browser|web)\b.{0,20}$|^unsubscribe\b.{0,200}$|^you (?:are receiving|receive|received) this (?:e-?mail|newsletter)\b"
    r"|^thanks for reading\b.{0,60}[!.]$|^dieses thema im programm\b|^über dieses thema berichtete\b|\bis (?:solely|fully) responsible for (?:all|this|its) content\b"
    r"|^(?:subjects|cite as|journal reference|related doi)\s*:.{0,120}$"
    r"|^listing image\b|^mit ihrer zustimmung\b|^\([a-z/]{2,12}\)$", _I
)  # fmt: skip
_CHINESE_NOTICE = re.compile(
    r"仅代表.{0,6}(?:作者|本人|个人)|不代表.{0,8}(?:本站|本网|本号|平台|网站|公众号|本刊).{0,4}(?:立场|观点)|^[（(【]?(?:本文|以上|文中|文章|内容).{0,20}不构成.{0,6}建议|^[（(【]?(?:新浪|网易|搜狐|腾讯|百家号|平台|广告|作者|免责|内容)?声明\s*[:：].*(?:本文|文章|转载|平台|链接|立场|网友|用户|投资)"
    r"|^(?:以上|上述)(?:内容|文章).{0,40}(?:上传|不构成|仅供|不代表)|(?:尽在|就看|就上).{2,16}(?:APP|App|客户端)|一键三连|点亮星标|设为星标|(?:欢迎|请|快来|你.{0,6}).{0,6}评论区"
    r"|^(?:(?:阅读原文|喜欢此内容的人还喜欢|赞|在看|分享|收藏)\s*)+$|무단 ?전재|無断(?:転載|複製)"
    r"|^\d{4}年\d{1,2}月\d{1,2}日.{0,20}(?:公開|更新|掲載|配信)$|^［[^］。]{2,30}］$|有料会員限定|^.{0,20}続きを(?:読む|お読み)|残り\s?[\d,]+文字|読み放題|^炒股就看|助[您你](?:挖掘|把握).{0,12}机会"
    r"|^投稿或|^©?\s*THE END$|^[^，。]{2,10}\s*(?:报道|编译|整理|出品|发自)(?:\s.{2,8})?(?:\s*[|｜].{0,30})?$|^[^，。]{0,4}(?:记者|编辑|实习生)[\s丨|｜:：][^，。？]{2,24}$"
    r"|^(?:参考(?:链接|资料|文献|来源|内容))\s*[:：]?$"
)


def _whole(pattern: re.Pattern[str], most: int = LONGEST_NOTICE) -> _Rule:
    return lambda line, length: length <= most and pattern.fullmatch(line) is not None


def _begins(pattern: re.Pattern[str], most: int = LONGEST_NOTICE) -> _Rule:
    return lambda line, length: length <= most and pattern.search(line) is not None


# --- Promotion --------------------------------------------------------------------------------------------------------

_CALL = re.compile(
    r"^(?:and |so |plus,? |or |then |to learn more,? |for more[^.]{0,60}, )?(?:please )?(?:get|sign up|subscribe|join|register|download|discover|follow|click|"
    r"check out|don.t miss|save|try|start|support|become|stay|explore|listen|tune in|watch|book|buy|grab|unlock|enter|find out|tap|visit|enjoy|"
    r"make|keep up|catch up|dive|meet|hear|connect|forward|cancel|upgrade|request|reserve|apply|donate|read|learn|jetzt|abonnieren|melden sie|registrieren|testen|lesen|hören|entdecken)(?![\w’'-])", _I
)  # fmt: skip
_ASKS = re.compile(
    r"^(?:do you|are you|have you|want(?: to| more)?|would you|looking for|ready to|need|like (?:this|what)|enjoy(?:ing|ed)?|möchten sie|wollen sie|haben sie)\b.*\?",
    _I,
)
_READER = re.compile(r"\b(?:you|your|you.re|sie|ihr(?:e|en|em)?)\b")
_PUBLISHER = re.compile(r"\b(?:our|us|we|unser(?:e|en|em|er)?|wir)\b", _I)
_PITCH = re.compile(
    r"\b(?:newsletters?|inbox|free trial|sign[- ]?up|subscri(?:be|bing|ption|bers? only)|podcast|webinar|early[- ]bird|tickets?|promo code|discount|\d+ ?% off|"
    r"award-winning|curated|delivered (?:to|straight|directly|daily|weekly)|brought to you|membership|unlimited access|cancel (?:at )?any ?time|explainers|news alerts|daily (?:briefing|digest)|"
    r"exclusive (?:content|access|insights)|our (?:new |free |mobile |weekly |daily |flagship )*(?:app|platform|channel|coverage|reporters|journalism|events?|community|reporting)|"
    r"early access|waitlist|whitepaper|e-?book|limited[- ]time|kostenlos(?:e[nrs]?)?|abonnieren|probeabo|postfach)\b", _I
)  # fmt: skip
_QUOTED = re.compile(r"[“\"„«「].*?[”\"“»」]")
_SPOKEN = re.compile(
    r"\b(?:said|says|told|wrote|writes|added|according to|sagte|erklärte|announced|launched|released|raised)\b", _I
)


def _without_promotion(line: str) -> str:
    """The paragraph without sentences that sell something to the reader, and those beside them that speak to him."""
    sentences = [sentence for sentence in _SENTENCE_BREAK.split(line) if sentence]
    bare = [_QUOTED.sub("", sentence).strip() for sentence in sentences]
    if not any(map(_sells, bare)):
        return line
    return " ".join(sentence for sentence, plain in zip(sentences, bare, strict=True) if not _speaks_to_reader(plain))


def _sells(sentence: str) -> bool:
    if _SPOKEN.search(sentence) or not _PITCH.search(sentence):
        return False
    return bool(_CALL.search(sentence) or _ASKS.search(sentence))


def _speaks_to_reader(sentence: str) -> bool:
    if _sells(sentence) or _ASKS.search(sentence) or (_CALL.search(sentence) and not _SPOKEN.search(sentence)):
        return True
    return bool(_READER.search(sentence) and _PUBLISHER.search(sentence))


# --- Asides within a paragraph, and the end ---------------------------------------------------------------------------

_ASIDE_AT_END = re.compile(
    r"\s*[\[(（【](?:(?:additional |further )?(?:reporting|writing|editing|edited|compiled) (?:and \w+ )?by\b[^)\]]{0,200}"
    r"|(?:责任编辑|责编|编辑|记者|作者|来源|图源|图片来源|原标题|校对|完|责任編輯)\s*[:：]?[^）)】\]]{0,40}|read more[^)\]]{0,80}|see also[^)\]]{0,80}"
    r"|photo[^)\]]{0,60}|©[^)\]]{0,40})[\])）】]\.?\s*$"
    r"|(?<=[.!?”\"])\s+(?:read more|continue reading|learn more|weiterlesen)(?:\s*(?:here|»|→|>|…|\.\.\.))*\.?\s*$|\s*(?:阅读原文|查看更多|点击查看)\s*[>＞»→]*\s*$", _I
)  # fmt: skip
_BIOGRAPHY = re.compile(
    r"^(?:[A-ZÀ-Þ][\w'’.-]+ ){1,3}(?:is|was|covers|writes|reports|joined)\b.{0,60}\b(?:reporter|writer|editor|journalist|correspondent|contributor|columnist|"
    r"covers|covering|writes|author)\b(?!.*\b(?:said|told|sued|reported that)\b)"
)
_NEW_TAB = re.compile(
    r",? ?\(?opens (?:in )?(?:a )?new (?:tab|window)\)?", _I
)  # read out by screens, left by extractors
_ABOUT = re.compile(r"(?:About|Über|关于|關於)\s*(?P<name>[^\s，。？?].{1,60}?)\s*[:：]?")
_CONTACTS = re.compile(
    r"(?:for (?:more|further) information|(?:press|media|investor|company|pr)?\s*contacts?(?: us| information)?|press office|"
    r"(?:presse|medien)?kontakt|ansprechpartner\w*|(?:媒体|新闻)?联系(?:人|方式)?|お問い合わせ先?)\s*[:：]?", _I
)  # fmt: skip
_FIRMS_TAIL = 8
"""Paragraphs at the end among which the portraits of firms in a press release stand."""

_IN_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]\.?")
"""An agency's or a desk's note on the text, when it's the last line."""

_TAIL = 4
"""Paragraphs at the end among which an author's portrait is looked for."""


def _without_asides(line: str) -> str:
    if len(line) > LONGEST_JUDGED:
        return line
    line = _NEW_TAB.sub("", line)
    return _ASIDE_AT_END.sub("", _without_promotion(line)).strip()


def _without_tail(lines: list[str]) -> list[str]:
    """Without portraits of the author in the last paragraphs, and headlines or labels after the last sentence."""
    lines = _without_contacts(_without_portraits_of_firms(lines))
    start = max(1, len(lines) - _TAIL)
    kept = lines[:start] + [line for line in lines[start:] if not _is_biography(line)]
    if len(kept) > 1 and _IN_BRACKETS.fullmatch(kept[-1]) and _length(kept[-1]) <= LONGEST_LABEL * 3:
        kept.pop()
    while len(kept) > 2 and (_is_leftover(kept[-1]) or _announces(kept[-1])):
        kept.pop()
    return kept


def _without_contacts(lines: list[str]) -> list[str]:
    """Without names and numbers under a label for contacts at the end."""
    for at in range(max(2, len(lines) - _FIRMS_TAIL), len(lines)):
        if _CONTACTS.fullmatch(lines[at]) and not any(_length(line) > LONGEST_LABEL for line in lines[at:]):
            return lines[:at]
    return lines


def _without_portraits_of_firms(lines: list[str]) -> list[str]:
    """Without what press releases end in: "About X", and below it paragraphs that begin with X."""
    for at in range(max(2, len(lines) - _FIRMS_TAIL), len(lines) - 1):
        found = _ABOUT.fullmatch(lines[at])
        if found and lines[at + 1].lower().startswith(found.group("name").lower()):
            return lines[:at]
    return lines


def _is_biography(line: str) -> bool:
    return _length(line) <= 80 and bool(_BIOGRAPHY.search(line))


def _announces(line: str) -> bool:
    """A line that leads to something which doesn't follow: links that were left out."""
    return line.endswith((":", "：")) and _length(line) <= LONGEST_LABEL


def _is_leftover(line: str) -> bool:
    return _length(line) <= 3 and not _ENDS_SENTENCE.search(line) and not re.search(r"\d", line)


def _rules() -> Iterator[_Rule]:
    yield _is_caption
    yield _whole(_NAVIGATION, 2 * LONGEST_LABEL)
    yield _whole(_NETWORKS)
    yield _whole(_ADDRESS)
    yield _begins(_LABEL_WITH_HEADLINE, 2 * LONGEST_LABEL)
    yield _begins(_STAMP, LONGEST_LABEL)
    yield _begins(_FIELD, 2 * LONGEST_LABEL)
    yield _whole(_NO_WORD)
    yield _begins(_OUTLOOK, LONGEST_OUTLOOK)
    yield _whole(_MOMENT, LONGEST_LABEL)
    yield _begins(_MOMENT_UPDATED, 2 * LONGEST_LABEL)
    yield _begins(_POST_CREDIT, LONGEST_LABEL)
    yield _begins(_CREDITS)
    yield _begins(_PROVENANCE)
    yield _begins(_COPYRIGHT)
    yield _begins(_CONSENT)
    yield _begins(_FOLLOW, 40)
    yield _begins(_CHINESE_CALL, 60)
    yield _begins(_NOTICE, 60)
    yield _begins(_CHINESE_NOTICE, 60)


_RULES = tuple(_rules())
