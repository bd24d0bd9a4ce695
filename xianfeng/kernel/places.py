"""Where units stood, and what they were, on the day of a fact: figures of the past never change.

The tree moves; facts stay. A fact counts for the part of the tree in which its unit stood on the
fact's own day (for a spell: on the day that is asked for). Whoever keeps the history of units
provides the few stretches in which a unit was other than it is today; everything else is read from
the unit as it is, at no cost.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, F, Field, Q, QuerySet, Value, When

from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below


@dataclass(frozen=True)
class Past:
    """A stretch ``[since, until)`` in which a unit stood elsewhere or was something else.

    ``now`` is its path today, ``path`` the one it had; ``values`` holds what else differed, by the
    lookup from the unit (``kind``, ``agency_id``). The first stretch of a unit begins at
    ``date.min``: a fact of before its first day belongs where it stood first.
    """

    unit_id: int
    now: str
    since: date
    until: date
    path: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Elsewhere:
    """Units that in ``[since, until)`` stood inside (or outside) a part of the tree, unlike now."""

    since: date
    until: date
    inside: bool
    unit_ids: frozenset[int]


Provider = Callable[[], list[Past]]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Have a function asked for the stretches in which units were other than they are today."""
    if provider not in _providers:
        _providers.append(provider)


@dataclass(frozen=True)
class Days:
    """The days that are asked for: events of ``first`` to ``last``, or what stands on ``last``."""

    first: date
    last: date
    events: bool

    def met(self, kind: FactKind, since: date, until: date) -> Q | None:
        """Return the condition that a fact's own day lies in a stretch: None where none can."""
        if not self.events:
            return Q() if since <= self.last < until else None
        if until <= self.first or since > self.last:
            return None
        if since <= self.first and until > self.last:
            return Q()
        condition = Q()
        if since > self.first:
            condition &= Q(**{f"{kind.on}__gte": since})
        if until <= self.last:
            condition &= Q(**{f"{kind.on}__lt": until})
        return condition


class History:
    """All past stretches, read once for one question."""

    def __init__(self, rows: list[Past]) -> None:
        self.rows = rows

    @staticmethod
    def read() -> "History":
        """Ask the providers: one query each."""
        return History([row for provider in _providers for row in provider()])

    def __bool__(self) -> bool:
        return bool(self.rows)

    def inside(self, kind: FactKind, path: str, days: Days) -> Q:
        """Return the condition that a fact's unit stood at or below ``path`` on its own day.

        ``path`` is where that part of the tree stands today; the empty one is the whole tree.
        """
        condition = below(kind.path, path)
        if not path:
            return condition
        for one in self._elsewhere(path):
            when = days.met(kind, one.since, one.until)
            if when is None:
                continue
            then = Q(**{f"{kind.unit}__in": sorted(one.unit_ids)}) & when
            condition = condition | then if one.inside else condition & ~then
        return condition

    def seen(self, kind: FactKind, viewer: Viewer, days: Days) -> QuerySet[Any]:
        """Return what a viewer sees of a kind: their part's facts, and those of units that left it.

        A unit's record goes with the unit; who had it keeps what happened in their time.
        """
        if not self.rows:
            return kind.visible_to(viewer)
        roles = None if kind.roles is None else kind.roles | {OPERATOR_ROLE}
        condition = viewer.within(kind.path, roles)
        for path in viewer.paths(roles):
            for one in self._elsewhere(path) if path else ():
                when = days.met(kind, one.since, one.until)
                if one.inside and when is not None:
                    condition |= Q(**{f"{kind.unit}__in": sorted(one.unit_ids)}) & when
        return kind.rows().filter(condition)

    def as_it_was(self, kind: FactKind, days: Days) -> FactKind:
        """Return the kind with the dimensions of its units as they were on the facts' own days."""
        prefix = kind.path.removesuffix("path")
        changed: dict[str, Case] = {}
        dims = dict(kind.dims)
        for name, lookup in kind.dims.items():
            if not prefix or not lookup.startswith(prefix):
                continue
            cases = list(self._cases(kind, lookup.removeprefix(prefix), days))
            if cases:
                dims[name] = f"then_{name}"
                shown = CharField() if "_id" not in lookup else BigIntegerField()
                changed[dims[name]] = Case(*cases, default=F(lookup), output_field=shown)
        if not changed:
            return kind
        rows = kind.rows
        return replace(kind, dims=dims, rows=lambda: rows().annotate(**changed))

    def _cases(self, kind: FactKind, lookup: str, days: Days) -> Iterator[When]:
        for row in self.rows:
            if lookup not in row.values:
                continue
            when = days.met(kind, row.since, row.until)
            if when is not None:
                here = Q(**{kind.unit: row.unit_id}) & when
                yield When(here, then=Value(row.values[lookup], _field(lookup)))

    def _elsewhere(self, path: str) -> list[Elsewhere]:
        """Return which units stood inside or outside a part of the tree in days gone by."""
        own = list(self._stood(path))
        found: dict[tuple[date, date, bool], set[int]] = {}
        for row in self.rows:
            inside = row.now.startswith(path)
            for since, until, at in own:
                start, end = max(since, row.since), min(until, row.until)
                if start < end and row.path.startswith(at) != inside:
                    found.setdefault((start, end, not inside), set()).add(row.unit_id)
        return [Elsewhere(*key, frozenset(unit_ids)) for key, unit_ids in sorted(found.items())]

    def _stood(self, path: str) -> Iterator[tuple[date, date, str]]:
        """Yield the stretches [since, until) in which the unit now at ``path`` had which path."""
        begun = date.min
        own = (row for row in self.rows if row.now == path)
        for row in sorted(own, key=lambda row: row.since):
            if begun < row.since:
                yield begun, row.since, path
            yield row.since, row.until, row.path
            begun = row.until
        yield begun, date.max, path


def _field(lookup: str) -> Field[Any, Any]:
    return BigIntegerField() if lookup.endswith("_id") else CharField()
