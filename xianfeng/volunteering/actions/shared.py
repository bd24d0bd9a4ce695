"""What these actions do alike: lock an event, take an edge, fill free places, tell of facts."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, part
from xianfeng.volunteering import facts, rules
from xianfeng.volunteering.enums import SignupState
from xianfeng.volunteering.models import Event, Signup


def locked(event: Event, version: int | None = None) -> Event:
    """Return the event as it stands, held until the end. Raises Conflict when it changed.

    ``version`` None is for who takes or gives back a place: the places alone decide.
    """
    found = Event.objects.select_for_update(of=("self",)).select_related("unit")
    row = found.get(pk=event.pk)
    if version is not None and row.version != version:
        raise Conflict(row)
    return row


def turned(event: Event, verb: str) -> str:
    """Take the edge of a verb, and return the state it left. Raises Refused."""
    if not rules.EVENT.may(verb, event.state):
        raise Refused(_("这场活动现在不能这样办，请刷新页面看看最新情况。"))
    before = event.state
    event.state = rules.EVENT.edge(verb).to
    return before


def taken(event: Event) -> int:
    """Return how many places of an event are taken."""
    return Signup.objects.filter(event=event, state=SignupState.SIGNED).count()


@part
def move_up(event: Event) -> list[int]:
    """Give free places to those who wait longest; return the keys of the members."""
    free = event.places - taken(event)
    waiting = Signup.objects.filter(event=event, state=SignupState.WAITING).order_by("seq")
    moved = list(waiting[: max(free, 0)])
    for one in moved:
        one.state, one.version = SignupState.SIGNED.value, one.version + 1
        one.save(update_fields=["state", "version"])
    return [one.member_id for one in moved]


@part
def save(event: Event, also: Collection[date] = ()) -> None:
    """Save the event with its next version; tell of its facts on its days, and on ``also``."""
    event.version += 1
    event.save()
    tell(event, also)


@part
def tell(event: Event, also: Collection[date] = ()) -> None:
    """Tell of every fact of an event, for its organiser and the branches of who signed up."""
    branches = Signup.objects.filter(event=event).values_list("unit_id", flat=True)
    unit_ids = {event.unit_id, *branches.order_by()}
    for kind in facts.KINDS:
        kernel_facts.recorded(kind, unit_ids=unit_ids, days={event.on, event.record_by, *also})
