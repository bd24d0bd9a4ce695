"""What a review leaves as facts: reviews held, grades given, and what is to be put right."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.reviews.models import Correction, Entry, Review
from xianfeng.reviews.rules import PUBLISHED
from xianfeng.units.permissions import STAFF


def _held() -> QuerySet[Review]:
    return Review.objects.filter(step__in=PUBLISHED)


def _results() -> QuerySet[Entry]:
    return Entry.objects.filter(review__step__in=PUBLISHED)


def _grade(row: Any) -> str:
    return str(row.get_grade_display()) or "不评定等次"


REVIEW = FactKind(
    id="reviews.review",
    title="民主评议党员",
    rows=_held,
    on="informed_on",
    dims={"year": "year"},
    columns=(("党组织", "unit__name"), ("年度", "year"), ("告知日期", "informed_on")),
    page="reviews:detail",
    related=("unit",),
    roles=STAFF,
)

RESULT = FactKind(
    id="reviews.result",
    title="民主评议结果",
    rows=_results,
    unit="review__unit_id",
    path="review__unit__path",
    on="review__informed_on",
    subject="member_id",
    dims={"grade": "grade", "year": "review__year", "probationary": "probationary"},
    columns=(
        ("党组织", "review__unit__name"),
        ("年度", "review__year"),
        ("姓名", "member__name"),
        ("等次", _grade),
        ("告知日期", "review__informed_on"),
    ),
    page="reviews:detail",
    page_key="review_id",
    related=("review__unit", "member"),
    roles=STAFF,
)

CORRECTION = FactKind(
    id="reviews.correction",
    title="民主评议后限期改正",
    rows=Correction.objects.all,
    unit="entry__review__unit_id",
    path="entry__review__unit__path",
    on="due_on",
    due="due_on",
    done="done_on",
    subject="entry__member_id",
    columns=(
        ("党组织", "entry__review__unit__name"),
        ("年度", "entry__review__year"),
        ("改正期限", "due_on"),
        ("改正日期", "done_on"),
    ),
    page="reviews:entry",
    page_key="entry_id",
    related=("entry__review__unit",),
    roles=STAFF,
)

KINDS = (REVIEW, RESULT, CORRECTION)
