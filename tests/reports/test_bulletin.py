"""The statistical bulletin: every cell equals its list, and the tables add up."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from tests.cli.run import xianfeng
from tests.members.build import member
from tests.reports.build import city
from tests.reports.test_pages import sign_in, text
from tests.units.build import officer, viewer
from xianfeng.development.models import Candidate
from xianfeng.reports import bulletin
from xianfeng.reports.queries import bulletin as queries
from xianfeng.reports.queries import lists, values
from xianfeng.units.enums import Role

pytestmark = pytest.mark.django_db
DAY = date(2021, 6, 30)
ROOT = Path(__file__).resolve().parents[2]
# The bulletin's own codes, where ours must be told apart from those of another table.
OURS = {
    ("org", "total"): "org_total",
    ("org", "net_increase"): "org_net_increase",
    ("activity", "branch_org_life_meeting"): "branch_life_meeting",
    ("activity", "branch_shyk"): "branch_regular",
}


@pytest.fixture
def units():
    return city()


def cells(who, day=DAY, code=""):
    found = queries.cells(who, values.scope(who, code), day)
    return {cell.row.id: cell.value for _, shown in found for cell in shown}


def test_by_hand(units):
    member("孙六", units[2], born_on=date(1996, 1, 1), joined_on=date(2021, 3, 1),
           since=date(2021, 3, 1), confirmed_on=None, occupation="0212", education_level=2,
           ethnicity="03", sex="2")  # fmt: skip
    found = cells(officer(units[0]))
    assert (found["total"], found["total_before"], found["net_increase"]) == (5, 4, 1)
    assert (found["minority"], found["female"], found["occ_3"], found["age_1"]) == (1, 2, 1, 1)
    assert (found["developed_total"], found["developed_u35"], found["dev_occ_3"]) == (3, 1, 1)
    assert (found["org_total"], found["org_before"], found["org_net_increase"]) == (4, 2, 2)
    assert (found["base_committee"], found["general_branch"], found["branch"]) == (1, 0, 3)
    assert (found["branch_life_meeting"], found["branch_review"]) == (1, 1)
    assert (found["applicants"], found["activists"]) == (1, 1)
    assert found["developed_frontline"] is None


@pytest.mark.parametrize("place", [0, 1, 4])
def test_every_cell_equals_its_list(units, place):
    who = officer(units[0])
    at = values.scope(who, units[place].code)
    opened = 0
    for _, shown in queries.cells(who, at, DAY):
        for cell in shown:
            if not cell.opens:
                assert queries.figure(who, cell.row.id, DAY) is None or cell.row.less
                continue
            row, figure = queries.figure(who, cell.row.id, DAY)
            assert lists.behind(who, figure, at, row.span(DAY)).count() == cell.value, row.id
            opened += 1
    assert opened > 40


@pytest.mark.parametrize("day", [DAY, date(2021, 2, 1), date(2020, 12, 31)])
def test_tables_add_up(units, day):
    found = cells(officer(units[0]), day)
    for table in bulletin.tables():
        if table.of:
            assert sum(found[row.id] for row in table.rows) == found[table.of], table.id
    assert found["base_committee"] + found["general_branch"] + found["branch"] == found["org_total"]


def test_every_row_of_the_published_bulletin_has_its_place():
    shared = Path(os.environ.get("XIANFENG_SHARED", ROOT.parent / "shared"))
    place = shared / "data" / "stats" / "cpc_statistics_2021_2025.csv"
    if not place.is_file():
        pytest.skip("no ../shared/data beside the project, and XIANFENG_SHARED names none")
    with place.open(encoding="utf-8-sig") as file:
        asked = {(row["category"], row["code"]) for row in csv.DictReader(file)}
    missing = {OURS.get(key, key[1]) for key in asked} - set(bulletin.rows())
    assert missing == set()


def test_a_siblings_cells_are_not_ours(units):
    office, neighbour = viewer((Role.OFFICE, units[1])), viewer((Role.SECRETARY, units[4]))
    assert (cells(office)["total"], cells(neighbour)["total"]) == (3, 1)


def test_pages(client, units):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    shown = text(client, reverse("reports:bulletin"), as_of="2021-06-30")
    assert "截至2021年6月30日" in shown
    assert "花名册没有“生产、工作一线”这一项" in shown
    address = reverse("reports:bulletin_list", args=["female"])
    assert f'href="{address}?as_of=2021-06-30"' in shown
    listed = text(client, address, as_of="2021-06-30")
    assert "陈一" in listed
    assert "林二" not in listed
    for unknown in ("net_increase", "developed_frontline", "invented"):
        assert client.get(reverse("reports:bulletin_list", args=[unknown])).status_code == 404
    answer = client.get(reverse("reports:bulletin_export"), {"as_of": "2021-06-30"})
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_page_takes_the_same_queries_at_any_size(client, units, django_assert_max_num_queries):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    client.get(reverse("reports:bulletin"))
    for number in range(30):
        member(f"新{number}", units[2], joined_on=date(2021, 4, 1), confirmed_on=None)
    with django_assert_max_num_queries(25):
        client.get(reverse("reports:bulletin"))


def test_the_command_line_says_the_same(units, capsys):
    answer = xianfeng(capsys, "bulletin", "--as-of", "2021-06-30", "--json")
    assert {row["id"]: row["value"] for row in answer.json} == cells(officer(units[0]))
    asked = ("bulletin", "--as-of", "2021-06-30", "--unit", "none")
    assert xianfeng(capsys, *asked).status == 2


def test_who_applied_is_an_applicant_until_accepted_or_ended(units):
    before = cells(officer(units[0]), date(2021, 2, 28))
    assert (before["applicants"], before["activists"]) == (0, 0)
    Candidate.objects.update(ended_on=date(2021, 5, 1), ending="withdrawn")
    after = cells(officer(units[0]))
    assert (after["applicants"], after["activists"]) == (0, 0)
    assert cells(officer(units[0]), date(2021, 4, 30))["applicants"] == 1
