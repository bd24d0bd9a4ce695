"""The list of terms and elections, one election, its steps and papers, and moved terms."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.elections import papers, permissions, queries, rules
from xianfeng.elections.actions import preparing, shifts
from xianfeng.elections.enums import ElectionKind
from xianfeng.elections.forms import AnswerForm, ShiftForm, StartForm, refuse
from xianfeng.elections.models import Election
from xianfeng.elections.views import shown, steps
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import documents
from xianfeng.members import queries as members
from xianfeng.ui import http
from xianfeng.units import queries as units
from xianfeng.voting import queries as voting

either = require_http_methods(["GET", "HEAD", "POST"])
NEAR = 50


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show whose term runs out or has run out, what is under way, and what is over."""
    day, code = http.as_of(request), request.GET.get("unit", "")[:40]
    due = queries.due_terms(request.viewer, day, code)
    context = {
        "day": day,
        "code": code,
        "overdue": [one for one in due if one.days < 0],
        "soon": [one for one in due if one.days >= 0],
        "running": queries.running(request.viewer, code),
        "page": http.page_of(request, queries.finished(request.viewer, code)),
        "shifts": queries.shifts(request.viewer)[:NEAR],
        "may": bool(request.viewer.paths(permissions.RUNNERS)),
    }
    return render(request, "elections/list.html", context)


@either
def start(request: Request, code: str) -> HttpResponse:
    """Begin a re-election or by-election of a unit."""
    unit = get_object_or_404(units.visible_to(request.viewer), code=code)
    if not permissions.may_own(request.viewer, unit):
        raise Denied
    day = clock.today()
    full = len(voting.entitled(request.viewer, unit, day))
    low, high = rules.usual_seats(unit.kind, full)
    first = {"on": day, "seats": low, "kind": ElectionKind.TERM}
    form = StartForm(request.POST or None, initial=first)

    def act() -> str:
        made = preparing.start(actor=request.viewer, at=clock.now(), unit=unit, **form.cleaned_data)
        return reverse("elections:detail", args=[made.pk])

    hint = _("正式党员 %(full)s 人；应选人数一般 %(low)s 至 %(high)s 人。") % {
        "full": full, "low": low, "high": high,
    }  # fmt: skip
    context = {"form": form, "title": _("启动选举"), "lead": unit.name, "hint": hint}
    return _sent(request, form, act) or render(request, "elections/form.html", context)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one election: what is done, what is next, by when, and what is missing."""
    one = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    day = http.as_of(request)
    main, aside = shown.buttons(request.viewer, one)
    context = {
        "one": one,
        "left": shown.left(one, day),
        "lines": shown.lines(queries.procedure(request.viewer, one), one),
        "buttons": main,
        "aside_buttons": aside,
        "waits_for": shown.waits_for(request.viewer, one),
        "candidates": queries.candidates(request.viewer, one),
        "totals": queries.totals(request.viewer, one),
        "ballots": queries.ballots(request.viewer, one),
        "pairs": shown.pairs(one, day),
        "papers": shown.downloads(request.viewer, one) if _staff(request, one) else [],
        "crumbs": [(_("换届选举"), reverse("elections:list")), (one.unit.name, "")],
    }
    return render(request, "elections/detail.html", context)


@either
def step(request: Request, pk: int, verb: str) -> HttpResponse:
    """Ask what a step needs; posted, take it."""
    one = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if verb not in rules.EDGES or verb == "conclude":
        raise Http404
    if not permissions.may_step(request.viewer, one.unit, verb):
        raise Denied
    form = steps.form_of(request, one, verb, clock.today())

    def act() -> str:
        steps.take(request, one, verb, form, at=clock.now())
        last = queries.ballots(request.viewer, one).last() if verb == "ballot" else None
        if last is not None:
            return reverse("voting:detail", args=[last.poll_id])
        return reverse("elections:detail", args=[pk])

    way = [(one.unit.name, reverse("elections:detail", args=[pk])), (shown.STEPS[verb], "")]
    context = {
        "form": form, "title": shown.STEPS[verb], "lead": one.unit.name,
        "hint": steps.HINTS.get(verb, ""), "crumbs": way,
    }  # fmt: skip
    return _sent(request, form, act) or render(request, "elections/form.html", context)


@require_safe
def paper(request: Request, pk: int, paper: str) -> HttpResponse:
    """Send one document of an election as a Word file."""
    one = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if paper not in papers.PAPERS:
        raise Http404
    if not _staff(request, one):
        raise Denied
    title, parts = papers.PAPERS[paper][1](_folder(request, one))
    name = f"{one.unit.name}_{title}"
    return documents.attachment(documents.paper(title, parts), name)


@either
def shift(request: Request, pk: int) -> HttpResponse:
    """Ask that a term run out later or earlier."""
    term = get_object_or_404(queries.terms(request.viewer), pk=pk)
    if not permissions.may_own(request.viewer, term.unit):
        raise Denied
    form = ShiftForm(request.POST or None, initial={"on": clock.today()})

    def act() -> str:
        shifts.ask_shift(actor=request.viewer, at=clock.now(), term=term, **form.cleaned_data)
        return reverse("elections:list")

    hint = _("本届 %(day)s 届满。延期或提前一般不超过一年，须报上级批准。") % {"day": term.until_on}
    context = {
        "form": form, "title": _("申请延期或提前换届"), "lead": term.unit.name, "hint": hint,
    }  # fmt: skip
    return _sent(request, form, act) or render(request, "elections/form.html", context)


@either
def answer(request: Request, pk: int) -> HttpResponse:
    """As the superior, agree or not that a term run out on another day."""
    found = get_object_or_404(queries.shifts(request.viewer), pk=pk)
    if not permissions.may_answer(request.viewer, found.term.unit):
        raise Denied
    form = AnswerForm(request.POST or None, initial={"on": clock.today()})

    def act() -> str:
        said = form.cleaned_data
        shifts.answer_shift(actor=request.viewer, at=clock.now(), shift=found, **said)
        return reverse("elections:list")

    hint = _("由 %(old)s 改到 %(new)s。理由：%(reason)s") % {
        "old": found.until_on, "new": found.to_on, "reason": found.reason,
    }  # fmt: skip
    if rules.shift_is_long(found.until_on, found.to_on):
        hint += _("（超过一年；条例：一般不超过一年）")
    context = {
        "form": form, "title": _("批复延期或提前换届"), "lead": found.term.unit.name, "hint": hint,
    }  # fmt: skip
    return _sent(request, form, act) or render(request, "elections/form.html", context)


def _staff(request: Request, one: Election) -> bool:
    return request.viewer.reaches(one.unit.path, permissions.READERS)


def _folder(request: Request, one: Election) -> papers.Folder:
    standing = list(queries.candidates(request.viewer, one))
    held = members.posts_of(request.viewer, [each.member_id for each in standing], one.started_on)
    return papers.Folder(
        one,
        list(queries.steps(request.viewer, one)),
        standing,
        queries.totals(request.viewer, one),
        list(queries.absentees(request.viewer, one)),
        {
            key: "、".join(str(post.get_title_display()) for post in posts)
            for key, posts in held.items()
        },
    )


def _sent(request: Request, form: Form, act: Callable[[], str]) -> Any:
    """Do what a sent form says once; None when it comes back with what to put right."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return http.post_once(request, act)
    except Refused as refused:
        refuse(form, refused)
    except Conflict:
        form.add_error(None, _("这次选举刚刚有了变化，请回到选举页看看最新情况。"))
    return None
