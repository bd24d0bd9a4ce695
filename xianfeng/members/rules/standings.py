"""Which decision about somebody's standing may follow which, and what it leaves them as: pure."""

from typing import Final

OUTCOME: Final = {
    "died": "dead",
    "expelled": "left",
    "struck_off": "left",
    "self_withdrawn": "left",
    "withdrew": "left",
    "probation_cancelled": "left",
    "suspended": "suspended",
    "moved_out": "moved",
    "restored": "normal",
}
"""What a decision leaves the member as."""

_ANY = ("died", "expelled", "struck_off", "self_withdrawn", "withdrew")
EDGES: Final = {
    "normal": (*_ANY, "probation_cancelled", "suspended"),
    "suspended": (*_ANY, "restored"),
}
"""Standing → the decisions that may follow; who is out or dead is past them.

Source: 党员教育管理工作条例 第二十四条（停止党籍；恢复；自行脱党除名）.
Reading: 取消预备党员资格 concerns members on probation only.
"""

ENDS: Final = frozenset(OUTCOME) - {"restored"}
"""Decisions with which a member is on no branch's roll any more."""


def decisions(standing: str, probationary: bool) -> tuple[str, ...]:
    """Return what may be decided of a member of this standing."""
    return tuple(
        each for each in EDGES.get(standing, ()) if each != "probation_cancelled" or probationary
    )
