"""The columns of the roster, and how each of their cells is read."""

from decimal import Decimal

from xianfeng.ledgers import cells, identity, parsers
from xianfeng.ledgers.codes import choices
from xianfeng.ledgers.registry import Column, Parsed
from xianfeng.members.enums import EducationLevel, PostTitle, Standing

_POST_ALIASES = {
    "支部书记": PostTitle.SECRETARY,
    "党支部书记": PostTitle.SECRETARY,
    "支部副书记": PostTitle.DEPUTY_SECRETARY,
    "党支部副书记": PostTitle.DEPUTY_SECRETARY,
    "支部委员": PostTitle.COMMITTEE_MEMBER,
    "支委": PostTitle.COMMITTEE_MEMBER,
    "支委委员": PostTitle.COMMITTEE_MEMBER,
    "青年委员": PostTitle.COMMITTEE_MEMBER,
    "统战委员": PostTitle.COMMITTEE_MEMBER,
    "保密委员": PostTitle.COMMITTEE_MEMBER,
    "群工委员": PostTitle.COMMITTEE_MEMBER,
    "生活委员": PostTitle.COMMITTEE_MEMBER,
    "纪律检查委员": PostTitle.DISCIPLINE,
    "纪委委员": PostTitle.DISCIPLINE,
    "宣传委员兼青年委员": PostTitle.PUBLICITY,
    "党小组长": PostTitle.GROUP_LEADER,
    "小组长": PostTitle.GROUP_LEADER,
    "组长": PostTitle.GROUP_LEADER,
}
_POSTS = {str(label): value for value, label in PostTitle.choices} | _POST_ALIASES
_NO_POST = frozenset({"党员", "普通党员", "无职务党员", "群众"})
_STANDINGS = {"正常": Standing.NORMAL, "其他": Standing.NORMAL, "停止党籍": Standing.SUSPENDED,
              "已出党": Standing.LEFT, "已去世": Standing.DEAD}  # fmt: skip
_LEVELS = {str(label): level for level, label in EducationLevel.choices}
_MOST_DUES_BASE = Decimal(10) ** 8
_CENT = Decimal("0.01")


def _posts(raw: object) -> Parsed:
    titles, _code = cells.listed(raw)
    found = [_POSTS.get(title) for title in titles if title not in _NO_POST]
    if None in found:
        return None, "choice_unknown"
    return tuple(dict.fromkeys(found)) or None, None


def _standing(raw: object) -> Parsed:
    value, code = cells.choice(raw, choices("status"))
    return _STANDINGS.get(value) if value is not None else None, code


def _dues_base(raw: object) -> Parsed:
    if type(raw) is float and 0 <= raw < 10**7:
        return Decimal(f"{raw:.2f}"), None
    value, code = cells.money(raw)
    if value is None:
        return None, code
    if not 0 <= value < _MOST_DUES_BASE:
        return None, "number_invalid"
    return value.quantize(_CENT), None


def _name(raw: object) -> Parsed:
    value, code = cells.name(raw)
    return (None, code) if code else parsers.fitting(value, 60)


def _landline(raw: object) -> Parsed:
    return cells.phone(raw, landline=True)


def _unit_code(raw: object) -> Parsed:
    return "".join(cells.written(raw).split()) or None, None


def level_of(education: str) -> int | None:
    """Return the level that a canonical education belongs to."""
    return _LEVELS.get(choices("education").group(education))


COLUMNS = (
    Column("name", "姓名", _name, required=True, distinct=True, width=10, example="张三"),
    Column("id_number", "公民身份号码", identity.identity, required=True, distinct=True,
           sealed=True, width=22, example="",
           hint="18 位，先把这一列设为文本格式再填写"),
    Column("sex", "性别", parsers.coded("sex"), filled=True, width=6,
           listed=choices("sex").values, example="男"),
    Column("ethnicity", "民族", parsers.coded("ethnicity"), required=True, width=10,
           listed=choices("ethnicity").values, example="汉族"),
    Column("born_on", "出生日期", parsers.month_or_day, filled=True, past=True, form="date",
           example="1985-07-01"),
    Column("education", "学历", parsers.table("education"), width=12,
           listed=choices("education").values, example="大学本科"),
    Column("joined_on", "入党日期", parsers.day, required=True, past=True, form="date",
           example="2006-08-03"),
    Column("confirmed_on", "转正日期", parsers.day, past=True, form="date", example="2007-08-03"),
    Column("category", "人员类别", parsers.table("category"), filled=True, width=10,
           listed=choices("category").values, example="正式党员"),
    Column("unit_code", "所在党支部编码", _unit_code, example="HY00101"),
    Column("unit_name", "所在党支部", parsers.text(120), width=40,
           hint="填了编码就以编码为准；只填名称时须与系统中的名称完全一致"),
    Column("post", "党内职务", _posts, listed=tuple(map(str, PostTitle.labels)), example="书记"),
    Column("phone", "手机号码", cells.phone, distinct=True, sealed=True, width=14),
    Column("landline", "固定电话", _landline, distinct=True, sealed=True, width=14),
    Column("community", "居住社区", parsers.text(80), width=16, example="南湖槐01社区"),
    Column("skills", "特长", parsers.listed(200), width=20, example="法律咨询、文艺辅导"),
    Column("wishes", "服务意向", parsers.listed(200), width=20, example="扶老助残"),
    Column("service_times", "可服务时间", parsers.listed(200), width=20, example="周六上午"),
    Column("dues_base", "党费基数", _dues_base, distinct=True, form="money", width=12,
           example=Decimal("5320.50")),
    Column("occupation", "工作岗位", parsers.coded("occupation"), width=18),
    Column("status", "党籍状态", _standing, width=10, listed=("正常", "停止党籍"), example="正常"),
    Column("lost", "是否为失联党员", cells.yes_no, width=10, listed=("是", "否"), example="否"),
    Column("lost_on", "失去联系日期", parsers.day, past=True, form="date"),
    Column("floating", "是否为流动党员", cells.yes_no, width=10, listed=("是", "否"), example="否"),
    Column("floating_to", "外出流向", parsers.text(100), width=18),
)  # fmt: skip
