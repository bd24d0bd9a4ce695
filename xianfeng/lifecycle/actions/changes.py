"""The verbs of a change: plan it, let it take effect, cancel it before its day."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.facts import recorded
from xianfeng.kernel.viewer import Viewer
from xianfeng.lifecycle import rules
from xianfeng.lifecycle.actions import effects, refusals
from xianfeng.lifecycle.enums import ChangeState
from xianfeng.lifecycle.facts import CHANGE
from xianfeng.lifecycle.models import UnitChange
from xianfeng.lifecycle.permissions import require_change
from xianfeng.members.models import Member
from xianfeng.units.actions.structure import locked

_RELATED = ("unit", "unit__parent", "unit__agency", "target", "target__agency", "agency")


@action("lifecycle.plan_change")
def plan_change(
    *, actor: Viewer, at: datetime, change: UnitChange, members: Collection[Member] = ()
) -> UnitChange:
    """Lay down a change; one whose day is today takes effect at once.

    ``change`` is not saved yet. Refused for a day gone by, and for what cannot be.
    """
    require_change(actor, change)
    audit.hold()
    touched = lay_down(actor, at, change, members)
    audit.record(change, new=snapshot(change), unit_id=change.unit_id or change.target_id)
    _tell(change, touched)
    return change


@action("lifecycle.apply_change")
def apply_change(*, actor: Viewer, at: datetime, change: UnitChange, version: int) -> UnitChange:
    """Let a planned change whose day has come take effect; Refused for what cannot be by now."""
    current = _locked(change, version)
    require_change(actor, current)
    audit.hold()
    if not rules.is_due(current.state, current.effective_on, timezone.localdate(at)):
        raise Refused(_("到 %(day)s 才生效。") % {"day": current.effective_on})
    old = snapshot(current)
    refusals.refuse(current, set(current.members.values_list("pk", flat=True)))
    touched = _finish(current, at, ChangeState.DONE)
    audit.record(current, old=old, new=snapshot(current), unit_id=current.unit_id)
    _tell(current, touched)
    return current


@action("lifecycle.cancel_change")
def cancel_change(*, actor: Viewer, at: datetime, change: UnitChange, version: int) -> UnitChange:
    """Cancel a planned change; nothing of it happens."""
    current = _locked(change, version)
    require_change(actor, current)
    if not rules.may("cancel", current.state):
        raise Refused(_("它已经%(state)s。") % {"state": current.get_state_display()})
    old = snapshot(current)
    _finish(current, at, ChangeState.CANCELLED)
    audit.record(
        current, old=old, new=snapshot(current), unit_id=current.unit_id or current.target_id
    )
    return current


def rehearse(actor: Viewer, today: date, change: UnitChange, members: Collection[Member]) -> None:
    """Raise what would stand in the way of a change: Refused or Denied; nothing is written."""
    require_change(actor, change)
    refusals.refuse_early(change, today)
    refusals.refuse(change, {member.pk for member in members})


@part
def lay_down(
    actor: Viewer,
    at: datetime,
    change: UnitChange,
    members: Collection[Member] = (),
    *,
    at_once: bool = True,
) -> set[int]:
    """Save a change inside an action under way; return the units touched where it took effect."""
    today = timezone.localdate(at)
    change.unit = locked(change.unit) if change.unit else None
    change.target = locked(change.target) if change.target else None
    refusals.refuse_early(change, today)
    refusals.refuse(change, {member.pk for member in members})
    change.user_id, change.recorded_by, change.recorded_at = actor.user_id, actor.name, at
    change.save()
    change.members.set(members)
    due = at_once and rules.is_due(change.state, change.effective_on, today)
    return _finish(change, at, ChangeState.DONE) if due else set()


def snapshot(change: UnitChange) -> dict[str, Any]:
    """Return what a change says, as the audit row keeps it."""
    names = (
        "kind", "state", "unit_id", "target_id", "code", "name", "unit_kind", "agency_id",
        "effective_on", "decided_on", "document_number", "reason",
    )  # fmt: skip
    members = sorted(change.members.values_list("pk", flat=True))
    return {name: getattr(change, name) for name in names} | {"members": members}


def _finish(change: UnitChange, at: datetime, state: str) -> set[int]:
    touched = effects.take_effect(change) if state == ChangeState.DONE else set()
    change.state, change.finished_at = state, at
    change.version += 1
    change.save()
    return touched


def _tell(change: UnitChange, touched: set[int]) -> None:
    if touched:
        effects.tell(touched)
        recorded(CHANGE, unit_ids=touched, days={change.effective_on})


def _locked(change: UnitChange, version: int) -> UnitChange:
    rows = UnitChange.objects.select_for_update(of=("self",)).select_related(*_RELATED)
    current = rows.get(pk=change.pk)
    if current.version != version:
        raise Conflict(current)
    return current
