"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the viewer for templates."""
    return {"viewer": getattr(request, "viewer", None)}
