"""Requests and who takes part in them."""

from xianfeng.service.models.knocks import Knock
from xianfeng.service.models.proposals import Proposal, Shortage
from xianfeng.service.models.requests import Dispatch, Rating, Request

__all__ = ["Dispatch", "Knock", "Proposal", "Rating", "Request", "Shortage"]
