"""Saying that there is nothing for a rule in a period (本月无), and taking it back."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.duties import permissions, queries, rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.enums import State
from xianfeng.duties.models import NoneDeclared
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@action("duties.declare_none")
def declare_none(
    *, actor: Viewer, at: datetime, unit: Unit, rule: str, period: str, reason: str = ""
) -> NoneDeclared:
    """Say that a unit has nothing for a rule in a period that has begun.

    Saying it twice changes nothing but the reason. Raises Refused when the rule does not allow it,
    when nothing is owed, or when it was held.
    """
    permissions.require_declare(actor, unit)
    today = timezone.localdate(at)
    if not rulebook.get(rule).none_allowed:
        raise Refused(_("这一项不能说明“本期无”，请按规定开展后记录"))
    audit.hold()
    owed = queries.duties(actor, as_of=today, rule=rule, unit=unit, period=period)
    duty = owed.filter(unit=unit).first()
    if duty is None:
        raise Refused(_("本组织这一期间没有这项应办事项，请核对期间"))
    if duty.state in {State.MET, State.LATE}:
        raise Refused(_("这一期间已经开展并有记录，不必再说明"))
    declared, new = NoneDeclared.objects.get_or_create(
        rule=rule,
        unit=unit,
        period=period,
        defaults={"reason": reason, "user_id": actor.user_id, "declared_on": today},
    )
    old = {} if new else {"reason": declared.reason}
    if not new and declared.reason != reason:
        declared.reason = reason
        declared.save(update_fields=["reason"])
    said = {"rule": rule, "period": period, "reason": reason}
    audit.record(declared, old=old, new=said, unit_id=unit.pk)
    writing.refresh_period(unit.pk, period)
    return declared


@action("duties.take_back_none")
def take_back_none(*, actor: Viewer, at: datetime, unit: Unit, rule: str, period: str) -> None:
    """Take back what was said; the duty stands again as its facts have it.

    Raises Refused when nothing was said.
    """
    permissions.require_declare(actor, unit)
    declared = NoneDeclared.objects.filter(rule=rule, unit=unit, period=period).first()
    if declared is None:
        raise Refused(_("这一期间没有说明过“本期无”"))
    old = {"rule": rule, "period": period, "reason": declared.reason}
    audit.record(declared, old=old, unit_id=unit.pk)
    declared.delete()
    writing.refresh_period(unit.pk, period)
