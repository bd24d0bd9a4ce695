"""A roster of any size as a workbook, and the units it names."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

HEAD = (
    "序号", "姓名", "公民身份号码", "性别", "民族", "出生日期", "学历", "入党日期", "转正日期",
    "人员类别", "所在党支部编码", "所在党支部", "党内职务", "手机号码", "居住社区", "特长",
    "服务意向", "可服务时间", "党费基数",
)  # fmt: skip
BRANCHES = 2000
COMMUNITIES = 200
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红建文云"
_SKILLS = ("法律咨询", "文艺辅导", "电脑网络", "家电维修", "心理疏导", "课业辅导", "园艺", "理发")
_ETHNICITIES = ("汉族",) * 12 + ("回族", "满族", "苗族")
_EDUCATIONS = ("大学本科", "大学专科", "研究生", "中专", "高中")


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Yield roster rows: everybody different, dates in several spellings, all of them right."""
    first = dt.date(1950, 1, 1)
    for index in range(count):
        born = first + dt.timedelta(days=(index * 37) % 18000)
        order = (index + index // 18000) % 1000
        number = _number(f"410100{born:%Y%m%d}{order:03d}")
        joined = born + dt.timedelta(days=19 * 366 + index % 2500)
        confirmed = joined + dt.timedelta(days=366)
        branch = index % BRANCHES
        yield (
            index + 1, _name(index), number, "男" if order % 2 else "女",
            _ETHNICITIES[index % 15], _spelt(born, index), _EDUCATIONS[index % 5],
            _spelt(joined, index + 1), _spelt(confirmed, index + 2), "正式党员",
            f"B{branch:05d}", f"第{branch}支部", "书记" if index < BRANCHES else "",
            f"1{39000000000 + index * 7919 % 9999999999:010d}"[:11].replace("10", "13", 1),
            f"第{index % COMMUNITIES}社区", "、".join(_SKILLS[index % 8 : index % 8 + 2]),
            _SKILLS[index % 7], "周六上午", 3000 + index % 900000 / 100,
        )  # fmt: skip


def write(path: Path, count: int) -> None:
    """Write the roster as .xlsx."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("花名册")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEAD)
        for number, row in enumerate(rows(count), 1):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, column, value, day)
                elif value != "":
                    sheet.write(number, column, value)


def populate() -> None:
    """Make the tree of branches and the communities that the roster names."""
    from xianfeng.units.models import Place, Unit

    root = Unit.objects.create(
        code="R", name="工委", kind="working_committee", path="00001", established_on="1949-10-01"
    )
    Unit.objects.bulk_create(
        Unit(code=f"B{index:05d}", name=f"第{index}支部", kind="branch", parent=root,
             path=f"00001{index + 1:05d}", established_on="1949-10-01")
        for index in range(BRANCHES)
    )  # fmt: skip
    Place.objects.bulk_create(
        Place(level="community", name=f"第{index}社区") for index in range(COMMUNITIES)
    )


def _name(index: int) -> str:
    given = _GIVEN[index % 30] + (_GIVEN[index // 30 % 30] if index % 3 else "")
    return _SURNAMES[index % 20] + given


def _number(body: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _spelt(day: dt.date, turn: int) -> object:
    return (day, f"{day:%Y.%m.%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日")[
        turn % 4
    ]
