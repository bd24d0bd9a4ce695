"""Example data of the gallery: each value is plainly an example of a component."""

from datetime import date

from django import forms
from django.core.paginator import Page, Paginator

CHART_ROWS = [
    ("示例甲", 12, "#charts"),
    ("示例乙", 7),
    ("示例丙", 0),
    ("示例丁", 21),
]
PAIRS = [("名称", "示例支部"), ("成立日期", date(2020, 1, 2)), ("备注", "")]
CRUMBS = [("组件", ""), ("示例", "#moves"), ("这里", "")]
TIMELINE = [
    (date(2021, 3, 5), "示例事件一", "#data"),
    (date(2020, 6, 30), "示例事件二", ""),
]


class ExampleForm(forms.Form):
    """One field of every kind of control."""

    text = forms.CharField(label="一行文字", max_length=20, help_text="例如：示例支部")
    day = forms.DateField(label="日期", widget=forms.DateInput)
    choice = forms.ChoiceField(label="选择", choices=[("a", "示例甲"), ("b", "示例乙")])
    lines = forms.CharField(label="多行文字", widget=forms.Textarea, required=False)
    one = forms.ChoiceField(
        label="单选", choices=[("a", "示例甲"), ("b", "示例乙")], widget=forms.RadioSelect
    )
    many = forms.MultipleChoiceField(
        label="多选",
        choices=[("a", "示例甲"), ("b", "示例乙"), ("c", "示例丙")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="可以选几项，也可以不选",
    )
    yes = forms.BooleanField(label="我已看过示例", help_text="勾选后继续")
    file = forms.FileField(label="文件", required=False)


class ExampleFilter(forms.Form):
    """What a list may be narrowed by."""

    text = forms.CharField(label="名称", required=False)
    choice = forms.ChoiceField(
        label="选择", choices=[("", "全部"), ("a", "示例甲"), ("b", "示例乙")], required=False
    )


def pages() -> Page[int]:
    """Return the middle page of a long list."""
    return Paginator(range(1234), 50).page(12)
