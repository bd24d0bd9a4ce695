"""One event: planning it, what it says, its steps, and who came."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.checkin import queries as checkin_queries
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, bound, by, tried
from xianfeng.volunteering import actions, permissions, queries, rules
from xianfeng.volunteering.forms import STEPS, EventForm, ProposeForm, RecordForm
from xianfeng.volunteering.forms.events import first_values
from xianfeng.volunteering.models import Event
from xianfeng.volunteering.views import shown
from xianfeng.volunteering.views.shared import begun, line, own, recording, status, told, way


@require_http_methods(BOTH)
def create(request: Request) -> HttpResponse:
    """Ask for an event; posted, open it for names, or keep it as a draft."""
    unit = recording(request)
    form = _event_form(request, unit, initial=EventForm.usual(_partner(request, unit)))

    def act() -> str:
        opened = "draft" not in request.POST
        made = actions.plan_event(**by(request), unit=unit, planned=form.planned(), opened=opened)
        return reverse("volunteering:event", args=[made.pk])

    context = {"form": form, "unit": unit, "event": None, "way": way((_("发起活动"), ""))}
    return tried(request, form, act, again=True) or _form_page(request, context)


@require_http_methods(BOTH)
def propose(request: Request) -> HttpResponse:
    """Ask a community what it would like a branch to do; posted, put it to the branch."""
    partners = queries.partners(request.viewer)
    if not request.viewer.places:
        raise Denied
    form = ProposeForm(bound(request), partners=partners)

    def act() -> str:
        at = queries.partner(request.viewer, form.cleaned_data["partner"])
        if at is None:
            raise Refused(_("请选一个报到过的党组织。"), "partner")
        made = actions.propose_event(
            **by(request), unit=at.unit, planned=form.planned(at.community)
        )
        return reverse("volunteering:event", args=[made.pk])

    lead = _("党组织看到后一键开放报名，或者说明原因。")
    context = {"form": form, "title": _("提出活动"), "lead": lead, "way": way((_("提出活动"), ""))}
    context["label"] = _("提出")
    answer = tried(request, form, act, again=True)
    return answer or render(request, "volunteering/ask.html", context, status=status(form))


@require_http_methods(BOTH)
def edit(request: Request, pk: int) -> HttpResponse:
    """Change an event that was not held yet."""
    event = own(request, pk)
    here = reverse("volunteering:event", args=[pk])
    if request.method != "POST" and event.state not in {"draft", "proposed", "open"}:
        return redirect(here)
    form = _event_form(request, event.unit, initial=first_values(event))

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        actions.amend_event(**by(request), event=event, version=version, planned=form.planned())
        messages.success(request, _("已改好，报名的人在自己的页面上看到新的安排。"))
        return here

    crumbs = way((event.title, here), (_("修改"), ""))
    context = {"form": form, "unit": event.unit, "event": event, "way": crumbs}
    return tried(request, form, act, again=True) or _form_page(request, context)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show an event, with what the viewer may do about it."""
    return page(request, _row(request, pk))


@require_POST
def step(request: Request, pk: int, verb: str) -> HttpResponse:
    """Open an event, or call it off; what is to be put right comes back on its page."""
    event = _row(request, pk)
    if verb not in STEPS:
        raise Http404
    if rules.EVENT.edge(verb).by not in permissions.sides(request.viewer, event):
        raise Denied
    form = STEPS[verb](request.POST)
    here = reverse("volunteering:event", args=[pk])

    def act() -> str:
        getattr(actions, verb)(**by(request), event=event, **form.cleaned_data)
        return here

    return tried(request, form, act, again=True) or page(request, _row(request, pk), verb, form)


@require_http_methods(BOTH)
def record(request: Request, pk: int) -> HttpResponse:
    """Ask who did not come: all others are given the hours of the event with one press."""
    event = own(request, pk)
    here = reverse("volunteering:event", args=[pk])
    if request.method != "POST" and not rules.EVENT.may("record_event", event.state):
        return redirect(here)
    form = _record_form(request, event)

    def act() -> str:
        said = form.said()
        actions.record_event(
            **by(request), event=event, version=form.cleaned_data["version"], **said
        )
        messages.success(request, _("已登记，到场党员的服务时长已记好。"))
        return here

    crumbs = way((event.title, here), (_("登记到场"), ""))
    context = {"form": form, "event": event, "way": crumbs}
    answer = tried(request, form, act, again=True)
    return answer or render(request, "volunteering/record.html", context, status=status(form))


def page(request: Request, event: Event, tried_verb: str = "", form: Any = None) -> HttpResponse:
    """Show an event; a step that was tried stands open with what is to be put right."""
    viewer, day = request.viewer, http.as_of(request)
    own_place = queries.own_signup(viewer, event)
    staff = viewer.reaches(event.unit.path, permissions.READERS)
    context = {
        "event": event,
        "line": line(event, day),
        "pairs": shown.pairs(event),
        "steps": shown.steps(viewer, event, tried_verb, form),
        "mine": own_place,
        "begun": begun(event),
        "may_sign_up": shown.may_sign_up(viewer, event, own_place, day),
        "clashes": queries.clashes(viewer, event) if event.state == "open" else [],
        "staff": staff,
        "people": shown.people(viewer, event),
        "may": permissions.may_organise(viewer, event.unit),
        "way": way((event.title, "")),
        **told(),
    }
    code = 200 if form is None else 422
    return render(request, "volunteering/event.html", context, status=code)


def _row(request: Request, pk: int) -> Event:
    seen = queries.visible_to(request.viewer)
    return get_object_or_404(queries.numbers(request.viewer, seen), pk=pk)


def _event_form(request: Request, unit: Any, **more: Any) -> EventForm:
    return EventForm(
        bound(request),
        communities=checkin_queries.communities(request.viewer),
        teams=queries.standing_teams(request.viewer, unit),
        **more,
    )


def _partner(request: Request, unit: Any) -> Any:
    """Return the community at which the unit is checked in; None where there are several."""
    rows = checkin_queries.units_visible_to(request.viewer).filter(unit=unit)
    found = {row.community_id for row in rows.filter(state__in=checkin_queries.LIVE)}
    return found.pop() if len(found) == 1 else None


def _form_page(request: Request, context: dict[str, Any]) -> HttpResponse:
    code = status(context["form"])
    return render(request, "volunteering/event_form.html", context, status=code)


def _record_form(request: Request, event: Event) -> RecordForm:
    hours = event.hours or rules.hours(event.starts_at, event.ends_at)
    lists = shown.to_record(request.viewer, event)
    absent = [one.member_id for one in lists.signed if one.came is False]
    first = {"version": event.version, "hours": hours, "absent": absent}
    form = RecordForm(bound(request), initial=first)
    form.offer(*lists.choices())
    return form
