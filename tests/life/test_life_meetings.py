"""A life meeting: opinions without names, criticism without words, problems to put right."""

from datetime import date

import pytest

from tests.life.conftest import AT, DAY, record
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, Grant, Viewer
from xianfeng.life import actions, queries
from xianfeng.life.models import Criticism, Opinion
from xianfeng.rectification.actions import withdraw_problem
from xianfeng.rectification.facts import OF_ANSWERS, OF_PROBLEMS
from xianfeng.rectification.models import Problem

TODAY = date(2021, 3, 20)


@pytest.fixture
def meeting(city):
    return actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record("life_meeting")
    )


def rectify(city, meeting, actor="secretary", **stated):
    known = {"category": "thought", "problem": "学习不够", "measure": "每月研讨", "owner": "安国"}
    known["due_on"] = TODAY
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


def test_what_is_to_be_put_right_is_a_problem_that_the_superior_verifies(city, meeting, touched):
    made = rectify(city, meeting, problem=" 学习不够 ")
    assert Problem.objects.values_list(
        "unit", "verifier", "source", "category", "text", "measure", "owner", "found_on",
        "raised_on", "due_on", "state", "origin",
    ).get() == (
        city.one.pk, city.office.pk, "life_meeting", "thought", "学习不够", "每月研讨", "安国",
        DAY, TODAY, TODAY, "open", f"life.meeting:{meeting.pk}",
    )  # fmt: skip
    assert {each.kind for each in touched} == {kind.id for kind in (*OF_PROBLEMS, *OF_ANSWERS)}
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.new["problem"]) == ("life.add_rectification", "学习不够")
    assert list(queries.around(city.superior_viewer, meeting).items) == [made]
    for role in ("member", "sibling", "outsider"):
        assert not queries.raised_at(getattr(city, f"{role}_viewer"), meeting).exists()


def test_a_problem_withdrawn_by_the_superior_leaves_the_list(city, meeting):
    made, other = rectify(city, meeting), rectify(city, meeting, problem="另一项")
    withdraw_problem(
        actor=city.superior_viewer, at=AT, problem=made, version=made.version, reason="记错"
    )
    assert list(queries.raised_at(city.secretary_viewer, meeting)) == [other]


def test_nothing_hangs_on_a_draft_that_may_be_deleted(city):
    draft = actions.save_draft(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record("life_meeting")
    )
    with pytest.raises(Refused):
        rectify(city, draft)
    actions.discard_draft(actor=city.secretary_viewer, at=AT, draft=draft)
    assert not Problem.objects.exists()


def test_at_the_root_a_unit_below_verifies(city):
    officer = Viewer(None, "工委干事", (Grant("committee_officer", city.root.path, city.root.pk),))
    held = actions.confirm_meeting(
        actor=officer, at=AT, unit=city.root,
        record=record("democratic_life", expected=5, present=5),
    )  # fmt: skip
    stated = {
        "category": "style", "problem": "走访少", "measure": "每季走访", "owner": "书记",
        "due_on": TODAY,
    }  # fmt: skip
    for verifier in (None, city.root):
        with pytest.raises(Refused):
            actions.add_rectification(
                actor=officer, at=AT, meeting=held, verifier=verifier, **stated
            )
    made = actions.add_rectification(
        actor=officer, at=AT, meeting=held, verifier=city.office, **stated
    )
    assert (made.unit, made.verifier) == (city.root, city.office)
    assert queries.verifiers(officer, city.root) == [city.office]
    assert queries.verifiers(officer, city.one) == []


def test_who_has_a_superior_does_not_choose_another_to_verify(city, meeting):
    made = rectify(city, meeting, verifier=city.two)
    assert made.verifier == city.office


def test_a_day_before_the_meeting_is_no_deadline(city, meeting):
    with pytest.raises(Refused) as refused:
        rectify(city, meeting, due_on=date(2021, 3, 4))
    assert refused.value.field == "due_on"


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


def test_a_meeting_is_not_taken_back_while_its_problems_stand(city, meeting):
    made = rectify(city, meeting)
    void = {"actor": city.secretary_viewer, "at": AT, "meeting": meeting, "version": 1}
    with pytest.raises(Refused) as refused:
        actions.void_meeting(**void, reason="记错")
    assert "请先请上级撤回这些问题" in refused.value.message
    withdraw_problem(
        actor=city.superior_viewer, at=AT, problem=made, version=made.version, reason="记错"
    )
    assert actions.void_meeting(**void, reason="记错").state == "voided"
    with pytest.raises(Refused):
        rectify(city, meeting)


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
