"""How much of organisational life was held by its day."""

from xianfeng.kernel.figures import Figure

FIGURES = (
    Figure(
        "life.due",
        "组织生活应办事项",
        "项",
        "duties.life",
        by=("rule",),
        definition="期间内到期的组织生活应办事项；已说明本期无的不计",
    ),
    Figure(
        "life.rate",
        "组织生活按期率",
        "%",
        "duties.life",
        where={"timely": True},
        over="life.due",
        by=("rule",),
        definition="期间内到期的组织生活应办事项中，在截止日前完成的占比；已说明本期无的不计",
    ),
)
