"""The gallery page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xianfeng.ui import gallery as examples
from xianfeng.ui.components import controls, marks


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(
        request,
        "ui/gallery.html",
        {
            "filter": examples.ExampleFilter(prefix="filter"),
            "empty_form": examples.ExampleForm(auto_id="new_%s"),
            "wrong_form": examples.ExampleForm({"text": "示例", "day": "不是日期"}),
            "states": list(marks.STATES),
            "cards": list(marks.CARDS),
            "verifications": list(marks.VERIFICATIONS),
            "buttons": sorted(controls.BUTTONS),
            "chart_rows": examples.CHART_ROWS,
            "pairs": examples.PAIRS,
            "crumbs": examples.CRUMBS,
            "timeline": examples.TIMELINE,
            "page": examples.pages(),
        },
    )
