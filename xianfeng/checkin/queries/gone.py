"""Reading what still stands of members who left and of units that were abolished."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xianfeng.checkin.models import Assignment, Deployment, MemberCheckin, UnitCheckin
from xianfeng.checkin.queries.checkins import LIVE, members_visible_to, units_visible_to
from xianfeng.checkin.queries.coverage import assignments_visible_to
from xianfeng.checkin.queries.front import deployments_visible_to
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.enums import Standing

Ended = Iterator[tuple[Any, date]]


def gone_checkins(viewer: Viewer, on: date) -> Iterator[tuple[MemberCheckin | UnitCheckin, date]]:
    """Yield the live check-ins of members who left and of abolished units, with their last day."""
    yield from _left(members_visible_to(viewer, on).filter(state__in=LIVE), on)
    yield from _abolished(units_visible_to(viewer).filter(state__in=LIVE), on)


def gone_assignments(viewer: Viewer, on: date) -> Iterator[tuple[Assignment, date]]:
    """Yield the standing assignments of abolished units, with the day that ended them."""
    yield from _abolished(assignments_visible_to(viewer).filter(until_on=None), on)


def gone_deployments(viewer: Viewer, on: date) -> Iterator[tuple[Deployment, date]]:
    """Yield the standing deployments of members who left, with the day that ended them."""
    yield from _left(deployments_visible_to(viewer).filter(until_on=None), on)


def _left(rows: QuerySet[Any], on: date) -> Ended:
    """Yield rows of members who are no members now; back in the ranks they begin anew."""
    for row in rows.exclude(member__standing=Standing.NORMAL).order_by("pk"):
        yield row, max(row.from_on, min(row.member.left_on or on, on))


def _abolished(rows: QuerySet[Any], on: date) -> Ended:
    for row in rows.filter(unit__abolished_on__lte=on).order_by("pk"):
        yield row, max(row.from_on, row.unit.abolished_on)
