"""What standardisation leaves as facts: checks, findings, goals with their days, model branches."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.standards.enums import CheckState
from xianfeng.standards.models import Answer, Check, Goal, ModelBranch
from xianfeng.units.permissions import STAFF


def standing() -> QuerySet[Check]:
    """Return the checks against standards that were not withdrawn."""
    return Check.objects.filter(standard__published_on__isnull=False, standard__withdrawn_on=None)


def _submitted() -> QuerySet[Check]:
    return standing().filter(submitted_on__isnull=False)


def _checked() -> QuerySet[Check]:
    return standing().filter(state=CheckState.CHECKED)


def _findings() -> QuerySet[Answer]:
    return Answer.objects.filter(check_of__in=_checked(), agreed=True)


def _done() -> QuerySet[Goal]:
    return Goal.objects.filter(done_on__isnull=False)


def _finding(row: Any) -> str:
    return str(row.get_finding_display())


def _stage(row: Any) -> str:
    return str(row.get_stage_display())


_ABOUT = (("党组织", "unit__name"), ("标准", "standard__title"), ("年度", "standard__year"))
_DIMS = {"year": "standard__year", "kind": "unit__kind"}

CHECK = FactKind(
    id="standards.check",
    title="支部标准化自查",
    rows=standing,
    on="standard__due_on",
    due="standard__due_on",
    done="submitted_on",
    dims=_DIMS,
    columns=(*_ABOUT, ("自查期限", "standard__due_on"), ("提交日期", "submitted_on")),
    page="standards:check",
    related=("unit", "standard"),
    roles=STAFF,
)

SUBMITTED = FactKind(
    id="standards.submitted",
    title="已提交的标准化自查",
    rows=_submitted,
    on="submitted_on",
    dims=_DIMS,
    columns=(*_ABOUT, ("提交日期", "submitted_on")),
    page="standards:check",
    related=("unit", "standard"),
    roles=STAFF,
)

CHECKED = FactKind(
    id="standards.checked",
    title="已核查的标准化自查",
    rows=_checked,
    on="checked_on",
    dims=_DIMS,
    columns=(*_ABOUT, ("提交日期", "submitted_on"), ("核查日期", "checked_on")),
    page="standards:check",
    related=("unit", "standard"),
    roles=STAFF,
)

FINDING = FactKind(
    id="standards.finding",
    title="标准化自查认定",
    rows=_findings,
    unit="check_of__unit_id",
    path="check_of__unit__path",
    on="check_of__checked_on",
    dims={"finding": "finding", "year": "check_of__standard__year"},
    columns=(
        ("党组织", "check_of__unit__name"),
        ("内容", "item__text"),
        ("认定", _finding),
        ("核查日期", "check_of__checked_on"),
    ),
    page="standards:check",
    page_key="check_of_id",
    related=("check_of__unit", "item"),
    roles=STAFF,
)

GOAL = FactKind(
    id="standards.goal",
    title="三年计划目标",
    rows=Goal.objects.all,
    unit="plan__unit_id",
    path="plan__unit__path",
    on="due_on",
    due="due_on",
    done="done_on",
    dims={"stage": "stage"},
    columns=(
        ("党组织", "plan__unit__name"),
        ("目标", "text"),
        ("阶段", _stage),
        ("期限", "due_on"),
        ("完成日期", "done_on"),
    ),
    page="standards:goal",
    related=("plan__unit",),
    roles=STAFF,
)

GOAL_DONE = FactKind(
    id="standards.goal_done",
    title="已完成的三年计划目标",
    rows=_done,
    unit="plan__unit_id",
    path="plan__unit__path",
    on="done_on",
    dims={"stage": "stage"},
    columns=(
        ("党组织", "plan__unit__name"),
        ("目标", "text"),
        ("阶段", _stage),
        ("完成日期", "done_on"),
    ),
    page="standards:goal",
    related=("plan__unit",),
    roles=STAFF,
)

MODEL = FactKind(
    id="standards.model",
    title="示范支部",
    rows=ModelBranch.objects.all,
    since="named_on",
    until="taken_back_on",
    columns=(
        ("党组织", "unit__name"),
        ("认定单位", "named_by__name"),
        ("认定日期", "named_on"),
        ("理由", "reason"),
        ("取消日期", "taken_back_on"),
    ),
    related=("unit", "named_by"),
    roles=STAFF,
)

KINDS = (CHECK, SUBMITTED, CHECKED, FINDING, GOAL, GOAL_DONE, MODEL)
