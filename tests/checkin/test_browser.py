"""Check-in and the front as people do them, on a telephone or at a desk, and what it asks."""

import pytest

from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.journey.walk import Walk
from tests.members.build import member
from tests.service.build import ON, City, place
from tests.units.build import NOW
from xianfeng.checkin import actions
from xianfeng.checkin.models import Assignment, Deployment, MemberCheckin, UnitCheckin
from xianfeng.units.enums import GridLevel

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(monkeypatch, live_server):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)
    made = City()
    first = made.members[0]
    first.community, first.skills, first.service_times = made.grid, "法律咨询", "周六上午"
    first.save()
    return made


@pytest.fixture
def walk(new_page, live_server, city):
    """Return a function that lets somebody walk, from an address on."""

    def of(name, address, viewport=PHONE, **more):
        page = new_page(viewport=viewport, **more)
        sign_in(page, live_server, city.users[name])
        page.goto(address)
        return Walk(page)

    return of


def states():
    found = MemberCheckin.objects.order_by("pk")
    return list(found.values_list("community__name", "state", "on_behalf"))


def test_a_member_checks_in_with_one_press_and_moves_home_with_two(walk, city):
    own = walk("first", "/checkin/mine/")
    own.seen("我的社区报到")
    own.press("报到")
    own.seen("我的社区报到")
    assert own.page.get_by_text("已经报到，谢谢。").is_visible()
    assert (own.typed, own.ticks, own.presses) == (0, 0, 1)
    axe(own.page)
    own.choose("居住的社区和网格", "西街社区（不清楚网格）")
    own.press("保存")
    own.seen("我的社区报到")
    assert states() == [("东街社区", "ended", False), ("西街社区", "reported", False)]
    assert MemberCheckin.objects.latest("pk").skills == 0b1000


def test_without_scripts_it_is_the_same(walk, city):
    own = walk("first", "/checkin/mine/", java_script_enabled=False)
    own.press("报到")
    own.page.get_by_text("已经报到，谢谢。").wait_for()
    assert states() == [("东街社区", "reported", False)]


def test_a_branch_checks_itself_in_with_one_choice(walk, city):
    desk = walk("secretary", "/checkin/", DESKTOP)
    desk.seen("双报到")
    desk.follow("第一支部去报到")
    desk.seen("单位报到")
    desk.choose("报到的社区", "东街社区")
    desk.press("报到")
    desk.seen("第一支部")
    assert (desk.typed, desk.ticks, desk.presses) == (0, 1, 2)
    assert UnitCheckin.objects.get().from_on == ON


def test_a_community_confirms_twenty_with_one_press(walk, city):
    for number in range(20):
        actions.checkin_member(
            actor=city.secretary, at=NOW, member=member(f"党员{number}", city.one),
            community=city.east, from_on=ON,
        )  # fmt: skip
    desk = walk("worker", "/checkin/here/")
    desk.seen("来社区报到")
    axe(desk.page)
    desk.press("确认勾选的")
    desk.page.get_by_text("已确认 20 条报到。").wait_for()
    assert desk.presses == 1
    assert {state for _place, state, _behalf in states()} == {"confirmed"}


def test_gaps_are_assigned_by_ticks(walk, city):
    desk = walk("officer", "/checkin/deployments/", DESKTOP)
    desk.seen("帮扶与下沉")
    axe(desk.page)
    desk.tick("分配：东街社区第1网格")
    desk.tick("分配：西街社区")
    desk.choose("分给", "第一支部")
    desk.press("分配勾选的")
    desk.page.get_by_text("已把 2 处分给第一支部。").wait_for()
    assert (desk.typed, desk.ticks, desk.presses) == (0, 3, 1)
    assert Assignment.objects.count() == 2


def test_a_secretary_sends_two_and_hands_an_estate_over(walk, city):
    actions.assign_places(actor=city.officer, at=NOW, unit=city.one, places=[city.grid], from_on=ON)
    home = place("和家小区", city.grid, GridLevel.ESTATE)
    actions.appoint_secretary(
        actor=city.officer, at=NOW, member=city.members[0], estate=home, from_on=ON.replace(day=1)
    )
    phone = walk("secretary", "/checkin/front/send/")
    phone.seen("派党员下沉")
    axe(phone.page)
    phone.tick("党员乙")
    phone.tick("党员丙")
    phone.press("派勾选的下沉")
    phone.seen("下沉一线")
    axe(phone.page)
    assert (phone.typed, phone.ticks, phone.presses) == (0, 2, 1)
    phone = walk("secretary", "/checkin/estates/")
    phone.seen("小区第一书记")
    phone.follow("和家小区")
    phone.seen("和家小区")
    axe(phone.page)
    phone.type("姓名", "党员乙")
    phone.press("登记接任")
    phone.page.get_by_text("已登记任职。").wait_for()
    assert (phone.typed, phone.ticks, phone.presses) == (1, 0, 2)
    assert Deployment.objects.filter(place=home, until_on=None).get().member == city.members[1]


def test_a_sheet_of_check_ins_is_mended_on_screen(walk, city, tmp_path):
    sheet = tmp_path / "双报到.csv"
    sheet.write_text(
        "组织编码,姓名,报到社区,报到日期\nB1,党员甲,东街社区,2021-03-05\n"
        "B1,党员乙,东大街社区,2021-03-05\nB1,,西街社区,2021-03-05\n",
        encoding="utf-8",
    )
    desk = walk("secretary", "/ledgers/upload/checkins", DESKTOP)
    desk.page.get_by_label("文件").set_input_files(sheet)
    desk.press("上传并检查")
    desk.page.get_by_text("有 1 行要改").wait_for()
    desk.type("第 3 行 报到社区", "西街社区")
    desk.press("保存更正并重新检查")
    desk.press("确认导入")
    desk.page.get_by_text("已导入：新增 3 行").wait_for()
    assert sorted(states()) == [("东街社区", "reported", True), ("西街社区", "reported", True)]
    assert UnitCheckin.objects.get().community == city.west


def test_a_sheet_of_deployments_comes_in_by_the_browser(walk, city, tmp_path):
    sheet = tmp_path / "下沉.csv"
    sheet.write_text(
        "组织编码,姓名,社区,网格/小区,类别,开始日期,结束日期\n"
        "B1,党员甲,东街社区,第1网格,下沉,2021-03-05,\n",
        encoding="utf-8",
    )
    desk = walk("secretary", "/ledgers/upload/deployments", DESKTOP)
    desk.page.get_by_label("文件").set_input_files(sheet)
    desk.press("上传并检查")
    desk.press("确认导入")
    desk.page.get_by_text("已导入：新增 1 行").wait_for()
    assert Deployment.objects.get().place == city.grid
