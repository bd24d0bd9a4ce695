"""A misspelt attribute, value or variable is an error, never a blank."""

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError

from tests.ui.html import render

COMPONENTS = {
    "card": "{% card ATTR %}x{% endcard %}",
    "data_table": '{% data_table caption="c" ATTR %}x{% enddata_table %}',
    "filter_bar": "{% filter_bar ATTR %}x{% endfilter_bar %}",
    "notice": "{% notice ATTR %}x{% endnotice %}",
    "post_form": "{% post_form ATTR %}x{% endpost_form %}",
    "details": '{% details summary="s" ATTR %}x{% enddetails %}',
    "link_button": '{% link_button "t" "/" ATTR %}',
    "submit_button": '{% submit_button "t" ATTR %}',
    "field": "{% field bound ATTR %}",
    "form_errors": "{% form_errors form ATTR %}",
    "state": '{% state "met" ATTR %}',
    "card_mark": '{% card_mark "red" ATTR %}',
    "number": "{% number 1 ATTR %}",
    "pager": "{% pager page ATTR %}",
    "empty": '{% empty "t" ATTR %}',
    "pairs": "{% pairs items ATTR %}",
    "crumbs": "{% crumbs items ATTR %}",
    "progress": "{% progress 1 2 ATTR %}",
    "source_note": '{% source_note "s" "a" "V" False ATTR %}',
    "chart": '{% chart kind="bar" title="t" rows=items ATTR %}',
    "timeline": "{% timeline items ATTR %}",
    "submission_key": "{% submission_key ATTR %}",
    "block_text": '{% block_text "title" ATTR %}',
}


def test_every_component_is_tried():
    from xianfeng.ui.templatetags.ui import register

    assert sorted(COMPONENTS) == sorted(register.tags)


@pytest.mark.parametrize("name", COMPONENTS)
def test_an_unknown_attribute_is_an_error(name):
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'lable'"):
        render(COMPONENTS[name].replace("ATTR", 'lable="x"'))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{% notice kind="warn" %}x{% endnotice %}', "notice: unknown kind 'warn'"),
        ('{% post_form kind="red" %}x{% endpost_form %}', "post_form: unknown kind 'red'"),
        ('{% link_button "t" "/" kind="danger" %}', "link_button: unknown kind 'danger'"),
        ('{% submit_button "t" kind="big" %}', "submit_button: unknown kind 'big'"),
        ('{% state "done" %}', "state: unknown state 'done'"),
        ("{% state missing %}", "state: unknown state ''"),
        ('{% card_mark "green" %}', "card_mark: unknown card 'green'"),
        ('{% source_note "s" "a" "X" %}', "source_note: unknown verification 'X'"),
        ('{% chart kind="line" title="t" rows=items %}', "chart: unknown kind 'line'"),
        ('{% empty "t" href="/" %}', "empty: href and label belong together"),
        ("{% pairs broken %}", "pairs: a row has the wrong shape: ('only one',)"),
    ],
)
def test_an_unknown_value_is_an_error(source, message):
    with pytest.raises(ValueError) as error:
        render(source, items=[], broken=[("only one",)])
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% field form.nmae %}", "field: not a field of a form: ''"),
        ("{% form_errors fomr %}", "form_errors: not a form: ''"),
        ("{% pager paeg %}", "pager: not a page: ''"),
        ("{% number coutn %}", "number: not a number: ''"),
        ("{% number yes %}", "number: not a number: True"),
        ("{% pairs itmes %}", "pairs: rows are missing"),
        ("{% crumbs itmes %}", "crumbs: rows are missing"),
        ("{% timeline itmes %}", "timeline: rows are missing"),
        ('{% chart kind="bar" title="t" rows=itmes %}', "chart: rows are missing"),
    ],
)
def test_a_misspelt_variable_is_an_error(source, message):
    with pytest.raises(TypeError) as error:
        render(source, yes=True)
    assert str(error.value) == message


def test_pager_takes_a_page_not_a_paginator():
    with pytest.raises(TypeError):
        render("{% pager page %}", page=Paginator([1], 1))
