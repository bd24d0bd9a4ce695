"""A life meeting: opinions without names, criticism without words, rectification with a day."""

from datetime import date

import pytest

from tests.life.conftest import AT, DAY, record
from xianfeng.kernel import facts
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.life import actions, queries
from xianfeng.life.models import Criticism, Opinion, Rectification

TODAY = date(2021, 3, 20)


@pytest.fixture
def meeting(city):
    return actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record("life_meeting")
    )


def rectify(city, meeting, actor="secretary", **stated):
    known = {"problem": "学习不够", "measure": "每月研讨", "owner": "安国", "due_on": TODAY}
    return actions.add_rectification(
        actor=getattr(city, f"{actor}_viewer"), at=AT, meeting=meeting, **{**known, **stated}
    )


def criticise(city, meeting, by_themselves, pairs, actor="secretary"):
    actions.record_criticism(
        actor=getattr(city, f"{actor}_viewer"), at=AT, meeting=meeting,
        by_themselves=by_themselves, pairs=pairs,
    )  # fmt: skip


def test_opinions_have_a_source_and_a_count_and_nobody_s_name(city, meeting):
    assert {field.name for field in Opinion._meta.concrete_fields} == {
        "id", "meeting", "source", "count", "text",
    }  # fmt: skip
    opinion = actions.add_opinion(
        actor=city.secretary_viewer, at=AT, meeting=meeting, source="masses", count=3, text="多下去"
    )
    around = queries.around(city.secretary_viewer, meeting)
    assert [(one.source, one.count, one.text) for one in around.opinions] == [
        ("masses", 3, "多下去")
    ]
    actions.drop_opinion(actor=city.secretary_viewer, at=AT, opinion=opinion)
    assert Opinion.objects.count() == 0


def test_criticism_keeps_who_about_whom_and_no_word(city, meeting):
    names = {field.name for field in Criticism._meta.concrete_fields}
    assert names == {"id", "meeting", "speaker", "about"}
    anna, bo = city.anna.pk, city.bo.pk
    criticise(city, meeting, {anna, bo}, {(anna, bo), (bo, bo)})
    around = queries.around(city.secretary_viewer, meeting)
    assert (around.themselves, around.pairs) == (frozenset({anna, bo}), frozenset({(anna, bo)}))
    criticise(city, meeting, {anna}, set())
    assert list(Criticism.objects.values_list("speaker", "about")) == [(anna, anna)]
    assert AuditEntry.objects.latest("seq").new == {"pairs": [[anna, anna]]}


def test_only_who_should_have_come_criticises(city, meeting):
    with pytest.raises(Refused):
        criticise(city, meeting, {city.other.pk}, set())
    assert Criticism.objects.count() == 0


def test_a_rectification_is_a_commitment_that_others_read_by_its_fact(city, meeting, touched):
    item = rectify(city, meeting)
    kind = facts.get("life.rectification")
    row = kind.visible_to(city.superior_viewer).get()
    assert (getattr(row, kind.due), getattr(row, kind.done), row.source) == (
        TODAY, None, "life_meeting",
    )  # fmt: skip
    actions.finish_rectification(
        actor=city.secretary_viewer, at=AT, item=item, on=date(2021, 3, 18), result="已改"
    )
    assert kind.rows().get().done_on == date(2021, 3, 18)
    told = [(each.kind, each.unit_ids, each.days) for each in touched]
    assert told == [("life.rectification", frozenset({city.one.pk}), frozenset({TODAY}))] * 2
    for role in ("member", "sibling", "outsider"):
        assert not kind.visible_to(getattr(city, f"{role}_viewer")).exists()


@pytest.mark.parametrize(
    ("on", "result", "field"),
    [(date(2021, 3, 4), "改", "on"), (date(2021, 3, 21), "改", "on"), (DAY, " ", "result")],
)
def test_what_is_not_put_right(city, meeting, on, result, field):
    item = rectify(city, meeting)
    with pytest.raises(Refused) as refused:
        actions.finish_rectification(
            actor=city.secretary_viewer, at=AT, item=item, on=on, result=result
        )
    assert (refused.value.field, Rectification.objects.get().done_on) == (field, None)


def test_a_day_before_the_meeting_is_no_deadline(city, meeting):
    with pytest.raises(Refused) as refused:
        rectify(city, meeting, due_on=date(2021, 3, 4))
    assert refused.value.field == "due_on"


def test_what_is_done_stays_on_the_list(city, meeting):
    item, other = rectify(city, meeting), rectify(city, meeting, problem="另一项")
    actions.finish_rectification(
        actor=city.secretary_viewer, at=AT, item=item, on=DAY, result="已改"
    )
    with pytest.raises(Refused):
        actions.drop_rectification(actor=city.secretary_viewer, at=AT, item=item)
    actions.drop_rectification(actor=city.secretary_viewer, at=AT, item=other)
    assert list(Rectification.objects.values_list("problem", flat=True)) == ["学习不够"]


@pytest.mark.parametrize("actor", ["member", "leader", "sibling", "outsider"])
def test_others_write_nothing_around_a_meeting(city, meeting, actor):
    with pytest.raises(Denied):
        rectify(city, meeting, actor)
    with pytest.raises(Denied):
        criticise(city, meeting, {city.anna.pk}, set(), actor)
    with pytest.raises(Denied):
        actions.add_opinion(
            actor=getattr(city, f"{actor}_viewer"), at=AT, meeting=meeting, source="masses", count=1
        )


def test_what_stands_around_a_voided_meeting_is_closed_and_counts_for_nothing(city, meeting):
    item = rectify(city, meeting)
    actions.void_meeting(
        actor=city.secretary_viewer, at=AT, meeting=meeting, version=1, reason="记错"
    )
    assert not facts.get("life.rectification").rows().exists()
    item.refresh_from_db()
    with pytest.raises(Refused):
        actions.drop_rectification(actor=city.secretary_viewer, at=AT, item=item)


def test_the_leadership_s_own_life_meeting_is_one_too(city):
    held = actions.confirm_meeting(
        actor=city.superior_viewer, at=AT, unit=city.office,
        record=record("democratic_life", expected=5, present=5),
    )  # fmt: skip
    plain = actions.confirm_meeting(
        actor=city.superior_viewer, at=AT, unit=city.one, record=record("theme_day")
    )
    both = actions.confirm_meeting(
        actor=city.superior_viewer, at=AT, unit=city.two,
        record=record("review", also=("life_meeting",)),
    )  # fmt: skip
    found = set(queries.life_meetings(city.superior_viewer).values_list("pk", flat=True))
    assert found == {held.pk, both.pk}
    assert plain.pk not in found
    assert not queries.life_meetings(city.member_viewer).exists()
