"""What stands before every page for residents: no sign-in, a limit, and nothing left behind."""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Viewer
from xianfeng.service import doors
from xianfeng.ui import public as pages

RESIDENT = Viewer(None, "")
_LARGEST = 64 * 1024


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to everybody, a limited number of times an hour where something is sent."""

    @wraps(view)
    def run(request: HttpRequest, **parts: Any) -> HttpResponse:
        if request.method == "POST" and not let_in(request, "post"):
            return too_often(request)
        return view(request, **parts)

    return pages.public(run, largest=_LARGEST, too_long="service/public/too_long.html")


def let_in(request: HttpRequest, door: str) -> bool:
    """Count a visit at one door; False when this address came too often."""
    return doors.let_in(door, address_of(request), clock.now())


def too_often(request: HttpRequest) -> HttpResponse:
    """Say calmly that it was too often; nothing that was typed is lost."""
    answer = render(request, "service/public/too_often.html", status=429)
    answer["Retry-After"] = "3600"
    return answer


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address; of the new kind, the network that one household has.

    Away from loopback the pages are served behind a proxy, which writes the address it was reached
    from last into X-Forwarded-For; what stands before that anybody could have written.
    """
    near = request.META.get("REMOTE_ADDR", "")
    if not settings.ON_LOOPBACK:
        near = request.META.get("HTTP_X_FORWARDED_FOR", near).rsplit(",")[-1].strip()
    try:
        address = ip_address(near)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False).network_address)
    return str(address)
