"""The tables of states of collection tasks, answers to them, and work groups."""

from xianfeng.kernel.states import Edge, Table

ISSUER, UNIT, OWNER = "issuer", "unit", "owner"


def _of(*states: str) -> frozenset[str]:
    return frozenset(states)


COLLECTION = Table(
    "collection",
    _of("draft"),
    (
        Edge("issue_collection", _of("draft"), "issued", ISSUER),
        Edge("renew_collection", _of("issued"), "issued", ISSUER),
        Edge("close_collection", _of("issued"), "closed", ISSUER),
        Edge("recall_collection", _of("draft", "issued"), "recalled", ISSUER),
    ),
)
"""Past its last day a task is closed by the daily round, marked expired."""

REPLY = Table(
    "reply",
    _of("open"),
    (
        Edge("answer_collection", _of("open", "reopened"), "answered", UNIT),
        Edge("reopen_reply", _of("answered"), "reopened", ISSUER),
    ),
)

GROUP = Table(
    "work_group",
    _of("open"),
    (
        Edge("keep_group", _of("open", "proposed"), "open", OWNER),
        Edge("propose_group", _of("open"), "proposed", OWNER),
        Edge("merge_group", _of("open", "proposed"), "merged", OWNER),
        Edge("close_group", _of("open", "proposed"), "closed", OWNER),
        Edge("reopen_group", _of("closed", "merged"), "open", OWNER),
    ),
)
"""A group is closed because its own unit says so; nothing looks into a group."""
