"""Writes a ledger of deployments, takes it back, and sends it out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from xianfeng.checkin import queries
from xianfeng.checkin.enums import DeploymentKind
from xianfeng.checkin.facts import OF_DEPLOYMENTS
from xianfeng.checkin.homes import whole_name
from xianfeng.checkin.ledger.deployments.reading import Row
from xianfeng.checkin.models import Deployment
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, NEW, Applied, Importer, Plan
from xianfeng.units.models import Place

FACTS = tuple(kind.id for kind in OF_DEPLOYMENTS)
_LABEL = "checkin.Deployment"


def apply(frame: Frame, plan: Plan, importer: Importer) -> Applied:
    """End what ends, and then write what is new: a post is free before it is filled."""
    rows: dict[int, Row] = plan.work
    changed = [rows[index] for index, state in plan.states.items() if state == CHANGED]
    ended = [_ended(row) for row in changed]
    new = [rows[index] for index, state in plan.states.items() if state == NEW]
    stored = Deployment.objects.bulk_create([_made(row) for row in new], batch_size=500)
    made = {_LABEL: bulk.ranges(one.pk for one in stored)}
    touched = frozenset(row.unit for row in (*changed, *new))
    return Applied({"made": made, "changed": ended}, FACTS, touched)


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and put back what stood; raises Refused when it changed since."""
    made = done["made"]
    undoing.refuse_when_used(made)
    undoing.refuse_unless_untouched(Deployment, made[_LABEL], version=1)
    undoing.delete(made)
    for pk, version, until in done["changed"]:
        row = Deployment.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None or row.version != version:
            raise undoing.changed_since()
        _store(row, date.fromisoformat(until) if until else None, version - 1)


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterable[Sequence[Any]]:
    """Yield the deployments the viewer reads at or below ``path``, in the fixed order."""
    rows = queries.deployments_visible_to(viewer).filter(below("unit__path", path))
    for row in rows.order_by("unit__path", "from_on", "pk"):
        town, inner = _where(row.place)
        yield (
            row.unit.code, row.member.name, row.member.id_number if unmasked else "", town, inner,
            DeploymentKind(row.kind).label, row.from_on, row.until_on,
        )  # fmt: skip


def _where(place: Place) -> tuple[str, str]:
    """Return the name of a place's community, and what comes after it in the place's own."""
    town = place
    while town.parent is not None:
        town = town.parent
    return town.name, whole_name(place).removeprefix(town.name)


def _made(row: Row) -> Deployment:
    return Deployment(
        member_id=row.member,
        unit_id=row.unit,
        place_id=row.place,
        kind=row.kind.value,
        from_on=row.from_on,
        until_on=row.until_on,
    )


def _ended(row: Row) -> list[Any]:
    stands: Any = row.stands
    old = stands.until_on
    _store(stands, row.until_on, stands.version + 1)
    return [stands.pk, stands.version, old.isoformat() if old else None]


def _store(row: Deployment, until_on: date | None, version: int) -> None:
    row.until_on, row.version = until_on, version
    row.save(update_fields=["until_on", "version"])
