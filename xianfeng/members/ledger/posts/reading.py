"""Reads a ledger of posts: whom each row means, what cannot be, what is new or changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import batched

from django.utils.translation import gettext as _

from xianfeng.kernel import crypto
from xianfeng.kernel.viewer import STEP
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, CONFLICT, NEW, UNCHANGED, Importer, Plan
from xianfeng.members.enums import PostHow, PostTitle
from xianfeng.members.models import Member, Membership, Post
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.rules import overlap

GIVEN = ("full_time", "until_on", "how", "document")
_WORDS = {"full_time": "专职", "until_on": "离任日期", "how": "产生方式", "document": "批复文号"}
_ALONE = frozenset({PostTitle.SECRETARY, PostTitle.GROUP_LEADER})
_PART = 500
type Key = tuple[int, int, str, date]


@dataclass(slots=True)
class Row:
    """One row that means a unit and a member; ``stands`` is the post it repeats or changes."""

    unit: Unit
    member: int
    stands: Post | None = None


def check(frame: Frame, importer: Importer) -> None:
    """Find unit and member of every row, and reject what cannot be."""
    units = _units(frame, importer)
    people = _People(frame)
    rows: dict[int, Row] = {}
    for index in range(len(frame)):
        code = frame["unit_code"][index]
        unit = units.get(code)
        if unit is None and code:
            frame.reject(index, "unit_code", "unit_not_found")
        if unit is None or not frame["name"][index] or not frame["from_on"][index]:
            continue
        member = people.find(index, unit)
        if member is None:
            frame.reject(index, "name", "choice_unknown", people.reason)
            continue
        rows[index] = Row(unit, member)
        _check_row(frame, index, unit)
    frame.resolved["rows"] = rows
    frame.once("from_on", lambda index: _key(frame, index) if index in rows else None)


def plan(frame: Frame, importer: Importer) -> Plan:
    """Compare with the posts of the same person, unit, title and first day."""
    rows: dict[int, Row] = frame.resolved["rows"]
    made = Plan(work=rows)
    standing = _standing(row.unit.pk for row in rows.values())
    exact = {(one.unit_id, one.member_id, one.title, one.from_on): one for one in standing}
    taken = _spans(standing)
    for index in list(frame.live()):
        row = rows[index]
        row.stands = exact.get(_key(frame, index))
        other = _other(frame, index, row, taken)
        if other:
            frame.reject(index, "title", CONFLICT, other)
            made.states[index] = CONFLICT
        elif row.stands is None:
            made.states[index] = NEW
            _take(frame, index, row, taken)
        else:
            differences = _differences(frame, index, row.stands)
            made.states[index] = CHANGED if differences else UNCHANGED
            if differences:
                made.changes[index] = differences
    return made


class _People:
    """The members whom the rows of a ledger name, by number, or by name and phone."""

    def __init__(self, frame: Frame) -> None:
        self.frame, self.reason = frame, ""
        self.spells: dict[str, list[tuple[Member, str, date, date | None]]] = {}
        for part in batched(sorted({name for name in frame["name"] if name}), _PART):
            found = Membership.objects.filter(member__name__in=part)
            for spell in found.select_related("member", "unit").order_by("member_id", "from_on"):
                row = (spell.member, spell.unit.path, spell.from_on, spell.until_on)
                self.spells.setdefault(spell.member.name, []).append(row)

    def find(self, index: int, unit: Unit) -> int | None:
        """Return the one member the row means who belonged there that day; else say why not."""
        home = unit.path[:-STEP] if unit.kind == UnitKind.GROUP else unit.path
        on: date = self.frame["from_on"][index]
        here = {
            member.pk: member
            for member, path, since, until in self.spells.get(self.frame["name"][index], ())
            if path.startswith(home) and since <= on and (until is None or until > on)
        }
        told = self.frame["id_number"][index]
        if told is not None:
            number = crypto.blind("id_number", told.number)
            here = {pk: one for pk, one in here.items() if one.id_number_index == number}
        tail = self.frame["phone_tail"][index]
        if tail:
            here = {pk: one for pk, one in here.items() if one.phone.endswith(tail)}
        if len(here) == 1:
            return next(iter(here))
        self.reason = (
            _("任职当日该组织有几个同名党员，请填身份号码或手机尾号")
            if here
            else _("任职当日此人的组织关系不在该组织，请核对姓名、号码和日期")
        )
        return None


def _units(frame: Frame, importer: Importer) -> dict[str, Unit]:
    codes = sorted({code for code in frame["unit_code"] if code})
    found: dict[str, Unit] = {}
    for part in batched(codes, _PART):
        for unit in Unit.objects.filter(code__in=part):
            if importer.reaches(unit.path):
                found[unit.code] = unit
    return found


def _check_row(frame: Frame, index: int, unit: Unit) -> None:
    title, since, until = (frame[name][index] for name in ("title", "from_on", "until_on"))
    if until is not None and until <= since:
        frame.reject(index, "until_on", "date_invalid", _("离任日期应晚于任职日期，请核对"))
    if title and (title == PostTitle.GROUP_LEADER) != (unit.kind == UnitKind.GROUP):
        text = _("党小组只设组长，组长只设在党小组")
        frame.reject(index, "title", "choice_unknown", text)
    if since < unit.established_on or (unit.abolished_on and since >= unit.abolished_on):
        frame.reject(index, "from_on", "date_invalid", _("任职日期应在该组织存续期间"))


def _key(frame: Frame, index: int) -> Key:
    row: Row = frame.resolved["rows"][index]
    return (row.unit.pk, row.member, frame["title"][index], frame["from_on"][index])


def _standing(unit_ids: Iterable[int]) -> list[Post]:
    found: list[Post] = []
    for part in batched(sorted(set(unit_ids)), _PART):
        found += Post.objects.filter(unit__in=part).order_by("pk")
    return found


type Taken = dict[tuple[int, str], list[tuple[int, date, date | None]]]


def _spans(standing: Iterable[Post]) -> Taken:
    taken: Taken = {}
    for post in standing:
        span = (post.member_id, post.from_on, post.until_on)
        taken.setdefault((post.unit_id, post.title), []).append(span)
    return taken


def _take(frame: Frame, index: int, row: Row, taken: Taken) -> None:
    span = (row.member, frame["from_on"][index], frame["until_on"][index])
    taken.setdefault((row.unit.pk, frame["title"][index]), []).append(span)


def _other(frame: Frame, index: int, row: Row, taken: Taken) -> str:
    """Return why a post cannot be held then: somebody else has it, or the same person already."""
    title, since, until = (frame[name][index] for name in ("title", "from_on", "until_on"))
    for member, from_on, until_on in taken.get((row.unit.pk, title), ()):
        own = row.stands is not None and member == row.member and from_on == since
        if own or not overlap(since, until, from_on, until_on):
            continue
        if member == row.member:
            return _("此人同期已任该职务（%(day)s 起），请核对任职日期") % {"day": from_on}
        if title in _ALONE:
            return _("该组织同期已有此职务的任职人（%(day)s 起），请先填其离任日期") % {
                "day": from_on
            }
    return ""


def _differences(frame: Frame, index: int, post: Post) -> list[tuple[str, str, str]]:
    """Return what the row says otherwise; a blank cell leaves what stands."""
    return [
        (_WORDS[name], _shown(name, getattr(post, name)), _shown(name, frame[name][index]))
        for name in GIVEN
        if frame[name][index] is not None and frame[name][index] != getattr(post, name)
    ]


def _shown(name: str, value: object) -> str:
    if name == "full_time":
        return _("是") if value else _("否")
    if name == "how" and value:
        return str(PostHow(str(value)).label)
    return "" if value is None else str(value)
