"""Taking a place, waiting for one, moving up, and giving it back."""

from datetime import date, time

import pytest

from tests.members.build import member
from tests.volunteering.build import (
    NEXT,
    NOW,
    at_clock,
    event,
    fresh,
    place,
    standing,
)
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.volunteering import actions, queries
from xianfeng.volunteering.models import Signup


def withdraw(city, row, actor=None, at=NOW, **more):
    return actions.withdraw_signup(
        actor=actor or city.first, at=at, signup=row,
        version=Signup.objects.get(pk=row.pk).version, **more,
    )  # fmt: skip


def refusal(act, *args, **more):
    with pytest.raises(Refused) as refused:
        act(*args, **more)
    return refused.value.message, refused.value.field


def test_one_signs_up_and_the_next_ones_wait_in_their_order(city):
    made = event(city, places=1)
    rows = [
        place(city, made, city.members[0], actor=city.first),
        place(city, made, city.members[1], actor=city.fellow),
        place(city, made, city.members[2]),
    ]
    assert [(row.state, row.seq, row.on_behalf) for row in rows] == [
        ("signed", 1, False), ("waiting", 2, False), ("waiting", 3, True),
    ]  # fmt: skip
    assert queries.own_signup(city.fellow, made).place == 1
    assert [row.place for row in queries.people(city.secretary, made)] == [1, 1, 2]


def test_who_waits_longest_moves_up_and_who_comes_back_is_last(city):
    made = event(city, places=1)
    first, second, _third = [place(city, made, one) for one in city.members]
    withdraw(city, first)
    assert standing(made) == [
        ("党员甲", "withdrawn"), ("党员乙", "signed"), ("党员丙", "waiting"),
    ]  # fmt: skip
    last = AuditEntry.objects.latest("seq")
    assert (last.verb, last.new["moved_up"]) == (
        "volunteering.withdraw_signup", [city.members[1].pk],
    )  # fmt: skip
    place(city, made, city.members[0], actor=city.first)
    withdraw(city, second, actor=city.fellow)
    assert standing(made) == [
        ("党员甲", "withdrawn"), ("党员乙", "withdrawn"), ("党员丙", "signed"),
        ("党员甲", "waiting"),
    ]  # fmt: skip


def test_a_place_that_is_free_goes_to_who_waits_and_not_to_who_comes(city):
    made = event(city, places=1)
    rows = [place(city, made, one) for one in city.members[:2]]
    Signup.objects.filter(pk=rows[0].pk).update(state="withdrawn")
    assert place(city, made, city.members[2]).state == "waiting"


def test_nobody_has_two_places_in_one_event(city):
    made = event(city)
    place(city, made, city.members[0], actor=city.first)
    said = refusal(place, city, made, city.members[0], actor=city.first)
    assert said == ("党员甲 已经报名了，不用再报。", "")


def test_another_event_at_the_same_time_is_said_and_not_refused(city):
    one = event(city, title="义诊")
    place(city, one, city.members[0])
    other = event(city, starts_at=time(10, 30), ends_at=time(12))
    after = event(city, starts_at=time(11), ends_at=time(12))
    assert queries.clashes(city.first, other) == [one]
    assert queries.clashes(city.first, after) == []
    assert queries.clashes(city.fellow, other) == []
    assert place(city, other, city.members[0], actor=city.first).state == "signed"
    actions.cancel_event(actor=city.secretary, at=NOW, event=one, version=1, because="下雨")
    assert queries.clashes(city.first, other) == []


def test_an_event_is_for_the_organisers_members_unless_it_is_for_all(city):
    only = "这场活动只对主办党组织的党员开放。"
    own = event(city, actor=city.second, unit=city.two)
    assert refusal(place, city, own, city.members[0], actor=city.first)[0] == only
    above = event(city, actor=city.clerk, unit=city.office)
    assert place(city, above, city.members[0], actor=city.first).unit == city.one
    assert refusal(place, city, above, city.outsider, actor=city.rival)[0] == only
    for_all = event(city, actor=city.second, unit=city.two, for_all=True)
    assert place(city, for_all, city.outsider, actor=city.rival).unit == city.far


@pytest.mark.parametrize("name", ["fellow", "leader", "worker", "second", "rival"])
def test_nobody_signs_up_or_withdraws_for_others_without_keeping_their_records(city, name):
    made = event(city, for_all=True)
    with pytest.raises((Denied, Refused)):
        place(city, made, city.members[0], actor=getattr(city, name))
    row = place(city, made, city.members[0])
    with pytest.raises(Denied):
        withdraw(city, row, actor=getattr(city, name))
    assert standing(made) == [("党员甲", "signed")]


def test_several_are_signed_up_at_once_or_none(city):
    made = event(city, places=2)
    everybody = [one.pk for one in city.members]
    chosen = {"actor": city.secretary, "at": NOW, "event": made}
    assert refusal(actions.sign_up_several, members=[], **chosen) == ("请先勾选。", "members")
    strange = [*everybody, city.outsider.pk]
    assert refusal(actions.sign_up_several, members=strange, **chosen)[1] == "members"
    assert standing(made) == []
    actions.sign_up_several(members=everybody, **chosen)
    assert standing(made) == [
        ("党员甲", "signed"), ("党员乙", "signed"), ("党员丙", "waiting"),
    ]  # fmt: skip
    assert set(Signup.objects.values_list("on_behalf", flat=True)) == {True}


def test_after_the_last_day_nobody_signs_up_and_withdrawing_takes_a_reason(city):
    made = event(city, places=1)
    row = place(city, made, city.members[0])
    place(city, made, city.members[1])
    late = at_clock(NEXT, 8)
    assert refusal(place, city, made, city.members[2], at=late)[0] == (
        "报名已经截止；活动当天到场的，由主办方补登记。"
    )
    assert refusal(withdraw, city, row, at=late) == (
        "报名已经截止，请选一个原因，主办方好另作安排。", "because",
    )  # fmt: skip
    gone = withdraw(city, row, at=late, because="身体不适")
    assert (gone.state, gone.because) == ("withdrawn", "身体不适")
    assert standing(made) == [("党员甲", "withdrawn"), ("党员乙", "signed")]


def test_once_it_has_begun_nobody_withdraws(city):
    made = event(city, on=NEXT, sign_up_by=NEXT)
    row = place(city, made, city.members[0], at=at_clock(NEXT, 8))
    said = refusal(withdraw, city, row, at=at_clock(NEXT, 9), because="身体不适")
    assert said[0] == "活动已经开始或结束，不能退出；没有去的，由主办方登记。"
    assert refusal(place, city, made, city.members[1], at=at_clock(NEXT, 9))[0].startswith(
        "报名已经截止"
    )


def test_nothing_is_signed_up_for_that_is_not_open(city):
    closed = "这场活动现在不接受报名，请刷新页面看看最新情况。"
    draft, off = event(city, opened=False), event(city)
    actions.cancel_event(actor=city.secretary, at=NOW, event=off, version=1, because="下雨")
    for made in (draft, off):
        assert refusal(place, city, made, city.members[0])[0] == closed


def test_an_older_version_of_a_place_is_not_given_back(city):
    made = event(city, places=1)
    place(city, made, city.members[1])
    row = place(city, made, city.members[0])
    withdraw(city, Signup.objects.get(member=city.members[1]), actor=city.fellow)
    with pytest.raises(Conflict):
        actions.withdraw_signup(actor=city.first, at=NOW, signup=row, version=1)
    assert standing(fresh(made)) == [("党员乙", "withdrawn"), ("党员甲", "signed")]


def test_who_left_the_branch_is_signed_up_by_their_branch_of_today(city):
    gone = member("党员丁", city.one, until=date(2021, 6, 1))
    made = event(city)
    assert refusal(place, city, made, gone)[1] == "members"
