"""Requests and who takes part in them."""

from xianfeng.service.models.requests import Dispatch, Rating, Request

__all__ = ["Dispatch", "Rating", "Request"]
