"""Numbers over what communities said and what was signed."""

from xianfeng.kernel.figures import Figure, Take

FIGURES = (
    Figure(
        "participation.opinions",
        title="社区对单位的意见",
        measure="条",
        fact="participation.opinion",
        by=("verdict", "community"),
        definition="期内社区对报到、联系的党组织给出的意见，每个党组织、社区、年度一条",
    ),
    Figure(
        "participation.members",
        title="社区给了意见的党员",
        measure="名",
        fact="participation.member_opinion",
        take=Take.DISTINCT,
        of="subject",
        by=("community",),
        definition="期内居住地社区对其参与服务的记录给了意见的党员，每人只计一次",
    ),
    Figure(
        "participation.reports",
        title="已签署的双报告",
        measure="份",
        fact="participation.report",
        definition="期内党组织签署的年度双报告，每个党组织、年度一份",
    ),
)
