"""The map of needs: every number stands for the rows it opens, and for what its viewer may see."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.service.build import NOW, ON, RESIDENT, City, checked, later, offered, place, sent
from tests.service.build import placed as place_it
from tests.service.test_proposing import SATURDAY, check_in
from xianfeng.service import actions
from xianfeng.service.models import Request
from xianfeng.units.enums import GridLevel

pytestmark = pytest.mark.django_db
PAGE = reverse("service:needs")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return City()


def browse(city, name):
    client = Client()
    client.force_login(city.users[name])
    return client


def placed(city, number, **more):
    return place_it(city, phone=f"138000001{number:02}", **more)


def table(client, at, **asked):
    """Return a heat table: title of the row -> counts of 便民维修, 政策宣传 and all."""
    lines = client.get(PAGE, asked).context["tables"][at][1]
    return {
        line.title: (line.cells[2].number, line.cells[6].number, line.total.number)
        for line in lines
    }


def a_city_of_needs(city):
    """Place three requests in the east, in March and June, and one in the west; one is refused."""
    spring = later(-100)
    place_it(city, spring, text="三月的", phone="13800000100", on_date=None)
    placed(city, 1, on_date=SATURDAY, part="morning")
    placed(city, 2, category="publicity", grid=None)
    placed(city, 3, community=city.west, grid=None)
    refused = placed(city, 4)
    actions.refuse_request(
        actor=city.worker, at=NOW, request=refused, version=1, because="不在范围"
    )


def test_what_is_asked_for_is_counted_by_place_month_and_part(city):
    a_city_of_needs(city)
    officer = browse(city, "officer")
    assert table(officer, 0) == {"东街社区": (2, 1, 3), "西街社区": (1, 0, 1)}
    assert table(officer, 1) == {"2021-03": (1, 0, 1), "2021-06": (2, 1, 3)}
    assert table(officer, 2) == {"上午": (1, 0, 1), "什么时候都行": (2, 1, 3)}
    assert table(officer, 0, since="2021-06-01") == {"东街社区": (1, 1, 2), "西街社区": (1, 0, 1)}
    assert table(officer, 0, place=city.east.pk) == {"网格不清楚": (0, 1, 1), "第1网格": (2, 0, 2)}
    assert table(officer, 0, as_of="2021-03-31") == {"东街社区": (1, 0, 1)}
    charts = officer.get(PAGE).context["charts"]
    assert [(title, [(label, number) for label, number, _href in rows])
            for title, _kind, rows in charts] == [
        ("各类需求", [("便民维修", 3), ("政策宣传", 1)]),
        ("各月需求", [("2021-03", 1), ("2021-06", 3)]),
    ]  # fmt: skip


def test_every_number_opens_as_many_rows(city):
    a_city_of_needs(city)
    officer = browse(city, "officer")
    for asked in ({}, {"place": city.east.pk}, {"since": "2021-06-01", "until": "2021-06-30"}):
        for _title, lines in officer.get(PAGE, asked).context["tables"]:
            for line in lines:
                for cell in (*line.cells, line.total):
                    if cell.number and line.title != "网格不清楚":
                        page = officer.get(cell.href)
                        assert page.context["page"].paginator.count == cell.number, cell
    form = officer.get(PAGE).context["tables"][1][1][0].total.href
    assert list(officer.get(form).context["form"].fields) == [
        "box", "category", "words", "since", "until",
    ]  # fmt: skip


def test_the_most_is_the_darkest_and_none_is_white(city):
    for number in range(4):
        placed(city, number)
    placed(city, 5, community=city.west, grid=None)
    lines = browse(city, "officer").get(PAGE).context["tables"][0][1]
    assert [line.cells[2].shade for line in lines] == [4, 1]
    assert [line.cells[0].shade for line in lines] == [0, 0]


def test_everybody_counts_what_they_may_see(city):
    placed(city, 1)
    placed(city, 2, community=city.west, grid=None)
    sent(city, phone="13800000103")
    for name, seen in (
        ("officer", {"东街社区": (2, 0, 2), "西街社区": (1, 0, 1)}),
        ("worker", {"东街社区": (2, 0, 2)}),
        ("neighbour", {"西街社区": (1, 0, 1)}),
        ("clerk", {"东街社区": (1, 0, 1)}),
        ("leader", {"东街社区": (1, 0, 1)}),
    ):
        assert table(browse(city, name), 0) == seen, name
    assert browse(city, "rival").get(PAGE).context["tables"] == []
    assert browse(city, "first").get(PAGE).status_code == 404
    # A place that is not theirs narrows to nothing, and says no more of it than its name.
    assert browse(city, "neighbour").get(PAGE, {"place": city.east.pk}).context["tables"] == []


def short(client, **asked):
    return [
        (one["place"], one["skill"], one["row"].unmet, one["row"].waiting, one["row"].places,
         one["row"].hands, one["row"].lacking)
        for one in client.get(PAGE, asked).context["short"]
    ]  # fmt: skip


def test_which_skills_are_short_and_where(city):
    check_in(city, city.members[0])
    check_in(city, city.members[1], at=city.west)
    request = checked(city, skill="law", phone="13800000110")
    actions.give_request_up(
        actor=city.worker, at=NOW, request=request, version=request.version, because="没有会的"
    )
    checked(city, skill="plumbing", places=3, phone="13800000111")
    offered(city, skill="plumbing", places=2, phone="13800000112")
    checked(city, phone="13800000113")
    officer = browse(city, "officer")
    assert short(officer) == [
        ("", "水电维修", 0, 2, 4, 2, 2),
        ("", "法律咨询", 1, 0, 1, 0, 1),
        ("东街社区", "水电维修", 0, 2, 4, 1, 3),
        ("东街社区", "法律咨询", 1, 0, 1, 0, 1),
    ]
    assert short(officer, place=city.east.pk) == [
        ("", "水电维修", 0, 2, 4, 1, 3), ("", "法律咨询", 1, 0, 1, 0, 1),
    ]  # fmt: skip
    assert short(browse(city, "worker"))[0] == ("", "水电维修", 0, 2, 4, 1, 3)
    assert short(browse(city, "neighbour")) == []
    row = officer.get(PAGE).context["short"]
    assert officer.get(row[0]["waiting"]).context["page"].paginator.count == 2
    assert officer.get(row[1]["unmet"]).context["page"].paginator.count == 1
    people = officer.get(row[2]["hands"]).context["page"].object_list
    assert [one.member.name for one in people] == ["党员甲"]
    assert (row[1]["hands"], row[1]["row"].hands) == ("", 0)


def test_who_can_do_it_is_shown_to_who_sees_them(city):
    check_in(city, city.members[0])
    check_in(city, city.outsider, at=city.west)
    address = reverse("service:hands")

    def found(name, **asked):
        page = browse(city, name).get(address, {"skill": "plumbing"} | asked).context["page"]
        return [one.member.name for one in page.object_list]

    assert found("officer") == ["党员甲", "外局党员"]
    assert found("officer", place=city.west.pk) == ["外局党员"]
    assert (found("clerk"), found("rival")) == (["党员甲"], ["外局党员"])
    assert (found("worker"), found("neighbour")) == (["党员甲"], ["外局党员"])
    assert found("officer", skill="law") == []
    for asked in ({"skill": "flying"}, {}):
        assert browse(city, "officer").get(address, asked).status_code == 404
    assert browse(city, "first").get(address, {"skill": "plumbing"}).status_code == 404


@pytest.mark.parametrize("asked", [{"since": "x", "until": "2021-13-01"}, {"place": "9" * 40}])
def test_what_cannot_be_meant_is_this_year(city, asked):
    placed(city, 1)
    assert table(browse(city, "officer"), 0, **asked) == {"东街社区": (1, 0, 1)}


def test_days_the_wrong_way_round_are_turned(city):
    placed(city, 1)
    asked = {"since": "2021-06-30", "until": "2021-01-01"}
    span = browse(city, "officer").get(PAGE, asked).context["span"]
    assert (span.since, span.until) == (date(2021, 1, 1), date(2021, 6, 30))


def test_the_page_asks_as_much_for_three_as_for_one(city, django_assert_num_queries):
    officer = browse(city, "officer")
    checked(city, skill="law", phone="13800000120")
    officer.get(PAGE)
    with django_assert_num_queries(11):
        assert len(officer.get(PAGE).context["short"]) == 2
    for number in range(2):
        grid = place(f"第{number + 2}网格", city.east, GridLevel.GRID)
        check_in(city, city.members[number])
        made = checked(city, skill="tutoring", grid=grid, phone=f"1380000013{number}")
        Request.objects.filter(pk=made.pk).update(category="care")
    with django_assert_num_queries(11):
        assert len(officer.get(PAGE).context["short"]) == 4


def test_a_number_alone_is_no_viewer(city):
    from xianfeng.service.queries import needs

    assert needs.place_named(RESIDENT, city.east.pk) is None
    assert needs.communities(RESIDENT, [needs.Short(city.east.pk, "law", 1, 1, 1, 0)]) == {}


def test_places_and_what_is_short_in_them_are_paged_by_fifty(city):
    for number in range(51):
        community = place(f"新{number:02}社区")
        phone = f"139000001{number:02}"
        place_it(city, community=community, grid=None, skill="plumbing", phone=phone)
    Request.objects.filter(community=community).update(state="checked", checked_on=ON)
    officer = browse(city, "officer")
    assert len(table(officer, 0)) == 50
    assert table(officer, 0, page=2) == {"新50社区": (1, 0, 1)}
    assert table(officer, 1, page=2) == {"2021-06": (51, 0, 51)}
    assert [one[:2] for one in short(officer)] == [("", "水电维修")]
    assert [one[:2] for one in short(officer, page=2)] == [
        ("", "水电维修"), ("新50社区", "水电维修"),
    ]  # fmt: skip
