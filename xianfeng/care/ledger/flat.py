"""Ledgers whose row is one record: compared by its key, written, taken back and sent out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from xianfeng.care.actions import shared
from xianfeng.care.models import Recorded
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import (
    CHANGED,
    NEW,
    UNCHANGED,
    Applied,
    Column,
    Importer,
    Kind,
    Plan,
)
from xianfeng.units.enums import Role
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF

_PART = 500
type Values = dict[str, Any]
type Key = tuple[Any, ...]


@dataclass(frozen=True)
class Flat:
    """What tells one flat ledger from another.

    ``read(frame, importer, units)`` rejects rows and returns the field values of the sound ones
    by index; ``key`` makes a record's key out of its values; ``day`` is the field of its date and
    ``column`` the ledger's;
    ``stated`` are the fields a changed row may alter (a blank cell leaves what stands), each with
    the column it comes from; ``row`` writes one record as a line of the ledger.
    """

    model: type[Recorded]
    day: str
    column: str
    read: Callable[[Frame, Importer, Mapping[str, Unit]], dict[int, Values]]
    key: Callable[[Values], Key]
    stated: Mapping[str, str]
    row: Callable[[Any], Sequence[Any]]
    visible: Callable[[Viewer], QuerySet[Any]]
    facts: tuple[str, ...]
    related: tuple[str, ...] = ("unit",)


@dataclass(slots=True)
class _Work:
    new: list[Values] = field(default_factory=list)
    changed: list[tuple[Any, Values]] = field(default_factory=list)


def kind_of(
    flat: Flat,
    name: str,
    title: str,
    columns: tuple[Column, ...],
    readers: frozenset[Role] = STAFF,
) -> Kind:
    """Return the ledger's kind: who records for a unit imports, ``readers`` export."""
    return Kind(
        id=name,
        title=title,
        columns=columns,
        roles=frozenset(RECORDERS),
        readers=frozenset(readers),
        check=lambda frame, importer: _check(flat, frame, importer),
        plan=lambda frame, importer: _plan(flat, frame),
        apply=lambda frame, plan, importer: _apply(flat, plan, importer),
        undo=lambda done, importer: _undo(flat, done),
        export=lambda viewer, path, unmasked: _export(flat, viewer, path),
        facts=flat.facts,
    )


def _check(flat: Flat, frame: Frame, importer: Importer) -> None:
    units = _units(frame, importer)
    values = flat.read(frame, importer, units)
    frame.resolved["values"] = values
    sound = set(values) - frame.rejected
    frame.once(flat.column, lambda index: flat.key(values[index]) if index in sound else None)


def _units(frame: Frame, importer: Importer) -> dict[str, Unit]:
    codes = sorted({code for code in frame["unit_code"] if code})
    found: dict[str, Unit] = {}
    for start in range(0, len(codes), _PART):
        for unit in Unit.objects.filter(code__in=codes[start : start + _PART]):
            if importer.reaches(unit.path):
                found[unit.code] = unit
    for index, code in enumerate(frame["unit_code"]):
        if code and code not in found:
            frame.reject(index, "unit_code", "unit_not_found")
    return found


def _plan(flat: Flat, frame: Frame) -> Plan:
    """Compare with the records of the same key that stand."""
    values: dict[int, Values] = frame.resolved["values"]
    live = [index for index in frame.live() if index in values]
    standing = _standing(flat, [values[index] for index in live])
    made, work = Plan(), _Work()
    for index in live:
        found = standing.get(flat.key(values[index]))
        if found is None:
            made.states[index] = NEW
            work.new.append(values[index])
            continue
        differing = _differences(flat, frame, index, found, values[index])
        made.states[index] = CHANGED if differing else UNCHANGED
        if differing:
            made.changes[index] = [(title, str(old), str(new)) for _, title, old, new in differing]
            work.changed.append((found, {name: new for name, _, _, new in differing}))
    made.work = work
    return made


def _standing(flat: Flat, values: Sequence[Values]) -> dict[Key, Any]:
    if not values:
        return {}
    days = [each[flat.day] for each in values]
    stand = flat.model._base_manager.filter(
        withdrawn="", **{f"{flat.day}__gte": min(days), f"{flat.day}__lte": max(days)}
    )
    fields = [one.attname for one in flat.model._meta.concrete_fields]
    return {flat.key({name: getattr(row, name) for name in fields}): row for row in stand}


def _differences(
    flat: Flat, frame: Frame, index: int, found: Any, values: Values
) -> list[tuple[str, str, Any, Any]]:
    return [
        (name, frame.heading(column), getattr(found, name), values[name])
        for name, column in flat.stated.items()
        if frame[column][index] is not None and getattr(found, name) != values[name]
    ]


def _apply(flat: Flat, plan: Plan, importer: Importer) -> Applied:
    work: _Work = plan.work
    units = Unit.objects.in_bulk({values["unit_id"] for values in work.new})
    made = [
        flat.model(
            **{**values, **shared.signed(importer.viewer, importer.at, units[values["unit_id"]])}
        )
        for values in work.new
    ]
    flat.model._base_manager.bulk_create(made, batch_size=_PART)
    changed = []
    for row, values in work.changed:
        changed.append([row.pk, row.version + 1, {n: _plain(getattr(row, n)) for n in values}])
        _store(row, values, row.version + 1)
    touched = {row.unit_id for row in made} | {row.unit_id for row, _ in work.changed}
    undo = {
        "made": {flat.model._meta.label: bulk.ranges(row.pk for row in made)},
        "changed": changed,
    }
    return Applied(undo, flat.facts, frozenset(touched))


def _undo(flat: Flat, done: Mapping[str, Any]) -> None:
    made = done["made"]
    undoing.refuse_when_used(made)
    spans = made[flat.model._meta.label]
    undoing.refuse_unless_untouched(flat.model, spans, version=1, withdrawn="")
    for pk, version, old in done["changed"]:
        row = flat.model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None or row.version != version:
            raise undoing.changed_since()
        values = {name: _typed(flat, name, value) for name, value in old.items()}
        _store(row, values, version - 1)
    undoing.delete(made)


def _store(row: Recorded, values: Values, version: int) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version = version
    row.save(update_fields=[*values, "version"])


def _export(flat: Flat, viewer: Viewer, path: str) -> Iterator[Sequence[Any]]:
    found = flat.visible(viewer).filter(below("unit__path", path), withdrawn="")
    ordered = found.select_related(*flat.related).order_by("unit__path", flat.day, "pk")
    for row in ordered.iterator(chunk_size=1000):
        yield flat.row(row)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, (date, Decimal)) else value


def _typed(flat: Flat, name: str, value: Any) -> Any:
    fields: dict[str, Any] = {one.name: one for one in flat.model._meta.concrete_fields}
    return fields[name].to_python(value)


def spellings(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Return choices as a parser takes them."""
    return [(value, str(label)) for value, label in choices]
