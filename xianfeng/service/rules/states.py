"""The tables of states of a request and of one person's part in it."""

from xianfeng.kernel.states import Edge, Table

RESIDENT, COMMUNITY, BRANCH, MEMBER = "resident", "community", "branch", "member"
LIVE = frozenset({"offered", "accepted"})
"""States of a part that stands; a request in one of the same names is still under way."""


def _of(*states: str) -> frozenset[str]:
    return frozenset(states)


REQUEST = Table(
    "request",
    _of("placed", "checked"),
    (
        Edge("check_request", _of("placed"), "checked", COMMUNITY),
        Edge("refuse_request", _of("placed"), "refused", COMMUNITY),
        Edge("merge_request", _of("placed"), "refused", COMMUNITY),
        Edge("send_request", _of("checked"), "sent", COMMUNITY),
        Edge("return_request", _of("sent"), "checked", BRANCH),
        Edge("call_request_back", _of("sent"), "checked", COMMUNITY),
        Edge("dispatch_request", _of("sent", "offered"), "offered", BRANCH),
        Edge("accept_place", _of("offered"), "accepted", MEMBER),
        Edge("finish_request", _of("offered", "accepted"), "done", BRANCH),
        Edge("confirm_request", _of("done"), "closed", COMMUNITY),
        Edge("rate_request", _of("done"), "closed", RESIDENT),
        Edge("cancel_request", _of("placed", "checked", "sent", "offered", "accepted"),
             "cancelled", RESIDENT),
        Edge("give_request_up", _of("checked", "sent"), "unmet", COMMUNITY),
        Edge("take_request_up", _of("unmet"), "checked", COMMUNITY),
    ),
)  # fmt: skip
"""点单 → 核对 → 派单 → 接单 → 办结 → 评价 (S5). The last place accepted makes it accepted."""

DISPATCH = Table(
    "dispatch",
    _of("offered"),
    (
        Edge("accept_place", _of("offered"), "accepted", MEMBER),
        Edge("decline_place", _of("offered", "accepted"), "declined", MEMBER),
        Edge("withdraw_place", _of("offered", "accepted"), "withdrawn", BRANCH),
    ),
)
"""When the last place is accepted the request is; when a place falls free it is offered again."""
