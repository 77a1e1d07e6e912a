"""Grave things that happen to companies, as seven languages say them: so that a translation can't tell of one that its
sources don't. A word list for comparing, no translation."""

from __future__ import annotations

import re
from functools import cache

# What, then for each language a pattern of its words.
_TABLE: dict[str, dict[str, str]] = {
    "bankruptcy": {
        "en": r"bankrupt\w*|insolven\w*|administration|receivership|collapse[sd]?|chapter 11|goes? under|went under",
        "zh": r"破产|倒闭|资不抵债|清算", "de": r"pleite\w*|insolven\w*|bankrott\w*|konkurs\w*|zahlungsunfähig\w*",
        "fr": r"faillite\w*|insolvab\w*|redressement judiciaire|dépôt de bilan", "es": r"quiebra|bancarrota|insolven\w*|quebrad\w+|en concurso",
        "ja": r"破産|倒産|経営破綻|破綻", "ko": r"파산|부도|도산",
    },
    "crime": {
        "en": r"fraud\w*|arrest\w*|charged with|indict\w*|jail\w*|prison\w*|brib\w*|launder\w*|convict\w*|guilty|steal\w*|stole\w*|theft|scam\w*|embezzl\w*|raid(?:s|ed)?|criminal\w*|scandal\w*",
        "zh": r"欺诈|诈骗|逮捕|被捕|起诉|判刑|入狱|贿赂|洗钱|盗窃|窃取|犯罪|丑闻|有罪", "de": r"betrug\w*|betrüg\w*|verhaft\w*|festgenommen|angeklagt|gefängnis\w*|bestech\w*|geldwäsche|verurteilt|diebstahl|gestohlen|straf\w*|skandal\w*",
        "fr": r"fraud\w*|arrêté\w*|inculpé\w*|prison\w*|corruption|blanchiment|condamné\w*|vol\b|volé\w*|escroqu\w*|scandale\w*|crimin\w*",
        "es": r"fraude\w*|arrest\w*|detenid\w*|acusad\w*|cárcel|prisión|soborn\w*|blanqueo|condenad\w*|rob[óoa]\w*|estaf\w*|escándalo\w*|crimin\w*",
        "ja": r"詐欺|逮捕|起訴|有罪|刑務所|賄賂|資金洗浄|窃盗|盗|犯罪|不正|スキャンダル", "ko": r"사기|체포|구속|기소|유죄|감옥|뇌물|자금세탁|절도|훔|범죄|스캔들",
    },
    "court": {
        "en": r"su(?:e|es|ed|ing)\b|lawsuits?|court\w*|complaint|litigation|plaintiff\w*|defendant\w*|trial|verdict", "zh": r"起诉|诉讼|控告|法院|法庭|被告|原告|诉", "de": r"verklag\w*|klag\w*|gericht\w*|prozess\w*|rechtsstreit",
        "fr": r"poursui\w*|plainte|procès|tribunal\w*|justice|assign\w*", "es": r"demand\w*|juicio|tribunal\w*|pleito|querell\w*|juez\w*",
        "ja": r"訴|裁判|法廷", "ko": r"소송|고소|재판|법원|제소",
    },
    "death": {
        "en": r"die[sd]?|dead|deaths?|kill\w*|suicide|murder\w*", "zh": r"去世|死亡|身亡|逝世|自杀|遇害|死", "de": r"\w*tot\b|tote[nr]?|stirbt|gestorben|starb|tod\w*|getötet|selbstmord|mord",
        "fr": r"mort\w*|décéd\w*|décès|tué\w*|suicide|meurt", "es": r"muert\w*|murió|fallec\w*|mata\w*|suicid\w*|asesin\w*", "ja": r"死|亡くな|逝去|殺", "ko": r"사망|숨[졌진]|죽|자살|살해|별세",
    },
    "layoff": {
        "en": r"lay(?:s|ing)? off|laid off|layoffs?|lay-offs?|job cuts?|redundan\w*|fir(?:e|es|ed|ing)\b|dismiss\w*|sack\w*|cut\w* .{0,20}jobs|jobs .{0,20}cut", "zh": r"裁员|裁减|解雇|裁撤|开除", "de": r"entl(?:ä|a)ss\w*|entlassung\w*|stellenabbau|streich\w* .*stellen|gefeuert|kündig\w*",
        "fr": r"licenci\w*|suppressions? (?:de postes|d['’]emplois)|supprim\w* .*(?:postes|emplois)|renvoy\w*|limog\w*", "es": r"despid\w*|despedi\w*|recort\w* .*(?:empleos|plantilla|puestos)", "ja": r"解雇|人員削減|リストラ|レイオフ", "ko": r"해고|감원|정리해고",
    },
    "attack": {
        "en": r"hack\w*|breach\w*|attack\w*|leak\w*|stolen|compromis\w*|ransom\w*|malware|vulnerab\w*|exploit\w*|exposed?", "zh": r"黑客|攻击|泄露|泄漏|入侵|漏洞|勒索|外泄", "de": r"gehackt|hack\w*|angriff\w*|angegriffen|datenleck|leck|geleakt|sicherheitslücke\w*|erpress\w*|schadsoftware",
        "fr": r"pirat\w*|attaqu\w*|fuite\w*|faille\w*|rançon\w*|vulnérab\w*|compromis\w*", "es": r"hacke\w*|ataque\w*|atacad\w*|filtra\w*|brecha|vulnerab\w*|rescate|robo de datos", "ja": r"ハッキング|攻撃|漏洩|流出|侵入|脆弱|ランサム", "ko": r"해킹|공격|유출|침해|침입|취약|랜섬",
    },
    "leaving": {
        "en": r"resign\w*|step(?:s|ped|ping)? down|quit\w*|oust\w*|depart\w*|leav(?:e|es|ing)\b|left\b|replac\w*|retir\w*|exit\w*", "zh": r"辞职|离职|请辞|卸任|下台|出走|离开|退休|接任|被免", "de": r"tritt .*zurück|zurückgetreten|rücktritt|verlässt|verlassen|kündigt|abgang|entmachtet|scheidet .*aus|ausscheid\w*",
        "fr": r"démission\w*|quitt\w*|départ\w*|évinc\w*|se retir\w*", "es": r"dimi\w*|renunci\w*|deja\w*|abandon\w*|salida|destitu\w*|cesa\w*", "ja": r"辞任|辞職|退任|退社|離職|解任", "ko": r"사임|사퇴|퇴사|물러나|해임|떠나|떠난",
    },
    "closing": {
        "en": r"shut\w*|clos(?:e|es|ed|ing|ure)\b|discontinu\w*|retir\w*|cancel\w*|withdr\w*|recall\w*|delist\w*|deprecat\w*|remov\w*|paus\w*|suspend\w*|stop\w*|halt\w*|abandon\w*|scrap\w*", "zh": r"关闭|停止|下线|停用|停服|退役|撤回|召回|取消|终止|退市|暂停|下架|放弃|移除", "de": r"schließ\w*|stell\w* .*ein\b|eingestellt|abgeschaltet|schaltet .*ab|zieh\w* .*zurück|zurückgezogen|rückruf|beende\w*|einstellung|stopp\w*|setzt .*aus|pausier\w*",
        "fr": r"ferm\w*|arrêt\w*|retir\w*|rappel\w*|annul\w*|suspend\w*|met\w* fin|abandonn\w*", "es": r"cierr\w*|cerr\w*|retir\w*|cancel\w*|suspend\w*|elimina\w*|pone\w* fin|abandon\w*|detien\w*", "ja": r"閉鎖|終了|停止|撤回|中止|回収|廃止|打ち切", "ko": r"폐쇄|종료|중단|철회|취소|리콜|폐지|정지",
    },
    "buying": {
        "en": r"acqui\w*|buy\w*|bought|purchas\w*|takeover|takes? over|merg\w*|stake\w*|sold|sell\w*|sale", "zh": r"收购|并购|买下|合并|入股|出售|卖|购买|购入|采购", "de": r"übern\w*|kauf\w*|fusion\w*|erwirb\w*|erworben|erwerb\w*|beteilig\w*|verkauf\w*",
        "fr": r"acqu\w*|rach\w*|achet\w*|achat\w*|fusion\w*|repris\w*|vend\w*|vente", "es": r"adqui\w*|compr\w*|fusi\w*|vend\w*|venta", "ja": r"買収|合併|購入|買う|買い|売却|取得|株式", "ko": r"인수|합병|매각|구매|매입|지분|사들",
    },
    "ban": {
        "en": r"ban(?:s|ned|ning)?\b|block\w*|prohibit\w*|sanction\w*|restrict\w*|curb\w*|blacklist\w*|bar(?:s|red)\b", "zh": r"禁|封锁|制裁|限制|黑名单|阻止", "de": r"verb[oi][tet]\w*|verbiet\w*|gesperrt|sperr\w*|sanktion\w*|beschränk\w*|untersag\w*|blockier\w*",
        "fr": r"interdi\w*|bloqu\w*|sanction\w*|restri\w*", "es": r"prohíb\w*|prohib\w*|bloque\w*|sancion\w*|restring\w*|restric\w*|veta\w*", "ja": r"禁止|制裁|制限|規制|遮断", "ko": r"금지|차단|제재|제한|규제",
    },
}  # fmt: skip
_SPACED = frozenset({"en", "de", "fr", "es"})


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    found = {}
    for what, words in _TABLE.items():
        pattern = words[language]
        found[what] = re.compile(rf"\b(?:{pattern})" if language in _SPACED else pattern, re.IGNORECASE)
    return found


def grave(text: str, language: str) -> frozenset[str]:
    """Which of them a text in one of the seven languages tells of."""
    return frozenset(what for what, pattern in _patterns(language).items() if pattern.search(text))
