"""Reads a ledger of check-ins: whom each row means, where, and what is new or changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import batched

from django.utils.translation import gettext as _

from xianfeng.checkin.enums import CheckinState
from xianfeng.checkin.ledger import whom
from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, CONFLICT, NEW, UNCHANGED, Importer, Plan
from xianfeng.members.models import Membership
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place, Unit

LIVE = (CheckinState.REPORTED, CheckinState.CONFIRMED)
OFFER = {"skills": "skills", "wishes": "wishes", "times": "slots", "monthly_limit": "monthly_limit"}


@dataclass(slots=True)
class Row:
    """One row that means a unit or a member, and a place; ``stands`` is what it repeats."""

    unit: Unit
    member: int | None
    community: int
    grid: int | None
    stands: UnitCheckin | MemberCheckin | None = None


def check(frame: Frame, importer: Importer) -> None:
    """Find unit, member and place of every row, and reject what cannot be."""
    units, places, spells = whom.units(frame, importer), _places(), whom.spells(frame)
    rows: dict[int, Row] = {}
    for index in range(len(frame)):
        code, town, grid = (frame[name][index] for name in ("unit_code", "community", "grid"))
        unit, community = units.get(code), places.get((None, town))
        if code and unit is None:
            frame.reject(index, "unit_code", "unit_not_found")
        if town and community is None:
            text = _("没有这个社区，请核对名称，或先导入社区台账")
            frame.reject(index, "community", "choice_unknown", text)
        inner = places.get((community, grid)) if grid else None
        if community is not None and grid and inner is None:
            text = _("这个社区没有这个网格，请核对名称")
            frame.reject(index, "grid", "choice_unknown", text)
        if unit is None or community is None or not frame["reported_on"][index]:
            continue
        spell = whom.spell(frame, index, unit, spells, frame["reported_on"][index])
        if spell is None and frame["name"][index]:
            continue
        if spell is not None and not _still_theirs(frame, index, importer, spell, spells):
            continue
        member = spell.member_id if spell else None
        rows[index] = Row(unit, member, community, inner)
    frame.resolved["rows"] = rows
    frame.once("name", lambda index: _key(rows[index]) if index in rows else None)


def _still_theirs(
    frame: Frame,
    index: int,
    importer: Importer,
    spell: Membership,
    known: Mapping[str, list[Membership]],
) -> bool:
    """True when the importer keeps the records of where the member is now; else reject the row.

    A check-in is one, wherever somebody is: who was here once is not this unit's to change.
    """
    theirs = [one for one in known[spell.member.name] if one.member_id == spell.member_id]
    if theirs[-1].until_on is None and importer.reaches(theirs[-1].unit.path):
        return True
    text = _("此人的组织关系已不在该组织，由现在的党组织登记")
    frame.reject(index, "name", "choice_unknown", text)
    return False


def plan(frame: Frame, importer: Importer) -> Plan:
    """Compare with the check-ins that stand; a member's at another place is a conflict."""
    rows: dict[int, Row] = frame.resolved["rows"]
    made = Plan(work=rows)
    people, units = _standing(list(rows.values()))
    for index in list(frame.live()):
        row = rows[index]
        if row.member is None:
            row.stands = units.get((row.unit.pk, row.community))
        else:
            row.stands = people.get(row.member)
        moved = isinstance(row.stands, MemberCheckin) and _elsewhere(row, row.stands)
        if moved:
            text = _("此人已在别处报到；搬了家，请在页面上重新报到")
            frame.reject(index, "community", CONFLICT, text)
            made.states[index] = CONFLICT
            continue
        differing = changes(frame, index, row)
        made.states[index] = NEW if row.stands is None else CHANGED if differing else UNCHANGED
        if differing:
            titles = {name: frame.heading(column) for column, name in fields(row).items()}
            made.changes[index] = [
                (titles[name], _("原有内容"), _("表中内容")) for name in differing
            ]
    return made


def fields(row: Row) -> dict[str, str]:
    """Return which columns a row may change, each with its field."""
    return {"agreement": "agreement"} if row.member is None else OFFER


def changes(frame: Frame, index: int, row: Row) -> dict[str, object]:
    """Return what the row says otherwise than what stands; a blank cell leaves it."""
    if row.stands is None:
        return {}
    return {
        name: frame[column][index]
        for column, name in fields(row).items()
        if frame[column][index] is not None and frame[column][index] != getattr(row.stands, name)
    }


def _elsewhere(row: Row, stands: MemberCheckin) -> bool:
    other_grid = row.grid is not None and stands.grid_id != row.grid
    return stands.community_id != row.community or other_grid


def _key(row: Row) -> tuple[str, int, int]:
    if row.member is None:
        return "unit", row.unit.pk, row.community
    return "member", row.member, 0


def _places() -> dict[tuple[int | None, str], int]:
    rows = Place.objects.exclude(level=GridLevel.ESTATE).values_list("parent_id", "name", "pk")
    return {(parent, name): pk for parent, name, pk in rows}


def _standing(
    rows: list[Row],
) -> tuple[dict[int, MemberCheckin], dict[tuple[int, int], UnitCheckin]]:
    people: dict[int, MemberCheckin] = {}
    units: dict[tuple[int, int], UnitCheckin] = {}
    for part in batched(sorted({row.member for row in rows if row.member}), whom.PART):
        found = MemberCheckin.objects.filter(member_id__in=part, state__in=LIVE)
        people |= {one.member_id: one for one in found}
    keys = sorted({row.unit.pk for row in rows if row.member is None})
    for part in batched(keys, whom.PART):
        for one in UnitCheckin.objects.filter(unit_id__in=part, state__in=LIVE):
            units[one.unit_id, one.community_id] = one
    return people, units
