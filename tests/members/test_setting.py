"""The set-up check: every threshold at its edge, the list with its sources, approvals, numbers."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.members.build import member, post
from tests.units.build import DAY, NOW, agency, officer, unit, user, viewer
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.members.actions import setting as actions
from xianfeng.members.models import Membership, SettingApproval, SettingNumber
from xianfeng.members.queries import setting as reading
from xianfeng.members.rules import setting
from xianfeng.members.rules.setting import Shape
from xianfeng.units.enums import Role, UnitKind

BORN = date(2021, 1, 1)


def found(kind, on=DAY, **numbers):
    shape = Shape(kind=kind, on=on, established_on=BORN, **numbers)
    return [(one.id, one.remedy) for one in setting.findings(shape)]


def branch(members, kind="branch", full=None, seats=3, **more):
    return found(kind, members=members, full=members if full is None else full, seats=seats, **more)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (branch(2), [("too_small", "merge")]),
        (branch(3), []),
        (branch(10, full=2), [("too_small", "merge")]),
        (branch(6, seats=0), []),
        (branch(7, seats=2), [("no_committee", "fill")]),
        (branch(7, seats=3), []),
        (branch(20, seats=7), []),
        (branch(20, seats=8), [("committee_size", "fill")]),
        (branch(50), []),
        (branch(51), [("too_large", "split")]),
        (branch(49, top=True), []),
        (branch(50, top=True), [("to_general_branch", "upgrade")]),
        (branch(99, top=True), [("to_general_branch", "upgrade")]),
        (branch(100, top=True), [("to_committee", "upgrade")]),
        (branch(5, kind="joint_branch", covered=5), []),
        (branch(5, kind="joint_branch", covered=6), [("joint_wide", "split")]),
        (branch(5, kind="joint_branch"), []),
        (found("general_branch", members=49), [("below_general_branch", "approval")]),
        (found("general_branch", members=50), []),
        (found("general_branch", members=100), [("to_committee", "upgrade")]),
        (found("committee", members=99, full_time_deputy=True), [("below_committee", "approval")]),
        (found("committee", members=100, full_time_deputy=True), []),
        (found("committee", members=100), [("no_full_time_deputy", "fill")]),
        (branch(5, top=True, headcount=200, full_time_staff=1), [("staff_share", "fill")]),
        (branch(5, top=True, headcount=100, full_time_staff=1), []),
        (branch(5, top=True, headcount=None), []),
        (branch(5, unplaced=1), [("without_branch", "fill")]),
        (found("working_committee", members=5), []),
        (found("group", members=1), []),
    ],
)
def test_thresholds_at_their_edges(shape, expected):
    assert shape == expected


@pytest.mark.parametrize(("on", "long"), [(date(2021, 6, 30), False), (date(2021, 7, 1), True)])
def test_a_temporary_branch_of_six_months_becomes_a_proper_one(on, long):
    wanted = [("temporary_long", "upgrade")] if long else []
    assert branch(5, kind="temporary_branch", on=on) == wanted


def test_every_finding_names_its_source_and_mark():
    for basis in setting.BASES.values():
        assert basis.source.startswith("《")
        assert basis.article
        assert basis.verification in {"V", "S"}
        assert basis.verification == "S" or "待核" not in basis.article


@pytest.fixture
def city(db):
    """Make a committee of five in one branch, and beside it a branch of two."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    body = agency("市发展和改革委员会")
    committee = unit("C", root, UnitKind.COMMITTEE, agency=body)
    a, b = unit("A", committee, agency=body), unit("B", root)
    people = [member(f"人{n}", a) for n in range(5)]
    member("甲", b)
    member("乙", b, confirmed_on=None)
    return {"R": root, "C": committee, "A": a, "B": b, "people": people}


def lines(who, on=DAY, path=""):
    checked = reading.check(who, on, path)
    return [(line.unit.code, line.finding.id, line.finding.number) for line in checked.findings]


def test_the_list_of_a_city(city):
    assert lines(officer(city["R"])) == [
        ("C", "below_committee", 5),
        ("C", "no_full_time_deputy", None),
        ("B", "too_small", 1),
    ]
    post(city["people"][0], city["C"], "full_time_deputy", full_time=True)
    assert [row[1] for row in lines(officer(city["R"]))] == ["below_committee", "too_small"]


def test_the_list_obeys_the_day_and_the_viewer(city):
    early = date(2011, 1, 1)
    wanted = [("C", "below_committee"), ("C", "no_full_time_deputy"), ("A", "too_small"),
              ("B", "too_small")]  # fmt: skip
    assert [row[:2] for row in lines(officer(city["R"]), early)] == wanted
    assert [row[0] for row in lines(viewer((Role.SECRETARY, city["B"])))] == ["B"]
    assert lines(viewer((Role.MEMBER, city["B"]))) == []
    assert lines(officer(city["R"]), path=city["B"].path) == [("B", "too_small", 1)]


def test_members_between_two_branches_are_without_one(city):
    Membership.objects.filter(member=city["people"][0]).update(until_on=date(2021, 5, 1))
    assert ("A", "without_branch", 1) in lines(officer(city["R"]))
    found = reading.unplaced(officer(city["R"]), city["A"], DAY)
    assert [one.member for one in found] == [city["people"][0]]
    assert reading.unplaced(viewer((Role.SECRETARY, city["B"])), city["A"], DAY) == []


def test_an_approved_exception_is_no_finding_and_stays_visible(city):
    boss = officer(city["R"])
    given = {"unit": city["C"], "finding": "below_committee", "document": "工委〔2020〕7号"}
    made = actions.note_approval(
        actor=boss, at=NOW, **given, reason="工作需要", approved_on=date(2020, 1, 1)
    )
    checked = reading.check(boss, DAY)
    assert "below_committee" not in [line.finding.id for line in checked.findings]
    assert [line.approval for line in checked.approved] == [made]
    assert ("C", "below_committee", 0) in lines(boss, date(2011, 12, 31))
    with pytest.raises(Refused, match="已登记过批准"):
        actions.note_approval(actor=boss, at=NOW, **given, reason="x", approved_on=DAY)
    actions.end_approval(actor=boss, at=NOW, approval=made, until_on=DAY)
    assert ("C", "below_committee", 5) in lines(boss)


def test_only_managers_note_approvals_and_numbers(city):
    secretary = viewer((Role.SECRETARY, city["B"]))
    with pytest.raises(Denied):
        actions.note_approval(
            actor=secretary, at=NOW, unit=city["B"], finding="too_small", document="x",
            reason="x", approved_on=DAY,
        )  # fmt: skip
    with pytest.raises(Denied):
        actions.count_number(
            actor=secretary, at=NOW, unit=city["B"], kind="headcount", number=9, counted_on=DAY
        )
    assert SettingApproval.objects.count() == SettingNumber.objects.count() == 0


def test_the_share_of_staff_needs_a_headcount_and_takes_the_latest(city):
    boss = officer(city["R"])
    assert [one.code for one in reading.check(boss, DAY).uncounted] == ["C", "B"]
    post(city["people"][0], city["C"], "full_time_deputy", full_time=True)
    count = {"actor": boss, "at": NOW, "unit": city["C"], "kind": "headcount"}
    actions.count_number(**count, number=100, counted_on=date(2021, 1, 1))
    actions.count_number(**count, number=200, counted_on=date(2021, 6, 1))
    assert ("C", "staff_share", 1) in lines(boss)
    assert "staff_share" not in [row[1] for row in lines(boss, date(2021, 5, 31))]
    actions.count_number(**count, number=90, counted_on=date(2021, 6, 1))
    assert "staff_share" not in [row[1] for row in lines(boss)]


def queries_of(client, address):
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_the_page_takes_the_same_queries_however_many_units(client, city):
    client.force_login(user("boss", (Role.COMMITTEE_OFFICER, city["R"])))
    address = reverse("members:setting")
    before = queries_of(client, address)
    for n in range(5):
        member(f"新{n}", unit(f"N{n}", city["R"]))
    assert queries_of(client, address) == before
    assert before <= 15


def test_the_workbook_holds_what_the_page_lists(client, city):
    client.force_login(user("boss", (Role.COMMITTEE_OFFICER, city["R"])))
    answer = client.get(
        reverse("members:setting_export"), {"remedy": "merge", "as_of": "2021-06-30"}
    )
    content = b"".join(answer.streaming_content)
    head, *rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert head[:3] == ["组织编码", "组织名称", "问题"]
    assert [row[0] for row in rows] == ["B"]


def test_each_line_opens_its_members_and_an_approval_is_noted_from_the_page(client, city):
    client.force_login(user("boss", (Role.COMMITTEE_OFFICER, city["R"])))
    page = client.get(reverse("members:setting"), {"as_of": "2021-06-30"}).context["page"]
    row = next(one for one in page if one.line.finding.id == "too_small")
    assert len(client.get(row.href).context["lines"]) == 2
    address = reverse("members:setting_approve", args=["B", "too_small"])
    form = {"document": "批复1", "reason": "驻外", "approved_on": "2021-01-01"}
    assert client.post(address, form).status_code == 302
    assert SettingApproval.objects.get().document == "批复1"
    end = reverse("members:setting_end", args=["B", "too_small"])
    assert client.post(end, {"until_on": "2021-06-01"}).status_code == 302
    assert client.get(reverse("members:setting_approve", args=["B", "nothing"])).status_code == 404


def test_a_secretary_sees_the_own_unit_and_notes_nothing(client, city):
    client.force_login(user("b", (Role.SECRETARY, city["B"])))
    assert client.get(reverse("members:setting_unit", args=["B"])).status_code == 200
    assert client.get(reverse("members:setting_unit", args=["A"])).status_code == 404
    form = {"kind": "headcount", "number": "5", "counted_on": "2021-01-01"}
    assert client.post(reverse("members:setting_unit", args=["B"]), form).status_code == 403
    assert (
        client.get(reverse("members:setting_approve", args=["B", "too_small"])).status_code == 403
    )
