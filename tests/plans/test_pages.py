"""The pages of tasks: what they show, to whom, and that a form works as it is sent."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.plans.build import node, plan, sign_in, task
from tests.units.build import unit
from xianfeng.plans.models import Task
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    lead, helper, other = unit("A", root), unit("B", root), unit("C", root)
    row = task(plan(root), lead, 1, date(2021, 6, 30), title="=建成投用", helpers=[helper])
    task(plan(root), other, 2, date(2021, 6, 30), title="别家的任务")
    return root, lead, helper, other, row


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_outsiders_siblings_and_members_get_404(client, city):
    _, lead, _, other, row = city
    step = node(row)
    addresses = [
        reverse("plans:task", args=[row.pk]),
        reverse("plans:reopen", args=[row.pk]),
        reverse("plans:node", args=[step.pk]),
    ]
    for role, at in ((Role.OFFICE, other), (Role.MEMBER, lead)):
        sign_in(client, role, at)
        assert [client.get(url).status_code for url in addresses] == [404, 404, 404]
        assert [client.post(url).status_code for url in addresses] == [404, 404, 404]
    client.logout()
    assert [client.get(url).status_code for url in addresses] == [302, 302, 302]


def test_the_list_shows_own_tasks_only(client, city):
    _, lead, *_ = city
    sign_in(client, Role.SECRETARY, lead)
    shown = text(client, reverse("plans:list"))
    assert "=建成投用" in shown
    assert "别家的任务" not in shown
    assert "逾期" in shown


def test_completing_on_the_page_leads_back_to_it(client, city):
    _, lead, *_, row = city
    sign_in(client, Role.SECRETARY, lead)
    url = reverse("plans:task", args=[row.pk])
    answer = client.post(url, {"done_on": "2021-06-01", "result": "验收通过", "version": "1"})
    assert (answer.status_code, answer["Location"]) == (302, url)
    assert Task.objects.get(pk=row.pk).done_on == date(2021, 6, 1)
    shown = text(client, url)
    assert "登记任务完成 2021-06-01：验收通过" in shown
    assert "重新打开" in shown


def test_one_form_sent_twice_is_taken_once(client, city):
    _, lead, *_, row = city
    sign_in(client, Role.SECRETARY, lead)
    url = reverse("plans:task", args=[row.pk])
    sent = {
        "done_on": "2021-06-01",
        "result": "验收通过",
        "version": "1",
        "submission": "3f2b8c1e-0a63-4a58-9d4f-0f6e5b7c9a10",
    }
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert Task.objects.get(pk=row.pk).version == 2


def test_a_wrong_day_keeps_the_input(client, city):
    _, lead, *_, row = city
    sign_in(client, Role.SECRETARY, lead)
    url = reverse("plans:task", args=[row.pk])
    answer = client.post(url, {"done_on": "2999-01-01", "result": "写好的一句", "version": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "完成日期在今天之后" in shown
    assert "写好的一句" in shown


def test_a_change_in_between_shows_both(client, city):
    _, lead, *_, row = city
    sign_in(client, Role.SECRETARY, lead)
    Task.objects.filter(pk=row.pk).update(done_on="2021-05-05", result="别人写的", version=2)
    url = reverse("plans:task", args=[row.pk])
    answer = client.post(url, {"done_on": "2021-06-01", "result": "我写的", "version": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "别人写的" in shown
    assert "我写的" in shown


def test_the_assisting_unit_reads_and_may_not_write(client, city):
    _, _, helper, _, row = city
    step = node(row)
    sign_in(client, Role.SECRETARY, helper)
    url = reverse("plans:task", args=[row.pk])
    assert 'name="done_on"' not in text(client, url)
    sent = {"done_on": "2021-06-01", "result": "", "version": "1"}
    assert client.post(url, sent).status_code == 403
    assert client.post(reverse("plans:node", args=[step.pk]), sent).status_code == 403
    assert "由牵头单位" in text(client, reverse("plans:node", args=[step.pk]))


def test_a_node_is_completed_and_opened_again_on_its_page(client, city):
    root, *_, row = city
    step = node(row)
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    url, back = reverse("plans:node", args=[step.pk]), reverse("plans:task", args=[row.pk])
    done = client.post(url, {"done_on": "2021-06-01", "result": "过半", "version": "1"})
    again = client.post(url, {"reason": "误登", "version": "2"})
    assert [done["Location"], again["Location"]] == [back, back]
    step.refresh_from_db()
    assert (step.done_on, step.version) == (None, 3)
    assert client.post(url, {"done_on": "", "version": "3"}).status_code == 200


def test_the_sheet_holds_the_narrowed_list_and_no_formula(client, city):
    _, lead, *_ = city
    sign_in(client, Role.SECRETARY, lead)
    answer = client.get(reverse("plans:export"), {"as_of": "2021-07-06"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(rows) == 2
    assert rows[1][3] == "=建成投用"
    assert sheet.cell(2, 4).data_type == "s"
    assert rows[1][8] == "逾期 6 天"
    assert rows[1][5] == "B党组织"


@pytest.mark.parametrize("tasks", [1, 30])
def test_the_list_takes_the_same_queries_at_any_size(
    client, city, tasks, django_assert_num_queries
):
    root, lead, *_ = city
    for number in range(tasks):
        task(plan(root), lead, 10 + number, date(2021, 3, 1))
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    client.get(reverse("plans:list"))
    with django_assert_num_queries(18):
        client.get(reverse("plans:list"))
