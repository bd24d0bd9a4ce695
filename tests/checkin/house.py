"""Examples of the addresses of check-in, and facts that its figures count."""

from datetime import date

from tests.house.example import PART, SIGNED_IN, STAFF, Example, of, of_unit
from xianfeng.checkin.models import Assignment, Deployment, MemberCheckin, UnitCheckin
from xianfeng.members.models import Member
from xianfeng.units.models import Place, PlaceRole

AT_A = {"unit": "A"}
ROW = {"sort": "=members", "pk": "member_checkin"}
EXAMPLES = {
    "units/roles/places/": Example("security"),
    "units/roles/places/<int:pk>/end/": of("security", "place_role"),
    "checkin/": Example(STAFF, send=AT_A),
    "checkin/missing/": Example(STAFF, send=AT_A),
    "checkin/export/": Example(STAFF, send=AT_A),
    # Who looks here is no member, and ticks nobody; the superior works for the community of A.
    "checkin/mine/": Example(SIGNED_IN, answer=404),
    "checkin/for/": Example(SIGNED_IN, posted=True, answer=302),
    "checkin/for/<int:pk>/": of(PART, "member"),
    "checkin/here/": Example(STAFF),
    "checkin/here/confirm/": Example(STAFF, posted=True, answer=302),
    "checkin/deployments/": Example(STAFF),
    "checkin/deployments/<int:pk>/end/": of(PART, "assignment"),
    "checkin/front/": Example(STAFF, send=AT_A),
    "checkin/front/send/": Example(STAFF, send=AT_A),
    "checkin/front/<int:pk>/end/": of(PART, "deployment"),
    "checkin/estates/": Example(STAFF),
    # An estate is a place that everybody knows; who sees whom was sent there is another matter.
    "checkin/estates/<int:pk>/": of(STAFF, "estate"),
    "checkin/unit/<path:code>/": of_unit(),
    "checkin/<slug:sort>/<int:pk>/": Example(PART, ROW),
    "checkin/<slug:sort>/<int:pk>/<slug:verb>/": Example(PART, ROW | {"verb": "=end_checkin"}),
}
FIRST = date(2021, 2, 1)


def furnish(*, a, b, member, people):
    """Check branch A and its member in at a community, and have them help there."""
    community = Place.objects.create(level="community", name="专属社区")
    PlaceRole.objects.create(user=people["superior"], place=community, from_on=date(2010, 1, 1))
    unit = UnitCheckin.objects.create(unit=a, community=community, from_on=FIRST)
    own = MemberCheckin.objects.create(member=member, community=community, from_on=FIRST)
    role = PlaceRole.objects.get(place=community)
    grid = Place.objects.create(level="grid", name="专属网格", parent=community)
    estate = Place.objects.create(level="estate", name="专属小区", parent=grid)
    assigned = Assignment.objects.create(unit=a, place=grid, from_on=FIRST)
    sent, _secretary = (
        Deployment.objects.create(member=member, unit=a, place=at, kind=kind, from_on=FIRST)
        for at, kind in ((grid, "deployed"), (estate, "first_secretary"))
    )
    return {
        "assignment": assigned.pk,
        "deployment": sent.pk,
        "estate": estate.pk,
        "place_role": role.pk,
        "community": community.pk,
        "unit_checkin": unit.pk,
        "member_checkin": own.pk,
    }


def count(*, root, committee, first, second, beside):
    """Check in a branch and a member, assign a grid, send a first secretary, in February 2021."""
    community = Place.objects.create(level="community", name="东桥社区")
    grid = Place.objects.create(level="grid", name="第1网格", parent=community)
    estate = Place.objects.create(level="estate", name="和家小区", parent=grid)
    one = Member.objects.filter(memberships__unit=first).order_by("pk")[0]
    UnitCheckin.objects.create(unit=first, community=community, from_on=FIRST)
    MemberCheckin.objects.create(member=one, community=community, from_on=FIRST)
    Assignment.objects.create(unit=first, place=grid, from_on=FIRST)
    Deployment.objects.create(
        member=one, unit=first, place=estate, kind="first_secretary", from_on=FIRST
    )
