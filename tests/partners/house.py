"""Examples of the addresses of partners, and facts that its figures count."""

from datetime import date

from tests.house.example import PART, STAFF, Example, of
from xianfeng.checkin.models import UnitCheckin
from xianfeng.partners.models import Deed, Pair, PairYear
from xianfeng.units.models import Place

AT_A = {"unit": "A"}
ON = date(2021, 3, 10)
EXAMPLES = {
    "partners/": Example(STAFF, send=AT_A),
    "partners/communities/": Example(STAFF, send=AT_A),
    "partners/deeds/": Example(STAFF, send=AT_A | {"box": "every"}),
    "partners/export/<slug:what>/": Example(STAFF, {"what": "=deeds"}, AT_A | {"box": "every"}),
    "partners/new/": Example(STAFF),
    "partners/pairs/<int:pk>/": of(PART, "pair"),
    "partners/pairs/<int:pk>/propose/": of(PART, "pair"),
    "partners/pairs/<int:pk>/record/": of(PART, "pair"),
    "partners/pairs/<int:pk>/end/": of(PART, "pair"),
    "partners/communities/<int:pk>/": of(PART, "unit_relation"),
    "partners/communities/<int:pk>/propose/": of(PART, "unit_relation"),
    "partners/communities/<int:pk>/record/": of(PART, "unit_relation"),
    "partners/deeds/<int:pk>/": of(PART, "deed"),
    "partners/deeds/<int:pk>/<slug:verb>/": Example(
        PART, {"pk": "deed", "verb": "=drop_deed"}, posted=True, answer=422
    ),
}


def _paired(unit, name):
    pair = Pair.objects.create(
        unit=unit, named=name, named_kind="new_organisation", from_on=date(2021, 1, 5)
    )
    PairYear.objects.create(
        pair=pair, from_on=date(2021, 1, 1), until_on=date(2022, 1, 1),
        due_on=date(2021, 12, 31),
    )  # fmt: skip
    return pair


def _deed(unit, title, state="agreed", direction="given", **relation):
    return Deed.objects.create(
        unit=unit, title=title, state=state, direction=direction, proposed_by="unit",
        proposed_on=ON, done_on=ON if state == "done" else None, **relation,
    )  # fmt: skip


def furnish(*, a, b, member, people):
    """Pair branch A, check it in at a community, and let a deed be agreed."""
    pair = _paired(a, "专属公司")
    community = Place.objects.create(level="community", name="专属共建社区")
    relation = UnitCheckin.objects.create(unit=a, community=community, from_on=ON, state="ended",
                                          until_on=date(2021, 4, 1))  # fmt: skip
    return {
        "pair": pair.pk,
        "unit_relation": relation.pk,
        "deed": _deed(a, "专属实事", pair=pair).pk,
    }


def count(*, root, committee, first, second, beside):
    """Let a pair do three deeds, and a unit and a community one each, in March 2021."""
    pair = _paired(first, "东风公司")
    for title in ("修灯", "送书", "义诊"):
        _deed(first, title, "done", pair=pair)
    community = Place.objects.create(level="community", name="南桥社区")
    for direction in ("given", "received"):
        _deed(first, "共建", "done", direction, community=community)
