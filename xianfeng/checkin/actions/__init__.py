"""Writing check-ins, assignments and deployments."""

from xianfeng.checkin.actions.checkins import (
    Offer,
    amend_member,
    checkin_member,
    checkin_unit,
    confirm_checkin,
    end_checkin,
    refuse_checkin,
)
from xianfeng.checkin.actions.places import (
    assign_place,
    deploy_member,
    end_assignment,
    end_deployment,
)

__all__ = [
    "Offer",
    "amend_member",
    "assign_place",
    "checkin_member",
    "checkin_unit",
    "confirm_checkin",
    "deploy_member",
    "end_assignment",
    "end_checkin",
    "end_deployment",
    "refuse_checkin",
]
