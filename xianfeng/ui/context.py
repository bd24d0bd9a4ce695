"""What every page's frame needs, read only when a template asks for it."""

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest

from xianfeng import __version__
from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Viewer
from xianfeng.ui import http, navigation
from xianfeng.ui.navigation import Link

NOBODY = Viewer(None, "")


class Frame:
    """The frame of one request. Nothing in it makes a query of its own."""

    version = __version__

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def viewer(self) -> Viewer:
        """Return who is looking, as the middleware found them."""
        return getattr(self.request, "viewer", NOBODY)

    @property
    def signed_in(self) -> bool:
        """True when somebody is signed in; false on requests that never reached the session."""
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @property
    def large_type(self) -> bool:
        """True for 长辈版: of the account, or of a browser on the pages that need none."""
        own = getattr(getattr(self.request, "user", None), "large_type", False)
        return bool(own) or self.request.COOKIES.get("large_type") == "1"

    @property
    def left(self) -> list[Link]:
        """Return the entries of the left navigation."""
        return self._links(navigation.LEFT)

    @property
    def bottom(self) -> list[Link]:
        """Return the entries of the phone's bottom bar."""
        return self._links(navigation.BOTTOM)

    @property
    def outside(self) -> list[Link]:
        """Return the pages for residents, who need no account."""
        return self._links(navigation.OUTSIDE)

    @property
    def account(self) -> list[Link]:
        """Return the way to one's own account."""
        return self._links((navigation.ACCOUNT,))

    @property
    def foot(self) -> list[Link]:
        """Return the entries of the foot; an opinion knows the page it was thought of on."""
        here = quote(self.request.path[:200])
        return [
            *(replace(link, href=f"{link.href}?page={here}") for link in self._opinion),
            *self._links((navigation.LOOKED,)),
        ]

    @property
    def _opinion(self) -> list[Link]:
        return self._links((navigation.OPINION,))

    @property
    def search(self) -> str:
        """Return where a search goes, or nothing for who has no unit to find anything in."""
        return navigation.address("desk:search") if self.viewer.grants else ""

    @property
    def sign_out(self) -> str:
        """Return where signing out is posted, or nothing."""
        return navigation.address("account_logout")

    @property
    def units(self) -> list[tuple[str, str]]:
        """Return name and desk of the units the viewer holds a role on, each once."""
        own = {g.unit_code: g.unit_name for g in self.viewer.grants if g.unit_code}
        desk = navigation.address("desk:home")
        return [(name, f"{desk}?unit={quote(code)}" if desk else "") for code, name in own.items()]

    @cached_property
    def as_of(self) -> date | None:
        """Return the day the page is asked about when it is not today."""
        day = http.as_of(self.request)
        return None if day == clock.today() else day

    @property
    def today_address(self) -> str:
        """Return this page's own address without the as-of day."""
        query = self.request.GET.copy()
        query.pop("as_of", None)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def _links(self, entries: tuple[navigation.Entry, ...]) -> list[Link]:
        found = self.request.resolver_match
        return list(navigation.links(entries, self.viewer, found.view_name if found else None))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the viewer and the frame for templates."""
    return {"viewer": getattr(request, "viewer", None), "frame": Frame(request)}
