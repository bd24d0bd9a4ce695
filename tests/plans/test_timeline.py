"""The timeline: where bars and diamonds stand, the same as a table, and the same at any size."""

from datetime import date

import pytest
from django.urls import reverse

from tests.plans.build import node, plan, sign_in, task
from tests.units.build import DAY, unit
from xianfeng.plans.models import TaskWait
from xianfeng.plans.views import drawing
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    return root, unit("A", root)


def test_months_are_equally_wide_and_days_lie_within_theirs(city):
    root, first = city
    own = plan(root)
    early = task(own, first, 1, date(2021, 3, 1), date(2021, 2, 1), title="甲" * 20)
    late = task(own, first, 2, date(2021, 5, 16))
    node(late, "过半", date(2021, 4, 1))
    chart = drawing.chart([early, late], [(late.pk, early.pk)], DAY)
    assert chart.months == [
        (220, "2021.1月"),
        (292, "2月"),
        (364, "3月"),
        (436, "4月"),
        (508, "5月"),
    ]
    one, two = chart.rows
    assert (one.x, one.width, one.label, one.colour) == (220, 144, "甲" * 14 + "…", "#1d6b3f")
    assert (two.x, two.width, two.begins, two.colour) == (364, 179, date(2021, 3, 1), "#b3261e")
    assert two.steps[0].points == "436,70 443,77 436,84 429,77"
    assert two.waits == f"1 {'甲' * 20}"
    assert chart.links == ["364,43 370,43 370,77 364,77"]
    assert chart.today is None
    assert drawing.chart([early], [], date(2021, 2, 1)).today == 292


def test_no_tasks_no_drawing(client, city):
    root, _ = city
    assert drawing.chart([], [], DAY).rows == []
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    assert "<svg" not in client.get(reverse("plans:timeline")).content.decode().split("<main")[1]


def test_a_bar_never_begins_after_its_day_and_years_are_named(city):
    root, first = city
    own = plan(root)
    early = task(own, first, 1, date(2022, 2, 1))
    late = task(own, first, 2, date(2021, 5, 1))
    chart = drawing.chart([early, late], [(late.pk, early.pk)], DAY)
    assert chart.rows[1].width == 4
    assert [name for _, name in chart.months if "." in name] == ["2021.1月", "2022.1月"]


def test_the_page_holds_the_same_as_a_table(client, city):
    root, first = city
    own = plan(root)
    early, late = task(own, first, 1, date(2021, 3, 1)), task(own, first, 2, date(2021, 5, 16))
    node(late, "过半", date(2021, 4, 1))
    TaskWait.objects.create(later=late, earlier=early)
    sign_in(client, Role.SECRETARY, first)
    shown = client.get(reverse("plans:timeline"), {"as_of": "2021-04-20"}).content.decode()
    content = shown.split("<main")[1].split("</main")[0]
    assert content.count("<rect") == 2
    assert "style=" not in content
    table = " ".join(content.split("<table")[1].split())
    assert "1 任务1" in table
    assert "过半" in table
    assert "逾期 50 天" in table
    assert "还有 26 天" in table


@pytest.mark.parametrize("tasks", [1, 3])
def test_the_timeline_takes_the_same_queries_at_any_size(
    client, city, tasks, django_assert_num_queries
):
    root, first = city
    rows = [task(plan(root), first, number, date(2021, 3, 1)) for number in range(1, tasks + 1)]
    for row in rows:
        node(row)
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    client.get(reverse("plans:timeline"))
    with django_assert_num_queries(12):
        client.get(reverse("plans:timeline"))
