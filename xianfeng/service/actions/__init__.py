"""Writing requests, from being placed to being rated."""

from xianfeng.service.actions.dispatching import (
    accept_place,
    decline_place,
    dispatch_request,
    finish_request,
    withdraw_place,
)
from xianfeng.service.actions.handling import (
    call_request_back,
    check_request,
    confirm_request,
    give_request_up,
    merge_request,
    refuse_request,
    return_request,
    send_request,
    take_request_up,
)
from xianfeng.service.actions.placing import Wanted, cancel_request, place_request, rate_request
from xianfeng.service.actions.proposals import keep_local_proposals, keep_proposals, renew
from xianfeng.service.actions.shared import Asked
from xianfeng.service.actions.upkeep import erase_contacts, free_places

__all__ = [
    "Asked",
    "Wanted",
    "accept_place",
    "call_request_back",
    "cancel_request",
    "check_request",
    "confirm_request",
    "decline_place",
    "dispatch_request",
    "erase_contacts",
    "finish_request",
    "free_places",
    "give_request_up",
    "keep_local_proposals",
    "keep_proposals",
    "merge_request",
    "place_request",
    "rate_request",
    "refuse_request",
    "renew",
    "return_request",
    "send_request",
    "take_request_up",
    "withdraw_place",
]
