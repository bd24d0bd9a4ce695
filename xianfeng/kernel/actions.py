"""One action: one transaction, one permission check, one audit row; and parts of actions."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xianfeng.kernel import audit, viewer
from xianfeng.kernel.viewer import Viewer

_TWICE_SQLITE = frozenset({1555, 2067})
_TWICE_POSTGRES = "23505"


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


def _stands_already(error: IntegrityError) -> bool:
    """True when a row stood already that may be there once only."""
    cause = error.__cause__
    once = getattr(cause, "sqlite_errorcode", None) in _TWICE_SQLITE
    return once or getattr(cause, "sqlstate", None) == _TWICE_POSTGRES


def action[R](verb: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Make a keyword-only function one action named ``verb`` (``context.verb_noun``).

    The function takes ``actor`` and ``at``, calls ``viewer.require`` and ``audit.record`` once.
    What two people write at the same moment, and may stand once only, is refused to the second.
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
            except IntegrityError as error:
                if not _stands_already(error):
                    raise
                said = _("刚刚已有人办过同样的事，请刷新页面看看再办。")
                raise Refused(said) from error
            finally:
                viewer._checked.reset(token)

        run.verb = verb  # type: ignore[attr-defined]
        return run

    return decorate


def part[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Make a function that writes a part of an action: RuntimeError outside one that was checked.

    What several actions do in the same way is written once, and never without their audit row.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if not viewer._checked.get():
            raise RuntimeError(f"{function.__qualname__}: no action under way, or none checked")
        return function(*args, **kwargs)

    return run
