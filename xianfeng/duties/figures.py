"""How much of organisational life was held by its day, and the cards of units."""

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
    Figure(
        "card.yellow",
        "黄牌",
        "张",
        "duties.card",
        where={"card": "yellow"},
        by=("rule",),
        definition="期内发给党组织的黄牌",
    ),
    Figure(
        "card.red",
        "红牌",
        "张",
        "duties.card",
        where={"card": "red"},
        by=("rule",),
        definition="期内发给党组织的红牌",
    ),
    Figure(
        "card.lifted",
        "解除的牌",
        "张",
        "duties.card_lifted",
        by=("rule", "lifted_by"),
        definition="期内解除的黄牌和红牌；黄牌转为红牌的，黄牌在当天解除",
    ),
    Figure(
        "card.in_force",
        "在亮的牌",
        "张",
        "duties.card",
        during=False,
        by=("rule",),
        definition="截至末日还没有解除的黄牌和红牌",
    ),
)
