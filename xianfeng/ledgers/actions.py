"""Taking in a file, correcting it, applying it and taking it back: each one recorded action."""

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.kernel import audit, facts, statistics
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, require
from xianfeng.ledgers import bulk, contents, queries, registry
from xianfeng.ledgers.enums import BatchState
from xianfeng.ledgers.examine import Examined, examine
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.permissions import require_import
from xianfeng.ledgers.preview import preview
from xianfeng.ledgers.registry import Applied, Importer, Kind

UNDO_DAYS = 30
MANY_ROWS = 2000
_COUNTS = ("rows", "accepted", "rejected", "new", "changed", "unchanged")


class Rejected(Refused):
    """A file with rejected rows was not written; ``examined`` says which and why."""

    def __init__(self, examined: Examined) -> None:
        text = _("还有 {count} 行要改，请先改正，或只导入正确的行")
        super().__init__(text.format(count=examined.rejected))
        self.examined = examined


@action("ledgers.receive")
def receive(*, actor: Viewer, at: datetime, kind: Kind, name: str, content: bytes) -> Batch:
    """Take in a file and check it; nothing of it is written. Raises UnusableFile."""
    require_import(actor, kind)
    batch = _batch(actor, at, kind, name, content)
    batch.outcome = preview(examine(kind, content, name, importer_of(actor, at, kind)))
    batch.save()
    audit.record(batch, new=_told(batch), unit_id=_unit_of(actor))
    return batch


@action("ledgers.correct")
def correct(
    *,
    actor: Viewer,
    at: datetime,
    batch_id: int,
    version: int,
    corrections: Mapping[str, Mapping[str, str]] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Batch:
    """Replace cells, or the matching of columns, and check again; raises UnusableFile."""
    batch = _open(actor, batch_id, version)
    kind = registry.get(batch.kind)
    if columns is not None:
        batch.columns = dict(columns)
    for row, cells in (corrections or {}).items():
        batch.corrections.setdefault(row, {}).update(contents.sealed_cells(kind, cells))
    batch.outcome = preview(contents.examined(batch, importer_of(actor, at, kind)))
    batch.version += 1
    batch.save(update_fields=["columns", "corrections", "outcome", "version"])
    new = {
        "columns": batch.columns,
        "cells": {r: sorted(c) for r, c in (corrections or {}).items()},
    }
    audit.record(batch, new=new, unit_id=_unit_of(actor))
    return batch


@action("ledgers.apply")
def apply(
    *, actor: Viewer, at: datetime, batch_id: int, version: int, valid_only: bool = False
) -> Batch:
    """Write a checked batch; without ``valid_only`` a rejected row refuses the whole."""
    batch = _open(actor, batch_id, version)
    bulk.alone()
    kind = registry.get(batch.kind)
    importer = importer_of(actor, at, kind)
    examined = contents.examined(batch, importer)
    if examined.rejected and not valid_only:
        raise Rejected(examined)
    batch.outcome = preview(examined)
    _write(batch, examined, importer)
    return batch


@action("ledgers.import")
def import_file(
    *,
    actor: Viewer,
    at: datetime,
    kind: Kind,
    name: str,
    content: bytes,
    valid_only: bool = False,
) -> Examined:
    """Check and write a file in one step; raises UnusableFile, and Rejected for a rejected row."""
    require_import(actor, kind)
    bulk.alone()
    importer = importer_of(actor, at, kind)
    examined = examine(kind, content, name, importer)
    if examined.rejected and not valid_only:
        raise Rejected(examined)
    batch = _batch(actor, at, kind, name, content)
    batch.outcome = preview(examined)
    _write(batch, examined, importer)
    return examined


@action("ledgers.undo")
def undo(*, actor: Viewer, at: datetime, batch_id: int, version: int) -> Batch:
    """Take back a whole batch within 30 days; raises Refused where later records rest on it."""
    batch = _locked(actor, batch_id, version)
    if batch.state != BatchState.APPLIED or batch.applied_at is None:
        raise Refused(_("这一批没有导入，或已经撤销"))
    if not undoable(batch, at):
        raise Refused(_("导入已超过 {days} 天，不能整批撤销，请逐条更正").format(days=UNDO_DAYS))
    bulk.alone()
    kind = registry.get(batch.kind)
    kind.undo(json.loads(zlib.decompress(bytes(batch.undo))), importer_of(actor, at, kind))
    batch.state, batch.undone_at, batch.undo = BatchState.UNDONE, at, b""
    batch.version += 1
    batch.save(update_fields=["state", "undone_at", "undo", "version"])
    audit.record(batch, old=_told(batch), unit_id=_unit_of(actor))
    for fact in kind.facts:
        facts.recorded(facts.get(fact))
    return batch


@action("ledgers.forget")
def forget(*, actor: Viewer, at: datetime) -> tuple[int, int]:
    """Throw away uploads never applied, and what applied ones held, once undoing is over.

    Return how many batches were deleted and how many emptied; counts and messages stay.
    """
    require(actor, {OPERATOR_ROLE}, "")
    left, held = queries.outlived(actor, at - timedelta(days=UNDO_DAYS))
    deleted, _models = left.delete()
    emptied = held.update(content=b"", corrections={}, undo=b"")
    audit.record("ledgers:batches", new={"deleted": deleted, "emptied": emptied})
    return deleted, emptied


@action("ledgers.export_unmasked")
def export_unmasked(
    *, actor: Viewer, at: datetime, kind: Kind, path: str, unit_id: int | None, purpose: str
) -> list[Sequence[Any]]:
    """Return rows with personal numbers in clear, for a stated purpose that is kept."""
    require_import(actor, kind)
    if not purpose.strip():
        raise Refused(_("请写明用途"), "purpose")
    rows = list(kind.export(actor, path, True))
    told = {"kind": kind.id, "rows": len(rows), "purpose": purpose.strip()}
    audit.record(f"ledgers:{kind.id}", new=told, unit_id=unit_id)
    return rows


def importer_of(actor: Viewer, at: datetime, kind: Kind) -> Importer:
    """Return the importer of a kind: how far the actor's rows may reach."""
    return Importer(actor, at, kind.roles)


def undoable(batch: Batch, at: datetime) -> bool:
    """Tell whether an applied batch is young enough to be taken back."""
    return batch.applied_at is not None and at <= batch.applied_at + timedelta(days=UNDO_DAYS)


def _batch(actor: Viewer, at: datetime, kind: Kind, name: str, content: bytes) -> Batch:
    return Batch(
        kind=kind.id,
        file_name=name[-200:],
        content=contents.sealed_file(content),
        user_id=actor.user_id,
        unit_id=next((each.unit_id for each in actor.grants if each.role in kind.roles), None),
        actor_name=actor.name,
        created_at=at,
    )


def _locked(actor: Viewer, batch_id: int, version: int) -> Batch:
    """Return the batch, locked; raises DoesNotExist, Denied, Conflict."""
    batch = queries.visible_to(actor).select_for_update().get(pk=batch_id)
    require_import(actor, registry.get(batch.kind))
    if batch.version != version:
        raise Conflict(batch)
    return batch


def _open(actor: Viewer, batch_id: int, version: int) -> Batch:
    batch = _locked(actor, batch_id, version)
    if batch.state != BatchState.CHECKED:
        raise Refused(_("这一批已经导入，不能再改；可以撤销后重新上传"))
    return batch


def _write(batch: Batch, examined: Examined, importer: Importer) -> None:
    """Apply what was examined and close the batch with its audit row."""
    done: Applied = examined.kind.apply(examined.frame, examined.plan, importer)
    batch.undo = zlib.compress(json.dumps(done.undo, ensure_ascii=False).encode(), 6)
    batch.state, batch.applied_at = BatchState.APPLIED, importer.at
    batch.version += 1
    batch.save()
    audit.record(batch, new=_told(batch), unit_id=_unit_of(importer.viewer))
    for fact in done.facts:
        facts.recorded(facts.get(fact), unit_ids=done.unit_ids)
    if batch.outcome["accepted"] >= MANY_ROWS:
        statistics.refresh()


def _told(batch: Batch) -> dict[str, Any]:
    """Return what the audit row says of a batch: the kind, the file and the counts, no cell."""
    counts = {name: batch.outcome[name] for name in _COUNTS}
    return {"kind": batch.kind, "file": batch.file_name, **counts}


def _unit_of(actor: Viewer) -> int | None:
    return next((grant.unit_id for grant in actor.grants), None)
