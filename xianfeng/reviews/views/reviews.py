"""The reviews of a year in the fixed order of units, and one review."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.reviews import permissions, queries, rules
from xianfeng.reviews.enums import Grade, Step
from xianfeng.reviews.forms import FilterForm
from xianfeng.reviews.views.shared import found, way_to
from xianfeng.ui import http

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    Heading("党组织", width=32),
    Heading("年度", "integer", 8),
    Heading("姓名", width=12),
    Heading("等次", width=14),
    Heading("与测评不同的原因", width=32),
    Heading("告知日期", "date"),
    Heading("改正期限", "date"),
    Heading("改正日期", "date"),
)
VERBS = (
    ("start", gettext_lazy("开始个人自评")),
    ("assess", gettext_lazy("自评完成，进入互评")),
    ("count", gettext_lazy("测评完成，提出评定意见")),
    ("vote_again", gettext_lazy("测评作废，重新测评")),
    ("inform", gettext_lazy("告知本人")),
    ("close", gettext_lazy("结束评议")),
)


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the reviews of a year with counts by grade."""
    form = FilterForm(request.GET, clock.today())
    page = http.page_of(request, queries.listed(request.viewer, form.wanted()))
    rows = [(row, queries.tally(request.viewer, row, row.entries.all())) for row in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "grades": [grade.label for grade in Grade],
        "year": form.wanted(),
        "branches": queries.branches(request.viewer, clock.today())[:20],
    }
    return render(request, "reviews/list.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the results of a year as a workbook: those that members were informed of."""
    year, content = FilterForm(request.GET, clock.today()).wanted(), BytesIO()
    found_rows = queries.listed(request.viewer, year).filter(step__in=rules.PUBLISHED)
    rows = (cells for row in found_rows for cells in _cells(row))
    sheets.write_xlsx(content, HEADINGS, rows, sheet=_("民主评议结果"))
    content.seek(0)
    name = _("民主评议结果_%(year)s.xlsx") % {"year": year}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one review: the steps, what comes next, every member, and counts by grade."""
    review = found(request, pk)
    entries = list(queries.graded(request.viewer).filter(review=review))
    may = permissions.may_run(request.viewer, review.unit)
    votes = queries.votes(request.viewer, review)
    context = {
        "review": review,
        "way": way_to(review),
        "steps": _steps(review),
        "rows": [(one, _counts(votes.get(one.pk))) for one in entries],
        "grades": [grade.label for grade in Grade],
        "voted": bool(votes),
        "tally": queries.tally(request.viewer, review, entries),
        "may": may,
        "words": permissions.reads_words(request.viewer, review.unit),
        "next": _next(review) if may else [],
        "may_vote": may and rules.may("vote", review.step),
        "may_grade": may and review.step == Step.OPINION,
        "may_cancel": may and rules.may("cancel", review.step),
        "may_mass": may and review.step not in {Step.CLOSED, Step.CANCELLED},
        "meetings": queries.meetings(request.viewer, review),
        "record": _record(review),
    }
    return render(request, "reviews/detail.html", context)


def _steps(review: Any) -> list[tuple[str, str]]:
    """Return every step with done, now or later."""
    if review.step == Step.CANCELLED:
        return [(str(Step.CANCELLED.label), "now")]
    order = [str(step.value) for step in Step if step != Step.CANCELLED]
    at = order.index(review.step) + (review.step == Step.CLOSED)
    return [
        (str(Step(step).label), "done" if place < at else "now" if place == at else "later")
        for place, step in enumerate(order)
    ]


def _next(review: Any) -> list[tuple[str, str]]:
    """Return (verb, words) of the steps that start here."""
    return [(verb, str(words)) for verb, words in VERBS if rules.may(verb, review.step)]


def _counts(votes: dict[str, int] | None) -> list[int]:
    return [votes.get(grade, 0) for grade in Grade.values] if votes else []


def _record(review: Any) -> str:
    asked = urlencode({"unit": review.unit.code, "kind": "review"})
    return f"{reverse('life:record')}?{asked}"


def _cells(review: Any) -> Iterator[list[Any]]:
    for one in review.entries.all():
        later = getattr(one, "correction", None)
        yield [
            review.unit.name,
            review.year,
            one.member.name,
            one.get_grade_display() or _("不评定等次"),
            one.grade_reason,
            review.informed_on,
            later.due_on if later else None,
            later.done_on if later else None,
        ]
