"""Search: two characters find people, units, meetings, problems, orders and tasks in one's part."""

from datetime import date

import pytest

from tests.desk.reading import read
from tests.duties.build import held
from tests.members.build import member
from tests.plans.build import plan, task
from tests.units.build import unit
from xianfeng.rectification.models import Order, Problem, ProblemSpell
from xianfeng.units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city):
    phone = {"phone": "13800138000"}
    return member("欧阳锋", city.one, **phone), member("欧阳克", city.two), member("洪七", city.one)


def found(client, words):
    """Return {kind: [text of each]} of what is shown."""
    page = read(client, f"/search/?q={words}").all("main")[0]
    return {
        card.all("h2")[0].text: [one.text for one in card.all("li")]
        for card in page.all("section", c="card")
    }


def test_two_characters_find_members_with_their_branch(people, officer):
    assert found(officer, "欧阳") == {"党员": ["欧阳锋 第一支部", "欧阳克 第二支部"]}
    assert found(officer, "洪七") == {"党员": ["洪七 第一支部"]}


def test_a_member_is_found_in_two_actions(people, officer):
    form = read(officer, "/").all("form", c="top-search")[0]
    assert (form.attrs["action"], form.all("input")[0].attrs["name"]) == ("/search/", "q")
    link = read(officer, "/search/?q=洪七").all("main")[0].all("section")[0].all("a")[0]
    assert link.attrs["href"] == f"/members/{people[2].pk}/"
    assert officer.get(link.attrs["href"]).status_code == 200


def test_a_number_finds_nobody_and_is_sent_where_it_stands_in_no_address(people, officer):
    assert found(officer, "13800138000") == found(officer, "1380013800") == {}
    page = officer.get("/search/", {"q": "13800138000"}).content.decode()
    assert "按身份号码或手机号码查找" in page
    assert "欧阳锋" not in page


def test_units_and_meetings_are_found_too(city, officer):
    meeting = held(city.one, "theme_day", date(2021, 10, 5))
    meeting.title = "参观支部旧址"
    meeting.save()
    assert found(officer, "支部") == {
        "组织": ["第一支部 B1", "第二支部 B2"],
        "会议": ["2021-10-05 主题党日 · 参观支部旧址 第一支部"],
    }


def order_of(city, at, title, seq=1, issued=True):
    day = date(2021, 11, 2) if issued else None
    return Order.objects.create(
        issuer=city.office, unit=at, title=title, year=2021, seq=seq if issued else None,
        state="issued" if issued else "draft", due_on=date(2021, 12, 1), issued_on=day,
    )  # fmt: skip


def problem_of(city, at, text, state="open"):
    on = date(2021, 11, 1)
    made = Problem.objects.create(
        unit=at, verifier=city.office, source="inspection", category="style", text=text,
        found_on=on, raised_on=on, due_on=date(2021, 12, 1), state=state,
    )  # fmt: skip
    ProblemSpell.objects.create(problem=made, state=state, from_on=on, due_on=made.due_on)
    return made


def test_problems_orders_and_tasks_are_found_in_ones_own_part(city, officer, enter):
    problem_of(city, city.one, "会议记录不全")
    problem_of(city, city.two, "会议签到不全")
    problem_of(city, city.one, "会议撤回的", "withdrawn")
    order_of(city, city.one, "关于会议问题的交办单")
    order_of(city, city.two, "会议交办起草中", issued=False)
    task(plan(city.root), city.one, 1, date(2021, 12, 1), title="开好年度会议")
    assert found(officer, "会议") == {
        "问题": ["会议记录不全 第一支部 整改中", "会议签到不全 第二支部 整改中"],
        "交办单": [
            "会议交办起草中 第二支部 起草中",
            "关于会议问题的交办单 第一支部 已发出，待签收",
        ],
        "任务": ["开好年度会议 2021 第一支部"],
    }
    assert found(enter((Role.SECRETARY, city.two)), "会议") == {
        "问题": ["会议签到不全 第二支部 整改中"]
    }
    assert found(enter((Role.MEMBER, city.one)), "会议") == {}
    assert found(enter(), "会议") == {}


def test_what_is_found_opens_its_page(city, officer):
    of = problem_of(city, city.one, "会议记录不全"), order_of(city, city.one, "会议交办单")
    links = [one.attrs["href"] for one in read(officer, "/search/?q=会议").all("main")[0].all("a")]
    assert links == [f"/rectification/problems/{of[0].pk}/", f"/rectification/orders/{of[1].pk}/"]
    assert [officer.get(href).status_code for href in links] == [200, 200]


def test_many_problems_lead_on_to_the_ledger(city, officer):
    for number in range(21):
        problem_of(city, city.one, f"台账缺页{number}")
    page = read(officer, "/search/?q=台账").all("main")[0]
    more = page.all("section")[0].all("p")[0]
    assert more.text == "先列 20 个，在整改台账里看全部"
    listed = read(officer, more.all("a")[0].attrs["href"])
    assert listed.all("nav", c="pager")[0].all("p")[0].text.startswith("共 21 条")


def test_others_find_nothing_of_it(people, city, enter):
    held(city.one, "theme_day", date(2021, 10, 5))
    outside = enter((Role.SECRETARY, unit("X", city.root, name="远方支部")))
    assert found(outside, "欧阳") == {}
    assert found(outside, "13800138000") == {}
    assert found(outside, "第一") == {}
    sibling = enter((Role.SECRETARY, city.two))
    assert found(sibling, "欧阳") == {"党员": ["欧阳克 第二支部"]}
    plain = enter((Role.MEMBER, city.one))
    assert found(plain, "欧阳") == {}
    assert found(enter(), "支部") == {}


def test_drafts_stay_with_those_who_record(city, enter):
    meeting = held(city.one, "theme_day", date(2021, 10, 5))
    meeting.title, meeting.state, meeting.confirmed_at = "还没写完", "draft", None
    meeting.save()
    assert found(enter((Role.MEMBER, city.one)), "还没") == {}
    assert found(enter((Role.SECRETARY, city.one)), "还没") == {}


def test_nothing_asked_and_nothing_found_say_what_to_do(city, officer):
    empty = read(officer, "/search/").all("div", c="empty-state")[0].text
    assert empty == "输入两个字就可以查找，例如姓名或单位名称里的两个字。"
    nothing = read(officer, "/search/?q=没有的").all("div", c="empty-state")[0].text
    assert nothing == "没有找到。换一个词，或只输入名称里的两个字再试。"


def test_long_lists_lead_on_to_the_whole(city, officer):
    for number in range(21):
        member(f"王某{number}", city.one)
    page = read(officer, "/search/?q=王某").all("main")[0]
    assert len(page.all("li")) == 20
    more = page.all("section")[0].all("p")[0]
    assert more.text == "先列 20 人，在花名册里看全部"
    listed = read(officer, more.all("a")[0].attrs["href"])
    assert listed.all("nav", c="pager")[0].all("p")[0].text.startswith("共 21 条")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(city, officer, rows, django_assert_num_queries):
    for number in range(rows):
        member(f"王支部{number}", city.one)
        meeting = held(city.one, "theme_day", date(2021, 10, 5 + number))
        meeting.title = f"支部活动{number}"
        meeting.save()
        problem_of(city, city.one, f"支部问题{number}")
        order_of(city, city.one, f"支部交办{number}", number + 1)
        task(plan(city.root), city.one, number + 1, date(2021, 12, 1), title=f"支部任务{number}")
    with django_assert_num_queries(12):
        officer.get("/search/?q=支部")
