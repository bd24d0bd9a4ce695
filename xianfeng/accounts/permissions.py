"""Which of the three administrators may do what with accounts."""

from xianfeng.accounts.enums import Office
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, require_office

ACCOUNT_OFFICES = frozenset({Office.SYSTEM, Office.SECURITY})


def is_operator(viewer: Viewer) -> bool:
    """True for the command line."""
    return viewer.reaches("", {OPERATOR_ROLE})


def require_system(actor: Viewer) -> None:
    """Check that the actor opens and closes accounts."""
    require_office(actor, Office.SYSTEM)


def require_security(actor: Viewer) -> None:
    """Check that the actor hands out offices and roles."""
    require_office(actor, Office.SECURITY)
