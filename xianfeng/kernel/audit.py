"""The append-only, hash-chained record of every write."""

import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Model

from xianfeng.kernel import crypto
from xianfeng.kernel.models import AuditEntry, AuditHead
from xianfeng.kernel.viewer import Viewer

GENESIS = "0" * 64


@dataclass
class _Pending:
    verb: str
    actor: Viewer
    at: datetime
    written: int = 0


@dataclass(frozen=True)
class Finding:
    """One thing wrong with the chain: at which entry, and what."""

    seq: int
    problem: str


_pending: ContextVar[_Pending | None] = ContextVar("pending", default=None)


@contextmanager
def expecting(verb: str, actor: Viewer, at: datetime) -> Iterator[None]:
    """Open an action; it must write exactly one audit row before it closes."""
    if _pending.get() is not None:
        raise RuntimeError(f"{verb}: an action may not call another action")
    pending = _Pending(verb, actor, at)
    token = _pending.set(pending)
    try:
        yield
        if pending.written != 1:
            raise RuntimeError(f"{verb}: {pending.written} audit rows written, one expected")
    finally:
        _pending.reset(token)


def record(
    target: Model | str,
    *,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    unit_id: int | None = None,
    subject_id: int | None = None,
) -> AuditEntry:
    """Write the audit row of the action under way.

    ``target`` is the row acted on, or its name; ``old`` and ``new`` hold no sealed field in clear.
    """
    pending = _pending.get()
    if pending is None:
        raise RuntimeError("an audit row outside an action")
    pending.written += 1
    name = target if isinstance(target, str) else f"{target._meta.label_lower}:{target.pk}"
    head = _head()
    entry = AuditEntry(
        seq=head.seq + 1,
        at=pending.at,
        actor_id=pending.actor.user_id,
        actor_name=pending.actor.name,
        on_behalf=pending.actor.on_behalf,
        verb=pending.verb,
        target=name,
        unit_id=unit_id,
        subject_id=subject_id,
        old=_plain(old or {}),
        new=_plain(new or {}),
    )
    entry.digest = _digest(head.digest, entry)
    entry.save(force_insert=True)
    head.seq, head.digest = entry.seq, entry.digest
    head.save()
    return entry


def hold() -> None:
    """Lock the chain's end now, for an action that takes shared locks before it records.

    It comes before derived duties everywhere: two actions that wait for each other cannot be.
    """
    _head()


def verify() -> list[Finding]:
    """Walk the chain; an edit, a deletion, a reordering or a cut tail each give a finding."""
    findings = []
    previous, expected = GENESIS, 0
    for entry in AuditEntry.objects.order_by("seq").iterator(2000):
        expected += 1
        if entry.seq != expected:
            findings.append(Finding(expected, "missing"))
            expected = entry.seq
        if not hmac.compare_digest(_digest(previous, entry), entry.digest):
            findings.append(Finding(entry.seq, "altered"))
        previous = entry.digest
    head = AuditHead.objects.filter(pk=1).first()
    if expected and (head is None or head.seq != expected or head.digest != previous):
        findings.append(Finding(expected, "tail cut"))
    if not expected and head is not None and head.seq:
        findings.append(Finding(head.seq, "tail cut"))
    return findings


def contains(end: str) -> bool:
    """True when the chain still holds an end ``seq:digest`` that was kept elsewhere."""
    seq, _, digest = end.partition(":")
    return seq.isdecimal() and AuditEntry.objects.filter(seq=int(seq), digest=digest).exists()


def _head() -> AuditHead:
    """Return the chain's end, locked until the transaction ends."""
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        if AuditEntry.objects.exists():
            raise RuntimeError("the audit chain has lost its head: run xianfeng verify")
        head = AuditHead(pk=1, seq=0, digest=GENESIS)
    return head


def _digest(previous: str, entry: AuditEntry) -> str:
    """Return the keyed digest that binds an entry to the one before it."""
    content = json.dumps(
        [
            previous,
            entry.seq,
            entry.at.astimezone(UTC).isoformat(),
            entry.actor_id,
            entry.actor_name,
            entry.on_behalf,
            entry.verb,
            entry.target,
            entry.unit_id,
            entry.subject_id,
            entry.old,
            entry.new,
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hmac.new(crypto.key("audit"), content.encode(), sha256).hexdigest()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as JSON holds them, so that the digest survives a round trip."""
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain_value(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, float):
        return str(value)
    if value is None or isinstance(value, (str, int, bool)):
        return value
    return str(value)
