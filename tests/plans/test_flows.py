"""The pages on which plans are written, changed, urged and tied, gone through as they are sent."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.plans.build import change, digest, node, plan, sign_in, task
from tests.units.build import DAY, NOW, unit
from xianfeng.life.models import Meeting
from xianfeng.outreach.models import Event
from xianfeng.plans.models import Change, Digest, Plan, Pusher, Task, TaskNode, TaskWait, Tie
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
DUE = date(2021, 6, 30)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: DAY)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    first, second = unit("A", root), unit("B", root)
    row = task(plan(root), first, 1, DUE, title="建成投用", helpers=[second])
    return root, first, second, row


def text(client, url, send=None):
    answer = client.get(url, send or {})
    assert answer.status_code == 200
    return answer.content.decode()


def went(client, url, send):
    """Post a form and return what the page it leads to shows."""
    answer = client.post(url, send)
    assert answer.status_code == 302, answer.content.decode()
    return text(client, answer["Location"])


def test_a_project_takes_two_fields_where_one_writes_for_one_unit(client, city):
    _root, first, *_ = city
    sign_in(client, Role.SECRETARY, first)
    form = text(client, reverse("plans:add_project"))
    assert '<input type="hidden" name="unit" value="A"' in form
    sent = {"title": "结对共建", "due_on": "2021-09-30", "unit": "A"}
    shown = went(client, reverse("plans:add_project"), sent)
    assert "A党组织 2021年项目清单" in shown
    project = Task.objects.get(plan__kind="projects")
    shown = went(
        client,
        reverse("plans:add_node", args=[project.pk]),
        {"title": "签约", "due_on": "2021-08-01"},
    )
    assert "签约" in shown
    assert TaskNode.objects.get().task == project


def test_who_writes_for_no_unit_finds_no_such_page(client, city):
    _root, first, *_ = city
    sign_in(client, Role.LEADER, first)
    for name in ("plans:add_project", "plans:create"):
        assert client.get(reverse(name)).status_code == 404


def test_another_unit_s_code_in_a_project_s_form_is_no_choice(client, city):
    _root, first, *_ = city
    sign_in(client, Role.SECRETARY, first)
    sent = {"title": "伪造", "due_on": "2021-09-30", "unit": "B"}
    assert client.post(reverse("plans:add_project"), sent).status_code == 200
    assert not Plan.objects.filter(kind="projects").exists()


def test_a_plan_with_a_task_and_its_official_table(client, city):
    root, *_ = city
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    shown = went(
        client, reverse("plans:create"), {"title": "重点任务", "year": "2021", "unit": "R"}
    )
    assert "添加任务" in shown
    made = Plan.objects.get(title="重点任务")
    sent = {
        "title": "=建成",
        "aspect": "政治建设",
        "due_on": "2021-09-30",
        "lead": "A",
        "helpers": ["B"],
    }
    went(client, reverse("plans:add_task", args=[made.pk]), sent)
    node(made.tasks.get(), "过半", date(2021, 8, 1))
    answer = client.get(reverse("plans:sheet", args=[made.pk]))
    rows = load_workbook(BytesIO(b"".join(answer.streaming_content))).active.iter_rows()
    cells = [[str(cell.value) for cell in row] for row in rows]
    assert cells[0][0] == "重点任务"
    assert cells[-1][:5] == ["1", "政治建设", "=建成", "A党组织", "B党组织"]
    assert cells[-1][6] == "过半（2021-08-01）"


def test_the_lead_asks_the_issuer_agrees_and_the_old_day_stays_visible(client, city):
    root, first, _second, row = city
    sign_in(client, Role.SECRETARY, first)
    page, ask = reverse("plans:task", args=[row.pk]), reverse("plans:change_task", args=[row.pk])
    sent = {"due_on": "2021-09-30", "title": "建成投用", "reason": "汛期停工", "version": "1"}
    assert "申请调整" in text(client, page)
    shown = went(client, ask, sent)
    assert "申请把时限从 2021-06-30 调整到 2021-09-30" in shown
    address = reverse("plans:change", args=[Change.objects.get().pk])
    assert "approve_change" not in text(client, address)
    assert client.post(address, {"verb": "approve_change", "version": "1"}).status_code == 403
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    assert "有 1 个调整申请等您答复" in text(client, reverse("plans:list"))
    assert "等您答复" in text(client, reverse("plans:changes"))
    went(client, address, {"verb": "approve_change", "answer": "", "version": "1"})
    assert "2021-09-30（原定 2021-06-30）" in text(client, page)
    assert "完成时限</dt><dd>2021-06-30</dd>" in text(client, page, {"as_of": "2021-06-29"})


def test_a_refusal_without_a_reason_comes_back_with_a_sentence(client, city):
    root, *_, row = city
    asked = change(row)
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    address = reverse("plans:change", args=[asked.pk])
    answer = client.post(address, {"verb": "refuse_change", "answer": "", "version": "1"})
    assert "请写明不同意的原因" in answer.content.decode()
    assert Change.objects.get().state == "asked"


def test_a_node_changed_at_once_by_the_issuer(client, city):
    root, *_, row = city
    step = node(row, "过半", date(2021, 5, 31))
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    sent = {"due_on": "2021-06-15", "title": "过半", "reason": "改期", "version": "1"}
    shown = went(client, reverse("plans:change_node", args=[step.pk]), sent)
    assert "2021-06-15（原定 2021-05-31）" in shown
    long = sent | {"title": "长" * 201, "version": "2"}
    answer = client.post(reverse("plans:change_node", args=[step.pk]), long)
    assert answer.status_code == 200
    shown = went(client, reverse("plans:remove_node", args=[node(row, "误").pk]), {"version": "1"})
    assert TaskNode.objects.count() == 1


def test_an_order_is_written_shown_and_taken_away(client, city):
    root, first, _second, row = city
    later = task(plan(root), first, 2, date(2021, 5, 1), title="先要验收")
    sign_in(client, Role.SECRETARY, first)
    address = reverse("plans:task_wait", args=[later.pk])
    shown = went(client, address, {"earlier": str(row.pk)})
    assert "前置还没有完成：建成投用（2021-06-30）" in shown
    assert "晚于这一项的时限 2021-05-01" in shown
    assert "等这一项的：先要验收" in text(client, reverse("plans:task", args=[row.pk]))
    back = client.post(reverse("plans:task_wait", args=[row.pk]), {"earlier": str(later.pk)})
    assert "不能互为前置" in back.content.decode()
    went(client, f"{address}?drop={row.pk}", {"earlier": str(row.pk)})
    assert not TaskWait.objects.exists()


def test_nodes_wait_on_their_own_page(client, city):
    _root, first, _second, row = city
    one, two = node(row, "立项", date(2021, 3, 1)), node(row, "开工", date(2021, 4, 1))
    sign_in(client, Role.SECRETARY, first)
    went(client, reverse("plans:node_wait", args=[two.pk]), {"earlier": str(one.pk)})
    assert "前置还没有完成：立项" in text(client, reverse("plans:node", args=[two.pk]))


def test_urging_from_the_list_reaches_the_unit_which_says_it_read_it(client, city):
    root, first, _second, row = city
    far = task(plan(root), first, 2, date(2021, 12, 1), title="还早")
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    listed = text(client, reverse("plans:list"))
    assert f'name="task" value="{row.pk}"' in listed
    assert f'name="task" value="{far.pk}"' not in listed
    sent = {"task": [str(row.pk)], "back": "/plans/?state=soon"}
    answer = client.post(reverse("plans:urge"), sent)
    assert answer["Location"] == "/plans/?state=soon"
    assert "已催办 1 项" in text(client, answer["Location"])
    assert "已经催办过" in went(client, reverse("plans:urge"), sent)
    client.logout()
    sign_in(client, Role.SECRETARY, first)
    made = Digest.objects.get()
    assert "2021-06-30 R党组织 催办 1 项" in text(client, reverse("plans:list"))
    address = reverse("plans:digest", args=[made.pk])
    assert "建成投用" in text(client, address)
    assert "2021-06-30 已阅" in went(client, address, {"version": "1"})
    assert "催办 1 项" not in text(client, reverse("plans:list"))


def test_urging_nothing_or_elsewhere_leads_back_to_the_list(client, city):
    root, *_ = city
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    for back in ("https://example.org/", "//example.org", "/plans/..//example.org", ""):
        answer = client.post(reverse("plans:urge"), {"back": back, "task": "x"})
        assert (answer.status_code, answer["Location"]) == (302, "/plans/")


def test_a_sibling_urges_nobody(client, city):
    _root, _first, second, row = city
    sign_in(client, Role.SECRETARY, second)
    assert client.post(reverse("plans:urge"), {"task": str(row.pk)}).status_code == 403
    assert not Digest.objects.exists()


def test_a_key_task_shows_who_pushes_it_and_what_was_done(client, city):
    root, first, _second, row = city
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    for name in ("plans:pusher", "plans:tie", "plans:project"):
        assert client.get(reverse(name, args=[row.pk])).status_code == 404
    sent = {"aspect": "政治建设", "lead": "A", "helpers": ["B"], "key": "on", "version": "1"}
    assert "机关党建＋" in went(client, reverse("plans:amend", args=[row.pk]), sent)
    pusher = reverse("plans:pusher", args=[row.pk])
    assert "每周到现场" in went(client, pusher, {"unit": "B", "how": "每周到现场"})
    went(client, f"{pusher}?drop=B", {})
    assert not Pusher.objects.exists()
    held = Meeting.objects.create(
        unit=first, kind="theme_day", held_on=date(2021, 6, 1), title="现场办公", state="confirmed",
        recorded_at=NOW, confirmed_at=NOW,
    )  # fmt: skip
    client.logout()
    sign_in(client, Role.SECRETARY, first)
    tie = reverse("plans:tie", args=[row.pk])
    assert "现场办公" in text(client, tie, {"kind": "life.meeting"})
    shown = went(client, f"{tie}?kind=life.meeting", {"fact": [str(held.pk)]})
    assert "会议记录 1 条" in shown
    did = reverse("plans:did", args=[row.pk, "life.meeting"])
    assert "现场办公" in text(client, did)
    client.logout()
    sign_in(client, Role.SECRETARY, Task.objects.get().assistants.get().unit)
    assert "会议记录 1 条" not in text(client, reverse("plans:task", args=[row.pk]))
    assert client.get(did).status_code == 404
    client.post(did, {"key": str(held.pk)})
    assert Tie.objects.count() == 1
    client.logout()
    sign_in(client, Role.OFFICE, first)
    client.post(did, {"key": str(held.pk)})
    assert not Tie.objects.exists()


def test_a_project_of_one_s_own_is_tied_on_its_page(client, city):
    _root, first, _second, row = city
    Task.objects.update(key_on=DAY)
    own = task(plan(first, "项目清单", kind="projects"), first, 1, DUE, title="先锋岗")
    sign_in(client, Role.SECRETARY, first)
    shown = went(client, reverse("plans:project", args=[row.pk]), {"project": str(own.pk)})
    assert "先锋岗" in shown


def test_the_history_names_nothing_that_its_reader_may_not_see(client, city):
    root, first, second, row = city
    Task.objects.update(key_on=DAY)
    other = task(plan(root), unit("C", root), 2, date(2021, 5, 1), title="别家的任务")
    project = task(plan(second, "项目清单", kind="projects"), second, 1, DUE, title="别家的项目")
    event = Event.objects.create(
        unit=second, kind="sport", title="别家的活动", on=date(2021, 6, 2), recorded_at=NOW
    )
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    went(client, reverse("plans:task_wait", args=[row.pk]), {"earlier": str(other.pk)})
    went(client, reverse("plans:project", args=[row.pk]), {"project": str(project.pk)})
    tie = reverse("plans:tie", args=[row.pk]) + "?kind=outreach.event"
    shown = went(client, tie, {"fact": [str(event.pk)]})
    for words in ("别家的任务", "别家的项目", "活动 1 条"):
        assert words in shown
    client.logout()
    sign_in(client, Role.SECRETARY, first)
    shown = text(client, reverse("plans:task", args=[row.pk]))
    for words in ("别家的", "为它做了", "前置还没有完成", "测试人员"):
        assert words not in shown.split("<main")[1]


def test_a_task_written_by_mistake_is_deleted_by_the_issuer_alone(client, city):
    root, first, _second, row = city
    sign_in(client, Role.SECRETARY, first)
    address = reverse("plans:remove", args=[row.pk])
    assert client.post(address, {"version": "1"}).status_code == 403
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    assert client.post(address, {"version": "1"})["Location"] == "/plans/"
    assert not Task.objects.exists()


def test_digests_are_listed(client, city):
    root, first, _second, row = city
    digest(row, root, date(2021, 5, 1))
    sign_in(client, Role.LEADER, first)
    assert "2021-05-01" in text(client, reverse("plans:digests"))
