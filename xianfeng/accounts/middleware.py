"""What somebody must do before anything else."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class FirstStepsMiddleware:
    """A first password is changed, and an administrator sets up the second factor, before work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or send the user to the step that is still missing."""
        user = request.user
        if user.is_authenticated and not user.example and not self._exempt(request.path):
            if user.must_change_password:
                return redirect("account_change_password")
            if user.office and not is_mfa_enabled(user):
                return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _exempt(self, path: str) -> bool:
        steps = ("account_change_password", "account_logout", "account_reauthenticate", "mfa_index")
        return path.startswith(("/static/", "/healthz", *map(reverse, steps)))
