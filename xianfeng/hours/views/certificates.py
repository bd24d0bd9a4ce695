"""Making a certificate, printing it, and checking one without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.hours import actions, papers, queries
from xianfeng.hours.forms import CheckForm, SpanForm
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.documents import printing
from xianfeng.ui import http

NOBODY = Viewer(None, "")


@require_POST
def certify(request: Request, pk: int) -> HttpResponse:
    """Certify the days shown, and open the paper."""
    member = queries.person(request.viewer, pk)
    if member is None:
        raise Http404
    today = clock.today()
    first, last = SpanForm(request.POST, today).span()

    def act() -> str:
        made = actions.issue_certificate(
            actor=request.viewer, at=clock.now(), member=member, first=first,
            last=min(last, today),
        )  # fmt: skip
        return reverse("hours:certificate", args=[made.pk])

    try:
        return http.post_once(request, act)
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect("hours:person", pk=pk)


@require_safe
def certificate(request: Request, pk: int) -> HttpResponse:
    """Send a certificate as a PDF, as it was made."""
    found = get_object_or_404(queries.certificates(request.viewer), pk=pk)
    try:
        content = papers.pdf([found], request.build_absolute_uri(reverse("hours:check")))
    except printing.Unprintable:
        return render(request, "hours/unprintable.html", {"certificate": found}, status=503)
    name = _("志愿服务证明_%(name)s.pdf") % {"name": found.member.name}
    disposition = content_disposition_header(False, name) or "inline"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Say whether a paper agrees with the records, to who types its number and name."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "hours/check.html", {"form": form})
    found = queries.certified(NOBODY, **form.cleaned_data) if form.is_valid() else None
    context = {"form": form, "found": found, "asked": form.is_valid()}
    return render(request, "hours/check.html", context, status=200 if found else 422)
