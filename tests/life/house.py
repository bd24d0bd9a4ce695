"""Addresses of the life pages, one of everything of unit A, and what the figures of life count."""

from datetime import date

from tests.house.example import PART, SIGNED_IN, STAFF, Example, of, of_unit
from tests.units.build import NOW
from xianfeng.life.models import (
    AgendaItem,
    Exemption,
    FixedDay,
    Guest,
    LeaderAttendance,
    MakeUp,
    Meeting,
    MeetingMark,
    Opinion,
    Theme,
)
from xianfeng.members.models import Member

AT_A = {"unit": "A"}


def _found(route: str, key: str, whose: str = PART, **more):
    return {route: of(whose, key, **more)}


EXAMPLES: dict[str, Example] = {
    "life/ledger.docx": Example(STAFF, send=AT_A),
    "life/plan/": Example(STAFF, send=AT_A, refused=(404, 403)),
    "life/exemptions/": Example(STAFF, send=AT_A),
    "life/lacking/": Example(STAFF, send=AT_A),
    "life/leaders/": Example(STAFF, send=AT_A),
    "life/themes/": Example(SIGNED_IN),
    "life/fixed-day/<str:code>/": of_unit(),
    **_found("life/items/<int:pk>/done/", "life_agenda_item"),
    **_found("life/exemptions/<int:pk>/end/", "life_exemption"),
    **_found("life/guests/<int:pk>/drop/", "life_guest", posted=True, answer=302),
    **_found("life/leaders/<int:pk>/", "life_leader"),
    **_found("life/themes/<int:pk>/", "life_theme", refused=(404, 200)),
    **_found(
        "life/themes/<int:pk>/withdraw/",
        "life_theme",
        posted=True,
        answer=302,
        refused=(404, 403),
    ),
    **_found("life/opinions/<int:pk>/drop/", "life_opinion", posted=True, answer=302),
    **_found("life/<int:pk>/minutes.docx", "meeting"),
    **_found("life/<int:pk>/notice.docx", "life_plan"),
    **_found("life/<int:pk>/attendance.docx", "meeting"),
    **_found("life/<int:pk>/void/", "meeting"),
    **_found("life/<int:pk>/plan/", "life_plan"),
    **_found("life/<int:pk>/agenda/", "meeting"),
    **_found("life/<int:pk>/guests/", "meeting"),
    **_found("life/<int:pk>/around/", "life_meeting"),
    "life/<int:pk>/make-up/<int:member>/": Example(
        PART, {"pk": "life_meeting", "member": "member"}
    ),
}


def meeting(unit, kind, held_on, **stated):
    made = Meeting.objects.create(
        unit=unit,
        kind=kind,
        held_on=held_on,
        recorded_at=NOW,
        **{"state": "confirmed", "confirmed_at": NOW, **stated},
    )
    MeetingMark.objects.create(meeting=made, kind=kind)
    return made


def furnish(*, a, b, member, people):
    """Make one of everything of A."""
    plan = meeting(
        a, "theme_day", date(2021, 3, 30), title="专属计划", state="planned", confirmed_at=None
    )
    around = meeting(a, "life_meeting", date(2021, 3, 9), title="专属生活会")
    around.absences.create(member=member, reason="sick")
    item = AgendaItem.objects.create(
        meeting=around, number=1, title="专属议题", decision="专属决议", owner="专属党员",
        due_on=date(2021, 4, 1),
    )  # fmt: skip
    LeaderAttendance.objects.create(meeting=around, member=member, came=True)
    # A theme is offered to everything below: it is nobody's secret there.
    theme = Theme.objects.create(
        unit=a.parent, month=date(2021, 3, 1), title="三月", published_at=NOW
    )
    visitor = Member.objects.get(name="李娜")
    FixedDay.objects.create(unit=a, day=15)
    return {
        "life_plan": plan.pk,
        "life_meeting": around.pk,
        "life_agenda_item": item.pk,
        "life_leader": member.pk,
        "life_theme": theme.pk,
        "life_guest": Guest.objects.create(meeting=around, member=visitor, home=b).pk,
        "life_opinion": Opinion.objects.create(
            meeting=around, source="masses", count=2, text="专属意见"
        ).pk,
        "life_exemption": Exemption.objects.create(
            member=member, unit=a, ground="age", decided_on=date(2021, 1, 1),
            from_on=date(2021, 1, 1), until_on=date(2021, 2, 1),
        ).pk,
    }  # fmt: skip


def count(*, root, committee, first, second, beside):
    """Make what the figures of life count; the full-time deputy leads and gives the lecture."""
    leader, other = (Member.objects.get(name=name) for name in ("陈一", "林二"))
    lecture = Meeting.objects.get(unit=first, kind="lecture")
    lecture.lecturer, lecture.lectured_by = leader.name, leader
    lecture.save()
    for kind in (
        "study_group", "first_agenda", "democratic_life", "cadre_meeting", "work_research",
    ):  # fmt: skip
        meeting(root, kind, date(2021, 4, 20))
    day = date(2021, 5, 1)
    AgendaItem.objects.create(meeting=lecture, number=1, title="议题", decision="同意")
    LeaderAttendance.objects.create(meeting=lecture, member=leader, came=True)
    MakeUp.objects.create(meeting=lecture, member=other, on=day, way="alone")
    Guest.objects.create(meeting=lecture, member=other, home=second)
    Exemption.objects.create(member=other, unit=first, ground="age", decided_on=day, from_on=day)
