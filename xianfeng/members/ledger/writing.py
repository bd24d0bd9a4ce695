"""Writes a compared roster: members, the spells they belong by, and the posts they hold."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import batched
from typing import Any

from xianfeng.kernel import crypto
from xianfeng.ledgers import bulk
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Applied, Importer, Plan
from xianfeng.members.enums import Standing
from xianfeng.members.ledger.checking import Branch
from xianfeng.members.ledger.comparing import PLAIN, Change, Work
from xianfeng.members.models import Member, Membership, Post

FACTS = (
    "members.membership", "members.belonging", "members.accepted", "members.confirmed",
    "members.post",
)  # fmt: skip
SEALED = ("phone_sealed", "phone_index", "landline_sealed")
KEPT = (*PLAIN, *SEALED, "version")
"""The fields that a roster may change, as ``undo`` puts them back."""
_BLANK = tuple(
    Standing.NORMAL.value if name == "standing"
    else None if name in ("education_level", "confirmed_on", "community", "dues_base", "lost_since")
    else ""
    for name in PLAIN
)  # fmt: skip
_DATED = PLAIN.index("lost_since")
_JOINED = PLAIN.index("joined_on")
_CHUNK = 5000


def apply(frame: Frame, result: Plan, importer: Importer) -> Applied:
    """Write new members with their spell and posts, then what changed of standing ones.

    A spell starts on the later of the day of joining and the branch's establishment, a post on the
    later of that day and the start of the branch's current term.
    """
    work: Work = result.work
    made = _write_new(frame, work)
    undo = _write_changes(work.changed, importer.today)
    made["members.Membership"] += undo.pop("spells_made")
    made["members.Post"] += undo.pop("posts_made")
    branches: list[Branch] = frame.resolved["branches"]
    touched = {branches[index].id for index in work.new}
    for change in work.changed:
        touched.add(change.branch.id)
        if change.known.spell:
            touched.add(change.known.spell.unit_id)
    undo["made"] = {label: bulk.ranges(keys) for label, keys in made.items()}
    return Applied(plain(undo), FACTS, frozenset(touched))


def _write_new(frame: Frame, work: Work) -> dict[str, list[int]]:
    keys = bulk.reserve(Member, len(work.new))
    fields = ("id", "id_number_sealed", "id_number_index", *SEALED, *PLAIN)
    bulk.insert(Member, fields, _members(frame, work, keys))
    branches: list[Branch] = frame.resolved["branches"]
    joined = frame["joined_on"]
    starts = [max(joined[index], branches[index].established_on) for index in work.new]
    spells = bulk.reserve(Membership, len(keys))
    rows = zip(spells, keys, (branches[index].id for index in work.new), starts, strict=True)
    bulk.insert(Membership, ("id", "member", "unit", "from_on"), rows)
    held = [
        (key, branches[index].id, title, max(start, branches[index].serving_from))
        for index, key, start in zip(work.new, keys, starts, strict=True)
        for title in frame["post"][index] or ()
    ]
    return {
        "members.Post": _write_posts(held),
        "members.Membership": spells,
        "members.Member": keys,
    }


def _members(frame: Frame, work: Work, keys: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield new members in the order of id, number, index, SEALED and PLAIN."""
    seal, blind, new = crypto.seal, crypto.blind, work.new
    numbers, phones, landlines = frame["id_number"], frame["phone"], frame["landline"]
    columns = [
        _filled([column[index] for index in new] if len(new) < len(frame) else column, blank)
        for column, blank in zip(work.columns, _BLANK, strict=True)
    ]
    for index, key, values in zip(new, keys, zip(*columns, strict=True), strict=True):
        phone, landline = phones[index], landlines[index]
        yield (
            key, seal(numbers[index].number), work.indexes[index],
            seal(phone) if phone else b"", blind("phone", phone) if phone else None,
            seal(landline) if landline else b"", *values,
        )  # fmt: skip


def _filled(column: Sequence[Any], blank: Any) -> Sequence[Any]:
    """Return a column with what the database keeps for a blank cell."""
    if None not in column and "" not in column:
        return column
    return [blank if value is None or value == "" else value for value in column]


def _write_posts(held: Sequence[tuple[int, int, str, date]]) -> list[int]:
    keys = bulk.reserve(Post, len(held))
    fields = ("id", "member", "unit", "title", "from_on")
    bulk.insert(Post, fields, [(key, *row) for key, row in zip(keys, held, strict=True)])
    return keys


def _write_changes(changes: Sequence[Change], today: date) -> dict[str, Any]:
    before = _stood([change.known.id for change in changes])
    rows = [(*_merged(change, before[change.known.id]), change.known.id) for change in changes]
    bulk.update(Member, KEPT, rows)
    undo: dict[str, Any] = {"members": [[row[-1], row[-2], list(before[row[-1]])] for row in rows]}
    undo |= _move_spells(changes, today)
    undo |= _change_posts(changes, today)
    return undo


def _stood(keys: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return the kept fields of members as they stand, by key."""
    columns = ["community_id" if name == "community" else name for name in KEPT]
    return {
        pk: tuple(bytes(v) if isinstance(v, memoryview) else v for v in values)
        for part in batched(keys, _CHUNK)
        for pk, *values in Member.objects.filter(pk__in=part)
        .order_by("pk")
        .select_for_update()
        .values_list("pk", *columns)
    }


def _merged(change: Change, before: tuple[Any, ...]) -> list[Any]:
    """Return the kept fields as they will be: the sheet's where it says something."""
    values = [
        old if new is None else new
        for new, old in zip(change.values, before[: len(PLAIN)], strict=True)
    ]
    values[_DATED] = values[_DATED] or None
    phone, index, landline, version = before[len(PLAIN) :]
    if change.phone and crypto.blind("phone", change.phone) != index:
        phone, index = crypto.seal(change.phone), crypto.blind("phone", change.phone)
    if change.landline and crypto.unseal(landline) != change.landline:
        landline = crypto.seal(change.landline)
    return [*values, phone, index, landline, version + 1]


def _move_spells(changes: Sequence[Change], today: date) -> dict[str, Any]:
    """Move members between branches from today on; a corrected joining day moves their start."""
    new, updates, undo = [], [], []
    for change in changes:
        spell = change.known.spell
        if spell is None:
            continue
        unit, start, until = spell.unit_id, spell.from_on, None
        if change.branch.id != unit:
            if start < today:
                new.append((change.known.id, change.branch.id, today))
                until = today
            else:
                unit = change.branch.id
        else:
            established = change.branch.established_on
            if start == max(change.known.values[_JOINED], established):
                start = max(change.values[_JOINED], established)
        if (unit, start, until) != (spell.unit_id, spell.from_on, None):
            updates.append((unit, start, until, spell.id))
            undo.append([spell.id, [spell.unit_id, spell.from_on, None], [unit, start, until]])
    bulk.update(Membership, ("unit", "from_on", "until_on"), updates)
    keys = bulk.reserve(Membership, len(new))
    rows = [(key, *row) for key, row in zip(keys, new, strict=True)]
    bulk.insert(Membership, ("id", "member", "unit", "from_on"), rows)
    return {"spells": undo, "spells_made": keys}


def _change_posts(changes: Sequence[Change], today: date) -> dict[str, Any]:
    """End posts that a row no longer names or that stayed in another branch, and begin new ones.

    Who takes a post in place of another, or in another branch, holds it from today.
    """
    ended: list[int] = []
    begun: list[tuple[int, int, str, date]] = []
    for change in changes:
        spell, branch = change.known.spell, change.branch
        if spell is None:
            continue
        moved = spell.unit_id != branch.id
        wanted = set(change.posts or ())
        held = {title for _pk, unit, title, _on in change.known.posts if unit == branch.id}
        gone = [
            pk
            for pk, unit, title, from_on in change.known.posts
            if from_on < today
            and ((moved and unit == spell.unit_id)
                 or (change.posts is not None and unit == branch.id and title not in wanted))
        ]  # fmt: skip
        ended += gone
        start = today if moved or gone else max(spell.from_on, branch.serving_from)
        begun += [
            (change.known.id, branch.id, t, start) for t in change.posts or () if t not in held
        ]
    bulk.update(Post, ("until_on",), [(today, key) for key in ended])
    return {"posts": [[key, today] for key in ended], "posts_made": _write_posts(begun)}


def plain(value: Any) -> Any:
    """Return the value as JSON holds it: dates and amounts as text, sealed bytes as hex."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, Decimal) else value
