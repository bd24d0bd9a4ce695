"""What waits for a community worker: a number for each thing, and the page where it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.checkin import queries as checkin_queries
from xianfeng.desk.views.words import address
from xianfeng.kernel.viewer import Viewer
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
    return [(_("居民点单"), _requests(viewer, day)), (_("来报到的"), _checkins(viewer))]


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
