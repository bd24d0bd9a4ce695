"""Figures over changes of units."""

from xianfeng.kernel.figures import Figure, Take
from xianfeng.lifecycle.enums import ChangeKind

FIGURES = (
    Figure(
        "org.optimised",
        title="优化设置党组织的单位数",
        measure="家",
        fact="lifecycle.change",
        take=Take.DISTINCT,
        of="agency",
        where={"agency__isnull": False},
        by=("sector",),
        definition="期内至少有一次组织变动生效的单位（以登记的变动为准）",
    ),
    Figure(
        "org.renamed",
        title="更名党组织",
        measure="个",
        fact="lifecycle.change",
        where={"kind": ChangeKind.RENAME},
        definition="更名在期内生效的党组织",
    ),
    Figure(
        "org.transferred",
        title="整建制转隶党组织",
        measure="个",
        fact="lifecycle.change",
        where={"kind": ChangeKind.TRANSFER},
        definition="整建制转隶在期内生效的党组织（连同下级一起转隶的计一个）",
    ),
)
