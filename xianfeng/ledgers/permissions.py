"""Who may import a kind, and who may see a batch."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.ledgers.registry import Kind


def may_import(viewer: Viewer, kind: Kind) -> bool:
    """Tell whether the viewer imports this kind anywhere in the tree, or for a community."""
    return bool(viewer.paths({*kind.roles, OPERATOR_ROLE})) or _by_place(viewer, kind)


def may_export(viewer: Viewer, kind: Kind) -> bool:
    """Tell whether the viewer exports what they see of this kind."""
    held = viewer.paths({*kind.roles, *kind.readers, OPERATOR_ROLE})
    return bool(held) or _by_place(viewer, kind)


def _by_place(viewer: Viewer, kind: Kind) -> bool:
    return kind.places and bool(viewer.places)


def require_import(actor: Viewer, kind: Kind) -> None:
    """Check that the actor imports this kind; how far the rows may reach is the kind's matter."""
    note_check()
    if not may_import(actor, kind):
        raise Denied
