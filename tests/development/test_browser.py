"""In Chromium: a person walks from application to full membership, and every page fits."""

from datetime import date, timedelta

import pytest

from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.development.build import DECIDED, make_city, past
from xianfeng.development.models import Candidate, Quota
from xianfeng.members.models import Member

pytestmark = pytest.mark.django_db(transaction=True)
TEXTS = ("by", "days", "hours", "expected", "present", "in_favour", "against", "abstained")
DAYS = ("publicity_from", "publicity_until", "party_group_on")


@pytest.fixture
def city(live_server):
    return make_city()


def fill(page, entry, names):
    """Fill one step's form as it stands: only what it asks for."""
    page.locator("#id_on").fill(entry.on.isoformat())
    for field in TEXTS:
        if getattr(entry, field) not in (None, "") and page.locator(f"#id_{field}").count():
            page.locator(f"#id_{field}").fill(str(getattr(entry, field)))
    for field in DAYS:
        if getattr(entry, field) and page.locator(f"#id_{field}").count():
            page.locator(f"#id_{field}").fill(getattr(entry, field).isoformat())
    for member in (*entry.contacts, *entry.sponsors):
        page.get_by_role("checkbox", name=names[member]).check()
    page.get_by_role("button", name="保存").click()


def test_a_person_walks_from_application_to_full_membership(new_page, live_server, city):
    names = {member.pk: member.name for member in city.members}
    entries = past(city)
    pages = {}
    for who in ("secretary", "office"):
        pages[who] = new_page(viewport=PHONE if who == "secretary" else DESKTOP)
        sign_in(pages[who], live_server, city.users[who])
    page = pages["secretary"]
    page.goto("/development/new/")
    page.get_by_label("姓名").fill("陈新")
    page.get_by_role("radio", name="男").check()
    page.get_by_label("出生日期").fill("1995-03-08")
    page.get_by_label("递交申请书日期").fill(entries[0].on.isoformat())
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/development/*/")
    home = page.url
    for entry in entries[1:]:
        page = pages["office" if entry.step in DECIDED else "secretary"]
        page.goto(home)
        page.locator(f'main a[href$="/steps/{entry.step}/"]').first.click()
        fill(page, entry, names)
        page.wait_for_url(home)
    one = Member.objects.get(name="陈新")
    assert (one.joined_on, one.confirmed_on) == (date(2023, 6, 24), date(2024, 6, 24))
    pages["secretary"].goto(home)
    assert "已归档" in pages["secretary"].locator(".lead").inner_text()
    axe(pages["secretary"])


def test_what_is_missing_is_said_beside_the_form(new_page, live_server, city):
    one = Candidate.objects.create(unit=city.a, name="陈新", sex="1", born_on=date(1995, 3, 8))
    page = new_page(java_script_enabled=False)
    sign_in(page, live_server, city.users["secretary"])
    page.goto(f"/development/{one.pk}/steps/5/")
    page.get_by_role("checkbox", name="赵一").check()
    page.get_by_role("button", name="保存").click()
    assert "还缺前面的步骤" in page.locator("main").inner_text()
    assert page.get_by_role("checkbox", name="赵一").is_checked()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_fits_and_is_open_to_all(new_page, live_server, city, viewport):
    one = Candidate.objects.create(unit=city.a, name="陈新", sex="1", born_on=date(1995, 3, 8))
    for number, entry in enumerate(past(city, 16)):
        one.records.create(
            recorded_at=f"2026-01-01T00:{number:02d}:00+08:00", recorded_by="支书",
            **{n: v for n, v in vars(entry).items() if n not in {"contacts", "sponsors"}},
        )  # fmt: skip
    vote = one.records.get(step=15)
    for limit, days in (("approval", -3), ("inspection", 40)):
        one.deadlines.create(
            unit=city.committee, limit=limit, since_on=date(2026, 1, 1),
            due_on=date.today() + timedelta(days=days),
        )  # fmt: skip
    Quota.objects.create(unit=city.a, year_begins=date(date.today().year, 1, 1), number=2)
    page = new_page(viewport=viewport)
    sign_in(page, live_server, city.users["office"])
    for address in (
        "/development/",
        "/development/new/",
        "/development/calendar/",
        "/development/quotas/",
        f"/development/{one.pk}/",
        f"/development/{one.pk}/edit/",
        f"/development/{one.pk}/end/",
        f"/development/{one.pk}/steps/17/",
        f"/development/records/{vote.pk}/",
    ):
        assert page.goto(address).status == 200
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == viewport["width"], address
        axe(page)
