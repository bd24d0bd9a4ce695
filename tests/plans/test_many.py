"""5,000 tasks: the ledger filters by an index on both databases, in the same queries."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from tests.plans.build import plan, sign_in
from tests.units.build import DAY, officer, unit
from xianfeng.plans import queries
from xianfeng.plans.models import Task
from xianfeng.plans.queries import Wanted
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
UNITS, EACH = 100, 50
INDEXED = r"SEARCH plans_task USING .*INDEX|Index.* on task_|Index.* plans_task"


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    units = [unit(f"U{number}", root) for number in range(UNITS)]
    own = plan(root)
    Task.objects.bulk_create(
        Task(
            plan=own,
            seq=number,
            aspect=f"方面{number % 11}",
            title=f"任务{number}",
            lead=units[number % UNITS],
            due_on=date(2021, 1, 1) + timedelta(days=number % 365),
            done_on=date(2021, 1, 1) if number % 10 else None,
        )
        for number in range(UNITS * EACH)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return root


def explained(rows):
    return rows.order_by().explain()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"unit": "U7"}, 50),
        ({"state": "soon"}, 49),
        ({"aspect": "方面3"}, 455),
    ],
)
def test_a_filter_reads_an_index(city, wanted, found):
    rows = queries.listed(officer(city), Wanted(**wanted), DAY)
    assert rows.count() == found
    told = explained(rows)
    # SQLite: SEARCH … USING INDEX; PostgreSQL: Index Scan, Bitmap Index Scan.
    assert re.search(
        r"SEARCH plans_task USING .*INDEX|Index.* on task_|Index.* plans_task", told
    ), told


def test_the_ledger_of_5000_takes_the_same_queries(client, city, django_assert_num_queries):
    sign_in(client, Role.COMMITTEE_OFFICER, city)
    asked = {"unit": "U0", "state": "overdue", "as_of": DAY.isoformat()}
    client.get(reverse("plans:list"), asked)
    with django_assert_num_queries(21):
        answer = client.get(reverse("plans:list"), asked)
    assert answer.context["page"].paginator.count == 26
