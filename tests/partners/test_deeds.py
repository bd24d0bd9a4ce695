"""A deed from proposal to confirmation: whose word each step is, on both sides and on paper."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.partners.build import (
    FIRST,
    GIVEN,
    NOW,
    ON,
    RECEIVED,
    checked_in,
    go,
    named,
    pair,
    proposed,
    recorded,
    with_second,
)
from tests.units.build import user
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied, operator
from xianfeng.partners import actions, permissions, queries, rules
from xianfeng.partners.models import Deed
from xianfeng.units.enums import Role
from xianfeng.units.models import PlaceRole, UnitRole

BEFORE = date(2021, 6, 1)


def test_the_branch_proposes_the_community_agrees_and_confirms(city):
    deed = proposed(city, pair(city), due_on=date(2021, 8, 31))
    assert (deed.state, deed.proposed_by, deed.community, deed.on_behalf) == (
        "proposed", "unit", city.east, False
    )  # fmt: skip
    deed = go("agree_deed", city.worker, deed)
    assert (deed.state, deed.agreed_on, deed.due_on) == ("agreed", ON, date(2021, 8, 31))
    deed = go("finish_deed", city.secretary, deed, done_on=ON, result="修好", beneficiaries=30)
    assert (deed.state, deed.done_on, deed.result, deed.beneficiaries) == ("done", ON, "修好", 30)
    deed = go("confirm_deed", city.worker, deed)
    assert (deed.state, deed.confirmed_on, deed.confirmed_by, deed.on_behalf) == (
        "confirmed", ON, "", False
    )  # fmt: skip


def test_the_community_proposes_what_it_will_do_and_the_branch_confirms(city):
    deed = proposed(city, checked_in(city), RECEIVED, actor=city.worker)
    assert (deed.proposed_by, deed.pair, deed.unit, deed.community) == (
        "other", None, city.one, city.east
    )  # fmt: skip
    deed = go("agree_deed", city.secretary, deed, due_on=date(2021, 7, 31))
    assert deed.due_on == date(2021, 7, 31)
    with pytest.raises(Denied):
        go("finish_deed", city.secretary, deed, done_on=ON)
    deed = go("finish_deed", city.worker, deed, done_on=ON)
    with pytest.raises(Denied):
        go("confirm_deed", city.worker, deed)
    assert go("confirm_deed", city.secretary, deed).state == "confirmed"


def test_two_branches_each_speak_for_themselves(city):
    deed = proposed(city, with_second(city), actor=city.second)
    assert (deed.proposed_by, deed.other) == ("other", city.two)
    deed = go("agree_deed", city.secretary, deed)
    deed = go("finish_deed", city.secretary, deed, done_on=ON)
    with pytest.raises(Denied):
        go("confirm_deed", city.secretary, deed)
    assert go("confirm_deed", city.second, deed).state == "confirmed"


@pytest.mark.parametrize("name", ["clerk", "officer"])
def test_who_keeps_both_units_records_speaks_for_the_first_alone(city, name):
    deed = proposed(city, with_second(city), actor=getattr(city, name))
    assert deed.proposed_by == "unit"
    with pytest.raises(Denied):
        go("agree_deed", getattr(city, name), deed)
    deed = go("finish_deed", city.secretary, go("agree_deed", city.second, deed), done_on=ON)
    with pytest.raises(Denied):
        go("confirm_deed", getattr(city, name), deed)


def test_who_works_for_the_community_and_keeps_the_units_records_confirms_nothing(city):
    PlaceRole.objects.create(
        user=city.users["secretary"], place=city.east, from_on=date(2020, 1, 1)
    )
    deed = recorded(city, pair(city))
    with pytest.raises(Denied):
        go("confirm_deed", city.secretary, deed)
    assert go("confirm_deed", city.worker, deed).state == "confirmed"


def test_a_side_without_an_account_is_written_down_for(city):
    deed = proposed(city, named(city))
    assert (deed.state, deed.agreed_on, deed.on_behalf) == ("agreed", ON, True)
    deed = go("finish_deed", city.secretary, deed, done_on=BEFORE)
    for day in (date(2021, 5, 31), date(2021, 7, 1)):
        with pytest.raises(Refused):
            go("confirm_deed", city.secretary, deed, confirmed_by="经理", confirmed_on=day)
    with pytest.raises(Refused):
        go("confirm_deed", city.secretary, deed, confirmed_by=" ", confirmed_on=ON)
    deed = go("confirm_deed", city.secretary, deed, confirmed_by="经理", confirmed_on=ON)
    assert (deed.state, deed.confirmed_by, deed.confirmed_on, deed.on_behalf) == (
        "confirmed", "经理", ON, True
    )  # fmt: skip


def test_what_somebody_without_an_account_did_is_confirmed_by_the_branch_itself(city):
    deed = go("finish_deed", city.secretary, proposed(city, named(city), RECEIVED), done_on=ON)
    assert (deed.state, deed.on_behalf) == ("done", True)
    deed = go("confirm_deed", city.secretary, deed, confirmed_by="经理", confirmed_on=ON)
    assert (deed.state, deed.confirmed_by) == ("confirmed", "")


def test_a_community_has_a_voice_while_somebody_works_for_it(city):
    made = pair(city)
    deed = recorded(city, made)
    assert permissions.voiced(made, ON) is True
    with pytest.raises(Denied):
        go("confirm_deed", city.secretary, deed, confirmed_by="主任", confirmed_on=ON)
    PlaceRole.objects.filter(place=city.east).update(until_on=ON)
    assert permissions.voiced(made, ON) is False
    deed = go("confirm_deed", city.secretary, deed, confirmed_by="主任", confirmed_on=ON)
    assert deed.state == "confirmed"


def test_a_branch_has_a_voice_while_somebody_keeps_its_records_and_not_ours(city):
    near, far = with_second(city), pair(city, other=city.far)
    assert [permissions.voiced(row, ON) for row in (near, far)] == [True, True]
    UnitRole.objects.filter(user=city.users["second"]).delete()
    UnitRole.objects.filter(user=city.users["rival"]).update(role=Role.LEADER)
    assert [permissions.voiced(row, ON) for row in (near, far)] == [False, False]
    assert permissions.voiced(checked_in(city), ON) is True


def test_who_speaks_for_us_is_no_voice_of_the_other_side(city):
    near, here = with_second(city), pair(city)
    for name in ("worker", "second"):
        UnitRole.objects.create(
            user=city.users[name], unit=city.one, role=Role.SECRETARY, from_on=FIRST
        )
    assert [permissions.voiced(row, ON) for row in (near, here)] == [False, False]
    deed = recorded(city, here, actor=city.worker)
    deed = go("confirm_deed", city.worker, deed, confirmed_by="主任", confirmed_on=ON)
    assert (deed.state, deed.on_behalf) == ("confirmed", True)


def test_what_is_done_already_is_written_down_at_once(city):
    relation = pair(city)
    mine = recorded(city, relation, done_on=BEFORE)
    assert (mine.state, mine.done_on, mine.agreed_on, mine.on_behalf) == (
        "done", BEFORE, BEFORE, False
    )  # fmt: skip
    theirs = recorded(city, relation, RECEIVED)
    assert (theirs.state, theirs.confirmed_on, theirs.confirmed_by) == ("confirmed", ON, "")
    assert recorded(city, relation, actor=city.worker).state == "confirmed"
    assert recorded(city, relation, RECEIVED, actor=city.worker).state == "done"


def test_who_confirmed_on_paper_is_said_with_it_where_nobody_has_an_account(city):
    deed = recorded(city, named(city), confirmed_by="经理")
    assert (deed.state, deed.confirmed_by, deed.on_behalf) == ("confirmed", "经理", True)
    deed = recorded(city, pair(city), confirmed_by="主任")
    assert (deed.state, deed.confirmed_by, deed.on_behalf) == ("done", "", False)


@pytest.mark.parametrize("day", [date(2021, 1, 31), date(2021, 7, 1)])
def test_a_deed_is_done_within_the_relation_and_not_in_the_future(city, day):
    for relation in (pair(city), checked_in(city)):
        with pytest.raises(Refused):
            recorded(city, relation, done_on=day)
    assert date(2021, 2, 1) == FIRST
    deed = proposed(city, named(city))
    with pytest.raises(Refused):
        go("finish_deed", city.secretary, deed, done_on=day)


def test_a_proposal_needs_words_and_a_day_to_come(city):
    relation = pair(city)
    for more in ({"title": " "}, {"due_on": BEFORE}):
        with pytest.raises(Refused):
            proposed(city, relation, **more)
    with pytest.raises(Refused):
        go("agree_deed", city.worker, proposed(city, relation), due_on=BEFORE)


def test_what_was_not_to_be_has_its_reason(city):
    relation = pair(city)
    for verb, actor, deed in (
        ("refuse_deed", city.worker, proposed(city, relation)),
        ("withdraw_deed", city.secretary, proposed(city, relation)),
        ("drop_deed", city.worker, go("agree_deed", city.worker, proposed(city, relation))),
        ("drop_deed", city.secretary, go("agree_deed", city.worker, proposed(city, relation))),
    ):
        with pytest.raises(Refused):
            go(verb, actor, deed, because=" ")
        closed = go(verb, actor, deed, because="经费没有批")
        expected = "refused" if verb == "refuse_deed" else "dropped"
        assert (closed.state, closed.because) == (expected, "经费没有批")


def test_the_second_of_two_is_told(city):
    deed = proposed(city, pair(city))
    actions.agree_deed(actor=city.worker, at=NOW, deed=deed, version=1)
    with pytest.raises(Conflict):
        actions.refuse_deed(actor=city.worker, at=NOW, deed=deed, version=1, because="不办")
    with pytest.raises(Refused):
        go("agree_deed", city.worker, deed)


@pytest.mark.parametrize("name", ["leader", "first", "second", "rival", "neighbour"])
def test_nobody_else_writes_anything_down(city, name):
    for relation in (pair(city), checked_in(city)):
        for write in (proposed, recorded):
            with pytest.raises(Denied):
                write(city, relation, actor=getattr(city, name))


def test_nothing_is_written_down_where_a_check_in_was_refused(city):
    row = checked_in(city)
    row.state, row.refused_because = "refused", "没有来过"
    row.save()
    with pytest.raises(Refused):
        recorded(city, row)


def test_the_operator_speaks_for_both(city):
    deed = proposed(city, pair(city), actor=operator("测试"))
    deed = go("agree_deed", operator("测试"), deed)
    deed = go("finish_deed", operator("测试"), deed, done_on=ON)
    assert go("confirm_deed", operator("测试"), deed).state == "confirmed"


def test_who_sees_a_deed(city):
    recorded(city, pair(city), title="一")
    recorded(city, with_second(city), title="二")
    recorded(city, checked_in(city, city.west), title="三")

    def sees(name):
        return sorted(deed.title for deed in queries.deeds_visible_to(getattr(city, name)))

    assert {name: sees(name) for name in city.users if sees(name)} == {
        "officer": ["一", "三", "二"],
        "clerk": ["一", "三", "二"],
        "secretary": ["一", "三", "二"],
        "leader": ["一", "三", "二"],
        "second": ["二"],
        "worker": ["一"],
        "neighbour": ["三"],
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"pair": None, "community": None},
        {"state": "done"},
        {"state": "confirmed", "done_on": ON},
        {"state": "agreed", "done_on": ON},
        {"state": "done", "done_on": ON, "confirmed_on": ON},
        {"state": "done", "done_on": ON, "confirmed_by": "主任"},
        {"state": "refused"},
        {"because": "不办"},
        {"state": "unheard"},
        {"direction": "sideways"},
        {"proposed_by": "nobody"},
        {"category": "magic"},
        {"beneficiaries": 0},
    ],
)
def test_the_database_refuses_a_deed_that_cannot_be(city, wrong):
    right = {
        "unit": city.one, "pair": pair(city), "community": city.east, "direction": GIVEN,
        "title": "修路灯", "proposed_by": "unit", "proposed_on": ON, "state": "agreed",
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Deed.objects.create(**right | wrong)


@pytest.mark.parametrize(
    ("speaks", "voiced", "direction", "proposed_by", "expected"),
    [
        ((), True, GIVEN, "unit", set()),
        (("unit",), True, GIVEN, "unit", {"either", "proposer", "doer"}),
        (("other",), True, GIVEN, "unit", {"either", "answerer", "receiver"}),
        (("unit",), True, RECEIVED, "other", {"either", "answerer", "receiver"}),
        (("other",), True, RECEIVED, "other", {"either", "proposer", "doer"}),
        (("unit",), False, GIVEN, "unit", {"either", "proposer", "answerer", "doer", "receiver"}),
        (("unit",), False, RECEIVED, "unit",
         {"either", "proposer", "answerer", "doer", "receiver"}),
    ],
)  # fmt: skip
def test_whose_word_is_what(speaks, voiced, direction, proposed_by, expected):
    found = rules.roles(speaks, voiced=voiced, direction=direction, proposed_by=proposed_by)
    assert found == expected


def test_a_viewer_without_any_role_speaks_for_nobody(city):
    city.users["stranger"] = user("stranger")
    assert permissions.speaks(city.stranger, pair(city)) == frozenset()
