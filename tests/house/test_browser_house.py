"""The browser fixtures themselves: a session, the policy, and what axe finds."""

import pytest
from django.contrib.auth import get_user_model

from tests.browser import axe, sign_in


@pytest.mark.browser
def test_a_session_reaches_the_server(page, live_server):
    user = get_user_model().objects.create(username="someone")
    assert page.goto("/healthz").status == 200
    sign_in(page, live_server, user)
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names == {"sessionid"}


@pytest.mark.browser
def test_axe_reports_what_is_wrong(page):
    page.set_content("<html lang='zh'><title>t</title><main><h1>t</h1><img src='x'></main></html>")
    with pytest.raises(AssertionError, match="image-alt: img"):
        axe(page)


@pytest.mark.browser
def test_axe_passes_what_is_right(page):
    page.set_content("<html lang='zh'><title>t</title><main><h1>t</h1></main></html>")
    axe(page)
