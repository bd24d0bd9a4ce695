"""The roster: spells and posts, every error of a row, comparison, conflicts, undo, the mask."""

from datetime import date

import pytest

from tests.ledgers.books import MEMBER_HEAD, UNITS, command, number, person, roster, take_in, units
from tests.ledgers.build import xlsx
from tests.units.test_ledger import last, undo
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.ledgers.models import Batch
from xianfeng.members.models import Member, Membership, Post
from xianfeng.units.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city(tmp_path):
    assert take_in(tmp_path, "units", units())[0] == 0


def codes(told):
    found = {}
    for error in told["errors"]:
        found.setdefault(error["row"], set()).add((error["column"], error["code"]))
    return found


def everything():
    return [list(m.objects.order_by("pk").values()) for m in (Member, Membership, Post)]


def test_a_member_their_spell_and_their_post(tmp_path):
    one = person("张 三", 党内职务="书记", 居住社区="甲社区", 党费基数=13644.455, 民族="回")
    late = person("李四", "19900101", 2, 入党日期="2012-05-04", 转正日期="", 人员类别="预备党员")
    assert take_in(tmp_path, "members", roster(one, late))[0] == 0
    first, second = Member.objects.order_by("pk")
    assert (first.name, first.id_number, first.sex) == ("张三", number("19850701"), "1")
    assert (first.ethnicity, first.education, first.education_level) == ("03", "大学本科", 2)
    assert (first.community, first.community_name) == (None, "甲社区")
    assert str(first.dues_base) in {"13644.45", "13644.46"}
    assert (first.standing, first.confirmed_on) == ("normal", date(2007, 8, 3))
    assert (second.sex, second.confirmed_on) == ("2", None)
    assert [str(m.from_on) for m in Membership.objects.order_by("pk")] == [
        "2006-08-03",
        "2012-05-04",
    ]
    post = Post.objects.get()
    assert (post.title, post.unit.code, str(post.from_on)) == ("secretary", "GW101", "2019-05-26")


def test_a_spell_never_begins_before_the_branch(tmp_path):
    old = person("张三", "19600101", 入党日期="1985-01-01", 转正日期="1986-01-01")
    take_in(tmp_path, "members", roster(old))
    assert str(Membership.objects.get().from_on) == "2004-08-07"


def test_every_error_of_a_row_is_reported(tmp_path):
    cells = {"出生日期": "1986-07-01", "性别": "女", "转正日期": "2001-01-01", "民族": "火星族"}
    cells |= {"手机号码": "12345", "所在党支部编码": "NIX", "党费基数": "很多", "党内职务": "团长"}
    wrong = person("", **cells)
    child = person("李四", "19950101", 3, 入党日期="2005-01-01")
    future = person("王五", "19790101", 5, 入党日期="2031-01-01", 转正日期="2001-01-01")
    status, told, _ = take_in(tmp_path, "members", roster(wrong, child, future))
    assert (status, Member.objects.count()) == (1, 0)
    assert codes(told) == {
        3: {
            ("姓名", "required"),
            ("出生日期", "id_birth_mismatch"),
            ("性别", "id_sex_mismatch"),
            ("转正日期", "confirmed_before_joined"),
            ("民族", "choice_unknown"),
            ("手机号码", "phone_invalid"),
            ("所在党支部编码", "unit_not_found"),
            ("党费基数", "number_invalid"),
            ("党内职务", "choice_unknown"),
        },
        4: {("入党日期", "joined_before_18")},
        5: {("入党日期", "date_in_future")},
    }


def test_the_eighteenth_birthday_counts(tmp_path):
    on_the_day = person("张三", "19880803", 1, 入党日期="2006-08-03")
    day_before = person("李四", "19880804", 3, 入党日期="2006-08-03")
    _, told, _ = take_in(tmp_path, "members", roster(on_the_day, day_before))
    assert codes(told) == {4: {("入党日期", "joined_before_18")}}


def test_category_and_confirmation_agree(tmp_path):
    blank = person("张三", 转正日期="")
    early = person("李四", order=3, 人员类别="预备党员")
    _, told, _ = take_in(tmp_path, "members", roster(blank, early))
    assert codes(told) == {
        3: {("转正日期", "required")},
        4: {("人员类别", "choice_unknown")},
    }


def test_personal_values_are_masked_in_what_is_said(tmp_path):
    content = roster(person("张三", 手机号码="1991234567"), person("李四", order=3))
    _, told, said = take_in(tmp_path, "members", content)
    assert [(e["code"], e["value"]) for e in told["errors"]] == [("phone_invalid", "199*****67")]
    _, told, said = take_in(tmp_path, "members", roster(person("张三"), person("李四")))
    assert told["errors"][0]["value"] == f"710*************{number('19850701')[-2:]}"
    assert number("19850701") not in said


def test_a_changed_roster_says_what_changes_and_is_undone_exactly(tmp_path):
    people = [person("张三", 党内职务="书记"), person("李四", order=3), person("王五", order=5)]
    take_in(tmp_path, "members", roster(*people))
    before = everything()
    changed = [
        people[0] | {"学历": "研究生", "手机号码": "19900000001", "党内职务": "组织委员"},
        people[1] | {"所在党支部编码": "GW2"},
        people[2] | {"学历": "", "手机号码": ""},
        person("赵六", order=7),
    ]
    status, told, _ = take_in(tmp_path, "members", roster(*changed))
    assert status == 0
    assert (told["new"], told["changed"], told["unchanged"]) == (1, 2, 1)
    seen = {row["row"]: row["changes"] for row in last().outcome["other"] if row["changes"]}
    assert [change[0] for change in seen[3]] == ["学历", "手机号码", "党内职务"]
    assert seen[4] == [["所在党支部", "教育一支部", "民政局支部"]]
    moved = Member.objects.get(name="李四").memberships.order_by("from_on")
    assert [(s.unit.code, s.until_on is None) for s in moved] == [("GW101", False), ("GW2", True)]
    assert Member.objects.get(name="张三").phone == "19900000001"
    undo(last())
    assert everything() == before


def test_a_corrected_day_of_joining_moves_the_start(tmp_path):
    take_in(tmp_path, "members", roster(person("张三")))
    take_in(tmp_path, "members", roster(person("张三", 入党日期="2006-07-01")))
    assert str(Membership.objects.get().from_on) == "2006-07-01"


def test_the_same_number_under_another_name_is_a_conflict(tmp_path):
    take_in(tmp_path, "members", roster(person("张三")))
    before = everything()
    status, told, _ = take_in(tmp_path, "members", roster(person("张山")), "--accept-valid")
    assert (status, told["changed"], told["rejected"]) == (1, 0, 1)
    assert codes(told) == {3: {("姓名", "conflict")}}
    assert everything() == before


def test_who_belongs_elsewhere_is_a_conflict_that_names_nothing(tmp_path):
    take_in(tmp_path, "members", roster(person("张三", unit="GW2")))
    again = roster(person("张三", unit="GW101"))
    _, told, _ = take_in(tmp_path, "members", again, "--on-behalf-of", "GW1")
    assert [(e["column"], e["code"]) for e in told["errors"]] == [("身份证号", "conflict")]
    assert "民政" not in told["errors"][0]["message"]


def test_undo_is_refused_once_a_member_was_changed(tmp_path):
    take_in(tmp_path, "members", roster(person("张三")))
    first = last()
    take_in(tmp_path, "members", roster(person("张三", 学历="研究生")))
    with pytest.raises(Refused, match="后来又修改过"):
        undo(first)
    undo(last())
    undo(first)
    assert everything() == [[], [], []]


def test_a_resolved_community_is_a_change(tmp_path):
    content = roster(person("张三", 居住社区="甲社区"))
    take_in(tmp_path, "members", content)
    Place.objects.create(level="community", name="甲社区")
    _, told, _ = take_in(tmp_path, "members", content)
    assert (told["changed"], Member.objects.get().community.name) == (1, "甲社区")
    _, told, _ = take_in(tmp_path, "members", content)
    assert told["unchanged"] == 1


def test_the_national_sheet_with_its_two_row_header(tmp_path):
    upper = ["序号", "姓名", "所在党支部", "公民身份证号", "性别", "民族", "出生日期", "学历",
             "人员类别", " 加入党组织日期", "转为正式党员日期", "工作岗位", "联系电话", "",
             "党籍状态", "是否为\n失联党员", "失去联系日期", "是否为\n流动党员",
             "外出流向"]  # fmt: skip
    lower = [""] * 12 + ["手机号", "固定电话"] + [""] * 5
    one = ["1", "张三", "教育一支部", number("19850701"), "男", "01 汉族", "1985.07.01", "21 大学",
           "正式党员", "20060803", "2007年8月3日", "011 公务员", "19912345678", "0371-65500000",
           "正常", "是", "2019-01-01", "否", ""]  # fmt: skip
    two = [*one[:1], "李四", "没有的支部", number("19850701", 3), *one[4:]]
    rows = [["党员基本信息汇总表"], ["基层党委："], upper, lower, one, two]
    merges = [(2, 12, 2, 13)]
    content = xlsx(("党员基本信息汇总表", rows), merges=merges)
    _, told, _ = take_in(tmp_path, "members", content, "--accept-valid")
    assert codes(told) == {6: {("所在党支部", "unit_not_found")}}
    found = Member.objects.get()
    assert (found.landline, found.occupation) == ("0371-65500000", "011")
    assert str(found.lost_since) == "2019-01-01"
    assert found.memberships.get().unit.code == "GW101"


def test_a_sheet_without_confirmation_days_warns(tmp_path):
    head = [title for title in MEMBER_HEAD if title != "转正日期"]
    status, told, _ = take_in(tmp_path, "members", roster(person("张三"), head=head))
    assert (status, [(w["row"], w["code"]) for w in told["warnings"]]) == (0, [(3, "required")])
    assert str(Member.objects.get().confirmed_on) == "2007-08-03"


def test_members_belong_to_branches_only(tmp_path):
    _, told, _ = take_in(tmp_path, "members", roster(person("张三", unit="GW1")))
    assert told["errors"][0]["message"] == "这不是党支部，党员要编入党支部"


def test_nothing_personal_lies_open_in_a_batch(tmp_path):
    take_in(
        tmp_path, "members", roster(person("张三"), person("李四", order=3, 手机号码="1990000000"))
    )
    take_in(tmp_path, "members", roster(person("张三")))
    batch = Batch.objects.get(kind="members")
    kept = f"{batch.outcome} {batch.corrections} {bytes(batch.undo)} {bytes(batch.content)}"
    assert number("19850701") not in kept
    assert not AuditEntry.objects.filter(new__icontains="张三").exists()


def test_an_export_is_masked_unless_a_purpose_is_stated_and_kept(tmp_path):
    take_in(tmp_path, "members", roster(person("张三"), person("王五", order=3, unit="GW2")))
    out = tmp_path / "out.csv"
    assert command("export", "members", "--unit", "GW1", "-o", out)[0] == 0
    shown = out.read_text("utf-8-sig")
    assert number("19850701") not in shown
    assert "王五" not in shown
    status, _, said = command("export", "members", "--unmasked", "-o", out)
    assert (status, "--purpose" in said) == (2, True)
    entries = AuditEntry.objects.count()
    book = tmp_path / "out.xlsx"
    flags = ("--unmasked", "--purpose", "换届核对")
    assert command("export", "members", *flags, "-o", book)[0] == 0
    entry = AuditEntry.objects.latest("seq")
    assert AuditEntry.objects.count() == entries + 1
    assert entry.new == {"kind": "members", "rows": 2, "purpose": "换届核对"}
    _, told, _ = command("import", "members", book, "--json")
    assert (told["rows"], told["unchanged"]) == (2, 2)


def test_the_template_is_empty_and_its_example_is_passed_over(tmp_path):
    for kind in ("units", "communities", "members", "tasks"):
        blank = tmp_path / f"{kind}.xlsx"
        assert command("template", kind, "-o", blank)[0] == 0
        status, _, said = command("import", kind, blank)
        assert (status, "表头下面没有数据" in said) == (2, True)
    assert len(UNITS) == 5
