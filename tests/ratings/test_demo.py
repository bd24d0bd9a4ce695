"""The ratings of the demonstration city: one round counted, one under way, the same again."""

import pytest
from django.db import transaction
from django.db.models import Count

from tests.demo.test_city import TODAY, made
from xianfeng.kernel.viewer import operator
from xianfeng.ratings import queries, rules
from xianfeng.ratings.models import Box, Rated, Remark, Round, Slip, Voice

pytestmark = pytest.mark.django_db


def fingerprint(seed):
    """Return what a seed decides of the ratings; the city is taken back."""
    with transaction.atomic():
        made(seed=seed)
        voices = list(Voice.objects.order_by("pk").values_list("rated__unit__code", "stars"))
        remarks = list(Remark.objects.order_by("pk").values_list("text", flat=True))
        slips = list(Slip.objects.order_by("pk").values_list("pk", "state"))
        transaction.set_rollback(True)
    return voices, remarks, slips


def test_the_same_seed_gives_the_same_voices_and_another_others():
    assert fingerprint(7) == fingerprint(7)
    assert fingerprint(7) != fingerprint(8)


def test_one_round_is_counted_with_one_unit_hidden_and_one_is_under_way():
    made()
    counted, under_way = Round.objects.order_by("pk")
    assert (counted.state, under_way.state) == ("closed", "open")
    assert under_way.from_on <= TODAY <= under_way.until_on
    rated = Rated.objects.filter(round=counted)
    assert rated.filter(votes=None).count() == 1
    told = rated.exclude(votes=None).annotate(found=Count("voices"))
    assert [one.found for one in told] == [one.votes for one in told]
    assert min(one.votes for one in told) >= rules.LEAST
    assert not Slip.objects.filter(rated__round=counted).exists()
    assert Box.objects.count() == Rated.objects.filter(round=under_way).count() > 0
    lines = queries.lines(operator("x"), under_way)
    assert {line.used + line.unused for line in lines} == {40}
    assert {line.is_shown for line in lines} == {False}
