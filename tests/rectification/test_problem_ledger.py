"""The ledger of problems: in, compared, turned, refused, taken back, out again."""

from datetime import date
from io import BytesIO

import pytest

from tests.rectification.build import NOW, go, in_state, raised
from xianfeng.kernel.actions import Refused
from xianfeng.ledgers import actions as ledgers
from xianfeng.ledgers import registry, sheets
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.sheets import Heading
from xianfeng.rectification.models import Answer, Problem, ProblemSpell

ROW = {
    "责任单位": "B1", "问题": "台账不全", "来源": "督查", "类别": "组织", "程度": "一般",
    "提出单位": "C", "发现日期": date(2021, 3, 1), "整改时限": date(2021, 5, 1),
    "整改措施": "补齐", "责任领导": "张三", "责任人": "李四", "整改情况": "", "报告日期": None,
    "销号日期": None,
}  # fmt: skip
ANSWERED = {"整改情况": "已补齐", "报告日期": date(2021, 4, 1)}
CLOSED = ANSWERED | {"销号日期": date(2021, 4, 6)}


def book(*rows):
    target = BytesIO()
    titles = [column.title for column in registry.get("problems").columns]
    lines = [[row[title] for title in titles] for row in rows]
    sheets.write_xlsx(target, [Heading(title) for title in titles], lines, title="整改台账")
    return target.getvalue()


def take_in(viewer, *rows):
    return ledgers.import_file(
        actor=viewer, at=NOW, kind=registry.get("problems"), name="台账.xlsx",
        content=book(*rows), valid_only=True,
    ).outcome()  # fmt: skip


def take_back(viewer):
    batch = Batch.objects.latest("pk")
    ledgers.undo(actor=viewer, at=NOW, batch_id=batch.pk, version=batch.version)


def counts(outcome):
    return tuple(outcome[name] for name in ("rejected", "new", "changed", "unchanged"))


def spells(problem):
    return [(one.state, one.from_on, one.until_on) for one in problem.spells.all()]


def stored():
    return [list(model.objects.order_by("pk").values()) for model in (Problem, Answer)] + [
        list(ProblemSpell.objects.order_by("problem", "from_on").values_list(
            "problem", "state", "due_on", "from_on", "until_on"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "turns"),
    [
        ({}, [("open", date(2021, 3, 1), None)]),
        (ANSWERED, [("open", date(2021, 3, 1), date(2021, 4, 1)),
                    ("answered", date(2021, 4, 1), None)]),
        (CLOSED, [("open", date(2021, 3, 1), date(2021, 4, 1)),
                  ("answered", date(2021, 4, 1), date(2021, 4, 6)),
                  ("closed", date(2021, 4, 6), None)]),
    ],
)  # fmt: skip
def test_a_row_comes_in_once_and_goes_out_as_it_came(city, cells, turns):
    row = ROW | cells
    assert counts(take_in(city.clerk, row)) == (0, 1, 0, 0)
    problem = Problem.objects.get()
    assert (problem.unit, problem.verifier, problem.raised_on) == (
        city.one, city.office, date(2021, 3, 1),
    )  # fmt: skip
    assert spells(problem) == turns
    out = [list(line) for line in registry.get("problems").export(city.clerk, "", False)]
    assert out == [list(row.values())]
    assert counts(take_in(city.clerk, row)) == (0, 0, 0, 1)
    take_in(city.clerk, ROW | {"问题": "另一个"})
    take_back(city.clerk)
    assert Problem.objects.get() == problem


def test_an_import_is_taken_back_whole_unless_it_was_used(city):
    take_in(city.clerk, ROW | CLOSED)
    take_back(city.clerk)
    assert stored() == [[], [], []]
    take_in(city.clerk, ROW)
    go("answer_problem", city.secretary, Problem.objects.get())
    with pytest.raises(Refused):
        take_back(city.clerk)


def test_a_changed_row_takes_the_edges_and_is_taken_back(city):
    take_in(city.clerk, ROW)
    before = stored()
    row = ROW | CLOSED | {"整改措施": "重做", "整改时限": date(2021, 7, 31)}
    assert counts(take_in(city.clerk, row)) == (0, 0, 1, 0)
    problem = Problem.objects.get()
    assert (problem.measure, problem.answered_on, problem.closed_on) == (
        "重做", date(2021, 4, 1), date(2021, 4, 6),
    )  # fmt: skip
    assert problem.extensions.get().old_due_on == date(2021, 5, 1)
    assert spells(problem) == [
        ("open", date(2021, 3, 1), date(2021, 4, 1)),
        ("answered", date(2021, 4, 1), date(2021, 4, 6)),
        ("closed", date(2021, 4, 6), None),
    ]
    take_back(city.clerk)
    after = stored()
    assert after[1:] == before[1:]
    assert [row | {"version": 1} for row in after[0]] == before[0]


def test_an_answer_and_a_close_come_in_one_after_the_other(city):
    take_in(city.clerk, ROW)
    assert counts(take_in(city.clerk, ROW | ANSWERED)) == (0, 0, 1, 0)
    assert counts(take_in(city.clerk, ROW | CLOSED)) == (0, 0, 1, 0)
    assert counts(take_in(city.clerk, ROW | CLOSED)) == (0, 0, 0, 1)
    assert spells(Problem.objects.get()) == [
        ("open", date(2021, 3, 1), date(2021, 4, 1)),
        ("answered", date(2021, 4, 1), date(2021, 4, 6)),
        ("closed", date(2021, 4, 6), None),
    ]


def test_the_owner_closes_nothing_by_import(city):
    problem = raised(city, found_on=date(2021, 3, 1), due_on=date(2021, 7, 1))
    row = ROW | {"整改时限": date(2021, 7, 1)}
    outcome = take_in(city.secretary, row | CLOSED)
    assert counts(outcome) == (1, 0, 0, 0)
    assert outcome["errors"][0]["message"].startswith("销号由提出单位核实后办理")
    own = ROW | CLOSED | {"问题": "自己的", "来源": "自查"}
    assert counts(take_in(city.secretary, own)) == (1, 0, 0, 0)
    assert counts(take_in(city.secretary, row | ANSWERED)) == (0, 0, 1, 0)
    problem.refresh_from_db()
    # The unit says 1 April; it said so today.
    assert (problem.state, problem.answered_on) == ("answered", date(2021, 6, 30))
    assert problem.answers.get().on == date(2021, 4, 1)
    assert counts(take_in(city.secretary, row | ANSWERED)) == (0, 0, 0, 1)


def test_the_owner_moves_no_deadline_and_its_own_findings_are_verified_above(city):
    raised(city, found_on=date(2021, 3, 1), due_on=date(2021, 5, 1))
    later = take_in(city.secretary, ROW | {"整改时限": date(2021, 8, 1)})
    assert later["errors"][0]["message"] == "延期由提出单位同意，责任单位不能自己改时限"
    own = ROW | {"问题": "自己的", "来源": "自查", "提出单位": ""}
    assert counts(take_in(city.secretary, own)) == (0, 1, 0, 0)
    assert Problem.objects.get(text="自己的").verifier == city.office


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"责任单位": "E1"}, "责任单位"),
        ({"责任单位": "没有这个"}, "责任单位"),
        ({"问题": ""}, "问题"),
        ({"来源": "听说"}, "来源"),
        ({"类别": "其他"}, "类别"),
        ({"提出单位": "B1"}, "提出单位"),
        ({"提出单位": "D"}, "提出单位"),
        ({"发现日期": date(2021, 7, 1)}, "发现日期"),
        ({"整改时限": date(2021, 2, 1)}, "整改时限"),
        ({"整改情况": "已补齐"}, "报告日期"),
        ({"销号日期": date(2021, 4, 6)}, "整改情况"),
        (CLOSED | {"销号日期": date(2021, 3, 20)}, "报告日期"),
    ],
)
def test_every_error_has_its_sentence_at_its_cell(city, cells, column):
    outcome = take_in(city.clerk, ROW | cells)
    assert column in [error["column"] for error in outcome["errors"]]
    assert all(error["message"] for error in outcome["errors"])
    assert not Problem.objects.exists()


@pytest.mark.parametrize(
    "cells",
    [
        {"来源": "巡视"}, {"类别": "政治"}, {"程度": "严重"}, {"提出单位": "R"},
        {"整改时限": date(2021, 4, 1)}, {"整改措施": "别的"}, {"整改时限": date(2021, 9, 1)},
        CLOSED | {"销号日期": date(2021, 4, 9)}, CLOSED | {"整改情况": "别的"},
    ],
)  # fmt: skip
def test_what_is_closed_is_not_changed_by_a_row(city, cells):
    take_in(city.clerk, ROW | CLOSED)
    before = stored()
    assert counts(take_in(city.clerk, ROW | CLOSED | cells)) == (1, 0, 0, 0)
    assert stored() == before


def test_a_sibling_sees_and_brings_in_nothing(city):
    in_state(city, "open")
    assert list(registry.get("problems").export(city.second, "", False)) == []
    assert counts(take_in(city.second, ROW)) == (1, 0, 0, 0)


def test_units_are_found_by_their_full_name_too(city):
    take_in(city.clerk, ROW | {"责任单位": "第二支部", "提出单位": ""})
    problem = Problem.objects.get()
    assert (problem.unit, problem.verifier) == (city.two, city.office)
