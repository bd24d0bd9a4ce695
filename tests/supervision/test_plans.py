"""A plan of the year: its lines, the units chosen, the units drawn."""

from datetime import date

import pytest

from tests.supervision.build import NOW, confirmed, go, planned
from tests.units.build import unit
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.supervision import actions, rules
from xianfeng.supervision.models import Draw, Plan, Round, Visit
from xianfeng.supervision.rules import Candidate
from xianfeng.units.enums import UnitKind

LINE = {"quarter": 2, "kind": "special", "theme": "党费收缴"}


def by(viewer):
    return {"actor": viewer, "at": NOW}


def a_line(city, **more):
    plan = Plan.objects.filter(unit=city.root, year=2021).first()
    plan = plan or actions.make_plan(**by(city.officer), unit=city.root, year=2021)
    return actions.add_round(**by(city.officer), plan=plan, **{**LINE, **more})


def test_a_plan_is_made_once_a_year_by_who_keeps_the_records(city):
    made = actions.make_plan(**by(city.officer), unit=city.root, year=2021)
    with pytest.raises(Refused, match="这一年已经有计划"):
        actions.make_plan(**by(city.officer), unit=city.root, year=2021)
    actions.make_plan(**by(city.officer), unit=city.root, year=2022)
    for who in ("leader", "clerk", "secretary", "member"):
        with pytest.raises(Denied):
            actions.make_plan(**by(getattr(city, who)), unit=city.root, year=2023)
    entries = AuditEntry.objects.filter(verb="supervision.make_plan").order_by("seq")
    entries = entries.values_list("target", "new")
    assert entries.first() == (f"supervision.plan:{made.pk}", {"year": 2021})


def test_a_branch_supervises_nobody(city):
    with pytest.raises(Refused, match="由有下级党组织的"):
        actions.make_plan(**by(city.secretary), unit=city.b1, year=2021)


def test_a_committee_plans_for_its_own_branches(city):
    visit = planned(city, city.b1, issuer=city.c, actor=city.clerk)
    assert (visit.issuer, visit.unit, visit.due_on) == (city.c, city.b1, date(2021, 6, 30))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"quarter": 1}, "这个季度已经过去；已开展的督导请从台账导入"),
        ({"theme": "  "}, "请写明督导主题"),
    ],
)
def test_a_line_lies_ahead_and_has_a_theme(city, more, said):
    with pytest.raises(Refused) as refused:
        a_line(city, **more)
    assert refused.value.message == said


def test_units_of_a_line_lie_below_stand_and_are_named_once(city):
    line = a_line(city)
    group = unit("G1", city.b1, UnitKind.GROUP)
    gone = unit("X1", city.c, abolished_on=date(2021, 5, 1))
    for wrong in (city.root, group, gone):
        with pytest.raises(Refused, match="只能督导下级党组织"):
            actions.add_units(**by(city.officer), plan_round=line, units=[wrong])
    with pytest.raises(Refused, match="请选择要去的单位"):
        actions.add_units(**by(city.officer), plan_round=line, units=[])
    made = actions.add_units(**by(city.officer), plan_round=line, units=[city.c, city.e1])
    assert [(each.unit.code, each.kind, each.theme) for each in made] == [
        ("C", "special", "党费收缴"),
        ("E1", "special", "党费收缴"),
    ]
    with pytest.raises(Refused) as refused:
        actions.add_units(**by(city.officer), plan_round=line, units=[city.d, city.c])
    assert refused.value.message == "甲局机关党委 已在这次安排中"
    assert Visit.objects.count() == 2


def test_a_cancelled_unit_may_be_named_again(city):
    line = a_line(city)
    visit = actions.add_units(**by(city.officer), plan_round=line, units=[city.c])[0]
    go("cancel_visit", city.officer, visit, reason="改期")
    actions.add_units(**by(city.officer), plan_round=line, units=[city.c])
    assert list(line.visits.order_by("pk").values_list("state", flat=True)) == [
        "cancelled",
        "planned",
    ]


def test_units_are_drawn_and_all_that_went_in_is_kept(city):
    line = a_line(city)
    about = {"kind": "committee", "number": 2, "longest": False, "seed": " 88 "}
    draw = actions.draw_units(**by(city.officer), plan_round=line, **about)
    assert (draw.seed, draw.number) == ("88", 2)
    assert draw.candidates == [["C", "", ""], ["D", "", ""], ["F", "", ""]]
    assert draw.picked == rules.draw("88", [Candidate(code) for code in "CDF"], 2)
    assert {visit.unit.code for visit in line.visits.all()} == set(draw.picked)
    entry = AuditEntry.objects.get(verb="supervision.draw_units")
    assert entry.new == {"seed": "88", "number": 2, "picked": draw.picked, "candidates": 3}


def test_the_longest_unvisited_go_first_and_those_in_the_line_stay_out(city):
    confirmed(city, planned(city, city.c), held_on=date(2021, 6, 1))
    confirmed(city, planned(city, city.d), held_on=date(2021, 5, 1))
    line = a_line(city)
    about = {"kind": "next", "longest": True, "seed": "1"}
    draw = actions.draw_units(**by(city.officer), plan_round=line, number=1, **about)
    assert draw.picked == ["F"]
    again = actions.draw_units(**by(city.officer), plan_round=line, number=1, **about)
    assert again.candidates == [
        ["C", "", "2021-06-01"],
        ["D", "", "2021-05-01"],
        ["F", "placed", ""],
    ]
    assert again.picked == ["D"]


def test_too_few_units_are_said_so_and_nothing_is_drawn(city):
    line = a_line(city)
    about = {"kind": "committee", "number": 4, "longest": True, "seed": "1"}
    with pytest.raises(Refused) as refused:
        actions.draw_units(**by(city.officer), plan_round=line, **about)
    assert refused.value.message == "能抽的单位只有 3 个，请减少个数或换一类单位"
    assert (Draw.objects.count(), Visit.objects.count()) == (0, 0)
    with pytest.raises(Denied):
        actions.draw_units(**by(city.clerk), plan_round=line, **about)


def test_a_line_without_units_may_be_dropped(city):
    line = a_line(city)
    used = a_line(city, theme="另一项")
    actions.add_units(**by(city.officer), plan_round=used, units=[city.c])
    actions.drop_round(**by(city.officer), plan_round=line)
    with pytest.raises(Refused, match="已经有被督导单位"):
        actions.drop_round(**by(city.officer), plan_round=used)
    assert list(Round.objects.all()) == [used]
