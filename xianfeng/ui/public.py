"""Pages that need no account: everybody may open them, and the browser alone remembers 长辈版."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

LARGE = "large_type"


def public(
    view: Callable[..., HttpResponse], *, largest: int, too_long: str
) -> Callable[..., HttpResponse]:
    """Open a view to everybody; what is posted and longer than its forms is told so by a page."""

    @wraps(view)
    def run(request: HttpRequest, **parts: Any) -> HttpResponse:
        if request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) > largest:
            return render(request, too_long, status=413)
        return view(request, **parts)

    return login_not_required(never_cache(run))


def switch_large(request: HttpRequest, response: HttpResponse, path: str) -> HttpResponse:
    """Have the browser remember 长辈版 on the pages under a path, or forget it."""
    if request.COOKIES.get(LARGE) == "1":
        response.delete_cookie(LARGE, path=path)
    else:
        keep(response, LARGE, "1", path, timedelta(days=365))
    return response


def keep(response: HttpResponse, name: str, value: str, path: str, kept: timedelta) -> None:
    """Have the browser hold something for the pages under a path; no script reads it."""
    response.set_cookie(
        name,
        value,
        max_age=kept,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
