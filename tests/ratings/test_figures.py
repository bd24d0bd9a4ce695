"""The figures of ratings at the command line and on the pages of reports, and the lists behind."""

import json

import pytest
from django.test import Client

from tests.cli.run import xianfeng
from tests.ratings import build
from tests.ratings.build import City, close, give, opened
from tests.units.build import NOW
from xianfeng.kernel import audit
from xianfeng.ratings.models import Round

pytestmark = pytest.mark.django_db
SPAN = ("--from", "2021-01-01", "--to", "2021-12-31")
PERIOD = {"from": "2021-01-01", "to": "2021-12-31"}


@pytest.fixture(autouse=True)
def june(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    """Return a city with a closed round: ten voices of one branch, nine of another."""
    city = City()
    held, codes = opened(city, 12, 12, 0)
    for number, code in enumerate(codes["第一支部"][:10]):
        give(code, stars=5 if number < 7 else 2, text="请改一改")
    for code in codes["第二支部"][:9]:
        give(code, stars=1)
    close(city, held)
    return city


def asked(capsys, *arguments):
    answer = xianfeng(capsys, "figures", *arguments, "--json")
    return answer.status, json.loads(answer.out)


@pytest.mark.parametrize(
    ("unit", "votes", "mean"),
    [("R", 10, 4.1), ("C", 10, 4.1), ("B1", 10, 4.1), ("B2", 0, None), ("D", 0, None)],
)
def test_the_command_line_says_votes_and_mean_of_those_shown(city, capsys, unit, votes, mean):
    status, found = asked(capsys, "ratings.votes", "ratings.mean", *SPAN, "--unit", unit)
    told = [(one["id"], one["value"], one["measure"], one["recorded"]) for one in found]
    assert (status, told) == (
        0,
        [("ratings.votes", votes, "份", True), ("ratings.mean", mean, "分", True)],
    )


def test_the_list_behind_holds_stars_and_no_words(city, capsys):
    status, found = asked(capsys, "ratings.votes", *SPAN, "--list")
    assert (status, len(found)) == (0, 10)
    told, words = json.dumps(found, ensure_ascii=False), ("第一支部", "第二支部", "请改一改")
    assert [told.count(word) for word in words] == [10, 0, 0]
    assert (told.count('"很满意"'), told.count('"不满意"')) == (7, 3)


@pytest.mark.parametrize(
    ("name", "status", "rows"),
    [("officer", 200, 10), ("clerk", 200, 10), ("secretary", 200, 10), ("second", 200, 0),
     ("rival", 200, 0)],
)  # fmt: skip
def test_the_page_of_a_figure_leads_to_the_round(city, name, status, rows):
    client = Client()
    client.force_login(city.users[name])
    answer = client.get("/reports/figures/ratings.votes/", PERIOD)
    link = f'href="/ratings/{Round.objects.get().pk}/"'
    assert (answer.status_code, answer.content.decode().count(link)) == (status, rows)


def test_the_chain_of_the_log_holds(city):
    assert audit.verify() == []
