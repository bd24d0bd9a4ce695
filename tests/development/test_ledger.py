"""The ledger of development: an office starts mid-way, and is told what is missing."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.utils import timezone

from tests.development.build import develop, record, walked
from tests.members.build import member
from xianfeng.development.ledger import columns
from xianfeng.development.models import Candidate, Deadline, StepPerson, StepRecord, StepVersion
from xianfeng.development.rules.history import Entry
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import operator
from xianfeng.ledgers import actions as ledger_actions
from xianfeng.ledgers import readers, registry, sheets
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.sheets import Heading

AT = datetime(2026, 11, 1, 9, tzinfo=timezone.get_default_timezone())
PERSON = {"姓名": "陈新", "性别": "男", "出生日期": "1995-03-08", "所在党支部编码": "A"}
TITLES = [column.title for column in columns.COLUMNS]


def workbook(rows):
    target = BytesIO()
    lines = [[row.get(title, "") for title in TITLES] for row in rows]
    sheets.write_xlsx(target, [Heading(title) for title in TITLES], lines)
    return target.getvalue()


def take_in(*rows, viewer=None, valid_only=True):
    examined = ledger_actions.import_file(
        actor=viewer or operator("导入"), at=AT, kind=registry.get("development"),
        name="台账.xlsx", content=workbook([PERSON | row for row in rows]), valid_only=valid_only,
    )  # fmt: skip
    return Batch.objects.latest("pk"), examined.outcome()


def counts(outcome):
    return tuple(outcome[name] for name in ("new", "changed", "unchanged", "rejected"))


EARLY = (
    {"步骤": "1 递交入党申请书", "日期": "2025-03-01"},
    {"步骤": "党组织派人谈话", "日期": "2025-03-20", "谈话人": "赵一"},
    {"步骤": 3, "日期": "2025-05-06"},
)


def test_a_past_comes_in_and_what_runs_is_due(city):
    _batch, outcome = take_in(*EARLY)
    assert counts(outcome) == (3, 0, 0, 0)
    assert outcome["warnings"] == []
    one = Candidate.objects.get()
    assert walked(one).stage() == "activist"
    assert [(d.limit, d.due_on, d.done_on) for d in Deadline.objects.all()] == [
        ("talk", date(2025, 4, 1), date(2025, 3, 20)),
        ("inspection", date(2025, 11, 6), None),
    ]


def test_the_same_again_changes_nothing_and_a_correction_keeps_what_was_said(city):
    take_in(*EARLY)
    assert counts(take_in(*EARLY)[1]) == (0, 0, 3, 0)
    changed = [*EARLY[:1], EARLY[1] | {"谈话人": "钱二"}, EARLY[2]]
    assert counts(take_in(*changed)[1]) == (0, 1, 2, 0)
    talk = StepRecord.objects.get(step=2)
    assert (talk.by, talk.version, StepVersion.objects.get().content["by"]) == ("钱二", 2, "赵一")


LACKING = "第5步 指定培养联系人：还缺前面的步骤：党组织派人谈话、推荐和确定入党积极分子。"


def test_what_is_missing_is_said_and_does_not_stop_the_import(city):
    _batch, outcome = take_in(*EARLY[:1], {"步骤": "5", "日期": "2025-06-01"})
    assert counts(outcome) == (2, 0, 0, 0)
    assert [warning["message"] for warning in outcome["warnings"]] == [
        f"{LACKING}请先补记这些步骤，日期不能晚于这一步。",
        "第5步 指定培养联系人：请选一至两名正式党员作培养联系人。",
    ]


def test_after_a_past_with_gaps_the_gaps_are_filled_first(city):
    take_in(*EARLY[:1], {"步骤": "5", "日期": "2025-06-01"})
    one = Candidate.objects.get()
    with pytest.raises(Refused, match="党组织派人谈话"):
        record(city, one, Entry(6, date(2025, 9, 1)))
    record(city, one, Entry(2, date(2025, 3, 20), by="赵一"))
    record(city, one, Entry(3, date(2025, 4, 20)))
    record(city, one, Entry(4, date(2025, 5, 20)))
    record(city, one, Entry(6, date(2025, 9, 1)))
    assert walked(one).missing(7) == []


def test_contacts_are_found_by_name_among_the_full_members_of_that_day(city):
    named = {"步骤": "5", "日期": "2025-06-01", "培养联系人": "赵一、外人"}
    _batch, outcome = take_in(*EARLY, named)
    assert [one.member.name for one in StepPerson.objects.all()] == ["赵一"]
    assert "当天的正式党员里没有找到外人，没有记入" in [w["message"] for w in outcome["warnings"]]


VOTES = {"应到人数": 7, "实到人数": 6, "赞成": 6, "反对": 0, "弃权": 0}
ACCEPTED = (
    {"步骤": 15, "日期": "2025-06-01", **VOTES},
    {"步骤": 17, "日期": "2025-07-01"},
)


def test_who_is_a_member_must_be_on_the_roster_and_is_linked(city):
    _batch, outcome = take_in(*ACCEPTED)
    assert counts(outcome) == (0, 0, 0, 2)
    assert Candidate.objects.count() == 0
    joined = date(2025, 6, 1)
    held = member("陈新", city.a, since=joined, born_on=date(1995, 3, 8), joined_on=joined,
                  confirmed_on=None)  # fmt: skip
    _batch, outcome = take_in(*ACCEPTED)
    assert counts(outcome) == (2, 0, 0, 0)
    assert Candidate.objects.get().member == held
    assert Deadline.objects.get(limit="application").due_on == date(2026, 6, 1)
    held.refresh_from_db()
    assert (held.joined_on, held.confirmed_on) == (joined, None)


def test_what_cannot_be_is_rejected(city):
    rows = (
        {"步骤": "26", "日期": "2025-03-01"},
        {"步骤": "2", "日期": "2027-01-01"},
        {"步骤": "2", "日期": "2025-03-01", "所在党支部编码": "C"},
        {"步骤": "1", "日期": "2025-03-01"},
        {"步骤": "1", "日期": "2025-03-01"},
        {"步骤": "3", "日期": "2025-03-01", "公民身份号码": "710000199503080013", "性别": "女"},
    )
    _batch, outcome = take_in(*rows)
    assert sorted((e["row"], e["code"]) for e in outcome["errors"]) == [
        (2, "choice_unknown"), (3, "date_in_future"), (4, "unit_not_found"),
        (6, "duplicate_in_file"), (7, "id_sex_mismatch"),
    ]  # fmt: skip
    assert counts(outcome) == (1, 0, 0, 5)


def test_a_branch_out_of_reach_is_not_found(city):
    _batch, outcome = take_in(*EARLY, viewer=city.viewer("other_office"))
    assert [error["code"] for error in outcome["errors"]] == ["unit_not_found"] * 3


def test_an_import_is_taken_back(city):
    develop(city, 1, name="旧人")
    batch, _outcome = take_in(*EARLY)
    ledger_actions.undo(actor=operator("导入"), at=AT, batch_id=batch.pk, version=batch.version)
    assert [one.name for one in Candidate.objects.all()] == ["旧人"]
    assert Deadline.objects.count() == 1


def test_a_correction_is_taken_back(city):
    take_in(*EARLY)
    batch, _outcome = take_in(EARLY[1] | {"谈话人": "钱二"})
    ledger_actions.undo(actor=operator("导入"), at=AT, batch_id=batch.pk, version=batch.version)
    talk = StepRecord.objects.get(step=2)
    assert (talk.by, talk.version, StepVersion.objects.count()) == ("赵一", 1, 0)


def test_what_goes_out_comes_in_again(city):
    develop(city, 16)
    kind = registry.get("development")
    lines = list(kind.export(city.viewer("officer"), "", True))
    assert len(lines) == 17
    stated = {title: cell for title, cell in zip(TITLES, lines[4], strict=True) if cell}
    assert stated["培养联系人"] == "赵一"
    exported = [dict(zip(TITLES, line, strict=True)) for line in lines]
    assert counts(take_in(*exported)[1]) == (0, 0, 17, 0)
    assert list(kind.export(city.viewer("other"), "", True)) == []


def test_the_template_comes_in(city):
    kind = registry.get("development")
    examples = [[column.example for column in kind.columns]]
    target = BytesIO()
    headings = [Heading(column.title, column.form) for column in kind.columns]
    sheets.write_template(target, headings, examples, sheet="发展党员台账")
    assert readers.read(target.getvalue()) != []


@pytest.mark.parametrize(
    ("raw", "number"),
    [("15 支部大会讨论", 15), ("23 支部大会讨论", 23), ("15", 15), (7.0, 7), ("讨论转正", 23),
     ("上级党委审批", 17), ("24.上级党委审批", 24), ("0", None), ("2 入党宣誓", None),
     ("随便", None)],
)  # fmt: skip
def test_a_step_is_read_by_number_or_name(raw, number):
    assert columns.step(raw) == (number, None if number else "choice_unknown")
