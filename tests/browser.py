"""Fixtures that drive the pages in Debian's Chromium, and look for what keeps people out."""

import shutil

import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser():
    """Return one Chromium for all tests of this process, or skip where there is none."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread for as long as it runs, and Django would
        # take every query of the test itself for one made inside that loop.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, live_server):
    """Return a function that opens a page in a context of its own.

    Its arguments are Playwright's for a context: ``viewport=PHONE``, ``java_script_enabled=False``.
    The test ends with an error when a page logged an uncaught exception or a refused resource.
    """
    contexts, complaints = [], []

    def listen(page):
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )

    def open_page(**options):
        chosen = {
            "base_url": live_server.url,
            "locale": "zh-CN",
            "timezone_id": settings.TIME_ZONE,
            "viewport": DESKTOP,
        }
        context = browser.new_context(**(chosen | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        listen(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page):
    """Return a page of a staff member's size."""
    return new_page()


@pytest.fixture
def phone(new_page):
    """Return a page of a phone's size."""
    return new_page(viewport=PHONE, has_touch=True, is_mobile=True)


def sign_in(page, live_server, user):
    """Give the page's context a session of the user, as if they had just signed in."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": live_server.url, "httpOnly": True}]
    )


def axe(page):
    """Fail with the rule, the element and the reason of everything that axe-core finds."""
    if not AXE.exists():
        pytest.skip("node_modules/axe-core is not installed: run make setup")
    # Evaluated by the debugger, not by the page, so its Content-Security-Policy stays in force.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("() => axe.run({resultTypes: ['violations']})")
    found = [
        f"{rule['id']}: {node['target'][0]}: {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
    assert found == [], f"{page.url}\n" + "\n".join(found)


@pytest.fixture(scope="session")
def office():
    """Return the path of LibreOffice, or skip where it or poppler-utils is absent."""
    for program in ("soffice", "pdftotext", "pdffonts"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    return shutil.which("soffice")


def pytest_collection_modifyitems(items):
    """Mark tests by what they ask for, so that none is forgotten."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if names & {"browser", "page", "phone", "new_page"}:
            item.add_marker(pytest.mark.browser)
        if "office" in names:
            item.add_marker(pytest.mark.office)
