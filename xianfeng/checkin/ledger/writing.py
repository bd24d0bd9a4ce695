"""Writes a ledger of check-ins, takes it back, and sends it out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xianfeng.checkin import queries, rules
from xianfeng.checkin.enums import Part, Skill, Wish
from xianfeng.checkin.facts import OF_MEMBERS, OF_UNITS
from xianfeng.checkin.ledger.reading import LIVE, Row, changes
from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, NEW, Applied, Importer, Plan

FACTS = tuple(kind.id for kind in (*OF_UNITS, *OF_MEMBERS))
_DAYS = "一二三四五六日"
_MODELS: dict[str, Any] = {
    "checkin.UnitCheckin": UnitCheckin,
    "checkin.MemberCheckin": MemberCheckin,
}


def apply(frame: Frame, plan: Plan, importer: Importer) -> Applied:
    """Write new check-ins, and what is offered otherwise."""
    rows: dict[int, Row] = plan.work
    new = [index for index, state in plan.states.items() if state == NEW]
    made: dict[str, Any] = {}
    for label, of_units in (("checkin.UnitCheckin", True), ("checkin.MemberCheckin", False)):
        mine = [index for index in new if (rows[index].member is None) == of_units]
        written = [_made(frame, index, rows[index]) for index in mine]
        stored = _MODELS[label].objects.bulk_create(written, batch_size=500)
        made[label] = bulk.ranges(one.pk for one in stored)
    changed = [index for index, state in plan.states.items() if state == CHANGED]
    before = [_change(frame, index, rows[index]) for index in changed]
    touched = frozenset(rows[index].unit.pk for index in (*new, *changed))
    return Applied({"made": made, "changed": before}, FACTS, touched)


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and put back what stood; raises Refused when it changed since."""
    made = done["made"]
    undoing.refuse_when_used(made)
    for label, model in _MODELS.items():
        undoing.refuse_unless_untouched(model, made[label], version=1, state="reported")
    for label, pk, version, old in done["changed"]:
        row = _MODELS[label].objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None or row.version != version:
            raise undoing.changed_since()
        _store(row, old, version - 1)
    undoing.delete(made)


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterable[Sequence[Any]]:
    """Yield the live check-ins the viewer reads at or below ``path``: units, then members."""
    units = queries.units_visible_to(viewer).filter(below("unit__path", path), state__in=LIVE)
    for row in units.order_by("unit__path", "from_on", "pk"):
        yield (
            row.unit.code, "", "", row.community.name, "", row.from_on, "", "", "", None,
            row.agreement,
        )  # fmt: skip
    for row in queries.live_members(viewer, path):
        yield (
            row.branch_code, row.member.name, row.member.id_number if unmasked else "",
            row.community.name, row.grid.name if row.grid else "", row.from_on,
            _words(row.skills, Skill), _words(row.wishes, Wish), _times(row.slots),
            row.monthly_limit, "",
        )  # fmt: skip


def _made(frame: Frame, index: int, row: Row) -> Any:
    on = frame["reported_on"][index]
    common = {"community_id": row.community, "from_on": on, "on_behalf": True}
    if row.member is None:
        return UnitCheckin(unit=row.unit, agreement=frame["agreement"][index] or "", **common)
    limit = frame["monthly_limit"][index]
    return MemberCheckin(
        member_id=row.member,
        grid_id=row.grid,
        skills=frame["skills"][index] or 0,
        wishes=frame["wishes"][index] or 0,
        slots=frame["times"][index] or 0,
        monthly_limit=2 if limit is None else limit,
        **common,
    )


def _change(frame: Frame, index: int, row: Row) -> list[Any]:
    stands: Any = row.stands
    new = changes(frame, index, row)
    old = {name: getattr(stands, name) for name in new}
    _store(stands, new, stands.version + 1)
    return [stands._meta.label, stands.pk, stands.version, old]


def _store(row: Any, values: Mapping[str, Any], version: int) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version = version
    row.save(update_fields=[*values, "version"])


def _words(bits: int, words: Any) -> str:
    return "、".join(str(words(code).label) for code in rules.codes(bits, words.values))


def _times(slots: int) -> str:
    found = []
    for number in range(rules.WEEK):
        if slots >> number & 1:
            day, part = divmod(number, len(rules.PARTS))
            found.append(f"周{_DAYS[day]}{Part(rules.PARTS[part]).label}")
    return "、".join(found)
