"""Figures over reviews; the rule review.correction; evidence as a list."""

from datetime import date, timedelta

import pytest

from tests.members.build import member
from tests.reviews.build import finished
from tests.units.build import NOW, officer, unit, user
from xianfeng.care.models import Honour
from xianfeng.duties.models import Duty
from xianfeng.kernel import clock, facts, figures
from xianfeng.reviews import actions, queries
from xianfeng.reviews.models import Entry, Review
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

pytestmark = pytest.mark.django_db
SPAN = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    for place, grade in ((a, "excellent"), (b, "qualified")):
        finished(place, member(grade, place), grade=grade)
    review = Review.objects.get(unit=a)
    review.entries.create(member=member("预备", a, confirmed_on=None), probationary=True)
    finished(a, member("去年", a), 2020, "basic", date(2020, 12, 1))
    hidden = Review.objects.create(unit=b, year=2022, step="opinion", prepared_on=date(2021, 5, 1))
    hidden.entries.create(member=member("未告知", b), probationary=False, grade="unqualified")
    return root, a, b


def value(viewer, figure, path=""):
    return figures.compute(viewer, figures.get(figure), *SPAN, path).value


def test_what_members_were_told_counts_by_grade_and_units_add_up(city):
    root, a, b = city
    looking = officer(root)
    grades = ("excellent", "qualified", "basic", "unqualified", "probationary")
    assert [value(looking, f"reviews.members.{grade}") for grade in grades] == [1, 1, 0, 0, 1]
    assert value(looking, "reviews.held") == 2
    of_units = [value(looking, "reviews.members", place.path) for place in (a, b)]
    assert of_units == [2, 1]
    assert value(looking, "reviews.members") == sum(of_units)
    split = dict(figures.split(looking, figures.get("reviews.members"), "grade", *SPAN))
    assert split == {"": 1, "excellent": 1, "qualified": 1}


def test_a_plain_member_counts_nothing(city):
    viewer = viewer_of(user("党员", (Role.MEMBER, city[1])), date(2021, 6, 30))
    assert value(viewer, "reviews.members") == 0


def test_a_correction_is_a_duty_without_a_name(client, city):
    person = user("书记", (Role.SECRETARY, city[1]))
    client.force_login(person)
    today = clock.today()
    entry = finished(city[1], member("改正的人", city[1]), 2019, "unqualified", date(2020, 1, 5))
    made = actions.set_correction(
        actor=viewer_of(person, today), at=clock.now(), entry=entry, measure="按时参加会议",
        due_on=today + timedelta(days=30),
    )  # fmt: skip
    page = client.get(f"/duties/?as_of={made.due_on}").content.decode()
    assert "民主评议后限期改正" in page
    assert "改正的人" not in page
    duty = Duty.objects.get(rule="review.correction", subject=made.pk)
    assert (duty.due_on, duty.met_on) == (made.due_on, None)
    actions.complete_correction(
        actor=viewer_of(person, today), at=clock.now(), correction=made, done_on=today,
        result="按时参加了",
    )  # fmt: skip
    duty = Duty.objects.get(rule="review.correction", subject=made.pk)
    assert duty.met_on == today


def test_evidence_is_a_list_for_the_branch_and_the_member_alone(city):
    root, a, _ = city
    one = Entry.objects.get(member__name="excellent")
    common = {"unit": a, "level": "city", "recorded_at": NOW}
    Honour.objects.create(
        member=one.member, title="优秀共产党员", awarded_on=date(2021, 6, 1), **common
    )
    Honour.objects.create(member=one.member, title="去年的", awarded_on=date(2020, 6, 1), **common)
    Honour.objects.create(
        member=member("别人", a), title="别人的", awarded_on=date(2021, 6, 1), **common
    )
    one.member.user = user("本人", (Role.MEMBER, a))
    one.member.save()
    on = date(2021, 6, 30)
    secretary, own = (
        viewer_of(user("书记", (Role.SECRETARY, a)), on),
        viewer_of(one.member.user, on),
    )
    for looking in (secretary, own):
        found = queries.evidence(looking, one)
        assert [each.title for each in found] == [facts.get("award.member").title]
        [(day, words, _href)] = found[0].rows
        assert (day, "优秀共产党员" in words) == (date(2021, 6, 1), True)
    assert queries.evidence(officer(root), one) == []
    beside = viewer_of(user("同支部", (Role.MEMBER, a)), on)
    assert queries.evidence(beside, one) == []
