"""The desks of those who look after others, of plain members, and of the administrators."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk.conftest import NOW
from tests.desk.reading import cards, links, read
from tests.duties.build import held
from tests.members.build import member
from tests.plans.build import plan, task
from tests.units.build import unit
from xianfeng.accounts.models import User
from xianfeng.ledgers.models import Batch
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Term

pytestmark = pytest.mark.django_db
SINCE = date(2021, 9, 1)


def summaries(page):
    """Return {title: the sentence under it} of the cards in the main column."""
    return {
        card.all("h2")[0].text: card.all("p")[0].text
        for card in page.all("div", c="page-content")[0].all("section", c="card")
    }


def test_the_office_sees_exceptions_by_kind_in_the_order_of_units(city, enter):
    held(city.one, "theme_day", date(2021, 10, 5))
    page = read(enter((Role.OFFICE, city.office)), "/")
    assert summaries(page) == {
        "黄牌红牌": "5张按组织顺序先列 3 张",
        "党小组会": "逾期 2项，涉及 1个组织 红牌 1项 黄牌 1项",
        "主题党日": "逾期 3项，涉及 2个组织 红牌 2项 黄牌 1项",
    }
    assert cards(page)["主题党日"] == [
        ("■逾期 52 天", "第一支部 2021年9月", []),
        ("■逾期 52 天", "第二支部 2021年9月", []),
        ("■逾期 21 天", "第二支部 2021年10月", []),
    ]
    assert links(page, "一张图") == ["/board/?unit=C"]


def test_a_count_opens_the_list_of_exactly_those(city, officer):
    page = read(officer, "/")
    numbers = {
        card.all("h2")[0].text: card.all("p")[0].all("a")[0]
        for card in page.all("div", c="page-content")[0].all("section", c="card")
    }
    assert numbers.pop("黄牌红牌").text == "6张"
    assert {title: link.text for title, link in numbers.items()} == {
        "党小组会": "2项",
        "主题党日": "4项",
    }
    for link in numbers.values():
        listed = read(officer, link.attrs["href"])
        assert link.attrs["href"].startswith("/board/?show=late&rule=branch.")
        assert f"共 {link.text[0]} 条" == listed.all("nav", c="pager")[0].all("p")[0].text


def test_the_list_of_exceptions_is_of_one_rule_one_part_and_one_day(city, officer, enter):
    task(plan(city.root), city.one, 1, date(2021, 10, 1), title="整改到位")
    url = "/board/?show=late&rule=branch.theme_day"
    rows = read(officer, f"{url}&unit=C&as_of=2021-10-31").all("tbody")[0].all("tr")
    assert [[cell.text for cell in row.children if not isinstance(cell, str)] for row in rows] == [
        ["第一支部", "2021年9月", "■逾期 31 天 红牌", "看由来"],
        ["第二支部", "2021年9月", "■逾期 31 天 红牌", "看由来"],
    ]
    rows = read(officer, "/board/?show=late&rule=task.done").all("tbody")[0].all("tr")
    assert [row.all("td")[0].text for row in rows] == ["整改到位"]
    sibling = enter((Role.SECRETARY, city.two))
    assert len(read(sibling, url).all("tbody")[0].all("tr")) == 2
    assert sibling.get(f"{url}&unit=B1").status_code == 404
    assert officer.get("/board/?show=late&rule=nonsense").status_code == 404
    assert enter((Role.MEMBER, city.one)).get(url).status_code == 404


def test_late_tasks_and_overrun_terms_are_exceptions_too(city, officer):
    task(plan(city.root), city.one, 1, date(2021, 10, 1), title="整改到位")
    Term.objects.create(
        unit=city.two, from_on=date(2018, 1, 1), until_on=date(2021, 11, 20), years=3
    )
    Term.objects.create(
        unit=city.one, from_on=date(2019, 1, 1), until_on=date(2022, 1, 20), years=3
    )
    page = read(officer, "/")
    shown = cards(page)
    assert shown["分解任务"] == [("■逾期 51 天", "整改到位 第一支部", [])]
    assert summaries(page)["届满未换届"] == "1个组织"
    assert shown["届满未换届"] == [("■逾期 1 天", "第二支部 本届 2021-11-20 届满", [])]
    coming = next(
        c for c in page.all("section", c="card") if c.all("h2")[0].text == "接下来三个月换届"
    )
    assert [one.text for one in coming.all("li")] == ["2022-01-20 第一支部"]


def test_without_exceptions_it_says_so(city, enter):
    for month in (9, 10):
        held(city.two, "theme_day", date(2021, month, 5))
    page = read(enter((Role.OFFICE, city.two), (Role.OFFICE, city.office)), "/?unit=C")
    assert "主题党日" in summaries(page)
    for month in (9, 10):
        held(city.one, "theme_day", date(2021, month, 5))
        held(city.group, "group_meeting", date(2021, month, 5))
    page = read(enter((Role.LEADER, city.office)), "/")
    assert summaries(page) == {"需要过问": "近 12 个月没有逾期未办的事项。"}


def test_imports_wait_for_whoever_took_them_in(city, officer, enter):
    mine = User.objects.get(username="committee_officer.R")
    for user in (mine, None):
        Batch.objects.create(
            kind="members", file_name="花名册.xlsx", content=b"", user=user, actor_name="某",
            created_at=NOW, unit_id=city.root.pk,
        )  # fmt: skip
    card = next(
        c for c in read(officer, "/").all("section", c="card") if c.all("h2")[0].text == "等您处理"
    )
    assert card.all("p")[0].text == "1批导入等您确认"
    assert "等您处理" not in cards(read(enter((Role.LEADER, city.root)), "/"))


def test_a_sibling_office_sees_nothing_of_it(city, enter):
    other = unit("D", city.root, UnitKind.COMMITTEE, name="乙局机关党委", established_on=SINCE)
    page = read(enter((Role.OFFICE, other)), "/")
    assert summaries(page) == {"需要过问": "近 12 个月没有逾期未办的事项。"}
    assert "支部" not in page.all("div", c="page-body")[0].text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_offices_queries_do_not_grow(city, officer, rows, django_assert_num_queries):
    of = plan(city.root)
    for number in range(rows):
        branch = unit(f"N{number}", city.office, name=f"新{number}", established_on=SINCE)
        task(of, branch, number, date(2021, 10, 1))
        Term.objects.create(
            unit=branch, from_on=date(2018, 1, 1), until_on=date(2021, 1, 1), years=3
        )
    officer.get("/")
    with django_assert_num_queries(18):
        officer.get("/")


def test_a_member_sees_meetings_of_the_own_branch_and_the_own_record(city, enter):
    held(city.one, "theme_day", date(2021, 11, 5))
    held(city.two, "general_meeting", date(2021, 11, 6))
    client = enter((Role.MEMBER, city.one))
    own = member("某甲", city.one, user=User.objects.get(username="member.B1"))
    page = read(client, "/")
    shown = cards(page)
    assert shown["本支部的会议"] == [
        ("◐待召开", "党员大会 2021年第四季度 预计 2021-12-31 前召开", []),
        ("●已召开", "主题党日 2021年11月 2021-11-05 召开", []),
        ("◐待召开", "组织生活会 2021年 预计 2021-12-31 前召开", []),
        ("◐待召开", "民主评议党员 2021年 预计 2021-12-31 前召开", []),
        ("◐待召开", "党课 2021年第四季度 预计 2021-12-31 前召开", []),
    ]
    assert shown["最近开过的会"] == [("2021-11-05", "主题党日", [])]
    assert links(page, "我的党员记录") == [f"/members/{own.pk}/"]
    assert client.get(f"/members/{own.pk}/").status_code == 200
    assert links(page, "记录") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_members_queries_do_not_grow(city, enter, rows, django_assert_num_queries):
    for number in range(rows):
        held(city.one, "theme_day", date(2021, 11, 1 + number))
    client = enter((Role.MEMBER, city.one))
    with django_assert_num_queries(11):
        client.get("/")


@pytest.mark.parametrize(
    ("office", "pages"),
    [
        ("system", [("账户", "/accounts/users/")]),
        ("security", [("账户与管理员", "/accounts/users/"), ("组织上的角色", "/units/roles/")]),
        ("audit", [("审计记录", "/accounts/audit/")]),
    ],
)
def test_administrators_find_their_own_pages_and_no_business(city, enter, office, pages):
    User.objects.update_or_create(username=office, defaults={"name": office, "example": office})
    client = Client()
    person = User.objects.get(username=office)
    person.office = office
    person.save()
    client.force_login(person)
    page = read(client, "/")
    main = page.all("main")[0]
    assert [(one.text, one.attrs["href"]) for one in main.all("a", c="btn")] == pages
    assert "支部" not in main.text
    assert client.get("/board/").status_code == 404


def test_somebody_without_a_role_is_told_whom_to_ask(city, enter):
    page = read(enter(), "/")
    assert page.all("div", c="empty-state")[0].text == (
        "您在组织里还没有角色。请联系本单位的机关党委，由安全管理员授予。"
    )


def test_strangers_are_asked_to_sign_in(db):
    client = Client()
    for url in ("/", "/board/", "/board/export/", "/search/?q=支部"):
        answer = client.get(url)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")


def test_the_clock_of_these_tests_is_one_day():
    assert timezone.localdate(NOW) == date(2021, 11, 21)
