"""The pages of problems: what the ledger shows to whom, and that a step is one tap."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.rectification.build import ON, go, in_state, raised
from tests.units.build import NOW
from xianfeng.rectification.models import Problem
from xianfeng.rectification.queries import problems as queries
from xianfeng.rectification.queries.problems import Wanted

LEDGER = reverse("rectification:problems")
NEW = reverse("rectification:raise")


@pytest.fixture
def browse(client, city):
    def as_(name):
        client.force_login(city.users[name])
        return client

    return as_


def texts(viewer, **wanted):
    return [row.text for row in queries.listed(viewer, Wanted(**wanted), ON)]


@pytest.fixture
def rows(city):
    """An overdue one, one due later, an answered, a closed, a withdrawn, and one elsewhere."""
    raised(city, text="逾期的", found_on=date(2021, 5, 1), due_on=date(2021, 6, 29))
    raised(city, city.two, text="今天到期", due_on=ON, category="politics", severity="grave")
    in_state(city, "answered", text="已报的")
    in_state(city, "closed", text="销号的", source="complaint")
    in_state(city, "withdrawn", text="撤回的")
    raised(city, city.far, city.rival, verifier=city.other, text="外局的")


def test_the_ledger_goes_by_units_and_deadlines_and_keeps_to_the_viewers_part(city, rows):
    assert texts(city.clerk) == ["逾期的", "已报的", "销号的", "今天到期"]
    assert texts(city.second) == ["今天到期"]
    assert texts(city.rival) == ["外局的"]
    assert texts(city.officer) == ["逾期的", "已报的", "销号的", "今天到期", "外局的"]
    assert texts(city.member) == []


def test_every_filter_narrows(city, rows):
    clerk = city.clerk
    assert texts(clerk, state="overdue") == ["逾期的"]
    assert texts(clerk, state="open") == ["逾期的", "今天到期"]
    assert texts(clerk, state="answered") == ["已报的"]
    assert texts(clerk, state="closed") == ["销号的"]
    assert texts(clerk, state="withdrawn") == ["撤回的"]
    assert texts(clerk, unit="B2") == ["今天到期"]
    assert texts(clerk, unit="E1") == []
    assert texts(clerk, source="complaint") == ["销号的"]
    assert texts(clerk, category="politics") == ["今天到期"]
    assert texts(clerk, severity="grave") == ["今天到期"]
    assert texts(clerk, words="第二支部") == ["今天到期"]
    assert texts(clerk, first=ON, last=ON, age="fresh") == ["逾期的", "今天到期"]
    assert texts(clerk, last=date(2021, 6, 29)) == []
    assert texts(clerk, recurring=True) == []


def test_numbers_open_their_lists(city, rows, browse):
    found = queries.numbers(city.clerk, Wanted(state="closed", recurring=True), ON)
    assert found == {
        "open": 2, "answered": 1, "closed": 1, "overdue": 1, "recurring": 0,
        "fresh": 2, "older": 0, "oldest": 0,
    }  # fmt: skip
    page = browse("clerk").get(LEDGER, {"state": "overdue"})
    assert [line.row.text for line in page.context["lines"]] == ["逾期的"]
    assert page.context["lines"][0].words == "逾期 1 天"
    for group in (page.context["states"], page.context["ages"]):
        for number in group:
            opened = browse("clerk").get(number.href)
            assert opened.context["page"].paginator.count == number.value, number.label


def test_the_ledger_of_a_past_day_shows_what_stood_then(city, client):
    may = NOW.replace(month=6, day=10)
    problem = raised(city, at=may)
    go("extend_problem", city.clerk, problem, at=NOW, due_on=date(2021, 8, 1), reason="等材料")
    go("answer_problem", city.secretary, problem)
    then = queries.listed(city.clerk, Wanted(), date(2021, 6, 20)).get()
    assert (then.stood, then.due_then) == ("open", date(2021, 7, 15))
    assert not queries.listed(city.clerk, Wanted(), date(2021, 6, 9)).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_ledger_takes_the_same_queries_however_long(
    city, browse, number, django_assert_num_queries
):
    for at in range(number):
        raised(city, text=f"问题{at}")
    client = browse("clerk")
    client.get(LEDGER)
    with django_assert_num_queries(8):
        assert len(client.get(LEDGER).context["lines"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_to_verify_takes_the_same_queries(city, browse, number, django_assert_num_queries):
    for at in range(number):
        in_state(city, "answered", text=f"问题{at}")
    client = browse("clerk")
    client.get(reverse("rectification:verify"))
    with django_assert_num_queries(7):
        assert len(client.get(reverse("rectification:verify")).context["lines"]) == number


def said(unit, **more):
    return {
        "unit": unit.pk, "text": "台账不全", "source": "inspection", "category": "organisation",
        "severity": "ordinary", "found_on": "2021-06-20", "due_on": "2021-07-20",
    } | more  # fmt: skip


def test_an_office_raises_a_problem_on_one_page(city, browse):
    answer = browse("clerk").post(NEW, said(city.one), follow=True)
    problem = Problem.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("rectification:problem", args=[problem.pk])
    assert (problem.unit, problem.verifier, problem.due_on) == (
        city.one, city.office, date(2021, 7, 20),
    )  # fmt: skip


def test_a_branch_raises_its_own_and_its_superior_verifies(city, browse):
    page = browse("secretary").get(NEW)
    assert 'value="self_check" selected' in page.content.decode()
    browse("secretary").post(NEW, said(city.one, source="self_check"))
    assert Problem.objects.get().verifier == city.office
    refused = browse("secretary").post(NEW, said(city.one, text="另一个"))
    assert "本单位自己发现的，来源选“自查”" in refused.content.decode()
    assert Problem.objects.count() == 1


def test_the_root_names_another_unit_to_verify(city, browse):
    browse("officer").post(NEW, said(city.root))
    assert not Problem.objects.exists()
    browse("officer").post(NEW, said(city.root, verifier=city.other.pk))
    assert Problem.objects.get().verifier == city.other


def test_several_units_put_it_right_together(city, browse):
    browse("clerk").post(NEW, said(city.one, others=[city.two.pk]))
    lead, part = Problem.objects.order_by("pk")
    assert (lead.unit, part.unit, part.joint) == (city.one, city.two, lead)


def test_what_was_there_before_is_shown_and_linked_when_ticked(city, browse):
    before = in_state(city, "closed")
    first = browse("clerk").post(NEW, said(city.one, text="台账 不全。"))
    assert "以前有相同或相近的问题" in first.content.decode()
    assert Problem.objects.count() == 1
    seen = first.context["form"].data["seen"]
    browse("clerk").post(NEW, said(city.one, text="台账 不全。", seen=seen, recurs=[before.pk]))
    again = Problem.objects.latest("pk")
    assert again.recurs == before
    assert texts(city.clerk, recurring=True) == ["台账 不全。"]
    assert "屡改屡犯" in browse("clerk").get(LEDGER).content.decode()
    page = browse("clerk").get(reverse("rectification:problem", args=[before.pk]))
    assert reverse("rectification:problem", args=[again.pk]) in page.content.decode()


def test_what_was_there_before_is_not_linked_when_not_ticked(city, browse):
    in_state(city, "closed")
    seen = browse("clerk").post(NEW, said(city.one)).context["form"].data["seen"]
    browse("clerk").post(NEW, said(city.one, seen=seen))
    assert Problem.objects.latest("pk").recurs is None


def test_several_are_verified_on_one_page_and_a_stale_one_is_left(city, browse):
    one, two, _three = (in_state(city, "answered", text=f"问题{n}") for n in (1, 2, 3))
    own = raised(city, city.far, city.rival, verifier=city.other, text="外局的")
    answer = browse("clerk").post(
        reverse("rectification:verify"),
        {
            "problem": [one.pk, two.pk, own.pk, "x"],
            f"version_{one.pk}": one.version, f"version_{two.pk}": two.version - 1,
        },
        follow=True,
    )  # fmt: skip
    states = dict(Problem.objects.values_list("text", "state"))
    assert states == {
        "问题1": "closed", "问题2": "answered", "问题3": "answered", "外局的": "open",
    }  # fmt: skip
    assert "已核实销号 1 项" in answer.content.decode()


def test_a_branch_finds_nothing_of_its_own_to_verify(city):
    in_state(city, "answered")
    raised(city, city.office, city.officer, verifier=city.root, text="机关党委的")
    go("answer_problem", city.clerk, Problem.objects.get(text="机关党委的"))
    named = {
        name: [row.text for row in queries.problems_to_verify(getattr(city, name), ON)]
        for name in ("secretary", "clerk", "officer", "rival", "leader")
    }
    assert named == {
        "secretary": [], "clerk": ["台账不全"], "officer": ["机关党委的", "台账不全"],
        "rival": [], "leader": [],
    }  # fmt: skip


def test_who_verifies_the_root_finds_it(city):
    problem = raised(city, city.root, city.officer, verifier=city.other)
    go("answer_problem", city.officer, problem)
    assert list(queries.problems_to_verify(city.rival, ON)) == [problem]
    assert not queries.problems_to_verify(city.officer, ON).exists()


def test_what_waits_for_an_answer_goes_by_deadline(city, rows):
    waiting = queries.problems_waiting(city.secretary, city.one, ON)
    assert [row.text for row in waiting] == ["逾期的"]
    assert not queries.problems_waiting(city.second, city.one, ON).exists()


def test_a_step_that_lacks_something_comes_back_with_what_was_written(city, browse):
    problem = raised(city)
    step = reverse("rectification:step", args=[problem.pk, "answer_problem"])
    answer = browse("secretary").post(
        step, {"version": 1, "text": "已补齐", "on": "2021-07-01", "evidence": "柜子里"}
    )
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "整改完成日期在今天之后" in shown
    assert "柜子里" in shown


def test_the_same_rows_make_three_lists_and_one_workbook(city, browse, rows):
    go("plan_problem", city.secretary, Problem.objects.get(text="逾期的"))
    page = browse("clerk").get(reverse("rectification:lists"), {"unit": "B1"})
    assert [(number, line.row.text) for number, line in page.context["lines"]] == [
        (1, "逾期的"), (2, "已报的"),
    ]  # fmt: skip
    key = Problem.objects.get(text="逾期的").pk
    for anchor in ("problem", "task", "duty"):
        assert f'id="{anchor}-{key}"' in page.content.decode()
        assert page.content.decode().count(f'href="#{anchor}-{key}"') == 2
    sent = browse("clerk").get(reverse("rectification:lists_export"), {"unit": "B1"})
    book = load_workbook(BytesIO(b"".join(sent.streaming_content)))
    assert book.sheetnames == ["问题清单", "任务清单", "责任清单"]
    shown = {name: [cell.value for cell in book[name][2]] for name in book.sheetnames}
    assert shown["问题清单"][:3] == [1, "第一支部", "逾期的"]
    assert shown["任务清单"][:4] == [1, "第一支部", "逾期的", "补齐台账"]
    assert shown["责任清单"] == [1, "第一支部", "逾期的", "张三", "李四"]


def test_the_ledger_goes_out_as_it_is_narrowed(city, browse, rows):
    sent = browse("clerk").get(reverse("rectification:problems_export"), {"state": "overdue"})
    book = load_workbook(BytesIO(b"".join(sent.streaming_content)))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert [row[:2] for row in cells] == [["责任单位", "问题"], ["第一支部", "逾期的"]]


@pytest.mark.parametrize("key", ["²", "٣", "9" * 30, "-1", "1 or 1"])
def test_what_is_no_key_of_a_problem_closes_nothing(city, browse, key):
    problem = in_state(city, "answered")
    answer = browse("clerk").post(
        reverse("rectification:verify"), {"problem": [key], "version_1": 2}
    )
    assert answer.status_code == 302
    problem.refresh_from_db()
    assert problem.state == "answered"


def test_who_verifies_answers_only_on_behalf(city, browse):
    problem = raised(city)
    page = reverse("rectification:problem", args=[problem.pk])
    steps = browse("clerk").get(page).context["steps"]
    offered = {one.verb: (one.title, one.first) for one in steps}
    assert offered["answer_problem"] == ("代责任单位报整改情况", False)
    own = {
        one.verb: (one.title, one.first) for one in browse("secretary").get(page).context["steps"]
    }
    assert own["answer_problem"] == ("报整改情况", True)


def test_a_late_problem_leads_to_the_cards_of_its_unit(city, browse):
    problem = raised(city)
    page = reverse("rectification:problem", args=[problem.pk])
    link = 'href="/duties/cards/?unit=B1&amp;rule=rectification.problem"'
    assert link not in browse("clerk").get(page).content.decode()
    Problem.objects.update(due_on=date(2021, 6, 1))
    assert link in browse("clerk").get(page).content.decode()
