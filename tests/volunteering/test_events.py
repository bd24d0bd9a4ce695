"""Planning, changing, opening, calling off an event; recording who came, and mending it."""

from datetime import date, time
from decimal import Decimal

import pytest

from tests.volunteering.build import (
    LAST,
    NEXT,
    NOW,
    ON,
    at_clock,
    event,
    fresh,
    place,
    planned,
    recorded,
    standing,
)
from xianfeng.hours.models import Stint
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.volunteering import actions
from xianfeng.volunteering.models import Event, Signup

FIRST_OF_JUNE = at_clock(date(2021, 6, 1))
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def refusal(act, *args, **more):
    with pytest.raises(Refused) as refused:
        act(*args, **more)
    return refused.value.message, refused.value.field


def hours(made):
    """Return (name, branch, hours) of what an event gave."""
    rows = Stint.objects.filter(source="event", key=made.pk).order_by("member__name")
    return list(rows.values_list("member__name", "unit__code", "hours"))


def record(city, made, **more):
    chosen = {"actor": city.secretary, "at": NOW, "version": fresh(made).version}
    return actions.record_event(event=made, **chosen | {"hours": Decimal(2)} | more)


def number(city, name, path):
    return figures.compute(city.officer, figures.get(name), *YEAR, path).value


def test_an_event_opens_at_once_with_the_day_before_as_last_day(city):
    made = event(city, venue=" 东门 ", title=" 清洁家园 ")
    assert (made.state, made.title, made.venue) == ("open", "清洁家园", "东门")
    assert (made.sign_up_by, made.record_by) == (date(2021, 7, 9), date(2021, 7, 17))
    last = AuditEntry.objects.latest("seq")
    assert (last.verb, last.new["starts_at"]) == ("volunteering.plan_event", "09:00")


def test_a_draft_waits_until_it_is_opened(city):
    made = event(city, opened=False)
    assert made.state == "draft"
    assert actions.open_event(actor=city.clerk, at=NOW, event=made, version=1).state == "open"


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({"title": "  "}, ("请写活动名称。", "title")),
        ({"ends_at": time(9)}, ("结束时间应在开始时间之后，请核对。", "ends_at")),
        ({"places": 0}, ("名额请填 1 到 500 之间的数。", "places")),
        (
            {"sign_up_by": date(2021, 7, 11)},
            ("报名截止日期不能晚于活动当天，请核对。", "sign_up_by"),
        ),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(city, more, answer):
    assert refusal(event, city, **more) == answer
    assert Event.objects.count() == 0


def test_a_place_of_an_event_is_a_community_and_its_team_one_of_the_unit(city):
    assert refusal(event, city, community=city.grid) == ("请选社区。", "community")
    other = actions.found_team(
        actor=city.second, at=NOW, unit=city.two, name="先锋队", founded_on=ON
    )
    assert refusal(event, city, team=other) == ("这支服务队不属于本组织，请重选。", "team")
    above = event(city, actor=city.clerk, unit=city.office, team=other, community=city.east)
    assert (above.team, above.community) == (other, city.east)


@pytest.mark.parametrize("name", ["second", "rival", "leader", "first", "worker"])
def test_only_who_keeps_the_records_organises(city, name):
    actor = getattr(city, name)
    with pytest.raises(Denied):
        event(city, actor=actor)
    made, held = event(city), recorded(city)
    for act, row, more in (
        (actions.amend_event, made, {"planned": planned()}),
        (actions.cancel_event, made, {"because": "下雨"}),
        (actions.record_event, held, {"hours": Decimal(1)}),
    ):
        with pytest.raises(Denied):
            act(actor=actor, at=NOW, event=row, version=row.version, **more)
    assert (fresh(made).state, fresh(held).hours) == ("open", 2)


def test_further_places_go_to_who_waits_longest(city):
    made = event(city, places=1)
    for person in city.members:
        place(city, made, person)
    assert standing(made) == [
        ("党员甲", "signed"), ("党员乙", "waiting"), ("党员丙", "waiting"),
    ]  # fmt: skip
    made = actions.amend_event(
        actor=city.secretary, at=NOW, event=made, version=1, planned=planned(places=2)
    )
    assert standing(made) == [
        ("党员甲", "signed"), ("党员乙", "signed"), ("党员丙", "waiting"),
    ]  # fmt: skip
    last = AuditEntry.objects.latest("seq")
    assert last.new["moved_up"] == [city.members[1].pk]
    said = refusal(
        actions.amend_event,
        actor=city.secretary, at=NOW, event=made, version=2, planned=planned(places=1),
    )  # fmt: skip
    assert said == ("已有 2 人报名，名额不能少于这个数。", "places")


def test_who_saw_an_older_version_is_told(city):
    made = event(city)
    actions.amend_event(
        actor=city.secretary, at=NOW, event=made, version=1, planned=planned(title="义诊")
    )
    with pytest.raises(Conflict):
        actions.cancel_event(actor=city.clerk, at=NOW, event=made, version=1, because="下雨")
    assert fresh(made).title == "义诊"


def test_calling_off_needs_a_reason_and_owes_no_record(city):
    made = event(city)
    chosen = {"actor": city.secretary, "at": NOW, "event": made, "version": 1}
    assert refusal(actions.cancel_event, because=" ", **chosen) == (
        "请写明取消的原因，报名的人会看到。", "because",
    )  # fmt: skip
    actions.cancel_event(because="下雨", **chosen)
    assert (fresh(made).state, fresh(made).because) == ("cancelled", "下雨")
    assert refusal(record, city, made) == ("这场活动现在不能这样办，请刷新页面看看最新情况。", "")


def test_with_nothing_said_all_who_signed_up_came(city):
    made = recorded(city)
    assert (made.state, made.recorded_on, made.hours) == ("held", ON, 2)
    assert hours(made) == [("党员乙", "B1", 2), ("党员甲", "B1", 2)]
    stint = Stint.objects.filter(key=made.pk).first()
    assert (stint.on, stint.what) == (LAST, "清洁家园")


def test_who_did_not_come_is_given_nothing_and_who_waited_or_walked_in_is(city):
    made = event(city, at=FIRST_OF_JUNE, on=LAST, places=1)
    first, second, third = city.members
    place(city, made, first, at=FIRST_OF_JUNE)
    place(city, made, second, at=FIRST_OF_JUNE)
    record(city, made, absent={first.pk}, also={second.pk, third.pk}, hours=Decimal("1.5"))
    assert hours(made) == [("党员丙", "B1", Decimal("1.50")), ("党员乙", "B1", Decimal("1.50"))]
    rows = Signup.objects.filter(event=made).order_by("seq")
    assert list(rows.values_list("state", "came", "walk_in", "on_behalf")) == [
        ("signed", False, False, True), ("signed", True, False, True),
        ("signed", True, True, True),
    ]  # fmt: skip


def test_putting_it_right_replaces_what_was_said(city):
    made = event(city, at=FIRST_OF_JUNE, on=LAST)
    first, second, third = city.members
    place(city, made, first, at=FIRST_OF_JUNE)
    place(city, made, second, at=FIRST_OF_JUNE)
    record(city, made, absent={first.pk}, also={third.pk})
    assert [name for name, *_rest in hours(made)] == ["党员丙", "党员乙"]
    assert number(city, "vol.people", city.one.path) == 2
    record(city, made, absent={second.pk, third.pk}, hours=Decimal(3))
    assert hours(made) == [("党员甲", "B1", 3)]
    assert number(city, "vol.people", city.one.path) == 1
    assert standing(made) == [
        ("党员甲", "signed"), ("党员乙", "signed"), ("党员丙", "withdrawn"),
    ]  # fmt: skip
    record(city, made, also={third.pk})
    assert [name for name, *_rest in hours(made)] == ["党员丙", "党员乙", "党员甲"]
    assert fresh(made).recorded_on == ON


def test_what_cannot_be_recorded_is_refused(city):
    ahead, made = event(city), event(city, at=FIRST_OF_JUNE, on=LAST)
    assert refusal(record, city, ahead)[0] == "活动还没有举办，举办当天起再登记。"
    assert refusal(record, city, made)[0] == "一个人也没有来的，请取消这场活动并写明原因。"
    long = refusal(record, city, made, hours=Decimal(25), also={city.members[0].pk})
    assert long == ("每人小时请填一天以内的数。", "hours")
    said = refusal(record, city, made, also={city.outsider.pk})
    assert said == ("有人不在主办党组织当天的在册党员里，请刷新页面重选。", "also")
    assert (fresh(made).state, Signup.objects.count(), Stint.objects.count()) == ("open", 0, 0)


def test_a_walk_in_of_another_unit_counts_there_where_the_event_is_for_all(city):
    made = event(city, actor=city.officer, unit=city.root, at=FIRST_OF_JUNE, on=LAST, for_all=True)
    record(city, made, actor=city.officer, also={city.outsider.pk, city.members[0].pk})
    assert hours(made) == [("党员甲", "B1", 2), ("外局党员", "E1", 2)]
    assert [number(city, "vol.events", unit.path) for unit in (city.root, city.far)] == [1, 0]
    assert [number(city, "vol.people", unit.path) for unit in (city.root, city.far)] == [2, 1]


def test_figures_count_what_was_held_and_who_came(city):
    recorded(city, category="care")
    recorded(city, people=1)
    event(city, on=NEXT)
    assert number(city, "vol.events", "") == 2
    assert number(city, "vol.people", "") == 3
    assert number(city, "vol.events", city.two.path) == 0
    split = figures.split(city.officer, figures.get("vol.people"), "category", *YEAR)
    assert split == [("care", 2), ("environment", 1)]
