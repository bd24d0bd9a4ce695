"""Answers what is seen and not permitted, or cannot be meant, with a page, not with an error."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xianfeng.kernel.viewer import Denied


class DeniedMiddleware:
    """A view that ends in ``Denied`` is answered with the 403 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the 403 page for ``Denied``, and leave every other exception alone."""
        if isinstance(exception, Denied):
            return render(request, "403.html", status=403)
        return None


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
