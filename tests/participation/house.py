"""Examples of the addresses of participation, and facts that its figures count."""

from datetime import date

from tests.house.example import PART, SIGNED_IN, STAFF, Example
from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.members.models import Member
from xianfeng.participation.models import Opinion, Report
from xianfeng.units.models import Place, PlaceRole

AT_A = {"unit": "A", "period": "2021"}
SAID = date(2021, 6, 1)
EXAMPLES = {
    "participation/": Example(STAFF, send={"unit": "A", "year": "2021"}),
    "participation/export/": Example(STAFF, send={"unit": "A", "year": "2021"}),
    "participation/here/": Example(STAFF, send={"year": "2021", "said": "all"}),
    "participation/here/confirm/": Example(STAFF, posted=True, answer=302),
    "participation/here/<slug:sort>/<int:place>/<int:pk>/": Example(
        PART, {"sort": "=members", "place": "spoken_place", "pk": "member"}, send={"year": "2021"}
    ),
    "participation/members/": Example(STAFF, send={"unit": "A", "year": "2021"}),
    # Who looks here is no member.
    "participation/mine/": Example(SIGNED_IN, answer=404),
    "participation/member/<int:pk>/": Example(PART, {"pk": "member"}, send={"period": "2021"}),
    "participation/member/<int:pk>/word/": Example(PART, {"pk": "member"}, send={"period": "2021"}),
    "participation/unit/": Example(PART, send=AT_A),
    "participation/unit/word/": Example(PART, send=AT_A),
    "participation/unit/excel/": Example(PART, send=AT_A),
    "participation/unit/sign/": Example(PART, send=AT_A, posted=True, answer=302),
}


def _there(unit, member, community):
    MemberCheckin.objects.get_or_create(
        member=member, defaults={"community": community, "from_on": SAID}
    )
    UnitCheckin.objects.create(unit=unit, community=community, from_on=SAID)
    Opinion.objects.create(
        unit=unit, community=community, year=2021, verdict="differs", text="专属说明", said_on=SAID
    )
    home = MemberCheckin.objects.get(member=member).community
    Opinion.objects.create(
        unit=unit, member=member, community=home, year=2021, verdict="true", said_on=SAID
    )
    Report.objects.create(unit=unit, year=2021, signed_on=SAID)
    return home


def furnish(*, a, b, member, people):
    """Have communities, for one of which the superior works, speak of A and its member."""
    community = Place.objects.create(level="community", name="专属里社区")
    home = _there(a, member, community)
    for place in {community, home}:
        PlaceRole.objects.get_or_create(
            user=people["superior"], place=place, defaults={"from_on": date(2010, 1, 1)}
        )
    return {"spoken_place": home.pk}


def count(*, root, committee, first, second, beside):
    """Have a community speak of a branch and a member, and the branch sign, in June 2021."""
    community = Place.objects.create(level="community", name="河东社区")
    one = Member.objects.filter(memberships__unit=first).order_by("pk")[0]
    Opinion.objects.create(unit=first, community=community, year=2021, verdict="true", said_on=SAID)
    Opinion.objects.create(
        unit=first, member=one, community=community, year=2021, verdict="true", said_on=SAID
    )
    Report.objects.create(unit=first, year=2021, signed_on=SAID)
