"""A life meeting before, in and after: opinions, criticism, problems to put right."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.kernel import clock
from xianfeng.life import actions, permissions, queries
from xianfeng.life.forms import CriticismForm, OpinionForm, RectificationForm
from xianfeng.life.views import asked, common


@require_http_methods(["GET", "POST"])
def life_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands around a life meeting, and take in more of it."""
    meeting = get_object_or_404(queries.life_meetings(request.viewer), pk=pk)
    keeps = permissions.may_record(request.viewer, meeting.unit)
    if request.method == "POST":
        asked.must_keep(request, meeting.unit)
    around = queries.around(request.viewer, meeting)
    offered = _forms(request, meeting, around)
    back = reverse("life:life_meeting", args=[pk])
    context = {
        "meeting": meeting,
        "around": around,
        "keeps": keeps,
        "pairs": [(around.names.get(a, ""), around.names.get(b, "")) for a, b in around.pairs],
        **{name: form for name, (form, _act) in offered.items()},
    }
    answer = common.taken_up(request, offered, back)
    return answer or render(request, "life/life_meeting.html", context)


@require_POST
def drop_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Take opinions entered by mistake off the record."""
    found = get_object_or_404(queries.opinions_visible_to(request.viewer), pk=pk)
    back = reverse("life:life_meeting", args=[found.meeting_id])
    act = partial(actions.drop_opinion, actor=request.viewer, at=clock.now(), opinion=found)
    return common.dropped(request, act, back)


def _forms(request: HttpRequest, meeting: Any, around: Any) -> dict[str, Any]:
    """Return the forms of the page by name, each with what it does."""
    about = {"actor": request.viewer, "at": clock.now(), "meeting": meeting}
    said = {"themselves": [str(pk) for pk in around.themselves]}
    return {
        "opinion": (
            OpinionForm(common.bound(request, "opinion")),
            lambda form: actions.add_opinion(**about, **form.cleaned_data),
        ),
        "criticism": (
            CriticismForm(common.bound(request, "criticism"), names=around.names, initial=said),
            lambda form: actions.record_criticism(
                **about, by_themselves=form.themselves_said(), pairs=form.pairs(around.pairs)
            ),
        ),
        "rectification": (
            RectificationForm(
                common.bound(request, "rectification"),
                verifiers=queries.verifiers(request.viewer, meeting.unit),
                auto_id="id_rectify_%s",
            ),
            lambda form: actions.add_rectification(**about, **form.said()),
        ),
    }
