"""What stands before every page for slips: no sign-in, nothing kept by caches, nothing oversized.

There is no limiter: a code of 89 bits is not guessed, and a miss costs one lookup by key and
writes nothing.
"""

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
_LARGEST = 16 * 1024


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to everybody."""

    @wraps(view)
    def run(request: HttpRequest, **parts: Any) -> HttpResponse:
        if request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) > _LARGEST:
            return render(request, "ratings/public/too_long.html", status=413)
        return view(request, **parts)

    return login_not_required(never_cache(run))


def keep_large(request: HttpRequest, response: HttpResponse, path: str) -> HttpResponse:
    """Have the browser remember 长辈版 on these pages, or forget it."""
    if request.COOKIES.get(LARGE) == "1":
        response.delete_cookie(LARGE, path=path)
        return response
    response.set_cookie(
        LARGE,
        "1",
        max_age=timedelta(days=365),
        path=path,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
    return response
