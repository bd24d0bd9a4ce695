"""What a resident has typed so far, and the number they hold: sealed, in their own browser.

Nothing is written here before they send it, and no address ever carries it.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from django.http import HttpRequest, HttpResponse

from xianfeng.kernel import crypto
from xianfeng.ui import public as pages

COOKIE = "ask"
PATH = "/ask/"
_PURPOSE = "resident"
_KEPT = timedelta(hours=2)


def read(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """Return what the browser holds; nothing where it was altered or has grown old."""
    try:
        sealed = urlsafe_b64decode(request.COOKIES.get(COOKIE, "").encode())
        held = json.loads(crypto.unseal(sealed) or "{}")
    except (Error, InvalidTag, ValueError):
        return {}
    own = isinstance(held, dict) and held.get("for") == _PURPOSE
    fresh = own and at.timestamp() - held["at"] <= _KEPT.total_seconds()
    return dict(held["said"]) if fresh else {}


def keep(response: HttpResponse, said: dict[str, Any], at: datetime) -> HttpResponse:
    """Have the browser hold this, for two hours; an empty one is taken away."""
    if not said:
        response.delete_cookie(COOKIE, path=PATH)
        return response
    held = {"for": _PURPOSE, "at": at.timestamp(), "said": said}
    sealed = crypto.seal(json.dumps(held, ensure_ascii=False))
    pages.keep(response, COOKIE, urlsafe_b64encode(sealed).decode(), PATH, _KEPT)
    return response
