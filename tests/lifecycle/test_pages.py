"""The pages of changes, and the command line."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.ledgers.books import command
from tests.lifecycle.build import City, at
from tests.units.build import user
from xianfeng.kernel import clock
from xianfeng.lifecycle.models import UnitChange
from xianfeng.units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(client):
    made = City()
    client.force_login(user("干部", (Role.COMMITTEE_OFFICER, made.root)))
    return made


def plan(code, kind):
    return reverse("lifecycle:plan", args=[code, kind])


def form(**said):
    return {"effective_on": clock.today().isoformat()} | said


def test_the_unit_page_leads_to_what_may_be_changed(client, city):
    page = client.get(reverse("lifecycle:unit", args=["A1"]))
    assert [kind.value for kind in page.context["offered"]] == [
        "establish",
        "rename",
        "upgrade",
        "move",
        "transfer",
        "split",
        "merge",
        "abolish",
    ]
    root = client.get(reverse("lifecycle:unit", args=["R"])).context["offered"]
    assert [kind.value for kind in root] == ["establish", "rename"]
    detail = client.get(reverse("units:detail", args=["A1"])).content.decode()
    assert reverse("lifecycle:unit", args=["A1"]) in detail


def test_a_change_is_previewed_before_it_is_laid_down(client, city):
    said = form(target="A2", document_number="3号")
    page = client.post(plan("A1", "merge"), said)
    assert page.context["previewed"] is True
    assert [(one.title, one.count) for one in page.context["effects"]][:2] == [
        ("党员", 2),
        ("在任职务", 1),
    ]
    assert UnitChange.objects.count() == 0
    key = {"submission": "0b8f2c5e-4a0e-4b6e-9a43-7b9d6a1a2f01"}
    for _ in range(2):
        answer = client.post(plan("A1", "merge"), said | key | {"confirmed": "1"})
        assert answer.status_code == 302
    assert UnitChange.objects.get().state == "done"
    assert at("A1").abolished_on == clock.today()


def test_what_cannot_be_is_said_beside_its_field_and_the_input_kept(client, city):
    page = client.post(plan("A1", "merge"), form(target="B", reason="机构改革"))
    assert page.context["form"].errors == {
        "target": ["党支部并入党支部，党委、党总支并入党委、党总支，请另选。"]
    }
    assert page.context["form"]["reason"].value() == "机构改革"
    page = client.post(plan("A1", "merge"), form(target="NONE"))
    assert page.context["form"].errors == {"target": ["没有找到这个编码，请从组织树上核对。"]}


def test_a_split_offers_the_members_of_the_branch(client, city):
    page = client.get(plan("A1", "split"))
    names = [name for _, name in page.context["form"].fields["members"].choices]
    assert names == ["张一", "李二"]
    said = form(code="A9", name="九", unit_kind="branch", members=[str(city.li.pk)], confirmed="1")
    assert client.post(plan("A1", "split"), said).status_code == 302
    assert city.li.memberships.get(until_on=None).unit.code == "A9"


def test_a_planned_change_can_be_cancelled_and_not_applied_early(client, city):
    later = clock.today() + timedelta(days=3)
    said = form(name="新名", effective_on=later.isoformat(), confirmed="1")
    client.post(plan("A1", "rename"), said)
    change = UnitChange.objects.get()
    shown = client.get(reverse("lifecycle:detail", args=[change.pk])).context
    assert (shown["may"], shown["due"]) == (True, False)
    early = client.post(reverse("lifecycle:apply", args=[change.pk]), {"version": "1"})
    assert early.context["refused"] == f"到 {later} 才生效。"
    client.post(reverse("lifecycle:cancel", args=[change.pk]), {"version": "1"})
    assert UnitChange.objects.get().state == "cancelled"
    page = client.get(reverse("lifecycle:list"), {"state": "cancelled", "unit": "A1"})
    assert list(page.context["page"]) == [change]


def test_a_secretary_sees_the_changes_and_may_make_none(client, city):
    client.force_login(user("书记", (Role.SECRETARY, city.a1)))
    assert client.get(reverse("lifecycle:unit", args=["A1"])).context["offered"] == []
    assert client.get(plan("A1", "rename")).status_code == 403
    assert client.get(plan("A2", "rename")).status_code == 404
    client.force_login(user("党员", (Role.MEMBER, city.a1)))
    assert client.get(reverse("lifecycle:list")).status_code == 404


def test_the_command_lists_and_applies_what_is_due(city):
    UnitChange.objects.create(
        kind="rename", unit=city.a1, name="新名", effective_on=date(2021, 7, 1),
        recorded_by="某人", recorded_at=clock.now(),
    )  # fmt: skip
    status, out, _ = command("changes", "--state", "planned", "--json")
    assert (status, [one["unit"] for one in out]) == (0, ["A1"])
    status, out, _ = command("changes", "--due", "--json")
    assert (status, [one["problem"] for one in out]) == (0, [""])
    assert at("A1").name == "新名"
    assert command("changes", "--unit", "NONE")[0] == 2
    assert command("changes", "--due", "--as-of", "2199-01-01")[0] == 2


def test_who_manages_nothing_gets_no_form_by_saying_that_they_confirmed(client, city):
    for person in (city.secretary, city.reader):
        client.force_login(person)
        for kind in ("establish", "rename", "split", "merge", "abolish"):
            answer = client.post(plan("A1", kind), form(confirmed="1"))
            assert answer.status_code == 403, kind


def test_where_a_unit_goes_is_told_that_it_comes_and_nothing_of_what_is_in_it(client, city):
    change = city.do("merge", "A1", target="A2", day=date(2199, 1, 1))
    page = reverse("lifecycle:detail", args=[change.pk])
    assert client.get(page).context["effects"] != []
    client.force_login(user("书记王", (Role.SECRETARY, city.a2)))
    answer = client.get(page)
    assert (answer.status_code, answer.context["effects"]) == (200, [])
    assert "会有哪些影响" not in answer.content.decode()
