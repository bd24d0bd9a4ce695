"""What a file tells, and changes, of units that its sender does not reach."""

import pytest

from tests.ledgers.build import xls, xlsx
from tests.members.build import member
from tests.units.build import NOW, agency, unit, user
from xianfeng.ledgers import actions, queries, registry
from xianfeng.ledgers.results import UnusableFile
from xianfeng.units.enums import Role, Sector, UnitKind
from xianfeng.units.models import Agency, Unit, UnitRole
from xianfeng.units.queries import viewer_of

pytestmark = pytest.mark.django_db
HEAD = ("组织编码", "组织名称", "组织类别", "上级组织编码", "上级组织", "所属单位", "单位性质",
        "成立日期")  # fmt: skip
ROSTER = ("姓名", "公民身份号码", "民族", "出生日期", "学历", "入党日期", "转正日期", "人员类别",
          "党支部编码")  # fmt: skip
NUMBER = "110101198005010018"


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a = unit("A", root, UnitKind.COMMITTEE, agency=agency("甲局"))
    hidden = unit("H", root, UnitKind.COMMITTEE, name="隐藏党委", agency=agency("乙局"))
    return root, a, hidden


def office(at):
    return user(f"of{at.code}", (Role.OFFICE, at))


def checked(person, kind, *rows):
    head = HEAD if kind == "units" else ROSTER
    return actions.receive(
        actor=viewer_of(person, NOW.date()), at=NOW, kind=registry.get(kind),
        name="表.xlsx", content=xlsx(("表", [head, *rows])),
    )  # fmt: skip


def errors(batch):
    return [(e["column"], e["message"]) for e in batch.outcome["errors"]]


def test_a_hidden_unit_is_as_unknown_by_name_as_one_that_is_not(city):
    sender = office(city[1])
    told = [
        errors(checked(sender, "units", ("A1", "新支部", "党支部", "", name, "", "", "2020-01-01")))
        for name in ("隐藏党委", "没有的党委")
    ]
    assert told[0] == told[1]
    assert [column for column, _ in told[0]] == ["上级组织"]


def test_the_superior_of_a_hidden_code_cannot_be_guessed(city):
    sender = office(city[1])
    told = [
        errors(checked(sender, "units", ("H", "x", "党委", above, "", "", "", "2020-01-01")))
        for above in ("R", "A")
    ]
    assert told[0] == told[1]


def test_the_sector_of_an_agency_is_not_changed_from_one_of_its_parts(city):
    _root, a, _hidden = city
    row = ("A1", "新支部", "党支部", "A", "", "乙局", "国有企业", "2020-01-01")
    batch = checked(office(a), "units", row)
    assert [column for column, _ in errors(batch)] == ["单位性质"]
    own = checked(
        office(unit("C", city[0])), "units",
        ("C", "C党组织", "党支部", "R", "", "新局", "国有企业", "2010-01-01"),
    )  # fmt: skip
    assert errors(own) == []
    assert Agency.objects.get(name="乙局").sector == Sector.ADMINISTRATION


def test_a_batch_ends_with_the_role_under_which_it_was_taken_in(client, city):
    sender = office(city[1])
    batch = checked(sender, "units", ("A", "A党组织", "党委", "R", "", "", "", "2010-01-01"))
    actions.apply(actor=viewer_of(sender, NOW.date()), at=NOW, batch_id=batch.pk, version=1)
    UnitRole.objects.filter(user=sender).delete()
    UnitRole.objects.create(user=sender, unit=city[2], role=Role.OFFICE, from_on=NOW.date())
    elsewhere = viewer_of(sender, NOW.date())
    assert list(queries.visible_to(elsewhere)) == []
    client.force_login(sender)
    assert client.get(f"/ledgers/batch/{batch.pk}").status_code == 404
    assert client.post(f"/ledgers/batch/{batch.pk}/undo", {"version": 2}).status_code == 404
    batch.refresh_from_db()
    assert batch.state == "applied"


def test_who_left_the_ranks_elsewhere_is_told_of_as_any_member_elsewhere(city):
    _root, a, hidden = city
    branch = unit("A1", a)
    there = unit("H1", hidden)
    gone = member("张某", there, until=NOW.date(), id_number=NUMBER)
    row = ("张某", NUMBER, "汉族", "1980-05-01", "大学", "2005-07-01", "2006-07-01", "正式党员",
           branch.code)  # fmt: skip
    sender = office(a)
    said = [errors(checked(sender, "members", row))]
    gone.memberships.update(until_on=None)
    said.append(errors(checked(sender, "members", row)))
    assert said[0] == said[1]
    assert len(said[0]) == 1


def test_a_nul_and_a_turn_of_direction_in_a_cell_are_left_out(city):
    _root, a, _hidden = city
    row = ("A1", "新\0支部\u202e", "党支部", "A", "", "", "", "2020-01-01")
    sender = viewer_of(office(a), NOW.date())
    common = {"actor": sender, "at": NOW, "kind": registry.get("units"), "name": "表.xls"}
    batch = actions.receive(**common, content=xls([HEAD, row]))
    assert batch.outcome["other"][0]["cells"]["name"] == "新支部\u202e"
    actions.apply(actor=sender, at=NOW, batch_id=batch.pk, version=1)
    assert Unit.objects.get(code="A1").name == "新支部"
    text = "\n".join(",".join(line) for line in (HEAD, row))
    with pytest.raises(UnusableFile):
        actions.receive(**common, content=text.encode("utf-16"))
