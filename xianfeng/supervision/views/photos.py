"""Photos of a visit: added, shown to who may read the record, taken off."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.supervision import actions, permissions, queries
from xianfeng.supervision.forms import PhotosForm, SureForm
from xianfeng.supervision.views.shared import (
    BOTH,
    Asked,
    bound,
    by,
    one_form,
    page_of,
    to_visit,
    visit_of,
)


@require_http_methods(BOTH)
def add(request: Request, pk: int) -> HttpResponse:
    """Add photos to a visit."""
    visit = visit_of(request, pk)
    if not permissions.may_write(request.viewer, visit):
        raise Denied
    form = PhotosForm(bound(request), request.FILES or None)

    def act() -> str:
        actions.add_photos(**by(request), visit=visit, pictures=form.pictures())
        return page_of(visit)

    title = _("添加照片")
    return one_form(request, form, act, Asked(title, to_visit(visit, (title, "")), _("上传")))


@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    """Send a photo to who may read the record; the browser keeps no copy for the next user."""
    photo = _photo(request, pk)
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": "inline",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(photo.jpeg, content_type="image/jpeg", headers=headers)


@require_http_methods(BOTH)
def drop(request: Request, pk: int) -> HttpResponse:
    """Take a photo off for good."""
    photo = _photo(request, pk)
    if not permissions.may_write(request.viewer, photo.visit):
        raise Denied
    form = SureForm(bound(request))

    def act() -> str:
        return page_of(actions.drop_photo(**by(request), photo=photo))

    title = _("删除照片")
    way = to_visit(photo.visit, (title, ""))
    return one_form(request, form, act, Asked(title, way, title, _("删除后不能找回。")))


def _photo(request: Request, pk: int) -> Any:
    return get_object_or_404(queries.photos_to(request.viewer), pk=pk)
