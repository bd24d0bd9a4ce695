"""Photos of a visit: never asked for, and taken off again by who may write."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit, crypto
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.supervision import permissions
from xianfeng.supervision.enums import State
from xianfeng.supervision.models import Photo, Visit
from xianfeng.supervision.pictures import Picture

MOST = 9
_OPEN = (State.PLANNED, State.DRAFT, State.CONFIRMED)


@action("supervision.add_photos")
def add_photos(
    *, actor: Viewer, at: datetime, visit: Visit, pictures: Sequence[Picture]
) -> list[Photo]:
    """Keep cleaned pictures with a visit, nine at most."""
    permissions.require_write(actor, visit)
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if visit.state not in _OPEN:
        raise Refused(_("这次督导已经取消或作废，不再添加照片"))
    if not pictures:
        raise Refused(_("请选择照片；没有照片不用传"), "photos")
    if visit.photos.count() + len(pictures) > MOST:
        raise Refused(_("一次督导最多 9 张照片，请挑选后再传"), "photos")
    today = timezone.localdate(at)
    made = [
        Photo.objects.create(
            visit=visit,
            content=crypto.seal(b64encode(each.content).decode()),
            width=each.width,
            height=each.height,
            added_on=today,
        )
        for each in pictures
    ]
    audit.record(visit, new={"photos": [photo.pk for photo in made]}, unit_id=visit.issuer_id)
    return made


@action("supervision.drop_photo")
def drop_photo(*, actor: Viewer, at: datetime, photo: Photo) -> Visit:
    """Take a photo off for good."""
    visit = Visit.objects.select_related("unit", "issuer").get(pk=photo.visit_id)
    permissions.require_write(actor, visit)
    audit.record(visit, old={"photo": photo.pk}, unit_id=visit.issuer_id)
    Photo.objects.filter(pk=photo.pk).delete()
    return visit
