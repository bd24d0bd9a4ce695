"""Writing check-ins, assignments and deployments."""

from xianfeng.checkin.actions.assignments import assign_places, end_assignment
from xianfeng.checkin.actions.checkins import (
    Offer,
    amend_member,
    checkin_member,
    checkin_unit,
    confirm_checkin,
    end_checkin,
    refuse_checkin,
)
from xianfeng.checkin.actions.deployments import (
    appoint_secretary,
    deploy_members,
    end_deployments,
)

__all__ = [
    "Offer",
    "amend_member",
    "appoint_secretary",
    "assign_places",
    "checkin_member",
    "checkin_unit",
    "confirm_checkin",
    "deploy_members",
    "end_assignment",
    "end_checkin",
    "end_deployments",
    "refuse_checkin",
]
