"""Figures over elections."""

from xianfeng.elections.enums import ElectionKind
from xianfeng.kernel.figures import Figure

FIGURES = (
    Figure(
        "election.term",
        title="完成换届的党组织",
        measure="个",
        fact="elections.election",
        where={"kind": ElectionKind.TERM.value},
        by=("unit_kind",),
        definition="期内召开选举大会、结果已经上级批复的换届",
    ),
    Figure(
        "election.by_election",
        title="完成补选",
        measure="次",
        fact="elections.election",
        where={"kind": ElectionKind.BY_ELECTION.value},
        by=("unit_kind",),
        definition="期内召开选举大会、结果已经上级批复的补选",
    ),
)
