"""A re-election from the start to the new term; what is refused on the way."""

from datetime import date

import pytest

from tests.elections.build import AT, DAY, Town, standings
from tests.members.build import member
from tests.units.build import unit, viewer
from xianfeng.elections.actions import meeting, preparing, result, shifts
from xianfeng.elections.models import Absentee, Ballot, Candidate, Election, Shift, Step
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.members.models import Post
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Term
from xianfeng.voting import actions as voting
from xianfeng.voting.models import Poll, Voter

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return Town()


def refused(act, *arguments, **more):
    with pytest.raises(Refused) as refusal:
        act(*arguments, **more)
    return refusal.value


def test_a_branch_goes_through_a_re_election(town):
    town.until_meeting()
    town.voted(9, 8, 7, 2)
    town.divided("secretary", "organisation", "discipline")
    town.reported()
    done = town.confirmed()

    assert (done.state, done.base, done.present) == ("confirmed", 10, 10)
    assert [(term.from_on, term.until_on, term.years, term.ended_on)
            for term in Term.objects.order_by("from_on")] == [
        (date(2018, 6, 10), date(2021, 6, 10), 3, date(2021, 6, 8)),
        (date(2021, 6, 8), date(2024, 6, 8), 3, None),
    ]  # fmt: skip
    assert [(post.member.name, post.title, post.from_on, post.until_on, post.how, post.document)
            for post in Post.objects.order_by("pk")] == [
        ("张伟", "secretary", date(2018, 6, 10), date(2021, 6, 8), "", ""),
        ("张伟", "secretary", date(2021, 6, 8), None, "elected", "批〔2021〕5号"),
        ("王芳", "organisation", date(2021, 6, 8), None, "elected", "批〔2021〕5号"),
        ("李娜", "discipline", date(2021, 6, 8), None, "elected", "批〔2021〕5号"),
    ]  # fmt: skip
    assert [step.verb for step in Step.objects.order_by("pk")] == [
        "discuss", "request", "reply", "propose", "approve_list", "meet", "ballot", "conclude",
        "divide", "report", "confirm",
    ]  # fmt: skip
    verbs = [entry.verb for entry in AuditEntry.objects.order_by("seq")]
    assert verbs.count("elections.confirm") == 1
    assert len(verbs) == 13  # start, ten steps besides the ballot's totals, and the totals


def test_the_party_group_comes_before_the_request(town):
    town.started()
    assert "党组" in refused(town.requested).message
    town.discussed()
    assert town.requested().state == "requested"


def test_a_branch_below_a_committee_needs_no_party_group(town):
    town.branch.root.kind = UnitKind.COMMITTEE
    town.branch.root.save()
    town.started()
    refused(town.discussed)
    assert town.requested().state == "requested"


@pytest.mark.parametrize("act", ["reply", "approve_list", "confirm", "send_back", "return_list"])
def test_a_secretary_does_not_answer_for_the_superior(town, act):
    town.started()
    acts = {"reply": preparing.reply, "approve_list": preparing.approve_list,
            "confirm": result.confirm, "send_back": preparing.send_back,
            "return_list": preparing.return_list}  # fmt: skip
    more = {"reply": {"number": "", "seats": 3, "years": 3}, "approve_list": {"number": ""},
            "confirm": {"number": ""}}.get(act, {"words": "x"})  # fmt: skip
    with pytest.raises(Denied):
        town.do(acts[act], **more)


def test_leaders_members_and_siblings_start_nothing(town):
    sibling = unit("C", town.branch.root)
    for who in (
        town.leader(),
        viewer((Role.MEMBER, town.unit)),
        viewer((Role.SECRETARY, sibling)),
        viewer(),
    ):
        with pytest.raises(Denied):
            preparing.start(actor=who, at=AT, unit=town.unit, kind="term", on=DAY, seats=3)
    assert not Election.objects.exists()


def test_one_election_runs_at_a_time(town):
    town.started()
    assert "正在办理" in refused(town.started).message
    town.do(preparing.cancel, words="推迟")
    assert town.started().state == "prepared"


def test_a_step_out_of_order_a_day_to_come_and_an_old_version_are_refused(town):
    town.started()
    refused(town.replied)
    assert refused(town.discussed, on=date(2021, 7, 1)).field == "on"
    assert refused(town.discussed, on=date(2021, 5, 31)).field == "on"
    one = town.now()
    town.discussed()
    with pytest.raises(Conflict):
        preparing.discuss(
            actor=town.secretary, at=AT, election=one, version=one.version, on=DAY, words="再次"
        )


def test_the_superior_sends_back_with_a_reason_and_sets_seats_and_years(town):
    town.started()
    town.discussed()
    town.requested()
    assert refused(town.do, preparing.send_back, actor=town.officer, words=" ").field == "words"
    assert town.do(preparing.send_back, actor=town.officer, words="名额").state == "prepared"
    town.discussed()
    town.requested()
    replied = town.replied(seats=5, years=5)
    assert (replied.seats, replied.years) == (5, 5)


def test_candidates_are_a_fifth_more_than_seats_and_full_members(town):
    town.started()
    town.discussed()
    town.requested()
    town.replied()
    assert refused(town.proposed, 0, 1, 2).field == "members"
    probationer = member("新人", town.unit, confirmed_on=None)
    stranger = member("外人", unit("C", town.branch.root))
    for other in (probationer, stranger):
        chosen = [*town.members[:3], other]
        assert refused(town.do, preparing.propose, number="", members=chosen).field == "members"
    assert not Candidate.objects.exists()
    assert town.proposed(0, 1, 2, 3).state == "proposed"
    assert town.do(preparing.return_list, actor=town.officer, words="另荐").state == "approved"
    town.proposed(4, 5, 6, 7)
    assert list(standings(town)) == ["陈静", "杨军", "赵敏", "党员7"]


@pytest.mark.parametrize(
    ("excused", "absent", "held", "base", "present"),
    [((), (), True, 10, 10), ((), (9,), True, 10, 9), ((), (8, 9), False, 0, 0),
     ((8, 9), (), True, 8, 8), ((8, 9), (7,), True, 8, 7), ((7, 8, 9), (5, 6), False, 0, 0)],
)  # fmt: skip
def test_the_meeting_needs_more_than_four_fifths_of_the_base(
    town, excused, absent, held, base, present
):
    if not held:
        assert refused(town.until_meeting, excused=excused, absent=absent).field == "absent"
        assert not Absentee.objects.exists()
        return
    one = town.until_meeting(excused=excused, absent=absent)
    assert (one.entitled, one.base, one.present) == (10, base, present)


def test_nobody_leaves_the_base_without_approval(town):
    assert refused(town.until_meeting, excused=(9,), words="").field == "words"


def test_those_on_probation_are_not_in_the_base(town):
    member("新人", town.unit, confirmed_on=None)
    assert town.until_meeting().entitled == 10


def test_a_tie_at_the_last_seat_is_voted_on_again(town):
    town.until_meeting()
    assert town.voted(9, 8, 6, 6).state == "met"
    assert standings(town) == {"张伟": "elected", "王芳": "elected", "李娜": "tied", "刘洋": "tied"}
    assert town.voted(4, 6).state == "counted"
    assert standings(town) == {
        "张伟": "elected", "王芳": "elected", "李娜": "lost", "刘洋": "elected",
    }  # fmt: skip
    assert list(Ballot.objects.values_list("kind", "seats")) == [("first", 3), ("run_off", 1)]


def test_more_than_half_of_those_present_is_not_more_than_half_of_those_who_should(town):
    town.until_meeting(absent=(9,))
    town.voted(9, 6, 5, 3)  # 5 of 9 present, and 5 of 10 who should attend
    assert standings(town) == {"张伟": "elected", "王芳": "elected", "李娜": "lost", "刘洋": "lost"}


def test_too_few_elected_vote_again_among_the_others(town):
    town.until_meeting()
    town.voted(9, 8, 3, 2)
    assert town.voted(6, 2).state == "counted"
    assert standings(town)["李娜"] == "elected"
    assert list(Ballot.objects.values_list("kind", "seats")) == [("first", 3), ("second", 1)]


def test_seats_are_reduced_near_their_number(town):
    town.until_meeting(seats=5, candidates=range(6))
    town.voted(9, 8, 7, 6, 2, 2)
    done = town.do(meeting.reduce_seats, words="大会同意减少一名")
    assert (done.state, done.seats) == ("counted", 4)


def test_seats_are_not_reduced_below_a_committee(town):
    town.until_meeting()
    town.voted(9, 8, 2, 2)
    assert "另行选举" in refused(town.do, meeting.reduce_seats, words="减少").message


def test_who_was_written_in_is_elected_too(town):
    town.until_meeting()
    town.voted(9, 8, 2, 1, others={town.members[7].pk: 6})
    found = Candidate.objects.get(written_in=True)
    assert (found.member, found.standing, town.now().state) == (
        town.members[7], "elected", "counted",
    )  # fmt: skip


def test_an_electronic_ballot_goes_to_those_present_alone(town):
    town.until_meeting(excused=(9,), absent=(8,))
    town.do(meeting.ballot, on=None, mode="electronic")
    poll = Poll.objects.get()
    assert (poll.expected, poll.seats, poll.others, poll.state) == (9, 3, True, "draft")
    assert set(Voter.objects.values_list("member_id", flat=True)) == {
        each.pk for each in town.members[:8]
    }
    refused(town.do, meeting.ballot, on=None, mode="paper")
    refused(town.do, meeting.take_result, on=None)
    voting.cancel_poll(actor=town.secretary, at=AT, poll=poll, version=1, reason="改用纸质票")
    assert town.voted(8, 7, 6, 2).state == "counted"


def test_a_cancelled_ballot_is_held_again(town):
    town.until_meeting()
    town.do(meeting.ballot, on=None, mode="electronic")
    assert "作废" in refused(town.do, preparing.cancel, words="停").message
    poll = Poll.objects.get()
    voting.cancel_poll(actor=town.secretary, at=AT, poll=poll, version=1, reason="改用纸质票")
    assert town.voted(9, 8, 7, 2).state == "counted"


@pytest.mark.parametrize(
    ("titles", "votes", "right"),
    [(("secretary", "organisation", "discipline"), 3, True),
     (("secretary", "organisation", "discipline"), 1, False),
     (("secretary", "organisation", "discipline"), 4, False),
     (("secretary", "secretary", "discipline"), 3, False),
     (("publicity", "organisation", "discipline"), 3, False)],
)  # fmt: skip
def test_the_committee_elects_one_secretary_with_more_than_half(town, titles, votes, right):
    town.until_meeting()
    town.voted(9, 8, 7, 2)
    if right:
        assert town.divided(*titles, votes=votes).state == "divided"
    else:
        refused(town.divided, *titles, votes=votes)
        assert not Candidate.objects.exclude(post="").exists()


def test_a_small_branch_elects_its_secretary_directly():
    town = Town(6)
    town.until_meeting(seats=1, candidates=(2, 3))
    assert not town.now().committee
    town.voted(5, 1)
    town.divided("secretary", votes=0)
    town.reported()
    town.confirmed()
    assert Post.objects.get(until_on=None).member == town.members[2]


def test_a_by_election_fills_a_post_and_begins_no_term(town):
    keeps = Post.objects.create(
        member=town.members[5], unit=town.unit, title="publicity", from_on=date(2018, 6, 10)
    )
    town.started(1, "by_election")
    town.discussed()
    town.requested()
    town.replied(1)
    town.proposed(4)
    town.listed()
    town.met()
    town.voted(8)
    town.divided("discipline")
    town.reported()
    town.confirmed()
    assert Term.objects.count() == 1
    assert set(Post.objects.filter(until_on=None).values_list("member", "title", "how")) == {
        (town.members[0].pk, "secretary", ""),
        (keeps.member_id, "publicity", ""),
        (town.members[4].pk, "discipline", "by_election"),
    }


def test_a_confirmation_before_the_old_posts_changes_nothing(town):
    town.until_meeting()
    town.voted(9, 8, 7, 2)
    town.divided("secretary", "organisation", "discipline")
    town.reported()
    Post.objects.create(
        member=town.members[5], unit=town.unit, title="publicity", from_on=date(2021, 6, 8)
    )
    assert refused(town.confirmed).field == "on"
    assert Term.objects.count() == 1
    assert town.now().state == "reported"


def ask(town, to_on, reason="人员调整"):
    return shifts.ask_shift(
        actor=town.secretary, at=AT, term=town.term, on=DAY, to_on=to_on, reason=reason
    )


def answered(town, shift, agreed, actor=None):
    return shifts.answer_shift(
        actor=actor or town.officer,
        at=AT,
        shift=shift,
        on=DAY,
        number="批〔2021〕1号",
        agreed=agreed,
    )


@pytest.mark.parametrize(
    ("to_on", "agreed", "until_on"),
    [(date(2022, 6, 10), True, date(2022, 6, 10)), (date(2022, 6, 10), False, date(2021, 6, 10)),
     (date(2021, 3, 1), True, date(2021, 3, 1)), (date(2023, 1, 1), True, date(2023, 1, 1))],
)  # fmt: skip
def test_a_term_moves_when_the_superior_agrees(town, to_on, agreed, until_on):
    answered(town, ask(town, to_on), agreed)
    town.term.refresh_from_db()
    assert town.term.until_on == until_on


def test_a_shift_is_asked_once_answered_once_and_by_the_superior(town):
    shift = ask(town, date(2021, 12, 10))
    refused(ask, town, date(2021, 11, 10))
    with pytest.raises(Denied):
        answered(town, shift, True, actor=town.secretary)
    answered(town, shift, False)
    refused(answered, town, shift, True)
    assert Shift.objects.get().answer == "refused"


def test_the_same_day_is_no_shift(town):
    assert refused(ask, town, town.term.until_on).field == "to_on"
