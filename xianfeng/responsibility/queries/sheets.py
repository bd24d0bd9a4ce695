"""A list as a sheet: each item with what facts say of it, or what was noted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from xianfeng.duties import queries as duties_queries
from xianfeng.duties.measuring import Reading, Yardstick
from xianfeng.duties.queries import Measure
from xianfeng.kernel.viewer import Grant, Viewer
from xianfeng.responsibility.enums import Finding, Half
from xianfeng.responsibility.models import DutyItem, DutyList, Note
from xianfeng.responsibility.permissions import READERS, is_holder
from xianfeng.units.enums import Role
from xianfeng.units.models import Unit

_OF_READING = {Reading.MET: "met", Reading.NOT_YET: "overdue", Reading.PENDING: "open"}
_OF_FINDING = {Finding.DONE: "met", Finding.UNDER_WAY: "open", Finding.NOT_YET: "overdue"}


@dataclass(frozen=True)
class Told:
    """One item on a day: its mark, a word, what stands behind it, and its notes by half."""

    item: DutyItem
    mark: str
    label: str
    text: str
    href: str
    midyear: Note | None = None
    yearend: Note | None = None

    @property
    def not_yet(self) -> bool:
        """True when facts or the last note say that it is not done yet."""
        return self.mark == "overdue"


def sheet(viewer: Viewer, duty_list: DutyList, as_of: date) -> list[Told]:
    """Return the items of one list in their order."""
    return sheets(viewer, [duty_list], as_of)[duty_list.pk]


def sheets(viewer: Viewer, found: Collection[DutyList], as_of: date) -> dict[int, list[Told]]:
    """Return {list's key: its items}; the number of queries does not grow with that of lists.

    What the holder before noted of the same item stands with it. Notes are those up to the day.
    """
    items = list(DutyItem.objects.filter(duty_list__in=found).select_related("duty_list"))
    notes = _notes(items, as_of)
    measured = _measured(viewer, found, items, as_of)
    lists: dict[int, list[Told]] = {row.pk: [] for row in found}
    for item in items:
        key = (item.duty_list.year, _yardstick(item), item.duty_list.unit_id)
        lists[item.duty_list_id].append(_told(item, measured.get(key), notes.get(item.pk, {})))
    return lists


def _yardstick(item: DutyItem) -> Yardstick:
    """Return what measures an item."""
    return Yardstick(item.rule, item.figure, item.threshold or Decimal(0), item.at_most)


def _measured(
    viewer: Viewer, found: Iterable[DutyList], items: Iterable[DutyItem], as_of: date
) -> dict[tuple[int, Yardstick, int], Measure]:
    units: dict[int, dict[int, Unit]] = {}
    for row in found:
        units.setdefault(row.year, {})[row.unit_id] = row.unit
    sticks: dict[int, list[Yardstick]] = {year: [] for year in units}
    for item in items:
        if item.measured:
            sticks[item.duty_list.year].append(_yardstick(item))
    told: dict[tuple[int, Yardstick, int], Measure] = {}
    reader = _reader(viewer, found)
    for year, of_year in units.items():
        units_of = list(of_year.values())
        values = duties_queries.measures(reader, sticks[year], year, units_of, as_of)
        for (stick, unit), measure in values.items():
            open_to = viewer.reaches(of_year[unit].path, READERS)
            told[year, stick, unit] = measure if open_to else replace(measure, href="")
    return told


def _reader(viewer: Viewer, found: Iterable[DutyList]) -> Viewer:
    """Return the viewer who also reads what facts say of the units they hold a list in.

    A holder without a role there sees how their own items stand, and no row behind it.
    """
    own = [row.unit for row in found if is_holder(viewer, row)]
    grants = (Grant(Role.LEADER, unit.path, unit.pk) for unit in own)
    return Viewer(
        viewer.user_id, viewer.name, (*viewer.grants, *grants), member_id=viewer.member_id
    )


def _notes(items: Iterable[DutyItem], as_of: date) -> dict[int, dict[str, Note]]:
    """Return {item's key: {half: note}}, what the lists before said of it among them."""
    before = {item.pk: item.before_id for item in items}
    while missing := {key for key in before.values() if key is not None and key not in before}:
        before |= dict(DutyItem.objects.filter(pk__in=missing).values_list("pk", "before_id"))
    own: dict[int, dict[str, Note]] = {}
    for note in Note.objects.filter(item__in=before, noted_on__lte=as_of):
        own.setdefault(note.item_id, {})[note.half] = note
    told = {}
    for item in items:
        at: int | None = item.pk
        halves: dict[str, Note] = {}
        while at is not None:
            halves = own.get(at, {}) | halves
            at = before[at]
        told[item.pk] = halves
    return told


def _told(item: DutyItem, measure: Measure | None, notes: dict[str, Note]) -> Told:
    halves = {"midyear": notes.get(Half.MIDYEAR), "yearend": notes.get(Half.YEAREND)}
    if measure is not None:
        mark = _OF_READING.get(measure.reading, "none")
        return Told(item, mark, str(measure.reading.label), measure.text, measure.href)
    if item.measured:
        return Told(item, "open", _("未到期"), _("这一年还没有开始"), "")
    last = halves["yearend"] or halves["midyear"]
    if last is None:
        return Told(item, "none", _("还没登记"), "", "")
    finding = Finding(last.finding)
    return Told(item, _OF_FINDING[finding], str(finding.label), last.words, "", **halves)
