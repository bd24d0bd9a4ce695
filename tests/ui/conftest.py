"""People with roles, and an installation in which every page of the frame exists."""

from datetime import date

import pytest

from xianfeng.accounts.models import User
from xianfeng.units.models import Unit, UnitRole


@pytest.fixture
def unit(db):
    return Unit.objects.create(
        code="A1",
        name="甲<局>机关党委",
        kind="committee",
        path="00001",
        established_on=date(2000, 1, 1),
    )


@pytest.fixture
def branch(unit):
    return Unit.objects.create(
        code="A2",
        name="第一支部",
        kind="branch",
        parent=unit,
        path="0000100001",
        established_on=date(2000, 1, 1),
    )


@pytest.fixture
def user(db):
    return User.objects.create(username="someone", name="张<三>")


@pytest.fixture
def give(user):
    """Return a function that gives the user a role on a unit."""

    def give_role(unit, role, **more):
        return UnitRole.objects.create(
            user=user, unit=unit, role=role, from_on=date(2001, 1, 1), **more
        )

    return give_role


@pytest.fixture
def pages(settings):
    """Serve tests/ui/urls.py instead of the real addresses."""
    settings.ROOT_URLCONF = "tests.ui.urls"


@pytest.fixture
def signed_in(client, user, pages):
    client.force_login(user)
    return client
