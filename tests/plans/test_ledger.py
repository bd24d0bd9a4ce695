"""The ledger of tasks: the plan, who leads and assists, steps with their month."""

import pytest

from tests.ledgers.books import command, take_in, tasks, units
from tests.plans.build import change
from tests.units.test_ledger import last, undo
from xianfeng.kernel.actions import Refused
from xianfeng.plans.ledger.nodes import nodes_of
from xianfeng.plans.models import Change, NodeWait, Plan, Task, TaskAssistant, TaskNode

pytestmark = pytest.mark.django_db
ONE = [1, "规划引领", "出台规划", "GW1", "GW2、GW1", "2020-11-30", "6月底前过半"]
TWO = [2, "组织保障", "建成投用", "GW2", "", "2020-07-16", "按季度报告进展"]


@pytest.fixture(autouse=True)
def city(tmp_path):
    assert take_in(tmp_path, "units", units())[0] == 0


def everything():
    return [list(m.objects.order_by("pk").values()) for m in (Plan, Task, TaskAssistant, TaskNode)]


def test_a_plan_with_its_tasks_assistants_and_steps(tmp_path):
    status, told, _ = take_in(tmp_path, "tasks", tasks(ONE, TWO))
    assert (status, told["new"]) == (0, 2)
    plan = Plan.objects.get()
    assert (plan.unit.code, plan.title, plan.year) == ("GW", "河阳市2020年重点任务分解表", 2020)
    first, second = Task.objects.order_by("seq")
    assert [a.unit.code for a in first.assistants.all()] == ["GW2"]
    assert [(w["row"], w["column"], w["message"]) for w in told["warnings"]] == [
        (3, "配合组织编码", "GW1 已是牵头组织，不再列为配合组织")
    ]
    assert [(n.title, str(n.due_on)) for n in first.nodes.all()] == [("过半", "2020-06-30")]
    assert (second.node_text, second.nodes.count()) == ("按季度报告进展", 0)


def test_a_changed_breakdown_is_undone_exactly(tmp_path):
    take_in(tmp_path, "tasks", tasks(ONE, TWO))
    before = everything()
    changed = [1, "规划引领", "出台规划", "GW2", "GW1", "2020-12-31", "3月底前完成立项"]
    _, told, _ = take_in(tmp_path, "tasks", tasks(changed, TWO))
    assert (told["changed"], told["unchanged"]) == (1, 1)
    task = Task.objects.get(seq=1)
    assert (task.lead.code, task.version) == ("GW2", 2)
    assert [(n.title, str(n.due_on)) for n in task.nodes.all()] == [("完成立项", "2020-03-31")]
    kept = Change.objects.values_list("task__seq", "old_due", "new_due", "state", "reason")
    assert [(seq, str(old), str(new), state, why) for seq, old, new, state, why in kept] == [
        (1, "2020-11-30", "2020-12-31", "approved", "导入更新后的任务分解表")
    ]
    undo(last())
    assert everything() == before
    assert not Change.objects.exists()


def test_another_lead_alone_is_no_change_of_day(tmp_path):
    take_in(tmp_path, "tasks", tasks(ONE, TWO))
    take_in(tmp_path, "tasks", tasks(ONE, [*TWO[:3], "GW1", *TWO[4:]]))
    assert Task.objects.get(seq=2).lead.code == "GW1"
    assert not Change.objects.exists()


def test_a_node_that_was_changed_or_stands_in_an_order_outlives_the_sheet(tmp_path):
    three = [1, *ONE[1:6], "3月底前立项；6月底前过半；9月底前收尾"]
    take_in(tmp_path, "tasks", tasks(three))
    first, second, third = TaskNode.objects.all()
    change(third.task, node=third)
    NodeWait.objects.create(later=second, earlier=first)
    take_in(tmp_path, "tasks", tasks([1, *ONE[1:6], ""]))
    assert list(TaskNode.objects.all()) == [first, second, third]
    Change.objects.all().delete()
    take_in(tmp_path, "tasks", tasks([1, *ONE[1:6], "10月底前验收"]))
    assert [each.title for each in TaskNode.objects.all()] == ["立项", "过半", "验收"]


def test_undo_is_refused_once_a_task_is_done(tmp_path):
    take_in(tmp_path, "tasks", tasks(ONE, TWO))
    Task.objects.filter(seq=1).update(done_on="2020-05-01", version=2)
    with pytest.raises(Refused, match="后来又修改过"):
        undo(last())
    assert Task.objects.count() == 2


def test_each_mistake_is_named(tmp_path):
    rows = [ONE, [1, *TWO[1:]], [3, "", "任务", "NIX", "GW1、NIX", "2020-13-01", ""],
            ["x", *TWO[1:]]]  # fmt: skip
    status, told, _ = take_in(tmp_path, "tasks", tasks(*rows))
    found = {}
    for error in told["errors"]:
        found.setdefault(error["row"], set()).add((error["column"], error["code"]))
    assert (status, Task.objects.count()) == (1, 0)
    assert found == {
        4: {("序号", "duplicate_in_file")},
        5: {
            ("方面", "required"),
            ("牵头组织编码", "unit_not_found"),
            ("配合组织编码", "unit_not_found"),
            ("完成时限", "date_invalid"),
        },
        6: {("序号", "number_invalid")},
    }


def test_rows_without_numbers_go_by_their_place(tmp_path):
    from tests.ledgers.build import xlsx

    head = ["方面", "任务", "牵头单位", "完成时限"]
    rows = [head, ["督办", "办结来信", "教育局党委", "2021-03-01"]]
    _, told, _ = take_in(tmp_path, "tasks", xlsx(("2021年督办事项", rows)))
    assert told["new"] == 1
    task = Task.objects.get()
    assert (task.seq, task.lead.code, task.plan.title) == (1, "GW1", "2021年督办事项")


def test_steps_that_name_a_month():
    def read(text):
        return [(title, day.isoformat()) for title, day in nodes_of(text, 2020)]

    assert read("6月底前过半") == [("过半", "2020-06-30")]
    assert read("2月底前完成立项；11月底前，建成") == [
        ("完成立项", "2020-02-29"),
        ("建成", "2020-11-30"),
    ]
    assert read("2021年1月底前收尾") == [("收尾", "2021-01-31")]
    assert read("按季度报告") == []
    assert read("13月底前过半") == []
    assert read("0000年3月底前过半") == []


def test_an_untitled_sheet_finds_the_plan_it_repeats(tmp_path):
    take_in(tmp_path, "tasks", tasks(ONE, TWO))
    before = everything()
    path = tmp_path / "out.xlsx"
    assert command("export", "tasks", "-o", path)[0] == 0
    status, told, _ = take_in(tmp_path, "tasks", path.read_bytes())
    assert (status, told["new"], told["changed"], told["unchanged"]) == (0, 0, 0, 2)
    assert everything() == before
