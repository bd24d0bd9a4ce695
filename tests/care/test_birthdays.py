"""Political birthdays come from the day of joining; fifty years from that of confirmation."""

from datetime import date

import pytest

from tests.care.conftest import AT
from tests.members.build import member
from tests.units.build import NOW
from xianfeng.care.actions import greetings as actions
from xianfeng.care.models import Greeting
from xianfeng.care.queries import birthdays as queries
from xianfeng.kernel import facts
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.periods import parse
from xianfeng.kernel.viewer import Denied

JUNE = parse("2021-06")


def greeted(city, *who, on=date(2021, 6, 5), form="in_person", actor="secretary"):
    return actions.record_greetings(
        actor=getattr(city, f"{actor}_viewer"), at=AT, unit=city.a,
        people=[one.pk for one in who], on=on, form=form, activity="重温入党志愿书",
    )  # fmt: skip


def meeting(city, title, on=date(2021, 6, 15)):
    row = facts.get("life.meeting").rows().model
    return row.objects.create(
        unit=city.a, kind="theme_day", held_on=on, title=title, state="confirmed",
        recorded_at=NOW, confirmed_at=NOW,
    )  # fmt: skip


def test_a_month_lists_who_joined_in_it_in_an_earlier_year(city):
    member("当年入党", city.a, joined_on=date(2021, 6, 1), confirmed_on=None)
    member("闰日", city.a, joined_on=date(2004, 2, 29))
    found = queries.of_month(city.secretary_viewer, JUNE)
    assert [(one.on, one.member.name, one.years) for one in found] == [
        (date(2021, 6, 5), "安国", 26),
        (date(2021, 6, 30), "陈晨", 20),
    ]
    leap = queries.of_month(city.secretary_viewer, parse("2021-02"))
    assert [(one.on, one.member.name) for one in leap] == [(date(2021, 2, 28), "闰日")]


def test_nobody_sees_the_month_of_another_branch(city):
    assert queries.of_month(city.sibling_viewer, JUNE) == []
    assert queries.of_month(city.member_viewer, JUNE) == []
    assert len(queries.of_month(city.leader_viewer, JUNE)) == 2


def test_how_a_birthday_was_kept_is_recorded_once_a_year(city):
    greeted(city, city.anguo, city.chenchen)
    kept = queries.of_month(city.secretary_viewer, JUNE)
    assert [one.greeting.activity for one in kept] == ["重温入党志愿书", "重温入党志愿书"]
    with pytest.raises(Refused, match="安国 今年的政治生日已登记过，请去掉再存"):
        greeted(city, city.anguo)
    greeted(city, city.anguo, on=date(2020, 6, 5))
    assert Greeting.objects.count() == 3


def test_who_joined_this_year_has_no_birthday_yet(city):
    with pytest.raises(Refused, match="丁宁 入党还不满一年，今年没有政治生日"):
        greeted(city, city.dingning)


@pytest.mark.parametrize("who", ["sibling", "leader", "member", "system"])
def test_only_who_keeps_the_records_records_a_birthday(city, who):
    with pytest.raises(Denied):
        greeted(city, city.anguo, actor=who)


def test_a_withdrawn_greeting_leaves_the_birthday_open(city):
    (made,) = greeted(city, city.anguo)
    with pytest.raises(Denied):
        actions.withdraw_greeting(
            actor=city.sibling_viewer, at=AT, greeting=made, reason="不是我们的"
        )
    actions.withdraw_greeting(actor=city.secretary_viewer, at=AT, greeting=made, reason="记错")
    assert queries.of_month(city.secretary_viewer, JUNE)[0].greeting is None
    assert len(greeted(city, city.anguo)) == 1


def test_a_theme_day_that_names_it_fills_the_form(city, enter):
    meeting(city, "六月主题党日暨政治生日")
    meeting(city, "学习党史", on=date(2021, 6, 10))
    found = queries.meetings_about(city.secretary_viewer, city.a, JUNE)
    assert found == [(date(2021, 6, 15), "六月主题党日暨政治生日")]
    assert queries.meetings_about(city.sibling_viewer, city.a, JUNE) == []
    client = enter(city.secretary_user)
    form = client.get("/care/birthdays/greet/?month=2021-06").context["form"]
    assert (form.initial["on"], form.initial["form"], form.initial["activity"]) == (
        date(2021, 6, 15), "together", "六月主题党日暨政治生日",
    )  # fmt: skip
    sent = {"unit": "A", "month": "2021-06", "people": form.initial["people"],
            "on": "2021-06-15", "form": "together", "activity": "主题党日"}  # fmt: skip
    assert client.post("/care/birthdays/greet/", sent).status_code == 302
    assert set(Greeting.objects.values_list("member__name", "on")) == {
        ("安国", date(2021, 6, 15)),
        ("陈晨", date(2021, 6, 15)),
    }
    assert "都已登记" in client.get("/care/birthdays/greet/?month=2021-06").content.decode()


@pytest.mark.parametrize("month", ["2021-06-05", "abc", "9999-01", "2021-Q2", ""])
def test_a_month_that_is_none_shows_this_one(city, enter, month):
    page = enter(city.secretary_user).get("/care/birthdays/", {"month": month})
    assert (page.status_code, page.context["month"]) == (200, JUNE)


def test_who_reaches_fifty_years_is_listed_without_typing(city, enter):
    old = {"born_on": date(1945, 1, 1)}
    member("七一前", city.a, joined_on=date(1970, 6, 1), confirmed_on=date(1971, 6, 1), **old)
    member("七一后", city.a, joined_on=date(1970, 8, 1), confirmed_on=date(1971, 8, 1), **old)
    member("去年", city.a, joined_on=date(1969, 8, 1), confirmed_on=date(1970, 8, 1), **old)
    member("已去世", city.a, joined_on=date(1970, 5, 1), confirmed_on=date(1971, 5, 1),
           left_on=date(2021, 3, 1), standing="dead", **old)  # fmt: skip
    found = queries.fifty_years(city.secretary_viewer, 2021)
    assert [(one.member.name, one.on, one.by_july) for one in found] == [
        ("七一前", date(2021, 6, 1), True),
        ("七一后", date(2021, 8, 1), False),
    ]
    assert queries.fifty_years(city.sibling_viewer, 2021) == []
    page = enter(city.secretary_user).get("/care/fifty/?year=2021").content.decode()
    assert ("七一前已满" in page, "去年" in page) == (True, False)
