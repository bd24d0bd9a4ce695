"""From an empty database to an officer at work: accounts, second factors, a role, a password."""

import io
import re
from contextlib import redirect_stderr

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from tests.browser import axe
from tests.journey.office import PASSWORD, ROOT, enter
from tests.ledgers.books import take_in
from xianfeng.cli.main import main
from xianfeng.kernel import audit

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "quite another battery"
FILE = f"""
[[account]]
username = "zhang"
name = "张三"
password = "{PASSWORD}"
office = "system"

[[account]]
username = "li"
name = "李四"
password = "{PASSWORD}"
office = "security"
"""


@pytest.fixture
def opened(live_server, tmp_path):
    """The topmost organisation and two of the three administrators, by the command line."""
    path = tmp_path / "first.toml"
    path.write_text(FILE, "utf-8")
    with redirect_stderr(io.StringIO()):
        assert main(["account", "create", "--from", str(path)]) == 0
    assert take_in(tmp_path, "units", ROOT)[0] == 0


def choose_password(page, old):
    """Answer the page that asks for a password of one's own."""
    page.get_by_role("heading", name="修改密码").wait_for()
    axe(page)
    page.locator("[name=oldpassword]").fill(old)
    page.locator("[name=password1]").fill(NEW)
    page.locator("[name=password2]").fill(NEW)
    page.get_by_role("button", name="保存新密码").click()
    page.wait_for_url(lambda address: "password" not in address)


def code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def take_up_office(page, username):
    """Sign in for the first time as an administrator, and do what has to be done first."""
    enter(page, username)
    choose_password(page, PASSWORD)
    page.get_by_role("heading", name="请再输一次密码").wait_for()
    axe(page)
    page.locator("[name=password]").fill(NEW)
    page.get_by_role("button", name="继续").click()
    page.get_by_role("heading", name="开启两步验证").wait_for()
    axe(page)
    page.get_by_role("textbox").fill(code(page.locator("code").inner_text()))
    page.get_by_role("button", name="开启").click()
    page.get_by_role("heading", level=1, name="备用码").wait_for()
    axe(page)
    page.goto("/")
    page.get_by_role("heading", level=1, name="工作台").wait_for()


def test_from_nothing_to_an_officer_at_the_desk(opened, new_page):
    system = new_page()
    take_up_office(system, "zhang")
    system.get_by_role("link", name="系统", exact=True).first.click()
    system.get_by_role("link", name="开户").click()
    system.get_by_label("用户名").fill("gongwei")
    system.get_by_label("姓名").fill("何干事")
    system.get_by_role("button", name="开户").click()
    told = system.get_by_text("初始密码").first.inner_text()
    first = told.rsplit("：", 1)[1].strip()

    security = new_page()
    take_up_office(security, "li")
    security.goto("/units/roles/")
    security.get_by_label("登录名", exact=True).fill("gongwei")
    security.get_by_label("组织编码", exact=True).fill("GW")
    security.locator("[name=role]").select_option("工委干部")
    security.get_by_role("button", name="授予").click()
    security.get_by_role("row", name=re.compile("何干事.*工委干部")).wait_for()
    assert security.goto("/members/").status == 404

    officer = new_page()
    enter(officer, "gongwei", first)
    choose_password(officer, first)
    officer.get_by_role("heading", level=1, name="河阳市直工委").wait_for()
    officer.goto("/ledgers/upload/units")
    officer.get_by_role("button", name="上传并检查").wait_for()

    again = new_page()
    enter(again, "zhang", NEW)
    again.get_by_role("heading", name="两步验证").wait_for()
    axe(again)
    assert again.goto("/accounts/users/").url.endswith("/accounts/mfa/authenticate/")
    assert audit.verify() == []
