"""Themes of a month, published from above, and a unit's fixed day."""

from datetime import date, datetime

from django.utils.translation import gettext

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import permissions, rules
from xianfeng.life.models import FixedDay, Theme
from xianfeng.units.models import Unit


@action("life.publish_theme")
def publish_theme(
    *, actor: Viewer, at: datetime, unit: Unit, month: date, title: str, text: str = ""
) -> Theme:
    """Offer a theme for a month to everything below the unit. Raises Refused."""
    permissions.require_publish(actor, unit)
    first = rules.month_of(month)
    if not title.strip():
        raise Refused(gettext("请写明主题"), "title")
    if Theme.objects.filter(unit=unit, month=first, title=title.strip()).exists():
        raise Refused(gettext("这个月已经发布过同名的主题"), "title")
    theme = Theme.objects.create(
        unit=unit,
        month=first,
        title=title.strip(),
        text=text.strip(),
        published_by_id=actor.user_id,
        published_at=at,
    )
    audit.record(theme, new={"month": first, "title": theme.title}, unit_id=unit.pk)
    return theme


@action("life.withdraw_theme")
def withdraw_theme(*, actor: Viewer, at: datetime, theme: Theme) -> Theme:
    """Offer a theme no longer; meetings that took it keep it."""
    permissions.require_publish(actor, theme.unit)
    theme = Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    old, theme.withdrawn_at = {"withdrawn_at": theme.withdrawn_at}, at
    theme.save(update_fields=["withdrawn_at"])
    audit.record(theme, old=old, new={"withdrawn_at": at}, unit_id=theme.unit_id)
    return theme


@action("life.set_fixed_day")
def set_fixed_day(*, actor: Viewer, at: datetime, unit: Unit, day: int | None) -> None:
    """Set the day of the month of the unit's theme day; None: none is fixed. Raises Refused."""
    permissions.require_record(actor, unit)
    if day is not None and not 1 <= day <= 31:
        raise Refused(gettext("请填 1 到 31 之间的日子"), "day")
    found = FixedDay.objects.select_for_update().filter(unit=unit).first()
    old = {"day": found.day} if found else {}
    if day is None:
        FixedDay.objects.filter(unit=unit).delete()
    else:
        FixedDay.objects.update_or_create(unit=unit, defaults={"day": day})
    audit.record(unit, old=old, new={"day": day}, unit_id=unit.pk)
