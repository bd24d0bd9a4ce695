"""What the database refuses, and every page that writes, posted by who may not."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.members.build import member
from tests.reviews.build import branch_of, finished, go, prepared
from tests.units.build import NOW, unit, user
from xianfeng.kernel.models import AuditEntry
from xianfeng.reviews.models import Correction, Entry, Review
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of
from xianfeng.voting import actions as voting

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 30)


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    return root, unit("A", root), unit("B", root)


def refused(make, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


def test_one_review_a_year_unless_the_other_was_cancelled(city):
    finished(city[1], member("甲", city[1]))
    refused(Review.objects.create, unit=city[1], year=2021, prepared_on=TODAY)
    Review.objects.update(step="cancelled", informed_on=None)
    assert Review.objects.create(unit=city[1], year=2021, prepared_on=TODAY).pk


def test_a_result_has_its_day_and_counts_stand_together(city):
    finished(city[1], member("甲", city[1]))
    rows = Review.objects.all()
    refused(rows.update, informed_on=None)
    refused(rows.update, step="opinion")
    refused(rows.update, asked=5)
    refused(rows.update, asked=5, satisfied=4, fairly=1, dissatisfied=1)
    rows.update(asked=5, satisfied=4, fairly=1, dissatisfied=0)


def test_no_grade_on_probation_whoever_writes_it(city):
    entry = finished(city[1], member("甲", city[1], confirmed_on=None), probationary=True)
    rows = Entry.objects.filter(pk=entry.pk)
    refused(rows.update, grade="qualified")
    refused(rows.update, grade="great", probationary=False)
    refused(rows.update, self_on=TODAY)
    refused(rows.update, answered_on=TODAY)


def test_a_correction_goes_forward_and_ends_with_a_result(city):
    entry = finished(city[1], member("甲", city[1]), grade="unqualified")
    made = {"entry": entry, "measure": "按时参加", "set_on": TODAY}
    refused(Correction.objects.create, due_on=TODAY, **made)
    Correction.objects.create(due_on=date(2021, 12, 1), **made)
    refused(Correction.objects.update, done_on=TODAY)
    refused(Correction.objects.update, result="没有日期")


FORGED = {
    "/reviews/new/A/": {"year": "2026"},
    "/reviews/{review}/go/close/": {"version": "1"},
    "/reviews/{review}/vote/": {"version": "1", "mode": "paper"},
    "/reviews/{review}/mass/": {
        "version": "1", "asked": "1", "satisfied": "1", "fairly": "0", "dissatisfied": "0",
    },
    "/reviews/{review}/cancel/": {"version": "1", "reason": "伪造"},
    "/reviews/{review}/grades/": {"version": "1", "grade_{entry}": "excellent"},
    "/reviews/entries/{entry}/self/": {"text": "伪造"},
    "/reviews/entries/{entry}/reply/": {"text": "伪造"},
    "/reviews/entries/{entry}/answer/": {"text": "伪造"},
    "/reviews/entries/{entry}/correction/": {"measure": "伪造", "due_on": "2026-12-31"},
}  # fmt: skip


def test_nobody_else_writes(client, city):
    _root, a, b = city
    entry = finished(a, member("甲", a), grade="unqualified")
    keys = {"review": entry.review_id, "entry": entry.pk}
    people = [
        user("sibling", (Role.SECRETARY, b)), user("member", (Role.MEMBER, a)),
        user("leader", (Role.LEADER, a)), user("outsider"),
        *(user(office, office=office) for office in ("system", "security", "audit")),
    ]  # fmt: skip
    for person in people:
        client.force_login(person)
        for address, sent in FORGED.items():
            answer = client.post(
                address.format(**keys), {name.format(**keys): said for name, said in sent.items()}
            )
            assert answer.status_code in {403, 404}, (person.username, address)
    assert AuditEntry.objects.count() == 0


def test_an_electronic_vote_is_counted_and_leads_to_the_opinion(city):
    members = branch_of(city[1], full=5, probationary=0)
    secretary = viewer_of(user("书记", (Role.SECRETARY, city[1])), TODAY)
    review = prepared(secretary, city[1])
    go(secretary, review, "start")
    go(secretary, review, "assess")
    poll = go(secretary, review, "open_vote", mode="electronic").poll
    voting.open_poll(actor=secretary, at=NOW, poll=poll, version=poll.version)
    poll.refresh_from_db()
    marks = dict.fromkeys(poll.options.values_list("pk", flat=True), "qualified")
    for place, one in enumerate(members):
        one.user = user(f"党员{place}", (Role.MEMBER, city[1]))
        one.save()
        voting.cast_ballot(actor=viewer_of(one.user, TODAY), at=NOW, poll=poll, given=marks)
    voting.close_poll(actor=secretary, at=NOW, poll=poll, version=poll.version)
    assert go(secretary, review, "count").step == "opinion"
