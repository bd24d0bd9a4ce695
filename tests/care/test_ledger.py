"""The ledgers of visits, talks and honours: in, compared, taken back, out again."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from tests.care.conftest import AT
from tests.members.build import member
from xianfeng.care.actions import talks as talk_actions
from xianfeng.care.models import Honour, Talk, TalkYear, Visit
from xianfeng.kernel.actions import Refused
from xianfeng.ledgers import actions as ledgers
from xianfeng.ledgers import registry, sheets
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.sheets import Heading

DAY = date(2021, 3, 5)
ROWS = {
    "care": ["A", "陈晨", DAY, "患病住院", Decimal(500), "党费", "安国", "住院"],
    "talks": ["A", DAY, "安国", "陈晨", "上门", "日常谈心"],
    "awards": ["A", "陈晨", "优秀共产党员", "市直机关", DAY, "市直机关工委", "云直工〔2021〕8号"],
}
MODELS = {"care": Visit, "talks": Talk, "awards": Honour}


def book(kind, *lines):
    target = BytesIO()
    titles = [Heading(column.title) for column in registry.get(kind).columns]
    sheets.write_xlsx(target, titles, lines, title="台账")
    return target.getvalue()


def take_in(viewer, kind, *lines):
    examined = ledgers.import_file(
        actor=viewer, at=AT, kind=registry.get(kind), name="台账.xlsx",
        content=book(kind, *lines), valid_only=True,
    )  # fmt: skip
    return examined.outcome()


def take_back(city):
    batch = Batch.objects.latest("pk")
    ledgers.undo(actor=city.secretary_viewer, at=AT, batch_id=batch.pk, version=batch.version)


def counts(outcome):
    return tuple(outcome[name] for name in ("rows", "rejected", "new", "changed", "unchanged"))


def changed(kind, **cells):
    titles = [column.title for column in registry.get(kind).columns]
    return list((dict(zip(titles, ROWS[kind], strict=True)) | cells).values())


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_comes_in_once_and_goes_out_as_it_came(city, kind):
    assert counts(take_in(city.secretary_viewer, kind, ROWS[kind])) == (1, 0, 1, 0, 0)
    out = [list(row) for row in registry.get(kind).export(city.secretary_viewer, "", False)]
    assert out == [ROWS[kind]]
    assert counts(take_in(city.secretary_viewer, kind, *out)) == (1, 0, 0, 0, 1)
    assert MODELS[kind].objects.count() == 1


@pytest.mark.parametrize("kind", ROWS)
def test_a_sibling_takes_in_and_sends_out_nothing_of_another_branch(city, kind):
    outcome = take_in(city.sibling_viewer, kind, ROWS[kind], changed(kind, 组织编码="B"))
    assert outcome["rejected"] == 2
    assert outcome["errors"][0]["code"] == "unit_not_found"
    take_in(city.secretary_viewer, kind, ROWS[kind])
    assert list(registry.get(kind).export(city.sibling_viewer, "", False)) == []


@pytest.mark.parametrize(
    ("kind", "cells", "stands"),
    [
        ("care", {"慰问金（元）": Decimal(800)}, {"amount": Decimal(800), "fund": "dues"}),
        ("talks", {"方式": "电话"}, {"form": "phone"}),
        (
            "awards",
            {"级别": "市级", "文号": ""},
            {"level": "city", "document": "云直工〔2021〕8号"},
        ),
    ],
)
def test_a_changed_row_changes_what_it_states_and_is_taken_back(city, kind, cells, stands):
    take_in(city.secretary_viewer, kind, ROWS[kind])
    before = MODELS[kind].objects.values().get()
    outcome = take_in(city.secretary_viewer, kind, changed(kind, **cells))
    assert counts(outcome) == (1, 0, 0, 1, 0)
    assert MODELS[kind].objects.values(*stands).get() == stands
    take_back(city)
    assert MODELS[kind].objects.values().get() == before


@pytest.mark.parametrize("kind", ROWS)
def test_what_came_in_is_taken_back_whole(city, kind):
    take_in(city.secretary_viewer, kind, ROWS[kind])
    take_back(city)
    assert MODELS[kind].objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "cells", "column", "code"),
    [
        ("care", {"姓名": "没有人"}, "姓名", "choice_unknown"),
        ("care", {"姓名": "隔壁"}, "姓名", "choice_unknown"),
        ("care", {"姓名": ""}, "姓名", "required"),
        ("care", {"慰问日期": date(2021, 6, 21)}, "慰问日期", "date_in_future"),
        ("care", {"缘由": "随便"}, "缘由", "choice_unknown"),
        ("care", {"经费来源": ""}, "经费来源", "required"),
        ("care", {"慰问金（元）": -1}, "慰问金（元）", "number_invalid"),
        ("talks", {"谈话对象": "安国"}, "谈话对象", "choice_unknown"),
        ("talks", {"谈话人": "没有人"}, "谈话人", "choice_unknown"),
        ("talks", {"谈话日期": "昨天"}, "谈话日期", "date_invalid"),
        ("awards", {"荣誉名称": ""}, "荣誉名称", "required"),
        ("awards", {"级别": "宇宙级"}, "级别", "choice_unknown"),
        ("awards", {"姓名": "没有人"}, "姓名", "choice_unknown"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell(city, kind, cells, column, code):
    outcome = take_in(city.secretary_viewer, kind, changed(kind, **cells), ROWS[kind])
    assert [(e["column"], e["code"]) for e in outcome["errors"]] == [(column, code)]
    assert MODELS[kind].objects.count() == 1


def test_two_of_one_name_are_recorded_on_the_page(city):
    member("陈晨", city.a)
    outcome = take_in(city.secretary_viewer, "care", ROWS["care"])
    assert outcome["errors"][0]["message"] == "有几名党员都叫 陈晨，请到页面上登记这一条"


def test_the_same_two_the_other_way_round_are_one_talk(city):
    back = changed("talks", 谈话人="陈晨", 谈话对象="安国")
    outcome = take_in(city.secretary_viewer, "talks", ROWS["talks"], back)
    assert [error["code"] for error in outcome["errors"]] == ["duplicate_in_file"]
    talk = Talk.objects.get()
    assert (talk.first.name, talk.second.name, talk.kind) == ("安国", "陈晨", "committee_member")


def test_imported_talks_count_and_those_with_notes_are_not_taken_back(city):
    take_in(city.secretary_viewer, "talks", ROWS["talks"])
    assert TalkYear.objects.get(unit=city.a).held == 1
    talk_actions.write_note(actor=city.member_viewer, at=AT, talk=Talk.objects.get(), text="记")
    with pytest.raises(Refused):
        take_back(city)
    talk_actions.write_note(actor=city.member_viewer, at=AT, talk=Talk.objects.get(), text="")
    take_back(city)
    assert TalkYear.objects.get(unit=city.a).held == 0


def test_an_honour_without_a_name_is_the_units(city):
    take_in(city.secretary_viewer, "awards", changed("awards", 姓名="", 荣誉名称="红旗党支部"))
    honour = Honour.objects.get()
    assert (honour.member, honour.unit, honour.title) == (None, city.a, "红旗党支部")


def test_a_leader_exports_visits_and_no_talks(city):
    readers = {kind: registry.get(kind).readers for kind in ROWS}
    assert ("leader" in readers["care"], "leader" in readers["talks"]) == (True, False)
