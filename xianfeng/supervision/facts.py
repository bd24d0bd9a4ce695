"""What supervision leaves as facts: visits received, visits made, visits planned for a quarter."""

from typing import Any

from django.db.models import IntegerField, QuerySet
from django.db.models.functions import ExtractQuarter

from xianfeng.kernel.facts import FactKind
from xianfeng.supervision.enums import Quarter, State
from xianfeng.supervision.models import Visit
from xianfeng.units.permissions import STAFF

ORIGIN = "supervision.visit"


def confirmed() -> QuerySet[Visit]:
    """Return the confirmed visits, each with the quarter in which it was made."""
    quarter = ExtractQuarter("held_on", output_field=IntegerField(choices=Quarter.choices))
    return Visit.objects.filter(state=State.CONFIRMED).annotate(quarter=quarter)


def planned() -> QuerySet[Visit]:
    """Return the visits that a plan names and nobody cancelled or voided."""
    alive = (State.PLANNED, State.DRAFT, State.CONFIRMED)
    return Visit.objects.filter(due_on__isnull=False, state__in=alive)


def origin(visit: Visit) -> str:
    """Return by what name problems refer to the visit that found them."""
    return f"{ORIGIN}:{visit.pk}"


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


def _state(row: Any) -> str:
    return str(row.get_state_display())


_COLUMNS = (
    ("被督导单位", "unit__name"),
    ("方式", _kind),
    ("主题", "theme"),
    ("督导单位", "issuer__name"),
)
_HELD = (*_COLUMNS, ("日期", "held_on"))

# Seen from the unit that was visited: nothing of it exists before it is confirmed.
VISIT = FactKind(
    id=ORIGIN,
    title="接受督导",
    rows=confirmed,
    on="held_on",
    dims={
        "kind": "kind",
        "quarter": "quarter",
        "issuer": "issuer__name",
        "unit_kind": "unit__kind",
        "parent_kind": "unit__parent__kind",
    },
    columns=_HELD,
    page="supervision:visit",
    related=("unit", "issuer"),
    roles=STAFF,
)

# Seen from the unit that supervises.
HELD = FactKind(
    id="supervision.held",
    title="开展督导",
    rows=confirmed,
    unit="issuer_id",
    path="issuer__path",
    on="held_on",
    dims={"kind": "kind", "quarter": "quarter"},
    columns=_HELD,
    page="supervision:visit",
    related=("unit", "issuer"),
    roles=STAFF,
)

PLANNED = FactKind(
    id="supervision.planned",
    title="督导计划",
    rows=planned,
    unit="issuer_id",
    path="issuer__path",
    on="due_on",
    due="due_on",
    done="held_on",
    dims={"kind": "kind"},
    columns=(*_COLUMNS, ("完成期限", "due_on"), ("情况", _state)),
    page="supervision:visit",
    related=("unit", "issuer"),
    roles=STAFF,
)

KINDS = (VISIT, HELD, PLANNED)
