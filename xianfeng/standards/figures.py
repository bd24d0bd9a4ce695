"""Numbers over standardisation: checks, items met, goals reached, model branches. No score."""

from xianfeng.kernel.figures import Figure
from xianfeng.standards.enums import Finding

EVERY = (
    Figure(
        "standards.submitted",
        "提交标准化自查",
        "份",
        "standards.submitted",
        definition="期间内提交、没有被退回的支部标准化自查表",
    ),
    Figure(
        "standards.checked",
        "核查标准化自查",
        "份",
        "standards.checked",
        definition="期间内上级核查同意的支部标准化自查表",
    ),
    Figure(
        "standards.met",
        "标准化达标项",
        "项次",
        "standards.finding",
        where={"finding": Finding.MET.value},
        definition="期间内核查同意的自查表中认定已达标的项目；由事实计量的项目不在其中",
    ),
    Figure(
        "standards.not_yet",
        "标准化还没做到的项",
        "项次",
        "standards.finding",
        where={"finding": Finding.NOT_YET.value},
        definition="期间内核查同意的自查表中认定还没做到的项目；由事实计量的项目不在其中",
    ),
    Figure(
        "standards.goals_done",
        "完成三年计划目标",
        "项",
        "standards.goal_done",
        definition="期间内完成的支部三年计划目标",
    ),
    Figure(
        "standards.models",
        "示范支部",
        "个",
        "standards.model",
        during=False,
        definition="期末仍在认定之中的示范支部",
    ),
)
