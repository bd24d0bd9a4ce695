"""The pages of units and members in Chromium: nothing sticks out, nothing keeps people out."""

import pytest

from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.members.build import member, post
from tests.units.build import unit, user
from xianfeng.kernel.models import AuditEntry
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "710000198602209658"


@pytest.fixture
def city(live_server):
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    branch = unit("A", root)
    one = member("张伟", branch, id_number=NUMBER)
    post(one, branch, "secretary")
    return {
        "member": one.pk,
        "officer": user("干部", (Role.COMMITTEE_OFFICER, root)),
        "security": user("安全", office="security"),
    }


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_fits_and_is_open_to_all(new_page, live_server, city, viewport):
    pages = {
        "officer": [
            "/units/",
            "/units/unit/A/",
            "/units/unit/A/amend/",
            "/members/",
            "/members/structure/",
            f"/members/{city['member']}/",
            f"/members/{city['member']}/edit/",
            f"/members/{city['member']}/looked/",
        ],
        "security": ["/units/roles/"],
    }
    for person, addresses in pages.items():
        page = new_page(viewport=viewport)
        sign_in(page, live_server, city[person])
        for address in addresses:
            assert page.goto(address).status == 200
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width == viewport["width"], address
            axe(page)


def test_a_member_is_found_and_a_number_seen_without_a_script(new_page, live_server, city):
    page = new_page(java_script_enabled=False)
    sign_in(page, live_server, city["officer"])
    page.goto("/members/")
    page.get_by_text("按身份号码或手机号码查找").click()
    page.get_by_label("公民身份号码或手机号码").fill(NUMBER)
    page.get_by_role("button", name="查找").last.click()
    assert page.get_by_role("heading", level=1).inner_text() == "张伟"
    assert NUMBER not in page.content()
    page.get_by_text("查看（须说明用途）").click()
    page.get_by_label("用途").fill("核对档案")
    page.get_by_role("button", name="查看").click()
    assert NUMBER in page.content()
    assert [entry.new["purpose"] for entry in AuditEntry.objects.all()] == ["核对档案"]
