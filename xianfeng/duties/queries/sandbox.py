"""What a changed threshold would have made of a year, for the viewer's units; nothing is kept."""

from datetime import date

from xianfeng.duties.engine import trying
from xianfeng.duties.engine.trying import Outcome
from xianfeng.duties.permissions import READERS
from xianfeng.duties.rules import Rule, Version
from xianfeng.kernel.viewer import Viewer


def compare(
    viewer: Viewer, rule: Rule, now: Version, then: Version, year: int, as_of: date
) -> Outcome:
    """Return the duties of a year under the rule as it is, and as it would be, on a day."""
    return trying.compare(viewer.paths(READERS), rule, now, then, year, as_of)
