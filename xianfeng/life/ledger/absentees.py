"""Absentees as a ledger names them: 张三（病假）、李四, matched to members of that day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import batched

from xianfeng.kernel.viewer import STEP
from xianfeng.life.enums import AbsenceReason
from xianfeng.members.models import Membership
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

_ENTRY = re.compile(r"([^、,，;；：:\s（(]+)\s*(?:[（(]([^）)]*)[）)])?")
_NOBODY = frozenset({"无", "-", "—", "/", "全勤"})
_WORDS = frozenset({"公出", "出差", "病假", "事假", "请假", "免于参加", "缺席"})
_REASONS = (
    ("公", AbsenceReason.DUTY),
    ("差", AbsenceReason.DUTY),
    ("病", AbsenceReason.SICK),
    ("事", AbsenceReason.LEAVE),
    ("请假", AbsenceReason.LEAVE),
    ("免", AbsenceReason.EXEMPT),
)
_PART = 500


@dataclass
class Roll:
    """Who was in the ranks where and when, for the names asked for."""

    spells: dict[str, list[tuple[int, str, date, date | None]]] = field(default_factory=dict)

    def find(self, name: str, path: str, on: date) -> int | None:
        """Return the one member of that name there that day; None for nobody or several."""
        found = {
            member
            for member, own, first, until in self.spells.get(name, ())
            if own.startswith(path) and first <= on and (until is None or on < until)
        }
        return found.pop() if len(found) == 1 else None


def entries(text: str | None) -> list[tuple[str, str]]:
    """Return (name, reason) of a cell; a reason that is not given is 其他.

    A reason may stand in brackets or after the name: 张三（病假）, 张三 病假.
    """
    found: list[tuple[str, str]] = []
    for name, why in _ENTRY.findall(text or ""):
        if name in _WORDS and found:
            found[-1] = (found[-1][0], reason(name))
        elif name not in _NOBODY:
            found.append((name, reason(why)))
    return found


def reason(written: str) -> str:
    """Return the reason that a ledger's words mean."""
    found = (value for word, value in _REASONS if word in written)
    return str(next(found, AbsenceReason.UNEXCUSED))


def roll_of(names: Iterable[str], paths: Iterable[str]) -> Roll:
    """Return the roll of these names at or below these paths."""
    roll = Roll()
    wanted, reached = sorted(set(names)), tuple(paths)
    for part in batched(wanted, _PART):
        spells = Membership.objects.filter(member__name__in=part).values_list(
            "member__name", "member_id", "unit__path", "from_on", "until_on"
        )
        for name, member, path, first, until in spells:
            if path.startswith(reached):
                roll.spells.setdefault(name, []).append((member, path, first, until))
    return roll


def home(unit: Unit) -> str:
    """Return the path at or below which a meeting's people belong; a group's is its branch."""
    return unit.path[:-STEP] if unit.kind == UnitKind.GROUP else unit.path
