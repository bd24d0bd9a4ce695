"""Finds whom a row means: the unit of a code, and the member of that name who was there."""

from datetime import date
from itertools import batched

from django.utils.translation import gettext as _

from xianfeng.kernel import crypto
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Importer
from xianfeng.members.models import Member, Membership
from xianfeng.units.models import Unit

PART = 500


def units(frame: Frame, importer: Importer) -> dict[str, Unit]:
    """Return the units of the sheet's codes that the importer reaches, by code."""
    codes = sorted({code for code in frame["unit_code"] if code})
    found: dict[str, Unit] = {}
    for part in batched(codes, PART):
        for unit in Unit.objects.filter(code__in=part):
            if importer.reaches(unit.path):
                found[unit.code] = unit
    return found


def spells(frame: Frame) -> dict[str, list[Membership]]:
    """Return the branch spells of everybody whose name stands in the sheet, by name."""
    found: dict[str, list[Membership]] = {}
    for part in batched(sorted({name for name in frame["name"] if name}), PART):
        rows = Membership.objects.filter(member__name__in=part)
        for spell in rows.select_related("member", "unit").order_by("member_id", "from_on"):
            found.setdefault(spell.member.name, []).append(spell)
    return found


def spell(
    frame: Frame, index: int, unit: Unit, known: dict[str, list[Membership]], on: date
) -> Membership | None:
    """Return the spell of the one member the row means who was there that day, or reject it."""
    name = frame["name"][index]
    here = {
        one.member_id: one
        for one in known.get(name, ())
        if one.unit.path.startswith(unit.path) and _covers(one, on)
    }
    told = frame["id_number"][index]
    if told is not None:
        number = crypto.blind("id_number", told.number)
        here = {pk: one for pk, one in here.items() if _numbered(one.member, number)}
    if len(here) == 1:
        return next(iter(here.values()))
    if name:
        text = (
            _("当日该组织有几个同名党员，请填身份号码")
            if here
            else _("当日此人的组织关系不在该组织，请核对姓名、号码和日期")
        )
        frame.reject(index, "name", "choice_unknown", text)
    return None


def _covers(spell: Membership, on: date) -> bool:
    return spell.from_on <= on and (spell.until_on is None or spell.until_on > on)


def _numbered(member: Member, number: object) -> bool:
    return bool(member.id_number_index == number)
