"""The demonstration city's pairs and deeds: of every kind, and free of contradictions."""

from datetime import date

import pytest
from django.db.models import F

from tests.demo.test_city import TODAY, made
from xianfeng.partners.models import Deed, Pair, PairYear

pytestmark = pytest.mark.django_db


def test_a_third_of_the_branches_is_paired_with_up_to_five_deeds():
    made()
    assert Pair.objects.filter(place__isnull=False).exists()
    assert Pair.objects.filter(other__isnull=False).exists()
    assert Pair.objects.exclude(named="").exists()
    counts = [pair.deeds.count() for pair in Pair.objects.all()]
    assert max(counts) <= 5
    assert PairYear.objects.filter(due_on=date(TODAY.year, 12, 31)).count() == len(counts)
    assert {deed.direction for deed in Deed.objects.filter(pair=None)} == {"given", "received"}


def test_nothing_is_done_before_it_was_proposed_or_after_today():
    made()
    done = Deed.objects.filter(done_on__isnull=False)
    assert done.exists()
    assert done.filter(done_on__gt=TODAY).count() == 0
    assert done.filter(done_on__lt=F("proposed_on")).count() == 0
    assert Deed.objects.filter(confirmed_on__gt=TODAY).count() == 0
    assert Deed.objects.filter(proposed_on__gt=TODAY).count() == 0


def test_who_has_no_account_answers_on_paper():
    made()
    named = Deed.objects.filter(pair__in=Pair.objects.exclude(named=""))
    assert named.filter(state="proposed").count() == 0
    assert named.filter(on_behalf=False).count() == 0
    given = named.filter(state="confirmed", direction="given")
    assert given.filter(confirmed_by="").count() == 0
