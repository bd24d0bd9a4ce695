"""Giving and ending roles on units: the security administrator's work alone."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from xianfeng.accounts.models import User
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units import rules
from xianfeng.units.models import Unit, UnitRole
from xianfeng.units.permissions import require_security


@action("units.grant_role")
def grant_role(
    *,
    actor: Viewer,
    at: datetime,
    user: User,
    unit: Unit,
    role: str,
    from_on: date,
    until_on: date | None = None,
) -> UnitRole:
    """Give a person a role on a unit and everything below it for ``[from_on, until_on)``."""
    require_security(actor)
    if user.office or not user.is_active:
        raise Refused(_("请选在用的业务用户：三员不兼任业务角色。"), "user")
    if until_on is not None and until_on <= from_on:
        raise Refused(_("结束日期应晚于开始日期。"), "until_on")
    for held in UnitRole.objects.filter(user=user, unit=unit, role=role):
        if rules.overlap(from_on, until_on, held.from_on, held.until_on):
            raise Refused(
                _("此人在这段时间已有该角色（自 %(day)s 起）。") % {"day": held.from_on}, "from_on"
            )
    made = UnitRole.objects.create(
        user=user, unit=unit, role=role, from_on=from_on, until_on=until_on
    )
    audit.record(made, new=_snapshot(made), unit_id=unit.pk)
    return made


@action("units.end_role")
def end_role(*, actor: Viewer, at: datetime, role: UnitRole, until_on: date) -> None:
    """End a role from a day on; one that would not have begun by then is taken away altogether."""
    require_security(actor)
    held = UnitRole.objects.select_for_update().get(pk=role.pk)
    if held.until_on is not None and held.until_on <= until_on:
        raise Refused(_("该角色到 %(day)s 已经结束。") % {"day": held.until_on}, "until_on")
    old = _snapshot(held)
    if until_on <= held.from_on:
        audit.record(held, old=old, unit_id=held.unit_id)
        held.delete()
        return
    held.until_on = until_on
    held.save(update_fields=["until_on"])
    audit.record(held, old=old, new=_snapshot(held), unit_id=held.unit_id)


def _snapshot(held: UnitRole) -> dict[str, object]:
    return {
        "user": held.user_id,
        "unit": held.unit_id,
        "role": held.role,
        "from_on": held.from_on,
        "until_on": held.until_on,
    }
