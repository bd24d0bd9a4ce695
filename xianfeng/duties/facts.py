"""Duties of organisational life as facts that figures count, and periods declared empty."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from xianfeng.duties import rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import Duty, NoneDeclared
from xianfeng.duties.rules import Rule
from xianfeng.kernel.facts import FactKind
from xianfeng.units.permissions import STAFF


def life_rules() -> list[Rule]:
    """Return the rules that a meeting discharges."""
    return [rule for rule in rulebook.active() if "life.held" in rule.fact_kinds]


def life_duties() -> QuerySet[Any]:
    """Return what is owed of organisational life, with ``timely``; 本月无 owes nothing."""
    timely = When(met_on__lte=F("due_on"), then=Value(True))
    return Duty.objects.filter(
        Q(none_on=None) | Q(met_on__isnull=False), rule__in=[rule.id for rule in life_rules()]
    ).annotate(timely=Case(timely, default=Value(False), output_field=BooleanField()))


def derive_life(first: date, last: date) -> None:
    """Have the duties that are due from ``first`` to ``last`` stand in the table."""
    years = range(first.year, last.year + 1)
    writing.ensure({(rule.id, year): rule for rule in life_rules() for year in years})


def _rule(row: Any) -> str:
    return rulebook.get(row.rule).title


def _timely(row: Any) -> str:
    return "按期" if row.timely else "未按期"


LIFE = FactKind(
    id="duties.life",
    title="组织生活应办事项",
    rows=life_duties,
    on="due_on",
    dims={"rule": "rule", "timely": "timely", "kind": "unit__kind"},
    columns=(
        ("党组织", "unit__name"),
        ("应办事项", _rule),
        ("期间", "period"),
        ("截止日期", "due_on"),
        ("完成日期", "met_on"),
        ("完成情况", _timely),
    ),
    related=("unit",),
    roles=STAFF,
    prepare=derive_life,
)

NONE = FactKind(
    id="duties.none",
    title="本期无的说明",
    rows=NoneDeclared.objects.all,
    on="declared_on",
    dims={"rule": "rule"},
    columns=(
        ("党组织", "unit__name"),
        ("应办事项", _rule),
        ("期间", "period"),
        ("说明日期", "declared_on"),
        ("原因", "reason"),
    ),
    related=("unit",),
    roles=STAFF,
)

KINDS = (LIFE, NONE)
