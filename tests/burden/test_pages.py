"""The pages, from a task with its cost to the answers in Excel, and the list of work groups."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.burden.build import (
    DESKS,
    MEMBERS,
    ON,
    answered,
    drafted,
    issued,
    listed,
    reply_of,
    step,
    turn,
)
from tests.units.build import unit
from xianfeng.burden.models import Collection, Reply, WorkGroup

TODAY = datetime(2021, 6, 30)


@pytest.fixture
def browse(client, city):
    def act(who, path, **posted):
        client.force_login(city.users[who])
        return client.post(path, posted) if posted else client.get(path)

    return act


def text(answer):
    return answer.content.decode()


def sheet_of(answer):
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_task_is_designed_with_its_cost_and_issued_by_hand(city, browse):
    new = {"title": "办公条件", "purpose": "摸清底数", "kinds": ["branch"], "due_on": "2021-07-20"}
    answer = browse("clerk", "/burden/collections/new/C/", **new)
    task = Collection.objects.get()
    base = f"/burden/collections/{task.pk}/"
    assert answer.headers["Location"] == base
    assert task.expires_on == ON + timedelta(days=90)
    page = text(browse("clerk", f"{base}field/"))
    assert "发给 2 个组织" in page
    assert "再问一项数字：合计约 2 分钟" in page
    known = {"mode": "known", "version": 1, "source": "figure:org.members"}
    early = browse("clerk", f"{base}field/", **known)
    assert "请写明这个数字从哪天到哪天" in text(early)
    browse("clerk", f"{base}field/", **known, first="2021-01-01", last="2021-06-30")
    asked = {"mode": "new", "version": 2, "title": "本支部党员总数", "kind": "number"}
    held = browse("clerk", f"{base}field/", **asked, reason="要用")
    assert "系统里已有“党员数”" in text(held)
    assert "/reports/figures/org.members/" in text(held)
    assert "本支部党员总数" in text(held)
    asked = asked | {"title": "办公用房面积", "reason": "核定标准"}
    browse("clerk", f"{base}field/", **asked)
    page = text(browse("clerk", base))
    assert "每个组织新填 1 项，核对 1 项，约 1 分钟" in page
    browse("clerk", f"{base}go/issue_collection/", version=3)
    task.refresh_from_db()
    assert (task.state, task.issued_on) == ("issued", ON)
    asked_units = Reply.objects.order_by("unit__path").values_list("unit__code", flat=True)
    assert list(asked_units) == ["B1", "B2"]


def test_a_field_without_a_reason_or_with_one_choice_is_refused(city, browse):
    task = drafted(city, DESKS)
    add = f"/burden/collections/{task.pk}/field/"
    asked = {"mode": "new", "version": 2, "title": "场所", "kind": "choice"}
    assert "reason" in browse("clerk", add, **asked).context["fresh"].errors
    one = browse("clerk", add, **asked, reason="核定", choices="有、有")
    assert "请至少写两个选项" in text(one)
    browse("clerk", add, **asked, reason="核定", choices="有、没有，共用")
    item = task.items.get(title="场所")
    assert item.choices == ["有", "没有", "共用"]
    browse("clerk", f"/burden/items/{item.pk}/remove/", version=3)
    assert [each.title for each in task.items.all()] == ["办公用房面积"]


def test_a_unit_answers_on_one_page_and_never_types_what_is_known(city, browse):
    task = issued(city)
    reply = reply_of(task, city.one)
    known, new = task.items.all()
    page = text(browse("secretary", f"/burden/replies/{reply.pk}/"))
    assert "系统记录：<strong>0人</strong>" in page
    assert "为什么要问：核定面积标准" in page
    said = {"version": 1, "verb": "answer_collection", f"value_{new.pk}": "120"}
    missing = browse("secretary", f"/burden/replies/{reply.pk}/", **said)
    assert Reply.objects.get(pk=reply.pk).state == "open"
    assert f"right_{known.pk}" in missing.context["form"].errors
    wrong = browse(
        "secretary", f"/burden/replies/{reply.pk}/", **said, **{f"right_{known.pk}": "no"}
    )
    assert "请写明应为多少" in text(wrong)
    sent = said | {f"right_{known.pk}": "yes", f"value_{known.pk}": "999"}
    browse("secretary", f"/burden/replies/{reply.pk}/", **sent)
    reply.refresh_from_db()
    assert (reply.state, reply.answered_on, reply.on_behalf) == ("answered", ON, False)
    entries = [(each.value, each.agreed, each.objection) for each in reply.entries.all()]
    assert entries == [("0人", True, ""), ("120", None, "")]


def test_zero_is_one_click(city, browse):
    reply = reply_of(issued(city), city.one)
    browse("secretary", f"/burden/replies/{reply.pk}/", version=1, verb="none")
    reply.refresh_from_db()
    assert (reply.state, reply.none, reply.entries.count()) == ("answered", True, 0)
    page = text(browse("clerk", f"/burden/replies/{reply.pk}/"))
    assert "已答复：本单位无" in page


def test_what_a_superior_types_is_marked(city, browse):
    reply = reply_of(issued(city), city.one)
    browse("clerk", f"/burden/replies/{reply.pk}/", version=1, verb="none")
    assert Reply.objects.get(pk=reply.pk).on_behalf
    assert "上级代录" in text(browse("secretary", f"/burden/replies/{reply.pk}/"))


def test_the_workbook_holds_every_answer_in_the_fixed_order(city, browse):
    task = issued(city)
    answered(task, city.two, city.second, ("9人", "应为 8 人"), "60")
    answer = browse("clerk", f"/burden/collections/{task.pk}/export/")
    assert sheet_of(answer) == [
        ["组织编码", "党组织", "状态", "答复日期", "党员数", "办公用房面积"],
        ["B1", "第一支部", "等答复", None, None, None],
        [
            "B2",
            "第二支部",
            "已答复",
            TODAY,
            "9人（有出入：应为 8 人）",
            "60",
        ],
    ]
    own = browse("secretary", f"/burden/collections/{task.pk}/export/")
    assert [row[0] for row in sheet_of(own)] == ["组织编码", "B1"]


def test_others_see_no_task_and_a_unit_sees_its_own_answer_only(city, browse):
    task = issued(city)
    base = f"/burden/collections/{task.pk}/"
    reply = reply_of(task, city.one)
    for who in ("rival", "faraway", "member"):
        for page in (base, f"{base}export/", f"{base}go/issue_collection/", f"{base}field/"):
            assert browse(who, page).status_code == 404, (who, page)
        assert browse(who, f"/burden/replies/{reply.pk}/").status_code == 404
    assert browse("second", f"/burden/replies/{reply.pk}/").status_code == 404
    page = text(browse("second", base))
    assert "第二支部" in page
    assert "第一支部" not in page
    assert "让下面花多少时间" not in page
    assert browse("second", f"{base}go/close_collection/", version=3).status_code == 403
    assert (
        browse("leader", f"/burden/replies/{reply.pk}/", version=1, verb="none").status_code == 403
    )
    draft = drafted(city, MEMBERS, title="未发出")
    assert browse("secretary", f"/burden/collections/{draft.pk}/").status_code == 404
    listed_tasks = browse("secretary", "/burden/collections/").context["page"].object_list
    assert [each.pk for each in listed_tasks] == [task.pk]


def test_the_month_by_unit_opens_what_each_number_is(city, browse):
    listed(city.secretary, city.one)
    issued(city)
    page = browse("clerk", "/burden/")
    rows = [(row.unit.code, row.fields, row.notices, told) for row, told in page.context["rows"]]
    assert rows == [
        ("C", 8, 0, []),
        ("B1", 5, 1, ["甲局机关党委 1 件"]),
        ("B2", 0, 1, ["甲局机关党委 1 件"]),
    ]
    assert "/burden/unit/B1/?month=2021-06#typed" in text(page)
    own = browse("secretary", "/burden/unit/B1/?month=2021-06")
    assert [(line.title, line.fields) for line in own.context["typed"]] == [("数据征集和工作群", 5)]
    assert [one.superior for one in own.context["received"]] == ["甲局机关党委"]
    assert "办公条件征集" in text(own)
    assert browse("secretary", "/burden/unit/B2/").status_code == 404
    assert browse("member", "/burden/unit/B1/").status_code == 404
    assert browse("member", "/burden/").context["page"].object_list == []


def test_an_empty_meter_says_what_comes(browse):
    assert "还没有一个月的记录" in text(browse("clerk", "/burden/"))
    assert "这个月上级没有发来通知" in text(browse("clerk", "/burden/unit/B1/"))


def test_groups_are_listed_looked_through_and_exported(city, browse):
    new = {"name": "通知群", "platform": "微信", "people": 12, "purpose": "发通知"}
    browse("secretary", "/burden/groups/new/B1/", **new)
    group = WorkGroup.objects.get()
    again = browse("secretary", "/burden/groups/new/B1/", **new)
    assert "清单里已有这个群" in text(again)
    base = f"/burden/groups/{group.pk}/"
    browse("secretary", f"{base}go/keep_group/", version=1, usage="seldom", people=9)
    page = browse("clerk", "/burden/groups/")
    assert [one.pk for one in page.context["suggested"]] == [group.pk]
    browse(
        "secretary", f"{base}go/propose_group/", version=2, close_by="2021-07-01", because="少用"
    )
    kept = listed(city.secretary, city.one, name="留下的群")
    offered = browse("secretary", f"{base}go/merge_group/").context["form"].fields["into"].queryset
    assert list(offered) == [kept]
    browse("secretary", f"{base}go/merge_group/", version=3, into=kept.pk)
    group.refresh_from_db()
    assert (group.state, group.merge_into, group.closed_on) == ("merged", kept, ON)
    rows = sheet_of(browse("clerk", "/burden/groups/export/?state=merged"))
    assert [(row[0], row[2], row[6], row[11]) for row in rows[1:]] == [
        ("B1", "通知群", "已并入", "留下的群")
    ]
    for who in ("second", "rival", "member"):
        assert browse(who, base).status_code == 404
    assert browse("leader", f"{base}go/reopen_group/", version=4).status_code == 403
    assert browse("secretary", f"{base}go/nothing/").status_code == 404


def test_a_group_not_looked_at_for_a_year_is_named(city, browse):
    old = listed(city.secretary, city.one)
    WorkGroup.objects.filter(pk=old.pk).update(looked_on=date(2020, 6, 30))
    fresh = listed(city.secretary, city.one, name="新群")
    page = browse("secretary", "/burden/groups/")
    assert [one.pk for one in page.context["unlooked"]] == [old.pk]
    step("keep_group", city.secretary, old)
    assert list(browse("secretary", "/burden/groups/").context["unlooked"]) == []
    assert fresh.usage == "often"


def queries_of(browse, path):
    browse("clerk", path)
    with CaptureQueriesContext(connection) as seen:
        browse("clerk", path)
    return len(seen)


@pytest.mark.parametrize(
    ("path", "asked"), [("/burden/", 23), ("/burden/collections/", 15), ("/burden/groups/", 16)]
)
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_number_of_queries(city, browse, path, asked, rows):
    for number in range(rows):
        place = unit(f"X{number}", city.one)
        listed(city.secretary, place, name="群")
        issued(city, DESKS.__class__("text", f"问题{number}号", "要用"), title=f"第{number}份")
    assert queries_of(browse, path) == asked


def test_an_issued_task_shows_its_steps_after_it_has_run_out(city, browse):
    task = issued(city)
    Collection.objects.update(due_on=date(2021, 6, 1), expires_on=date(2021, 6, 2))
    page = text(browse("clerk", f"/burden/collections/{task.pk}/"))
    assert "已过截止日" in page
    reply = reply_of(task, city.one)
    shown = text(browse("secretary", f"/burden/replies/{reply.pk}/"))
    assert "还没有答复" in shown
    assert "确认答复" not in shown
    late = browse("secretary", f"/burden/replies/{reply.pk}/", version=1, verb="none")
    assert Reply.objects.get(pk=reply.pk).state == "open"
    assert late.status_code == 200
    assert turn("close_collection", city.clerk, task).state == "closed"


def test_the_page_of_a_task_leads_a_unit_to_its_own_answer(city, browse):
    task = issued(city)
    page = browse("secretary", f"/burden/collections/{task.pk}/")
    assert page.context["ours"] == reply_of(task, city.one)
    assert browse("clerk", f"/burden/collections/{task.pk}/").context["ours"] is None


def test_a_refusal_that_names_a_page_links_to_it(city, browse):
    add = f"/burden/collections/{drafted(city, DESKS).pk}/field/"
    asked = {"mode": "new", "version": 2, "title": "党员总数", "kind": "number", "reason": "要用"}
    held = browse("clerk", add, **asked)
    assert held.context["fresh"].errors["title"] == ["系统里已有“党员数”，请直接引用或查看"]
    assert '<a href="/reports/figures/org.members/">去看已有的</a>' in text(held)
