"""The pages of figures and of the work report: what they show, to whom, and what they lead to."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from tests.members.build import member
from tests.plans.build import plan, sign_in, task
from tests.reports.build import FIRST, LAST, city
from tests.reports.expected import queries_of_all_figures
from xianfeng.kernel import figures
from xianfeng.reports import blanks
from xianfeng.reports.rules import Span
from xianfeng.units.enums import Role

pytestmark = pytest.mark.django_db
# Besides the figures: who asks, where units stood, what may be chosen, and the frame's own.
FRAME = 7
# A figure's page: the frame, the figure, its list, and a split for each of its dimensions.
OF_ONE_FIGURE = 19
SPAN = {"from": "2021-01-01", "to": "2021-06-30"}


@pytest.fixture
def units():
    return city()


def addresses():
    return [
        reverse("reports:figures"),
        reverse("reports:figures_export"),
        reverse("reports:figure", args=["org.members"]),
        reverse("reports:figure_export", args=["org.members"]),
        reverse("reports:work_report"),
        reverse("reports:work_report_word"),
    ]


def text(client, url, **asked):
    answer = client.get(url, SPAN | asked)
    assert answer.status_code == 200
    return answer.content.decode()


def sheet(answer):
    found = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in found.iter_rows()]


def test_members_and_outsiders_get_nothing(client, units):
    sign_in(client, Role.MEMBER, units[2])
    assert [client.get(url).status_code for url in addresses()] == [404] * 6
    client.logout()
    assert [client.get(url).status_code for url in addresses()] == [302] * 6


def test_a_sibling_is_not_there(client, units):
    sign_in(client, Role.OFFICE, units[1])
    for code in ("B", "R", "nowhere"):
        assert [client.get(url, {"unit": code}).status_code for url in addresses()] == [404] * 6
    shown = text(client, reverse("reports:figure", args=["org.members"]))
    assert "陈一" in shown
    assert "赵四" not in shown
    assert "市图书馆" not in shown


def test_unknown_figures_are_not_there_and_unrecorded_ones_say_so(client, units):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    assert client.get(reverse("reports:figure", args=["care.invented"])).status_code == 404
    shown = text(client, reverse("reports:figure", args=["fund.refund_amount"]))
    assert "未登记" in shown
    assert "背后的名单" not in shown
    address = reverse("reports:figure_export", args=["fund.refund_amount"])
    assert client.get(address).status_code == 404


def test_all_figures_lead_to_their_lists(client, units):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    shown = text(client, reverse("reports:figures"))
    for name in {*blanks.every(), *(figure.id for figure in figures.every())}:
        asked = "?from=2021-01-01&amp;to=2021-06-30&amp;unit=R"
        assert reverse("reports:figure", args=[name]) + asked in shown, name
    assert "2021年上半年" in shown


@pytest.mark.parametrize("name", ["org.members", "life.attendance", "org.agencies", "task.done"])
def test_a_figures_page_lists_and_links_its_facts(client, units, name):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    shown = text(client, reverse("reports:figure", args=[name]))
    assert "背后的名单" in shown
    assert figures.get(name).definition in shown


def test_a_page_that_cannot_be_read_is_this_year(client, units):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    for asked in (
        {"from": "x"},
        {"to": "2021-01-01"},
        {"period": "2021-99"},
        {"from": "9", "to": "9"},
    ):
        assert client.get(reverse("reports:figures"), asked).status_code == 200
        assert (
            client.get(reverse("reports:work_report"), {"year": "１９９", "kind": "x"}).status_code
            == 200
        )


def test_the_sheet_of_all_figures(client, units):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    rows = sheet(client.get(reverse("reports:figures_export"), SPAN))
    assert rows[0][0] == "市直属机关工作委员会 数字 2021年上半年"
    named = {row[1]: row[3:6] for row in rows[2:]}
    assert set(named) == {*blanks.every(), *(figure.id for figure in figures.every())}
    assert named["org.members"] == [4, "人", "截至2021年6月30日"]
    assert named["dev.accepted"] == [2, "名", "2021年上半年"]
    assert named["fund.refund_amount"] == ["未登记", "元", "2021年上半年"]


def test_the_sheet_of_one_figure_holds_its_list(client, units):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    rows = sheet(client.get(reverse("reports:figure_export", args=["dev.accepted"]), SPAN))
    assert [row[0] for row in rows[2:]] == ["陈一", "赵四"]


def test_the_report_on_screen_links_every_number(client, units):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    shown = text(client, reverse("reports:work_report"), year="2021", kind="half")
    assert "市直属机关工作委员会2021年上半年工作总结" in shown
    assert "二、思想建设" in shown
    assert "（三）严格党的组织生活" in shown
    for figure in figures.every():
        if figure.id in blanks.every():
            assert f'href="{reverse("reports:figure", args=[figure.id])}?from=2021-01-01' in shown


def test_the_report_as_word_is_of_the_viewers_unit(client, units):
    sign_in(client, Role.SECRETARY, units[4])
    asked = {"year": "2021", "kind": "half"}
    answer = client.get(reverse("reports:work_report_word"), asked)
    document = Document(BytesIO(b"".join(answer.streaming_content)))
    assert document.paragraphs[0].text.replace("\n", "") == "B党组织2021年上半年工作总结"
    values = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows[1:]}
    assert (values["党员数"], values["任务完成"], values["返还党费"]) == ("1人", "1项", "未登记")


def asked(client, address, **query):
    """Return how many queries a page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, query).status_code == 200
    return len(queries)


def test_pages_take_the_same_queries_at_any_size(client, units):
    sign_in(client, Role.COMMITTEE_OFFICER, units[0])
    pages = [reverse("reports:figures"), reverse("reports:figure", args=["task.done"])]
    for page in pages:
        client.get(page, SPAN)
    before = [asked(client, page, **SPAN) for page in pages]
    for number in range(40):
        member(f"新{number}", units[2], joined_on=date(2021, 4, 1), confirmed_on=None)
        task(plan(units[0]), units[1], 100 + number, date(2021, 3, 1), date(2021, 3, 1))
    assert [asked(client, page, **SPAN) for page in pages] == before
    assert before == [queries_of_all_figures(Span(FIRST, LAST)) + FRAME, OF_ONE_FIGURE]
