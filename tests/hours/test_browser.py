"""On a phone in Chromium: a year's certificate in one tap, and checked without an account."""

import pytest

from tests.browser import PHONE, axe, sign_in
from tests.hours.build import City, gave
from xianfeng.hours.models import Certificate
from xianfeng.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city(transactional_db):
    city = City()
    gave(city.zhang, city.one, 1, clock.today(), "1.5", "request", "便民维修")
    gave(city.zhang, city.one, 2, clock.today(), "2", what="清洁家园、义务理发、政策宣传和安全巡查")
    return city


def fits(page):
    """True when nothing is cut off at the side of the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_one_tap_makes_the_paper_and_it_stays_on_the_page(city, phone, live_server):
    sign_in(phone, live_server, city.users["own"])
    phone.goto("/hours/mine/")
    axe(phone)
    assert fits(phone)
    with phone.expect_response(lambda answer: "/hours/certificates/" in answer.url) as got:
        phone.get_by_role("button", name="志愿服务证明（PDF）").click()
    assert (got.value.status, got.value.headers["content-type"]) == (200, "application/pdf")
    again = phone.context.new_page()  # the first one now shows the paper, or is saving it
    again.goto("/hours/mine/")
    assert again.get_by_role("heading", name="开过的证明").is_visible()


def test_a_reader_checks_it_without_javascript(city, client, new_page):
    client.force_login(city.users["own"])
    client.post(f"/hours/members/{city.zhang.pk}/certify/")
    number = Certificate.objects.get().printed_number
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/hours/check/")
    page.get_by_label("编号").fill(number.lower())
    page.get_by_label("姓名").fill("张三")
    page.get_by_role("button", name="核验").click()
    assert page.get_by_text("与记录相符").is_visible()
    assert page.get_by_text("2 次，共 3.5 小时").is_visible()
    page.get_by_label("姓名").fill("李四")
    page.get_by_role("button", name="核验").click()
    assert page.get_by_text("查无此证明").is_visible()


def test_the_pages_of_staff_and_of_checking_are_readable_by_all(city, page, live_server):
    sign_in(page, live_server, city.users["clerk"])
    for address in ("/hours/", f"/hours/members/{city.zhang.pk}/", "/hours/check/"):
        page.goto(address)
        axe(page)
