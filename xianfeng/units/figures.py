"""Figures over units: how many there are, where they are set up, and whose term has run out."""

from xianfeng.kernel.figures import Figure, Take
from xianfeng.units.enums import BRANCH_KINDS, UnitKind

FIGURES = (
    Figure(
        "org.units",
        title="党组织数",
        measure="个",
        fact="units.unit",
        during=False,
        by=("kind",),
        definition="当日存续的党组织，类别和隶属以当日为准（党小组不单列）",
    ),
    Figure(
        "org.agencies",
        title="市直单位数",
        measure="个",
        fact="units.unit",
        take=Take.DISTINCT,
        of="agency",
        during=False,
        where={"agency__isnull": False},
        by=("sector",),
        definition="当日有存续党组织的单位",
    ),
    Figure(
        "org.agencies_with_committee",
        title="设立机关党委的单位数",
        measure="个",
        fact="units.unit",
        take=Take.DISTINCT,
        of="agency",
        during=False,
        where={"agency__isnull": False, "kind": UnitKind.COMMITTEE},
        by=("sector",),
        definition="当日有存续的党委的单位",
    ),
    Figure(
        "org.established.committee",
        title="新成立机关党委",
        measure="个",
        fact="units.established",
        where={"kind": UnitKind.COMMITTEE},
        definition="成立日期在期内、成立时为党委的组织（改设、更名的不计）",
    ),
    Figure(
        "org.established.branch",
        title="新成立党支部",
        measure="个",
        fact="units.established",
        where={"kind": sorted(BRANCH_KINDS)},
        by=("kind",),
        definition="成立日期在期内、成立时为党支部的组织（含联合、离退休、临时党支部；分设出的计一次）",
    ),
    Figure(
        "org.terms_overdue",
        title="届满未换届",
        measure="个",
        fact="units.overrun",
        during=False,
        by=("kind",),
        definition="届满日期已到、当日没有新一届且未撤销的党组织",
    ),
)
