"""What problems leave as facts."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.rectification.models import Problem
from xianfeng.units.permissions import STAFF


def standing() -> QuerySet[Problem]:
    """Return the problems that were not withdrawn."""
    return Problem.objects.exclude(state="withdrawn")


def _source(row: Any) -> str:
    return str(row.get_source_display())


def _category(row: Any) -> str:
    return str(row.get_category_display())


def _state(row: Any) -> str:
    return str(row.get_state_display())


DIMS = {"source": "source", "category": "category", "severity": "severity", "state": "state"}
COLUMNS = (
    ("责任单位", "unit__name"),
    ("问题", "text"),
    ("来源", _source),
    ("类别", _category),
    ("整改时限", "due_on"),
    ("销号日期", "closed_on"),
    ("状态", _state),
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
    related=("unit",),
    roles=STAFF,
)

KINDS: tuple[FactKind, ...] = (PROBLEM,)
