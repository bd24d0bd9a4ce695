"""What problems leave as facts."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from xianfeng.kernel.facts import FactKind
from xianfeng.rectification.models import Answer, Problem, ProblemSpell
from xianfeng.units.permissions import STAFF


def standing() -> QuerySet[Problem]:
    """Return the problems that were not withdrawn."""
    return Problem.objects.exclude(state="withdrawn")


def spells() -> QuerySet[ProblemSpell]:
    """Return the stretches of problems; from the day it was withdrawn, a problem has none."""
    return ProblemSpell.objects.exclude(state="withdrawn")


def due_spells() -> QuerySet[ProblemSpell]:
    """Return the stretches from the day on which the deadline of that time had come."""
    reached = spells().annotate(due_from=Greatest("from_on", "due_on"))
    return reached.filter(Q(until_on=None) | Q(until_on__gt=F("due_from")))


def given() -> QuerySet[Answer]:
    """Return the answers that were not taken back."""
    return Answer.objects.filter(taken_back=False)


def _source(row: Any) -> str:
    return str(row.get_source_display())


def _category(row: Any) -> str:
    return str(row.get_category_display())


def _state(row: Any) -> str:
    return str(row.get_state_display())


def _source_of(row: Any) -> str:
    return _source(row.problem)


def _category_of(row: Any) -> str:
    return _category(row.problem)


def _found(row: Any) -> str:
    if row.accepted is None:
        return "待核实"
    return "核实销号" if row.accepted else "退回"


DIMS = {
    "source": "source",
    "category": "category",
    "severity": "severity",
    "state": "state",
    "recurs": "recurs_id",
}
COLUMNS = (
    ("责任单位", "unit__name"),
    ("问题", "text"),
    ("来源", _source),
    ("类别", _category),
    ("整改时限", "due_on"),
    ("销号日期", "closed_on"),
    ("状态", _state),
)
_SPELL_DIMS = {
    "source": "problem__source",
    "category": "problem__category",
    "severity": "problem__severity",
    "state": "state",
}
_SPELL_COLUMNS = (
    ("责任单位", "problem__unit__name"),
    ("问题", "problem__text"),
    ("来源", _source_of),
    ("类别", _category_of),
    ("整改时限", "due_on"),
    ("状态", _state),
    ("从", "from_on"),
)

PROBLEM = FactKind(
    id="rectification.problem",
    title="整改问题",
    rows=standing,
    on="raised_on",
    due="due_on",
    done="answered_on",
    dims=DIMS,
    columns=COLUMNS,
    page="rectification:problem",
    related=("unit",),
    roles=STAFF,
)

STANDING = FactKind(
    id="rectification.standing",
    title="整改问题的进展",
    rows=spells,
    unit="problem__unit_id",
    path="problem__unit__path",
    since="from_on",
    until="until_on",
    dims=_SPELL_DIMS,
    columns=_SPELL_COLUMNS,
    page="rectification:problem",
    page_key="problem_id",
    related=("problem__unit",),
    roles=STAFF,
)

DUE = FactKind(
    id="rectification.due",
    title="到期的整改问题",
    rows=due_spells,
    unit="problem__unit_id",
    path="problem__unit__path",
    since="due_from",
    until="until_on",
    dims=_SPELL_DIMS,
    columns=_SPELL_COLUMNS,
    page="rectification:problem",
    page_key="problem_id",
    related=("problem__unit",),
    roles=STAFF,
)

ANSWER = FactKind(
    id="rectification.answer",
    title="待核实的整改情况",
    rows=given,
    unit="problem__verifier_id",
    path="problem__verifier__path",
    on="given_on",
    due="verify_by",
    done="decided_on",
    columns=(
        ("核实单位", "problem__verifier__name"),
        ("责任单位", "problem__unit__name"),
        ("问题", "problem__text"),
        ("报告日期", "given_on"),
        ("核实时限", "verify_by"),
        ("核实结果", _found),
    ),
    page="rectification:problem",
    page_key="problem_id",
    related=("problem__unit", "problem__verifier"),
    roles=STAFF,
)

KINDS: tuple[FactKind, ...] = (PROBLEM, STANDING, DUE)
OF_ANSWERS: tuple[FactKind, ...] = (ANSWER,)
