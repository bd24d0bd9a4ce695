"""The columns of a ledger of problems, what is wrong with its rows, and what they change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from xianfeng.ledgers import parsers
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, NEW, UNCHANGED, Column, Importer, Plan
from xianfeng.rectification import permissions, rules
from xianfeng.rectification.enums import Category, Severity, Source
from xianfeng.rectification.models import Answer, Problem
from xianfeng.units.models import Unit

_PART = 500
PLANNED = ("measure", "leader", "owner")
_UNSETTLED = ("open", "answered")
_FIXED = ("source", "category", "severity")


def _one_of(choices: Iterable[tuple[str, Any]], **also: str) -> Any:
    return parsers.one_of([(value, str(label)) for value, label in choices], also)


COLUMNS = (
    Column("unit", "责任单位", parsers.text(120), required=True, example="HY00101", width=20,
           hint="写组织编码或全称"),
    Column("text", "问题", parsers.text(500), required=True, width=40,
           example="党员大会记录不全，缺少表决情况"),
    Column("source", "来源", _one_of(Source.choices, 巡视反馈="central", 巡察反馈="provincial",
           督导="inspection", 自查自纠="self_check", 信访="complaint"), required=True,
           listed=tuple(map(str, Source.labels)), example="督查"),
    Column("category", "类别", _one_of(Category.choices, 政治建设="politics", 思想建设="thought",
           组织建设="organisation", 作风建设="style", 廉洁="integrity"), required=True,
           listed=tuple(map(str, Category.labels)), example="组织"),
    Column("severity", "程度", _one_of(Severity.choices, 轻微="ordinary", 重大="grave"),
           listed=tuple(map(str, Severity.labels)), example="一般", hint="不写的按一般"),
    Column("verifier", "提出单位", parsers.text(120), example="HY001", width=20,
           hint="由它核实销号；不写的，自查为上一级，其他为导入的单位"),
    Column("found_on", "发现日期", parsers.day, required=True, past=True, form="date",
           example=date(2021, 3, 5)),
    Column("due_on", "整改时限", parsers.day, required=True, form="date",
           example=date(2021, 4, 5)),
    Column("measure", "整改措施", parsers.text(500), width=36, example="补齐表决记录"),
    Column("leader", "责任领导", parsers.text(60), example="张三"),
    Column("owner", "责任人", parsers.text(60), example="李四"),
    Column("answer", "整改情况", parsers.text(1000), width=36, example="已补齐并经大会确认"),
    Column("answered_on", "报告日期", parsers.day, past=True, form="date",
           example=date(2021, 3, 20)),
    Column("closed_on", "销号日期", parsers.day, past=True, form="date",
           example=date(2021, 3, 25), hint="由提出单位核实销号，责任单位不能自己填"),
)  # fmt: skip


@dataclass(slots=True)
class Row:
    """What one sound row says; ``steps`` are the edges it takes from where the problem stands."""

    unit: Unit
    verifier: Unit
    said: dict[str, Any]
    problem: Problem | None = None
    steps: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Work:
    """The rows to write."""

    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)


def check(frame: Frame, importer: Importer) -> None:
    """Find the units, compare with the problems that stand, and refuse what no edge allows."""
    known = _units(frame)
    rows: dict[int, Row] = {}
    for index in range(len(frame)):
        row = _row(frame, index, known, importer)
        if row is not None:
            rows[index] = row
    frame.once("text", lambda index: _key(rows[index]) if index in rows else None)
    standing = _standing(rows.values())
    for index, row in rows.items():
        row.problem = standing.get(_key(row))
        _days(frame, index, row)
        if row.problem is None:
            _check_new(frame, index, row, importer)
        else:
            _check_standing(frame, index, row, row.problem, importer)
    frame.resolved["rows"] = rows


def plan(frame: Frame, importer: Importer) -> Plan:
    """Tell new rows from those that take an edge, and from those that change nothing."""
    made, work = Plan(), Work()
    rows: Mapping[int, Row] = frame.resolved["rows"]
    for index in frame.live():
        row = rows[index]
        if row.problem is None:
            made.states[index] = NEW
            work.new.append(row)
            continue
        made.states[index] = CHANGED if row.steps else UNCHANGED
        if row.steps:
            made.changes[index] = _changes(frame, row, row.problem)
            work.changed.append(row)
    made.work = work
    return made


def _units(frame: Frame) -> dict[str, Unit]:
    """Return units by code and by full name; a name that two units bear names none."""
    said = sorted({cell for name in ("unit", "verifier") for cell in frame[name] if cell})
    found: dict[str, Unit] = {}
    twice: set[str] = set()
    for part in batched(said, _PART):
        for unit in Unit.objects.filter(name__in=part).select_related("parent"):
            twice |= {unit.name} & set(found)
            found[unit.name] = unit
    found = {name: unit for name, unit in found.items() if name not in twice}
    for part in batched(said, _PART):
        for unit in Unit.objects.filter(code__in=part).select_related("parent"):
            found[unit.code] = unit
    return found


def _row(frame: Frame, index: int, known: Mapping[str, Unit], importer: Importer) -> Row | None:
    said = {column.field: frame[column.field][index] for column in COLUMNS}
    if said["unit"] is None:
        return None
    unit = known.get(said["unit"])
    if unit is None or not importer.reaches(unit.path):
        frame.reject(index, "unit", "unit_not_found")
        return None
    verifier = known.get(said["verifier"]) if said["verifier"] else _usual(unit, said, importer)
    if verifier is None or not _sees(importer, unit, verifier):
        told = _("请写明提出单位：由它核实销号，不能是责任单位自己") if not said["verifier"] else ""
        frame.reject(index, "verifier", "unit_not_found", told)
        return None
    if any(said[name] is None for name in ("text", "source", "category", "found_on", "due_on")):
        return None
    return Row(unit, verifier, said)


def _sees(importer: Importer, unit: Unit, verifier: Unit) -> bool:
    """True when the verifying unit is in the importer's part, or stands above the owning unit."""
    return importer.viewer.reaches(verifier.path) or unit.path.startswith(verifier.path)


def _usual(unit: Unit, said: Mapping[str, Any], importer: Importer) -> Unit | None:
    if said["source"] == Source.SELF_CHECK:
        return unit.parent
    above = [path for path in importer.paths() if path != unit.path and unit.path.startswith(path)]
    if not above:
        return unit.parent
    nearest = max(above, key=len)
    return Unit.objects.filter(path=nearest).first() if nearest else unit.parent


def _key(row: Row) -> tuple[Any, ...]:
    return row.unit.pk, row.said["text"], row.said["found_on"]


def _standing(rows: Iterable[Row]) -> dict[tuple[Any, ...], Problem]:
    """Return the problems of these units that stand, the earliest recorded of each key."""
    ids = sorted({row.unit.pk for row in rows})
    found: dict[tuple[Any, ...], Problem] = {}
    given = Answer.objects.filter(taken_back=False).order_by("pk")
    for part in batched(ids, _PART):
        stand = Problem.objects.filter(unit__in=part).exclude(state="withdrawn")
        stand = stand.select_related("unit", "verifier", "joint", "order").order_by("pk")
        beside = ("spells", "extensions", "parts", Prefetch("answers", given, "given"))
        for one in stand.prefetch_related(*beside):
            found.setdefault((one.unit_id, one.text, one.found_on), one)
    return found


def _days(frame: Frame, index: int, row: Row) -> None:
    """Refuse days in an impossible order, and a close without what was done."""
    said = row.said
    if said["due_on"] < said["found_on"]:
        frame.reject(index, "due_on", "date_invalid", _("整改时限在发现日期之前，请核对"))
    if said["closed_on"] and not said["answered_on"]:
        said["answered_on"] = said["closed_on"]
    if said["answered_on"] and not said["answer"]:
        frame.reject(index, "answer", "required", _("写了报告日期或销号日期，请写明整改情况"))
    if said["answer"] and not said["answered_on"]:
        frame.reject(index, "answered_on", "required", _("写了整改情况，请写明报告日期"))
    order = [said[name] for name in ("found_on", "answered_on", "closed_on") if said[name]]
    if order != sorted(order):
        told = _("发现日期、报告日期、销号日期要依次不早于前一个，请核对")
        frame.reject(index, "answered_on", "date_invalid", told)


def _check_new(frame: Frame, index: int, row: Row, importer: Importer) -> None:
    own = row.said["source"] == Source.SELF_CHECK
    if row.unit.pk == row.verifier.pk:
        told = _("提出单位不能是责任单位自己：自己提的不能自己核实销号")
        frame.reject(index, "verifier", "choice_unknown", told)
    elif not permissions.may_raise(importer.viewer, row.unit, row.verifier, own=own):
        told = _("您不能以这个单位的名义提出问题：自查由责任单位报、上级核实，其他由提出单位录入")
        frame.reject(index, "verifier", "choice_unknown", told)
    else:
        sides = permissions.between(importer.viewer, row.unit, row.verifier)
        _take(frame, index, row, sides, "open")


def _check_standing(
    frame: Frame, index: int, row: Row, problem: Problem, importer: Importer
) -> None:
    said, sides = row.said, permissions.sides(importer.viewer, problem)
    for name in _FIXED:
        if said[name] is not None and said[name] != getattr(problem, name):
            told = _("与系统里的不一致，提出后不能改；提错了请撤回重提")
            frame.reject(index, name, "choice_unknown", told)
    if said["verifier"] and problem.verifier_id != row.verifier.pk:
        told = _("这个问题由%(name)s提出，提出后不能改") % {"name": problem.verifier.name}
        frame.reject(index, "verifier", "choice_unknown", told)
    if any(said[name] is not None and said[name] != getattr(problem, name) for name in PLANNED):
        _edge(frame, index, row, "plan_problem", "measure", sides, problem.state)
    if said["due_on"] > problem.due_on:
        _edge(frame, index, row, "extend_problem", "due_on", sides, problem.state)
    elif said["due_on"] < problem.due_on and said["due_on"] not in _former(problem):
        told = _("原定 %(day)s，时限只能延后，不能提前") % {"day": problem.due_on}
        frame.reject(index, "due_on", "date_invalid", told)
    _take(frame, index, row, sides, problem.state, problem)


def _former(problem: Problem) -> set[date]:
    return {extension.old_due_on for extension in problem.extensions.all()}


def _take(
    frame: Frame, index: int, row: Row, sides: set[str], state: str, problem: Problem | None = None
) -> None:
    """Note the edges from a state to where the row says that the problem stands."""
    said = row.said
    if said["answered_on"] and state == "open":
        state = _edge(frame, index, row, "answer_problem", "answered_on", sides, state)
        if (
            problem is not None
            and problem.parts.exclude(state__in=["closed", "withdrawn"]).exists()
        ):
            told = _("还有单位的部分没有销号，等都销号了再由牵头单位报整改情况")
            frame.reject(index, "answered_on", "date_invalid", told)
    elif said["answered_on"] and problem is not None:
        _same_answer(frame, index, row, problem)
    if said["closed_on"] and state == "answered":
        _edge(frame, index, row, "verify_problem", "closed_on", sides, state)
        begun = (
            max((spell.from_on for spell in problem.spells.all()), default=None)
            if problem
            else None
        )
        if begun and said["closed_on"] < begun:
            told = _("系统里 %(day)s 起才是现在的状态，销号日期不能在它之前") % {"day": begun}
            frame.reject(index, "closed_on", "date_invalid", told)
    elif said["closed_on"] and problem is not None and said["closed_on"] != problem.closed_on:
        told = _("系统里的销号日期是 %(day)s，要改请先重新打开") % {"day": problem.closed_on}
        frame.reject(index, "closed_on", "date_invalid", told)


def _same_answer(frame: Frame, index: int, row: Row, problem: Problem) -> None:
    last = list(problem.given)[-1]  # type: ignore[attr-defined]  # prefetched under this name
    days = {last.on, last.given_on}
    if row.said["answered_on"] not in days or row.said["answer"] not in (None, last.text):
        told = _("已报过整改情况，和台账不一致；要改请先收回或退回再报")
        frame.reject(index, "answer", "choice_unknown", told)


def _edge(
    frame: Frame, index: int, row: Row, verb: str, column: str, sides: set[str], state: str
) -> str:
    """Note an edge of the table, or reject the row: who may not, and where it does not start."""
    edge = rules.PROBLEM.edge(verb)
    if edge.by not in sides:
        told = {
            "verify_problem": _("销号由提出单位核实后办理，责任单位不能自己销号；请清空销号日期"),
            "extend_problem": _("延期由提出单位同意，责任单位不能自己改时限"),
        }.get(verb, _("整改措施和整改情况由责任单位填报"))
        frame.reject(index, column, "choice_unknown", told)
    elif state not in edge.starts:
        told = _("这个问题已报整改或已销号，不能再改；要改请先收回、退回或重新打开")
        frame.reject(index, column, "choice_unknown", told)
    else:
        row.steps.append(verb)
    return edge.to


def _changes(frame: Frame, row: Row, problem: Problem) -> list[tuple[str, str, str]]:
    named = {
        "plan_problem": PLANNED, "extend_problem": ("due_on",),
        "answer_problem": ("answered_on",), "verify_problem": ("closed_on",),
    }  # fmt: skip
    names = [name for verb in row.steps for name in named[verb]]
    return [
        (frame.heading(name), str(getattr(problem, name) or ""), str(row.said[name]))
        for name in names
        if row.said[name] is not None and row.said[name] != getattr(problem, name)
    ]
