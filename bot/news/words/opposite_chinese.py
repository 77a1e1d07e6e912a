"""Chinese terms that contradict each other, the two sides of a line each; and those that point up or down."""

OPPOSITE = """
上涨 / 下跌
增长 / 下降
上升 / 下降
增加 / 减少
提高 / 降低
高于 / 低于
超过 / 低于
领先 / 落后
开源 / 闭源
收购 / 出售
买入 / 卖出
批准 / 否决
批准 / 拒绝
支持 / 反对
接受 / 拒绝
同意 / 拒绝
扩大 / 缩小
盈利 / 亏损
成功 / 失败
允许 / 禁止
加入 / 离开
上调 / 下调
最大 / 最小
最高 / 最低
更多 / 更少
公开 / 保密
招聘 / 裁员
开始 / 停止
确认 / 否认
证实 / 否认
首次 / 再次
提前 / 推迟
加速 / 放缓
国内 / 国外
进口 / 出口
原告 / 被告
免费 / 付费
增强 / 削弱
大幅 / 小幅
恢复 / 暂停
增长 / 下跌
增长 / 下滑
上涨 / 下降
上升 / 下跌
增长 / 减少
升 / 降
涨 / 跌
"""
"""Terms of each side contradict those of the other."""

UP = """
增长 上涨 上升 增加 提高 高于 超过 领先 攀升 提升 超越
"""

DOWN = """
下降 下跌 减少 降低 低于 落后 下滑 回落 不及
"""
