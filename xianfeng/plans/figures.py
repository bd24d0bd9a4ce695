"""Figures over tasks: due, done by their day or late, past their day, changed, key, urged."""

from xianfeng.kernel.figures import Figure
from xianfeng.plans.enums import PlanKind, Timing

_BROKEN_DOWN = {"kind": PlanKind.BREAKDOWN.value}

FIGURES = (
    Figure(
        "task.done",
        title="任务完成",
        measure="项",
        fact="plans.done",
        during=False,
        where=_BROKEN_DOWN,
        by=("timing", "aspect"),
        definition="截至当日已完成的分解任务；按牵头单位计，不论计划年度，本单位自立项目不计",
    ),
    Figure(
        "task.done.on_time",
        title="按时完成任务",
        measure="项",
        fact="plans.done",
        during=False,
        where=_BROKEN_DOWN | {"timing": Timing.ON_TIME.value},
        by=("aspect",),
        definition="截至当日已完成、完成日期不晚于完成时限的分解任务；经同意调整的，按调整后的时限",
    ),
    Figure(
        "task.done.late",
        title="逾期完成任务",
        measure="项",
        fact="plans.done",
        during=False,
        where=_BROKEN_DOWN | {"timing": Timing.LATE.value},
        by=("aspect",),
        definition="截至当日已完成、完成日期晚于完成时限的分解任务；经同意调整的，按调整后的时限",
    ),
    Figure(
        "task.due",
        title="应完成任务",
        measure="项",
        fact="plans.task",
        where=_BROKEN_DOWN,
        by=("aspect",),
        definition="完成时限在期内的分解任务，不论是否完成",
    ),
    Figure(
        "task.overdue",
        title="逾期未完成任务",
        measure="项",
        fact="plans.overdue",
        during=False,
        where=_BROKEN_DOWN,
        by=("aspect",),
        definition="完成时限已过、截至当日未完成的分解任务",
    ),
    Figure(
        "task.projects_done",
        title="完成项目",
        measure="项",
        fact="plans.done",
        during=False,
        where={"kind": PlanKind.PROJECTS.value},
        by=("timing",),
        definition="截至当日已完成的本单位自立项目",
    ),
    Figure(
        "task.changed",
        title="任务和节点调整",
        measure="次",
        fact="plans.change",
        by=("aspect",),
        definition="期内同意的时限或内容调整，含下达计划的组织直接调整的",
    ),
    Figure(
        "task.key",
        title="重点工作任务",
        measure="项",
        fact="plans.key",
        during=False,
        by=("aspect",),
        definition="截至当日标为重点工作的任务，按牵头单位计",
    ),
    Figure(
        "task.digests",
        title="催办通知",
        measure="份",
        fact="plans.digest",
        definition="期内收到的催办通知；同一组织一天内的催办合为一份",
    ),
)
