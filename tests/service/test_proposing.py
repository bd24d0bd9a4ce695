"""From rows to a match: who may come, who is busy, who was asked, and what is kept."""

from datetime import date

import pytest

from tests.service.build import ON, City, accepted, checked, done, later, offered, part_of, sent
from tests.units.build import NOW
from xianfeng.checkin import actions as checkin_actions
from xianfeng.checkin import rules as checkin_rules
from xianfeng.checkin.actions import Offer
from xianfeng.checkin.enums import Skill, Wish
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.service import actions, proposing
from xianfeng.service.matching import Reason
from xianfeng.service.models import Proposal

pytestmark = pytest.mark.django_db
SATURDAY = date(2021, 7, 3)


@pytest.fixture
def city():
    """Return a city in which everybody of the first branch lives in the east, able to mend."""
    made = City()
    for person in made.members:
        check_in(made, person)
    return made


def check_in(city, person, at=None, skills=("plumbing",), limit=2, times="周末", actor=None):
    offer = Offer(
        skills=checkin_rules.bits(skills, Skill.values),
        wishes=checkin_rules.bits(["repair"], Wish.values),
        slots=checkin_rules.times(times),
        monthly_limit=limit,
    )
    return checkin_actions.checkin_member(
        actor=actor or city.officer, at=NOW, member=person, community=at or city.east,
        grid=None if at else city.grid, from_on=date(2021, 6, 1), offer=offer,
    )  # fmt: skip


def names(city, matched):
    known = {one.pk: one.name for one in (*city.members, city.outsider)}
    return sorted(known[pair.hand] for pair in matched.pairs)


def test_members_of_the_branch_that_was_asked_are_proposed_with_reasons(city):
    check_in(city, city.outsider)
    request = sent(city, skill="plumbing", on_date=SATURDAY, part="morning")
    (pair,) = proposing.proposals_for(city.secretary, request, ON).pairs
    assert pair.hand in {one.pk for one in city.members}
    assert pair.reasons == (Reason.SKILL, Reason.GRID, Reason.WISH, Reason.UNUSED)
    assert pair.next_best in {one.pk for one in city.members} - {pair.hand}
    assert pair.next_dearer == 0


@pytest.mark.parametrize(
    "more",
    [
        {"skill": "law"},
        {"on_date": date(2021, 7, 5), "part": "morning"},
    ],
)
def test_nobody_without_the_skill_or_at_another_time(city, more):
    matched = proposing.proposals_for(city.secretary, sent(city, **more), ON)
    assert (matched.pairs, list(matched.open_places.values())) == ([], [1])


def test_who_is_promised_at_that_hour_or_full_for_the_month_is_left_out(city):
    hour = {"on_date": SATURDAY, "part": "morning"}
    accepted(city, **hour)
    second = sent(city, places=3, **hour)
    assert names(city, proposing.proposals_for(city.secretary, second, ON)) == ["党员丙", "党员乙"]
    accepted(city)
    # Two orders this month are all that the first member takes on.
    third = sent(city, places=3)
    assert names(city, proposing.proposals_for(city.secretary, third, ON)) == ["党员丙", "党员乙"]
    # In the next month there is room again.
    july = proposing.proposals_for(city.secretary, third, date(2021, 7, 1))
    assert names(city, july) == ["党员丙", "党员乙", "党员甲"]


def test_who_was_asked_is_not_proposed_again(city):
    request = offered(city, places=2)
    mine = part_of(request, city.members[0])
    assert names(city, proposing.proposals_for(city.secretary, request, ON)) in (
        ["党员丙"], ["党员乙"]
    )  # fmt: skip
    actions.decline_place(actor=city.first, at=NOW, dispatch=mine, version=1, because="出差")
    request.refresh_from_db()
    matched = proposing.proposals_for(city.secretary, request, ON)
    assert names(city, matched) == ["党员丙", "党员乙"]


def test_who_served_the_resident_before_comes_first(city):
    done(city, at=later(-40))
    request = sent(city)
    (pair,) = proposing.proposals_for(city.secretary, request, ON).pairs
    assert pair.hand == city.members[0].pk
    assert Reason.KNOWN in pair.reasons


def test_a_request_not_sent_yet_asks_the_whole_part(city):
    check_in(city, city.outsider)
    request = checked(city, places=4)
    gathered = proposing.gather(
        city.officer, proposing.waiting(city.officer, "").filter(pk=request.pk), "", ON
    )
    assert names(city, gathered.match()) == ["党员丙", "党员乙", "党员甲", "外局党员"]


def test_proposals_are_kept_for_a_part_and_replaced(city):
    first, second = sent(city), sent(city, places=2)
    matched = actions.keep_proposals(actor=city.secretary, at=NOW, unit=city.one)
    assert len(matched.pairs) == 3
    kept = Proposal.objects.values_list("request_id", "made_on")
    assert sorted(kept) == [(first.pk, ON), (second.pk, ON), (second.pk, ON)]
    actions.cancel_request(actor=city.first, at=NOW, request=first, number=first.number)
    actions.keep_proposals(actor=city.clerk, at=NOW, unit=city.office)
    assert {one.request_id for one in Proposal.objects.all()} == {second.pk}
    verbs = AuditEntry.objects.filter(verb="service.keep_proposals").order_by("seq")
    assert [entry.new for entry in verbs] == [
        {"proposed": 3, "open": 0}, {"proposed": 2, "open": 0}
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["second", "rival", "first", "leader", "worker"])
def test_nobody_else_keeps_proposals(city, name):
    with pytest.raises(Denied):
        actions.keep_proposals(actor=getattr(city, name), at=NOW, unit=city.one)


def test_the_number_of_queries_does_not_grow(city, django_assert_num_queries):
    sent(city)
    secretary = city.secretary

    def run():
        requests = proposing.waiting(secretary, city.one.path)
        return proposing.gather(secretary, requests, city.one.path, ON).match()

    with django_assert_num_queries(6):
        assert len(run().pairs) == 1
    for _ in range(2):
        sent(city, phone="13800000011")
    with django_assert_num_queries(6):
        assert len(run().pairs) == 3
