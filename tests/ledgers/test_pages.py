"""The pages of import: hand in, look, correct, match, apply, take back."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.ledgers.books import number, person, post, roster, take_in, units, upload
from tests.plans.build import sign_in
from tests.units.build import unit
from xianfeng.ledgers.enums import BatchState
from xianfeng.ledgers.models import Batch
from xianfeng.members.models import Member, Membership
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tmp_path):
    assert take_in(tmp_path, "units", units())[0] == 0
    return {each.code: each for each in Unit.objects.all()}


@pytest.fixture
def officer(client, city):
    sign_in(client, Role.COMMITTEE_OFFICER, city["GW"])
    return client


def text(client, name, *arguments):
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_offers_what_the_role_may_do(client, city):
    sign_in(client, Role.SECRETARY, city["GW101"])
    shown = text(client, "ledgers:home")
    assert "由机关党委或工委导入" in shown
    assert reverse("ledgers:upload", args=["members"]) not in shown
    assert client.get(reverse("ledgers:upload", args=["members"])).status_code == 404
    assert client.get(reverse("ledgers:template", args=["members"])).status_code == 404


def test_a_plain_member_finds_nothing_here(client, city):
    sign_in(client, Role.MEMBER, city["GW101"])
    assert client.get(reverse("ledgers:home")).status_code == 404
    assert client.get(reverse("ledgers:export", args=["members", "csv"])).status_code == 404


def test_a_right_file_is_shown_applied_and_taken_back(officer):
    batch, _ = upload(officer, "members", roster(person("张三"), person("李四", "19790304", 2)))
    assert Member.objects.count() == 0
    shown = text(officer, "ledgers:batch", batch.pk)
    assert "检查通过" in shown
    assert "确认导入" in shown

    post(officer, batch, "apply")
    assert batch.state == BatchState.APPLIED
    assert set(Member.objects.values_list("name", flat=True)) == {"张三", "李四"}
    assert "新增 2 行" in text(officer, "ledgers:batch", batch.pk)

    post(officer, batch, "undo")
    assert batch.state == BatchState.UNDONE
    assert (Member.objects.count(), Membership.objects.count()) == (0, 0)
    assert "已经全部恢复原样" in text(officer, "ledgers:batch", batch.pk)
    post(officer, batch, "undo")
    assert batch.state == BatchState.UNDONE


def test_wrong_cells_are_named_masked_and_corrected_on_screen(officer):
    wrong = number("19850701")[:-1] + ("1" if number("19850701")[-1] != "1" else "2")
    content = roster(
        person("张三", 身份证号=wrong), person("李四", "19790304", 2, 入党日期="2031-01-01")
    )
    batch, _ = upload(officer, "members", content)
    assert batch.outcome["rejected"] == 2
    shown = text(officer, "ledgers:batch", batch.pk)
    assert "身份证号最后一位与前17位对不上" in shown
    assert wrong not in shown
    assert f"现为 {wrong[:3]}*************{wrong[-2:]}" in shown
    assert 'value="2031-01-01"' in shown

    cells = {"3-id_number": number("19850701"), "4-joined_on": "2006-01-01"}
    post(officer, batch, "correct", **cells)
    assert batch.outcome["errors"] == []
    assert number("19850701") not in str(batch.corrections)
    post(officer, batch, "apply")
    assert {one.id_number for one in Member.objects.all()} == {
        number("19850701"),
        number("19790304", 2),
    }


def test_a_rejected_row_holds_back_the_whole_until_told_otherwise(officer):
    content = roster(person("张三"), person("李四", "19790304", 2, 手机号码="12345"))
    batch, _ = upload(officer, "members", content)
    post(officer, batch, "apply")
    assert (batch.state, Member.objects.count()) == (BatchState.CHECKED, 0)
    post(officer, batch, "apply", valid_only="True")
    assert (batch.state, Member.objects.get().name) == (BatchState.APPLIED, "张三")


def test_a_column_may_be_matched_by_hand(officer):
    head = ["序号", "姓名", "身份证号", "性别", "民族", "出生日期", "学历", "入党日期", "定转时间",
            "人员类别", "所在党支部编码"]  # fmt: skip
    one = person("张三") | {"定转时间": "2007-09-09"}
    batch, _ = upload(officer, "members", roster(one, head=head))
    assert batch.outcome["unused"] == ["定转时间"]
    matched = {f"column_{i}": f for f, i in batch.outcome["matched"].items() if f != "seq"}
    post(officer, batch, "match", **matched, column_8="confirmed_on")
    assert batch.outcome["unused"] == ["序号"]
    post(officer, batch, "apply")
    assert str(Member.objects.get().confirmed_on) == "2007-09-09"


def test_two_columns_for_one_field_are_asked_about(officer):
    batch, _ = upload(officer, "members", roster(person("张三")))
    url = reverse("ledgers:match", args=[batch.pk])
    data = {"version": batch.version, "column_1": "name", "column_2": "name"}
    answer = officer.post(url, data)
    assert answer.status_code == 422
    assert "另一列已经对应到这一项" in answer.content.decode()


def test_the_marked_workbook_imports_again_once_mended(officer):
    batch, _ = upload(officer, "members", roster(person("张三", 入党日期="1999年13月1日")))
    answer = officer.get(reverse("ledgers:marked", args=[batch.pk]))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    page = book.active
    assert page.cell(3, page.max_column).value.startswith("入党日期：不是有效日期")
    page.cell(3, 8).value = "2006-12-01"
    buffer = io.BytesIO()
    book.save(buffer)
    mended, _ = upload(officer, "members", buffer.getvalue())
    assert mended.outcome["rejected"] == 0
    assert mended.outcome["unused"] == ["需要修改的内容"]


def test_a_double_click_takes_in_one_batch(officer):
    key = "7d9f1c60-57e6-4f38-9d57-1d3f86b3b0aa"
    url = reverse("ledgers:upload", args=["members"])
    for _ in range(2):
        file = io.BytesIO(roster(person("张三")))
        file.name = "表.xlsx"
        assert officer.post(url, {"file": file, "submission": key}).status_code == 302
    assert Batch.objects.filter(kind="members").count() == 1


def test_a_stale_page_changes_nothing(officer):
    batch, _ = upload(officer, "members", roster(person("张三", 入党日期="2031-01-01")))
    post(officer, batch, "correct", **{"3-joined_on": "2011-01-01"})
    url = reverse("ledgers:apply", args=[batch.pk])
    answer = officer.post(url, {"version": 1}, follow=True)
    assert "这一批已在别处更新" in answer.content.decode()
    assert Member.objects.count() == 0


def test_an_unusable_file_is_answered_on_the_form(officer):
    batch, answer = upload(officer, "members", b"PK\x03\x04 cut in half")
    assert batch is None
    assert "文件不完整或已损坏" in answer.content.decode()
    batch, answer = upload(officer, "members", roster())
    assert "表头下面没有数据" in answer.content.decode()
    assert Batch.objects.filter(kind="members").count() == 0


def test_rows_outside_the_office_are_not_found_and_batches_are_ones_own(client, city):
    sign_in(client, Role.OFFICE, city["GW1"])
    batch, _ = upload(
        client, "members", roster(person("张三"), person("王五", order=3, unit="GW2"))
    )
    assert [e["code"] for e in batch.outcome["errors"]] == ["unit_not_found"]
    client.logout()
    sign_in(client, Role.COMMITTEE_OFFICER, city["GW"])
    pages = [("batch", client.get), ("marked", client.get), ("apply", client.post),
             ("undo", client.post), ("correct", client.post), ("match", client.post)]  # fmt: skip
    for page, ask in pages:
        assert ask(reverse(f"ledgers:{page}", args=[batch.pk])).status_code == 404


def test_export_holds_ones_own_part_masked(client, city, tmp_path):
    people = roster(person("张三"), person("王五", order=3, unit="GW2"))
    assert take_in(tmp_path, "members", people)[0] == 0
    sign_in(client, Role.OFFICE, city["GW1"])
    answer = client.get(reverse("ledgers:export", args=["members", "csv"]))
    shown = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "张三" in shown
    assert "王五" not in shown
    assert number("19850701") not in shown
    assert f"710*************{number('19850701')[-2:]}" in shown


def test_the_first_root_is_taken_by_whoever_holds_the_whole_tree(client, db):
    root = unit("GW", kind=UnitKind.WORKING_COMMITTEE)
    sign_in(client, Role.COMMITTEE_OFFICER, root)
    batch, _ = upload(client, "units", units())
    assert (batch.outcome["new"], batch.outcome["changed"]) == (4, 1)
    post(client, batch, "apply")
    paths = dict(Unit.objects.values_list("code", "path"))
    assert paths["GW101"] == "000010000100001"
    assert paths["GW2"] == "0000100002"
