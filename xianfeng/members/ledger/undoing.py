"""Takes back a roster: what it made goes, what it changed is as it was."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.registry import Importer
from xianfeng.members.ledger.writing import KEPT
from xianfeng.members.models import Member, Membership, Post

_SPELL = ("unit", "from_on", "until_on")
_BYTES = frozenset({"phone_sealed", "phone_index", "landline_sealed"})
_DATES = frozenset({"born_on", "joined_on", "confirmed_on", "lost_since"})


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and put back what stood; raises Refused when it was used since."""
    made = done["made"]
    undoing.refuse_when_used(made)
    undoing.refuse_unless_untouched(Member, made["members.Member"], version=1, user=None)
    undoing.refuse_unless_untouched(Membership, made["members.Membership"], until_on=None)
    undoing.refuse_unless_untouched(Post, made["members.Post"], until_on=None)
    members = [(key, (version,)) for key, version, _before in done["members"]]
    undoing.refuse_when_changed(Member, members, ("version",))
    spells = [(key, _spell(after)) for key, _before, after in done["spells"]]
    undoing.refuse_when_changed(Membership, spells, _SPELL)
    posts = [(key, (date.fromisoformat(until),)) for key, until in done["posts"]]
    undoing.refuse_when_changed(Post, posts, ("until_on",))
    undoing.delete(made)
    rows = [(*_values(before), key) for key, _version, before in done["members"]]
    bulk.update(Member, KEPT, rows)
    stood = [(*_spell(before), key) for key, before, _after in done["spells"]]
    bulk.update(Membership, _SPELL, stood)
    bulk.update(Post, ("until_on",), [(None, key) for key, _until in done["posts"]])


def _spell(values: Sequence[Any]) -> tuple[Any, ...]:
    unit, start, until = values
    return unit, date.fromisoformat(start), date.fromisoformat(until) if until else None


def _values(values: Sequence[Any]) -> list[Any]:
    return [_value(name, value) for name, value in zip(KEPT, values, strict=True)]


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _BYTES:
        return bytes.fromhex(value)
    if name in _DATES:
        return date.fromisoformat(value)
    return Decimal(value) if name == "dues_base" else value
