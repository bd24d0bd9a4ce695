"""One request on five telephones: resident, community worker, secretary, member, resident again.

Nobody is told an address: staff begin on their desk, and the resident has no account and runs no
script. What each part asks is counted and held to principles.md; its time is printed.
"""

import re
import sys
from datetime import date

import pytest

from tests.browser import PHONE, sign_in
from tests.journey.walk import Walk
from tests.service import build
from tests.service.test_proposing import check_in
from tests.units.build import NOW
from xianfeng.checkin import actions as checkin_actions
from xianfeng.hours.models import Stint
from xianfeng.service.models import Dispatch, Rating, Request

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(monkeypatch, live_server):
    """Return a city whose first branch is checked in in the east, where two members can mend."""
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)
    made = build.City()
    checkin_actions.checkin_unit(
        actor=made.secretary, at=NOW, unit=made.one, community=made.east, from_on=date(2021, 6, 1)
    )
    check_in(made, made.members[0])
    check_in(made, made.members[1], skills=("law",))
    return made


@pytest.fixture
def telephone(new_page, live_server, city):
    """Return a function that gives somebody their telephone; without a name, a resident's."""

    def of(name=""):
        page = new_page(viewport=PHONE, java_script_enabled=bool(name))
        if name:
            sign_in(page, live_server, city.users[name])
        return Walk(page)

    return of


def ordered(walk):
    """Ask for a tap to be mended, and return the number that the page shows."""
    walk.page.goto("/ask/")
    walk.seen("您要办什么")
    walk.tick("便民维修")
    walk.type("用一句话说说要办什么", "水龙头漏水")
    walk.press("下一步")
    walk.seen("在哪里、什么时候")
    walk.choose("在哪个社区", "东街社区 第1网格")
    walk.type("到哪里办", "1栋101")
    walk.press("下一步")
    walk.seen("怎么联系您")
    walk.type("电话", "13800000009")
    walk.press("下一步")
    walk.seen("核对一下")
    walk.press("没有错，提交")
    walk.seen("收到了，请记下编号")
    return walk.page.locator(".ask-number").inner_text()


def checked_and_sent(walk):
    """From the desk: it is real, it needs somebody who can mend, the branch nearby is asked."""
    walk.page.goto("/")
    walk.seen("社区工作")
    walk.follow(re.compile(r"^1\s*件"))
    walk.seen("服务单")
    walk.follow("水龙头漏水")
    walk.seen("水龙头漏水")
    walk.choose("需要的特长", "水电维修")
    walk.press("核对属实")
    walk.seen("水龙头漏水")
    walk.tick("第一支部（已报到，1 人合适）")
    walk.press("派给党支部")
    walk.seen("水龙头漏水")


def dispatched(walk):
    """From the desk: who fits is ticked already, one press asks them."""
    walk.page.goto("/")
    walk.seen("第一支部")
    walk.follow("派人")
    walk.seen("水龙头漏水")
    walk.press("派人")
    walk.seen("水龙头漏水")


def accepted(walk):
    """From the desk: one tap."""
    walk.page.goto("/")
    walk.seen("第一支部")
    walk.follow("接单")
    walk.seen("我的服务")
    walk.press("接单")
    walk.seen("我的服务")
    assert walk.page.get_by_role("link", name="13800000009").is_visible()


def finished(walk):
    """How long it took and what came of it."""
    walk.open("办结")
    walk.pick("1 小时")
    walk.type("办理结果", "换了垫片")
    walk.press("办结")
    walk.seen("我的服务")


def rated(walk, number):
    """Find it again by its number, and say how it went."""
    walk.page.goto("/ask/status/")
    walk.seen("查进度")
    walk.type("编号", number.lower())
    walk.press("查")
    walk.seen("已经办完")
    walk.type("想说的话", "来得快")
    walk.press("很满意")
    walk.seen("已经结束")


def test_a_request_goes_from_hand_to_hand_and_back(telephone, city):
    resident = telephone()
    number = ordered(resident)
    worker = telephone("worker")
    checked_and_sent(worker)
    secretary = telephone("secretary")
    dispatched(secretary)
    member = telephone("first")
    accepted(member)
    coming = member.counted
    finished(member)
    later = telephone()
    rated(later, number)
    for name, walk in (("resident", resident), ("worker", worker), ("secretary", secretary),
                       ("member", member), ("resident again", later)):  # fmt: skip
        sys.stdout.write(f"{name}: {walk}\n")

    # Pages, fields typed, ticks and choices, presses. A resident has five pages and three minutes:
    # at two signs a second and five seconds a press the parts below take under one.
    assert resident.counted == (5, 3, 2, 4)
    assert resident.signs == 21
    assert worker.counted == (5, 0, 2, 4)
    assert secretary.counted == (3, 0, 0, 2)
    assert coming == (3, 0, 0, 2)
    assert member.counted == (4, 1, 1, 4)
    assert later.counted == (3, 2, 0, 2)

    request = Request.objects.get()
    assert (request.state, request.unit, request.minutes) == ("closed", city.one, 60)
    assert Dispatch.objects.get().proposed == "skill,grid,wish,unused"
    assert [(one.member, float(one.hours)) for one in Stint.objects.all()] == [
        (city.members[0], 1.0)
    ]
    assert [(one.stars, one.text) for one in Rating.objects.all()] == [(5, "来得快")]
