"""Numbers over supervision: visits, units visited, committees reached, research."""

from xianfeng.kernel.figures import Figure, Take
from xianfeng.supervision.enums import Kind
from xianfeng.units.enums import UnitKind

# Research is counted by a figure of its own: the work report names both side by side.
_CHECKS = [kind.value for kind in Kind if kind is not Kind.RESEARCH]

FIGURES = (
    Figure(
        "inspect.visits",
        title="明察暗访（巡查）次数",
        measure="次",
        fact="supervision.visit",
        where={"kind": _CHECKS},
        by=("kind", "quarter"),
        definition="期内开展并确认的检查走访（专项督查、交叉督导、明察暗访、巡查），按被督导单位计；专题调研另计",
    ),
    Figure(
        "inspect.research",
        title="专题调研督查",
        measure="次",
        fact="supervision.visit",
        where={"kind": Kind.RESEARCH.value},
        by=("quarter",),
        definition="期内开展并确认的专题调研，按被督导单位计",
    ),
    Figure(
        "inspect.units",
        title="接受督导的党组织",
        measure="个",
        fact="supervision.visit",
        take=Take.DISTINCT,
        of="unit",
        by=("unit_kind",),
        definition="期内至少接受过一次督导（已确认）的党组织，一个单位只计一次",
    ),
    Figure(
        "inspect.coverage",
        title="督导覆盖率",
        measure="%",
        fact="supervision.visit",
        take=Take.DISTINCT,
        of="unit",
        where={"parent_kind": UnitKind.WORKING_COMMITTEE.value},
        over="inspect.subordinates",
        definition="期内至少接受过一次督导的工委直属党组织占期末工委直属党组织的百分比",
    ),
    Figure(
        "inspect.subordinates",
        title="工委直属党组织",
        measure="个",
        fact="units.unit",
        where={"parent_kind": UnitKind.WORKING_COMMITTEE.value},
        during=False,
        by=("kind",),
        definition="期末存续、直接隶属工委的党组织（不含党小组）",
    ),
)
