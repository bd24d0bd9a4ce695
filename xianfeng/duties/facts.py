"""Duties of organisational life and cards as facts that figures count; periods said empty."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from xianfeng.duties import rulebook
from xianfeng.duties.engine import drawing, writing
from xianfeng.duties.models import Duty, GivenCard, NoneDeclared
from xianfeng.duties.rules import Rule
from xianfeng.kernel.facts import FactKind
from xianfeng.units.permissions import STAFF


def life_rules() -> list[Rule]:
    """Return the rules that a meeting discharges."""
    return [rule for rule in rulebook.active() if "life.held" in rule.fact_kinds]


def life_duties() -> QuerySet[Any]:
    """Return what is owed of organisational life, with ``timely``.

    本月无 owes nothing, nor does what is waived.
    """
    timely = When(met_on__lte=F("due_on"), then=Value(True))
    owed = Q(none_on=None) & (Q(waived_on=None) | Q(waived_until__isnull=False))
    return Duty.objects.filter(
        owed | Q(met_on__isnull=False), rule__in=[rule.id for rule in life_rules()]
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


_days: list[Callable[[], date]] = []


def provide_day(provider: Callable[[], date]) -> None:
    """Have a function say which day it is: a card of a day to come is no fact."""
    _days[:] = [provider]


def _today() -> date:
    return _days[0]()


def given_cards() -> QuerySet[Any]:
    """Return the cards given by today; those that would come are no facts yet."""
    return GivenCard.objects.filter(given_on__lte=_today())


def lifted_cards() -> QuerySet[Any]:
    """Return the cards lifted by today."""
    return given_cards().filter(lifted_on__lte=_today())


def draw_cards(_first: date, last: date) -> None:
    """Have the cards stand that were given up to a day, and no later than today."""
    drawing.draw(min(last, _today()))


def _card(row: Any) -> str:
    return str(row.get_card_display())


def _lifted(row: Any) -> str:
    return str(row.get_lifted_by_display())


CARD = FactKind(
    id="duties.card",
    title="黄牌红牌",
    rows=given_cards,
    on="given_on",
    since="given_on",
    until="lifted_on",
    dims={"card": "card", "rule": "rule", "kind": "unit__kind"},
    columns=(
        ("党组织", "unit__name"),
        ("应办事项", _rule),
        ("期间", "period"),
        ("截止日期", "due_on"),
        ("牌", _card),
        ("亮牌日期", "given_on"),
        ("解除日期", "lifted_on"),
        ("解除原因", _lifted),
    ),
    page="duties:card",
    page_key="key",
    related=("unit",),
    roles=STAFF,
    prepare=draw_cards,
)

LIFTED = FactKind(
    id="duties.card_lifted",
    title="解除的黄牌红牌",
    rows=lifted_cards,
    on="lifted_on",
    dims={"card": "card", "rule": "rule", "lifted_by": "lifted_by", "kind": "unit__kind"},
    columns=CARD.columns,
    page=CARD.page,
    page_key=CARD.page_key,
    related=("unit",),
    roles=STAFF,
    prepare=draw_cards,
)

KINDS = (LIFE, NONE, CARD, LIFTED)
