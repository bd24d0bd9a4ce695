"""Facts about posts: who held which, from when, and how they came to it."""

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from xianfeng.kernel.facts import FactKind
from xianfeng.members.enums import PostTitle
from xianfeng.members.models import Post
from xianfeng.units.models import UnitState

_FULL_TIME_DEPUTY = Q(title=PostTitle.FULL_TIME_DEPUTY) | Q(
    title=PostTitle.DEPUTY_SECRETARY, full_time=True
)


def posts() -> QuerySet[Post]:
    """Return the posts, with whether each is a full-time deputy's and that agency's first one.

    The agency is that of the unit on the day the post began: a later transfer changes nothing.
    """
    began = UnitState.objects.filter(unit=OuterRef("unit"), from_on__lte=OuterRef("from_on"))
    flagged = Post.objects.annotate(
        full_time_deputy=ExpressionWrapper(_FULL_TIME_DEPUTY, output_field=BooleanField()),
        agency_then=Subquery(began.order_by("-from_on").values("agency")[:1]),
    )
    same = flagged.filter(full_time_deputy=True, agency_then=OuterRef("agency_then"))
    before = same.filter(
        Q(from_on__lt=OuterRef("from_on")) | Q(from_on=OuterRef("from_on"), pk__lt=OuterRef("pk"))
    )
    return flagged.annotate(first_in_agency=~Exists(before))


def _title(row: Post) -> str:
    return str(row.get_title_display())


POST = FactKind(
    id="members.post",
    title="党内职务",
    rows=posts,
    on="from_on",
    since="from_on",
    until="until_on",
    subject="member_id",
    dims={
        "title": "title",
        "how": "how",
        "full_time_deputy": "full_time_deputy",
        "first_in_agency": "first_in_agency",
        "kind": "unit__kind",
        "agency": "unit__agency_id",
        "sector": "unit__agency__sector",
    },
    columns=(
        ("姓名", "member__name"),
        ("职务", _title),
        ("所在党组织", "unit__name"),
        ("任职日期", "from_on"),
        ("离任日期", "until_on"),
    ),
    page="members:detail",
    page_key="member_id",
    related=("member", "unit"),
)
