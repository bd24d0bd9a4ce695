"""Figures of development: applications, activists, and how far the year's quota is used."""

from xianfeng.development.rules import steps
from xianfeng.kernel.figures import Figure, Take

FIGURES = (
    Figure(
        "dev.applied",
        title="递交入党申请书",
        measure="名",
        fact="development.step",
        where={"step": steps.APPLICATION},
        definition="期内递交入党申请书的人",
    ),
    Figure(
        "dev.activists",
        title="确定入党积极分子",
        measure="名",
        fact="development.step",
        where={"step": steps.ACTIVIST},
        definition="期内被确定为入党积极分子的人",
    ),
    Figure(
        "dev.targets",
        title="确定发展对象",
        measure="名",
        fact="development.step",
        where={"step": steps.TARGET},
        definition="期内被确定为发展对象的人",
    ),
    Figure(
        "dev.quota",
        title="发展党员控制总量",
        measure="名",
        fact="development.quota",
        take=Take.SUM,
        of="amount",
        definition="本年度下达的发展党员控制总量；按年下达，计在年初，本级与下级不重复计算",
    ),
    Figure(
        "dev.plan_rate",
        title="发展计划完成率",
        measure="%",
        fact="members.accepted",
        over="dev.quota",
        definition="期内发展党员数 ÷ 控制总量",
    ),
)
