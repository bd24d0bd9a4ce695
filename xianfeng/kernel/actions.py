"""One action: one transaction, one permission check, one audit row."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import transaction

from xianfeng.kernel import audit, viewer
from xianfeng.kernel.viewer import Viewer


class Conflict(Exception):
    """Someone else changed the record since the actor opened it; ``current`` is what stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__("conflict")
        self.current = current


class Refused(Exception):
    """The action cannot be done; the message says in the user's words what to do instead.

    ``field`` names the form field that the message belongs to, or is empty.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


def action[R](verb: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Make a keyword-only function one action named ``verb`` (``context.verb_noun``).

    The function takes ``actor`` and ``at``, calls ``viewer.require`` and ``audit.record`` once.
    """

    def decorate(function: Callable[..., R]) -> Callable[..., R]:
        @wraps(function)
        def run(*, actor: Viewer, at: datetime, **arguments: Any) -> R:
            checks: list[str] = []
            token = viewer._checked.set(checks)
            try:
                with transaction.atomic(), audit.expecting(verb, actor, at):
                    result = function(actor=actor, at=at, **arguments)
                    if not checks:
                        raise RuntimeError(f"{verb}: no permission was checked")
                    return result
            finally:
                viewer._checked.reset(token)

        run.verb = verb  # type: ignore[attr-defined]
        return run

    return decorate
