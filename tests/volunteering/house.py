"""Examples of the addresses of volunteering, and facts that its figures count."""

from datetime import date, time

from tests.house.example import PART, SIGNED_IN, STAFF, Example, of
from xianfeng.hours.models import Stint
from xianfeng.members.models import Member
from xianfeng.volunteering.models import Event, Signup, Team, TeamMember

EXAMPLES = {
    "volunteering/": Example(STAFF),
    "volunteering/export/": Example(STAFF),
    "volunteering/new/": Example(PART, send={"unit": "A"}, refused=(403, 404)),
    # The superior works for the community of A; nobody else here works for any.
    "volunteering/propose/": Example(PART, refused=(403,)),
    "volunteering/<int:pk>/": of(PART, "volunteer_event"),
    "volunteering/<int:pk>/edit/": of(PART, "volunteer_draft"),
    "volunteering/<int:pk>/steps/<slug:verb>/": Example(
        PART, {"pk": "volunteer_event", "verb": "=cancel_event"}, posted=True, answer=422
    ),
    "volunteering/<int:pk>/record/": of(PART, "volunteer_event"),
    # Who looks here is no member, and has no place to take.
    "volunteering/<int:pk>/sign-up/": Example(
        SIGNED_IN, {"pk": "volunteer_event"}, posted=True, answer=404
    ),
    "volunteering/<int:pk>/people/": of(PART, "volunteer_event"),
    "volunteering/<int:pk>/people/for/": of(PART, "volunteer_event", posted=True, answer=302),
    "volunteering/<int:pk>/people/export/": of(PART, "volunteer_event"),
    "volunteering/places/<int:pk>/withdraw/": of(PART, "volunteer_signup", posted=True, answer=302),
    "volunteering/teams/": Example(STAFF),
    "volunteering/teams/new/": Example(PART, send={"unit": "A"}, refused=(403, 404)),
    "volunteering/teams/<int:pk>/": of(PART, "volunteer_team"),
    "volunteering/teams/<int:pk>/end/": of(PART, "volunteer_team"),
}
ON = date(2021, 4, 10)


def _held(unit, member, title):
    """Make an event at which one member was for two hours."""
    event = Event.objects.create(
        unit=unit, category="environment", title=title, on=ON, starts_at=time(9), ends_at=time(11),
        places=5, sign_up_by=ON, state="held", record_by=date(2021, 4, 17), recorded_on=ON,
        hours=2,
    )  # fmt: skip
    signup = Signup.objects.create(
        event=event, member=member, unit=unit, seq=1, state="signed", came=True
    )
    return event, signup


def furnish(*, a, b, member, people):
    """Have branch A hold an event, and found a team."""
    event, signup = _held(a, member, "专属志愿服务")
    Stint.objects.create(
        member=member, unit=a, source="event", key=event.pk, what=event.title, on=ON, hours=2
    )
    draft = Event.objects.create(
        unit=a, category="care", title="专属志愿服务草稿", on=ON, starts_at=time(9),
        ends_at=time(11), places=5, sign_up_by=ON, record_by=ON,
    )  # fmt: skip
    team = Team.objects.create(unit=a, name="专属服务队", founded_on=date(2021, 1, 5))
    TeamMember.objects.create(team=team, member=member, from_on=date(2021, 1, 5))
    return {
        "volunteer_event": event.pk,
        "volunteer_draft": draft.pk,
        "volunteer_signup": signup.pk,
        "volunteer_team": team.pk,
    }


def count(*, root, committee, first, second, beside):
    """Hold an event in April 2021."""
    one = Member.objects.filter(memberships__unit=first).order_by("pk")[0]
    _held(first, one, "义务植树")
