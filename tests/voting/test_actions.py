"""Running a poll: who may, from which state, and what the log and the tables hold."""

import pytest

from tests.units.build import NOW, unit, viewer
from tests.voting.build import Branch, options, totals
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.units.enums import Role
from xianfeng.voting import actions, queries
from xianfeng.voting.ballots import Choice
from xianfeng.voting.enums import Mode, PollState, Purpose
from xianfeng.voting.models import Box, Count, Poll, Received

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch():
    return Branch(6)


def test_a_vote_from_draft_to_totals(branch):
    poll = branch.poll("张伟", "王芳", seats=1)
    for place, marks in enumerate([("for", "abstain")] * 3 + [("abstain", "for")] * 2):
        branch.cast(poll, place, *marks)
    closed = branch.close(poll)
    assert (closed.state, closed.expected, closed.issued, closed.collected, closed.valid) == (
        PollState.CLOSED, 6, 5, 5, 5,
    )  # fmt: skip
    assert totals(poll) == {
        "张伟": {"for": 3, "against": 0, "abstain": 2},
        "王芳": {"for": 2, "against": 0, "abstain": 3},
    }
    assert not Box.objects.exists()
    assert not Received.objects.exists()


def test_the_log_says_that_a_ballot_came_in_and_nothing_else(branch):
    poll = branch.poll()
    branch.cast(poll, 2, "against")
    entry = AuditEntry.objects.get(verb="voting.cast_ballot")
    assert (
        entry.actor_id, entry.actor_name, entry.subject_id, entry.at, entry.target, entry.unit_id,
        entry.old, entry.new,
    ) == (None, "", None, NOW, f"voting.poll:{poll.pk}", branch.unit.pk, {}, {})  # fmt: skip


def test_a_used_ballot_is_told_so_and_counts_once(branch):
    poll = branch.poll()
    branch.cast(poll, 0, "for")
    with pytest.raises(Refused) as refusal:
        branch.cast(poll, 0, "against")
    assert refusal.value.message == "您的选票已经收到，一人只投一次。"
    for place in range(1, 5):
        branch.cast(poll, place, "for")
    branch.close(poll)
    assert totals(poll) == {"同意": {"for": 5, "against": 0, "abstain": 0}}


def test_who_is_not_on_the_roll_does_not_vote(branch):
    poll = branch.poll(voters=[each.pk for each in branch.members[:5]])
    for voter in (branch.voter(5), branch.secretary, branch.officer):
        with pytest.raises(Denied):
            actions.cast_ballot(
                actor=voter, at=NOW, poll=poll, given=dict.fromkeys(options(poll), "for")
            )
    assert not Received.objects.exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER])
def test_members_and_leaders_do_not_run_polls(branch, role):
    other = viewer((role, branch.unit))
    poll = branch.poll(opened=False)
    with pytest.raises(Denied):
        actions.open_poll(actor=other, at=NOW, poll=poll, version=1)
    sibling = viewer((Role.SECRETARY, unit("C", branch.root)))
    with pytest.raises(Denied):
        actions.open_poll(actor=sibling, at=NOW, poll=poll, version=1)


def test_below_five_voters_an_electronic_ballot_is_refused(branch):
    with pytest.raises(Refused) as refusal:
        branch.poll(voters=[each.pk for each in branch.members[:4]])
    assert refusal.value.field == "mode"
    assert not Poll.objects.exists()


def test_with_fewer_than_five_ballots_nothing_is_counted(branch):
    poll = branch.poll()
    for place in range(4):
        branch.cast(poll, place, "for")
    closed = branch.close(poll)
    assert (closed.state, closed.collected) == (PollState.CANCELLED, None)
    assert not Count.objects.exists()
    assert not Box.objects.exists()
    assert not Received.objects.exists()


def test_nobody_sees_totals_before_the_close(branch):
    poll = branch.poll()
    for place in range(5):
        branch.cast(poll, place, "for")
    for who in (branch.secretary, branch.officer, branch.voter(0)):
        assert queries.results(who, poll) == []
        assert queries.cast_so_far(who, poll) == 5
    closed = branch.close(poll)
    assert [line.votes["for"] for line in queries.results(branch.voter(5), closed)] == [5]


def test_marks_given_in_a_review_are_for_the_committee(branch):
    marks = [("excellent", "优秀"), ("qualified", "合格")]
    poll = branch.poll("张伟", "王芳", purpose=Purpose.REVIEW, marks=marks, seats=1)
    for place in range(5):
        branch.cast(poll, place, "excellent", "qualified")
    closed = branch.close(poll)
    assert queries.results(branch.voter(0), closed) == []
    assert [line.votes for line in queries.results(branch.secretary, closed)] == [
        {"excellent": 5, "qualified": 0},
        {"excellent": 0, "qualified": 5},
    ]


def test_more_choices_than_seats_are_sent_back_and_nothing_is_counted(branch):
    poll = branch.poll("张伟", "王芳", seats=1)
    with pytest.raises(Refused) as refusal:
        branch.cast(poll, 0, "for", "for")
    assert refusal.value.message == "最多选 1 人（项），您选了 2，请去掉多选的。"
    branch.cast(poll, 0, "for", "against")
    assert Received.objects.count() == 1


@pytest.mark.parametrize("marks", [("for", "maybe"), ("for", "")])
def test_every_option_gets_one_of_the_marks(branch, marks):
    poll = branch.poll("张伟", "王芳")
    with pytest.raises(Refused):
        branch.cast(poll, 0, *marks)
    assert not Received.objects.exists()


def test_others_may_be_written_in_and_count_within_the_seats(branch):
    standing = Choice("张伟", branch.members[0].pk)
    poll = branch.poll(standing, seats=1, others=True, purpose=Purpose.ELECTION)
    other = branch.members[1].pk
    with pytest.raises(Refused):
        branch.cast(poll, 0, "for", others=[other])
    with pytest.raises(Refused):
        branch.cast(poll, 0, "against", others=[branch.members[0].pk])
    for place in range(2):
        branch.cast(poll, place, "against", others=[other])
    for place in range(2, 6):
        branch.cast(poll, place, "for")
    branch.close(poll)
    assert totals(poll) == {
        "张伟": {"for": 4, "against": 2, "abstain": 0},
        "王芳": {"for": 2},
    }


def test_a_poll_is_closed_and_cancelled_once(branch):
    poll = branch.poll()
    for place in range(5):
        branch.cast(poll, place, "for")
    closed = branch.close(poll)
    with pytest.raises(Refused):
        branch.close(closed)
    with pytest.raises(Refused):
        actions.cancel_poll(
            actor=branch.secretary, at=NOW, poll=closed, version=closed.version, reason="重来"
        )
    with pytest.raises(Refused):
        branch.cast(poll, 5, "for")
    with pytest.raises(Conflict):
        actions.close_poll(actor=branch.secretary, at=NOW, poll=closed, version=1)


def test_a_cancelled_poll_destroys_its_box_unread(branch):
    poll = branch.poll()
    branch.cast(poll, 0, "for")
    with pytest.raises(Refused):
        actions.cancel_poll(actor=branch.secretary, at=NOW, poll=poll, version=2, reason=" ")
    done = actions.cancel_poll(
        actor=branch.secretary, at=NOW, poll=poll, version=2, reason="名单有误"
    )
    assert (done.state, done.cancelled_because) == (PollState.CANCELLED, "名单有误")
    assert not Box.objects.exists()
    assert not Received.objects.exists()
    assert not Count.objects.exists()


def record(branch, poll, votes, **changed):
    numbers = {"issued": 6, "collected": 6, "valid": 5} | changed
    given = dict(zip(options(poll), votes, strict=True))
    return actions.record_totals(
        actor=branch.secretary, at=NOW, poll=poll, version=poll.version,
        held_on=changed.pop("held_on", NOW.date()), votes=given,
        **{name: number for name, number in numbers.items() if name != "held_on"},
    )  # fmt: skip


def test_paper_totals_are_taken_as_the_tellers_counted(branch):
    poll = branch.poll("张伟", "王芳", mode=Mode.PAPER, opened=False, seats=1)
    closed = record(
        branch,
        poll,
        [{"for": 3, "against": 1, "abstain": 1}, {"for": 2, "against": 3, "abstain": 0}],
    )
    assert (closed.state, closed.issued, closed.collected, closed.valid) == ("closed", 6, 6, 5)
    assert totals(poll) == {
        "张伟": {"for": 3, "against": 1, "abstain": 1},
        "王芳": {"for": 2, "against": 3, "abstain": 0},
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"issued": 7}, "issued"),
        ({"collected": 7}, "collected"),
        ({"valid": 7}, "valid"),
        ({"valid": 4}, ""),
    ],
)
def test_paper_totals_that_contradict_each_other_are_sent_back(branch, changed, field):
    poll = branch.poll(mode=Mode.PAPER)
    with pytest.raises(Refused) as refusal:
        record(branch, poll, [{"for": 3, "against": 1, "abstain": 1}], **changed)
    assert refusal.value.field == field
    assert not Count.objects.exists()
    assert Poll.objects.get(pk=poll.pk).state == PollState.OPEN


def test_a_poll_is_seen_by_its_part_and_its_roll_alone(branch):
    poll, other = branch.poll(), unit("C", branch.root)
    draft = branch.poll(opened=False)
    seen = {
        "officer": branch.officer, "secretary": branch.secretary, "member": branch.voter(0),
        "sibling": viewer((Role.SECRETARY, other)),
        "guest": viewer((Role.MEMBER, other), member=branch.members[1]),
        "nobody": viewer(),
    }  # fmt: skip
    found = {
        name: sorted(queries.visible_to(who).values_list("pk", flat=True))
        for name, who in seen.items()
    }
    assert found == {
        "officer": [poll.pk, draft.pk], "secretary": [poll.pk, draft.pk], "member": [poll.pk],
        "sibling": [], "guest": [poll.pk], "nobody": [],
    }  # fmt: skip


def test_what_waits_for_a_voter_waits_no_longer_once_cast(branch):
    poll = branch.poll()
    assert queries.waiting(branch.voter(0)) == [poll]
    branch.cast(poll, 0, "for")
    assert queries.waiting(branch.voter(0)) == []
    assert queries.waiting(branch.voter(1)) == [poll]
    assert queries.waiting(branch.secretary) == []
