"""Who left is asked no more, and an abolished branch has no request: the daily round frees them."""

from datetime import date

import pytest

from tests.service.build import ON, City, accepted, closed, done, offered, part_of, sent
from tests.units.build import NOW
from xianfeng.checkin import actions as checkin
from xianfeng.checkin.actions import Offer
from xianfeng.kernel import schedule
from xianfeng.kernel.models import AuditEntry
from xianfeng.members.actions import standings, transfers
from xianfeng.service import actions, tasks
from xianfeng.service.actions import Asked
from xianfeng.service.models import Request
from xianfeng.service.queries import needs
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return City()


def leave(city, person):
    standings.change_standing(
        actor=city.clerk, at=NOW, member=person, kind="withdrew", changed_on=ON, document="一号文"
    )


def state(request):
    found = Request.objects.get(pk=request.pk)
    return found.state, found.unit_id


@pytest.mark.parametrize("made", [offered, accepted])
def test_who_left_is_asked_no_more_and_the_place_is_free(city, made):
    request = made(city)
    leave(city, city.members[0])
    tasks.release_gone(ON)
    part = part_of(request, city.members[0])
    assert (part.state, part.because) == ("withdrawn", "已不在册")
    assert state(request) == ("sent", city.one.pk)
    written = AuditEntry.objects.count()
    tasks.release_gone(ON)
    assert AuditEntry.objects.count() == written


def test_who_was_asked_beside_them_is_asked_still(city):
    gone, stays = city.members[:2]
    request = offered(city, members=[gone, stays])
    leave(city, gone)
    tasks.release_gone(ON)
    states = [part_of(request, one).state for one in (gone, stays)]
    assert (states, state(request)[0]) == (["withdrawn", "offered"], "offered")


@pytest.mark.parametrize("made", [done, closed])
def test_what_is_done_keeps_who_did_it(city, made):
    request = made(city)
    leave(city, city.members[0])
    tasks.release_gone(ON)
    assert part_of(request, city.members[0]).state == "accepted"


def test_who_moved_to_another_branch_still_comes(city):
    request = accepted(city)
    transfers.adjust_branch(
        actor=city.clerk, at=NOW, member=city.members[0], branch=city.two, moved_on=ON
    )
    tasks.release_gone(ON)
    assert part_of(request, city.members[0]).state == "accepted"


def test_what_an_abolished_branch_was_sent_comes_back_to_the_community(city):
    request = sent(city)
    beside = actions.dispatch_request(
        actor=city.secretary, at=NOW, request=sent(city, phone="13800000011"), version=3,
        asked=[Asked(city.members[0].pk)],
    )  # fmt: skip
    Unit.objects.filter(pk=city.one.pk).update(abolished_on=date(2021, 7, 1))
    tasks.release_gone(ON)
    assert state(request) == ("sent", city.one.pk)
    tasks.release_gone(date(2021, 7, 1))
    assert state(request) == ("checked", None)
    assert Request.objects.get(pk=request.pk).because == "承办的党组织已撤销"
    assert state(beside) == ("offered", city.one.pk)  # somebody may still say yes
    tasks.free_places(date(2021, 7, 2))
    tasks.release_gone(date(2021, 7, 2))
    assert state(beside) == ("checked", None)


def test_it_is_done_once_a_day_before_people_are_looked_for(city):
    ran = schedule.due(ON, NOW)
    assert ran.index("service.release_gone") < ran.index("service.propose")
    assert "service.release_gone" not in schedule.due(ON, NOW)


def test_who_moved_is_no_hand_of_the_branch_they_left(city):
    moved, gone, stays = city.members
    for person in (moved, gone, stays):
        checkin.checkin_member(
            actor=city.secretary, at=NOW, member=person, community=city.east,
            from_on=date(2021, 6, 1), offer=Offer(skills=8),
        )  # fmt: skip
    transfers.adjust_branch(actor=city.clerk, at=NOW, member=moved, branch=city.two, moved_on=ON)
    leave(city, gone)
    seen = {
        name: {row.member_id for row in needs.able(getattr(city, name), "law", None, ON)}
        for name in ("secretary", "second", "clerk", "worker", "neighbour", "rival")
    }
    assert seen == {
        "secretary": {stays.pk}, "second": {moved.pk}, "clerk": {stays.pk, moved.pk},
        "worker": {stays.pk, moved.pk}, "neighbour": set(), "rival": set(),
    }  # fmt: skip
