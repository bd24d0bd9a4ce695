"""What waits for a community worker: a number for each thing, and the page where it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.checkin import queries as checkin_queries
from xianfeng.desk.views.words import address
from xianfeng.kernel.viewer import Viewer
from xianfeng.participation import rules as participation_rules
from xianfeng.participation.queries import standing
from xianfeng.partners import queries as partners_queries
from xianfeng.service.queries import desk as service_queries


@dataclass(frozen=True)
class Number:
    """How many of one thing wait, and where."""

    label: str
    value: int
    measure: str
    href: str


def groups(viewer: Viewer, day: date) -> list[tuple[str, list[Number]]]:
    """Return (title, numbers) of what waits in the communities that the viewer serves."""
    return [
        (_("居民点单"), _requests(viewer, day)),
        (_("来报到的"), _checkins(viewer)),
        (_("结对与双报告"), _partners(viewer, day)),
    ]


def _requests(viewer: Viewer, day: date) -> list[Number]:
    found = service_queries.numbers(viewer, day)
    boxes: tuple[tuple[str, Any], ...] = (
        (service_queries.CHECK, _("待核对")),
        (service_queries.SEND, _("待派给党支部")),
        (service_queries.LATE, _("超过承诺日期")),
        (service_queries.UNMET, _("暂时没有人能办")),
    )
    return [
        Number(label, found[box], _("件"), address("service:desk", box=box)) for box, label in boxes
    ]


def _checkins(viewer: Viewer) -> list[Number]:
    units, members = checkin_queries.here(viewer, "reported")
    href = address("checkin:here", state="reported")
    return [
        Number(_("待确认的党组织"), units.count(), _("个"), href),
        Number(_("待确认的党员"), members.count(), _("名"), href),
    ]


def _partners(viewer: Viewer, day: date) -> list[Number]:
    deeds = partners_queries.numbers(viewer, day)
    boxes = ((partners_queries.WAITING, _("等社区答复或确认的实事")),
             (partners_queries.OURS, _("社区答应办的")))  # fmt: skip
    found = [
        Number(label, deeds[box], _("件"), address("partners:deeds", box=box))
        for box, label in boxes
    ]
    year = participation_rules.year_shown(day)
    if day >= participation_rules.opens_on(year):
        units = standing.stays(viewer, year, said=False, served=True).count()
        members = standing.here(viewer, year, said=False).count()
        href = address("participation:here", sort="units")
        found.append(Number(_("等社区意见的党组织"), units, _("个"), href))
        href = address("participation:here", sort="members")
        found.append(Number(_("等社区意见的党员"), members, _("名"), href))
    return found
