"""The pages of development: what each shows, to whom, and what a form asks."""

import re
from datetime import date

import pytest

from tests.development.build import at, develop
from tests.members.build import member
from xianfeng.development.actions import people
from xianfeng.development.enums import StageName
from xianfeng.development.models import Candidate, Deadline, Paper, Quota, StepRecord
from xianfeng.kernel import clock, figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers.documents import printing

URL = "/development/"


@pytest.fixture
def secretary(client, city):
    client.force_login(city.users["secretary"])
    return client


def text(answer):
    return answer.content.decode()


def fields(answer):
    """Return the names of what the last form of a page asks for."""
    names = re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', text(answer))
    return sorted({*names} - {"csrfmiddlewaretoken", "submission", "q"})


def apply_form(**changed):
    return {
        "unit": "A", "name": "陈新", "sex": "1", "born_on": "1995-03-08", "ethnicity": "01",
        "education": "大学本科", "applied_on": "2022-03-01", "id_number": "",
    } | changed  # fmt: skip


def test_an_application_opens_the_talk_within_a_month(secretary):
    answer = secretary.post(f"{URL}new/", apply_form())
    one = Candidate.objects.get()
    assert answer["Location"] == f"{URL}{one.pk}/"
    page = text(secretary.get(f"{URL}{one.pk}/"))
    assert "党组织派人谈话" in page
    assert [(d.limit, d.due_on) for d in one.deadlines.all()] == [("talk", date(2022, 4, 1))]


def test_what_is_wrong_stands_beside_its_field_and_input_is_kept(secretary):
    answer = secretary.post(f"{URL}new/", apply_form(born_on="2010-01-01"))
    assert answer.status_code == 200
    assert "递交申请书时应年满十八岁" in text(answer)
    assert 'value="陈新"' in text(answer)
    assert Candidate.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "asked"),
    [
        (2, ["by", "on"]),
        (3, ["on"]),
        (5, ["contacts", "on"]),
        (7, ["on", "publicity_from", "publicity_until"]),
        (9, ["on", "sponsors"]),
        (10, ["on", "outcome", "reason"]),
        (11, ["days", "hours", "on"]),
        (15, ["abstained", "against", "expected", "in_favour", "on", "present"]),
        (20, ["on"]),
    ],
)
def test_a_step_asks_only_for_what_it_needs(secretary, city, number, asked):
    one = develop(city, 1)
    assert fields(secretary.get(f"{URL}{one.pk}/steps/{number}/")) == asked


def test_an_approval_asks_an_agency_for_the_day_of_its_party_group(client, city):
    client.force_login(city.users["office"])
    one = develop(city, 16)
    assert fields(client.get(f"{URL}{one.pk}/steps/17/")) == [
        "on", "outcome", "party_group_on", "reason",
    ]  # fmt: skip


def test_the_number_expected_is_known(secretary, city):
    one = develop(city, 14)
    page = text(secretary.get(f"{URL}{one.pk}/steps/15/"))
    assert re.search(r'name="expected" value="7"', page)


def test_a_step_is_recorded_and_a_skipped_one_is_not(secretary, city):
    one = develop(city, 1)
    answer = secretary.post(f"{URL}{one.pk}/steps/3/", {"on": "2022-04-01"})
    assert "还缺前面的步骤：党组织派人谈话" in text(answer)
    answer = secretary.post(f"{URL}{one.pk}/steps/2/", {"on": "2022-03-20", "by": "赵一"})
    assert answer["Location"] == f"{URL}{one.pk}/"
    assert StepRecord.objects.filter(candidate=one).count() == 2


def test_a_secretary_sees_who_decides_and_may_not(secretary, city):
    one = develop(city, 12)
    page = text(secretary.get(f"{URL}{one.pk}/"))
    assert "由甲局机关党委记录" in page
    assert secretary.get(f"{URL}{one.pk}/steps/13/").status_code == 403


def test_a_record_is_amended_with_its_reason(secretary, city):
    one = develop(city, 2)
    talk = StepRecord.objects.get(step=2)
    sent = {"on": "2022-03-12", "by": "钱二", "version": "1", "amend_reason": ""}
    assert "这个字段是必填项" in text(secretary.post(f"{URL}records/{talk.pk}/", sent))
    secretary.post(f"{URL}records/{talk.pk}/", sent | {"amend_reason": "人名记错"})
    talk.refresh_from_db()
    assert (talk.by, talk.on, talk.version) == ("钱二", date(2022, 3, 12), 2)
    stale = secretary.post(f"{URL}records/{talk.pk}/", sent | {"amend_reason": "又改"})
    assert stale.status_code == 409
    assert one.pk == talk.candidate_id


def test_a_paper_is_kept_once_with_its_number(secretary, city):
    one = develop(city, 1)
    sent = {"paper": "1:入党申请书", "number": "申字1号", "dated_on": "2022-03-01"}
    secretary.post(f"{URL}{one.pk}/papers/", sent)
    secretary.post(f"{URL}{one.pk}/papers/", sent | {"number": "申字2号"})
    assert [(p.title, p.number, p.dated_on) for p in Paper.objects.all()] == [
        ("入党申请书", "申字2号", date(2022, 3, 1))
    ]
    page = text(secretary.get(f"{URL}{one.pk}/"))
    assert "申字2号" in page
    later = secretary.post(f"{URL}{one.pk}/papers/", sent | {"dated_on": "2999-01-01"})
    assert "材料日期在今天之后" in text(later)


def test_ending_by_form(secretary, city):
    one = develop(city, 2)
    sent = {"ending": "withdrawn", "ended_on": "2022-05-01", "reason": "书面撤回"}
    secretary.post(f"{URL}{one.pk}/end/", sent)
    assert "本人撤回申请" in text(secretary.get(f"{URL}{one.pk}/"))
    assert "陈新" not in text(secretary.get(URL))
    assert "陈新" in text(secretary.get(f"{URL}?stage=ended"))


@pytest.mark.parametrize(
    ("until", "stage"),
    [
        (2, "applicant"), (3, "activist"), (6, "activist"), (7, "target"), (11, "target"),
        (12, "acceptance"), (16, "acceptance"), (17, "probation"), (23, "probation"),
        (24, "confirmed"), (25, "filed"),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_stage(secretary, city, until, stage):
    develop(city, until)
    found = [stage.value for stage in StageName]
    shown = [one for one in found if "陈新" in text(secretary.get(f"{URL}?stage={one}"))]
    assert shown == [stage]


def test_the_list_of_what_is_overdue(secretary, city):
    develop(city, 1, name="逾期人")
    develop(city, 2, name="无事人")
    Deadline.objects.exclude(limit="talk").delete()
    page = text(secretary.get(f"{URL}?due=overdue"))
    assert ("逾期人" in page, "无事人" in page) == (True, False)


def test_the_calendar_holds_what_is_due_by_month(secretary, city):
    one = develop(city, 1)
    Deadline.objects.create(
        candidate=one, unit=city.a, limit="inspection", since_on=date(2022, 3, 1),
        due_on=clock.today(),
    )  # fmt: skip
    page = text(secretary.get(f"{URL}calendar/"))
    assert page.index("已逾期") < page.index("派人谈话") < page.index("半年考察")


def test_the_file_is_one_pdf_with_everything(secretary, city):
    one = develop(city)
    answer = secretary.get(f"{URL}{one.pk}/file.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")


def test_a_machine_without_the_libraries_says_what_to_install(secretary, city, monkeypatch):
    def refuse(html):
        raise printing.Unprintable("libpango")

    monkeypatch.setattr(printing, "pdf", refuse)
    one = develop(city, 1)
    answer = secretary.get(f"{URL}{one.pk}/file.pdf")
    assert (answer.status_code, "libpango-1.0-0" in text(answer)) == (503, True)


def test_a_printed_page_fetches_nothing(tmp_path):
    picture = tmp_path / "x.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    page = "<p>a</p>"
    inside = f'{page}<img src="{picture.as_uri()}">'
    assert b"/XObject" not in printing.pdf(inside)
    assert printing.pdf(page).startswith(b"%PDF-")


def test_notice_and_vote_record_in_word(secretary, city):
    from io import BytesIO

    from docx import Document

    one = develop(city, 15)
    vote = StepRecord.objects.get(step=15)
    for address, wanted in (
        (f"{URL}{one.pk}/publicity/", "公示期为2023年4月5日至2023年4月17日"),
        (f"{URL}records/{vote.pk}/vote/", "超过应到会有表决权的正式党员的半数，通过"),
    ):
        answer = secretary.get(address)
        document = Document(BytesIO(answer.content))
        said = "\n".join(each.text for each in document.paragraphs)
        assert wanted in said
    talk = StepRecord.objects.get(step=2)
    assert secretary.get(f"{URL}records/{talk.pk}/vote/").status_code == 404


def quota(city, unit, number, who="officer", year=2023):
    return people.set_quota(
        actor=city.viewer(who), at=at(date(2023, 1, 9)), unit=unit, year=year, number=number
    )


def test_a_superior_sets_a_quota_and_nobody_their_own(city):
    assert quota(city, city.committee, 3).number == 3
    assert quota(city, city.a, 2, who="office").above == Quota.objects.get(unit=city.committee)
    for who, unit in (("office", city.committee), ("secretary", city.a), ("other", city.a)):
        with pytest.raises(Denied):
            quota(city, unit, 9, who=who)
    with pytest.raises(Refused, match="下级合计 4 名"):
        quota(city, city.a, 4)
    assert Quota.objects.get(unit=city.a).number == 2


def test_what_is_handed_on_is_counted_once(city):
    quota(city, city.root, 10)
    quota(city, city.committee, 4)
    quota(city, city.a, 3)
    member("新人", city.a, since=date(2023, 5, 4), joined_on=date(2023, 5, 4), confirmed_on=None)
    span = (date(2023, 1, 1), date(2023, 12, 31))
    for path, number, rate in ((city.root.path, 10, "10.0"), (city.committee.path, 4, "25.0"),
                               (city.a.path, 3, "33.3")):  # fmt: skip
        values = figures.compute_all(
            city.viewer("officer"),
            [figures.get("dev.quota"), figures.get("dev.plan_rate")], *span, path,
        )  # fmt: skip
        assert [str(value.value) for value in values] == [str(number), rate]


def test_an_approval_above_the_quota_wants_its_reason(client, city):
    quota(city, city.a, 0)
    one = develop(city, 16)
    client.force_login(city.users["office"])
    sent = {"on": "2023-07-14", "outcome": "done", "party_group_on": "2023-07-10", "reason": ""}
    answer = client.post(f"{URL}{one.pk}/steps/17/", sent)
    assert "控制总量 0 名已用完" in text(answer)
    client.post(f"{URL}{one.pk}/steps/17/", sent | {"reason": "上级追加 1 名"})
    assert Candidate.objects.get().member is not None
    page = text(client.get(f"{URL}quotas/?year=2023"))
    assert "已超" in page


def test_quota_form(client, city):
    client.force_login(city.users["office"])
    client.post(f"{URL}quotas/", {"unit": "A", "year": "2024", "number": "2"})
    assert [(q.unit_id, q.year_begins.year, q.number) for q in Quota.objects.all()] == [
        (city.a.pk, 2024, 2)
    ]
    client.force_login(city.users["secretary"])
    assert (
        client.post(f"{URL}quotas/", {"unit": "A", "year": "2024", "number": "9"}).status_code
        == 403
    )
