"""How problems and orders go from state to state, and what is counted of them."""

from xianfeng.rectification.rules.states import (
    ISSUER,
    ORDER,
    OWNER,
    PROBLEM,
    RECIPIENT,
    VERIFIER,
)

__all__ = ["ISSUER", "ORDER", "OWNER", "PROBLEM", "RECIPIENT", "VERIFIER"]
