"""The request as views get it: with who is looking on it."""

from django.http import HttpRequest

from xianfeng.kernel.viewer import Viewer


class Request(HttpRequest):
    """An HttpRequest after the middleware of units; for annotations, never made."""

    viewer: Viewer
