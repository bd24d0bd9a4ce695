"""The notice of a visit (督导通知) as a Word document; an unannounced visit has none."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.ledgers import documents
from xianfeng.supervision import papers
from xianfeng.supervision.views.shared import visit_of


@require_safe
def notice(request: Request, pk: int) -> HttpResponse:
    """Send the notice of a visit that was announced."""
    visit = visit_of(request, pk)
    if visit.announced_on is None:
        raise Http404
    team = list(visit.team.filter(left_because="").select_related("member"))
    title, parts = papers.notice(visit, team)
    return documents.attachment(documents.paper(title, parts), f"{title}_{visit.unit.name}")
