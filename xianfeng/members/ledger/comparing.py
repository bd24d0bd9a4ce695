"""Compares a checked roster with the members that stand, found by blind index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.kernel import crypto
from xianfeng.ledgers.codes import choices
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import (
    CHANGED,
    CONFLICT,
    NEW,
    UNCHANGED,
    Importer,
    Plan,
)
from xianfeng.ledgers.results import mask
from xianfeng.members.enums import PostTitle, Sex, Standing
from xianfeng.members.ledger.checking import Branch
from xianfeng.members.ledger.columns import level_of
from xianfeng.members.models import Member, Membership, Post

PLAIN = (
    "name", "sex", "ethnicity", "born_on", "education", "education_level", "joined_on",
    "confirmed_on", "community", "community_name", "skills", "wishes", "service_times",
    "dues_base", "occupation", "standing", "lost_since", "floating_to",
)  # fmt: skip
"""The fields of a member that a roster gives as they are kept."""
_TITLES = {
    "name": "姓名", "sex": "性别", "ethnicity": "民族", "born_on": "出生日期", "education": "学历",
    "joined_on": "入党日期", "confirmed_on": "转正日期", "community_name": "居住社区",
    "skills": "特长", "wishes": "服务意向", "service_times": "可服务时间", "dues_base": "党费基数",
    "occupation": "工作岗位", "standing": "党籍状态", "lost_since": "失去联系日期",
    "floating_to": "外出流向",
}  # fmt: skip
_SILENT = frozenset({"community", "education_level"})
"""Fields that follow from another one, which already tells of the change."""
_CHUNK = 5000
_CONFIRMED, _COMMUNITY, _COMMUNITY_NAME, _LOST = map(
    PLAIN.index, ("confirmed_on", "community", "community_name", "lost_since")
)


@dataclass(frozen=True, slots=True)
class Spell:
    """A member's open spell in a branch."""

    id: int
    unit_id: int
    from_on: date
    path: str
    branch: str


@dataclass(frozen=True, slots=True)
class Known:
    """A member as the database has one."""

    id: int
    version: int
    values: tuple[Any, ...]
    phone_index: bytes
    landline: bytes
    spell: Spell | None
    posts: tuple[tuple[int, int, str, date], ...]


@dataclass(slots=True)
class Change:
    """A row that changes a standing member: ``values`` in the order of PLAIN."""

    index: int
    known: Known
    values: tuple[Any, ...]
    branch: Branch
    phone: str | None
    landline: str | None
    posts: tuple[str, ...] | None


@dataclass(slots=True)
class Work:
    """What to write: indices of new rows, the columns of PLAIN, blind indexes, and changes."""

    new: list[int] = field(default_factory=list)
    columns: list[list[Any]] = field(default_factory=list)
    indexes: dict[int, bytes] = field(default_factory=dict)
    changed: list[Change] = field(default_factory=list)


def plan(frame: Frame, importer: Importer) -> Plan:
    """Find each row's member by identity number and say what would become of it.

    The same number under another name, a member who is on no branch's list now, and one whose
    branch is out of the importer's reach are conflicts: shown, and left alone. Another branch
    within reach is a change, from the day of the import on.
    """
    numbers = frame["id_number"]
    live = list(frame.live())
    work = Work(indexes={i: crypto.blind("id_number", numbers[i].number) or b"" for i in live})
    work.columns = _columns(frame)
    known = _known(work.indexes.values())
    result = Plan(work=work)
    states = result.states
    for index in live:
        standing = known.get(work.indexes[index])
        if standing is None:
            states[index] = NEW
            work.new.append(index)
            continue
        _compare(frame, importer, index, standing, result)
    return result


def _columns(frame: Frame) -> list[list[Any]]:
    """Return the columns of PLAIN; None leaves what stands."""
    education = frame["education"]
    levels = {text: level_of(text) if text else None for text in set(education)}
    given = {
        "education_level": list(map(levels.__getitem__, education)),
        "community": frame.resolved["communities"],
        "community_name": frame["community"],
        "standing": frame["status"],
        "lost_since": _cleared(frame["lost"], frame["lost_on"]),
        "floating_to": _cleared(frame["floating"], frame["floating_to"]),
    }
    return [given[name] if name in given else frame[name] for name in PLAIN]


def _cleared(said: Sequence[bool | None], details: Sequence[Any]) -> list[Any]:
    """Return the details, and "" where a row says 否: that takes back what stands."""
    if False not in said:
        return list(details)
    return ["" if no is False else detail for no, detail in zip(said, details, strict=True)]


def _compare(frame: Frame, importer: Importer, index: int, known: Known, result: Plan) -> None:
    branch: Branch = frame.resolved["branches"][index]
    work: Work = result.work
    if (refusal := _refusal(frame, index, known, importer)) is not None:
        column, text = refusal
        frame.reject(index, column, CONFLICT, text)
        result.states[index] = CONFLICT
        return
    change = Change(
        index, known, tuple(column[index] for column in work.columns), branch,
        frame["phone"][index], frame["landline"][index], frame["post"][index],
    )  # fmt: skip
    differences = _differences(change)
    result.states[index] = CHANGED if differences else UNCHANGED
    if differences:
        result.changes[index] = differences
        work.changed.append(change)


def _refusal(frame: Frame, index: int, known: Known, importer: Importer) -> tuple[str, str] | None:
    """Return the column and the reason for leaving a standing member alone."""
    spell = known.spell
    if spell is None and importer.reaches(_last_path(known)):
        return "id_number", _("系统中此人已不在册，请在党员页面核对")
    if spell is None or not importer.reaches(spell.path):
        text = _("系统中此人的组织关系在您管理范围以外的党支部，请先办理组织关系转接")
        return "id_number", text
    if known.values[0] != frame["name"][index]:
        text = _("系统中这个身份证号的姓名是{name}，请核对；改名请在党员页面更正")
        return "name", text.format(name=known.values[0])
    if frame["category"][index] == "预备党员" and known.values[_CONFIRMED] is not None:
        return "category", _("系统中此人已经转正，请核对")
    return None


def _last_path(known: Known) -> str:
    """Return the path of the branch that somebody who is on no list was in last."""
    last = Membership.objects.filter(member=known.id).order_by("-from_on")
    return last.values_list("unit__path", flat=True).first() or ""


def _differences(change: Change) -> list[tuple[str, str, str]]:
    known = change.known
    found = []
    for name, old, new in zip(PLAIN, known.values, change.values, strict=True):
        if new is not None and new != old and name not in _SILENT:
            found.append((_TITLES[name], _shown(name, old), _shown(name, new)))
    place = change.values[_COMMUNITY]
    if place is not None and place != known.values[_COMMUNITY] and not found:
        name = change.values[_COMMUNITY_NAME]
        found.append((_TITLES["community_name"], name, _("{name}（已对上社区）").format(name=name)))
    if change.phone and crypto.blind("phone", change.phone) != known.phone_index:
        found.append(("手机号码", "", mask(change.phone)))
    if change.landline and crypto.unseal(known.landline) != change.landline:
        found.append(("固定电话", "", mask(change.landline)))
    if known.spell and known.spell.unit_id != change.branch.id:
        found.append(("所在党支部", known.spell.branch, change.branch.name))
    if change.posts is not None:
        held = {title for _pk, unit_id, title, _from in known.posts if unit_id == change.branch.id}
        if held != set(change.posts):
            found.append(("党内职务", _posts(sorted(held)), _posts(change.posts)))
    return found


def _posts(titles: Iterable[str]) -> str:
    return "、".join(str(PostTitle(title).label) for title in titles)


def _shown(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "sex":
        return str(Sex(value).label)
    if name == "standing":
        return str(Standing(value).label)
    if name in ("ethnicity", "occupation"):
        return choices(name).codes.get(value, str(value))
    return str(value)


def _known(indexes: Iterable[bytes]) -> dict[bytes, Known]:
    """Return the standing members by blind index, with their open spells and posts."""
    found: dict[bytes, Known] = {}
    wanted = list(indexes) if Member.objects.exists() else []
    for start in range(0, len(wanted), _CHUNK):
        found |= _known_part(wanted[start : start + _CHUNK])
    return found


def _known_part(indexes: Sequence[bytes]) -> dict[bytes, Known]:
    members = Member.objects.filter(id_number_index__in=indexes)
    rows = list(
        members.values_list(
            "pk", "version", "id_number_index", "phone_index", "landline_sealed",
            *("community_id" if name == "community" else name for name in PLAIN),
        )
    )  # fmt: skip
    if not rows:
        return {}
    keys = [row[0] for row in rows]
    open_spells = Membership.objects.filter(member_id__in=keys, until_on=None)
    spells = {
        spell.member_id: Spell(
            spell.pk, spell.unit_id, spell.from_on, spell.unit.path, spell.unit.name
        )
        for spell in open_spells.select_related("unit")
    }
    posts: dict[int, list[tuple[int, int, str, date]]] = {}
    for post in Post.objects.filter(member_id__in=keys, until_on=None).order_by("pk"):
        held = posts.setdefault(post.member_id, [])
        held.append((post.pk, post.unit_id, post.title, post.from_on))
    return {
        bytes(index): Known(
            pk, version, _stood(values), bytes(phone or b""), bytes(landline or b""),
            spells.get(pk), tuple(posts.get(pk, ())),
        )
        for pk, version, index, phone, landline, *values in rows
    }  # fmt: skip


def _stood(values: list[Any]) -> tuple[Any, ...]:
    values[_LOST] = values[_LOST] or ""
    return tuple(values)
