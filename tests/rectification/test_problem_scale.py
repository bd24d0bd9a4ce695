"""20,000 open problems: the ledger filters in as many queries as one, by its indexes."""

from datetime import date, timedelta
from time import perf_counter

import pytest
from django.db import connection
from django.urls import reverse

from tests.rectification.build import ON
from xianfeng.rectification.models import Problem, ProblemSpell
from xianfeng.rectification.queries import problems as queries
from xianfeng.rectification.queries.problems import Wanted
from xianfeng.units.models import Unit

LEDGER = reverse("rectification:problems")
UNITS, EACH = 200, 100
FILTERS = (
    {}, {"state": "overdue"}, {"unit": "S07"}, {"category": "style", "source": "complaint"},
    {"words": "台账17"}, {"age": "oldest"}, {"first": "2021-06-01", "last": "2021-06-10"},
    {"page": "150"},
)  # fmt: skip


@pytest.fixture
def many(city):
    """Give 200 branches of the office 100 open problems each."""
    units = Unit.objects.bulk_create(
        Unit(
            code=f"S{n:02d}", name=f"支部{n}", kind="branch", parent=city.office,
            path=f"{city.office.path}{n + 10:05d}", established_on=date(2010, 1, 1),
        )
        for n in range(UNITS)
    )  # fmt: skip
    rows = [
        Problem(
            unit=unit, verifier=city.office, source=("inspection", "complaint")[n % 2],
            category=("style", "politics", "thought")[n % 3], text=f"台账{n}不全",
            found_on=ON - timedelta(days=n), raised_on=ON - timedelta(days=n),
            due_on=ON + timedelta(days=30 - n),
        )
        for unit in units
        for n in range(EACH)
    ]  # fmt: skip
    made = Problem.objects.bulk_create(rows, batch_size=2000)
    ProblemSpell.objects.bulk_create(
        [
            ProblemSpell(problem=one, state="open", due_on=one.due_on, from_on=one.raised_on)
            for one in made
        ],
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def test_the_ledger_filters_20000_problems_in_the_same_queries_by_index(
    many, city, client, django_assert_num_queries
):
    client.force_login(city.users["officer"])
    client.get(LEDGER)
    for asked in FILTERS:
        began = perf_counter()
        with django_assert_num_queries(10 if "unit" in asked else 8):
            page = client.get(LEDGER, asked)
        assert page.status_code == 200
        assert perf_counter() - began < 5, asked
    assert page.context["page"].paginator.count == UNITS * EACH
    for wanted in (Wanted(unit="S07"), Wanted(unit="S07", state="overdue")):
        told = queries.listed(city.officer, wanted, ON)[:50].explain()
        assert "rectificati" in told.lower()
        scanned = [
            line
            for line in told.splitlines()
            if ("SCAN rectification_problem" in line and "USING" not in line)
            or "Seq Scan on rectification_problem" in line
        ]
        assert scanned == [], told
    assert queries.listed(city.officer, Wanted(unit="S07"), ON).count() == EACH
