"""The papers of a review: the sheet of results, and a member's form, as Word documents."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import documents
from xianfeng.reviews import permissions, queries
from xianfeng.reviews.enums import Grade
from xianfeng.reviews.views.shared import found


@never_cache
@require_safe
def sheet(request: Request, pk: int) -> HttpResponse:
    """Send the sheet of results (民主评议党员结果汇总表)."""
    review = found(request, pk)
    entries = list(queries.graded(request.viewer).filter(review=review))
    parts = _sheet(request, review, entries)
    title = _("%(year)s年度民主评议党员结果汇总表") % {"year": review.year}
    return documents.attachment(documents.paper(title, parts), f"{title}_{review.unit.name}")


@never_cache
@require_safe
def form(request: Request, pk: int) -> HttpResponse:
    """Send a member's form (民主评议党员登记表) to who may read all of it."""
    entry = get_object_or_404(queries.entries(request.viewer), pk=pk)
    own = permissions.is_own(request.viewer, entry)
    if not own and not permissions.reads_words(request.viewer, entry.review.unit):
        raise Denied
    title = _("%(year)s年度民主评议党员登记表") % {"year": entry.review.year}
    parts = _form(request, entry)
    return documents.attachment(documents.paper(title, parts), f"{title}_{entry.member.name}")


def _sheet(request: Request, review: Any, entries: list[Any]) -> list[documents.Part]:
    votes = queries.votes(request.viewer, review)
    counted = queries.tally(request.viewer, review, entries)
    grades = [str(grade.label) for grade in Grade]
    rows = [
        [number, one.member.name, *_votes(votes.get(one.pk)), _grade(one), one.grade_reason]
        for number, one in enumerate(entries, 1)
    ]
    heads = [_("测评%(grade)s") % {"grade": grade} for grade in grades] if votes else []
    lines = [(label, number) for label, number in counted.grades]
    summary = [(_("党员总数"), counted.members), *lines, (_("不评定等次"), counted.probationary)]
    return [
        documents.Pairs([(_("党支部"), review.unit.name), *summary, *_mass(review)]),
        documents.Table(
            [_("序号"), _("姓名"), *heads, _("评定等次"), _("与测评不同的原因")],
            [row if votes else [row[0], row[1], *row[-2:]] for row in rows],
        ),
        documents.Signature([_("党支部书记签字：＿＿＿＿＿＿"), _("＿＿＿＿年＿＿月＿＿日")]),
    ]


def _form(request: Request, entry: Any) -> list[documents.Part]:
    result = queries.own_published(request.viewer, entry)
    parts: list[documents.Part] = [
        documents.Pairs(
            [
                (_("姓名"), entry.member.name),
                (_("党支部"), entry.review.unit.name),
                (_("入党日期"), entry.member.joined_on),
                (_("转正日期"), entry.member.confirmed_on),
            ]
        ),
        documents.Heading(_("个人自评")),
        documents.Paragraph(entry.self_review or _("未填写")),
    ]
    for one in queries.evidence(request.viewer, entry):
        parts.append(documents.Heading(one.title, 2))
        rows: list[list[object]] = [[day, words] for day, words, _href in one.rows]
        if one.more:
            rows.append(["", _("另有 %(number)s 条") % {"number": one.more}])
        parts.append(documents.Table([_("日期"), _("内容")], rows))
    pairs = [(_("评定等次"), _grade(entry) if result else ""), (_("本人意见"), entry.reply)]
    parts.append(documents.Heading(_("支部评定意见")))
    parts.append(documents.Pairs(pairs))
    parts.append(
        documents.Signature([_("本人签字：＿＿＿＿＿＿"), _("党支部书记签字：＿＿＿＿＿＿")])
    )
    return parts


def _grade(entry: Any) -> str:
    if entry.probationary:
        return _("不评定等次")
    return str(entry.get_grade_display())


def _votes(votes: dict[str, int] | None) -> list[int]:
    return [(votes or {}).get(grade, 0) for grade in Grade.values]


def _mass(review: Any) -> list[tuple[str, object]]:
    if review.asked is None:
        return []
    said = _("满意 %(good)s 人，基本满意 %(fair)s 人，不满意 %(bad)s 人")
    counts = {"good": review.satisfied, "fair": review.fairly, "bad": review.dissatisfied}
    return [(_("参加评议的群众"), review.asked), (_("群众评议"), said % counts)]
