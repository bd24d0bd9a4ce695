"""Collection tasks: who is asked, what it costs, who has answered what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from xianfeng.burden import rules
from xianfeng.burden.enums import CollectionState, ReplyState
from xianfeng.burden.models import Collection, Entry, Item, Reply
from xianfeng.burden.permissions import READERS
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS

_WAITING = (ReplyState.OPEN.value, ReplyState.REOPENED.value)


@dataclass(frozen=True)
class Tally:
    """How many units a task asked, how many answered, and how many of them said 本单位无."""

    units: int
    answered: int
    none: int


def collections_to(viewer: Viewer) -> QuerySet[Collection]:
    """Return the tasks of the viewer's units, and those issued that ask a unit of theirs."""
    own = viewer.within("unit__path", READERS)
    # As a subquery: an operator's empty condition must not vanish in the disjunction.
    asking = Collection.objects.filter(own).values("pk")
    asked = replies_to(viewer).order_by().values("collection_id")
    found = Collection.objects.filter(Q(pk__in=asking) | Q(pk__in=asked))
    return found.select_related("unit").order_by("-pk")


def replies_to(viewer: Viewer) -> QuerySet[Reply]:
    """Return the answers of the viewer's units to tasks that were issued."""
    seen = Reply.objects.filter(viewer.within("unit__path", READERS))
    return seen.filter(collection__issued_on__isnull=False).select_related(
        "unit", "collection__unit"
    )


def replies_of(viewer: Viewer, collection: Collection) -> QuerySet[Reply]:
    """Return the answers to a task that the viewer may see, in the fixed order of units."""
    return replies_to(viewer).filter(collection=collection).order_by("unit__path")


def to_answer(viewer: Viewer, unit: Unit, as_of: date) -> QuerySet[Reply]:
    """Return what a unit has to answer on a day, the earliest due first."""
    waiting = replies_to(viewer).filter(
        unit=unit,
        state__in=_WAITING,
        collection__state=CollectionState.ISSUED,
        collection__issued_on__lte=as_of,
        collection__expires_on__gte=as_of,
    )
    return waiting.order_by("collection__due_on", "pk")


def waiting(viewer: Viewer, as_of: date) -> QuerySet[Reply]:
    """Return what the units for which the viewer keeps records have to answer, by due day.

    A superior who may type for all below sees those of the own units alone: the rest is theirs.
    """
    own = [path for path in viewer.paths(RECORDERS) if path]
    found = replies_to(viewer).filter(unit__path__in=own, state__in=_WAITING)
    standing = found.filter(
        collection__state=CollectionState.ISSUED, collection__expires_on__gte=as_of
    )
    return standing.order_by("collection__due_on", "pk")


def receivers(viewer: Viewer, collection: Collection, on: date) -> QuerySet[Unit]:
    """Return the units in being below the asking one, of the kinds it asks."""
    standing = units_queries.in_being(viewer, on).filter(below("path", collection.unit.path))
    return standing.filter(kind__in=collection.kinds).exclude(pk=collection.unit_id)


def cost(viewer: Viewer, collection: Collection, on: date) -> rules.Asked:
    """Return what a task asks: of the units it was sent to, or would be sent to on a day."""
    units = receivers(viewer, collection, on).count()
    if collection.issued_on is not None:
        units = collection.replies.count()
    return rules.asked_of(units, (item.kind for item in collection.items.all()))


def asked_before(
    viewer: Viewer, collection: Collection, core: str, today: date
) -> list[rules.Earlier]:
    """Return the other issued tasks that asked the same of units in the viewer's part."""
    asking = (
        Item.objects.filter(core=core, source="", collection__issued_on__isnull=False)
        .exclude(collection=collection)
        .exclude(collection__state=CollectionState.RECALLED)
        .select_related("collection")
        .order_by("-collection__issued_on", "pk")
    )
    found = []
    for item in asking:
        task = item.collection
        told = Reply.objects.filter(viewer.within("unit__path"), collection=task)
        units = frozenset(told.values_list("unit_id", flat=True))
        standing = task.state == CollectionState.ISSUED and task.expires_on >= today
        page = reverse("burden:collection", args=[task.pk])
        if task.issued_on is not None:
            found.append(
                rules.Earlier(core, item.title, task.title, units, task.issued_on, standing, page)
            )
    return found


def tally(viewer: Viewer, collection: Collection) -> Tally:
    """Return how far a task has been answered, among the units the viewer may see."""
    counted = replies_of(viewer, collection).aggregate(
        units=Count("pk"),
        answered=Count("pk", filter=Q(state=ReplyState.ANSWERED)),
        none=Count("pk", filter=Q(state=ReplyState.ANSWERED, none=True)),
    )
    return Tally(counted["units"], counted["answered"], counted["none"])


def results(viewer: Viewer, collection: Collection) -> Iterator[tuple[Reply, dict[int, Entry]]]:
    """Yield each visible unit's answer with {item's key: what was said}, in the fixed order."""
    entries = Prefetch("entries", Entry.objects.order_by("item__seq"))
    for reply in replies_of(viewer, collection).prefetch_related(entries):
        yield reply, {entry.item_id: entry for entry in reply.entries.all()}
