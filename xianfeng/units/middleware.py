"""Puts the viewer on the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from xianfeng.kernel import clock
from xianfeng.units.queries import viewer_of


class ViewerMiddleware:
    """``request.viewer`` is who is looking, with the grants they hold today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with a lazily read viewer on it."""
        request.viewer = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: viewer_of(request.user, clock.today())
        )
        return self.get_response(request)
