"""The example people of a demonstration city: offered on loopback, and nowhere else."""

from django.conf import settings
from django.http import HttpRequest

from xianfeng.accounts.models import User

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_PROXIED = ("HTTP_X_FORWARDED_", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def offered(request: HttpRequest) -> list[User]:
    """Return the example people, when the server and the visitor are both this machine."""
    near = request.META.get("REMOTE_ADDR") in _LOOPBACK
    forwarded = any(name.startswith(_PROXIED) for name in request.META)
    if not settings.ON_LOOPBACK or not near or forwarded:
        return []
    return list(User.objects.exclude(example="").filter(is_active=True).order_by("pk"))
