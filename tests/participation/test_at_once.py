"""A word and a signature at the same moment: what was signed is not spoken of afterwards."""

import pytest

from tests.participation.build import Year, at, said, signed
from tests.service.test_at_once import at_once
from xianfeng.participation.models import Opinion, Report

pytestmark = pytest.mark.django_db(transaction=True)
LATE = at(2022, 2, 1)
ROUNDS = 8
SIGNED = "这一年的报告已经签署；要改，请先由党组织撤回签署。"


@pytest.fixture
def city():
    return Year()


def test_a_word_comes_before_the_signature_or_not_at_all(city):
    seen = set()
    for _round in range(ROUNDS):
        Opinion.objects.all().delete()
        Report.objects.all().delete()
        came = at_once(lambda: said(city, when=LATE), lambda: signed(city, when=LATE))
        assert Report.objects.filter(signed_on__isnull=False).count() == 1
        assert Opinion.objects.count() == came.count("done") - 1
        seen.add(tuple(came))
    assert seen <= {("done", "done"), ("done", SIGNED)}


def test_of_two_words_and_of_two_signatures_one_stands(city):
    words = at_once(lambda: said(city, when=LATE), lambda: said(city, when=LATE))
    assert (words.count("done"), Opinion.objects.count()) == (1, 1)
    signs = at_once(lambda: signed(city, when=LATE), lambda: signed(city, when=LATE))
    assert (signs, Report.objects.count()) == (["done", SIGNED], 1)
