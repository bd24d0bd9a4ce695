"""Who sees a visit when: of an unannounced one the visited unit sees nothing before its time."""

from datetime import date

import pytest

from tests.members.build import member
from tests.supervision.build import NOW, ON, THREE, confirmed, drawn, go, planned, record
from tests.units.build import user
from xianfeng.duties import queries as duties
from xianfeng.kernel import facts, figures
from xianfeng.ledgers import registry
from xianfeng.supervision import actions, queries
from xianfeng.supervision.models import Visit
from xianfeng.supervision.queries import Search
from xianfeng.units.enums import Role
from xianfeng.units.queries import viewer_of

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
EVERYBODY = ("officer", "leader", "clerk", "rival", "secretary", "mate", "member")


def who_sees(city, visit):
    return [
        who
        for who in EVERYBODY
        if queries.visible_to(getattr(city, who)).filter(pk=visit.pk).exists()
    ]


def test_an_unannounced_visit_is_the_issuers_and_the_teams_alone(city):
    visit = planned(city, kind="unannounced")
    assert who_sees(city, visit) == ["officer", "leader"]
    go("schedule_visit", city.officer, visit, planned_on=ON)
    drawn(city, visit, number=4)
    assert who_sees(city, visit) == ["officer", "leader", "mate"]
    go("save_record", city.officer, visit, record=record(*THREE))
    assert who_sees(city, visit) == ["officer", "leader", "mate"]
    confirmed(city, visit, *THREE)
    assert who_sees(city, visit) == ["officer", "leader", "clerk", "mate"]


def test_an_announced_visit_is_there_from_its_announcement(city):
    visit = planned(city)
    go("schedule_visit", city.officer, visit, planned_on=ON)
    drawn(city, visit, number=2)
    before = [who for who in who_sees(city, visit) if who != "mate"]
    go("announce_visit", city.officer, visit)
    after = [who for who in who_sees(city, visit) if who != "mate"]
    assert (before, after) == (["officer", "leader"], ["officer", "leader", "clerk"])


def test_a_visit_to_a_branch_is_seen_by_the_committee_above_it_after_it_was_confirmed(city):
    visit = planned(city, city.b1, kind="unannounced")
    assert who_sees(city, visit) == ["officer", "leader"]
    confirmed(city, visit)
    assert who_sees(city, visit) == ["officer", "leader", "clerk", "secretary"]


def test_a_cancelled_unannounced_visit_never_was(city):
    visit = planned(city, kind="unannounced")
    go("cancel_visit", city.officer, visit, reason="走漏")
    assert who_sees(city, visit) == ["officer", "leader"]


def test_nobody_of_the_visited_unit_is_let_in_by_being_on_the_team(city):
    visit = planned(city, city.d, kind="unannounced")
    one = member("里里", city.h1)
    one.user = user("inner", (Role.SECRETARY, city.d))
    one.save()
    visit.team.create(member=one, place=1)
    assert not queries.visible_to(viewer_of(one.user, ON)).exists()


def leaks(city, viewer):
    """Return all that a viewer can count, list, search or export of supervision."""
    counted = {
        figure.id: figures.compute(viewer, figure, *YEAR).value
        for figure in figures.every()
        if figure.fact == "supervision.visit" and not figure.over
    }
    rows = {
        kind.id: kind.visible_to(viewer).count()
        for kind in facts.every()
        if kind.id.startswith("supervision.")
    }
    return {
        **counted,
        **rows,
        "visits": queries.listed(viewer, Search()).count(),
        "plans": queries.plans_to(viewer).count(),
        "rounds": queries.rounds_to(viewer).count(),
        "draws": queries.draws_to(viewer).count(),
        "photos": queries.photos_to(viewer).count(),
        "visited": queries.coverage(viewer, city.c, "branches", "yes", ON).visited,
        "exported": len(list(registry.get("inspections").export(viewer, "", False))),
    }


def test_before_it_is_confirmed_nothing_at_all_shows_in_any_list_count_or_figure(city):
    nothing = leaks(city, city.clerk)
    assert set(nothing.values()) == {0}
    visit = planned(city, city.b1, kind="unannounced")
    line = visit.round
    actions.draw_units(
        actor=city.officer, at=NOW, plan_round=line, kind="branch", number=1, longest=True, seed="1"
    )
    go("schedule_visit", city.officer, visit, planned_on=ON)
    drawn(city, visit, number=2)
    go("save_record", city.officer, visit, record=record(*THREE))
    Visit.objects.exclude(pk=visit.pk).update(unit=city.b2)
    assert leaks(city, city.clerk) == nothing
    assert leaks(city, city.secretary) == nothing
    confirmed(city, visit, *THREE)
    seen = leaks(city, city.clerk)
    assert {name: number for name, number in seen.items() if number} == {
        "inspect.visits": 1,
        "inspect.units": 1,
        "supervision.visit": 1,
        "visits": 1,
        "draws": 1,
        "visited": 1,
        "exported": 1,
    }


def test_duties_of_a_planned_visit_are_the_issuers(city):
    planned(city, kind="unannounced")
    own = duties.duties(city.officer, as_of=ON, rule="supervision.planned", year=2021)
    other = duties.duties(city.clerk, as_of=ON, rule="supervision.planned", year=2021)
    assert (own.count(), other.count()) == (1, 0)


@pytest.mark.parametrize("who", ["clerk", "secretary"])
def test_no_page_tells_the_visited_unit_of_it(city, browse, who):
    visit = planned(city, city.b1, kind="unannounced")
    draw = drawn(city, visit)
    for page in ("", "record/", "notice/", "team/", "cancel/", "photos/", "amend/", "void/"):
        assert browse(who, f"/supervision/visits/{visit.pk}/{page}").status_code == 404
    assert browse(who, f"/supervision/draws/{draw.pk}/").status_code == 404
    assert browse(who, f"/supervision/plans/{visit.round.plan_id}/").status_code == 404
    for page in ("/supervision/", "/supervision/coverage/B1/", "/supervision/coverage/C/", "/"):
        answer = browse(who, page)
        assert "党史学习教育" not in answer.content.decode()
    found = browse(who, "/search/?q=党史学习").content.decode()
    assert f"/supervision/visits/{visit.pk}/" not in found


def test_the_visited_unit_reads_the_record_but_not_the_draft(city, browse):
    visit = planned(city)
    go("schedule_visit", city.officer, visit, planned_on=ON)
    drawn(city, visit)
    go("announce_visit", city.officer, visit)
    go("save_record", city.officer, visit, record=record(THREE[0], looked="随机访谈"))
    page = browse("clerk", f"/supervision/visits/{visit.pk}/").content.decode()
    assert "已通知" in page
    assert "随机访谈" not in page
    assert "记录中" not in page
    assert "会议记录不全" not in page
    assert browse("clerk", f"/supervision/visits/{visit.pk}/record/").status_code == 403
    confirmed(city, visit, THREE[0], looked="随机访谈")
    page = browse("clerk", f"/supervision/visits/{visit.pk}/").content.decode()
    assert "随机访谈" in page
    assert "会议记录不全" in page


def test_the_visited_unit_checks_the_draw_without_the_names_of_all(city, browse):
    visit = planned(city)
    draw = drawn(city, visit)
    go("schedule_visit", city.officer, visit, planned_on=ON)
    go("announce_visit", city.officer, visit)
    page = browse("clerk", f"/supervision/draws/{draw.pk}/").content.decode()
    assert "结果与当时完全一致" in page
    names = {name for name in city.people if name in page}
    picked = {name for name in city.people if city.key(name) in draw.picked}
    assert names == picked
    whole = browse("officer", f"/supervision/draws/{draw.pk}/").content.decode()
    assert all(name in whole for name in city.people)
