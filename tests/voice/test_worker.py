"""A community worker has no unit: what they think goes to the topmost, and comes back to them."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.service.build import City
from xianfeng.voice.models import Opinion

pytestmark = pytest.mark.django_db


def browse(city, who):
    client = Client()
    client.force_login(city.users[who])
    return client


def test_a_worker_turns_to_the_topmost_unit_and_reads_their_own():
    city = City()
    client = browse(city, "worker")
    give = reverse("voice:give")
    assert give in client.get("/").content.decode()
    choices = client.get(give).context["form"].fields["unit"].choices
    assert [label for _key, label in choices] == ["市直工委"]
    data = {"unit": city.root.pk, "subject": "work", "text": "派单能不能早半天", "way": "named"}
    answer = client.post(give, data)
    said = Opinion.objects.get()
    assert (answer.status_code, said.unit, said.text) == (302, city.root, "派单能不能早半天")
    page = reverse("voice:opinion", args=[said.pk])
    assert client.get(page).status_code == 200
    assert browse(city, "officer").get(page).status_code == 200
    assert browse(city, "neighbour").get(page).status_code == 404
    assert browse(city, "secretary").get(page).status_code == 404


def test_a_worker_turns_to_no_other_unit():
    city = City()
    data = {"unit": city.one.pk, "subject": "work", "text": "不该送到这里", "way": "named"}
    answer = browse(city, "worker").post(reverse("voice:give"), data)
    assert "unit" in answer.context["form"].errors
    assert not Opinion.objects.exists()
