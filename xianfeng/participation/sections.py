"""Which numbers a report on participation holds, in which order, and what their lists say.

What no context records shows nowhere: a report never has an empty line for it.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel import facts, figures
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.figures import Figure


@dataclass(frozen=True)
class Line:
    """A figure of a unit's report, and the columns of its facts that say what happened.

    ``places`` are lookups of a fact's community: those who work there read these facts and no
    others of the unit. One that is not ``listed`` says what another line lists.
    """

    figure: str
    says: tuple[str, ...]
    places: tuple[str, ...] = ()
    listed: bool = True


@dataclass(frozen=True)
class Own:
    """A kind of fact in a member's report; ``sums`` is a dimension added up, in a measure."""

    kind: str
    title: str | Promise
    says: tuple[str, ...]
    measure: str | Promise
    sums: str = ""
    adds: str | Promise = ""


@dataclass(frozen=True)
class Section:
    """A part of a unit's report."""

    title: str | Promise
    lines: tuple[Line, ...]


_AT = ("community_id",)
_FRONT = ("place_id", "place__parent_id", "place__parent__parent_id")
SECTIONS = (
    Section(
        _("报到"),
        (
            Line("checkin.units", ("党组织", "社区", "状态"), _AT),
            Line("checkin.members", ("党员", "社区", "状态")),
        ),
    ),
    Section(
        _("联系帮扶与下沉"),
        (
            Line("service.communities", ("党组织", "联系的地方"), ("place_id", "place__parent_id")),
            Line("service.deployed", ("党员", "地方"), _FRONT),
            Line("service.first_secretaries", (), _FRONT, listed=False),
        ),
    ),
    Section(
        _("结对与双服务"),
        (
            Line("service.pairs", ("党组织", "对方"), _AT),
            Line("service.deeds", ("实事", "党组织", "对方", "方向", "状态"), _AT),
            Line("service.given", ("实事", "党组织", "对方", "状态"), _AT),
            Line("service.received", ("实事", "党组织", "对方", "状态"), _AT),
        ),
    ),
    Section(
        _("服务单"),
        (
            Line("service.accepted", (), _AT, listed=False),
            Line("service.done", ("类别", "社区", "承办党组织"), _AT),
        ),
    ),
    Section(
        _("志愿服务"),
        (
            Line("vol.events", ("活动", "类别", "主办党组织"), _AT),
            Line("service.hours", ("党员", "服务", "小时")),
            Line("service.helpers", (), listed=False),
        ),
    ),
)
OWN = (
    Own("checkin.member", _("到社区报到"), ("社区", "状态"), _("次")),
    Own("checkin.deployed", _("下沉一线、任小区第一书记"), ("地方",), _("次")),
    Own("service.hours", _("参加服务"), ("服务", "来源", "小时"), _("次"), "hours", _("小时")),
)
_HOURS = "小时"


def known(line: Line) -> tuple[Figure, FactKind] | None:
    """Return a line's figure and its kind of fact, or None where no context records it."""
    by_id = {figure.id: figure for figure in figures.every()}
    figure = by_id.get(line.figure)
    return (figure, facts.get(figure.fact)) if figure else None


def own_kinds() -> list[tuple[Own, FactKind]]:
    """Return the kinds of a member's report that some context records."""
    by_id = {kind.id: kind for kind in facts.every()}
    return [(own, by_id[own.kind]) for own in OWN if own.kind in by_id]


def said(kind: FactKind, says: tuple[str, ...], row: Any, own: str = "") -> str:
    """Return what a fact says in one line: the cells of these titles, in their order.

    ``own`` is the name of whose report it is: it need not be said again.
    """
    columns = dict(kind.columns)
    cells = [_written(title, facts.cell(row, columns[title])) for title in says if title in columns]
    return "，".join(cell for cell in cells if cell and cell != own)


def _written(title: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if title == _HOURS:
        return f"{value.normalize():f} {title}"
    return str(value)
