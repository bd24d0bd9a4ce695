"""The ledger of check-ins: in, compared, taken back, out again."""

from datetime import date
from io import BytesIO

import pytest

from tests.members.build import member
from tests.units.build import NOW
from xianfeng.checkin import actions
from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Refused
from xianfeng.ledgers import actions as ledgers
from xianfeng.ledgers import registry, sheets
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.sheets import Heading
from xianfeng.members.models import Membership

DAY = date(2021, 3, 5)
TITLES = ["组织编码", "姓名", "公民身份号码", "报到社区", "网格", "报到日期", "特长", "服务意向",
          "可服务时间", "每月单数", "共建约定"]  # fmt: skip
OWN = ["B1", "党员甲", "", "东街社区", "第1网格", DAY, "法律咨询", "扶老助残", "周六上午", 3, ""]
UNIT = ["B1", "", "", "东街社区", "", DAY, "", "", "", None, "每月两次活动"]


def take_in(viewer, *lines, titles=TITLES):
    target = BytesIO()
    sheets.write_xlsx(target, [Heading(title) for title in titles], lines, title="台账")
    examined = ledgers.import_file(
        actor=viewer, at=NOW, kind=registry.get("checkins"), name="台账.xlsx",
        content=target.getvalue(), valid_only=True,
    )  # fmt: skip
    return examined.outcome()


def counts(outcome):
    return tuple(outcome[name] for name in ("rows", "rejected", "new", "changed", "unchanged"))


def take_back(city):
    batch = Batch.objects.latest("pk")
    ledgers.undo(actor=city.secretary, at=NOW, batch_id=batch.pk, version=batch.version)


def out(viewer):
    return [list(row) for row in registry.get("checkins").export(viewer, "", False)]


def test_both_check_ins_come_in_once_and_go_out_as_they_came(city):
    assert counts(take_in(city.secretary, OWN, UNIT)) == (2, 0, 2, 0, 0)
    row = MemberCheckin.objects.get()
    assert (row.member, row.grid, row.from_on) == (city.members[0], city.grid, DAY)
    assert (row.skills, row.wishes, row.slots, row.monthly_limit) == (8, 1, 1 << 15, 3)
    assert (row.state, row.on_behalf) == ("reported", True)
    assert UnitCheckin.objects.get().agreement == "每月两次活动"
    assert out(city.secretary) == [UNIT, OWN]
    assert out(city.rival) == []
    assert counts(take_in(city.secretary, *out(city.secretary))) == (2, 0, 0, 0, 2)
    figure = figures.get("checkin.members")
    assert figures.compute(city.officer, figure, DAY, DAY).value == 1


def test_headings_as_people_write_them(city):
    titles = ["支部编码", "党员姓名", "居住社区", "报到时间"]
    outcome = take_in(city.secretary, ["B1", "党员甲", "东街社区", DAY], titles=titles)
    assert counts(outcome) == (1, 0, 1, 0, 0)
    assert MemberCheckin.objects.get().monthly_limit == 2


def test_what_is_offered_otherwise_changes_and_is_taken_back(city):
    take_in(city.secretary, OWN, UNIT)
    before = list(MemberCheckin.objects.values()), list(UnitCheckin.objects.values())
    own = [*OWN[:6], "水电维修", "", "", 5, ""]
    outcome = take_in(city.secretary, own, [*UNIT[:10], "每周一次"])
    assert counts(outcome) == (2, 0, 0, 2, 0)
    row = MemberCheckin.objects.get()
    assert (row.skills, row.wishes, row.slots, row.monthly_limit) == (1, 1, 1 << 15, 5)
    assert UnitCheckin.objects.get().agreement == "每周一次"
    take_back(city)
    assert (list(MemberCheckin.objects.values()), list(UnitCheckin.objects.values())) == before


def test_what_came_in_is_taken_back_whole_unless_it_was_confirmed(city):
    take_in(city.secretary, OWN, UNIT)
    take_back(city)
    assert MemberCheckin.objects.count() == UnitCheckin.objects.count() == 0
    take_in(city.secretary, OWN)
    row = MemberCheckin.objects.get()
    actions.confirm_checkin(actor=city.worker, at=NOW, row=row, version=1)
    with pytest.raises(Refused):
        take_back(city)
    assert MemberCheckin.objects.count() == 1


@pytest.mark.parametrize(
    ("place", "cell", "title", "code"),
    [
        (0, "E1", "组织编码", "unit_not_found"),
        (1, "没有人", "姓名", "choice_unknown"),
        (1, "外局党员", "姓名", "choice_unknown"),
        (1, "重名", "姓名", "choice_unknown"),
        (3, "南街社区", "报到社区", "choice_unknown"),
        (3, "", "报到社区", "required"),
        (4, "第9网格", "网格", "choice_unknown"),
        (5, date(2021, 7, 1), "报到日期", "date_in_future"),
        (9, 32, "每月单数", "number_invalid"),
    ],
)
def test_what_cannot_be_is_rejected(city, place, cell, title, code):
    for _twice in range(2):
        member("重名", city.one)
    line = list(OWN)
    line[place] = cell
    outcome = take_in(city.secretary, line)
    found = [(error["column"], error["code"]) for error in outcome["errors"]]
    assert (outcome["rejected"], found) == (1, [(title, code)])
    assert MemberCheckin.objects.count() == 0


def test_the_number_tells_namesakes_apart(city):
    wanted = member("重名", city.one, id_number="710000198602209658")
    member("重名", city.one)
    line = [OWN[0], "重名", "710000198602209658", *OWN[3:]]
    assert counts(take_in(city.secretary, line)) == (1, 0, 1, 0, 0)
    assert MemberCheckin.objects.get().member == wanted


def test_who_is_checked_in_elsewhere_is_a_conflict(city):
    take_in(city.secretary, OWN)
    outcome = take_in(city.secretary, [*OWN[:3], "西街社区", "", *OWN[5:]])
    assert counts(outcome) == (1, 1, 0, 0, 0)
    assert MemberCheckin.objects.get().community == city.east


def test_who_moved_goes_out_once_under_the_branch_of_the_day(city):
    take_in(city.secretary, OWN)
    spell = Membership.objects.get(member=city.members[0])
    spell.until_on = date(2021, 6, 15)
    spell.save()
    Membership.objects.create(member=city.members[0], unit=city.two, from_on=date(2021, 6, 15))
    assert out(city.officer) == [["B2", *OWN[1:]]]
