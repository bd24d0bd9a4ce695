"""Templates of a year: begun, written, published, reopened, and read where they apply."""

from datetime import date
from decimal import Decimal

import pytest

from tests.responsibility.build import HAND, MARCH, RULED, templated
from tests.units.build import NOW
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.responsibility import actions, queries, usual
from xianfeng.responsibility.actions import Entry
from xianfeng.responsibility.models import Template


def begin(city, who="clerk", year=2021):
    return actions.begin_templates(actor=getattr(city, who), at=NOW, unit=city.office, year=year)


def texts(template):
    return list(template.items.values_list("text", flat=True))


def test_a_first_year_begins_with_the_usual_items(city):
    made = begin(city)
    assert [template.kind for template in made] == ["first", "direct", "dual"]
    for template in made:
        assert texts(template) == [line["text"] for line in usual.lines(template.kind, 2021)]
        assert template.published_on is None
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.unit_id) == ("responsibility.begin_templates", city.office.pk)


def test_the_next_year_is_copied_from_the_last_with_its_days(city):
    spring = Entry(text="部署", verification="V", due_on=date(2020, 2, 29))
    templated(city, spring, RULED, kinds=("first",), year=2020)
    made = {template.kind: template for template in begin(city)}
    copied = made["first"].items.values_list("seq", "text", "rule", "due_on")
    assert list(copied) == [(1, "部署", "", date(2021, 2, 28)), (2, "主题党日", RULED.rule, None)]
    assert texts(made["dual"]) == [line["text"] for line in usual.lines("dual", 2021)]
    assert Template.objects.get(year=2020).published_on is not None


def test_only_what_is_missing_is_begun(city):
    templated(city, HAND, kinds=("first",))
    assert [template.kind for template in begin(city)] == ["direct", "dual"]
    with pytest.raises(Refused, match="2021 年的模板都有了"):
        begin(city)


@pytest.mark.parametrize("who", ["keeper", "leader", "member", "rival", "holder"])
def test_who_does_not_manage_the_unit_begins_nothing(city, who):
    with pytest.raises(Denied):
        begin(city, who)
    assert Template.objects.count() == 0


def test_items_are_added_and_taken_out_of_a_draft(city):
    template = begin(city)[0]
    about = {"actor": city.clerk, "at": NOW}
    before = template.items.count()
    actions.add_lines(**about, template=template, version=1, lines=[HAND, RULED])
    measured = Entry(text="按期率", figure="life.rate", threshold=Decimal(90))
    actions.add_measured(**about, template=template, version=2, line=measured)
    last = list(template.items.values_list("seq", "text", "figure", "threshold"))[-3:]
    assert last == [
        (before + 1, "年初部署", "", None),
        (before + 2, "主题党日", "", None),
        (before + 3, "按期率", "life.rate", Decimal(90)),
    ]
    actions.remove_line(**about, item=template.items.get(text="按期率"), version=3)
    assert template.items.count() == before + 2
    with pytest.raises(Conflict):
        actions.add_lines(**about, template=template, version=3, lines=[HAND])


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({}, "figure"),
        ({"rule": "branch.theme_day", "figure": "life.rate", "threshold": 1}, "figure"),
        ({"figure": "life.rate"}, "threshold"),
        ({"rule": "branch.theme_day", "threshold": 1}, "threshold"),
    ],
)
def test_an_item_is_measured_one_way(city, how, field):
    template = begin(city)[0]
    with pytest.raises(Refused) as refused:
        actions.add_measured(
            actor=city.clerk, at=NOW, template=template, version=1, line=Entry(text="甲", **how)
        )
    assert refused.value.field == field


def test_what_is_published_is_not_written_until_it_is_reopened(city):
    template = begin(city)[0]
    about = {"actor": city.clerk, "at": MARCH, "unit": city.office, "year": 2021}
    published = actions.publish_templates(**about)
    assert [(one.kind, one.published_on) for one in published] == [
        ("first", date(2021, 3, 1)),
        ("direct", date(2021, 3, 1)),
        ("dual", date(2021, 3, 1)),
    ]
    with pytest.raises(Refused, match="没有要发布的模板"):
        actions.publish_templates(**about)
    with pytest.raises(Refused, match="已经发布的模板不能改"):
        actions.add_lines(actor=city.clerk, at=NOW, template=template, version=2, lines=[HAND])
    reopened = actions.reopen_templates(**about)
    assert {one.published_on for one in reopened} == {None}
    with pytest.raises(Refused, match="可以直接修改"):
        actions.reopen_templates(**about)
    actions.add_lines(actor=city.clerk, at=NOW, template=template, version=3, lines=[HAND])


def test_an_empty_template_is_not_published(city):
    template = begin(city)[2]
    template.items.all().delete()
    with pytest.raises(Refused, match="一岗双责模板还没有一项内容"):
        actions.publish_templates(actor=city.clerk, at=NOW, unit=city.office, year=2021)
    assert Template.objects.filter(published_on=None).count() == 3


def test_the_nearest_published_template_applies(city):
    above = templated(city, HAND, unit=city.root)
    own = templated(city, RULED, kinds=("first",))
    Template.objects.create(unit=city.one, kind="first", year=2021)
    found = queries.applicable(city.officer, city.one, 2021)
    assert {kind: (one.unit.code, texts(one)) for kind, one in found.items()} == {
        "first": ("C", ["主题党日"]),
        "direct": ("R", ["年初部署"]),
        "dual": ("R", ["年初部署"]),
    }
    assert queries.applicable(city.officer, city.far, 2021)["first"] == above.get(kind="first")
    assert own.get() not in queries.applicable(city.officer, city.office, 2020).values()


def test_a_template_is_read_where_it_applies(city):
    drafts = begin(city)
    published = templated(city, unit=city.root, kinds=("first",)).get()
    seen = {
        who: sorted(queries.templates_to(getattr(city, who)).values_list("unit__code", flat=True))
        for who in ("officer", "clerk", "keeper", "rival", "member", "holder")
    }
    assert seen == {
        "officer": ["C", "C", "C", "R"],
        "clerk": ["C", "C", "C", "R"],
        "keeper": ["R"],
        "rival": ["R"],
        "member": [],
        "holder": [],
    }
    assert published.pk not in {one.pk for one in drafts}
