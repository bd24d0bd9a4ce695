"""Answers what is seen and not permitted, or cannot be meant, with a page, not with an error."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xianfeng.kernel.viewer import Denied


class DeniedMiddleware:
    """Answers 403 for what ends in ``Denied``, and 503 where the database is busy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for these two, and leave every other exception alone."""
        if isinstance(exception, Denied):
            return render(request, "403.html", status=403)
        if isinstance(exception, OperationalError) and _is_busy(str(exception)):
            busy = render(request, "503.html", status=503)
            busy["Retry-After"] = "30"
            return busy
        return None


def _is_busy(said: str) -> bool:
    """True where SQLite waited in vain, and where PostgreSQL broke a ring of waiters."""
    return "locked" in said or "deadlock detected" in said


class LegibleMiddleware:
    """An address with a NUL in it, which PostgreSQL takes for no text, is answered with 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; what a form posts is its fields' matter."""
        asked = (value for _, values in request.GET.lists() for value in values)
        if "\0" in request.path or any("\0" in value for value in asked):
            raise BadRequest("NUL")
        return self.get_response(request)
