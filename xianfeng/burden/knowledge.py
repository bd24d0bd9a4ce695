"""What the system holds, under which names, and where it is read: nobody is asked for it again."""

from collections.abc import Mapping
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.burden.rules import Known
from xianfeng.kernel import figures
from xianfeng.ledgers import registry
from xianfeng.ledgers.synonyms import synonyms

# What a unit is: (source, title, further names).
_UNIT = (
    ("unit.name", "党组织名称", ("组织名称", "单位名称", "支部名称", "名称", "党组织全称")),
    ("unit.code", "组织编码", ("党组织编码", "支部编码", "单位编码", "编码")),
    ("unit.kind", "组织类别", ("党组织类别", "支部类型", "组织类型")),
    ("unit.parent", "上级党组织", ("上级组织", "隶属党组织", "隶属关系")),
    ("unit.agency", "所在单位", ("单位", "所属单位")),
    ("unit.established", "成立日期", ("成立时间", "设立日期", "建立日期", "组织成立日期")),
    ("unit.term", "任期届满日期", ("届满日期", "届满时间", "换届时间", "换届日期", "应换届日期")),
    ("unit.secretary", "书记姓名", ("支部书记", "书记", "党支部书记姓名", "党组织书记")),
)
# Further names of figures; their titles are known without being named here.
_FIGURES = {
    "org.members": ("党员", "在册党员", "正式党员和预备党员"),
    "org.units": ("党组织数", "下级党组织"),
    "dev.accepted": ("发展党员", "新发展党员"),
    "task.done": ("完成任务",),
}
# Columns of ledgers that mean nothing without their row.
_EMPTY = frozenset(
    {
        "序号", "编号", "备注", "说明", "日期", "时间", "内容", "类型", "类别", "方式", "形式",
        "地点", "主题", "标题", "情况", "名称", "状态", "结果", "原因", "级别", "来源", "数量",
    }
)  # fmt: skip


def sources() -> Mapping[str, str]:
    """Return {source: title} of what a task can show for a nod, units' fields first."""
    known = {source: _(title) for source, title, _words in _UNIT if source in NODDED}
    return known | {
        f"figure:{each.id}": f"{each.title}（{each.measure}）" for each in figures.every()
    }


NODDED = ("unit.name", "unit.kind", "unit.parent", "unit.agency", "unit.established", "unit.term")


def known() -> list[Known]:
    """Return all that the system holds: of units, as figures, and as columns of ledgers."""
    here = reverse("units:tree")
    found = [Known(source, title, words, here) for source, title, words in _UNIT]
    for each in figures.every():
        page = reverse("reports:figure", args=[each.id])
        found.append(Known(f"figure:{each.id}", each.title, _FIGURES.get(each.id, ()), page))
    return found + list(_columns())


@cache
def _columns() -> tuple[Known, ...]:
    page, found = reverse("ledgers:home"), []
    for kind in registry.every():
        spelled = synonyms(kind.id).spellings
        for column in kind.columns:
            names = {column.title, *spelled.get(column.field, ())} - _EMPTY
            if column.title not in _EMPTY:
                source = f"ledger:{kind.id}.{column.field}"
                title = f"{kind.title}“{column.title}”"
                found.append(Known(source, title, tuple(sorted(names)), page))
    return tuple(found)
