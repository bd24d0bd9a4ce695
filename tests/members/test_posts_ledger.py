"""The ledger of posts: in, out and in again; whom a row means; what cannot be."""

from datetime import date
from io import BytesIO

import pytest

from tests.ledgers.books import command
from tests.members.build import member, post
from tests.units.build import DAY, NOW, unit, user, viewer
from xianfeng.kernel.actions import Refused
from xianfeng.ledgers import registry, sheets
from xianfeng.ledgers.actions import Rejected, apply, import_file, receive, undo
from xianfeng.ledgers.sheets import Heading
from xianfeng.members.models import Post
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

pytestmark = pytest.mark.django_db
NUMBER = "710000198602209658"
HEAD = ("组织编码", "姓名", "公民身份号码", "手机尾号", "职务", "专职", "任职日期", "离任日期",
        "产生方式", "批复文号")  # fmt: skip


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    group = unit("AG", a, UnitKind.GROUP)
    born = date(1986, 2, 20)
    one = member("张伟", a, id_number=NUMBER, phone="13800001234", born_on=born)
    same = member("张伟", a, phone="13800005678")
    return {"R": root, "A": a, "B": b, "AG": group, "one": one, "same": same,
            "two": member("李娜", a), "three": member("王芳", b)}  # fmt: skip


def row(code="A", name="李娜", title="书记", since="2020-01-01", **more):
    cells = {"组织编码": code, "姓名": name, "职务": title, "任职日期": since} | more
    return [cells.get(heading, "") for heading in HEAD]


def book(*rows):
    content = BytesIO()
    sheets.write_xlsx(content, [Heading(text) for text in HEAD], rows)
    return content.getvalue()


def told(tmp_path, *rows, more=("--accept-valid",)):
    path = tmp_path / "任职.xlsx"
    path.write_bytes(book(*rows))
    _status, document, _ = command("import", "posts", path, "--json", *more)
    return document


def held():
    return list(
        Post.objects.order_by("pk").values_list(
            "unit__code", "member__name", "title", "from_on", "until_on", "full_time", "how"
        )
    )


def test_posts_come_in_and_the_same_file_changes_nothing(city, tmp_path):
    rows = [
        row(产生方式="选举", 批复文号="工委〔2020〕3号"),
        row(code="AG", title="党小组组长"),
        row(code="B", name="王芳", title="支部书记", 专职="是", 离任日期="2021-03-01"),
    ]
    assert told(tmp_path, *rows)["new"] == 3
    assert held() == [
        ("A", "李娜", "secretary", date(2020, 1, 1), None, False, "elected"),
        ("AG", "李娜", "group_leader", date(2020, 1, 1), None, False, ""),
        ("B", "王芳", "secretary", date(2020, 1, 1), date(2021, 3, 1), True, ""),
    ]
    again = told(tmp_path, *rows)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 3)


def test_a_blank_cell_leaves_what_stands_and_a_filled_one_changes_it(city, tmp_path):
    made = post(city["two"], city["A"], "secretary", how="elected")
    assert told(tmp_path, row(离任日期="2021-05-01"))["changed"] == 1
    made.refresh_from_db()
    assert (made.until_on, made.how) == (date(2021, 5, 1), "elected")


@pytest.mark.parametrize(
    "which", [{"公民身份号码": NUMBER}, {"手机尾号": "1234"}, {"手机尾号": "13800001234"}]
)
def test_a_number_or_the_end_of_a_phone_tells_namesakes_apart(city, tmp_path, which):
    assert told(tmp_path, row(name="张伟", **which))["new"] == 1
    assert Post.objects.get().member == city["one"]


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"code": "X"}, "组织编码", "unit_not_found"),
        ({"name": "张伟"}, "姓名", "choice_unknown"),
        ({"name": "王芳"}, "姓名", "choice_unknown"),
        ({"title": "主任"}, "职务", "choice_unknown"),
        ({"title": "党小组组长"}, "职务", "choice_unknown"),
        ({"离任日期": "2020-01-01"}, "离任日期", "date_invalid"),
        ({"since": "2009-01-01"}, "姓名", "choice_unknown"),
        ({"手机尾号": "12"}, "手机尾号", "phone_invalid"),
    ],
)
def test_what_cannot_be_is_said_beside_its_cell(city, tmp_path, cells, column, code):
    errors = told(tmp_path, row(**cells))["errors"]
    assert [(one["column"], one["code"]) for one in errors] == [(column, code)]
    assert Post.objects.count() == 0


def test_two_secretaries_at_a_time_are_a_conflict_also_within_the_file(city, tmp_path):
    rows = [
        row(),
        row(name="张伟", 手机尾号="1234", since="2020-06-01"),
        row(name="张伟", 手机尾号="5678", since="2019-01-01", 离任日期="2020-01-01"),
    ]
    document = told(tmp_path, *rows)
    assert [one["row"] for one in document["errors"]] == [3]
    assert document["new"] == 2


def test_a_secretary_reaches_no_other_branch(city):
    own = viewer((Role.SECRETARY, city["B"]))
    given = {"kind": registry.get("posts"), "name": "任职.xlsx", "content": book(row())}
    with pytest.raises(Rejected):
        import_file(actor=own, at=NOW, **given)
    assert Post.objects.count() == 0


def test_what_goes_out_comes_in_again_unchanged(city, tmp_path):
    post(city["two"], city["A"], "secretary", how="by_election", document="批复1")
    post(city["three"], city["B"], "full_time_deputy", full_time=True, until=date(2021, 1, 1))
    out = tmp_path / "出.xlsx"
    assert command("export", "posts", "-o", out)[0] == 0
    _, document, _ = command("import", "posts", out, "--json")
    assert (document["rows"], document["unchanged"], document["rejected"]) == (2, 2, 0)


def test_an_import_is_taken_back_as_one(city):
    person = user("boss", (Role.COMMITTEE_OFFICER, city["R"]))
    boss, kind = viewer_of(person, DAY), registry.get("posts")
    standing = post(city["two"], city["A"], "secretary")
    content = book(row(离任日期="2021-05-01"), row(name="李娜", title="组织委员"))
    batch = receive(actor=boss, at=NOW, kind=kind, name="任职.xlsx", content=content)
    batch = apply(actor=boss, at=NOW, batch_id=batch.pk, version=batch.version)
    assert Post.objects.count() == 2
    Post.objects.filter(pk=standing.pk).update(document="后来")
    with pytest.raises(Refused):
        undo(actor=boss, at=NOW, batch_id=batch.pk, version=batch.version)
    Post.objects.filter(pk=standing.pk).update(document="")
    undo(actor=boss, at=NOW, batch_id=batch.pk, version=batch.version)
    assert held() == [("A", "李娜", "secretary", date(2020, 1, 1), None, False, "")]
