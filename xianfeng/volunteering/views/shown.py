"""An event as its pages show it: what it says, what may be done, whom to tick."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel.viewer import Viewer
from xianfeng.volunteering import permissions, queries, rules
from xianfeng.volunteering.forms import STEPS
from xianfeng.volunteering.models import Event, Signup
from xianfeng.volunteering.views.shared import begun

_TITLES = {
    "open_event": gettext_lazy("开放报名"),
    "record_event": gettext_lazy("登记到场"),
    "cancel_event": gettext_lazy("取消活动"),
    "take_event_back": gettext_lazy("收回"),
}
SHOWN = 300


@dataclass(frozen=True)
class Step:
    """A step as a page offers it; without a form it leads to a page of its own."""

    verb: str
    title: str
    action: str
    form: Any
    opened: bool


@dataclass(frozen=True)
class Lists:
    """Whom to ask about when an event is recorded: with a place, waiting, and others."""

    signed: list[Signup]
    waiting: list[Signup]
    others: list[Any]
    unit_id: int

    def choices(self) -> tuple[list[tuple[int, str]], ...]:
        """Return (key, name) of each list; a walk-in of before is among those with a place."""
        return (
            [(one.member_id, self._named(one)) for one in self.signed],
            [(one.member_id, self._named(one)) for one in self.waiting],
            [(one.member_id, self._named(one)) for one in self.others],
        )

    def _named(self, one: Any) -> str:
        """Return a name, with the branch where it is not the organiser itself."""
        name = str(one.member.name)
        return name if one.unit_id == self.unit_id else f"{name}（{one.unit.name}）"


def pairs(event: Any) -> list[tuple[str, Any]]:
    """Return what an event says of itself."""
    times = f"{event.starts_at.isoformat('minutes')}–{event.ends_at.isoformat('minutes')}"
    where = " ".join(filter(None, [event.community.name if event.community else "", event.venue]))
    found = [
        (_("日期"), event.on),
        (_("时间"), times),
        (_("地点"), where),
        (_("类别"), event.get_category_display()),
        (_("主办"), event.unit.name),
        (_("谁可以报名"), _("各党组织的党员") if event.for_all else _("主办党组织的党员")),
        (_("报名截止"), event.sign_up_by),
        (_("名额"), event.places),
        (_("已报名"), event.signed),
    ]
    if event.team:
        found.append((_("服务队"), event.team.name))
    if event.waiting:
        found.append((_("候补"), event.waiting))
    if event.state == "held":
        found += [(_("到场"), event.came), (_("每人小时"), event.hours.normalize())]
    return found


def steps(viewer: Viewer, event: Event, tried: str = "", form: Any = None) -> list[Step]:
    """Return the steps that the viewer may take now; the one that was tried keeps its input."""
    made = []
    for verb in rules.EVENT.verbs(event.state, permissions.sides(viewer, event)):
        own_page = verb not in STEPS
        name = "volunteering:record" if own_page else "volunteering:step"
        keys = [event.pk] if own_page else [event.pk, verb]
        shape = None if own_page else STEPS[verb](initial={"version": event.version})
        if verb == tried and form is not None:
            shape = form
        title = _TITLES[verb]
        if verb == "cancel_event" and event.state == "proposed":
            title = gettext_lazy("办不了")
        made.append(Step(verb, str(title), reverse(name, args=keys), shape, verb == tried))
    return made


def may_sign_up(viewer: Viewer, event: Event, place: Signup | None, day: date) -> bool:
    """True when the viewer's own member may take a place now."""
    if viewer.member_id is None or place is not None or event.state != "open":
        return False
    if event.sign_up_by < day:
        return False
    return queries.eligible(viewer, event, day).filter(member=viewer.member_id).exists()


def people(viewer: Viewer, event: Event) -> list[tuple[Signup, bool]]:
    """Return who came, or who has a place, for staff; and whose place they may give back."""
    if not viewer.paths(permissions.READERS):
        return []
    live = event.state == "open" and not begun(event)
    return [
        (one, live and permissions.may_withdraw(viewer, one))
        for one in queries.people(viewer, event)[:SHOWN]
    ]


def to_record(viewer: Viewer, event: Event) -> Lists:
    """Return whom to ask about."""
    rows = list(queries.people(viewer, event))
    there = {one.member_id for one in rows}
    others = queries.walk_ins(viewer, event).exclude(member__in=there)[:SHOWN]
    return Lists(
        [one for one in rows if one.state == "signed"],
        [one for one in rows if one.state == "waiting"],
        list(others),
        event.unit_id,
    )
