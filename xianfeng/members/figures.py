"""Figures over members: how many, whether each has a branch, who joined, and full-time deputies."""

from xianfeng.kernel.figures import Figure, Take
from xianfeng.members.rules.standings import ENDS
from xianfeng.units.enums import UnitKind

_DEPUTY_OF_COMMITTEE = {
    "full_time_deputy": True,
    "kind": UnitKind.COMMITTEE,
    "agency__isnull": False,
}

FIGURES = (
    Figure(
        "org.members",
        title="党员数",
        measure="人",
        fact="members.membership",
        during=False,
        by=("sex", "minority", "education_level"),
        definition="当日组织关系在党支部的正式党员和预备党员",
    ),
    Figure(
        "org.coverage",
        title="组织覆盖率",
        measure="%",
        fact="members.membership",
        during=False,
        over="members.registered",
        definition="当日编入党支部的党员 ÷ 在册党员",
    ),
    Figure(
        "members.registered",
        title="在册党员数",
        measure="人",
        fact="members.belonging",
        during=False,
        definition="当日在册的党员；转出后尚未编入支部的，计入原支部",
    ),
    Figure(
        "org.fulltime_deputies",
        title="配备专职副书记的单位数",
        measure="个",
        fact="members.post",
        take=Take.DISTINCT,
        of="agency",
        during=False,
        where=_DEPUTY_OF_COMMITTEE,
        by=("sector",),
        definition="设立机关党委、且当日有专职副书记在任的单位",
    ),
    Figure(
        "org.deputy_added",
        title="增设专职副书记的单位数",
        measure="家",
        fact="members.post",
        where={**_DEPUTY_OF_COMMITTEE, "first_in_agency": True},
        by=("sector",),
        definition="首名专职副书记的任职日期在期内的单位（以登记的任职为准）",
    ),
    Figure(
        "dev.accepted",
        title="发展党员",
        measure="名",
        fact="members.accepted",
        by=("sex", "minority", "education_level"),
        definition="入党日期在期内、当日组织关系在本级及下级支部的党员",
    ),
    Figure(
        "dev.confirmed",
        title="转正党员",
        measure="名",
        fact="members.confirmed",
        by=("sex", "minority", "education_level"),
        definition="转正日期在期内、当日组织关系在本级及下级支部的党员",
    ),
    Figure(
        "members.transferred_out",
        title="转出组织关系",
        measure="人",
        fact="members.transfer_out",
        take=Take.DISTINCT,
        of="subject",
        where={"state": "received"},
        by=("way",),
        definition="期内被对方接收的转出党员，不含已撤回、退回和作废的介绍信",
    ),
    Figure(
        "members.transferred_in",
        title="转入组织关系",
        measure="人",
        fact="members.transfer_in",
        take=Take.DISTINCT,
        of="subject",
        where={"state": "received"},
        by=("way",),
        definition="期内接收的转入党员，含系统外转入和本党委内调整",
    ),
    Figure(
        "members.departed",
        title="减少党员",
        measure="人",
        fact="members.standing",
        where={"kind": [kind for kind in sorted(ENDS) if kind != "moved_out"]},
        by=("kind",),
        definition="期内去世、出党和停止党籍的党员，不含转出",
    ),
)
