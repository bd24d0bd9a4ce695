"""Lays down the changes of a ledger, takes them back, and sends all out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import NEW, UNCHANGED, Applied, Importer, Plan
from xianfeng.lifecycle import queries
from xianfeng.lifecycle.actions import changes
from xianfeng.lifecycle.enums import ChangeKind, ChangeState
from xianfeng.lifecycle.ledger.reading import key, standing
from xianfeng.lifecycle.models import UnitChange

_LABEL = "lifecycle.UnitChange"


def plan(frame: Frame, importer: Importer) -> Plan:
    """Compare with the changes that stand: the same kind, unit and day is the same change."""
    found: dict[int, UnitChange] = frame.resolved["changes"]
    stands = standing()
    result = Plan(work=[])
    for index in frame.live():
        known = key(found[index]) in stands
        result.states[index] = UNCHANGED if known else NEW
        if not known:
            result.work.append(found[index])
    return result


def apply(frame: Frame, result: Plan, importer: Importer) -> Applied:
    """Save what is new as planned, of today too, so that a batch can be taken back whole."""
    for change in result.work:
        changes.lay_down(importer.viewer, importer.at, change, at_once=False)
    made = [change.pk for change in result.work]
    return Applied({"made": {_LABEL: bulk.ranges(made)}}, (), frozenset())


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete the changes that are still planned; raises Refused once one has been finished."""
    spans = done["made"][_LABEL]
    undoing.refuse_when_used(done["made"])
    undoing.refuse_unless_untouched(UnitChange, spans, version=1, state=ChangeState.PLANNED)
    undoing.delete(done["made"])


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterator[Sequence[Any]]:
    """Yield the changes the viewer sees at or below ``path``, the latest first."""
    for change in queries.listed(viewer, path=path):
        new = change.kind == ChangeKind.ESTABLISH
        made = change.kind == ChangeKind.SPLIT
        yield (
            str(change.get_kind_display()),
            None if new or change.unit is None else change.unit.code,
            change.code or None,
            change.name or None,
            str(change.get_unit_kind_display()) if change.unit_kind else None,
            change.target.code if change.target and not made else None,
            change.agency.name if change.agency else None,
            change.effective_on,
            change.decided_on,
            change.document_number or None,
            change.reason or None,
            str(change.get_state_display()),
        )
