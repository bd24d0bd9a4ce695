"""What any context recorded of a member: found through the registry of facts, not by name."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q

from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.facts import STANDING, TRANSFER_IN, TRANSFER_OUT
from xianfeng.members.models import Member
from xianfeng.members.queries.people import visible_to

MOST = 50
_OWN = (TRANSFER_OUT, TRANSFER_IN, STANDING)


@dataclass(frozen=True)
class Happened:
    """One fact of a member: the day, its kind, and its row."""

    on: date
    kind: FactKind
    row: Any


def told_of(viewer: Viewer, member: Member, until: date) -> list[Happened]:
    """Return what the viewer may see of a visible member's facts up to a day, the last one first.

    A new context appears by itself: every kind whose subject or dimension is a member is asked,
    each by one query and for its last MOST rows. Kinds of this context that the record shows as
    spells are left out, and so are those that are worked out (they say what is owed, not done).
    """
    if not visible_to(viewer).filter(pk=member.pk).exists():
        return []
    asked = [(kind, _who(kind)) for kind in facts.every()]
    found = [
        one
        for kind, people in asked
        if people
        for one in _rows(viewer, kind, people, member, until)
    ]
    return sorted(found, key=lambda one: (one.on, one.kind.id), reverse=True)


def _who(kind: FactKind) -> list[str]:
    """Return the lookups of a kind that name a member; none for a kind that is not shown."""
    own = kind.id.startswith("members.") and kind not in _OWN
    if own or kind.prepare is not None or not (kind.on or kind.since):
        return []
    model = kind.rows().model
    lookups = dict.fromkeys([kind.subject, *kind.dims.values()])
    return [lookup for lookup in lookups if lookup and _names_member(model, lookup)]


def _rows(
    viewer: Viewer, kind: FactKind, people: list[str], member: Member, until: date
) -> list[Happened]:
    day = kind.on or kind.since
    meant = reduce(or_, (Q(**{lookup: member.pk}) for lookup in people))
    rows = kind.visible_to(viewer).filter(meant, **{f"{day}__lte": until})
    latest = rows.select_related(*kind.related).order_by(f"-{day}", "-pk")[:MOST]
    return [Happened(facts.cell(row, day), kind, row) for row in latest]


def _names_member(model: type[Model], lookup: str) -> bool:
    """True when a lookup ends in a foreign key to a member, or in its column."""
    *path, last = lookup.split("__")
    try:
        for part in path:
            related = model._meta.get_field(part).related_model
            if not isinstance(related, type):
                return False
            model = related
        field = model._meta.get_field(last.removesuffix("_id"))
    except FieldDoesNotExist:
        return False
    return bool(field.is_relation and field.related_model is Member)
