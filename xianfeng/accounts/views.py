"""Pages of accounts: example people, the administrators' lists, the audit chain."""

import secrets
from collections.abc import Collection
from typing import Any

from allauth.account.views import LoginView, PasswordChangeView
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xianfeng.accounts import actions, examples, queries
from xianfeng.accounts.enums import Office
from xianfeng.accounts.forms import AuditFilter, NewUserForm, OfficeForm
from xianfeng.accounts.models import User
from xianfeng.accounts.permissions import ACCOUNT_OFFICES
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.ui.http import page_of, post_once


class SignIn(LoginView):
    """Ask for name and password; on loopback, offer the example people of a demonstration city."""

    def get_form(self, form_class: Any = None) -> Any:
        """Leave out placeholders: each only repeats its label."""
        form = super().get_form(form_class)
        for field in form.fields.values():
            field.widget.attrs.pop("placeholder", None)
        return form

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the example people."""
        return super().get_context_data(**context) | {"examples": examples.offered(self.request)}


class ChangePassword(PasswordChangeView):
    """Change one's own password; who has none, as the example people, has no such page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer only to somebody with a password."""
        if not request.user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@login_not_required
@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the example people that the sign-in page offers here."""
    chosen = request.POST.get("username", "")
    person = next((user for user in examples.offered(request) if user.username == chosen), None)
    if person is None:
        raise Http404
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("/")


@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch one's own pages to large type, or back."""
    actions.set_large_type(
        actor=request.viewer,
        at=clock.now(),
        user=request.user,
        large=not request.user.large_type,
    )
    return redirect("mfa_index")


def users(request: HttpRequest) -> HttpResponse:
    """List the accounts."""
    _only(request, ACCOUNT_OFFICES)
    words = request.GET.get("q", "").strip()[:60]
    page = page_of(request, queries.found(request.viewer, words))
    return render(request, "accounts/users.html", {"page_obj": page, "q": words})


def create(request: HttpRequest) -> HttpResponse:
    """Open an account, and show its first password once."""
    _only(request, {Office.SYSTEM})
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = secrets.token_urlsafe(12)

        def act() -> str:
            made = actions.create_user(
                actor=request.viewer, at=clock.now(), password=password, **form.cleaned_data
            )
            _show_once(request, password)
            return reverse("accounts:user", args=[made.pk])

        try:
            return post_once(request, act)
        except Refused as problem:
            form.add_error(problem.field or None, problem.message)
    return render(request, "accounts/create.html", {"form": form})


@never_cache
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account, and do with it what the viewer's office allows."""
    _only(request, ACCOUNT_OFFICES)
    person = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    form = OfficeForm(request.POST or None, initial={"office": person.office})
    if request.method == "POST":
        try:
            return post_once(request, lambda: _change(request, person, form))
        except Refused as problem:
            messages.error(request, problem.message)
    shown = {"person": person, "form": form, "roles": person.unit_roles.select_related("unit")}
    return render(request, "accounts/user.html", shown)


def audit(request: HttpRequest) -> HttpResponse:
    """Show the audit chain to the audit administrator."""
    _only(request, {Office.AUDIT})
    form = AuditFilter(request.GET)
    form.is_valid()
    found = queries.entries(request.viewer, **form.cleaned_data)
    return render(
        request, "accounts/audit.html", {"page_obj": page_of(request, found), "form": form}
    )


def _change(request: HttpRequest, person: User, form: OfficeForm) -> str:
    common = {"actor": request.viewer, "at": clock.now(), "user": person}
    verb = request.POST.get("verb")
    if verb == "office" and form.is_valid():
        actions.set_office(**common, office=form.cleaned_data["office"])
    elif verb == "reset":
        password = secrets.token_urlsafe(12)
        actions.reset_password(**common, password=password)
        _show_once(request, password)
    elif verb in {"open", "close"}:
        actions.set_active(**common, active=verb == "open")
    return reverse("accounts:user", args=[person.pk])


def _show_once(request: HttpRequest, password: str) -> None:
    text = _("初始密码（只显示这一次，请当面交给本人）：%(password)s")
    messages.success(request, text % {"password": password})


def _only(request: HttpRequest, offices: Collection[str]) -> None:
    """What lies outside the viewer's office does not exist for them."""
    if request.viewer.office not in offices:
        raise Http404
