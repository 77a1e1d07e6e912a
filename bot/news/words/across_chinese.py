"""What happened, in English and in Chinese: the English words of a line may be told by each of its Chinese terms.

A word and a term stand for all that `same` and `same_chinese` hold to mean the same.
"""

ACROSS = """
# up and down
rise / 上涨 飙升 涨价 回升 反弹 翻倍 扩大 新高
fall / 下跌 暴跌 降价 减半 缩小 大减
cut / 下跌 降价 裁员 缩小
widen expand / 扩大
narrow / 缩小 收窄
double / 翻倍
accelerate / 加速
slow / 放缓
improve / 改善
worsen / 恶化
exceed beat / 超过 击败
lag trail / 落后
lead / 领先
# business
release launch / 发布 启用 开售 开始
withdraw recall / 撤回 召回 停售 撤军
buy acquire / 收购 购买
sell / 出售
merge / 合并
invest / 投资
raise / 融资 上涨 加薪
borrow / 借款
repay / 偿还
hire / 招聘 任命 聘请
layoff dismiss / 裁员 解雇
appoint name / 任命 接任
resign leave quit / 辞职 离职 离开 退出 退休
join / 加入
open / 开业 开设 创办 开放 打开
close shut / 关闭 停业
found establish / 创办
build / 建造 开发 生产
produce / 生产
cancel scrap / 取消 停止
delay postpone / 推迟 延误
resume restart / 恢复
suspend pause / 暂停
stop end / 停止 结束 暂停
start begin / 开始
continue / 继续
partner / 合作
sign / 签署
profit / 利润 净利润
loss lose / 亏损 净亏损 失去
import / 进口
export / 出口
# deciding, law, police
approve / 批准
reject refuse / 拒绝 否决 反对
accept agree / 同意 接受
support back endorse / 支持
oppose / 反对
allow / 允许 批准
ban prohibit / 禁止 封锁
block / 阻止 封锁 禁止 否决
restrict limit / 限制
sue / 起诉 诉讼
appeal / 上诉
convict guilty / 定罪 有罪
acquit innocent / 无罪
fine / 罚款
settle / 和解
investigate / 调查
arrest detain / 逮捕 拘留 关押
free / 释放 免费
jail sentence / 监禁 判刑
confirm / 证实
deny / 否认
admit / 承认
accuse charge / 指控 批评 起诉
criticise condemn / 批评
praise / 称赞
warn / 警告
apologise / 道歉
# accidents, war, health
die kill / 死亡 杀害 谋杀
injure hurt wound / 受伤
survive / 幸存 获救
rescue / 救援 获救
attack / 袭击 入侵 进攻
explode / 爆炸
collapse / 坍塌 破产
crash / 坠毁 碰撞 宕机
flood / 洪水
burn fire / 火灾
evacuate / 疏散
leak / 泄露
steal / 盗窃
hack / 黑客 入侵
treat / 治疗
cure / 治愈
infect / 感染
# elections, sport, technology
elect / 当选
vote / 投票
win / 获胜 夺冠 当选 获得 击败
defeat / 击败 失利
train / 训练
test / 测试 实验
open-source / 开源
encrypt / 加密
delete remove / 删除 停售
"""
