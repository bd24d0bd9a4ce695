"""Facts about ratings: voices of closed rounds, ten of a unit or more."""

from typing import Any

from xianfeng.kernel.facts import FactKind
from xianfeng.ratings.models import Voice
from xianfeng.units.permissions import STAFF


def _stars(row: Any) -> str:
    return str(row.get_stars_display())


VOICE = FactKind(
    id="ratings.voice",
    title="群众评议",
    rows=Voice.objects.all,
    unit="rated__unit_id",
    path="rated__unit__path",
    on="rated__round__closed_on",
    dims={"stars": "stars"},
    columns=(
        ("组织名称", "rated__unit__name"),
        ("评议", "rated__round__title"),
        ("满意度", _stars),
        ("结束日期", "rated__round__closed_on"),
    ),
    page="ratings:detail",
    page_key="rated__round_id",
    related=("rated", "rated__unit", "rated__round"),
    roles=STAFF,
)

KINDS = (VOICE,)
