"""A review step by step: right actor, sibling, outsider, every edge, and what stands in the way."""

from datetime import date, timedelta

import pytest

from tests.members.build import member
from tests.reviews.build import branch_of, counted, go, graded, prepared
from tests.units.build import NOW, unit, user
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.reviews import actions, queries, rules
from xianfeng.reviews.enums import Step
from xianfeng.reviews.models import Correction, Entry, Review
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of
from xianfeng.voting import actions as voting

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 30)


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    return root, a, b, branch_of(a)


@pytest.fixture
def people(city):
    root, a, b, members = city
    found = {
        "officer": user("officer", (Role.COMMITTEE_OFFICER, root)),
        "secretary": user("secretary", (Role.SECRETARY, a)),
        "member": user("member", (Role.MEMBER, a)),
        "leader": user("leader", (Role.LEADER, a)),
        "sibling": user("sibling", (Role.SECRETARY, b)),
    }
    members[0].user = found["member"]
    members[0].save()
    return {name: viewer_of(one, TODAY) for name, one in found.items()}


@pytest.fixture
def secretary(people):
    return people["secretary"]


def entry_of(review, name="党员1"):
    return Entry.objects.select_related("review__unit").get(review=review, member__name=name)


def test_a_review_lists_everybody_in_the_branch_and_who_is_on_probation(city, people, secretary):
    member("已走的", city[1], until=date(2021, 1, 1))
    review = prepared(secretary, city[1])
    rows = dict(review.entries.values_list("member__name", "probationary"))
    assert rows == {f"党员{number}": False for number in range(1, 7)} | {"预备1": True}
    assert review.on_behalf is False
    with pytest.raises(Refused) as refusal:
        prepared(secretary, city[1])
    assert refusal.value.field == "year"
    assert prepared(people["officer"], city[1], 2020).on_behalf is True


def test_nobody_else_prepares_a_review(city, people):
    for name in ("member", "leader", "sibling"):
        with pytest.raises(Denied):
            prepared(people[name], city[1])
    assert Review.objects.count() == AuditEntry.objects.count() == 0


@pytest.mark.parametrize("year", [2019, 2022])
def test_only_this_year_and_the_last_are_reviewed(city, secretary, year):
    with pytest.raises(Refused):
        prepared(secretary, city[1], year)


def test_a_committee_and_an_empty_branch_have_no_review(city, people):
    with pytest.raises(Refused):
        prepared(people["officer"], city[0])
    with pytest.raises(Refused):
        prepared(people["officer"], city[2])


def test_the_whole_way(city, secretary):
    review = counted(secretary, prepared(secretary, city[1]))
    assert review.step == Step.OPINION
    review = graded(secretary, review, {"党员1": "excellent"})
    assert (review.step, review.informed_on) == (Step.INFORMED, TODAY)
    review = go(secretary, review, "close")
    assert (review.step, review.closed_on) == (Step.CLOSED, TODAY)
    verbs = list(AuditEntry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs == [
        "reviews.prepare", "reviews.start", "reviews.assess", "reviews.open_vote",
        "voting.record_totals", "reviews.count", "reviews.give_grades", "reviews.inform",
        "reviews.close",
    ]  # fmt: skip


ACTS = ("start", "assess", "open_vote", "vote_again", "count", "inform", "close", "cancel")
EDGE = {"open_vote": "vote"}


@pytest.mark.parametrize("step", list(Step))
def test_no_verb_starts_from_a_step_that_has_no_such_edge(city, secretary, step):
    review = prepared(secretary, city[1])
    day = TODAY if step in rules.PUBLISHED else None
    Review.objects.update(step=step, informed_on=day)
    more = {"open_vote": {"mode": "paper"}, "cancel": {"reason": "重来"}}
    for verb in ACTS:
        if not rules.may(EDGE.get(verb, verb), step):
            with pytest.raises(Refused):
                go(secretary, review, verb, **more.get(verb, {}))
    review.refresh_from_db()
    assert (review.step, review.version) == (step, 1)


@pytest.mark.parametrize("verb", ["start", "cancel"])
def test_nobody_else_takes_a_step(city, people, secretary, verb):
    review = prepared(secretary, city[1])
    for name in ("member", "leader", "sibling"):
        with pytest.raises(Denied):
            go(people[name], review, verb, **({"reason": "重来"} if verb == "cancel" else {}))


def test_two_at_once_do_not_overwrite_each_other(city, secretary):
    review = prepared(secretary, city[1])
    go(secretary, review, "start")
    with pytest.raises(Conflict):
        actions.assess(actor=secretary, at=NOW, review=review, version=1)


def test_the_vote_has_everybody_who_gets_a_grade(city, secretary):
    review = prepared(secretary, city[1])
    go(secretary, review, "start")
    go(secretary, review, "assess")
    review = go(secretary, review, "open_vote", mode="electronic")
    names = sorted(review.poll.options.values_list("text", flat=True))
    assert names == [f"党员{number}" for number in range(1, 7)]
    assert [mark for mark, _ in review.poll.marks] == [
        "excellent", "qualified", "basic", "unqualified",
    ]  # fmt: skip
    assert (review.poll.secret, review.poll.voters.count()) == (True, 6)
    with pytest.raises(Refused):
        go(secretary, review, "count")
    with pytest.raises(Refused):
        go(secretary, review, "vote_again")
    voting.cancel_poll(
        actor=secretary, at=NOW, poll=review.poll, version=review.poll.version, reason="票印错了"
    )
    review = go(secretary, review, "vote_again")
    assert (review.step, review.poll, entry_of(review).option) == (Step.MUTUAL, None, None)


def test_a_grade_that_is_not_the_vote_s_needs_a_reason(city, secretary):
    review = counted(secretary, prepared(secretary, city[1]))
    key = entry_of(review).pk
    with pytest.raises(Refused) as refusal:
        go(secretary, review, "give_grades", given={key: ("excellent", " ")})
    assert refusal.value.field == f"reason_{key}"
    go(secretary, review, "give_grades", given={key: ("qualified", "")})
    go(secretary, review, "give_grades", given={key: ("excellent", "救灾突出")})
    assert (entry_of(review).grade, entry_of(review).grade_reason) == ("excellent", "救灾突出")


@pytest.mark.parametrize(("name", "grade"), [("预备1", "qualified"), ("党员1", "great")])
def test_no_grade_on_probation_and_no_other_grade(city, secretary, name, grade):
    review = counted(secretary, prepared(secretary, city[1]))
    with pytest.raises(Refused):
        go(secretary, review, "give_grades", given={entry_of(review, name).pk: (grade, "因为")})


def test_more_than_a_third_is_told_and_not_refused(city, secretary):
    review = counted(secretary, prepared(secretary, city[1]), {"excellent": 6})
    review = graded(secretary, review, {f"党员{n}": "excellent" for n in range(1, 4)})
    found = queries.tally(secretary, review)
    assert (found.members, found.most, found.excess) == (7, 2, 1)
    assert found.grades == (("优秀", 3), ("合格", 3), ("基本合格", 0), ("不合格", 0))
    assert (found.probationary, found.ungraded) == (1, 0)


def test_nobody_is_informed_before_everybody_has_a_grade(city, secretary):
    review = counted(secretary, prepared(secretary, city[1]))
    with pytest.raises(Refused) as refusal:
        go(secretary, review, "inform")
    assert refusal.value.message == "还有 6 名党员没有评定意见，请先填写"


def test_a_cancelled_review_makes_room_for_another(city, secretary):
    review = prepared(secretary, city[1])
    with pytest.raises(Refused):
        go(secretary, review, "cancel", reason=" ")
    go(secretary, review, "cancel", reason="名单不对")
    assert prepared(secretary, city[1]).pk != review.pk


def test_the_served_speak_in_counts(city, secretary):
    review = prepared(secretary, city[1])
    said = {"asked": 10, "satisfied": 8, "fairly": 1, "dissatisfied": 2}
    with pytest.raises(Refused):
        go(secretary, review, "record_mass_opinion", **said)
    review = go(secretary, review, "record_mass_opinion", **said | {"dissatisfied": 1})
    assert (review.asked, review.satisfied) == (10, 8)


def test_a_self_review_is_written_by_oneself_or_for_oneself(city, people, secretary):
    review = prepared(secretary, city[1])
    entry = entry_of(review)
    with pytest.raises(Refused):
        actions.write_self_review(actor=people["member"], at=NOW, entry=entry, text="一年来")
    go(secretary, review, "start")
    actions.write_self_review(actor=people["member"], at=NOW, entry=entry, text="一年来")
    assert entry_of(review).self_on_behalf is False
    actions.write_self_review(actor=secretary, at=NOW, entry=entry, text="口述")
    assert entry_of(review).self_on_behalf is True
    for name in ("leader", "sibling"):
        with pytest.raises(Denied):
            actions.write_self_review(actor=people[name], at=NOW, entry=entry, text="别人的")
    other = entry_of(review, "党员2")
    with pytest.raises(Denied):
        actions.write_self_review(actor=people["member"], at=NOW, entry=other, text="别人的")
    assert "一年来" not in str(list(AuditEntry.objects.values("old", "new")))


def test_a_reply_is_answered_before_the_review_ends(city, people, secretary):
    review = counted(secretary, prepared(secretary, city[1]))
    entry = entry_of(review)
    with pytest.raises(Refused):
        actions.reply(actor=people["member"], at=NOW, entry=entry, text="太早")
    graded(secretary, review)
    actions.reply(actor=people["member"], at=NOW, entry=entry, text="请再看看")
    with pytest.raises(Refused):
        go(secretary, review, "close")
    with pytest.raises(Denied):
        actions.answer_reply(actor=people["member"], at=NOW, entry=entry, text="自己答")
    actions.answer_reply(actor=secretary, at=NOW, entry=entry, text="已向支委会汇报")
    with pytest.raises(Refused):
        actions.reply(actor=people["member"], at=NOW, entry=entry, text="还有")
    assert go(secretary, review, "close").step == Step.CLOSED


def test_the_last_grade_may_be_followed_by_a_correction_within_a_year(city, secretary):
    review = counted(secretary, prepared(secretary, city[1]))
    graded(secretary, review, {"党员1": "unqualified"})
    entry, other = entry_of(review), entry_of(review, "党员2")
    made = {"actor": secretary, "at": NOW, "measure": "按时参加会议"}
    for wrong in (TODAY, date(2022, 7, 1)):
        with pytest.raises(Refused) as refusal:
            actions.set_correction(entry=entry, due_on=wrong, **made)
        assert refusal.value.field == "due_on"
    with pytest.raises(Refused):
        actions.set_correction(entry=other, due_on=date(2022, 1, 1), **made)
    row = actions.set_correction(entry=entry, due_on=date(2022, 6, 30), **made)
    done = {"actor": secretary, "at": NOW, "correction": row, "result": "改了"}
    with pytest.raises(Refused):
        actions.complete_correction(done_on=TODAY + timedelta(days=1), **done)
    actions.complete_correction(done_on=TODAY, **done)
    assert Correction.objects.get().done_on == TODAY
    with pytest.raises(Refused):
        actions.complete_correction(done_on=TODAY, **done)
