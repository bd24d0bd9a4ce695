"""The units ledger: what a row holds, and what is wrong with it."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.ledgers import cells, parsers
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Column, Importer, Kind, Parsed
from xianfeng.units.enums import Sector, UnitKind
from xianfeng.units.ledger import tree, units_writing
from xianfeng.units.ledger.tree import Tree
from xianfeng.units.permissions import MANAGERS, STAFF

_KIND_ALIASES = {
    "党工委": UnitKind.WORKING_COMMITTEE,
    "机关工委": UnitKind.WORKING_COMMITTEE,
    "派出工委": UnitKind.WORKING_COMMITTEE,
    "工作委员会": UnitKind.WORKING_COMMITTEE,
    "机关党委": UnitKind.COMMITTEE,
    "基层党委": UnitKind.COMMITTEE,
    "委员会": UnitKind.COMMITTEE,
    "总支": UnitKind.GENERAL_BRANCH,
    "总支部": UnitKind.GENERAL_BRANCH,
    "党总支部": UnitKind.GENERAL_BRANCH,
    "机关党总支": UnitKind.GENERAL_BRANCH,
    "支部": UnitKind.BRANCH,
    "机关党支部": UnitKind.BRANCH,
    "联合支部": UnitKind.JOINT_BRANCH,
    "离退休支部": UnitKind.RETIRED_BRANCH,
    "离退休干部党支部": UnitKind.RETIRED_BRANCH,
    "临时支部": UnitKind.TEMPORARY_BRANCH,
    "小组": UnitKind.GROUP,
}
_SECTOR_ALIASES = {
    "机关": Sector.ADMINISTRATION,
    "党政机关": Sector.ADMINISTRATION,
    "事业": Sector.INSTITUTION,
    "参公事业单位": Sector.INSTITUTION,
    "群团机关": Sector.MASS,
    "群团组织": Sector.MASS,
    "人民团体": Sector.MASS,
    "国企": Sector.ENTERPRISE,
    "企业": Sector.ENTERPRISE,
}
_LONGEST_TERM = 10


def _labels(choices: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices.choices]


def _years(raw: object) -> Parsed:
    value, code = cells.integer(raw)
    if value is not None and not 1 <= value <= _LONGEST_TERM:
        return None, "number_invalid"
    return value, code


def _code(raw: object) -> Parsed:
    return parsers.fitting("".join(cells.written(raw).split()), 40)


COLUMNS = (
    Column("code", "组织编码", _code, required=True, example="HY00101"),
    Column("name", "组织名称", parsers.text(120), required=True, width=40,
           example="中共河阳市教育局第1支部委员会"),
    Column("kind", "组织类别", parsers.one_of(_labels(UnitKind), _KIND_ALIASES), required=True,
           listed=tuple(label for _value, label in _labels(UnitKind)), example="党支部"),
    Column("parent_code", "上级组织编码", _code, example="HY001",
           hint="最上级的组织不填，其余都要填"),
    Column("parent_name", "上级组织", parsers.text(120), width=40,
           hint="填了上级组织编码就不必填；只填名称时须与系统中的名称完全一致"),
    Column("agency", "所属单位", parsers.text(100), width=28, example="河阳市教育局"),
    Column("sector", "单位性质", parsers.one_of(_labels(Sector), _SECTOR_ALIASES),
           listed=tuple(label for _value, label in _labels(Sector)), example="行政机关"),
    Column("established_on", "成立日期", parsers.day, required=True, past=True, form="date",
           example="2012-06-03"),
    Column("term_from", "本届起始日期", parsers.day, past=True, form="date",
           example="2019-08-10"),
    Column("term_years", "任期年限", _years, form="integer", example=3),
)  # fmt: skip


def check(frame: Frame, importer: Importer) -> None:
    """Reject repeated codes, parents out of reach or unknown, loops, and terms cut in half."""
    stands = tree.standing()
    codes = frame["code"]
    frame.once("code", lambda index: codes[index])
    _check_owners(frame, importer, stands)
    _resolve_parents(frame, importer, stands)
    _check_parents(frame, importer, stands)
    _check_loops(frame, stands)
    _check_agencies(frame, importer, stands)
    _check_terms(frame)
    _reject_orphans(frame, stands)


def _check_owners(frame: Frame, importer: Importer, stands: Tree) -> None:
    for index, code in enumerate(frame["code"]):
        unit = stands.by_code.get(code)
        if unit is not None and not importer.reaches(unit.path):
            frame.reject(index, "code", "conflict", _("这个组织编码已被使用，请换一个编码"))


def _resolve_parents(frame: Frame, importer: Importer, stands: Tree) -> None:
    """Put the parent's code where only its name is given; names out of reach are not known."""
    names: dict[str, list[str]] | None = None
    parents = frame["parent_code"]
    for index, name in enumerate(frame["parent_name"]):
        if name is None or parents[index] is not None or frame.faulty(index, "parent_code"):
            continue
        if names is None:
            names = {}
            above = {stands.parent_code(code) for code in frame["code"] if code}
            for unit in stands.by_code.values():
                if importer.reaches(unit.path) or unit.code in above:
                    names.setdefault(unit.name, []).append(unit.code)
            for code, own in zip(frame["code"], frame["name"], strict=True):
                if code is not None and code not in names.setdefault(own, []):
                    names[own].append(code)
        found = names.get(name, [])
        if len(found) == 1:
            parents[index] = found[0]
        else:
            text = _("有几个组织都叫这个名称，请填上级组织编码") if found else ""
            frame.reject(index, "parent_name", "unit_not_found", text)


def _check_parents(frame: Frame, importer: Importer, stands: Tree) -> None:
    in_file = set(frame["code"])
    root = next((unit.code for unit in stands.by_code.values() if unit.parent_id is None), None)
    for index, (code, parent) in enumerate(zip(frame["code"], frame["parent_code"], strict=True)):
        if code is None or frame.faulty(index, "code") or frame.faulty(index, "parent_name"):
            continue
        if parent is None:
            if root is None and importer.reaches(""):
                root = code
            elif code != root:
                frame.reject(index, "parent_code", "required", _("请填上级组织编码"))
        elif parent == code:
            frame.reject(index, "parent_code", "choice_unknown", _("上级组织不能是它自己"))
        elif not _within_reach(code, parent, in_file, importer, stands):
            frame.reject(index, "parent_code", "unit_not_found")


def _within_reach(
    code: str, parent: str, in_file: set[str], importer: Importer, stands: Tree
) -> bool:
    """Tell whether a unit may hang below this parent; where it hangs already it may stay."""
    unit = stands.by_code.get(parent)
    if unit is None:
        return parent in in_file
    return importer.reaches(unit.path) or parent == stands.parent_code(code)


def _parents(frame: Frame, stands: Tree, rows: Callable[[int], bool]) -> dict[str, str | None]:
    """Return code -> parent code as the tree would be with these rows."""
    parents = {code: stands.parent_code(code) for code in stands.by_code}
    for index, (code, parent) in enumerate(zip(frame["code"], frame["parent_code"], strict=True)):
        if code is not None and rows(index):
            parents[code] = parent
    return parents


def _check_loops(frame: Frame, stands: Tree) -> None:
    faulty = frame.faulty
    sound = {
        index
        for index in range(len(frame))
        if not faulty(index, "parent_code") and not faulty(index, "code")
    }
    parents = _parents(frame, stands, sound.__contains__)
    for index in sound:
        code = frame["code"][index]
        if code is None:
            continue
        if tree.looped(code, parents):
            text = _("上级组织不能是它自己的下级，请核对上级组织编码")
            frame.reject(index, "parent_code", "choice_unknown", text)
        elif tree.depth(code, parents) > tree.DEEPEST:
            text = _("组织层级最多 {most} 层").format(most=tree.DEEPEST)
            frame.reject(index, "parent_code", "choice_unknown", text)


def _check_agencies(frame: Frame, importer: Importer, stands: Tree) -> None:
    """One agency has one sector, said by who reaches all its units; none without an agency."""
    others = {u.agency: u.sector for u in stands.by_code.values() if not importer.reaches(u.path)}
    sectors: dict[str, str] = {}
    for index, (agency, sector) in enumerate(zip(frame["agency"], frame["sector"], strict=True)):
        if sector is None or frame.faulty(index, "sector"):
            continue
        if agency is None:
            frame.reject(index, "agency", "required")
        elif sectors.setdefault(agency, sector) != sector:
            text = _("同一单位在本表中有两种单位性质，请统一")
            frame.reject(index, "sector", "choice_unknown", text)
        elif others.get(agency, sector) != sector:
            text = _("这个单位的性质由上级登记，请留空这一格，或请上级更正")
            frame.reject(index, "sector", "choice_unknown", text)


def _check_terms(frame: Frame) -> None:
    for index, (start, years) in enumerate(
        zip(frame["term_from"], frame["term_years"], strict=True)
    ):
        if start is not None and years is None and not frame.faulty(index, "term_years"):
            frame.reject(index, "term_years", "required")
        if years is not None and start is None and not frame.faulty(index, "term_from"):
            frame.reject(index, "term_from", "required")


def _reject_orphans(frame: Frame, stands: Tree) -> None:
    """Reject new units whose parent is itself rejected and does not stand yet."""
    parents = frame["parent_code"]
    while True:
        coming = {frame["code"][index] for index in frame.live()}
        lost = [
            index
            for index in frame.live()
            if parents[index] is not None
            and parents[index] not in coming
            and parents[index] not in stands.by_code
        ]
        for index in lost:
            text = _("上级组织所在的那一行还没有改对，请先改那一行")
            frame.reject(index, "parent_code", "unit_not_found", text)
        if not lost:
            return


UNITS = Kind(
    id="units",
    title="党组织",
    columns=COLUMNS,
    roles=MANAGERS,
    readers=STAFF,
    check=check,
    plan=units_writing.plan,
    apply=units_writing.apply,
    undo=units_writing.undo,
    export=units_writing.export,
    facts=("units.unit", "units.term"),
)
