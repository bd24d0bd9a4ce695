"""Every page an example person can follow a link to is whole, quiet and open to everybody."""

from collections import deque
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Error

from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.journey.conftest import NOW, TODAY
from xianfeng.accounts.models import User
from xianfeng.demo.actions import fill
from xianfeng.kernel.viewer import operator

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = [
    "committee",
    "office",
    "leader",
    "secretary",
    "member",
    "worker",
    "system",
    "security",
    "audit",
]
# A file comes back from these, not a page; the other ends the session.
FILES = (
    "export",
    "template",
    "word",
    "marked",
    "sheet",
    "file",
    "certificate",
)  # others are noticed on the way
LEAVING = {"account_logout"}
# Here the query decides which page is shown.
BY_QUERY = {"desk:board", "life:record"}
MANY = 400
_LOOKED_AT_CLOSELY: set[str] = set()
UNLABELLED = """() => [...document.querySelectorAll('input, select, textarea')]
    .filter(each => each.type !== 'hidden' && !each.labels.length
        && !each.getAttribute('aria-label') && !each.getAttribute('aria-labelledby'))
    .map(each => each.outerHTML)"""
# A link in a drawing keeps its address in another form than one in a text.
LEADS_TO = "all => all.map(each => new URL(each.getAttribute('href'), location.href).href)"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def demonstration(november, live_server):
    fill(actor=operator("命令行"), at=NOW, agencies=6, members=120, seed=7, year=2021, today=TODAY)


def kind_of(address):
    """Return what page an address is, apart from what it is about; None where it is a file."""
    parts = urlsplit(address)
    name = resolve(parts.path).view_name
    if name in LEAVING or any(word in name.rsplit(":")[-1] for word in FILES):
        return None
    keys = sorted(parse_qs(parts.query)) if name in BY_QUERY else []
    return "&".join([name, *keys])


def links(page, base):
    """Return the addresses of this site that the page leads to."""
    every = page.eval_on_selector_all("a[href]", LEADS_TO)
    return [href.split("#")[0] for href in every if href.startswith(base)]


def visited(page, address):
    """Go to an address and return its status; None where a file comes back instead of a page."""
    try:
        return page.goto(address).status
    except Error as stopped:
        if "Download is starting" not in str(stopped):
            raise
        return None


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_links_lead_to(demonstration, live_server, new_page, role):
    page = new_page()
    errors, faults, met = [], [], {}
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else 0
    )
    sign_in(page, live_server, User.objects.get(username=f"example-{role}"))
    ahead = deque([live_server.url + "/"])
    while ahead:
        address = ahead.popleft()
        kind = kind_of(address)
        if kind is None or kind in met:
            continue
        met[kind] = address
        status = visited(page, address)
        if status is None:
            continue
        if (status, page.locator("h1").count()) != (200, 1):
            faults.append((address, status, page.locator("h1").count()))
        faults.extend((address, control) for control in page.evaluate(UNLABELLED))
        page.set_viewport_size(PHONE)
        if wider := page.evaluate(TOO_WIDE):
            faults.append((address, f"{wider} px too wide on a phone"))
        if kind not in _LOOKED_AT_CLOSELY:
            _LOOKED_AT_CLOSELY.add(kind)
            axe(page)
            page.set_viewport_size(DESKTOP)
            axe(page)
        page.set_viewport_size(DESKTOP)
        ahead.extend(links(page, live_server.url))
    assert faults == []
    assert errors == []
    assert 4 <= len(met) < MANY, met
