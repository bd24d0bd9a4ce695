"""One timeline of a member's facts: any context's, each only to who may see its kind."""

from datetime import date

import pytest
from django.urls import reverse

from tests.members.build import member, post
from tests.units.build import DAY, officer, unit, user, viewer
from xianfeng.kernel import facts
from xianfeng.members import shown
from xianfeng.members.models import StandingChange, Transfer
from xianfeng.members.queries import timeline
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    one, other = member("张伟", a), member("李娜", a)
    for who, day in ((one, date(2021, 3, 1)), (other, date(2021, 4, 1))):
        StandingChange.objects.create(
            member=who, unit=a, kind="suspended", changed_on=day, document="决定"
        )
    Transfer.objects.create(
        member=one, kind="outside_out", way="letter", from_unit=a, outside="某地党委",
        issued_on=date(2020, 1, 1), runs_out_on=date(2020, 3, 31), state="withdrawn",
        closed_on=date(2020, 2, 1),
    )  # fmt: skip
    return {"R": root, "A": a, "B": b, "one": one, "other": other}


def told(who, of, until=DAY):
    return [(one.on, one.kind.id) for one in timeline.told_of(who, of, until)]


BOTH = [(date(2021, 3, 1), "members.standing"), (date(2020, 2, 1), "members.transfer_out")]


def test_a_member_has_the_own_facts_up_to_the_day_and_nobody_elses(city):
    assert told(officer(city["R"]), city["one"]) == BOTH
    assert told(officer(city["R"]), city["one"], date(2021, 2, 28)) == BOTH[1:]


def test_kinds_for_staff_are_for_staff_and_other_branches_see_nothing(city):
    own = viewer((Role.MEMBER, city["A"]), member=city["one"])
    assert told(own, city["one"]) == []
    assert told(viewer((Role.SECRETARY, city["B"])), city["one"]) == []
    assert told(viewer((Role.SECRETARY, city["A"])), city["one"]) == BOTH


def test_every_kind_that_names_a_member_is_found_and_no_other():
    found = {kind.id for kind in facts.every() if timeline._who(kind)}
    assert {"members.standing", "members.transfer_out", "members.transfer_in"} <= found
    assert found & {"life.held", "plans.task", "members.membership", "members.post"} == set()


def test_the_page_shows_the_years_last_one_first(client, city):
    post(city["one"], city["A"], "secretary", date(2020, 5, 1))
    years = shown.years(officer(city["R"]), city["one"], DAY)
    assert [year for year, _ in years] == [2021, 2020, 2012, 2006, 2005]
    assert [text for _, text, _ in years[1][1]] == [
        "任 A党组织书记",
        "组织关系转出：某地党委，纸质介绍信，已撤回",
    ]
    client.force_login(user("s", (Role.SECRETARY, city["A"])))
    page = client.get(reverse("members:detail", args=[city["one"].pk]))
    assert "某地党委" in page.content.decode()
