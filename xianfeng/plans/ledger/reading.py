"""The columns of a task breakdown, and what is wrong with its rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xianfeng.kernel.viewer import OPERATOR_ROLE
from xianfeng.ledgers import cells, parsers
from xianfeng.ledgers.examine import title_of
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Column, Importer, Parsed
from xianfeng.plans.ledger.nodes import year_in
from xianfeng.plans.models import Plan
from xianfeng.units.models import Unit


@dataclass(frozen=True, slots=True)
class Issue:
    """The plan a sheet belongs to: the unit that issued it, its title and its year."""

    unit_id: int
    title: str
    year: int


def _codes(raw: object) -> Parsed:
    return cells.listed(raw)[0] or None, None


COLUMNS = (
    Column("seq", "序号", cells.integer, form="integer", width=8, example=1),
    Column("aspect", "方面", parsers.text(60), required=True, example="规划引领"),
    Column("title", "任务", parsers.text(300), required=True, width=40,
           example="出台机关党建三年规划"),
    Column("lead_code", "牵头组织编码", parsers.text(120), required=True, example="HY003"),
    Column("assisting_codes", "配合组织编码", _codes, width=24, example="HY008、HY005"),
    Column("due_on", "完成时限", parsers.day, required=True, form="date", example="2020-11-30"),
    Column("nodes", "节点要求", parsers.text(300), width=30, example="6月底前过半",
           hint="写明月份的节点会成为有期限的节点，例如：3月底前完成立项；6月底前过半"),
)  # fmt: skip


def check(frame: Frame, importer: Importer) -> None:
    """Number the rows, find the units by code (or exact name), and name the plan."""
    _number(frame)
    _resolve_units(frame, importer)
    frame.resolved["issue"] = _issue(frame, importer)


def _number(frame: Frame) -> None:
    """Rows without a number go by their place in the sheet; a number stands for one task."""
    numbers = frame["seq"]
    if not frame.has("seq"):
        numbers[:] = range(1, len(frame) + 1)
    for index, number in enumerate(numbers):
        if number is None and not frame.faulty(index, "seq"):
            frame.reject(index, "seq", "required")
        elif number is not None and not 0 < number < 2**31:
            frame.reject(index, "seq", "number_invalid")
            numbers[index] = None
    frame.once("seq", lambda index: numbers[index])


def _resolve_units(frame: Frame, importer: Importer) -> None:
    units = Unit.objects.filter(importer.viewer.within("path", {*importer.roles, OPERATOR_ROLE}))
    known: dict[str, int] = {}
    for pk, code, name in units.order_by("path").values_list("pk", "code", "name"):
        known[code] = pk
        known.setdefault(name, pk)
    leads: list[int | None] = []
    assistants: list[list[int]] = []
    for index, (lead, others) in enumerate(
        zip(frame["lead_code"], frame["assisting_codes"], strict=True)
    ):
        found = known.get(lead) if lead is not None else None
        if lead is not None and found is None:
            frame.reject(index, "lead_code", "unit_not_found")
        leads.append(found)
        assistants.append(_assisting(frame, index, others or (), known, found))
    frame.resolved |= {"leads": leads, "assistants": assistants}


def _assisting(
    frame: Frame, index: int, codes: Iterable[str], known: dict[str, int], lead: int | None
) -> list[int]:
    """Return the assisting units; the lead among them is left out, with a warning."""
    found: list[int] = []
    for code in codes:
        unit = known.get(code)
        if unit is None:
            text = _("系统里没有组织编码 {code}，请核对").format(code=code)
            frame.reject(index, "assisting_codes", "unit_not_found", text)
        elif unit == lead:
            text = _("{code} 已是牵头组织，不再列为配合组织").format(code=code)
            frame.warn(index, "assisting_codes", "duplicate_in_file", text)
        elif unit not in found:
            found.append(unit)
    return found


def _issue(frame: Frame, importer: Importer) -> Issue | None:
    """Return the plan: titled as the sheet is, for the year of its title or of most due days."""
    owner = _owner(importer)
    if owner is None:
        for index in frame.live():
            frame.reject(index, "lead_code", "unit_not_found", _("请先导入党组织"))
        return None
    title = title_of(frame.table)
    years = Counter(day.year for day in frame["due_on"] if day is not None)
    year = year_in(title) or (years.most_common(1)[0][0] if years else importer.today.year)
    issue = Issue(owner, title[:120], year)
    return issue if title != frame.table.sheet.name else _standing(frame, issue)


def _standing(frame: Frame, issue: Issue) -> Issue:
    """Return the standing plan whose numbers and tasks most rows of an untitled sheet repeat."""
    rows = set(zip(frame["seq"], frame["title"], strict=True))
    plans = Plan.objects.filter(unit_id=issue.unit_id).exclude(title=issue.title, year=issue.year)
    for plan in plans:
        told = rows.intersection(plan.tasks.values_list("seq", "title"))
        if 2 * len(told) > len(rows):
            return Issue(issue.unit_id, plan.title, plan.year)
    return issue


def _owner(importer: Importer) -> int | None:
    """Return the unit that issues the plan: the importer's own, or the root of the tree."""
    for path in sorted(importer.paths()):
        units = Unit.objects.order_by("path")
        own = units.filter(path=path).first() if path else units.filter(parent=None).first()
        if own is not None:
            return own.pk
    return None
