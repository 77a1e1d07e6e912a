"""A small bilingual lexicon of the field: what happened, who and where, about what, in English and Chinese.

It lets titles in two languages be compared, and two verbs for one act count as one. It is not a translation, and no
registry of companies and models: those come as mentions. English is matched word by word after stemming (phrases by
their words joined with a space), Chinese by the longest term in simplified characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

# Acts: of two articles about one event, the titles tell the same act, or none of these.
_ACTS = """
release|release launch unveil introduce introducing debut ship announce rollout unleash reveal|发布 推出 上线 亮相 发表 释出 开售 上市销售 登场 首发 面世 问世 公布新 公测
fund|raise funding fundraise "series a" "series b" "series c" "seed round" "funding round" valuation valued|融资 领投 募资 募得 种子轮 估值 完成轮 获投
invest|invest investment stake backs commit|投资 入股 注资 押注 参股 持股
acquire|acquire acquisition buy buyout purchase takeover merger merge "to buy"|收购 并购 收购案 买下 合并 洽购 收编
lawsuit|sue lawsuit suit court countersue countersuit plaintiff|起诉 诉讼 控告 提告 状告 被告 再诉 集体诉讼 上诉
settle|settlement settle|和解 和解金
pricecut|"price cut" "cut price" cheaper discount|降价 价格下调 调降 砍价 打折 价格战
pricehike|"price hike" "price increase"|涨价 提价 上调价格
hire|hire appoint appointment poach join recruit|任命 聘请 挖角 加盟 出任 入职 招募 加入董事会
leave|resign depart departure "step down" quit ouster oust exit|辞职 离职 请辞 卸任 出走 下台
layoff|layoff "lay off" "laid off" lays-off "job cut" "cuts job" firing|裁员 裁减 裁撤
outage|outage downtime offline crash "service disruption"|宕机 故障 服务中断 当机 瘫痪 崩溃
opensource|"open source" "open sources" opensource open-source open-sources "open weight" open-weight|开源 开放权重 开放源代码 开源模型
hack|hack breach cyberattack intrusion attack hacked hacker attacker compromise|黑客 攻击 入侵 遭骇 骇客 遭黑 骇入 渗透 被黑
leak|leak leaked|泄露 泄漏 外泄 外流 曝光
vulnerability|vulnerability flaw exploit bug|漏洞 缺陷
sanction|sanction blacklist|制裁 黑名单
ban|ban prohibit block restrict restriction curb curbs|禁止 禁令 限制 封禁 阻止 封锁 禁用 切断
exportcontrol|"export control" "export controls" "export ban" "export curb"|出口管制 出口限制 出口禁令
probe|investigate investigation probe inquiry|调查 彻查 拟调查
approve|approve approval greenlight|批准 获批 核准 点头 通过
bill|bill legislation lawmaker law act|法案 立法 议员 法律
earnings|earnings quarterly revenue results quarter sales|财报 季报 营收 利润 业绩 收入 净利 获利
stockup|surge soar jump rally gain climb rise|大涨 飙升 上涨 涨停 激增 暴增 上升 走高 收涨 股价扬 飙涨 涨超 高开
stockdown|fall sink slump drop plunge tumble slip lower|下跌 大跌 暴跌 重挫 跌停 走低 收跌 下滑 跌超 低开
ipo|ipo "public offering" listing "go public" "files to go public"|上市 招股 挂牌 冲刺上市 递表 首次公开募股
partner|partner partnership team "teams up" collaborate alliance collaboration|合作 联手 携手 结盟 伙伴 战略合作 联合
deal|deal agreement contract pact|协议 合约 合同 签约 交易 签署 大单
deny|deny denies dispute refute|否认 驳斥 回应称 并无
donate|donate donation donates|捐赠 捐款
delay|delay postpone pushed-back lost|延期 推迟 延后 延至 跳票 延迟
shutdown|shut shutdown "shut down" discontinue retire sunset|关闭 停止服务 下线 停用 停服 退役
expand|expand expansion expands|扩大 扩展 扩张 扩产 扩建
build|build construct construction "break ground"|新建 兴建 建设 建造 建成 打造
open|open opens inaugurate|启用 开幕 落成 揭幕
test|test trial pilot|测试 试点 内测 试验 测评
benchmark|benchmark leaderboard ranking evaluation outperform beat top tops|基准 榜单 跑分 评测 超越 登顶 榜首 排行
warn|warn warning alarm alert|警告 示警 警示 警惕 预警 警钟
cheat|cheat steal theft stole copy "copied"|作弊 窃取 剽窃 抄袭
distill|distill distilled distillation|蒸馏
ad|ad advert advertisement campaign commercial|广告 宣传片
forecast|forecast guidance outlook target|预测 展望 预期 目标
cut|cut slash reduce trim|下调 削减 降低 缩减 砍到
hikeforecast|"raise forecast" "raises forecast" boost|上调 上修 调高 提高
award|win won award medal gold|获奖 夺金 夺冠 金牌
die|die dead dies death|去世 逝世 死亡 身亡
available|available availability rolling|开放使用 全量 可用 开放
"""

# What it is about: topics, places, institutions, people whose names differ between scripts.
_THINGS = """
ai|ai "artificial intelligence"|人工智能 人工智慧
agent|agent agents agentic|智能体 智慧体 代理 代理人 代理式
model|model llm|模型 大模型 大语言模型
chip|chip chips semiconductor chipmaker|芯片 晶片 半导体 半导体产业
gpu|gpu gpus|显卡 图形处理器 显示卡
server|server servers|服务器 伺服器
memory|memory dram hbm|内存 记忆体 存储芯片 存储器
datacenter|datacenter "data center" "data centre"|数据中心 资料中心 机房
cloud|cloud|云端 云计算 云服务
power|power electricity energy|电力 电量 用电 能源 供电
gigawatt|gw gigawatt|吉瓦 千兆瓦
robot|robot robotics humanoid|机器人 人形机器人 具身智能
car|car vehicle ev automaker|汽车 电动车 车企
selfdriving|"self driving" self-driving autonomous driverless robotaxi|自动驾驶 无人驾驶 自驾 自驾车
phone|phone smartphone handset|手机 智能手机 智慧手机
glasses|glasses eyewear|眼镜
voice|voice|语音 声音
speech|speech tts asr transcription|语音合成 语音识别 转录
video|video|视频 影片
image|image picture photo|图像 图片 影像
music|music song|音乐 歌曲
film|film movie cinema|电影 影片拍摄 短片
book|book author authors writer|作家 作者 书籍 图书
copyright|copyright piracy|版权 著作权 盗版
health|health medical healthcare|健康 医疗
drug|drug pharma|药物 新药 制药
security|security cybersecurity cyber|安全 资安 网络安全 网路安全 信息安全
sandbox|sandbox containment|沙箱 沙盒
rogue|rogue "broke out" escape escaped broke jailbreak|失控 越狱 逃逸 自主
safety|safety guardrail guardrails|护栏 安全护栏
coding|coding code programming coder|编程 代码 程序代码 程式码 程式
developer|developer developers|开发者 开发人员
enterprise|enterprise business businesses|企业
startup|startup startups|初创 新创 创业公司
user|user users|用户 使用者 用户数
monthlyactive|"monthly active" "monthly users"|月活 月活跃 每月活跃
subscription|subscription subscriber subscribe|订阅
search|search|搜索 搜寻
browser|browser|浏览器
chatbot|chatbot chatbots|聊天机器人
email|email mail|邮件
plugin|plugin plugins extension|插件 扩展 外挂
office|office|办公
game|game gaming|游戏
education|education student students school teacher|教育 学生 学校 教师
job|job jobs employment worker workers labor labour employee employees|就业 员工 劳工 职位 失业
tax|tax tariff tariffs|关税
trade|trade export exports|出口 贸易
talks|talks summit negotiation|会谈 峰会 对话 谈判
regulator|regulator regulators regulation regulate regulatory|监管 法规 规范
parliament|congress house senate senator|国会 众议院 参议院 众院
whitehouse|"white house"|白宫
treasury|treasury bessent|财政部 贝森特 财长
pentagon|pentagon military army defense defence navy marines|军方 五角大厦 五角大楼 陆军 国防 军用 海军陆战队 陆战队
commerce|commerce|商务部
energydept|"energy department" "department of energy"|能源部
centralbank|fed "federal reserve"|美联储 联准会
judge|judge jury|法官 陪审团
ceo|ceo "chief executive"|首席执行官 执行长 行政总裁
founder|founder cofounder|创始人 创办人
board|board director directors|董事会 董事
analyst|analyst analysts|分析师
market|market markets stock stocks share shares "wall street"|股市 股价 市场 股票
investor|investor investors|投资者 投资人
gpucloud|neocloud|算力云 新云
compute|compute computing|算力 计算
spending|spending capex expenditure spend|支出 资本支出 开支 烧钱
cost|cost costs price|成本 价格
debt|debt bond bonds|债务 债券
supercomputer|supercomputer supercomputing|超级计算机 超算 超级电脑
supernode|supernode|超节点
rack|rack|机架 机柜
infrastructure|infrastructure|基础设施 基础架构 基建
factory|factory plant manufacturing|工厂 制造 新厂 晶圆厂 园区
quantum|quantum|量子
satellite|satellite space|卫星 太空
moon|moon lunar|月球
science|science scientific scientist scientists|科学 科学家 科研
math|math mathematics olympiad|数学 奥数 奥赛
research|research study researcher researchers paper|研究 论文 研究人员
opinion|opinion|观点 评论
detector|detector detection detect|检测 侦测 辨识
watermark|watermark|水印 浮水印
label|label transparency|标识 透明
token|token tokens|词元
context|context|上下文
reasoning|reasoning|推理
inference|inference|推论
training|training train trained|训练
dataset|dataset data|数据 资料
simulation|simulation simulate|模拟 仿真
workflow|workflow skill skills|工作流 技能
screen|screen recording record|录制 屏幕
children|kid kids child children teen teens|儿童 青少年 孩子
upload|upload uploads uploaded|上传 上传量
newsletter|newsletter newsletters|电子报 通讯
mainframe|mainframe|大型机 大型主机
support|"customer service" "customer support"|客服
utility|utility utilities grid|电网 公用事业
lab|lab labs laboratory|实验室
incubator|incubator accelerator|孵化器 加速器
national|national federal government|国家 政府 联邦
sovereign|sovereign sovereignty|主权
camera|camera cameras|相机 摄像头 镜头
laptop|laptop pc|电脑 笔记本
wearable|wearable wearables|可穿戴 穿戴
killswitch|"kill switch"|断路 终止开关 紧急关停
gap|gap lag|差距
profit|profit profitability monetisation monetization|盈利 变现
story|story stories bedtime|故事 睡前故事
longterm|long-term "long term"|长期
us|u.s usa america american washington|美国 美方 全美
china|china chinese beijing prc|中国 中方 国产
europe|europe european eu|欧洲 欧盟
uk|uk britain british|英国
japan|japan japanese|日本
korea|korea korean seoul|韩国 南韩
india|india indian|印度
taiwan|taiwan taiwanese|台湾
germany|germany german|德国
france|france french|法国
russia|russia russian|俄罗斯 俄国
canada|canada canadian|加拿大
australia|australia australian|澳大利亚 澳洲
singapore|singapore|新加坡
israel|israel israeli|以色列
saudi|saudi|沙特 沙乌地
uae|uae emirates "abu dhabi"|阿联酋 阿布扎比
texas|texas dallas "fort worth"|得州 德州 达拉斯
georgia|georgia|佐治亚 乔治亚
ohio|ohio|俄亥俄
california|california|加州 加利福尼亚
newyork|"new york"|纽约
shanghai|shanghai|上海
shenzhen|shenzhen|深圳
hongkong|"hong kong"|香港
trump|trump|特朗普 川普
musk|musk elon|马斯克
altman|altman|奥特曼 阿尔特曼 奥尔特曼
jensenhuang|jensen huang|黄仁勋
zuckerberg|zuckerberg|扎克伯格 祖克柏
pichai|pichai|皮查伊 劈柴
nadella|nadella|纳德拉
su|"lisa su"|苏姿丰
cook|"tim cook"|库克
bezos|bezos|贝索斯
kalanick|kalanick|卡兰尼克
karpathy|karpathy|卡帕西
lecun|lecun|杨立昆
hassabis|hassabis|哈萨比斯
amodei|amodei|阿莫迪
sutskever|sutskever|苏茨克维
murati|murati|穆拉蒂
brockman|brockman|布罗克曼
feifei|"fei-fei li"|李飞飞
liangwenfeng|"liang wenfeng"|梁文锋
nolan|nolan|诺兰
hollywood|hollywood|好莱坞
"""

EVENT = "!"
"""The mark that an act's concept begins with; a thing's begins with "~"."""
THING = "~"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """English stems (and two- or three-word phrases) and Chinese terms, each to its concept."""

    english: dict[str, str]
    chinese: dict[str, str]
    longest: int

    def chinese_at(self, text: str, start: int) -> tuple[str, int] | None:
        """The concept of the longest term that begins there, and its length."""
        for length in range(min(self.longest, len(text) - start), 0, -1):
            concept = self.chinese.get(text[start : start + length])
            if concept:
                return concept, length
        return None


def stem(word: str) -> str:
    """An English word without its inflection: a light stemmer that is only ever compared with itself."""
    for ending, kept in (("'s", ""), ("’s", ""), ("ies", "y"), ("sses", "ss")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return stem(word[: -len(ending)] + kept)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 2 and word.endswith(ending):
            word = _undouble(word[: -len(ending)])
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def _undouble(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word


def _english_terms(field: str) -> list[str]:
    quoted = field.split('"')
    phrases = [" ".join(stem(word) for word in phrase.split()) for phrase in quoted[1::2]]
    words = [stem(word) for part in quoted[0::2] for word in part.split()]
    return phrases + words


@cache
def lexicon() -> Lexicon:
    english: dict[str, str] = {}
    chinese: dict[str, str] = {}
    for mark, table in ((EVENT, _ACTS), (THING, _THINGS)):
        for line in table.strip().splitlines():
            concept, words, terms = line.split("|")
            english |= dict.fromkeys(_english_terms(words), mark + concept)
            chinese |= dict.fromkeys(terms.split(), mark + concept)
    return Lexicon(english, chinese, max(map(len, chinese)))
