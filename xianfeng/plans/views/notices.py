"""Digests of what was urged: the list, and one with its tasks and 已阅."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel.requests import Request
from xianfeng.plans import actions, permissions, queries
from xianfeng.plans.forms import VersionForm
from xianfeng.plans.models import Digest
from xianfeng.plans.views import shown
from xianfeng.plans.views.shared import BOTH, attempt, bound, by, to_list
from xianfeng.ui import http


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the digests of one's part, the latest first."""
    page = http.page_of(request, queries.digests(request.viewer))
    way = to_list((_("催办通知"), ""))
    return render(request, "plans/digests.html", {"page": page, "way": way})


@require_http_methods(BOTH)
def detail(request: Request, pk: int) -> HttpResponse:
    """Show what a unit was urged to do on a day; posted, say that it was read."""
    digest = get_object_or_404(queries.digests(request.viewer), pk=pk)
    form = VersionForm(bound(request), initial={"version": digest.version})
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, form, partial(_read, request, digest, form))
        if answer:
            return answer
    day = http.as_of(request)
    context = {
        "digest": digest,
        "form": form,
        "may": digest.read_on is None and permissions.may_read(request.viewer, digest),
        "urged": [
            (each, shown.line(each.task, day)) for each in queries.urged(request.viewer, digest)
        ],
        "way": to_list((_("催办通知"), reverse("plans:digests")), (str(digest.on), "")),
    }
    return render(request, "plans/digest.html", context)


def _read(request: Request, digest: Digest, form: VersionForm) -> str:
    actions.read_digest(**by(request), digest=digest, **form.cleaned_data)
    return reverse("plans:digest", args=[digest.pk])
