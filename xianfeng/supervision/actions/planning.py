"""A unit's plan of the year: its lines by quarter, and the units that each will visit."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.supervision import facts, permissions, queries, rules
from xianfeng.supervision.models import Plan, Round, Visit
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit


@action("supervision.make_plan")
def make_plan(*, actor: Viewer, at: datetime, unit: Unit, year: int) -> Plan:
    """Begin the plan of a unit for a year; a unit has one plan a year."""
    permissions.require_issue(actor, unit)
    if not queries.issuing_units(actor, timezone.localdate(at)).filter(pk=unit.pk).exists():
        raise Refused(_("督导计划由有下级党组织的工委、党委、总支制定"))
    if Plan.objects.filter(unit=unit, year=year).exists():
        raise Refused(_("这一年已经有计划，请打开它继续安排"), "year")
    made = Plan.objects.create(unit=unit, year=year)
    audit.record(made, new={"year": year}, unit_id=unit.pk)
    return made


@action("supervision.add_round")
def add_round(
    *, actor: Viewer, at: datetime, plan: Plan, quarter: int, kind: str, theme: str
) -> Round:
    """Put a line into a plan: in which quarter, in which way, about what."""
    permissions.require_issue(actor, plan.unit)
    theme = theme.strip()
    if not theme:
        raise Refused(_("请写明督导主题"), "theme")
    if rules.quarter(plan.year, quarter).end < timezone.localdate(at):
        raise Refused(_("这个季度已经过去；已开展的督导请从台账导入"), "quarter")
    made = Round.objects.create(plan=plan, quarter=quarter, kind=kind, theme=theme)
    new = {"quarter": quarter, "kind": kind, "theme": theme}
    audit.record(made, new=new, unit_id=plan.unit_id)
    return made


@action("supervision.drop_round")
def drop_round(*, actor: Viewer, at: datetime, plan_round: Round) -> Plan:
    """Take a line without units out of a plan; the audit log keeps it."""
    plan_round = locked(plan_round)
    plan = plan_round.plan
    permissions.require_issue(actor, plan.unit)
    if plan_round.visits.exists() or plan_round.draws.exists():
        raise Refused(_("这次安排已经有被督导单位；不去的单位请逐个取消"))
    old = {"quarter": plan_round.quarter, "kind": plan_round.kind, "theme": plan_round.theme}
    audit.record(plan_round, old=old, unit_id=plan.unit_id)
    plan_round.delete()
    return plan


@action("supervision.add_units")
def add_units(
    *, actor: Viewer, at: datetime, plan_round: Round, units: Sequence[Unit]
) -> list[Visit]:
    """Add units below the plan's own to a line of it."""
    plan_round = locked(plan_round)
    permissions.require_issue(actor, plan_round.plan.unit)
    if not units:
        raise Refused(_("请选择要去的单位"), "units")
    made = place(plan_round, units, timezone.localdate(at))
    new = {"units": [visit.unit.code for visit in made]}
    audit.record(plan_round, new=new, unit_id=plan_round.plan.unit_id)
    tell_planned(made)
    return made


@part
def place(plan_round: Round, units: Sequence[Unit], today: date) -> list[Visit]:
    """Make the visits of a round to these units. Raises Refused."""
    own = plan_round.plan.unit
    due = rules.quarter(plan_round.plan.year, plan_round.quarter).end
    if due < today:
        raise Refused(_("这个季度已经过去；已开展的督导请从台账导入"))
    placed = set(plan_round.visits.exclude(state="cancelled").values_list("unit_id", flat=True))
    for unit in units:
        below = unit.path.startswith(own.path) and unit.pk != own.pk
        standing = unit.abolished_on is None or unit.abolished_on > today
        if not below or not standing or unit.kind == UnitKind.GROUP:
            raise Refused(_("只能督导下级党组织（不含党小组），请重新选择"), "units")
        if unit.pk in placed:
            raise Refused(_("%(name)s 已在这次安排中") % {"name": unit.name}, "units")
    if len(placed) + len(units) > rules.MOST_UNITS:
        raise Refused(_("一次安排最多 50 个单位，请分成几次安排"), "units")
    return [
        Visit.objects.create(
            round=plan_round,
            issuer=own,
            unit=unit,
            kind=plan_round.kind,
            theme=plan_round.theme,
            due_on=due,
        )
        for unit in units
    ]


@part
def tell_planned(visits: Sequence[Visit]) -> None:
    """Tell whoever derives from facts that these commitments changed."""
    days = {visit.due_on for visit in visits if visit.due_on is not None}
    if days:
        owners = {visit.issuer_id for visit in visits}
        kernel_facts.recorded(facts.PLANNED, unit_ids=owners, days=days)


def locked(plan_round: Round) -> Round:
    """Return a line of a plan, held until the transaction ends."""
    held = Round.objects.select_for_update(of=("self",)).select_related("plan__unit")
    return held.get(pk=plan_round.pk)
