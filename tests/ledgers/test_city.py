"""The city's own workbooks: by the command line and in the browser, exactly what is expected."""

import json

import pytest
from django.db.models import Count

from tests.ledgers.books import command, post, upload
from tests.plans.build import sign_in
from tests.units.build import unit
from xianfeng.ledgers.models import Batch
from xianfeng.members.models import Member, Membership
from xianfeng.plans.models import Task, TaskNode
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Place, Unit

pytestmark = pytest.mark.django_db
FILES = {
    "units": "党组织.xlsx",
    "communities": "社区网格.xlsx",
    "members": "党员花名册.xlsx",
    "tasks": "任务分解表.xlsx",
}


def by_row(errors):
    found = {}
    for error in errors:
        found.setdefault(str(error["row"]), []).append(error["code"])
    return found


def standing():
    kinds = Unit.objects.values("kind").annotate(count=Count("pk"))
    return {
        "by_kind": {str(UnitKind(row["kind"]).label): row["count"] for row in kinds},
        "units": Unit.objects.count(),
        "communities": Place.objects.filter(level="community").count(),
        "grids": Place.objects.filter(level="grid").count(),
        "members": Member.objects.count(),
        "women": Member.objects.filter(sex="2").count(),
        "minority": Member.objects.exclude(ethnicity="01").count(),
        "full": Member.objects.exclude(confirmed_on=None).count(),
        "tasks": Task.objects.count(),
    }


def expected(folder):
    whole = json.loads((folder / "expect.json").read_text())
    return whole, {name: whole[name] for name in standing()}


@pytest.mark.parametrize("city", ["clean", "messy"])
def test_by_the_command_line(shared_data, city):
    folder = shared_data / "city" / city
    whole, stands = expected(folder)
    for kind, name in FILES.items():
        status, told, _ = command("import", kind, folder / name, "--json", "--accept-valid")
        if kind != "members":
            assert (status, told["rejected"], told["new"]) == (0, 0, told["rows"])
            continue
        assert status == (1 if whole["rejected"] else 0)
        assert {n: told[n] for n in ("rows", "accepted", "rejected")} == {
            n: whole[n] for n in ("rows", "accepted", "rejected")
        }
        assert by_row(told["errors"]) == whole["errors"]
        assert told["warnings"] == []
    assert standing() == stands
    assert Membership.objects.count() == stands["members"]
    for kind, name in FILES.items():
        _, told, _ = command("import", kind, folder / name, "--json", "--accept-valid")
        assert (told["new"], told["changed"], told["unchanged"]) == (0, 0, told["accepted"])
    assert standing() == stands


def test_a_rejected_row_changes_nothing_without_accept_valid(shared_data):
    folder = shared_data / "city" / "messy"
    command("import", "units", folder / FILES["units"])
    batches = Batch.objects.count()
    status, told, said = command("import", "members", folder / FILES["members"], "--json")
    assert (status, told["rejected"], Member.objects.count()) == (1, 61, 0)
    assert "没有写入" in said
    assert Batch.objects.count() == batches


@pytest.mark.parametrize("city", ["clean", "messy"])
def test_in_the_browser(client, shared_data, city):
    folder = shared_data / "city" / city
    whole, stands = expected(folder)
    sign_in(client, Role.COMMITTEE_OFFICER, unit("HY", kind=UnitKind.WORKING_COMMITTEE))
    for kind, name in FILES.items():
        batch, _ = upload(client, kind, (folder / name).read_bytes(), name)
        if kind == "members":
            assert by_row(batch.outcome["errors"]) == whole["errors"]
            assert batch.outcome["accepted"] == whole["accepted"]
        post(client, batch, "apply", valid_only="True")
    assert standing() == stands
    again, _ = upload(client, "members", (folder / FILES["members"]).read_bytes())
    assert again.outcome["unchanged"] == whole["accepted"]
    for batch in Batch.objects.filter(state="applied").exclude(kind="units").order_by("-pk"):
        post(client, batch, "undo")
    assert (Member.objects.count(), Task.objects.count(), Place.objects.count()) == (0, 0, 0)


def test_what_month_a_step_names_is_its_day(shared_data):
    folder = shared_data / "city" / "clean"
    for kind in ("units", "tasks"):
        command("import", kind, folder / FILES[kind])
    nodes = TaskNode.objects.values_list("title", "due_on").distinct().order_by("due_on")
    assert [(title, str(day)) for title, day in nodes] == [
        ("完成立项", "2020-03-31"),
        ("过半", "2020-06-30"),
    ]
