"""Figures over tasks: how many there are, done by their day or late, and past their day."""

from xianfeng.kernel.figures import Figure
from xianfeng.plans.enums import Timing

FIGURES = (
    Figure(
        "task.done",
        title="任务完成",
        measure="项",
        fact="plans.done",
        during=False,
        by=("timing", "aspect"),
        definition="截至当日已完成的任务；按牵头单位计，不论计划年度",
    ),
    Figure(
        "task.done.on_time",
        title="按时完成任务",
        measure="项",
        fact="plans.done",
        during=False,
        where={"timing": Timing.ON_TIME.value},
        by=("aspect",),
        definition="截至当日已完成、完成日期不晚于完成时限的任务",
    ),
    Figure(
        "task.done.late",
        title="逾期完成任务",
        measure="项",
        fact="plans.done",
        during=False,
        where={"timing": Timing.LATE.value},
        by=("aspect",),
        definition="截至当日已完成、完成日期晚于完成时限的任务",
    ),
    Figure(
        "task.due",
        title="应完成任务",
        measure="项",
        fact="plans.task",
        by=("aspect",),
        definition="完成时限在期内的任务，不论是否完成",
    ),
    Figure(
        "task.overdue",
        title="逾期未完成任务",
        measure="项",
        fact="plans.overdue",
        during=False,
        by=("aspect",),
        definition="完成时限已过、截至当日未完成的任务",
    ),
)
