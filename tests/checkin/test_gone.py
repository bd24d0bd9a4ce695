"""Who left, and what was abolished, serves nowhere any more: the daily round ends it."""

from datetime import date

import pytest

from tests.checkin.test_ledger import OWN, counts, take_in
from tests.service.build import ON, place
from tests.units.build import NOW
from xianfeng.checkin import actions, queries, tasks
from xianfeng.checkin.models import Assignment, Deployment, MemberCheckin, UnitCheckin
from xianfeng.kernel import figures, schedule
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.members.actions import standings, transfers
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db
FIRST = date(2021, 6, 1)
LEFT = date(2021, 6, 20)


def leave(city, person, kind="withdrew", on=LEFT):
    standings.change_standing(
        actor=city.clerk, at=NOW, member=person, kind=kind, changed_on=on, document="一号文"
    )


def check_in(city, person):
    return actions.checkin_member(
        actor=city.secretary, at=NOW, member=person, community=city.east, from_on=FIRST
    )


def abolish(unit, on=LEFT):
    Unit.objects.filter(pk=unit.pk).update(abolished_on=on)


def ends(model):
    return list(model.objects.order_by("pk").values_list("until_on", flat=True))


@pytest.mark.parametrize("kind", ["died", "withdrew", "suspended"])
def test_who_left_is_checked_in_until_that_day(city, kind):
    gone, stays = city.members[:2]
    check_in(city, gone)
    check_in(city, stays)
    leave(city, gone, kind)
    tasks.end_gone(ON)
    rows = MemberCheckin.objects.order_by("pk").values_list("member", "state", "until_on")
    assert list(rows) == [(gone.pk, "ended", LEFT), (stays.pk, "reported", None)]
    last = AuditEntry.objects.latest("seq")
    assert (last.verb, last.actor_name, last.unit_id) == (
        "checkin.end_checkin", "每日任务", city.one.pk,
    )  # fmt: skip
    written = AuditEntry.objects.count()
    tasks.end_gone(ON)
    assert AuditEntry.objects.count() == written


def test_who_left_is_at_the_front_and_first_secretary_no_more(city):
    gone, stays = city.members[:2]
    estate = place("和家小区", city.grid, GridLevel.ESTATE)
    actions.deploy_members(
        actor=city.secretary, at=NOW, members=[gone, stays], place=city.east, from_on=FIRST
    )
    actions.appoint_secretary(
        actor=city.secretary, at=NOW, member=gone, estate=estate, from_on=FIRST
    )
    leave(city, gone)
    tasks.end_gone(ON)
    rows = Deployment.objects.order_by("kind", "member").values_list("kind", "member", "until_on")
    assert sorted(rows, key=str) == sorted(
        [
            ("deployed", gone.pk, LEFT),
            ("deployed", stays.pk, None),
            ("first_secretary", gone.pk, LEFT),
        ],
        key=str,
    )
    assert queries.holder(city.officer, estate) is None


def test_who_left_before_the_day_it_began_never_was_there(city):
    gone = city.members[0]
    actions.deploy_members(
        actor=city.secretary, at=NOW, members=[gone], place=city.east, from_on=LEFT
    )
    leave(city, gone)
    tasks.end_gone(ON)
    assert not Deployment.objects.exists()


def test_what_an_abolished_unit_held_ends_with_it(city):
    for unit in (city.one, city.two):
        actions.checkin_unit(
            actor=city.clerk, at=NOW, unit=unit, community=city.east, from_on=FIRST
        )
        actions.assign_places(
            actor=city.clerk, at=NOW, unit=unit, places=[city.west], from_on=FIRST
        )
    abolish(city.one)
    tasks.end_gone(ON)
    assert ends(UnitCheckin) == [LEFT, None]
    assert ends(Assignment) == [LEFT, None]
    units = figures.get("checkin.units")
    assert figures.compute(city.officer, units, ON, ON).value == 1


def test_what_ends_later_stands_until_then(city):
    actions.checkin_unit(
        actor=city.secretary, at=NOW, unit=city.one, community=city.east, from_on=FIRST
    )
    abolish(city.one, date(2021, 7, 1))
    tasks.end_gone(ON)
    assert ends(UnitCheckin) == [None]
    tasks.end_gone(date(2021, 7, 5))
    assert ends(UnitCheckin) == [date(2021, 7, 1)]


def test_it_is_done_once_a_day(city):
    assert "checkin.end_gone" in schedule.due(ON, NOW)
    assert "checkin.end_gone" not in schedule.due(ON, NOW)


def test_who_moved_to_another_branch_serves_on(city):
    moved = city.members[0]
    check_in(city, moved)
    transfers.adjust_branch(actor=city.clerk, at=NOW, member=moved, branch=city.two, moved_on=LEFT)
    tasks.end_gone(ON)
    assert ends(MemberCheckin) == [None]


def test_the_branch_of_before_no_longer_reads_where_somebody_serves(city):
    moved, later = city.members[0], date(2021, 6, 25)
    row = check_in(city, moved)
    transfers.adjust_branch(actor=city.clerk, at=NOW, member=moved, branch=city.two, moved_on=LEFT)
    home = actions.checkin_member(
        actor=city.second, at=NOW, member=moved, community=city.west, from_on=later
    )
    seen = {
        name: sorted(
            queries.members_visible_to(getattr(city, name), ON).values_list("pk", flat=True)
        )
        for name in ("secretary", "second", "clerk", "rival")
    }
    assert seen == {
        "secretary": [row.pk], "second": [row.pk, home.pk], "clerk": [row.pk, home.pk], "rival": [],
    }  # fmt: skip
    assert queries.own(city.secretary, moved.pk) is None
    assert queries.own(city.second, moved.pk) == home


def test_who_left_does_not_check_in_again(city):
    gone = city.members[0]
    leave(city, gone)
    with pytest.raises(Refused, match="已不在党支部"):
        check_in(city, gone)
    assert not MemberCheckin.objects.exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("secretary", (1, 1, 0, 0, 0)), ("clerk", (1, 0, 0, 1, 0)), ("officer", (1, 0, 0, 1, 0))],
)
def test_the_branch_of_before_changes_nothing_by_its_ledger(city, name, expected):
    check_in(city, city.members[0])
    transfers.adjust_branch(
        actor=city.clerk, at=NOW, member=city.members[0], branch=city.two, moved_on=LEFT
    )
    row = [*OWN[:4], "", *OWN[5:]]  # of March, when the member was in the first branch
    assert counts(take_in(getattr(city, name), row)) == expected
    skills = 8 if expected[3] else 0
    assert MemberCheckin.objects.get().skills == skills


def test_the_ledger_checks_nobody_in_who_left(city):
    leave(city, city.members[0])
    assert counts(take_in(city.secretary, OWN)) == (1, 1, 0, 0, 0)
    assert not MemberCheckin.objects.exists()
