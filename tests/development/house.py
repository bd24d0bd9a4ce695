"""Examples of the addresses of development, and facts that its figures count."""

from datetime import date

from tests.house.example import PART, STAFF, Example, of
from tests.units.build import NOW
from xianfeng.development.models import Candidate, Deadline, Paper, Quota, StepRecord

AT_A = {"unit": "A"}
BORN = date(1995, 3, 8)

EXAMPLES = {
    "development/": Example(STAFF, send=AT_A),
    # Who records nowhere is told so before any unit is looked at.
    "development/new/": Example(PART, send=AT_A, refused=(200, 403)),
    "development/calendar/": Example(STAFF, send=AT_A),
    "development/quotas/": Example(STAFF, send={"year": "2021"}),
    "development/<int:pk>/": of(PART, "candidate"),
    "development/<int:pk>/edit/": of(PART, "candidate"),
    "development/<int:pk>/end/": of(PART, "candidate"),
    "development/<int:pk>/papers/": of(PART, "candidate", posted=True),
    "development/<int:pk>/file.pdf": of(PART, "candidate"),
    "development/<int:pk>/publicity/": of(PART, "candidate"),
    "development/<int:pk>/steps/<int:number>/": Example(PART, {"pk": "candidate", "number": "=2"}),
    "development/records/<int:pk>/": of(PART, "step_record"),
    "development/records/<int:pk>/vote/": of(PART, "vote_record"),
}


def furnish(*, a, b, member, people):
    """Make somebody in development in unit A, with a record, a vote, a limit and a quota."""
    one = Candidate.objects.create(unit=a, name="专属对象", sex="1", born_on=BORN)
    made = {"candidate": one, "recorded_at": NOW, "recorded_by": "专属记录人"}
    first = StepRecord.objects.create(step=1, on=date(2021, 3, 1), **made)
    vote = StepRecord.objects.create(
        step=15, on=date(2021, 3, 2), expected=1, present=1, in_favour=1, against=0,
        abstained=0, **made,
    )  # fmt: skip
    Deadline.objects.create(
        candidate=one, unit=a, limit="talk", since_on=date(2021, 3, 1), due_on=date(2021, 4, 1)
    )
    Paper.objects.create(candidate=one, step=1, title="入党申请书", number="专属文号")
    Quota.objects.create(unit=a, year_begins=date(2021, 1, 1), number=3)
    return {"candidate": one.pk, "step_record": first.pk, "vote_record": vote.pk}


def count(*, root, committee, first, second, beside):
    """Record what the figures count, from January to June 2021."""
    one = Candidate.objects.create(unit=first, name="申请人", sex="2", born_on=BORN)
    made = {"candidate": one, "recorded_at": NOW, "recorded_by": "支书"}
    for step in (1, 3, 7):
        StepRecord.objects.create(step=step, on=date(2021, 3, step), **made)
    Quota.objects.create(unit=first, year_begins=date(2021, 1, 1), number=4)
