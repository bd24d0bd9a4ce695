"""The city of the tests of development."""

import pytest

from tests.development.build import make_city


@pytest.fixture
def city(db):
    return make_city()
