"""The pages of transfers, departures and entries by hand: who sees what, and what is kept."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from tests.members.build import member
from tests.units.build import unit, user
from xianfeng.members.models import Member, Membership, Transfer
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
NUMBER = "710000198602209658"


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    committee = unit("C", root, UnitKind.COMMITTEE)
    a, a2, b = unit("A", committee), unit("A2", committee), unit("B", root)
    return {
        "R": root, "C": committee, "A": a, "A2": a2, "B": b, "one": member("张伟", a),
        "sender": user("sender", (Role.SECRETARY, a)),
        "receiver": user("receiver", (Role.SECRETARY, b)),
        "other": user("other", (Role.SECRETARY, a2)),
        "office": user("office", (Role.OFFICE, committee)),
    }  # fmt: skip


def at(name, *keys):
    return reverse(f"members:{name}", args=keys)


def as_(client, person):
    client.force_login(person)
    return client


def sent(client, city, **changes):
    form = {"to": "B", "dues_until": "2021年6月", "way": "letter", "issued_on": "2021-06-01",
            "valid_days": "90", "number": "", "outside": ""}  # fmt: skip
    return as_(client, city["sender"]).post(at("transfer_start", city["one"].pk), form | changes)


def test_a_letter_goes_out_and_is_received_on_the_other_side(client, city):
    answer = sent(client, city)
    letter = Transfer.objects.get()
    assert answer["Location"] == at("transfer", letter.pk)
    page = as_(client, city["receiver"]).get(at("transfers"))
    assert [row.transfer for row in page.context["waiting"]] == [letter]
    assert page.context["sent"] == []
    shown = client.get(at("transfer", letter.pk))
    assert shown.context["verbs"] == {"receive", "refuse"}
    assert shown.context["reachable"] is False
    form = {"received_on": "2021-06-20", "branch": city["B"].pk, "acknowledgement": "回1"}
    assert client.post(at("receive", letter.pk), form).status_code == 302
    assert list(Membership.objects.order_by("from_on").values_list("unit__code", "until_on")) == [
        ("A", date(2021, 6, 20)),
        ("B", None),
    ]
    over = as_(client, city["sender"]).get(at("transfers"))
    assert [row.transfer for row in over.context["closed"]] == [letter]
    assert client.get(at("transfer", letter.pk)).context["verbs"] == set()


def test_who_has_no_end_of_it_does_not_know_the_letter(client, city):
    sent(client, city)
    letter = Transfer.objects.get()
    as_(client, city["other"])
    for name in ("transfer", "letter"):
        assert client.get(at(name, letter.pk)).status_code == 404
    for verb in ("receive", "refuse", "withdraw", "lapse"):
        assert client.post(at(verb, letter.pk), {}).status_code == 404
    assert client.get(at("transfers")).context["sent"] == []


def test_the_other_side_may_not_do_our_part(client, city):
    sent(client, city)
    letter = Transfer.objects.get()
    form = {"closed_on": "2021-06-20", "received_on": "2021-06-20", "reason": "x"}
    as_(client, city["receiver"])
    assert client.post(at("withdraw", letter.pk), form).status_code == 403
    as_(client, city["sender"])
    assert client.post(at("refuse", letter.pk), form).status_code == 403
    assert Transfer.objects.get().state == "issued"


def test_an_unknown_destination_keeps_what_was_typed(client, city):
    answer = sent(client, city, to="没有的支部")
    assert list(answer.context["issue"].errors) == ["to"]
    assert answer.context["issue"]["dues_until"].value() == "2021年6月"
    assert Transfer.objects.count() == 0


def test_the_letter_is_a_word_document_in_three_parts(client, city):
    sent(client, city, to="", outside="中共某省某市委组织部")
    answer = client.get(at("letter", Transfer.objects.get().pk))
    text = "\n".join(p.text for p in Document(BytesIO(answer.content)).paragraphs)
    for part in ("存根", "介绍信", "回执", "中共某省某市委组织部", "张伟同志"):
        assert part in text


def test_within_a_committee_the_office_moves_somebody_in_one_step(client, city):
    page = as_(client, city["office"]).get(at("transfer_start", city["one"].pk))
    assert list(page.context["adjust"].fields["branch"].queryset) == [city["A2"]]
    form = {"branch": city["A2"].pk, "moved_on": "2021-06-20"}
    answer = client.post(at("adjust", city["one"].pk), form)
    assert answer["Location"] == at("detail", city["one"].pk)
    assert city["one"].memberships.get(until_on=None).unit == city["A2"]
    page = as_(client, city["other"]).get(at("transfer_start", city["one"].pk))
    assert page.context["adjust"] is None


def test_a_member_from_outside_is_entered_with_the_letter(client, city):
    form = {
        "branch": city["B"].pk, "name": "李娜", "id_number": NUMBER, "ethnicity": "01",
        "joined_on": "2010-07-01", "confirmed_on": "2011-07-01", "outside": "某省委组织部",
        "way": "national", "issued_on": "2021-06-01", "received_on": "2021-06-10",
    }  # fmt: skip
    answer = as_(client, city["receiver"]).post(at("arrive"), form)
    made = Member.objects.get(name="李娜")
    assert answer["Location"] == at("detail", made.pk)
    assert (made.sex, made.born_on, made.id_number) == ("1", date(1986, 2, 20), NUMBER)
    assert made.memberships.get().from_on == date(2021, 6, 10)
    letter = made.transfers.get()
    assert (letter.kind, letter.state, letter.outside) == ("outside_in", "received", "某省委组织部")


def test_a_wrong_number_is_said_beside_it_and_nothing_is_written(client, city):
    form = {"branch": city["B"].pk, "name": "李娜", "id_number": NUMBER[:-1] + "1",
            "ethnicity": "01", "joined_on": "2010-07-01"}  # fmt: skip
    answer = as_(client, city["receiver"]).post(at("new"), form)
    assert list(answer.context["form"].errors) == ["id_number"]
    assert Member.objects.count() == 1


def test_a_death_is_entered_and_the_page_stays(client, city):
    form = {"kind": "died", "changed_on": "2021-06-20", "document": "死亡证明"}
    answer = as_(client, city["sender"]).post(at("standing", city["one"].pk), form)
    assert answer["Location"] == at("detail", city["one"].pk)
    assert client.get(at("detail", city["one"].pk)).status_code == 200
    page = client.get(at("departures")).context["page"]
    assert [(one.member, one.kind) for one in page] == [(city["one"], "died")]
    assert client.get(at("transfer_start", city["one"].pk)).status_code == 404
    assert list(as_(client, city["receiver"]).get(at("departures")).context["page"]) == []


def test_a_suspended_member_comes_back_from_the_page(client, city):
    as_(client, city["sender"])
    form = {"kind": "suspended", "changed_on": "2021-06-10", "document": "决定"}
    client.post(at("standing", city["one"].pk), form)
    back = {"branch": city["A"].pk, "changed_on": "2021-06-20", "document": "批复"}
    assert client.post(at("restore", city["one"].pk), back).status_code == 302
    spells = city["one"].memberships.order_by("from_on").values_list("from_on", "until_on")
    assert list(spells) == [(date(2012, 1, 1), date(2021, 6, 10)), (date(2021, 6, 20), None)]
