from datetime import date
from uuid import UUID

import pytest
from django import forms
from django.test import RequestFactory

from tests.ui.html import Reader, render, squeezed
from xianfeng.ui.gallery import ExampleForm


class Person(forms.Form):
    name = forms.CharField(label="姓名<", help_text="写全名<")
    born = forms.DateField(label="出生日期", required=False)
    note = forms.CharField(label="备注", widget=forms.Textarea, required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def test_a_field_ties_label_hint_and_error_to_its_control():
    form = Person({"name": ""})
    assert squeezed(render("{% field form.name %}", form=form)) == (
        '<div class="field field-wrong">'
        '<label class="form-label" for="id_name">姓名&lt;</label>'
        '<p class="hint" id="id_name_helptext">写全名&lt;</p>'
        '<input type="text" name="name" class="form-control is-invalid" required'
        ' aria-invalid="true" aria-describedby="id_name_helptext id_name_error" id="id_name">'
        '<p class="error" id="id_name_error">这个字段是必填项。</p></div>'
    )


def test_a_hostile_value_stays_a_value():
    form = Person({"name": '"><script>alert(1)</script>'})
    reader = Reader(render("{% field form.name %}", form=form))
    assert [attrs["value"] for attrs, _ in reader.all("input")] == ['"><script>alert(1)</script>']
    assert reader.all("script") == []


def test_a_day_is_given_to_the_browser_as_it_wants_it():
    form = Person(initial={"born": date(1985, 7, 1)})
    ((attrs, _),) = Reader(render("{% field form.born %}", form=form)).all("input")
    assert (attrs["type"], attrs["value"]) == ("date", "1985-07-01")


def test_the_form_itself_is_left_as_it_was():
    form = Person()
    render("{% field form.born %}{% field form.note %}", form=form)
    assert form.fields["born"].widget.input_type == "text"
    assert form.fields["note"].widget.attrs["rows"] == "10"


def test_what_may_stay_empty_says_so():
    reader = Reader(render("{% field form.note %}", form=Person()))
    assert reader.texts("label") == ["备注（选填）"]
    assert [attrs["rows"] for attrs, _ in reader.all("textarea")] == ["4"]


def test_a_hidden_field_is_nothing_but_itself():
    html = render("{% field form.secret %}", form=Person(initial={"secret": "1"}))
    assert html == '<input type="hidden" name="secret" value="1" id="id_secret">'


def test_a_checkbox_stands_before_its_label():
    reader = Reader(render("{% field form.yes %}", form=ExampleForm()))
    assert [attrs["class"] for attrs, _ in reader.all("input")] == ["form-check-input"]
    assert reader.all("label") == [({"class": "form-check-label", "for": "id_yes"}, "我已看过示例")]


@pytest.mark.parametrize(("name", "kind"), [("one", "radio"), ("many", "checkbox")])
def test_a_group_is_a_fieldset_with_its_legend(name, kind):
    reader = Reader(
        render("{% field form|get %}".replace("form|get", f"form.{name}"), form=ExampleForm({}))
    )
    ((fieldset, _),) = reader.all("fieldset")
    assert fieldset["id"] == f"id_{name}"
    inputs = [attrs for attrs, _ in reader.all("input")]
    assert {attrs["type"] for attrs in inputs} == {kind}
    assert [attrs["for"] for attrs, _ in reader.all("label")] == [attrs["id"] for attrs in inputs]


def test_a_group_points_at_its_hint_and_error():
    reader = Reader(render("{% field form.one %}", form=ExampleForm({})))
    assert reader.all("fieldset")[0][0]["aria-describedby"] == "id_one_error"
    assert [attrs["id"] for attrs, _ in reader.all("p")] == ["id_one_error"]


def test_the_summary_links_every_error_to_its_field():
    form = Person({"name": "", "born": "昨天"})
    reader = Reader(render("{% form_errors form %}", form=form))
    assert reader.texts("h2") == ["还有 3 处需要改一下，其他内容都已保留"]
    assert reader.all("a") == [
        ({"href": "#id_name"}, "姓名<：这个字段是必填项。"),
        ({"href": "#id_born"}, "出生日期：输入一个有效的日期。"),
    ]
    assert reader.texts("li")[2] == "表单：这个字段是必填项。"


def test_errors_of_the_whole_form_come_first():
    form = ExampleForm({"text": "x"})
    form.add_error(None, "两个日期颠倒了")
    assert Reader(render("{% form_errors form %}", form=form)).texts("li")[0] == "两个日期颠倒了"


@pytest.mark.parametrize("form", [Person(), Person({"name": "甲", "secret": "1"})])
def test_no_summary_where_nothing_is_wrong(form):
    assert render("{% form_errors form %}", form=form) == ""


@pytest.mark.parametrize("kind", ["primary", "plain", "danger", "quiet"])
def test_a_submit_button(kind):
    html = render('{% submit_button t kind=kind name="act" value=v %}', t="甲<", v="v<", kind=kind)
    assert html == (
        f'<button type="submit" class="btn btn-{kind}" name="act" value="v&lt;">甲&lt;</button>'
    )


def test_each_form_gets_a_key_of_its_own():
    reader = Reader(render("{% submission_key %}{% submission_key %}"))
    first, second = [UUID(attrs["value"]) for attrs, _ in reader.all("input", name="submission")]
    assert first != second


def test_a_post_form_carries_token_key_and_button():
    request = RequestFactory().get("/")
    from django.template import engines

    template = engines["django"].from_string(
        '{% post_form action="/a" label="发布" confirm=ask autosave="/draft" %}甲{% endpost_form %}'
    )
    reader = Reader(template.render({"ask": "确定吗<"}, request))
    ((form, _),) = reader.all("form")
    assert form == {
        "method": "post",
        "action": "/a",
        "class": "post-form",
        "data-confirm": "确定吗<",
        "data-autosave": "/draft",
    }
    names = [attrs.get("name") for attrs, _ in reader.all("input", type="hidden")]
    assert names == ["csrfmiddlewaretoken", "submission"]
    assert reader.texts("button") == ["发布"]
    # Without a script the question is a box to tick.
    assert reader.texts("noscript") == ["确定吗<"]


def test_a_post_form_may_leave_its_buttons_to_the_content():
    assert Reader(render('{% post_form label="" %}甲{% endpost_form %}')).all("button") == []


def test_a_form_with_a_file_sends_the_file():
    source = "{% post_form %}{% field form.file %}{% endpost_form %}"
    ((form, _),) = Reader(render(source, form=ExampleForm())).all("form")
    assert form["enctype"] == "multipart/form-data"


def test_a_filter_keeps_the_day_of_the_page():
    request = RequestFactory().get("/x/?as_of=2020-06-30&q=1")
    reader = Reader(render("{% filter_bar %}甲{% endfilter_bar %}", request=request))
    assert reader.all("form")[0][0]["method"] == "get"
    assert [attrs["value"] for attrs, _ in reader.all("input", name="as_of")] == ["2020-06-30"]
    assert reader.texts("button") == ["筛选"]
