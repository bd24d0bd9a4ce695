"""What is printed: the whole file as one PDF, the publicity notice and the vote record in Word."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.development import forms_of_paper, queries, shown
from xianfeng.development.rules import steps
from xianfeng.development.views.people import candidate_of
from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import documents
from xianfeng.ledgers.documents import printing


@require_safe
def whole_file(request: Request, pk: int) -> HttpResponse:
    """Send the file: 25 steps, papers and votes, as one PDF."""
    candidate = candidate_of(request, pk)
    today = clock.today()
    due = queries.deadlines(request.viewer, candidate)
    context = {
        "candidate": candidate,
        "whole": shown.whole(request.viewer, candidate, due, today),
        "pairs": shown.pairs(candidate),
        "checklist": shown.checklist(queries.papers(request.viewer, candidate)),
        "today": today,
    }
    try:
        content = printing.pdf(render_to_string("development/file.html", context))
    except printing.Unprintable:
        return render(request, "development/unprintable.html", {"candidate": candidate}, status=503)
    name = _("%(name)s发展党员材料.pdf") % {"name": candidate.name}
    disposition = content_disposition_header(False, name) or "inline"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
def publicity(request: Request, pk: int) -> HttpResponse:
    """Send the publicity notice of somebody about to be a target of development, in Word."""
    candidate = candidate_of(request, pk)
    content = documents.paper(*forms_of_paper.publicity(candidate, clock.today()))
    return documents.attachment(content, _("发展对象公示_%(name)s") % {"name": candidate.name})


@require_safe
def vote(request: Request, pk: int) -> HttpResponse:
    """Send the record of one vote of the branch's meeting, in Word."""
    record = get_object_or_404(queries.records(request.viewer), pk=pk)
    if record.step not in {steps.CONGRESS, steps.CONFIRM_CONGRESS}:
        raise Http404
    content = documents.paper(*forms_of_paper.vote(record))
    name = record.candidate.name
    return documents.attachment(content, _("票决记录_%(name)s") % {"name": name})
