"""Examples of the addresses of supervision, and visits that its figures count."""

from datetime import date

from tests.house.example import PART, STAFF, Example, of, of_unit
from tests.units.build import unit
from xianfeng.kernel import crypto
from xianfeng.supervision.models import Draw, Photo, Plan, Round, TeamMember, Visit

PIXEL = "/9j/2Q=="

EXAMPLES = {
    "supervision/": Example(STAFF),
    "supervision/coverage/<path:code>/": of_unit(),
    "supervision/coverage/<path:code>/excel/": of_unit(),
    "supervision/plans/new/<path:code>/": of_unit(),
    "supervision/plans/<int:pk>/": of(PART, "supervision_plan"),
    "supervision/plans/<int:pk>/add/": of(PART, "supervision_plan"),
    "supervision/rounds/<int:pk>/units/": of(PART, "supervision_round"),
    "supervision/rounds/<int:pk>/draw/": of(PART, "supervision_round"),
    "supervision/rounds/<int:pk>/drop/": of(PART, "supervision_round"),
    "supervision/visits/<int:pk>/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/schedule/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/team/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/replace/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/leader/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/announce/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/cancel/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/void/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/record/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/amend/": of(PART, "supervision_visit", answer=302),
    "supervision/visits/<int:pk>/taken/<uuid:key>/": Example(
        PART, {"pk": "supervision_visit", "key": "=5b9d1f7e-0c1c-4c59-9a6e-3a9b1f1f0a11"}
    ),
    "supervision/visits/<int:pk>/notice/": of(PART, "supervision_visit"),
    "supervision/visits/<int:pk>/photos/": of(PART, "supervision_visit"),
    "supervision/photos/<int:pk>/": of(PART, "supervision_photo"),
    "supervision/photos/<int:pk>/drop/": of(PART, "supervision_photo"),
    "supervision/draws/<int:pk>/": of(PART, "supervision_draw"),
}


def furnish(*, a, b, member, people):
    """Make a plan of A, with an announced visit below it, a team, a draw and a photo."""
    below = unit("专属下级", a, name="专属下级支部")
    plan = Plan.objects.create(unit=a, year=2021)
    line = Round.objects.create(plan=plan, quarter=2, kind="research", theme="专属主题")
    visit = Visit.objects.create(
        round=line, issuer=a, unit=below, kind="research", theme="专属主题",
        due_on=date(2021, 6, 30), planned_on=date(2021, 6, 30), announced_on=date(2021, 6, 1),
    )  # fmt: skip
    TeamMember.objects.create(visit=visit, member=member, place=1, leader=True)
    key = str(member.pk)
    draw = Draw.objects.create(
        what="team", visit=visit, seed="1", number=1, candidates=[[key, "", ""]], picked=[key],
        drawn_on=date(2021, 6, 1),
    )  # fmt: skip
    photo = Photo.objects.create(
        visit=visit, content=crypto.seal(PIXEL), width=1, height=1, added_on=date(2021, 6, 1)
    )
    return {
        "supervision_plan": plan.pk,
        "supervision_round": line.pk,
        "supervision_visit": visit.pk,
        "supervision_draw": draw.pk,
        "supervision_photo": photo.pk,
    }


def count(*, root, committee, first, second, beside):
    """Record a research visit and an inspection in 2021, both of the committee by the root."""
    for kind in ("research", "unannounced"):
        Visit.objects.create(
            issuer=root, unit=committee, kind=kind, theme="主题", state="confirmed",
            held_on=date(2021, 2, 5), confirmed_on=date(2021, 2, 6),
        )  # fmt: skip
