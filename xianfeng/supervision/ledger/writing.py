"""Visits of a ledger compared with those that stand, written, taken back, and sent out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import (
    CHANGED,
    CONFLICT,
    NEW,
    UNCHANGED,
    Applied,
    Importer,
    Plan,
)
from xianfeng.supervision import facts, queries
from xianfeng.supervision.enums import State
from xianfeng.supervision.ledger.reading import Values, key_of
from xianfeng.supervision.models import TeamMember, Visit

FACTS = (facts.VISIT.id, facts.HELD.id)
_STATED = {"theme": "theme", "looked": "looked", "team_names": "team", "found": "found"}
_PART = 500
_KEY = ("issuer_id", "unit_id", "kind", "held_on")


@dataclass(slots=True)
class _Work:
    new: list[Values] = field(default_factory=list)
    changed: list[tuple[Visit, Values]] = field(default_factory=list)


def plan(frame: Frame, importer: Importer) -> Plan:
    """Compare with the confirmed visits that stand; one recorded on its page stays as it is."""
    values: dict[int, Values] = frame.resolved["values"]
    live = [index for index in frame.live() if index in values]
    standing = _standing([values[index] for index in live])
    counted = queries.counted(importer.viewer, list(standing.values()))
    made, work = Plan(), _Work()
    for index in live:
        found = standing.get(key_of(values[index]))
        if found is None:
            made.states[index] = NEW
            work.new.append(values[index])
            continue
        differing = _differences(frame, index, found, values[index], counted)
        if differing and not _from_ledger(found):
            said = _("这次督导是在系统里记录的，请打开它更正")
            frame.reject(index, "held_on", CONFLICT, said)
            made.states[index] = CONFLICT
            continue
        made.states[index] = CHANGED if differing else UNCHANGED
        if differing:
            made.changes[index] = [(title, str(old), str(new)) for _n, title, old, new in differing]
            work.changed.append((found, {name: new for name, _t, _o, new in differing}))
    made.work = work
    return made


def apply(frame: Frame, plan: Plan, importer: Importer) -> Applied:
    """Write new visits as confirmed today, and what changed."""
    work: _Work = plan.work
    made = [
        Visit(**values, state=State.CONFIRMED.value, confirmed_on=importer.today)
        for values in work.new
    ]
    Visit.objects.bulk_create(made, batch_size=_PART)
    changed = []
    for visit, values in work.changed:
        changed.append(
            [visit.pk, visit.version + 1, {name: getattr(visit, name) for name in values}]
        )
        _store(visit, values, visit.version + 1)
    undo = {"made": {Visit._meta.label: bulk.ranges(row.pk for row in made)}, "changed": changed}
    touched = [*made, *(visit for visit, _values in work.changed)]
    units = {row.unit_id for row in touched} | {row.issuer_id for row in touched}
    return Applied(undo, FACTS, frozenset(units))


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Take a batch back, unless somebody amended or voided a visit of it since."""
    made = done["made"]
    undoing.refuse_when_used(made)
    spans = made[Visit._meta.label]
    undoing.refuse_unless_untouched(Visit, spans, version=1, state=State.CONFIRMED.value)
    for pk, version, old in done["changed"]:
        visit = Visit.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if visit is None or visit.version != version:
            raise undoing.changed_since()
        _store(visit, old, version - 1)
    undoing.delete(made)


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterator[Sequence[Any]]:
    """Yield the confirmed visits that the viewer sees, in the fixed order of units."""
    team = TeamMember.objects.filter(left_because="").select_related("member")
    found = queries.visible_to(viewer).filter(below("unit__path", path), state=State.CONFIRMED)
    ordered = found.order_by("unit__path", "held_on", "pk").prefetch_related(Prefetch("team", team))
    visits = list(ordered)
    counted = queries.counted(viewer, visits)
    for visit in visits:
        yield (
            visit.unit.code, visit.issuer.code, visit.get_kind_display(), visit.held_on,
            _names(visit), visit.theme, visit.looked, counted.get(visit.pk),
        )  # fmt: skip


def _standing(values: Sequence[Values]) -> dict[tuple[Any, ...], Visit]:
    if not values:
        return {}
    days = [each["held_on"] for each in values]
    team = TeamMember.objects.filter(left_because="").select_related("member")
    found = Visit.objects.filter(
        state=State.CONFIRMED, held_on__gte=min(days), held_on__lte=max(days)
    )
    rows = found.prefetch_related(Prefetch("team", team))
    return {tuple(getattr(row, name) for name in _KEY): row for row in rows}


def _differences(
    frame: Frame, index: int, found: Visit, values: Values, counted: Mapping[int, int]
) -> list[tuple[str, str, Any, Any]]:
    standing = {
        "theme": found.theme,
        "looked": found.looked,
        "team_names": _names(found),
        "found": found.found if _from_ledger(found) else counted.get(found.pk),
    }
    return [
        (name, frame.heading(column), standing[name], values[name])
        for name, column in _STATED.items()
        if frame[column][index] is not None and standing[name] != values[name]
    ]


def _from_ledger(visit: Visit) -> bool:
    """True for a visit that came in with a ledger: no plan, no due day, no team drawn."""
    return visit.round_id is None


def _names(visit: Visit) -> str:
    return "、".join(each.member.name for each in visit.team.all()) or visit.team_names


def _store(visit: Visit, values: Mapping[str, Any], version: int) -> None:
    for name, value in values.items():
        setattr(visit, name, value)
    visit.version = version
    visit.save(update_fields=[*values, "version"])
