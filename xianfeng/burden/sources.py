"""Which facts are notices that a superior sent a unit; kinds nobody records yet are passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind

# Under these names kinds say which unit sent the fact.
_SENDERS = ("superior", "issuer", "sender")


@dataclass(frozen=True)
class Source:
    """A kind of fact as notices: to its own unit, or (``below``) to every unit below it."""

    kind: FactKind
    below: bool

    def rows(self) -> QuerySet[Any, dict[str, Any]]:
        """Return (receiver, superior, day) of all its facts; for ``below`` both are the sender."""
        columns: Mapping[str, Any] = {
            "receiver": F(self.kind.unit),
            "superior": F(self._superior()),
            "day": F(self.kind.on),
        }
        found = self.kind.rows().order_by()
        # What a unit says to its own people alone asks nothing of the units below.
        found = found.filter(below=True) if self.below else found
        return found.values(**columns)

    def _superior(self) -> str:
        if self.below:
            return self.kind.unit
        named = [self.kind.dims[name] for name in _SENDERS if name in self.kind.dims]
        if not named:
            return self.kind.path.removesuffix("path") + "parent_id"
        return named[0] if named[0].endswith("_id") else named[0].split("__")[0] + "_id"


_TO_A_UNIT = ("rectification.order", "plans.digest", "burden.asked", "responsibility.issued")
_TO_ALL_BELOW = ("voice.notice", "voice.consultation")
IDS = frozenset({*_TO_A_UNIT, *_TO_ALL_BELOW})


def every() -> list[Source]:
    """Return the sources whose kinds some context records."""
    known = {kind.id: kind for kind in facts.every()}
    return [
        Source(known[kind_id], kind_id in _TO_ALL_BELOW)
        for kind_id in (*_TO_A_UNIT, *_TO_ALL_BELOW)
        if kind_id in known and known[kind_id].on
    ]
