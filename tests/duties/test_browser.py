"""The pages of duties in a browser, wide and narrow: nothing keeps anybody out."""

import pytest

from tests.browser import axe, sign_in
from tests.units import build as units
from xianfeng.units.enums import Role

PAGES = (
    "/duties/?as_of=2021-03-20",
    "/duties/rules/",
    "/duties/rules/branch.committee_meeting?as_of=2021-03-20",
    "/duties/explain/branch.group_meeting/HY0010101/2021-02?as_of=2021-03-20",
)


@pytest.mark.browser
@pytest.mark.parametrize("screen", ["page", "phone"])
def test_axe_finds_nothing(city, live_server, request, screen):
    opened = request.getfixturevalue(screen)
    user = units.user("clerk", (Role.SECRETARY, city.branch))
    sign_in(opened, live_server, user)
    for address in PAGES:
        assert opened.goto(address).status == 200, address
        axe(opened)
        wide = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, address
