"""Compares a units ledger with the standing tree, writes it, and takes it back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from xianfeng.kernel.periods import add_months
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, NEW, UNCHANGED, Applied, Importer, Plan
from xianfeng.units import queries
from xianfeng.units.actions import states
from xianfeng.units.enums import Sector, UnitKind
from xianfeng.units.ledger import tree
from xianfeng.units.ledger.tree import Standing, Tree
from xianfeng.units.models import Agency, Term, Unit, UnitState

_UNIT = ("name", "kind", "parent", "agency", "established_on", "version")
_TERM = ("from_on", "until_on", "years", "ended_on")


@dataclass(slots=True)
class Row:
    """What one accepted row says; ``unit`` is the standing unit, None for a new one."""

    code: str
    name: str
    kind: str
    parent: str | None
    agency: str
    sector: str
    established_on: date
    term_from: date | None
    term_years: int | None
    unit: Standing | None


@dataclass(slots=True)
class Work:
    """The rows to write, and the tree they were compared with."""

    stands: Tree
    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)


def plan(frame: Frame, importer: Importer) -> Plan:
    """Compare every sound row with the unit of its code; a blank cell leaves what stands."""
    work = Work(tree.standing())
    result = Plan(work=work)
    for index in frame.live():
        row = _row(frame, index, work.stands)
        if row.unit is None:
            result.states[index] = NEW
            work.new.append(row)
            continue
        differences = _differences(row, row.unit, work.stands)
        result.states[index] = CHANGED if differences else UNCHANGED
        if differences:
            result.changes[index] = differences
            work.changed.append(row)
    return result


def _row(frame: Frame, index: int, stands: Tree) -> Row:
    unit = stands.by_code.get(frame["code"][index])
    return Row(
        code=frame["code"][index],
        name=frame["name"][index],
        kind=frame["kind"][index],
        parent=frame["parent_code"][index],
        agency=frame["agency"][index] or (unit.agency if unit else ""),
        sector=frame["sector"][index] or "",
        established_on=frame["established_on"][index],
        term_from=frame["term_from"][index],
        term_years=frame["term_years"][index],
        unit=unit,
    )


def _differences(row: Row, unit: Standing, stands: Tree) -> list[tuple[str, str, str]]:
    found = []
    for title, old, new in (
        ("组织名称", unit.name, row.name),
        ("组织类别", UnitKind(unit.kind).label, UnitKind(row.kind).label),
        ("上级组织编码", stands.parent_code(unit.code) or "", row.parent or ""),
        ("所属单位", unit.agency, row.agency),
        ("成立日期", str(unit.established_on), str(row.established_on)),
    ):
        if old != new:
            found.append((title, str(old), str(new)))
    if row.sector and unit.agency == row.agency and unit.sector != row.sector:
        old = str(Sector(unit.sector).label) if unit.sector else ""
        found.append(("单位性质", old, str(Sector(row.sector).label)))
    if row.term_from and (row.term_from, row.term_years) != (unit.term_from, unit.term_years):
        old = f"{unit.term_from} {unit.term_years}年" if unit.term_from else ""
        found.append(("本届", old, f"{row.term_from} {row.term_years}年"))
    return found


def apply(frame: Frame, result: Plan, importer: Importer) -> Applied:
    """Write agencies, units, paths and terms: a handful of statements for any number of rows."""
    work: Work = result.work
    agencies, agency_undo = _write_agencies([*work.new, *work.changed])
    keys = bulk.reserve(Unit, len(work.new))
    ids = {code: unit.id for code, unit in work.stands.by_code.items()}
    ids |= {row.code: key for row, key in zip(work.new, keys, strict=True)}
    paths = _new_paths(work)
    old_units = [_unit_state(row.unit) for row in work.changed if row.unit]
    moved = [(ids[c], work.stands.by_code[c].path, p) for c, p in paths.items()
             if c in work.stands.by_code]  # fmt: skip
    touched = {row.unit.id for row in work.changed if row.unit} | {key for key, _, _ in moved}
    history = states.kept(touched)
    bulk.insert(
        Unit,
        ("id", "code", "name", "kind", "parent", "path", "agency", "established_on"),
        [
            (ids[r.code], r.code, r.name, r.kind, ids[r.parent] if r.parent else None,
             paths[r.code], agencies.get(r.agency), r.established_on)
            for r in work.new
        ],
    )  # fmt: skip
    new_units = [
        (r.name, r.kind, ids[r.parent] if r.parent else None, agencies.get(r.agency),
         r.established_on, r.unit.version + 1, r.unit.id)
        for r in work.changed if r.unit
    ]  # fmt: skip
    bulk.update(Unit, _UNIT, new_units)
    bulk.update(Unit, ("path",), [(new, key) for key, _old, new in moved])
    made_terms, term_undo = _write_terms(work, ids)
    _write_states(keys, history, importer)
    undo = {
        "made": {
            "units.Term": bulk.ranges(made_terms),
            "units.Unit": bulk.ranges(keys),
            "units.Agency": bulk.ranges(agency_undo["made"]),
        },
        "units": [[*old, new[-2]] for old, new in zip(old_units, new_units, strict=True)],
        "paths": [list(entry) for entry in moved],
        "sectors": agency_undo["sectors"],
        "terms": term_undo,
        "history": history,
    }
    return Applied(_plain(undo), ("units.unit", "units.term"), frozenset({*keys, *touched}))


def _write_agencies(rows: Sequence[Row]) -> tuple[dict[str, int], dict[str, Any]]:
    """Make missing agencies and correct sectors; return name -> key and what undoes it."""
    wanted = {row.agency: row.sector for row in rows if row.agency}
    wanted |= {row.agency: row.sector for row in rows if row.agency and row.sector}
    known = {a.name: a for a in Agency.objects.filter(name__in=list(wanted))}
    missing = [name for name in wanted if name not in known]
    keys = bulk.reserve(Agency, len(missing))
    bulk.insert(
        Agency,
        ("id", "name", "sector"),
        [(k, n, wanted[n] or Sector.OTHER) for k, n in zip(keys, missing, strict=True)],
    )
    differing = [a for n, a in known.items() if wanted[n] and a.sector != wanted[n]]
    sectors = [[a.pk, a.sector, wanted[a.name]] for a in differing]
    bulk.update(Agency, ("sector",), [(new, key) for key, _old, new in sectors])
    ids = {name: agency.pk for name, agency in known.items()} | dict(
        zip(missing, keys, strict=True)
    )
    return ids, {"made": keys, "sectors": sectors}


def _new_paths(work: Work) -> dict[str, str]:
    stands = work.stands
    parents = {code: stands.parent_code(code) for code in stands.by_code}
    rows = [*work.new, *work.changed]
    parents |= {row.code: row.parent for row in rows}
    moved = [row for row in work.changed if row.parent != stands.parent_code(row.code)]
    placed = [(row.code, row.parent) for row in [*work.new, *moved]]
    return tree.next_paths(placed, stands, parents)


def _write_terms(work: Work, ids: Mapping[str, int]) -> tuple[list[int], list[list[Any]]]:
    """Write the terms that rows name; an earlier term that overlaps ends when the next begins."""
    new, updates, old = [], [], []
    for row in [*work.new, *work.changed]:
        unit = row.unit
        if row.term_from is None or row.term_years is None:
            continue
        until = add_months(row.term_from, 12 * row.term_years)
        if unit is None or unit.term_from is None or unit.term_id is None:
            new.append((ids[row.code], row.term_from, until, row.term_years))
            continue
        before = [unit.term_from, unit.term_until, unit.term_years, unit.term_ended]
        if row.term_from > unit.term_from:
            new.append((ids[row.code], row.term_from, until, row.term_years))
            overlaps = unit.term_until is not None and unit.term_until > row.term_from
            if not overlaps or unit.term_ended:
                continue
            after: list[Any] = [*before[:3], row.term_from]
        elif (row.term_from, row.term_years) != (unit.term_from, unit.term_years):
            after = [row.term_from, until, row.term_years, unit.term_ended]
        else:
            continue
        updates.append((*after, unit.term_id))
        old.append([unit.term_id, before, after])
    bulk.update(Term, _TERM, updates)
    keys = bulk.reserve(Term, len(new))
    fields = ("id", "unit", "from_on", "until_on", "years")
    bulk.insert(Term, fields, [(k, *row) for k, row in zip(keys, new, strict=True)])
    return keys, old


def _write_states(
    made: list[int], history: Mapping[int, list[list[Any]]], importer: Importer
) -> None:
    """Give new units their first stretch; what changes in others holds from today on."""
    shown = ("unit", "from_on", "name", "kind", "path", "agency")
    units = Unit.objects.filter(bulk.among("pk", bulk.ranges(made))).order_by("pk")
    rows = list(units.values_list("pk", "established_on", *shown[2:]))
    keys = bulk.reserve(UnitState, len(rows))
    bulk.insert(
        UnitState, ("id", *shown), [(key, *row) for key, row in zip(keys, rows, strict=True)]
    )
    states.restate(history, importer.today)
    states.correct_beginning(history)


def _unit_state(unit: Standing) -> list[Any]:
    return [unit.id, unit.name, unit.kind, unit.parent_id, unit.agency_id, unit.established_on,
            unit.version]  # fmt: skip


def _plain(value: Any) -> Any:
    """Return the value as JSON holds it: dates as ISO text."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and put back what stood; raises Refused when it was used since."""
    made = done["made"]
    undoing.refuse_when_used(made)
    undoing.refuse_unless_untouched(Unit, made["units.Unit"], version=1)
    units = [(row[0], (row[7],)) for row in done["units"]]
    undoing.refuse_when_changed(Unit, units, ("version",))
    undoing.refuse_when_changed(Unit, [(k, (new,)) for k, _old, new in done["paths"]], ("path",))
    left = [(key, (new,)) for key, _old, new in done["sectors"]]
    undoing.refuse_when_changed(Agency, left, ("sector",))
    terms = [(key, _term(after)) for key, _before, after in done["terms"]]
    undoing.refuse_when_changed(Term, terms, _TERM)
    moving = [key for key, _old, _new in done["paths"]]
    taken = Q(path__in=[old for _key, old, _new in done["paths"]])
    if Unit.objects.filter(taken).exclude(pk__in=moving).exists():
        raise undoing.changed_since()
    states.put_back(
        {key: [] for first, last in made["units.Unit"] for key in range(first, last + 1)}
    )
    undoing.delete(made)
    bulk.update(Unit, _UNIT, [(*row[1:7], row[0]) for row in done["units"]])
    bulk.update(Unit, ("path",), [(old, key) for key, old, _new in done["paths"]])
    bulk.update(Agency, ("sector",), [(old, key) for key, old, _new in done["sectors"]])
    bulk.update(Term, _TERM, [(*_term(before), key) for key, before, _after in done["terms"]])
    states.put_back(done.get("history", {}))


def _term(values: Sequence[Any]) -> tuple[Any, ...]:
    start, until, years, ended = values
    return (date.fromisoformat(start), date.fromisoformat(until), years,
            date.fromisoformat(ended) if ended else None)  # fmt: skip


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterator[Sequence[Any]]:
    """Yield the units the viewer sees at or below ``path``, as a ledger that imports again."""
    stands = tree.standing()
    for code in (
        queries.visible_to(viewer).filter(below("path", path)).values_list("code", flat=True)
    ):
        unit = stands.by_code[code]
        above = stands.by_id.get(unit.parent_id) if unit.parent_id else None
        if above is not None and not viewer.reaches(above.path):
            above = None  # who looks is not to learn of it
        yield (
            unit.code, unit.name, str(UnitKind(unit.kind).label),
            above.code if above else None, above.name if above else None,
            unit.agency or None, str(Sector(unit.sector).label) if unit.sector else None,
            unit.established_on, unit.term_from, unit.term_years,
        )  # fmt: skip
