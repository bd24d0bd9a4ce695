"""Who works for which community: given and ended by the security administrator alone."""

from datetime import date
from uuid import uuid4

import pytest

from tests.service.build import place
from tests.units.build import DAY, NOW, unit, user, viewer
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.units import queries
from xianfeng.units.actions import place_roles as actions
from xianfeng.units.enums import GridLevel, Role
from xianfeng.units.models import PlaceRole

pytestmark = pytest.mark.django_db
SECURITY = viewer(office="security")
FIRST = date(2021, 1, 1)


def grant(actor=SECURITY, **fields):
    return actions.grant_place_role(actor=actor, at=NOW, **{"from_on": FIRST} | fields)


def test_a_worker_serves_a_community_from_day_to_day():
    east, person = place("东街社区"), user("甲")
    made = grant(user=person, place=east, until_on=date(2022, 1, 1))
    days = (date(2020, 12, 31), FIRST, date(2021, 12, 31), date(2022, 1, 1))
    seen = [queries.viewer_of(person, day).serves(east.pk) for day in days]
    assert seen == [False, True, True, False]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.target) == ("units.grant_place_role", f"units.placerole:{made.pk}")


@pytest.mark.parametrize("office", ["", "system", "audit"])
def test_nobody_else_gives_or_ends(office):
    east, person, root = place("东街社区"), user("甲"), unit("R")
    actor = viewer((Role.COMMITTEE_OFFICER, root), office=office)
    with pytest.raises(Denied):
        grant(actor, user=person, place=east)
    made = grant(user=person, place=east)
    with pytest.raises(Denied):
        actions.end_place_role(actor=actor, at=NOW, role=made, until_on=DAY)
    assert list(PlaceRole.objects.values_list("until_on", flat=True)) == [None]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"from_on": date(2021, 3, 1)}, "from_on"),
        ({"from_on": date(2020, 1, 1)}, "from_on"),
        ({"from_on": date(2020, 1, 1), "until_on": date(2020, 1, 1)}, "until_on"),
    ],
)
def test_what_cannot_be_is_refused(changed, field):
    east, person = place("东街社区"), user("甲")
    grant(user=person, place=east)
    with pytest.raises(Refused) as refused:
        grant(user=person, place=east, **changed)
    assert refused.value.field == field
    assert PlaceRole.objects.count() == 1


def test_only_communities_and_people_without_an_office():
    east = place("东街社区")
    with pytest.raises(Refused, match="请选社区"):
        grant(user=user("甲"), place=place("第1网格", east, GridLevel.GRID))
    with pytest.raises(Refused, match="三员不兼任业务角色"):
        grant(user=user("乙", office="system"), place=east)


def test_a_role_that_never_began_is_taken_away():
    east, person = place("东街社区"), user("甲")
    made = grant(user=person, place=east)
    actions.end_place_role(actor=SECURITY, at=NOW, role=made, until_on=DAY)
    with pytest.raises(Refused):
        actions.end_place_role(actor=SECURITY, at=NOW, role=made, until_on=DAY)
    later = grant(user=person, place=east, from_on=DAY)
    actions.end_place_role(actor=SECURITY, at=NOW, role=later, until_on=DAY)
    assert list(PlaceRole.objects.values_list("from_on", "until_on")) == [(FIRST, DAY)]


def test_the_page_gives_and_ends(client):
    east, person = place("东街社区"), user("甲")
    client.force_login(user("安全", office="security"))
    told = {"submission": str(uuid4()), "user": "甲", "place": east.pk, "from_on": "2021-01-01"}
    for _twice in range(2):
        assert client.post("/units/roles/places/", told)["Location"] == "/units/roles/places/"
    role = PlaceRole.objects.get()
    assert (role.user, role.place, role.from_on, role.until_on) == (person, east, FIRST, None)
    answer = client.get("/units/roles/places/")
    assert [one.pk for one in answer.context["page"]] == [role.pk]
    wrong = client.post("/units/roles/places/", told | {"submission": "", "user": "谁"})
    assert list(wrong.context["form"].errors) == ["user"]
    client.post(f"/units/roles/places/{role.pk}/end/", {"until_on": "2021-06-30"})
    role.refresh_from_db()
    assert role.until_on == DAY
    client.force_login(person)
    assert client.get("/units/roles/places/").status_code == 404
    assert client.get(f"/units/roles/places/{role.pk}/end/").status_code == 404


def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries):
    client.force_login(user("安全", office="security"))
    grant(user=user("甲"), place=place("东街社区"))
    with django_assert_num_queries(6):
        client.get("/units/roles/places/")
    for number in range(3):
        grant(user=user(f"乙{number}"), place=place(f"西街{number}社区"))
    with django_assert_num_queries(6):
        client.get("/units/roles/places/")
