"""The pages, from a first template to a year that is closed, and what each person is offered."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from tests.members.build import member, post
from tests.responsibility.build import HAND, NOW, RULED, first, go, issued, said, templated
from tests.units.build import unit
from xianfeng.responsibility.models import DutyList, Note, Template


def text(answer):
    return answer.content.decode()


def test_templates_are_begun_written_and_published_by_hand(city, browse):
    page = text(browse("clerk", "/responsibility/templates/of/C/?year=2021"))
    assert "/responsibility/templates/begin/C/?year=2021" in page
    answer = browse("clerk", "/responsibility/templates/begin/C/", year=2021)
    assert answer.headers["Location"] == "/responsibility/templates/of/C/?year=2021"
    template = Template.objects.get(kind="first")
    lines = "抓班子｜看记录｜每季一次｜6-30｜某文件\n抓队伍\n看\t法\t标\t3月5日\t"
    browse("clerk", f"/responsibility/templates/{template.pk}/lines/", version=1, lines=lines)
    added = template.items.order_by("-seq")[:3]
    told = [(i.text, i.measure, i.due_on, i.source, i.local, i.verification) for i in added]
    assert told == [
        ("看", "法", date(2021, 3, 5), "本组织自定", True, "V"),
        ("抓队伍", "半年和年底登记", None, "本组织自定", True, "V"),
        ("抓班子", "看记录", date(2021, 6, 30), "某文件", False, "M"),
    ]
    measured = {"version": 2, "text": "按期率", "figure": "life.rate", "threshold": "90"}
    browse("clerk", f"/responsibility/templates/{template.pk}/measured/", **measured)
    item = template.items.get(text="按期率")
    assert (item.figure, item.threshold, item.local) == ("life.rate", 90, True)
    browse("clerk", f"/responsibility/templates/items/{item.pk}/remove/", version=3)
    assert not template.items.filter(text="按期率").exists()
    browse("clerk", "/responsibility/templates/publish/C/?year=2021", year=2021)
    assert Template.objects.filter(published_on=None).count() == 0
    page = text(browse("clerk", "/responsibility/templates/of/C/?year=2021"))
    assert "/responsibility/issue/C/?year=2021" in page
    assert "添加登记的事项" not in page
    browse("clerk", "/responsibility/templates/reopen/C/?year=2021", year=2021)
    assert Template.objects.filter(published_on=None).count() == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("｜只有办法", "第 2 行请写成"),
        ("一｜二｜三｜6-30｜五｜六", "第 2 行请写成"),
        ("一｜二｜三｜2-30｜", "第 2 行的时限请写成"),
        ("一｜二｜三｜年底｜", "第 2 行的时限请写成"),
        ("长" * 301, "第 2 行太长"),
    ],
)
def test_a_line_that_cannot_be_read_is_pointed_at_and_kept(city, browse, line, told):
    template = Template.objects.create(unit=city.office, kind="first", year=2021)
    path = f"/responsibility/templates/{template.pk}/lines/"
    page = text(browse("clerk", path, version=1, lines=f"好的一行\n{line}"))
    assert told in page
    assert "好的一行" in page
    assert template.items.count() == 0


def test_what_would_be_issued_is_seen_and_each_number_opens_its_list(city, browse):
    templated(city, HAND, kinds=("first", "direct"))
    page = browse("clerk", "/responsibility/issue/C/?year=2021")
    counts = {key: len(slots) for key, _words, slots in page.context["groups"]}
    vacant = counts.pop("vacant")
    assert counts == {"ready": 3, "drafted": 0, "issued": 0, "changed": 0, "without": 1}
    for key, number in (("vacant", vacant), ("without", 1), ("ready", 3)):
        opened = browse("clerk", f"/responsibility/issue/C/?year=2021&show={key}")
        assert opened.context["page"].paginator.count == number
    sent = {"year": 2021, "sign_by": "2021-07-10"}
    answer = browse("clerk", "/responsibility/issue/C/?year=2021", **sent)
    assert answer.headers["Location"] == "/responsibility/?year=2021"
    assert DutyList.objects.count() == 3
    page = browse("clerk", "/responsibility/issue/C/?year=2021")
    counts = {key: len(slots) for key, _words, slots in page.context["groups"]}
    assert (counts["ready"], counts["issued"]) == (0, 3)
    told = text(browse("clerk", "/responsibility/issue/C/?year=2021", **sent))
    assert "没有可以下发的" in told


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("clerk", 200), ("keeper", 404), ("rival", 404), ("holder", 404)],
)
def test_who_does_not_manage_a_unit_issues_nothing_there(city, browse, who, status):
    for path in ("issue/C/", "templates/of/C/", "templates/begin/C/", "templates/publish/C/"):
        assert browse(who, f"/responsibility/{path}").status_code == status


def test_a_branchs_own_secretary_is_told_no(city, browse):
    assert browse("keeper", "/responsibility/issue/B1/").status_code == 403


def test_the_holder_signs_on_a_phone_with_one_tap(city, browse):
    row = first(city)
    home = text(browse("holder", "/responsibility/"))
    assert "我的责任清单" in home
    assert f"/responsibility/{row.pk}/" in home
    assert "各组织的任职和清单" not in home
    page = text(browse("holder", f"/responsibility/{row.pk}/"))
    assert "请在 2021-03-16 前签收" in page or "请在 2021年3月16日 前签收" in page
    browse("holder", f"/responsibility/{row.pk}/go/sign_list/", version=row.version)
    row.refresh_from_db()
    assert (row.state, row.signed_on) == ("signed", NOW.date())
    assert "go/sign_list/" not in text(browse("holder", f"/responsibility/{row.pk}/"))


@pytest.mark.parametrize("who", ["rival", "second", "member", "deputy"])
def test_a_list_does_not_exist_for_others(city, browse, who):
    row = first(city)
    for path in ("", "go/recall_list/", "letter/", "sheet/midyear/"):
        assert browse(who, f"/responsibility/{row.pk}/{path}").status_code == 404
    assert "张书记" not in text(browse(who, "/responsibility/?year=2021"))


def test_the_holders_staff_read_and_do_not_issue(city, browse):
    row = first(city)
    page = text(browse("leader", f"/responsibility/{row.pk}/"))
    assert f"/responsibility/{row.pk}/go/" not in page
    assert browse("leader", f"/responsibility/{row.pk}/go/recall_list/").status_code == 403
    assert browse("keeper", f"/responsibility/{row.pk}/go/hand_over/").status_code == 403
    assert browse("keeper", f"/responsibility/{row.pk}/go/burn/").status_code == 404


def test_notes_are_asked_for_what_no_fact_says(city, browse, monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 7, 5))
    row = go("sign_list", city.holder, first(city, HAND, RULED))
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW.replace(month=7, day=5))
    path = f"/responsibility/{row.pk}/go/note_midyear/"
    page = browse("holder", path)
    assert [one["told"].item.text for one in page.context["form"].rows()] == ["年初部署"]
    item = row.items.get(text="年初部署").pk
    bare = {"version": row.version, f"finding_{item}": "done", f"words_{item}": ""}
    assert "请写一句做了什么" in text(browse("holder", path, **bare))
    browse("holder", path, **bare | {f"words_{item}": "研究了一次"})
    assert [(n.half, n.finding, n.words) for n in Note.objects.all()] == [
        ("midyear", "done", "研究了一次")
    ]
    page = text(browse("keeper", f"/responsibility/{row.pk}/"))
    assert "上半年：已做到 研究了一次" in page
    assert "由记录得出，不用填" in page


def test_before_july_nobody_is_asked_to_note(city, browse):
    row = go("sign_list", city.holder, first(city))
    assert "go/note_" not in text(browse("holder", f"/responsibility/{row.pk}/"))


def test_other_items_and_another_holder_by_hand(city, browse):
    row = go("sign_list", city.holder, first(city))
    gone = row.items.get(seq=1)
    path = f"/responsibility/{row.pk}/go/amend_list/"
    sent = {"version": row.version, "removed": [gone.pk], "lines": "新事项｜｜｜｜"}
    assert DutyList.objects.filter(edition=2).count() == 0
    assert "这个字段是必填项" in text(browse("clerk", path, **sent))
    answer = browse("clerk", path, **sent, reason="分工变了")
    new = DutyList.objects.get(edition=2)
    assert answer.headers["Location"] == f"/responsibility/{new.pk}/"
    page = text(browse("clerk", f"/responsibility/{row.pk}/"))
    assert "分工变了" in page
    assert f"/responsibility/{new.pk}/" in page
    leaving = city.posts[0]
    leaving.until_on = date(2021, 6, 20)
    leaving.save(update_fields=["until_on"])
    post(city.next, city.one, "secretary", since=date(2021, 6, 20))
    path = f"/responsibility/{new.pk}/go/hand_over/"
    form = browse("clerk", path).context["form"]
    assert form.fields["successor"].choices == [(city.next.pk, "孙接任"), ("", "暂时空缺")]
    sent = {"version": new.version, "successor": city.next.pk, "reason": "任职变动"}
    browse("clerk", path, **sent)
    assert DutyList.objects.get(member=city.next).state == "issued"


def test_a_stale_page_is_told_so(city, browse):
    row = first(city)
    path = f"/responsibility/{row.pk}/go/recall_list/"
    page = browse("clerk", path, version=row.version - 1, reason="发错了")
    assert "别人刚刚改过" in text(page)
    assert DutyList.objects.get(pk=row.pk).state == "issued"


def test_posts_are_listed_by_unit_and_narrowed_to_what_is_to_be_done(city, browse):
    row = first(city)
    go("enter_signature", city.keeper, row, signed_on=date(2021, 3, 10))
    page = browse("keeper", "/responsibility/?year=2021")
    shown = [(u.name, [s.standing.value for s in slots]) for u, slots in page.context["page"]]
    assert shown == [("第一支部", ["signed", "overdue", "overdue"])]
    page = browse("keeper", "/responsibility/?year=2021&show=exceptions")
    shown = [[s.member.name for s in slots] for _u, slots in page.context["page"]]
    assert shown == [["李副书记", "王委员"]]
    page = browse("keeper", "/responsibility/?year=2021&show=signed")
    assert [[s.member.name for s in slots] for _u, slots in page.context["page"]] == [["张书记"]]
    page = browse("keeper", "/responsibility/?year=2021&as_of=2021-03-05")
    shown = [[s.standing.value for s in slots] for _u, slots in page.context["page"]]
    assert shown == [["unsigned", "unsigned", "unsigned"]]


def test_nothing_on_superiors_pages_rates_a_person(city, browse):
    issued(city)
    page = text(browse("officer", "/responsibility/?year=2021"))
    main = page[page.index("<main") :]
    assert "%" not in main.replace("%E", "")
    assert "分）" not in main


def test_the_pages_take_as_many_queries_with_three_units_as_with_one(city, browse):
    issued(city, HAND, RULED)

    def asked(path):
        browse("clerk", path)
        with CaptureQueriesContext(connection) as captured:
            assert browse("clerk", path).status_code == 200
        return len(captured)

    paths = ("/responsibility/?year=2021", "/responsibility/issue/C/?year=2021")
    few = [asked(path) for path in paths]
    for number in range(3, 6):
        place = unit(f"B{number}", city.office)
        post(member(f"书记{number}", place), place, "secretary")
    assert [asked(path) for path in paths] == few


def words(answer):
    document = Document(BytesIO(b"".join(answer.streaming_content) if answer.streaming
                                else answer.content))  # fmt: skip
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_the_letter_and_the_sheets_in_word(city, browse, monkeypatch):
    row = go("enter_signature", city.keeper, first(city, HAND, RULED), signed_on=date(2021, 3, 10))
    told = words(browse("holder", f"/responsibility/{row.pk}/letter/"))
    for part in ("2021年度党建工作责任书（第一责任）", "第一支部", "张书记", "年初部署",
                 "本组织自定（地方规则）", "责任人签字", "（代录）"):  # fmt: skip
        assert part in told
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 7, 6))
    july = NOW.replace(month=7, day=5)
    go("note_midyear", city.holder, row, at=july, said=said(row, "done", "研究了一次"))
    half = words(browse("clerk", f"/responsibility/{row.pk}/sheet/midyear/"))
    assert "研究了一次" in half
    assert "由记录得出" in half
    assert "研究了一次" not in words(browse("clerk", f"/responsibility/{row.pk}/sheet/yearend/"))
    assert browse("clerk", f"/responsibility/{row.pk}/sheet/monthly/").status_code == 404


def test_lists_leave_as_a_workbook(city, browse):
    issued(city, HAND, RULED)
    answer = browse("keeper", "/responsibility/export/?year=2021")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:6] == ["组织编码", "党组织", "职务", "责任人", "清单", "情况"]
    assert [(r[3], r[4], r[9], r[12]) for r in rows[1:3]] == [
        ("张书记", "第一责任", "年初部署", "还没登记"),
        ("张书记", "第一责任", "主题党日", "还没做到"),
    ]
    assert len(rows) == 1 + 3 * 2
    assert "赵书记" not in str(rows)
