"""The secretary records a meeting on a phone: few steps, once, with or without a script."""

import re
from datetime import date

import pytest

from tests.browser import PHONE, axe, sign_in
from xianfeng.life.models import Absence, Meeting

MEETING = re.compile(r"/life/\d+/$")
pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=search])"


def typed_fields(page):
    """Return the fields to type into that the form shows or unfolds."""
    main = page.locator("main form.post-form").first
    return main.locator(f"{TYPED}, textarea")


def test_a_meeting_is_recorded_within_eight_fields_and_ten_steps(city, phone, live_server):
    sign_in(phone, live_server, city.secretary_user)
    phone.goto("/life/record/")
    assert typed_fields(phone).count() <= 8
    assert phone.locator("#id_held_on").input_value() == date.today().isoformat()
    steps = 0

    def step(act, *values):
        nonlocal steps
        steps += 1
        act(*values)

    step(phone.get_by_role("radio", name="主题党日").check)
    step(phone.locator("#id_title").fill, "学习讨论")
    step(phone.get_by_role("checkbox", name="薄冰").check)
    step(phone.get_by_label("薄冰缺席原因").select_option, "sick")
    step(phone.get_by_role("button", name="确认", exact=True).click)
    phone.wait_for_url(MEETING)

    assert steps == 5
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.state, meeting.expected, meeting.present, meeting.title) == (
        "theme_day", "confirmed", 4, 3, "学习讨论",
    )  # fmt: skip
    axe(phone)


def test_a_double_click_records_once(city, phone, live_server):
    sign_in(phone, live_server, city.secretary_user)
    phone.goto("/life/record/?unit=G11&kind=lecture")
    phone.get_by_role("button", name="确认", exact=True).dblclick()
    phone.wait_for_url(MEETING)

    assert Meeting.objects.count() == 1


def test_the_list_follows_the_kind_and_keeps_what_was_ticked(city, phone, live_server):
    sign_in(phone, live_server, city.secretary_user)
    phone.goto("/life/record/")
    phone.get_by_role("checkbox", name="薄冰").check()
    phone.get_by_label("薄冰缺席原因").select_option("duty")
    phone.get_by_role("radio", name="支委会").check()
    phone.get_by_text("应到 2 人").wait_for()

    assert phone.get_by_role("checkbox", name="薄冰").is_checked()
    phone.get_by_role("button", name="确认", exact=True).click()
    phone.wait_for_url(MEETING)
    assert list(Absence.objects.values_list("member__name", "reason")) == [("薄冰", "duty")]
    assert list(Meeting.objects.values_list("kind", "expected", "present")) == [
        ("committee_meeting", 2, 1)
    ]


def test_what_was_typed_is_there_after_the_page_was_lost(city, phone, live_server):
    sign_in(phone, live_server, city.secretary_user)
    phone.goto("/life/record/")
    with phone.expect_response("**/life/record/autosave/") as saved:
        phone.locator("#id_title").fill("写到一半")
    assert saved.value.status == 204
    phone.goto("/life/record/")
    phone.get_by_role("link", name="接着填").click()

    assert phone.locator("#id_title").input_value() == "写到一半"
    axe(phone)


def test_it_works_without_a_script(city, new_page, live_server):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(page, live_server, city.secretary_user)
    page.goto("/life/record/")
    page.get_by_role("radio", name="支委会").check()
    page.get_by_role("button", name="确认", exact=True).click()
    assert page.get_by_text("应到名单已按会议类型和日期更新").first.is_visible()
    page.get_by_role("checkbox", name="薄冰").check()
    page.get_by_role("button", name="确认", exact=True).click()

    assert page.get_by_role("heading", level=1).inner_text().startswith("支委会")
    assert list(Absence.objects.values_list("member__name", "reason")) == [("薄冰", "unexcused")]


@pytest.mark.parametrize("size", [PHONE, {"width": 1440, "height": 900}])
def test_nothing_keeps_people_out_of_any_page(city, new_page, live_server, size):
    from tests.life.conftest import AT, record
    from tests.life.test_pages import confirmed
    from xianfeng.life import actions

    meeting = confirmed(city, title="原题", absences={city.bo.pk: "sick"})
    actions.amend_meeting(
        actor=city.secretary_viewer, at=AT, meeting=meeting, record=record(title="新题"),
        version=1, reason="笔误",
    )  # fmt: skip
    page = new_page(viewport=size)
    sign_in(page, live_server, city.superior_user)
    for path in ("", "record/", "record/?unit=G11", "?kind=lecture", f"{meeting.pk}/",
                 f"{meeting.pk}/amend/", f"{meeting.pk}/minutes/"):  # fmt: skip
        page.goto(f"/life/{path}")
        axe(page)
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert page.evaluate(wider) is False, path
