"""Every address of our own, as everybody who might come by: what is not theirs does not exist."""

import re

import pytest
from django.urls import get_resolver

from tests.house.example import ANONYMOUS, OFFICES, PART, PUBLIC, SIGNED_IN
from tests.house.url_examples import EXAMPLES, SECRETS, build

pytestmark = pytest.mark.django_db
# The superior comes last, since a post of theirs may change the world.
PEOPLE = (None, "outsider", "sibling", "subordinate", *OFFICES, "superior")
_HOLDER = re.compile(r"<(?:\w+:)?(\w+)>")


def routes(resolver, prefix=""):
    """Yield the routes of our own views; those of libraries are their own tests' matter."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        elif pattern.callback.__module__.startswith("xianfeng."):
            yield route


ROUTES = sorted(set(routes(get_resolver())))
SHARED = [route for route in ROUTES if route in EXAMPLES]


@pytest.fixture
def world():
    return build()


def visit(client, world, route, person):
    """Return the answer that one person (None: nobody signed in) gets at a route."""
    example = EXAMPLES[route]

    def filled(holder):
        wanted = example.keys[holder[1]]
        return wanted[1:] if wanted.startswith("=") else str(world.keys[wanted])

    address = "/" + _HOLDER.sub(filled, route)
    client.logout()
    if person is not None:
        client.force_login(world.people[person])
    return (client.post if example.posted else client.get)(address, example.send)


def body(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def leaked(answer):
    """Return which of A's secrets stand on a page (what was typed into a search box is not one)."""
    text = body(answer).replace('value="专属"', "")
    return [secret for secret in SECRETS if secret in text]


def test_every_address_has_an_example_and_every_example_an_address():
    assert sorted(EXAMPLES) == ROUTES


@pytest.mark.parametrize("route", SHARED)
def test_nobody_reaches_what_is_not_theirs(client, world, route):
    example = EXAMPLES[route]
    for person in PEOPLE:
        answer = visit(client, world, route, person)
        assert answer.status_code in expected(example, person), person
        if answer.status_code == 302 and person is None:
            assert answer["Location"].startswith("/accounts/login/?next=")
        if person != "superior":
            assert leaked(answer) == [], person


def expected(example, person):
    """Return the statuses with which somebody may be answered."""
    if person is None:
        return {example.answer if example.whose in {PUBLIC, ANONYMOUS} else 302}
    if example.whose == ANONYMOUS:
        return {302}
    if example.whose in {PUBLIC, SIGNED_IN} or person in {example.whose, *example.also}:
        return {example.answer}
    if example.whose in OFFICES:
        return {404}
    if person == "superior":
        return {example.answer}
    return set(example.refused) if example.whose == PART else {200, 404}
