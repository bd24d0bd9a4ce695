"""Examples of the addresses of outreach, and facts that its figures count."""

from datetime import date

from tests.house.example import PART, STAFF, Example, of
from tests.units.build import NOW
from xianfeng.members.models import Member
from xianfeng.outreach.models import (
    BaseVisit,
    Contact,
    ContactProblem,
    ContactVisit,
    EducationBase,
    Event,
    Lesson,
    MassOfficer,
    MassOrganisation,
)

AT_A = {"unit": "A"}
DAY = date(2021, 3, 12)

EXAMPLES = {
    "outreach/organisations/": Example(STAFF, send=AT_A),
    # Who records nowhere is told so before any unit is looked at.
    "outreach/organisations/new/": Example(PART, send=AT_A, refused=(403, 404)),
    "outreach/organisations/<int:pk>/": of(PART, "mass"),
    "outreach/organisations/<int:pk>/dissolve/": of(PART, "mass"),
    "outreach/events/": Example(STAFF, send=AT_A | {"year": "2021"}),
    "outreach/events/export/": Example(STAFF, send=AT_A | {"year": "2021"}),
    "outreach/events/record/": Example(PART, send=AT_A, refused=(403, 404)),
    "outreach/events/<int:pk>/": of(PART, "event"),
    "outreach/events/<int:pk>/withdraw/": of(PART, "event"),
    "outreach/contacts/": Example(STAFF, send=AT_A | {"as_of": "2021-06-30"}),
    "outreach/contacts/export/": Example(STAFF, send=AT_A | {"as_of": "2021-06-30"}),
    "outreach/contacts/new/": Example(PART, send=AT_A, refused=(403, 404)),
    "outreach/contacts/<int:pk>/": of(PART, "contact"),
    "outreach/contacts/<int:pk>/end/": of(PART, "contact"),
    "outreach/contacts/<int:pk>/visit/": of(PART, "contact"),
    "outreach/visits/<int:pk>/": of(PART, "contact_visit"),
    "outreach/visits/<int:pk>/withdraw/": of(PART, "contact_visit"),
    "outreach/problems/<int:pk>/solve/": of(PART, "contact_problem"),
    "outreach/integrity/": Example(STAFF, send=AT_A | {"year": "2021"}),
    "outreach/integrity/export/": Example(STAFF, send=AT_A | {"year": "2021"}),
    "outreach/integrity/bases/new/": Example(PART, send=AT_A, refused=(403, 404)),
    "outreach/integrity/bases/<int:pk>/close/": of(PART, "base"),
    "outreach/integrity/visits/record/": Example(PART, send=AT_A, refused=(403, 404)),
    "outreach/integrity/visits/<int:pk>/": of(PART, "base_visit"),
    "outreach/integrity/visits/<int:pk>/withdraw/": of(PART, "base_visit"),
    "outreach/integrity/lessons/record/": Example(PART, send=AT_A, refused=(403, 404)),
    "outreach/integrity/lessons/<int:pk>/": of(PART, "lesson"),
    "outreach/integrity/lessons/<int:pk>/withdraw/": of(PART, "lesson"),
}


def furnish(*, a, b, member, people):
    """Make one of everything of unit A."""
    mass = MassOrganisation.objects.create(unit=a, kind="union", name="专属工会", set_up_on=DAY)
    MassOfficer.objects.create(organisation=mass, title="主席", name="专属主席")
    event = Event.objects.create(
        unit=a, organisation=mass, kind="sport", title="专属活动", on=DAY, recorded_at=NOW
    )
    contact = Contact.objects.create(leader=member, unit=a, from_on=DAY)
    visit = ContactVisit.objects.create(contact=contact, on=DAY, seen="专属情况", recorded_at=NOW)
    problem = ContactProblem.objects.create(visit=visit, text="专属问题")
    base = EducationBase.objects.create(unit=a, name="专属基地", opened_on=DAY)
    came = BaseVisit.objects.create(unit=a, base=base, on=DAY, people=3, recorded_at=NOW)
    lesson = Lesson.objects.create(
        unit=a, title="专属案例", source="专属通报", on=DAY, people=3, recorded_at=NOW
    )
    return {
        "mass": mass.pk,
        "event": event.pk,
        "contact": contact.pk,
        "contact_visit": visit.pk,
        "contact_problem": problem.pk,
        "base": base.pk,
        "base_visit": came.pk,
        "lesson": lesson.pk,
    }


def count(*, root, committee, first, second, beside):
    """Record what the figures count, in March 2021."""
    mass = MassOrganisation.objects.create(unit=first, kind="union", name="工会", set_up_on=DAY)
    Event.objects.create(
        unit=first, organisation=mass, kind="sport", title="第一届职工运动会", series="职工运动会",
        edition=1, on=DAY, members=12, staff=30, public=5, recorded_at=NOW,
    )  # fmt: skip
    leader = Member.objects.filter(posts__unit=committee).order_by("pk").first()
    contact = Contact.objects.create(leader=leader, unit=first, from_on=DAY)
    visit = ContactVisit.objects.create(contact=contact, on=DAY, recorded_at=NOW)
    ContactProblem.objects.create(visit=visit, text="没有活动室")
    ContactProblem.objects.create(
        visit=visit, text="缺学习资料", solved_on=date(2021, 4, 2), solution="已配发"
    )
    Event.objects.create(
        unit=committee, kind="campaign", title="第二届党风廉政宣教月", series="党风廉政宣教月",
        edition=2, on=date(2021, 5, 8), members=4, recorded_at=NOW,
    )  # fmt: skip
    base = EducationBase.objects.create(unit=committee, name="廉政教育馆", opened_on=DAY)
    BaseVisit.objects.create(unit=first, base=base, on=DAY, people=12, recorded_at=NOW)
    Lesson.objects.create(
        unit=first, title="公款吃喝", source="市纪委通报", on=DAY, people=12, recorded_at=NOW
    )
