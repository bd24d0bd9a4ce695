"""People as ledgers name them, matched to members of that unit on that day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from xianfeng.care import rules
from xianfeng.care.queries.people import FAREWELL_DAYS
from xianfeng.ledgers import cells
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Parsed
from xianfeng.members.models import Membership, Post

_PART = 500
_AFTER = timedelta(days=FAREWELL_DAYS)


@dataclass
class Roll:
    """Who was in the ranks where and when, for the names asked for."""

    spells: dict[str, list[tuple[int, str, date, date | None]]] = field(default_factory=dict)

    def find(self, name: str, path: str, on: date) -> list[int]:
        """Return the members of that name at or below the node that day, or shortly before."""
        return sorted(
            {
                member
                for member, own, first, until in self.spells.get(name, ())
                if own.startswith(path) and first <= on and (until is None or on < until + _AFTER)
            }
        )


def name(raw: object) -> Parsed:
    """Parse a person's name; a blank cell is none."""
    value, problem = cells.name(raw)
    return value or None, problem


def roll_of(names: Iterable[str], paths: Iterable[str]) -> Roll:
    """Return the roll of these names at or below these paths."""
    roll, reached = Roll(), tuple(paths)
    wanted = sorted(set(names))
    for start in range(0, len(wanted), _PART):
        spells = Membership.objects.filter(member__name__in=wanted[start : start + _PART])
        rows = spells.values_list("member__name", "member_id", "unit__path", "from_on", "until_on")
        for name, member, path, first, until in rows:
            if path.startswith(reached):
                roll.spells.setdefault(name, []).append((member, path, first, until))
    return roll


def found(frame: Frame, index: int, field: str, roll: Roll, path: str, on: date) -> int | None:
    """Return the one member that a cell names; reject the row for nobody, and for several."""
    name = frame[field][index]
    keys = roll.find(name, path, on) if name else []
    if len(keys) == 1:
        return keys[0]
    if name and not keys:
        text = _("当天这个组织里没有找到 %(name)s，请核对姓名、组织编码和日期") % {"name": name}
        frame.reject(index, field, "choice_unknown", text)
    elif name:
        text = _("有几名党员都叫 %(name)s，请到页面上登记这一条") % {"name": name}
        frame.reject(index, field, "choice_unknown", text)
    return None


@dataclass
class Officers:
    """Who held which post on a committee, where and when."""

    posts: dict[int, list[tuple[str, str, date, date | None]]] = field(default_factory=dict)

    def heights(self, people: Iterable[int], path: str, on: date) -> tuple[set[int], set[int]]:
        """Return which of these people were secretaries, and which on the committee, that day."""
        secretaries, committee = set(), set()
        for person in people:
            for own, title, first, until in self.posts.get(person, ()):
                if own.startswith(path) and first <= on and (until is None or on < until):
                    committee.add(person)
                    if title in rules.SECRETARIES:
                        secretaries.add(person)
        return secretaries, committee


def officers_of(people: Iterable[int]) -> Officers:
    """Return the committee posts of these people."""
    made, wanted = Officers(), sorted(set(people))
    for start in range(0, len(wanted), _PART):
        posts = Post.objects.filter(
            member_id__in=wanted[start : start + _PART], title__in=rules.COMMITTEE
        )
        rows = posts.values_list("member_id", "unit__path", "title", "from_on", "until_on")
        for member, path, title, first, until in rows:
            made.posts.setdefault(member, []).append((path, title, first, until))
    return made
