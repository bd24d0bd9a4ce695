"""Drawing lots for the units that a round visits."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.supervision import permissions, queries, rules
from xianfeng.supervision.actions.planning import locked, place, tell_planned
from xianfeng.supervision.enums import Drawn
from xianfeng.supervision.models import Draw, Round
from xianfeng.units.models import Unit


@action("supervision.draw_units")
def draw_units(
    *,
    actor: Viewer,
    at: datetime,
    plan_round: Round,
    kind: str,
    number: int,
    longest: bool,
    seed: str,
) -> Draw:
    """Draw units of a kind below the plan's own into a round, and keep all that went in."""
    plan_round = locked(plan_round)
    permissions.require_issue(actor, plan_round.plan.unit)
    today, seed = timezone.localdate(at), seed.strip()
    if not seed:
        raise Refused(_("请写抽签种子，任意数字或文字都可以"), "seed")
    candidates = queries.units_to_draw(actor, plan_round, kind, longest, today)
    picked = rules.draw(seed, candidates, number)
    if len(picked) < number:
        told = {"number": len(picked)}
        raise Refused(_("能抽的单位只有 %(number)s 个，请减少个数或换一类单位") % told, "number")
    draw = Draw.objects.create(
        what=Drawn.UNITS,
        round=plan_round,
        seed=seed,
        number=number,
        candidates=[[each.key, each.why, each.rank] for each in candidates],
        picked=picked,
        drawn_on=today,
    )
    by_code = {unit.code: unit for unit in Unit.objects.filter(code__in=picked)}
    made = place(plan_round, [by_code[code] for code in picked], today)
    new = {"seed": seed, "number": number, "picked": picked, "candidates": len(candidates)}
    audit.record(draw, new=new, unit_id=plan_round.plan.unit_id)
    tell_planned(made)
    return draw
