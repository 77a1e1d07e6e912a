"""Chinese terms that mean the same in news prose, one set a line; the first names it."""

SAME = """
发布 推出 公布 发表 亮相 上线
收购 并购 买下
使用 采用 应用 利用
表示 称 说 指出 透露
融资 募资 筹集
上涨 增长 上升 增加 提高 攀升 提升
下跌 下降 减少 降低 下滑 回落
公司 企业 集团
起诉 控告 状告
裁员 裁减
计划 打算 拟
超过 超越 逾
合作 联手 携手
训练 培训
美国 美方
中国 中方
员工 雇员 职工 雇员
研究人员 研究员 科学家
开始 启动
包括 包含
披露 公开
"""
