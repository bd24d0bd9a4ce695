"""Xianfeng: facts of party-organisation work recorded once, everything else derived."""

__version__ = "0.1.0"
