"""Reads a ledger of requests: where each is, which stand already, which may say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.kernel import crypto
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import NEW, UNCHANGED, Importer, Plan
from xianfeng.service import queries
from xianfeng.service.models import Request
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place

_SAME = timedelta(days=90)
_ALIKE = timedelta(days=14)
_FURTHEST = timedelta(days=180)
_PART = 500
Key = tuple[Any, ...]


@dataclass(slots=True)
class Row:
    """One row that names a place; ``phone`` is the blind index of the telephone."""

    community: Place
    grid: Place | None
    phone: bytes
    key: Key


def check(frame: Frame, importer: Importer) -> None:
    """Find the place of every row among those that the importer works for."""
    communities, grids = _places(importer)
    only = next(iter(communities.values())) if len(communities) == 1 else None
    rows: dict[int, Row] = {}
    for index in range(len(frame)):
        town, name = frame["community"][index], frame["grid"][index]
        community = communities.get(town) if town else only
        if community is None and not frame.faulty(index, "community"):
            said = _("没有这个社区，或者不归您办，请核对名称") if town else ""
            frame.reject(index, "community", "choice_unknown" if town else "required", said)
        grid = grids.get((community.pk, name)) if community and name else None
        if community is not None and name and grid is None:
            text = _("这个社区没有这个网格，请核对名称")
            frame.reject(index, "grid", "choice_unknown", text)
        if community is not None and frame["phone"][index]:
            rows[index] = _row(frame, index, community, grid)
    frame.resolved["rows"] = rows
    frame.once("text", lambda index: rows[index].key if index in rows else None)


def plan(frame: Frame, importer: Importer) -> Plan:
    """Leave what stands, take in the rest, and point to what may be the same."""
    rows: dict[int, Row] = frame.resolved["rows"]
    known = _known(importer, [rows[index] for index in frame.live()])
    standing = {_key_of(one): one for one in known}
    made = Plan(work=rows)
    for index in list(frame.live()):
        if rows[index].key in standing:
            made.states[index] = UNCHANGED
        elif not _too_early_or_late(frame, index, importer.today):
            made.states[index] = NEW
    _point_to_alike(frame, made, rows, known, importer.today)
    return made


def _row(frame: Frame, index: int, community: Place, grid: Place | None) -> Row:
    phone = crypto.blind("phone", frame["phone"][index]) or b""
    text, category = frame["text"][index], frame["category"][index]
    key = (
        community.pk, phone, text, category, frame["on_date"][index], frame["part"][index] or "",
    )  # fmt: skip
    return Row(community, grid, phone, key)


def _key_of(one: Request) -> Key:
    phone = bytes(one.phone_index or b"")
    return one.community_id, phone, one.text, one.category, one.on_date, one.part


def _too_early_or_late(frame: Frame, index: int, today: date) -> bool:
    """Reject a new request for a day that has passed, or is more than half a year away."""
    on = frame["on_date"][index]
    if on is None or today <= on <= today + _FURTHEST:
        return False
    said = _("这一天已经过去，请另填一天") if on < today else _("请填半年以内的日期")
    frame.reject(index, "on_date", "date_invalid", said)
    return True


def _point_to_alike(
    frame: Frame, made: Plan, rows: dict[int, Row], known: list[Request], today: date
) -> None:
    """Warn where an open request, or an earlier row, may say the same in other words."""
    since = today - _ALIKE
    fresh = [one for one in known if one.state in queries.OPEN and one.placed_on >= since]
    by_phone = {(bytes(one.phone_index or b""), one.category): one for one in fresh}
    by_place = {(one.community_id, one.grid_id, one.category, one.text): one for one in fresh}
    seen: dict[Key, int] = {}
    for index in sorted(index for index, state in made.states.items() if state == NEW):
        row, category = rows[index], frame["category"][index]
        grid = row.grid.pk if row.grid else None
        alike = by_phone.get((row.phone, category))
        alike = alike or by_place.get((row.community.pk, grid, category, frame["text"][index]))
        if alike is not None:
            told = {"day": alike.placed_on, "text": alike.text}
            said = _("可能与 %(day)s 点的“%(text)s”是同一件事；确是两件，照样导入") % told
            frame.warn(index, "text", "similar_open", said)
        first = seen.setdefault((row.phone, category), index)
        if first != index:
            said = _("可能与本表第 %(row)s 行是同一件事；确是两件，照样导入")
            frame.warn(index, "text", "similar_in_file", said % {"row": frame.rows[first]})


def _known(importer: Importer, rows: Iterable[Row]) -> list[Request]:
    """Return the requests of late with these telephones, or with these texts at these places."""
    wanted = list(rows)
    mine = queries.visible_to(importer.viewer).filter(placed_on__gte=importer.today - _SAME)
    found: dict[int, Request] = {}
    for part in batched(sorted({row.phone for row in wanted}), _PART):
        found |= {one.pk: one for one in mine.filter(phone_index__in=part)}
    texts = sorted({(row.community.pk, row.key[2]) for row in wanted})
    for pairs in batched(texts, _PART):
        here = mine.filter(
            community__in={place for place, _text in pairs},
            text__in={text for _place, text in pairs},
            state__in=queries.OPEN,
        )
        found |= {one.pk: one for one in here}
    return [found[key] for key in sorted(found)]


def _places(importer: Importer) -> tuple[dict[str, Place], dict[tuple[int, str], Place]]:
    """Return the communities that the importer works for by name, and the grids in them."""
    viewer = importer.viewer
    own = Place.objects.filter(viewer.in_places("pk"), level=GridLevel.COMMUNITY)
    communities = {one.name: one for one in own}
    inner = Place.objects.filter(parent__in=own, level=GridLevel.GRID)
    return communities, {(one.parent_id or 0, one.name): one for one in inner}
