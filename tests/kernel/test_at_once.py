"""What may stand once only is refused to who comes second; any other wrong write is an error."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.models import AuditEntry, Submission
from xianfeng.kernel.viewer import Viewer, note_check

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
KEY = UUID(int=1)


@action("test.take")
def take(*, actor, at, location="/"):
    note_check()
    Submission.objects.create(key=KEY, user_id=actor.user_id, at=at, location=location)
    audit.record("thing:1")


def test_who_comes_second_is_told_to_look_again_and_leaves_nothing():
    take(actor=Viewer(7, "李明"), at=AT)
    with pytest.raises(Refused) as refused:
        take(actor=Viewer(8, "王芳"), at=AT)
    assert refused.value.message == "刚刚已有人办过同样的事，请刷新页面看看再办。"
    assert Submission.objects.get().user_id == 7
    assert AuditEntry.objects.get().actor_id == 7


def test_a_write_that_no_constraint_of_its_kind_allows_is_an_error():
    with pytest.raises(IntegrityError):
        take(actor=Viewer(7, "李明"), at=AT, location=None)
