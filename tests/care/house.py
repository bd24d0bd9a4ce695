"""Examples of the addresses of care, and facts that its figures count."""

from datetime import date

from tests.house.example import PART, SIGNED_IN, STAFF, Example, of, of_member, of_unit
from tests.members.build import member as make_member
from tests.units.build import NOW
from xianfeng.care import coverage
from xianfeng.care.models import Greeting, Honour, Need, Talk, TalkYear, Visit
from xianfeng.members.models import Member

AT_A = {"unit": "A"}

EXAMPLES = {
    "care/": Example(STAFF, send=AT_A),
    # Who records nowhere is told so before any unit is looked at.
    "care/record/": Example(PART, send=AT_A, refused=(403, 404)),
    "care/<int:pk>/withdraw/": of(PART, "care_visit"),
    "care/year/": Example(STAFF, send=AT_A),
    "care/needs/": Example(PART, send=AT_A, refused=(403, 404)),
    "care/needs/<int:pk>/end/": of(PART, "care_need"),
    "care/birthdays/": Example(STAFF, send=AT_A | {"month": "2021-07"}),
    "care/birthdays/greet/": Example(PART, send=AT_A, refused=(403, 404)),
    "care/birthdays/<int:pk>/withdraw/": of(PART, "greeting"),
    "care/fifty/": Example(STAFF, send=AT_A),
    "care/talks/": Example(STAFF, send=AT_A | {"year": "2021"}),
    "care/talks/record/": Example(PART, send=AT_A, refused=(403, 404)),
    "care/talks/mine/": Example(SIGNED_IN),
    "care/talks/<int:pk>/": of(PART, "talk"),
    "care/talks/<int:pk>/withdraw/": of(PART, "talk"),
    "care/talks/years/<int:pk>/": of(PART, "talk_year"),
    "care/honours/": Example(STAFF, send=AT_A),
    "care/honours/record/": Example(PART, send=AT_A, refused=(403, 404)),
    "care/honours/<int:pk>/": of(PART, "honour"),
    "care/honours/<int:pk>/revoke/": of(PART, "honour"),
    "care/members/<int:pk>/": of_member(),
    "care/units/<path:code>/": of_unit(),
}


def furnish(*, a, b, member, people):
    """Make one of everything about the member of unit A."""
    made = {"unit": a, "recorded_at": NOW}
    other = make_member("专属党员乙", a)
    first, second = sorted((member, other), key=lambda one: one.pk)
    day = date(2021, 3, 10)
    talk = Talk.objects.create(first=first, second=second, kind="members", on=day, **made)
    coverage.derive([2021], {a.pk})
    return {
        "care_visit": Visit.objects.create(member=member, on=day, occasion="illness", **made).pk,
        "care_need": Need.objects.create(unit=a, member=member, kind="illness", from_on=day).pk,
        "greeting": Greeting.objects.create(
            member=member, year=2021, on=day, form="card", activity="专属活动", **made
        ).pk,
        "talk": talk.pk,
        "talk_year": TalkYear.objects.get(unit=a).pk,
        "honour": Honour.objects.create(
            member=member, title="专属荣誉", level="city", awarded_on=day, **made
        ).pk,
    }


def count(*, root, committee, first, second, beside):
    """Record what the figures count, in March and April 2021."""
    made = {"unit": first, "recorded_at": NOW}
    one, other = Member.objects.filter(memberships__unit=first).order_by("pk")[:2]
    day = date(2021, 3, 15)
    Visit.objects.create(member=one, on=day, occasion="hardship", amount=800, fund="dues", **made)
    Greeting.objects.create(member=other, year=2021, on=day, form="in_person", **made)
    Talk.objects.create(first=one, second=other, kind="members", on=date(2021, 4, 8), **made)
    Honour.objects.create(title="红旗党支部", level="city", awarded_on=day, **made)
    Honour.objects.create(member=one, title="优秀共产党员", level="city", awarded_on=day, **made)
