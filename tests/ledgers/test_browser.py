"""An import as somebody at a desk or with a phone does it, with and without scripts."""

import os
from pathlib import Path

import pytest

from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.ledgers.books import person, roster
from tests.units.build import unit, user
from xianfeng.members.models import Member
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(live_server):
    root = unit("GW", kind=UnitKind.WORKING_COMMITTEE)
    unit("GW101", root)
    return user("officer", (Role.COMMITTEE_OFFICER, root))


def looked_at(page, viewport, name):
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= viewport["width"], f"{page.url} is {width} wide"
    axe(page)
    if folder := os.environ.get("XIANFENG_SCREENS"):
        page.screenshot(path=Path(folder) / f"{name}-{viewport['width']}.png", full_page=True)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_a_file_to_the_roster_and_back(new_page, live_server, officer, tmp_path, viewport):
    people = [
        person("张三"),
        person("李四", "19790304", 2, 入党日期="2031-01-01"),
        person("王五", "19800304", 3, 身份证号="710000198003040000", 手机号码="12345"),
    ]
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(roster(*people))
    page = new_page(viewport=viewport)
    sign_in(page, live_server, officer)
    page.goto("/ledgers/")
    looked_at(page, viewport, "home")
    page.goto("/ledgers/upload/members")
    looked_at(page, viewport, "upload")
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_text("有 2 行要改").wait_for()
    looked_at(page, viewport, "wrong")
    page.get_by_label("第 4 行 入党日期").fill("2006-08-03")
    page.get_by_role("button", name="保存更正并重新检查").click()
    page.get_by_text("有 1 行要改").wait_for()
    page.get_by_role("button", name="只导入正确的行").click()
    page.get_by_text("已导入：新增 2 行").wait_for()
    looked_at(page, viewport, "applied")
    assert Member.objects.count() == 2


def test_and_without_scripts(new_page, live_server, officer, tmp_path):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(roster(person("张三")))
    page = new_page(java_script_enabled=False)
    sign_in(page, live_server, officer)
    page.goto("/ledgers/upload/members")
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_role("button", name="确认导入").click()
    page.get_by_text("已导入：新增 1 行").wait_for()
    page.get_by_label("撤销后").check()
    page.get_by_role("button", name="撤销这一批").click()
    page.get_by_text("已经全部恢复原样").wait_for()
    assert Member.objects.count() == 0
