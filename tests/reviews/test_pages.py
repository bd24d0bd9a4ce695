"""Who sees what of a review: a member their own, the branch its words, a superior the grades."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.reviews.build import branch_of, counted, graded, prepared
from tests.units.build import NOW, unit, user
from xianfeng.kernel import clock
from xianfeng.reviews import actions
from xianfeng.reviews.models import Correction, Entry, Review
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 30)


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root, name="第一支部"), unit("B", root, name="第二支部")
    members = branch_of(a)
    people = {
        "officer": user("officer", (Role.COMMITTEE_OFFICER, root)),
        "leader_above": user("leader_above", (Role.LEADER, root)),
        "secretary": user("secretary", (Role.SECRETARY, a)),
        "sibling": user("sibling", (Role.SECRETARY, b)),
        "one": user("one", (Role.MEMBER, a)),
        "two": user("two", (Role.MEMBER, a)),
    }
    for place, name in enumerate(("one", "two")):
        members[place].user = people[name]
        members[place].save()
    return root, a, b, people


@pytest.fixture
def review(city):
    secretary = viewer_of(city[3]["secretary"], TODAY)
    made = prepared(secretary, city[1])
    actions.start(actor=secretary, at=NOW, review=made, version=1)
    entry = Entry.objects.get(member__name="党员1")
    actions.write_self_review(actor=secretary, at=NOW, entry=entry, text="我的自评原文")
    Review.objects.update(step="prepared")
    return counted(secretary, Review.objects.get(), {"excellent": 4, "qualified": 2})


def entry(name):
    return Entry.objects.get(member__name=name)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_a_member_sees_their_own_and_only_once_informed(client, city, review):
    client.force_login(city[3]["one"])
    own, other = entry("党员1"), entry("党员2")
    shown = page(client, f"/reviews/entries/{own.pk}/")
    assert "我的自评原文" in shown
    assert "支部告知以后" in shown
    for address in (
        f"/reviews/entries/{other.pk}/", f"/reviews/{review.pk}/", f"/reviews/{review.pk}/sheet/",
        f"/reviews/entries/{other.pk}/form/", f"/reviews/entries/{other.pk}/reply/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    assert "党员2" not in page(client, "/reviews/mine/")
    graded(viewer_of(city[3]["secretary"], TODAY), review, {"党员1": "excellent"})
    shown = page(client, f"/reviews/entries/{own.pk}/")
    assert "<strong>优秀</strong>" in shown
    assert "测评票数" not in shown
    assert "优秀" in page(client, "/reviews/mine/")


def test_a_list_of_reviews_is_empty_to_a_member(client, city, review):
    client.force_login(city[3]["one"])
    shown = page(client, "/reviews/?year=2021")
    assert "第一支部</a></th>" not in shown


def test_a_sibling_finds_nothing(client, city, review):
    client.force_login(city[3]["sibling"])
    for address in (f"/reviews/{review.pk}/", f"/reviews/{review.pk}/grades/",
                    f"/reviews/entries/{entry('党员1').pk}/", "/reviews/new/A/"):  # fmt: skip
        assert client.get(address).status_code == 404
    assert "第一支部" not in page(client, "/reviews/?year=2021")


def test_the_branch_s_staff_read_words_and_votes(client, city, review):
    client.force_login(city[3]["secretary"])
    shown = page(client, f"/reviews/entries/{entry('党员1').pk}/")
    assert "我的自评原文" in shown
    assert "测评票数" in shown
    whole = page(client, f"/reviews/{review.pk}/")
    assert "优秀票" in whole
    assert "不评定等次" in whole


def test_a_superior_reads_grades_and_replies_and_no_words(client, city, review):
    secretary = viewer_of(city[3]["secretary"], TODAY)
    graded(secretary, review, {"党员1": "excellent"})
    one = entry("党员1")
    actions.reply(actor=viewer_of(city[3]["one"], TODAY), at=NOW, entry=one, text="我有意见")
    for name in ("officer", "leader_above"):
        client.force_login(city[3][name])
        shown = page(client, f"/reviews/entries/{one.pk}/")
        assert "我的自评原文" not in shown
        assert "我有意见" in shown
        assert client.get(f"/reviews/entries/{one.pk}/form/").status_code == 403
        whole = page(client, f"/reviews/{review.pk}/")
        assert "<td>优秀</td>" in whole
    assert "优秀票" not in whole
    assert client.get(f"/reviews/{review.pk}/grades/").status_code == 403


def test_grading_on_the_page_beside_the_votes(client, city, review):
    client.force_login(city[3]["secretary"])
    address = f"/reviews/{review.pk}/grades/"
    shown = page(client, address)
    assert "这里是 2 人" in shown
    assert shown.count('<option value="excellent" selected>优秀</option>') == 6
    rows = Entry.objects.filter(probationary=False)
    sent = {f"grade_{row.pk}": "qualified" for row in rows} | {"version": review.version}
    assert "请写明原因" in client.post(address, sent).content.decode()
    sent |= {f"reason_{row.pk}": "支委会讨论" for row in rows}
    assert client.post(address, sent).status_code == 302
    assert set(rows.values_list("grade", flat=True)) == {"qualified"}
    stale = client.post(address, sent)
    assert "别人刚刚改过" in stale.content.decode()


def test_the_steps_are_taken_from_their_pages(client, city):
    client.force_login(city[3]["secretary"])
    year = clock.today().year
    answer = client.post("/reviews/new/A/", {"year": year})
    made = Review.objects.get()
    address = f"/reviews/{made.pk}/"
    assert answer["Location"] == address
    for verb in ("start", "assess"):
        made.refresh_from_db()
        assert page(client, f"{address}go/{verb}/")
        client.post(f"{address}go/{verb}/", {"version": made.version})
    made.refresh_from_db()
    answer = client.post(f"{address}vote/", {"version": made.version, "mode": "paper"})
    made.refresh_from_db()
    assert answer["Location"] == f"/voting/{made.poll_id}/"
    assert (made.step, "kind=review" in page(client, address)) == ("vote", True)
    assert client.get(f"{address}go/steal/").status_code == 404
    sent = {"version": made.version, "asked": 9, "satisfied": 9, "fairly": 0, "dissatisfied": 0}
    client.post(f"{address}mass/", sent)
    assert "群众评议" in page(client, address)


def test_words_and_corrections_are_written_on_their_pages(client, city, review):
    graded(viewer_of(city[3]["secretary"], TODAY), review, {"党员1": "unqualified"})
    one = entry("党员1")
    client.force_login(city[3]["one"])
    client.post(f"/reviews/entries/{one.pk}/reply/", {"text": "我会改"})
    assert client.get(f"/reviews/entries/{one.pk}/answer/").status_code == 403
    client.force_login(city[3]["secretary"])
    client.post(f"/reviews/entries/{one.pk}/answer/", {"text": "支部帮你"})
    due = clock.today().replace(day=1).isoformat()
    sent = {"measure": "按时参加", "due_on": due}
    assert (
        "改正期限应在今天以后"
        in client.post(f"/reviews/entries/{one.pk}/correction/", sent).content.decode()
    )
    later = date(clock.today().year + 1, 1, 1).isoformat()
    client.post(f"/reviews/entries/{one.pk}/correction/", sent | {"due_on": later})
    client.post(
        f"/reviews/entries/{one.pk}/correction/done/",
        {"done_on": clock.today(), "result": "都来了"},
    )
    assert Correction.objects.get().result == "都来了"
    shown = page(client, f"/reviews/entries/{one.pk}/")
    for words in ("我会改", "支部帮你", "按时参加", "都来了"):
        assert words in shown


def text_of(answer):
    document = Document(BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_sheet_and_the_form_are_word_documents(client, city, review):
    secretary = viewer_of(city[3]["secretary"], TODAY)
    graded(secretary, review, {"党员1": "excellent"})
    client.force_login(city[3]["secretary"])
    sheet = text_of(client.get(f"/reviews/{review.pk}/sheet/"))
    for words in ("2021年度民主评议党员结果汇总表", "党员6", "不评定等次", "测评优秀"):
        assert words in sheet
    own = text_of(client.get(f"/reviews/entries/{entry('党员1').pk}/form/"))
    for words in ("我的自评原文", "优秀", "本人签字"):
        assert words in own


def test_a_superior_s_sheet_has_no_votes(client, city, review):
    graded(viewer_of(city[3]["secretary"], TODAY), review)
    client.force_login(city[3]["leader_above"])
    assert "测评优秀" not in text_of(client.get(f"/reviews/{review.pk}/sheet/"))


def test_the_export_holds_what_members_were_told(client, city, review):
    client.force_login(city[3]["officer"])

    def rows():
        answer = client.get("/reviews/export/?year=2021")
        sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert [row for row in rows() if row[0] == "第一支部"] == []
    graded(viewer_of(city[3]["secretary"], TODAY), review, {"党员1": "excellent"})
    found = {row[2]: row[3] for row in rows() if row[0] == "第一支部"}
    assert found == {"党员1": "优秀", "预备1": "不评定等次"} | {
        f"党员{number}": "合格" for number in range(2, 7)
    }
