"""What is overdue, grouped by rule, in the fixed order of units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from xianfeng.duties import rulebook
from xianfeng.duties.engine import runs
from xianfeng.duties.enums import Card
from xianfeng.duties.models import Duty
from xianfeng.duties.queries.lines import Line, card_of, lines
from xianfeng.duties.queries.listing import in_order, overdue
from xianfeng.duties.rules import Rule
from xianfeng.kernel.periods import add_months
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Exceptions:
    """The overdue duties of one rule: how many, of how many units, cards, and the first lines."""

    rule: Rule
    overdue: int
    units: int
    yellow: int
    red: int
    lines: list[Line]


def exceptions(
    viewer: Viewer,
    *,
    as_of: date,
    under: Unit | None = None,
    months: int = 12,
    limit: int = 5,
) -> list[Exceptions]:
    """Return what fell due in the last months and is overdue on a day, by rule.

    At most ``limit`` lines a rule, in the fixed order of units.
    """
    rules = rulebook.active()
    since = add_months(as_of, -months)
    found_late = overdue(viewer, as_of=as_of, since=since, rules=rules, under=under)
    counts: list[Any] = list(
        found_late.order_by()
        .values("rule")
        .annotate(
            overdue=Count("pk"),
            units=Count("unit_id", distinct=True),
            yellow=Count("pk", filter=_carded("yellow_days", rules, as_of)),
            red=Count("pk", filter=_carded("red_days", rules, as_of)),
        )
    )
    by_run = _by_run(viewer, found_late, rules, as_of)
    shown = lines(viewer, _first(found_late, rules, limit), as_of) if counts and limit else []
    return [
        Exceptions(
            rule,
            found["overdue"],
            found["units"],
            by_run[rule.id][0] if rule.id in by_run else found["yellow"] - found["red"],
            by_run[rule.id][1] if rule.id in by_run else found["red"],
            [line for line in shown if line.rule is rule],
        )
        for rule in rules
        for found in counts
        if found["rule"] == rule.id
    ]


def _first(found: QuerySet[Duty], rules: Sequence[Rule], limit: int) -> QuerySet[Duty]:
    """Return the first duties of each rule: only keys are ranked, and these few rows read."""
    place = Window(
        RowNumber(), partition_by=[F("rule")], order_by=["unit__path", "due_on", "subject"]
    )
    ranked = found.order_by().annotate(place=place).filter(place__lte=limit)
    kept = Duty.objects.filter(pk__in=list(ranked.values_list("pk", flat=True)))
    return in_order(kept, rules).select_related("unit")


def _carded(threshold: str, rules: tuple[Rule, ...], as_of: date) -> Q:
    """Return the condition that an overdue duty is late enough for a card."""
    found = Q(pk__in=[])
    spared = Q(spared_on=None) | Q(spared_on__gt=as_of)
    for rule in rules:
        for version in rule.versions:
            if version.cards is not None:
                days = getattr(version.cards, threshold)
                if days is None:
                    continue
                last = as_of - timedelta(days=days)
                own = Q(rule=rule.id, starts_on__gte=version.effective_from, due_on__lte=last)
                own &= _since_revoked(as_of, last)
                if version.effective_until is not None:
                    own &= Q(starts_on__lt=version.effective_until)
                found |= own & spared
    return found


def _since_revoked(as_of: date, last: date) -> Q:
    """Return the condition that no waiver was revoked later than a card's days go back."""
    long_ago = Q(waived_until__lte=last + timedelta(days=1))
    return Q(waived_on=None) | Q(waived_on__gt=as_of) | long_ago


def _by_run(
    viewer: Viewer, found: QuerySet[Duty], rules: Sequence[Rule], as_of: date
) -> dict[str, tuple[int, int]]:
    """Return {rule id: yellow and red cards} for the few rules that count misses in a row."""
    counted = [rule.id for rule in rules if rule.run_reach]
    if not counted:
        return {}
    late = list(found.filter(rule__in=counted).select_related("unit"))
    missed = runs.runs_of(late)
    cards = [(duty.rule, card_of(viewer, duty, as_of, missed)) for duty in late]
    return {
        rule: (cards.count((rule, Card.YELLOW)), cards.count((rule, Card.RED))) for rule in counted
    }
