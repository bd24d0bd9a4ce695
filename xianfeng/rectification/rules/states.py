"""The tables of states of problems and orders."""

from xianfeng.kernel.states import Edge, Table

OWNER, VERIFIER = "owner", "verifier"
RECIPIENT, ISSUER = "recipient", "issuer"


def _of(*states: str) -> frozenset[str]:
    return frozenset(states)


PROBLEM = Table(
    "problem",
    _of("open"),
    (
        Edge("plan_problem", _of("open"), "open", OWNER),
        Edge("answer_problem", _of("open"), "answered", OWNER),
        Edge("take_answer_back", _of("answered"), "open", OWNER),
        Edge("verify_problem", _of("answered"), "closed", VERIFIER),
        Edge("send_problem_back", _of("answered"), "open", VERIFIER),
        Edge("reopen_problem", _of("closed"), "open", VERIFIER),
        Edge("extend_problem", _of("open"), "open", VERIFIER),
        Edge("withdraw_problem", _of("open"), "withdrawn", VERIFIER),
    ),
)
"""Whoever raised a problem says that it is closed; the unit that owns it never does (R7)."""

ORDER = Table(
    "order",
    _of("draft"),
    (
        Edge("issue_order", _of("draft"), "issued", ISSUER),
        Edge("receive_order", _of("issued"), "received", RECIPIENT),
        Edge("reply_order", _of("received"), "replied", RECIPIENT),
        Edge("send_order_back", _of("replied"), "received", ISSUER),
        Edge("close_order", _of("replied"), "closed", ISSUER),
        Edge("reopen_order", _of("closed"), "received", ISSUER),
        Edge("recall_order", _of("draft", "issued"), "recalled", ISSUER),
    ),
)
"""An order carries problems from the unit that raised them to the one that puts them right (R6)."""
