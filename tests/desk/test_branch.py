"""The secretary's desk: what is owed, by when, why, and the one button; recording discharges it."""

from datetime import date
from uuid import uuid4

import pytest

from tests.desk.reading import cards, links, read
from tests.duties.build import held
from tests.plans.build import plan, task
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Term

pytestmark = pytest.mark.django_db
NOW, LATE, COMING = "本月要办", "逾期未办（近 12 个月）", "接下来三个月"


def lines(client, url="/"):
    return cards(read(client, url))


def test_the_heading_says_branch_person_and_day(secretary):
    page = read(secretary, "/")
    assert page.all("h1")[0].text == "第一支部"
    assert page.all("div", c="lead")[0].text == (
        "支部书记（支委） · secretary.B1 2021年11月21日 星期日"
    )


def test_every_line_says_what_by_when_and_has_its_button(secretary):
    shown = lines(secretary)
    assert shown[NOW] == [
        ("◐还有 9 天", "党小组会 2021年11月 第一小组", ["记录", "本月无"]),
        ("▲还有 9 天", "主题党日 2021年11月", ["记录"]),
    ]
    assert shown[LATE] == [
        ("■逾期 52 天 红牌", "党小组会 2021年9月 第一小组", ["记录", "本月无"]),
        ("■逾期 52 天 红牌", "主题党日 2021年9月", ["记录"]),
        ("■逾期 21 天 黄牌", "党小组会 2021年10月 第一小组", ["记录", "本月无"]),
        ("■逾期 21 天 黄牌", "主题党日 2021年10月", ["记录"]),
    ]
    assert shown[COMING] == [
        ("◐还有 40 天", "党员大会 2021年第四季度", ["记录"]),
        ("◐还有 40 天", "党课 2021年第四季度", ["记录", "本期无"]),
    ]


def test_buttons_lead_to_the_record_of_that_unit_and_kind(secretary):
    page = read(secretary, "/")
    card = next(c for c in page.all("section", c="card") if c.all("h2")[0].text == NOW)
    assert links(card, "记录") == [
        "/life/record/?unit=G1&kind=group_meeting",
        "/life/record/?unit=B1&kind=theme_day",
    ]
    assert links(card, "看这条事项怎么来的") == [
        "/duties/explain/branch.group_meeting/G1/2021-11",
        "/duties/explain/branch.theme_day/B1/2021-11",
    ]
    assert [one.text for one in card.all("span", c="source-note")] == [
        "依据：《中国共产党支部工作条例（试行）》 第十三条 已核对条文",
        "依据：《中国共产党支部工作条例（试行）》 第十六条 二手资料",
    ]


def test_what_is_overdue_is_recorded_for_its_period(secretary):
    page = read(secretary, "/")
    card = next(c for c in page.all("section", c="card") if c.all("h2")[0].text == LATE)
    assert links(card, "记录") == [
        f"/life/record/?unit={unit}&kind={kind}&made_up={period}"
        for period in ("2021-09", "2021-10")
        for unit, kind in (("G1", "group_meeting"), ("B1", "theme_day"))
    ]
    form = secretary.get(links(card, "记录")[1]).context["form"]
    assert (form["kind"].value(), form["made_up"].value()) == ("theme_day", "2021-09")
    held_on = form["held_on"].value()
    assert held_on == date(2021, 11, 21)


def test_a_meeting_recorded_on_the_web_is_done_on_the_next_desk(city, secretary):
    form = {
        "do": "confirm",
        "submission": str(uuid4()),
        "unit": "B1",
        "kind": "theme_day",
        "held_on": "2021-11-19",
        "title": "参观",
        "content": "",
        "place": "",
        "chair": "",
        "minutes": "",
        "expected": "5",
        "present": "5",
        "listed": "",
    }
    assert secretary.get("/life/record/?unit=B1&kind=theme_day").status_code == 200
    assert secretary.post("/life/record/", form).status_code == 302
    assert lines(secretary)[NOW] == [
        ("◐还有 9 天", "党小组会 2021年11月 第一小组", ["记录", "本月无"]),
        ("●已于 11-19 召开", "主题党日 2021年11月", []),
    ]


def test_nothing_this_month_is_one_click(secretary):
    page = read(secretary, "/?as_of=2021-11-21")
    form = page.all("form", action="/duties/none")[0]
    said = {one.attrs["name"]: one.attrs["value"] for one in form.all("input")}
    answer = secretary.post("/duties/none", said)
    assert (answer.status_code, answer.url) == (302, "/?as_of=2021-11-21")
    assert "已记下：本期无。" in secretary.get(answer.url).content.decode()
    assert lines(secretary)[NOW] == [
        ("▲还有 9 天", "主题党日 2021年11月", ["记录"]),
        ("▭已说明本期无", "党小组会 2021年11月 第一小组", []),
    ]


def test_when_all_is_done_the_desk_says_so(city, secretary):
    held(city.one, "theme_day", date(2021, 11, 5))
    held(city.group, "group_meeting", date(2021, 11, 6))
    page = read(secretary, "/")
    assert [one.text for one in page.all("p", c="desk-done")] == [
        "本月事项都已办完，还有以前逾期未办的，见下面。"
    ]
    for month in (9, 10):
        held(city.one, "theme_day", date(2021, month, 20))
        held(city.group, "group_meeting", date(2021, month, 20))
    page = read(secretary, "/")
    assert [one.text for one in page.all("p", c="desk-done")] == ["本月事项都已办完。"]
    assert LATE not in cards(page)


def test_another_day_shows_what_was_known_then(city, secretary):
    held(city.one, "theme_day", date(2021, 10, 20))
    held(city.one, "theme_day", date(2021, 9, 20), tell=True)
    assert lines(secretary, "/?as_of=2021-10-31")[NOW] == [
        ("▲今天到期", "党小组会 2021年10月 第一小组", ["记录", "本月无"]),
        ("●已于 10-20 召开", "主题党日 2021年10月", []),
    ]
    assert lines(secretary, "/?as_of=2021-10-19")[NOW] == [
        ("◐还有 12 天", "党小组会 2021年10月 第一小组", ["记录", "本月无"]),
        ("◐还有 12 天", "主题党日 2021年10月", ["记录"]),
    ]


def test_tasks_and_terms_stand_where_they_are_due(city, secretary):
    of = plan(city.root)
    task(of, city.one, 1, date(2021, 11, 25), title="建章立制")
    task(of, city.one, 2, date(2021, 10, 1), title="整改到位")
    task(of, city.one, 3, date(2022, 1, 10), title="形成报告")
    Term.objects.create(
        unit=city.one, from_on=date(2019, 2, 11), until_on=date(2022, 2, 11), years=3
    )
    shown = lines(secretary)
    assert shown[NOW][0] == ("▲还有 4 天", "建章立制", ["办理"])
    assert shown[LATE][1:3] == [
        ("■逾期 52 天 红牌", "主题党日 2021年9月", ["记录"]),
        ("■逾期 51 天 红牌", "整改到位", ["办理"]),
    ]
    assert shown[COMING][0] == ("▲还有 82 天", "换届 第一支部 本届 2022-02-11 届满", [])
    assert shown[COMING][-1] == ("◐还有 50 天", "形成报告", ["办理"])


def test_a_siblings_overdue_does_not_show(city, secretary):
    task(plan(city.root), city.two, 1, date(2021, 10, 1), title="别家的任务")
    Term.objects.create(unit=city.two, from_on=date(2018, 1, 1), until_on=date(2021, 1, 1), years=3)
    page = secretary.get("/").content.decode()
    assert "第二支部" not in page
    assert "别家的任务" not in page
    assert len(lines(secretary)[LATE]) == 4


def test_a_leader_of_the_branch_reads_and_has_no_button_to_record(city, enter):
    shown = lines(enter((Role.LEADER, city.one)))
    assert shown[NOW] == [
        ("◐还有 9 天", "党小组会 2021年11月 第一小组", []),
        ("▲还有 9 天", "主题党日 2021年11月", []),
    ]
    assert "记一笔" not in shown


def test_several_posts_are_switched_and_only_ones_own(city, enter):
    client = enter((Role.SECRETARY, city.one), (Role.SECRETARY, city.two))
    nav = read(client, "/").all("nav", c="desk-posts")[0]
    assert [(one.text, one.attrs["href"]) for one in nav.all("a")] == [
        ("第一支部", "/?unit=B1"),
        ("第二支部", "/?unit=B2"),
    ]
    assert read(client, "/?unit=B2").all("h1")[0].text == "第二支部"
    assert client.get("/?unit=C").status_code == 404
    assert client.get("/?unit=G1").status_code == 404


def test_work_comes_before_ones_own_membership(city, enter):
    client = enter((Role.MEMBER, city.one), (Role.SECRETARY, city.one), (Role.LEADER, city.two))
    page = read(client, "/")
    assert page.all("h1")[0].text == "第一支部"
    assert page.all("div", c="lead")[0].text.startswith("支部书记（支委）")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(city, secretary, rows, django_assert_num_queries):
    from tests.units.build import unit

    for number in range(rows - 1):
        unit(
            f"X{number}",
            city.one,
            UnitKind.GROUP,
            name=f"小组{number}",
            established_on=date(2021, 9, 1),
        )
        task(plan(city.root), city.one, number + 9, date(2021, 11, 25))
    task(plan(city.root), city.one, 1, date(2021, 11, 25))
    secretary.get("/")
    with django_assert_num_queries(14):
        secretary.get("/")
