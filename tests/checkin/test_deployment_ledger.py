"""The ledger of deployments: in, compared, taken back, out again."""

from datetime import date
from io import BytesIO

import pytest

from tests.members.build import member
from tests.service.build import place
from tests.units.build import NOW
from xianfeng.checkin import actions
from xianfeng.checkin.models import Deployment
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Refused
from xianfeng.ledgers import actions as ledgers
from xianfeng.ledgers import registry, sheets
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.sheets import Heading
from xianfeng.units.enums import GridLevel

DAY, LATER = date(2021, 3, 5), date(2021, 5, 1)
TITLES = ["组织编码", "姓名", "证件号码", "社区", "网格/小区", "类别", "开始日期", "结束日期"]
FRONT = ["B1", "党员甲", "", "东街社区", "第1网格", "下沉", DAY, None]
POST = ["B1", "党员乙", "", "东街社区", "第1网格和家小区", "第一书记", DAY, None]


@pytest.fixture(autouse=True)
def estate(city):
    return place("和家小区", city.grid, GridLevel.ESTATE)


def take_in(viewer, *lines, titles=TITLES):
    target = BytesIO()
    sheets.write_xlsx(target, [Heading(title) for title in titles], lines, title="台账")
    examined = ledgers.import_file(
        actor=viewer, at=NOW, kind=registry.get("deployments"), name="台账.xlsx",
        content=target.getvalue(), valid_only=True,
    )  # fmt: skip
    return examined.outcome()


def take_back(city, batch=None):
    batch = batch or Batch.objects.latest("pk")
    ledgers.undo(actor=city.secretary, at=NOW, batch_id=batch.pk, version=batch.version)


def counts(outcome):
    return tuple(outcome[name] for name in ("rows", "rejected", "new", "changed", "unchanged"))


def out(viewer, path="", unmasked=False):
    return [list(row) for row in registry.get("deployments").export(viewer, path, unmasked)]


def but(line, **changes):
    return [changes.get(title, cell) for title, cell in zip(TITLES, line, strict=True)]


def spells():
    rows = Deployment.objects.order_by("from_on", "pk")
    return [(row.member.name, row.from_on, row.until_on) for row in rows]


def test_both_kinds_come_in_once_and_go_out_as_they_came(city, estate):
    whole = but(FRONT, 姓名="党员丙", **{"网格/小区": ""})
    assert counts(take_in(city.secretary, FRONT, POST, whole)) == (3, 0, 3, 0, 0)
    found = Deployment.objects.order_by("pk").values_list("member__name", "place", "kind", "unit")
    assert list(found) == [
        ("党员甲", city.grid.pk, "deployed", city.one.pk),
        ("党员乙", estate.pk, "first_secretary", city.one.pk),
        ("党员丙", city.east.pk, "deployed", city.one.pk),
    ]
    exported = out(city.secretary)
    assert exported == [FRONT, POST, [*whole[:4], "", *whole[5:]]]
    assert counts(take_in(city.secretary, *exported)) == (3, 0, 0, 0, 3)
    assert (out(city.rival), out(city.officer, city.other.path)) == ([], [])
    figure = figures.get("service.deployed")
    assert figures.compute(city.officer, figure, DAY, DAY).value == 3


def test_headings_and_words_as_people_write_them(city, estate):
    titles = ["派出单位编码", "下沉党员", "所在社区", "派驻小区", "下沉类别", "任职时间"]
    line = ["B1", "党员甲", "东街社区", "和家小区", "小区第一书记", "2021.03.05"]
    assert counts(take_in(city.secretary, line, titles=titles)) == (1, 0, 1, 0, 0)
    row = Deployment.objects.get()
    assert (row.place, row.kind, row.from_on) == (estate, "first_secretary", DAY)


def test_a_handing_over_comes_in_with_one_sheet_and_is_taken_back(city):
    take_in(city.secretary, POST)
    ended, follows = but(POST, 结束日期=LATER), but(POST, 姓名="党员甲", 开始日期=LATER)
    assert counts(take_in(city.secretary, ended, follows)) == (2, 0, 1, 1, 0)
    assert spells() == [("党员乙", DAY, LATER), ("党员甲", LATER, None)]
    batch = Batch.objects.latest("pk")
    # A blank end says nothing: it opens no spell again.
    assert counts(take_in(city.secretary, POST)) == (1, 0, 0, 0, 1)
    take_back(city, batch)
    assert spells() == [("党员乙", DAY, None)]


def test_what_changed_since_is_not_taken_back(city):
    take_in(city.secretary, FRONT)
    (row,) = Deployment.objects.all()
    actions.end_deployments(actor=city.secretary, at=NOW, rows=[row], until_on=LATER)
    with pytest.raises(Refused):
        take_back(city)
    assert spells() == [("党员甲", DAY, LATER)]


@pytest.mark.parametrize(
    "line",
    [
        but(POST, 姓名="党员甲", 开始日期=LATER),
        but(POST, 姓名="党员甲", 开始日期=date(2021, 1, 5)),
        but(POST, 姓名="党员甲", 开始日期=date(2021, 1, 5), 结束日期=LATER),
        but(FRONT, 开始日期=LATER),
    ],
)
def test_two_at_a_time_are_a_conflict(city, line):
    take_in(city.secretary, POST, FRONT)
    outcome = take_in(city.secretary, line)
    assert counts(outcome) == (1, 1, 0, 0, 0)
    assert [error["code"] for error in outcome["errors"]] == ["conflict"]
    assert Deployment.objects.count() == 2


def test_a_post_that_was_free_before_is_filled_from_a_sheet(city):
    take_in(city.secretary, POST)
    earlier = but(POST, 姓名="党员甲", 开始日期=date(2021, 1, 5), 结束日期=DAY)
    assert counts(take_in(city.secretary, earlier)) == (1, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("组织编码", "E1", "unit_not_found"),
        ("姓名", "没有人", "choice_unknown"),
        ("姓名", "外局党员", "choice_unknown"),
        ("姓名", "重名", "choice_unknown"),
        ("姓名", "", "required"),
        ("社区", "南街社区", "choice_unknown"),
        ("网格/小区", "第9网格", "choice_unknown"),
        ("类别", "挂职", "choice_unknown"),
        ("类别", "", "required"),
        ("开始日期", date(2021, 7, 1), "date_in_future"),
        ("结束日期", DAY, "date_invalid"),
    ],
)
def test_what_cannot_be_is_rejected(city, column, cell, code):
    for _twice in range(2):
        member("重名", city.one)
    outcome = take_in(city.secretary, but(FRONT, **{column: cell}))
    found = [(error["column"], error["code"]) for error in outcome["errors"]]
    assert (outcome["rejected"], found) == (1, [(column, code)])
    assert Deployment.objects.count() == 0


def test_a_first_secretary_needs_an_estate_and_namesakes_their_grid(city):
    second = place("第2网格", city.east, GridLevel.GRID)
    other = place("和家小区", second, GridLevel.ESTATE)
    for said in ("", "第1网格", "和家小区"):
        outcome = take_in(city.secretary, but(POST, **{"网格/小区": said}))
        assert [error["column"] for error in outcome["errors"]] == ["网格/小区"], said
    take_in(city.secretary, but(POST, **{"网格/小区": "第2网格/和家小区"}))
    assert Deployment.objects.get().place == other


def test_the_number_tells_namesakes_apart_and_stays_at_home(city):
    wanted = member("重名", city.one, id_number="710000198602209658")
    member("重名", city.one)
    line = but(FRONT, 姓名="重名", 证件号码="710000198602209658")
    assert counts(take_in(city.secretary, line)) == (1, 0, 1, 0, 0)
    assert Deployment.objects.get().member == wanted
    assert [row[2] for row in out(city.secretary)] == [""]
    assert [row[2] for row in out(city.secretary, unmasked=True)] == ["710000198602209658"]
