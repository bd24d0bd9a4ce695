"""The numbers of what is asked of units."""

from xianfeng.kernel.figures import Figure, Take
from xianfeng.units.enums import BRANCH_KINDS

_BRANCHES = sorted(kind.value for kind in BRANCH_KINDS)

EVERY = (
    Figure(
        "burden.minutes",
        "填报时间",
        "分钟",
        "burden.month",
        Take.MEDIAN,
        "minutes",
        where={"kind": _BRANCHES, "whole": True},
        definition=(
            "每个支部每月填报时间的中位数（估算）；整月存在、一项也没填的支部按 0 分钟计；"
            "系统启用前的月份和期末还没过完的月份不计"
        ),
    ),
    Figure(
        "burden.fields",
        "填写项数",
        "项",
        "burden.month",
        Take.SUM,
        "amount",
        definition="期间内各月由各单位自己填写的项数（估算）；上级代录的计在上级",
    ),
    Figure(
        "burden.notices",
        "收到上级通知",
        "件次",
        "burden.month",
        Take.SUM,
        "notices",
        definition="期间内各月上级经本系统发给各单位的交办单、催办、征集和通知",
    ),
    Figure(
        "burden.tasks",
        "收到数据征集",
        "件次",
        "burden.asked",
        definition="期间内发给各单位的数据征集任务，一个单位收到一次计一件次",
    ),
    Figure(
        "burden.groups",
        "在用工作群",
        "个",
        "burden.group",
        during=False,
        definition="期末各单位登记的、没有解散也没有并入别的群的工作群",
    ),
    Figure(
        "burden.groups_closed",
        "清理工作群",
        "个",
        "burden.group_closed",
        definition="期间内解散或并入别的群的工作群",
    ),
)
