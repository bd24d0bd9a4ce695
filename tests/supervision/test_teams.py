"""Teams drawn without conflict, led, and filled up from the same lots."""

from datetime import date

import pytest

from tests.cli.run import xianfeng
from tests.members.build import member, post
from tests.supervision.build import NOW, confirmed, drawn, go, planned
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.supervision import actions, queries, rules
from xianfeng.supervision.models import Draw, Visit
from xianfeng.supervision.rules import Candidate

ON = date(2021, 6, 30)


def why(city, visit, pool="posts"):
    """Return {name: why not} of the candidates."""
    names = {str(each.pk): name for name, each in city.people.items()}
    found = queries.people(city.officer, visit, pool, ON)
    return {names.get(each.key, each.key): each.why for each in found}


def test_candidates_hold_posts_below_the_issuer_and_conflicts_are_named(city):
    visit = planned(city, city.d)
    assert why(city, visit) == {"陈晨": "", "李丽": "own", "王旺": "own", "赵召": "", "孙荪": ""}


def test_superior_and_inferior_units_are_conflicts(city):
    below = planned(city, city.e1)
    assert why(city, below)["李丽"] == "own"
    post(city.people["李丽"], city.d, "secretary")
    office = member("周周", city.b2)
    post(office, city.d, "discipline")
    assert why(city, below)[str(office.pk)] == "superior"
    branch = member("吴吴", city.e1)
    post(branch, city.h1, "secretary")
    above = planned(city, city.d)
    assert why(city, above)[str(branch.pk)] == "inferior"


def test_who_left_ended_or_only_leads_a_group_is_no_candidate(city):
    visit = planned(city, city.d)
    past = member("旧旧", city.h1)
    post(past, city.f, "secretary", until=date(2021, 6, 30))
    gone = member("走走", city.h1, standing="left")
    post(gone, city.f, "organisation")
    small = member("组组", city.h1)
    post(small, city.h1, "group_leader")
    chief = member("总总", city.h1)
    post(chief, city.root, "secretary")
    assert len(why(city, visit)) == 5


def test_pools_are_committees_full_time_staff_or_everybody(city):
    visit = planned(city, city.d)
    branch = member("支支", city.h1)
    post(branch, city.h1, "secretary")
    full = member("专专", city.h1)
    post(full, city.f, "full_time_deputy", full_time=True)
    sizes = [len(why(city, visit, pool)) for pool in ("posts", "committee", "full_time")]
    assert sizes == [7, 6, 1]
    assert queries.people(city.clerk, visit, "posts", ON) == []


def test_a_team_is_drawn_and_the_first_leads(city):
    visit = planned(city, city.d)
    draw = drawn(city, visit)
    free = [Candidate(city.key(name)) for name in ("陈晨", "赵召", "孙荪")]
    assert draw.picked == rules.draw("20210601", free, 2)
    team = list(visit.team.all())
    assert [(str(each.member_id), each.leader) for each in team] == [
        (draw.picked[0], True),
        (draw.picked[1], False),
    ]
    listed = [Candidate(*each) for each in draw.candidates]
    assert {each.key: each.why for each in listed}[city.key("李丽")] == "own"
    assert rules.draw(draw.seed, listed, draw.number) == draw.picked


def test_the_last_team_does_not_go_again(city):
    first = planned(city, city.d)
    picked = drawn(city, first).picked
    confirmed(city, first)
    second = planned(city, city.d, kind="patrol")
    names = {name: str(each.pk) for name, each in city.people.items()}
    found = why(city, second)
    assert [found[name] for name, key in names.items() if key in picked] == ["last_team"] * 2
    rest = {name for name, key in names.items() if key not in picked} - {"李丽", "王旺"}
    assert [found[name] for name in rest] == [""]


def test_too_few_are_told_how_many_and_why(city):
    visit = planned(city, city.d)
    with pytest.raises(Refused) as refused:
        drawn(city, visit, number=4)
    assert refused.value.message == (
        "“党委、总支班子成员”里能抽的只有 3 人，需要 4 人。回避的：本单位的人 2 人。"
        "请减少人数，或扩大抽取范围。"
    )
    assert (refused.value.field, Draw.objects.count(), visit.team.count()) == ("number", 0, 0)


def test_drawing_again_needs_a_reason_and_leaves_both_draws(city):
    visit = planned(city, city.d)
    drawn(city, visit)
    with pytest.raises(Refused, match="重抽请写明原因"):
        drawn(city, visit, seed="2")
    drawn(city, visit, seed="2", reason="任务冲突")
    assert list(visit.draws.values_list("seed", "reason")) == [("20210601", ""), ("2", "任务冲突")]
    assert visit.team.count() == 2


def test_the_next_of_the_same_lots_stands_in_and_leads(city):
    visit = planned(city, city.d)
    draw = drawn(city, visit)
    order = rules.in_order(draw.seed, [Candidate(*each) for each in draw.candidates])
    out = int(order[0])
    with pytest.raises(Refused, match="不能参加的原因"):
        go("replace_member", city.officer, visit, member_id=out, reason=" ")
    go("replace_member", city.officer, visit, member_id=out, reason="出差")
    team = visit.team.filter(left_because="").order_by("place")
    assert [str(each.member_id) for each in team] == order[1:]
    assert visit.team.get(leader=True).member_id == int(order[2])
    assert visit.draws.count() == 1
    with pytest.raises(Refused) as refused:
        go("replace_member", city.officer, visit, member_id=int(order[1]), reason="请假")
    assert refused.value.message == (
        "能抽的只有 3 人，需要 4 人。回避的：本单位的人 2 人。请减少人数，或扩大抽取范围。"
    )
    with pytest.raises(Refused, match="请选择不能参加的组员"):
        go("replace_member", city.officer, visit, member_id=out, reason="又来")


def test_a_leader_is_one_of_the_team(city):
    visit = planned(city, city.d)
    picked = drawn(city, visit).picked
    go("choose_leader", city.officer, visit, member_id=int(picked[1]))
    assert visit.team.get(leader=True).member_id == int(picked[1])
    with pytest.raises(Refused, match="请在组员里选择组长"):
        go("choose_leader", city.officer, visit, member_id=city.people["李丽"].pk)


@pytest.mark.parametrize("who", ["leader", "clerk", "rival", "secretary", "mate", "member"])
def test_nobody_else_draws_or_announces(city, who):
    visit = planned(city, city.d)
    for verb, more in (
        ("draw_team", {"pool": "posts", "number": 1, "seed": "1"}),
        ("schedule_visit", {"planned_on": ON}),
        ("announce_visit", {}),
    ):
        with pytest.raises(Denied):
            go(verb, getattr(city, who), visit, **more)


def test_two_at_once_do_not_draw_twice(city):
    visit = planned(city, city.d)
    about = {"actor": city.officer, "at": NOW, "visit": visit}
    about |= {"version": 1, "pool": "posts", "number": 1, "seed": "1"}
    actions.draw_team(**about)
    with pytest.raises(Conflict):
        actions.draw_team(**about, reason="再抽")
    assert Draw.objects.count() == 1


def test_the_command_line_draws_again(city, capsys):
    visit = planned(city, city.d)
    draw = drawn(city, visit)
    ran = xianfeng(capsys, "redraw", visit.pk, "--json")
    assert ran.status == 0
    told = ran.json[0]
    assert (told["picked"], told["again"], told["same"]) == (draw.picked, draw.picked, True)
    lots = {each["key"]: each["lot"] for each in told["candidates"]}
    assert lots[city.key("陈晨")] == rules.lot("20210601", city.key("陈晨"))
    Draw.objects.update(picked=draw.picked[::-1])
    assert xianfeng(capsys, "redraw", visit.pk).status == 1
    assert xianfeng(capsys, "redraw", Visit.objects.latest("pk").pk + 1).status == 2
