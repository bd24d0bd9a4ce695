"""Reads a ledger of development: which person and branch each row means, and what it states."""

from datetime import date
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.development.enums import Outcome
from xianfeng.development.ledger.columns import DETAILS
from xianfeng.development.rules.history import Entry
from xianfeng.kernel import crypto
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Importer
from xianfeng.members.enums import Sex
from xianfeng.members.models import Membership
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit

_PART = 500
_SEXES = {str(label): value for value, label in Sex.choices}
type Key = tuple[str, str, date]
"""Branch code, name and day of birth: one person of a sheet."""


def check(frame: Frame, importer: Importer) -> None:
    """Find branches and people, and reject what cannot be."""
    units = _units(frame, importer)
    full = _full_members(units)
    entries: dict[int, Entry] = {}
    for index in range(len(frame)):
        unit = units.get(frame["unit_code"][index])
        if unit is None and frame["unit_code"][index]:
            frame.reject(index, "unit_code", "unit_not_found")
        _agree(frame, index)
        if unit is not None and frame["step"][index] and frame["taken_on"][index]:
            entries[index] = _entry(frame, index, unit, full)
    frame.resolved |= {"units": units, "entries": entries}
    frame.once("taken_on", lambda index: _mark(frame, index, entries))


def key_of(frame: Frame, index: int) -> Key:
    """Return whom a sound row speaks of."""
    return frame["unit_code"][index], frame["name"][index], frame["born_on"][index]


def index_of(frame: Frame, index: int) -> bytes | None:
    """Return the blind index of a row's identity number, or None."""
    told = frame["id_number"][index]
    return crypto.blind("id_number", told.number) if told else None


def _mark(frame: Frame, index: int, entries: dict[int, Entry]) -> object | None:
    entry = entries.get(index)
    return (key_of(frame, index), entry.step, entry.on) if entry else None


def _agree(frame: Frame, index: int) -> None:
    """A number says the day of birth and the sex as well: they must not contradict it."""
    told = frame["id_number"][index]
    if told is None:
        return
    if frame["born_on"][index] not in (None, told.born_on):
        frame.reject(index, "born_on", "id_birth_mismatch")
    if frame["sex"][index] not in (None, _SEXES[told.sex]):
        frame.reject(index, "sex", "id_sex_mismatch")


def _units(frame: Frame, importer: Importer) -> dict[str, Unit]:
    codes = sorted({code for code in frame["unit_code"] if code})
    found: dict[str, Unit] = {}
    for part in batched(codes, _PART):
        for unit in Unit.objects.filter(code__in=part, kind__in=BRANCH_KINDS):
            if importer.reaches(unit.path):
                found[unit.code] = unit
    return found


def _full_members(units: dict[str, Unit]) -> dict[tuple[int, str], list[Membership]]:
    """Return the branch spells of members by branch and name."""
    found: dict[tuple[int, str], list[Membership]] = {}
    for part in batched(sorted(unit.pk for unit in units.values()), _PART):
        for spell in Membership.objects.filter(unit__in=part).select_related("member"):
            found.setdefault((spell.unit_id, spell.member.name), []).append(spell)
    return found


def _entry(
    frame: Frame, index: int, unit: Unit, full: dict[tuple[int, str], list[Membership]]
) -> Entry:
    """Return what a row states; names that nobody bore are warned of and left out."""
    on = frame["taken_on"][index]
    people: dict[str, Any] = {}
    for field in ("contacts", "sponsors"):
        keys = []
        for name in frame[field][index] or ():
            member = _bearer(full.get((unit.pk, name), []), on)
            if member is None:
                text = _("当天的正式党员里没有找到%(name)s，没有记入") % {"name": name}
                frame.warn(index, field, "choice_unknown", text)
            else:
                keys.append(member)
        people[field] = tuple(sorted(keys))
    stated: dict[str, Any] = {name: frame[name][index] for name in DETAILS}
    texts: dict[str, Any] = {name: stated.pop(name) or "" for name in ("by", "reason")}
    outcome = frame["outcome"][index] or Outcome.DONE
    return Entry(frame["step"][index], on, str(outcome), **stated, **texts, **people)


def _bearer(spells: list[Membership], on: date) -> int | None:
    """Return the full member of that name on the day, or None when there is none or several."""
    here = [
        spell.member_id
        for spell in spells
        if spell.from_on <= on
        and (spell.until_on is None or spell.until_on > on)
        and spell.member.confirmed_on is not None
        and spell.member.confirmed_on <= on
    ]
    return here[0] if len(here) == 1 else None
