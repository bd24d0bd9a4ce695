"""Giving and ending the roles of community workers: the security administrator's work alone."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from xianfeng.accounts.models import User
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units import rules
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place, PlaceRole
from xianfeng.units.permissions import require_security


@action("units.grant_place_role")
def grant_place_role(
    *,
    actor: Viewer,
    at: datetime,
    user: User,
    place: Place,
    from_on: date,
    until_on: date | None = None,
) -> PlaceRole:
    """Let a person work for a community in ``[from_on, until_on)``. Raises Refused."""
    require_security(actor)
    if user.office or not user.is_active:
        raise Refused(_("请选在用的业务用户：三员不兼任业务角色。"), "user")
    if place.level != GridLevel.COMMUNITY:
        raise Refused(_("请选社区。"), "place")
    if until_on is not None and until_on <= from_on:
        raise Refused(_("结束日期应晚于开始日期。"), "until_on")
    for held in PlaceRole.objects.filter(user=user, place=place):
        if rules.overlap(from_on, until_on, held.from_on, held.until_on):
            text = _("此人在这段时间已是这个社区的工作者（自 %(day)s 起）。")
            raise Refused(text % {"day": held.from_on}, "from_on")
    made = PlaceRole.objects.create(user=user, place=place, from_on=from_on, until_on=until_on)
    audit.record(made, new=_snapshot(made))
    return made


@action("units.end_place_role")
def end_place_role(*, actor: Viewer, at: datetime, role: PlaceRole, until_on: date) -> None:
    """End it from a day on; one that would not have begun by then is taken away altogether."""
    require_security(actor)
    held = PlaceRole.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if held.until_on is not None and held.until_on <= until_on:
        raise Refused(_("该角色到 %(day)s 已经结束。") % {"day": held.until_on}, "until_on")
    old = _snapshot(held)
    if until_on <= held.from_on:
        audit.record(held, old=old)
        held.delete()
        return
    held.until_on = until_on
    held.save(update_fields=["until_on"])
    audit.record(held, old=old, new=_snapshot(held))


def _snapshot(held: PlaceRole) -> dict[str, object]:
    return {
        "user": held.user_id,
        "place": held.place_id,
        "from_on": held.from_on,
        "until_on": held.until_on,
    }
