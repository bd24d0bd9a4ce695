"""The ledger of supervision: in, compared, taken back, out again."""

from datetime import date
from io import BytesIO

import pytest

from tests.supervision.build import NOW, THREE, confirmed, drawn, go, planned, record
from xianfeng.kernel.actions import Refused
from xianfeng.ledgers import actions as ledgers
from xianfeng.ledgers import registry, sheets
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.sheets import Heading
from xianfeng.supervision.models import Visit

DAY = date(2021, 3, 5)
ROW = ["C", "R", "专题调研", DAY, "张三、李四", "党史学习教育", "查阅会议记录", 3]
TITLES = [
    "被督导单位编码", "督导单位编码", "方式", "日期", "督导组成员", "主题", "情况", "发现问题数",
]  # fmt: skip


def changed(**cells):
    return list((dict(zip(TITLES, ROW, strict=True)) | cells).values())


def take_in(viewer, *lines, titles=TITLES):
    target = BytesIO()
    sheets.write_xlsx(target, [Heading(title) for title in titles], lines, title="台账")
    examined = ledgers.import_file(
        actor=viewer, at=NOW, kind=registry.get("inspections"), name="台账.xlsx",
        content=target.getvalue(), valid_only=True,
    )  # fmt: skip
    return examined.outcome()


def take_back(viewer):
    batch = Batch.objects.latest("pk")
    ledgers.undo(actor=viewer, at=NOW, batch_id=batch.pk, version=batch.version)


def counts(outcome):
    return tuple(outcome[name] for name in ("rows", "rejected", "new", "changed", "unchanged"))


def out(viewer, path=""):
    return [list(row) for row in registry.get("inspections").export(viewer, path, False)]


def test_a_row_comes_in_once_and_goes_out_as_it_came(city):
    assert counts(take_in(city.officer, ROW)) == (1, 0, 1, 0, 0)
    assert out(city.officer) == [ROW]
    assert counts(take_in(city.officer, *out(city.officer))) == (1, 0, 0, 0, 1)
    visit = Visit.objects.get()
    assert (visit.state, visit.issuer, visit.unit, visit.found, visit.due_on) == (
        "confirmed",
        city.root,
        city.c,
        3,
        None,
    )


def test_the_issuer_is_the_nearest_above_that_the_importer_keeps(city):
    take_in(city.officer, changed(被督导单位编码="B1", 督导单位编码=""))
    take_in(city.clerk, changed(被督导单位编码="B2", 督导单位编码=""))
    found = Visit.objects.order_by("unit__path").values_list("issuer__code", "unit__code")
    assert list(found) == [("C", "B1"), ("C", "B2")]


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"被督导单位编码": "Z"}, "被督导单位编码", "unit_not_found"),
        ({"被督导单位编码": ""}, "被督导单位编码", "required"),
        ({"督导单位编码": "Z"}, "督导单位编码", "unit_not_found"),
        ({"督导单位编码": "D"}, "督导单位编码", "choice_unknown"),
        ({"督导单位编码": "C"}, "督导单位编码", "choice_unknown"),
        ({"方式": "打电话"}, "方式", "choice_unknown"),
        ({"日期": date(2021, 7, 1)}, "日期", "date_in_future"),
        ({"日期": "上周"}, "日期", "date_invalid"),
        ({"主题": ""}, "主题", "required"),
        ({"发现问题数": -1}, "发现问题数", "number_invalid"),
        ({"发现问题数": "很多"}, "发现问题数", "number_invalid"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell(city, cells, column, code):
    outcome = take_in(city.officer, changed(**cells), changed(日期=date(2021, 3, 9)))
    assert [(e["column"], e["code"]) for e in outcome["errors"]] == [(column, code)]
    assert Visit.objects.count() == 1


def test_nobody_records_a_visit_to_themselves_or_elsewhere(city):
    for viewer, code in ((city.clerk, "C"), (city.clerk, "E1"), (city.secretary, "B1")):
        outcome = take_in(viewer, changed(被督导单位编码=code, 督导单位编码=""))
        assert [error["code"] for error in outcome["errors"]] == ["unit_not_found"]
    outcome = take_in(city.clerk, changed(被督导单位编码="B1", 督导单位编码="R"))
    assert [error["code"] for error in outcome["errors"]] == ["unit_not_found"]
    assert Visit.objects.count() == 0


def test_headings_and_words_as_offices_write_them(city):
    titles = [
        "被检查单位编码",
        "检查方式",
        "检查时间",
        "检查人员",
        "检查内容",
        "检查情况",
        "问题数",
    ]
    line = ["C", "暗访", "2021.3.5", "张三", "值班", "现场看", 0]
    assert counts(take_in(city.officer, line, titles=titles)) == (1, 0, 1, 0, 0)
    assert out(city.officer) == [["C", "R", "明察暗访", DAY, "张三", "值班", "现场看", 0]]


def test_a_changed_row_changes_what_it_states_and_is_taken_back(city):
    take_in(city.officer, ROW)
    before = Visit.objects.values().get()
    outcome = take_in(city.officer, changed(情况="", 督导组成员="张三", 发现问题数=2))
    assert counts(outcome) == (1, 0, 0, 1, 0)
    found = Visit.objects.values_list("looked", "team_names", "found", "version").get()
    assert found == ("查阅会议记录", "张三", 2, 2)
    take_back(city.officer)
    assert Visit.objects.values().get() == before


def test_what_came_in_is_taken_back_unless_it_was_amended(city):
    take_in(city.officer, ROW, changed(日期=date(2021, 4, 6)))
    take_back(city.officer)
    assert Visit.objects.count() == 0
    take_in(city.officer, ROW)
    visit = Visit.objects.get()
    late = record(THREE[0], held_on=DAY, looked="补记")
    go("amend_visit", city.officer, visit, record=late, reason="漏记")
    with pytest.raises(Refused):
        take_back(city.officer)


def test_a_row_twice_in_a_sheet_is_one_visit(city):
    outcome = take_in(city.officer, ROW, ROW)
    assert [error["code"] for error in outcome["errors"]] == ["duplicate_in_file"]
    assert Visit.objects.count() == 1


def test_what_was_recorded_here_goes_out_and_comes_back_unchanged(city):
    visit = planned(city)
    picked = drawn(city, visit).picked
    confirmed(city, visit, *THREE)
    names = {str(each.pk): name for name, each in city.people.items()}
    team = "、".join(names[key] for key in picked)
    line = ["C", "R", "专题调研", date(2021, 6, 29), team, "党史学习教育", "查阅会议记录", 3]
    assert out(city.officer) == [line]
    assert counts(take_in(city.officer, line)) == (1, 0, 0, 0, 1)
    outcome = take_in(city.officer, [*line[:-1], 2])
    assert [e["message"] for e in outcome["errors"]] == ["这次督导是在系统里记录的，请打开它更正"]


def test_everybody_sends_out_what_they_see(city):
    take_in(city.officer, ROW, changed(被督导单位编码="E1"))
    planned(city, city.f, kind="unannounced")
    codes = {
        who: [row[0] for row in out(getattr(city, who))]
        for who in ("officer", "clerk", "rival", "secretary", "member")
    }
    assert codes == {
        "officer": ["C", "E1"], "clerk": ["C"], "rival": ["E1"], "secretary": [], "member": [],
    }  # fmt: skip
    assert [row[0] for row in out(city.officer, city.d.path)] == ["E1"]
