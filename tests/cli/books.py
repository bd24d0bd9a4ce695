"""A small office's ledgers, written as an outsider would: plain cells, no code of ours."""

import openpyxl

UNIT_HEAD = [
    "组织编码",
    "组织名称",
    "组织类别",
    "上级组织编码",
    "所属单位",
    "单位性质",
    "成立日期",
    "本届起始日期",
    "任期年限",
]
MEMBER_HEAD = [
    "姓名",
    "身份证号",
    "性别",
    "民族",
    "出生日期",
    "入党日期",
    "转正日期",
    "人员类别",
    "所在党支部编码",
]
MEETING_HEAD = [
    "组织编码",
    "会议类型",
    "召开日期",
    "主持人",
    "应到人数",
    "实到人数",
    "主题",
    "补开期间",
]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def unit(code, name, kind, parent="", established="2010-01-01"):
    return [code, name, kind, parent, "教育局", "行政机关", established, "", ""]


def number(birth, order, region="710000"):
    """Return an identity number with its check digit; odd orders are men's."""
    body = f"{region}{birth}{order:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def member(order, branch, confirmed="2007-08-03", **cells):
    row = {
        "姓名": "王" + chr(0x4E00 + order),
        "身份证号": number("19850701", order),
        "性别": "男" if order % 2 else "女",
        "民族": "汉族",
        "出生日期": "1985-07-01",
        "入党日期": "2006-08-03",
        "转正日期": confirmed,
        "人员类别": "正式党员" if confirmed else "预备党员",
        "所在党支部编码": branch,
    }
    return list((row | cells).values())


def meeting(branch, kind, day, title, expected=7, present=7, makes_up=""):
    return [branch, kind, day, "王一", expected, present, title, makes_up]


def book(folder, *rows, name="a.xlsx"):
    """Write rows as a workbook's only sheet; return its path."""
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append([None if cell == "" else cell for cell in row])
    workbook.save(folder / name)
    return folder / name
