"""Reading standards, checks with what facts say, plans, and model branches."""

from xianfeng.standards.queries.checks import (
    Line,
    beginnable,
    checks_to,
    own_checks,
    sheet,
    visible_to,
)
from xianfeng.standards.queries.editions import branches, standards_to
from xianfeng.standards.queries.exemplars import models_to
from xianfeng.standards.queries.goals import goals_to, plans_to
from xianfeng.standards.queries.overview import Overview, Row, overview

__all__ = [
    "Line",
    "Overview",
    "Row",
    "beginnable",
    "branches",
    "checks_to",
    "goals_to",
    "models_to",
    "overview",
    "own_checks",
    "plans_to",
    "sheet",
    "standards_to",
    "visible_to",
]
