"""Examples of the addresses of service, and facts that its figures count."""

from datetime import date

from tests.service.public_examples import PUBLIC_EXAMPLES
from tests.service.staff_examples import STAFF_EXAMPLES
from xianfeng.hours.models import Stint
from xianfeng.members.models import Member
from xianfeng.service import rules
from xianfeng.service.models import Dispatch, Rating, Request
from xianfeng.units.models import Place, PlaceRole

EXAMPLES = {**STAFF_EXAMPLES, **PUBLIC_EXAMPLES}
ON = date(2021, 3, 16)


def _served(unit, community, member, text):
    """Make a request that was served by one member and rated."""
    days = ("check_by", "checked_on", "sent_on", "dispatch_by", "offered_on", "accept_by")
    request = Request.objects.create(
        number=rules.new_number(), source="worker", category="repair", text=text,
        community=community, unit=unit, answerable=unit, state="closed", placed_on=ON,
        promised_on=date(2021, 3, 25), accepted_on=ON, done_on=ON, minutes=90, closed_on=ON,
        **dict.fromkeys(days, ON),
    )  # fmt: skip
    Dispatch.objects.create(
        request=request, member=member, unit=unit, state="accepted", offered_on=ON,
        answered_on=ON,
    )  # fmt: skip
    Stint.objects.create(
        member=member,
        unit=unit,
        source="request",
        key=request.pk,
        what="便民维修",
        on=ON,
        hours="1.5",
    )
    Rating.objects.create(request=request, stars=5, text="", on=ON)
    return request


def furnish(*, a, b, member, people):
    """Serve a request by branch A, in a community for which the superior works, too."""
    community = Place.objects.create(level="community", name="专属街社区")
    since = date(2010, 1, 1)
    PlaceRole.objects.create(user=people["superior"], place=community, from_on=since)
    request = _served(a, community, member, "专属服务单")
    return {"request": request.pk, "dispatch": request.dispatches.get().pk}


def count(*, root, committee, first, second, beside):
    """Serve a request in March 2021."""
    community = Place.objects.create(level="community", name="西桥社区")
    one = Member.objects.filter(memberships__unit=first).order_by("pk")[0]
    _served(first, community, one, "修灯")
