"""What a change would do to people, posts, duties, tasks and roles, before anybody decides it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.duties import queries as duties
from xianfeng.duties.enums import State
from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.life.enums import MeetingState
from xianfeng.life.queries import meetings
from xianfeng.lifecycle import rules
from xianfeng.lifecycle.enums import ChangeKind
from xianfeng.lifecycle.models import UnitChange
from xianfeng.ui.navigation import address
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit, UnitRole


@dataclass(frozen=True)
class Effect:
    """One line of the preview: how many of what, what becomes of them, and their list."""

    title: str
    count: int
    measure: str
    outcome: str
    href: str = ""


def preview(
    viewer: Viewer, change: UnitChange, members: Collection[Any], today: date
) -> list[Effect]:
    """Return what the change would touch as things stand; a new unit touches nothing."""
    unit = change.unit
    if unit is None:
        return []
    if change.kind in {ChangeKind.RENAME, ChangeKind.UPGRADE}:
        return _kept(viewer, unit, today)
    if change.kind == ChangeKind.SPLIT:
        return _leaving(viewer, unit, {member.pk for member in members}, today)
    if change.kind in rules.ENDING:
        return _ending(viewer, change, unit, today)
    return _moving(viewer, unit, today)


def _kept(viewer: Viewer, unit: Unit, today: date) -> list[Effect]:
    stays = _("不变，随组织保留")
    return [_members(viewer, unit, today, stays), _posts(viewer, unit, today, stays)]


def _moving(viewer: Viewer, unit: Unit, today: date) -> list[Effect]:
    stays = _("不变，随组织一起转到新的上级之下")
    count = Unit.objects.filter(below("path", unit.path), abolished_on=None).count() - 1
    return [
        Effect(_("下级组织"), count, "个", stays, _href("units:tree", at=unit.code)),
        _members(viewer, unit, today, stays),
        _posts(viewer, unit, today, stays),
        _tasks(viewer, unit, today, stays),
    ]


def _leaving(viewer: Viewer, unit: Unit, members: set[int], today: date) -> list[Effect]:
    def chosen(rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(member__in=members)

    into = _("自生效日起转入新支部")
    return [
        Effect(_("转入新支部的党员"), len(members), "人", into, _list("members:roster", unit)),
        _posts(viewer, unit, today, _("转出的人在原支部的职务到生效日为止"), chosen),
        _grouped(viewer, unit, today, _("转出的人到生效日退出原支部的党小组"), chosen),
    ]


def _ending(viewer: Viewer, change: UnitChange, unit: Unit, today: date) -> list[Effect]:
    to = change.target.name if change.target else ""
    into = _("自生效日起转入「%(to)s」") % {"to": to} if to else _("须先写明转到哪个组织")
    ends = _("到生效日为止")
    groups = Q(parent=unit, kind=UnitKind.GROUP)
    children = Unit.objects.filter(parent=unit, abolished_on=None)
    below_it = _("转到「%(to)s」之下") % {"to": to} if to else _("须先移走")
    return [
        _members(viewer, unit, today, into),
        _posts(viewer, unit, today, ends),
        Effect(_("党小组"), children.filter(groups).count(), "个", _("一并撤销"), _page(unit)),
        Effect(_("下级组织"), children.exclude(groups).count(), "个", below_it, _page(unit)),
        _roles(unit, today, ends if not to else _("到生效日为止；党员的角色转到新组织")),
        _tasks(viewer, unit, today, _handed(to)),
        _duties(viewer, unit, today),
        _drafts(viewer, unit),
    ]


def _handed(to: str) -> str:
    if not to:
        return _("留在原组织，请上级办结或改派")
    return _("生效日起到期的改由「%(to)s」牵头；已逾期的留在原组织，请上级办结或改派") % {"to": to}


def _members(viewer: Viewer, unit: Unit, today: date, outcome: str) -> Effect:
    kind = "members.group_spell" if unit.kind == UnitKind.GROUP else "members.membership"
    count = _rows(viewer, kind, unit, today).count()
    return Effect(_("党员"), count, "人", outcome, _list("members:roster", unit))


def _posts(
    viewer: Viewer,
    unit: Unit,
    today: date,
    outcome: str,
    chosen: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows,
) -> Effect:
    count = chosen(_rows(viewer, "members.post", unit, today)).count()
    return Effect(_("在任职务"), count, "项", outcome, _page(unit))


def _grouped(
    viewer: Viewer,
    unit: Unit,
    today: date,
    outcome: str,
    chosen: Callable[[QuerySet[Any]], QuerySet[Any]],
) -> Effect:
    count = chosen(_rows(viewer, "members.group_spell", unit, today)).count()
    return Effect(_("党小组成员"), count, "人", outcome, _page(unit))


def _roles(unit: Unit, today: date, outcome: str) -> Effect:
    open_ones = Q(until_on=None) | Q(until_on__gt=today)
    held = UnitRole.objects.filter(open_ones, Q(unit=unit) | Q(unit__parent=unit))
    return Effect(_("系统角色"), held.count(), "个", outcome, _page(unit))


def _tasks(viewer: Viewer, unit: Unit, today: date, outcome: str) -> Effect:
    kind = facts.get("plans.task")
    rows = kind.visible_to(viewer).filter(below(kind.path, unit.path), **{f"{kind.done}": None})
    return Effect(_("未完成的任务"), rows.count(), "项", outcome, _list("plans:list", unit))


def _duties(viewer: Viewer, unit: Unit, today: date) -> Effect:
    state, year = State.OPEN.value, today.year
    count = duties.duties(viewer, as_of=today, unit=unit, state=state, year=year).count()
    outcome = _("生效日还没有过完的期间不再应办；以前各期的照旧")
    href = _href("duties:list", unit=unit.code, state=state, year=str(year))
    return Effect(_("进行中的应办事项"), count, "项", outcome, href)


def _drafts(viewer: Viewer, unit: Unit) -> Effect:
    count = meetings.visible_to(viewer).filter(unit=unit, state=MeetingState.DRAFT).count()
    outcome = _("留在原组织，请在生效日前确认或删除")
    return Effect(_("未确认的会议记录"), count, "份", outcome, _list("life:list", unit))


def _rows(viewer: Viewer, kind_id: str, unit: Unit, today: date) -> QuerySet[Any]:
    kind = facts.get(kind_id)
    return kind.visible_to(viewer).filter(kind.as_of(today), below(kind.path, unit.path))


def _list(url_name: str, unit: Unit) -> str:
    return _href(url_name, unit=unit.code)


def _href(url_name: str, **query: str) -> str:
    href = address(url_name)
    written = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{href}?{written}" if href else ""


def _page(unit: Unit) -> str:
    return reverse("units:detail", args=[unit.code])
