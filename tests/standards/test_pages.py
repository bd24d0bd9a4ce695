"""The pages, from a new standard to a check agreed to, and what each person is offered."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.standards.build import (
    answered,
    check_of,
    go,
    in_state,
    measured,
    published,
)
from xianfeng.standards.models import Check, Goal, ModelBranch, Plan, Standard


@pytest.fixture
def browse(client, city):
    def act(who, path, **posted):
        client.force_login(city.users[who])
        return client.post(path, posted) if posted else client.get(path)

    return act


def test_a_standard_is_written_and_published_by_hand(city, browse):
    new = {"title": "支部建设标准", "year": 2021, "source": "本组织自定", "verification": "M"}
    answer = browse("clerk", "/standards/new/C/", **new, due_on="2021-11-30")
    standard = Standard.objects.get()
    assert answer.headers["Location"] == f"/standards/{standard.pk}/"
    lines = "组织设置｜班子健全｜条例\n阵地\t有活动场所\n"
    browse("clerk", f"/standards/{standard.pk}/lines/", version=1, lines=lines)
    item = {"version": 2, "group": "组织生活", "text": "主题党日", "rule": "branch.theme_day"}
    browse("clerk", f"/standards/{standard.pk}/item/", **item)
    rows = list(standard.items.values_list("seq", "group", "text", "source", "rule"))
    assert rows == [
        (1, "组织设置", "班子健全", "条例", ""),
        (2, "阵地", "有活动场所", "", ""),
        (3, "组织生活", "主题党日", "", "branch.theme_day"),
    ]
    browse("clerk", f"/standards/{standard.pk}/publish/", version=3)
    assert [check.unit.code for check in Check.objects.all()] == ["B1", "B2"]
    page = browse("secretary", f"/standards/{standard.pk}/").content.decode()
    assert "由记录得出" in page
    assert "添加自查项" not in page


def test_a_line_that_says_too_little_is_pointed_at_and_kept(city, browse):
    standard = published(city)
    Standard.objects.update(published_on=None)
    page = browse("clerk", f"/standards/{standard.pk}/lines/", version=3, lines="甲｜乙\n只有一段")
    text = page.content.decode()
    assert "第 2 行请写成“分组｜内容｜依据”" in text
    assert "只有一段" in text


def test_a_branch_fills_hands_in_and_reads_the_answer(city, browse):
    standard = published(city)
    measured(standard, 10, rule="branch.theme_day")
    check = check_of(standard, city.one)
    home = browse("secretary", "/standards/branch/B1/").content.decode()
    assert f"/standards/checks/{check.pk}/" in home
    page = browse("secretary", f"/standards/checks/{check.pk}/answer/")
    assert [row["line"].item.seq for row in page.context["form"].rows()] == [1, 2, 3]
    keys = list(standard.items.filter(rule="").values_list("pk", flat=True))
    part = {"version": check.version, f"finding_{keys[0]}": "met", f"note_{keys[0]}": "5 名委员"}
    browse("secretary", f"/standards/checks/{check.pk}/answer/", **part)
    step = f"/standards/checks/{check.pk}/go/submit/"
    early = browse("secretary", step, version=check.version + 1)
    assert "还有 2 项没有自查" in early.content.decode()
    check.refresh_from_db()
    rest = {"version": check.version} | {f"finding_{key}": "not_yet" for key in keys}
    browse("secretary", f"/standards/checks/{check.pk}/answer/", **rest)
    check.refresh_from_db()
    browse("secretary", step, version=check.version)
    check.refresh_from_db()
    assert (check.state, check.submitted_by) == ("submitted", city.users["secretary"])
    said = {"version": check.version, f"objection_{keys[0]}": "已经补齐", "opinion": "继续改进"}
    browse("clerk", f"/standards/checks/{check.pk}/confirm/", **said)
    page = browse("secretary", f"/standards/checks/{check.pk}/").content.decode()
    assert "上级不同意：已经补齐" in page
    assert "继续改进" in page


OFFERED = {
    ("secretary", "draft"): ["填写自查", "提交给上级"],
    ("secretary", "submitted"): ["撤回修改"],
    ("secretary", "sent_back"): ["填写自查", "提交给上级"],
    ("secretary", "checked"): [],
    ("leader", "draft"): [],
    ("clerk", "draft"): ["填写自查", "提交给上级"],
    ("clerk", "submitted"): ["核查", "撤回修改", "退回支部"],
    ("clerk", "sent_back"): ["填写自查", "提交给上级"],
    ("clerk", "checked"): ["重新退回支部"],
}


@pytest.mark.parametrize(("who", "state"), OFFERED)
def test_everybody_is_offered_the_steps_they_may_take(city, browse, who, state):
    check = in_state(city, state)
    context = browse(who, f"/standards/checks/{check.pk}/").context
    offered = ["填写自查"] * context["may_answer"] + ["核查"] * context["may_confirm"]
    assert offered + [str(words) for _verb, words in context["steps"]] == OFFERED[who, state]


def test_steps_of_others_are_refused_and_foreign_checks_do_not_exist(city, browse):
    check = in_state(city, "submitted")
    base = f"/standards/checks/{check.pk}/"
    assert browse("secretary", f"{base}go/send_back/").status_code == 403
    assert browse("secretary", f"{base}confirm/").status_code == 403
    assert browse("leader", f"{base}go/take_back/").status_code == 403
    assert browse("clerk", f"{base}go/nothing/").status_code == 404
    for who in ("rival", "second", "member"):
        for page in ("", "answer/", "confirm/", "paper/", "go/submit/"):
            assert browse(who, base + page).status_code == 404
    assert browse("member", "/standards/branch/B1/").status_code == 404
    assert browse("rival", f"/standards/{check.standard_id}/overview/").status_code == 404
    assert Check.objects.get(pk=check.pk).state == "submitted"


def test_sending_back_asks_for_the_reason(city, browse):
    check = in_state(city, "submitted")
    step = f"/standards/checks/{check.pk}/go/send_back/"
    assert "reason" in browse("clerk", step, version=check.version).context["form"].errors
    assert Check.objects.get(pk=check.pk).state == "submitted"
    browse("clerk", step, version=check.version, reason="说明太少")
    page = browse("secretary", f"/standards/checks/{check.pk}/").content.decode()
    assert "上级退回：说明太少" in page


def test_the_overview_and_its_workbook_list_the_same(city, browse):
    check = in_state(city, "checked")
    page = browse("clerk", f"/standards/{check.standard_id}/overview/")
    shown = [(row.check.unit.code, row.tally.met) for row in page.context["found"].rows]
    assert shown == [("B1", 1), ("B2", 0)]
    answer = browse("clerk", f"/standards/{check.standard_id}/export/?state=checked")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [(row[0], row[6], row[7]) for row in rows[1:]] == [
        ("B1", "班子健全", "已达标"),
        ("B1", "小组划分合理", "还没做到"),
        ("B1", "有活动场所", "不涉及"),
    ]


def test_the_sheet_is_a_word_document(city, browse):
    standard = published(city)
    measured(standard, 10, rule="branch.theme_day")
    check = check_of(standard, city.one)
    answered(city, check)
    answer = browse("secretary", f"/standards/checks/{check.pk}/paper/")
    document = Document(BytesIO(answer.content))
    assert document.paragraphs[0].text == "2021年度支部标准化自查表"
    cells = [
        [cell.text for cell in row.cells] for table in document.tables[-3:] for row in table.rows
    ]
    assert ["1", "班子健全", "已达标", "说明1", "—"] in cells
    assert ["10", "计量10", "还没做到", "未到期 1，逾期 5", "由记录得出"] in cells


def test_a_plan_is_made_with_goals_from_items_not_met(city, browse):
    standard = published(city)
    check = check_of(standard, city.one)
    answered(city, check)
    browse("secretary", "/standards/plans/new/B1/", first_year=2021)
    plan = Plan.objects.get()
    page = f"/standards/plans/{plan.pk}/"
    offered = browse("secretary", f"{page}add/").context["form"].items.values()
    assert [item.text for item in offered] == ["小组划分合理", "有活动场所"]
    item = standard.items.get(seq=2)
    browse("secretary", f"{page}add/", stage=1, item=item.pk, due_on="2021-09-30")
    goal = Goal.objects.get()
    assert (goal.text, goal.item, goal.due_on) == ("小组划分合理", item, date(2021, 9, 30))
    wrong = browse("secretary", f"{page}add/", stage=3, text="提升", due_on="2021-09-30")
    assert "要在 2023 年之内完成" in wrong.content.decode()
    answer = browse("secretary", f"/standards/goals/{goal.pk}/")
    assert answer.headers["Location"] == f"{page}#goal-{goal.pk}"
    browse("secretary", f"/standards/goals/{goal.pk}/done/", version=1, done_on="2021-06-20")
    text = browse("clerk", page).content.decode()
    assert "2021-06-20 完成" in text
    assert browse("second", page).status_code == 404
    assert browse("leader", f"/standards/goals/{goal.pk}/drop/").status_code == 403


def test_a_model_is_named_from_the_branchs_page(city, browse):
    assert "认定示范支部" in browse("clerk", "/standards/branch/B1/").content.decode()
    assert "认定示范支部" not in browse("secretary", "/standards/branch/B1/").content.decode()
    form = browse("clerk", "/standards/models/name/B1/").context["form"]
    assert [name for _key, name in form.fields["named_by"].choices] == ["甲局机关党委"]
    said = {"named_by": city.office.pk, "named_on": "2021-06-01", "reason": "规范"}
    browse("clerk", "/standards/models/name/B1/", **said)
    model = ModelBranch.objects.get()
    listed = browse("secretary", "/standards/models/").content.decode()
    assert "第一支部" in listed
    assert f"/standards/models/{model.pk}/end/" not in listed
    assert browse("secretary", f"/standards/models/{model.pk}/end/").status_code == 403
    assert browse("rival", f"/standards/models/{model.pk}/end/").status_code == 404
    browse("clerk", f"/standards/models/{model.pk}/end/", on="2021-06-20", reason="不再符合")
    model.refresh_from_db()
    assert (model.taken_back_on, model.taken_back_because) == (date(2021, 6, 20), "不再符合")


def test_a_stale_page_is_told_so(city, browse):
    check = in_state(city, "draft")
    stale = check.version - 1
    page = browse("secretary", f"/standards/checks/{check.pk}/go/submit/", version=stale)
    assert "别人刚刚改过" in page.content.decode()
    go("submit", city.secretary, check)
    assert Check.objects.get(pk=check.pk).state == "submitted"
