"""Who may import a kind, and who may see a batch."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.ledgers.registry import Kind


def may_import(viewer: Viewer, kind: Kind) -> bool:
    """Tell whether the viewer imports this kind anywhere in the tree."""
    return bool(viewer.paths({*kind.roles, OPERATOR_ROLE}))


def may_export(viewer: Viewer, kind: Kind) -> bool:
    """Tell whether the viewer exports what they see of this kind."""
    return bool(viewer.paths({*kind.roles, *kind.readers, OPERATOR_ROLE}))


def require_import(actor: Viewer, kind: Kind) -> None:
    """Check that the actor imports this kind; how far the rows may reach is the kind's matter."""
    note_check()
    if not may_import(actor, kind):
        raise Denied
