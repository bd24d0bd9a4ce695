import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.ui.html import Reader, render, squeezed

HOSTILE = "</script><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (1234, "1,234"),
        (-5, "-5"),
        (Decimal("1234567.50"), "1,234,567.50"),
        (2.5, "2.5"),
        (1 / 3, "0.33"),
        (4.0, "4"),
    ],
)
def test_a_number_is_written_for_reading(value, written):
    assert render("{% number value %}", value=value) == f'<span class="number">{written}</span>'


def test_a_number_has_its_unit_and_opens_its_list():
    assert render('{% number 3 unit="人" href=href %}', href="/a?b=1&c=2") == (
        '<a href="/a?b=1&amp;c=2"><span class="number">3</span><span class="measure">人</span></a>'
    )


def test_missing_is_not_zero():
    assert render('{% number None unit="人" %}') == '<span class="quiet">未登记</span>'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2021, 3, 5), "2021-03-05"),
        (datetime(2021, 3, 5, 20, 0, tzinfo=UTC), "2021-03-06"),
        (datetime(2021, 3, 5, 20, 0), "2021-03-05"),
        (None, "—"),
        ("", "—"),
    ],
)
def test_a_day_is_written_one_way(value, written):
    assert render("{{ value|day }}", value=value) == written


@pytest.mark.parametrize(("value", "written"), [(None, "—"), ("", "—"), (0, "0"), ("<", "&lt;")])
def test_a_blank_is_a_dash_and_zero_is_not(value, written):
    assert render("{{ value|dash }}", value=value) == written


def test_pairs():
    html = render(
        "{% pairs items %}", items=[("甲<", "乙<"), ("日期", date(2020, 1, 2)), ("无", "")]
    )
    reader = Reader(html)
    assert reader.texts("dt") == ["甲<", "日期", "无"]
    assert reader.texts("dd") == ["乙<", "2020-01-02", "—"]


def test_timeline():
    items = [(date(2021, 3, 5), "甲<", "/a"), (date(2020, 1, 2), "乙")]
    reader = Reader(render("{% timeline items %}", items=items))
    assert reader.texts("li") == ["2021-03-05 甲<", "2020-01-02 乙"]
    assert reader.all("a") == [({"href": "/a"}, "甲<")]
    assert [attrs for attrs, _ in reader.all("time")] == [
        {"datetime": "2021-03-05"},
        {"datetime": "2020-01-02"},
    ]


def test_a_table_has_its_caption_and_can_be_scrolled_by_keyboard():
    html = render(
        "{% data_table caption=t %}<tbody><tr><td>1</td></tr></tbody>{% enddata_table %}", t="甲<"
    )
    assert squeezed(html) == (
        '<div class="table-frame" role="group" aria-label="甲&lt;" tabindex="0">'
        '<table class="table"><caption>甲&lt;</caption>'
        "<tbody><tr><td>1</td></tr></tbody></table></div>"
    )


def chart(rows, kind="bar"):
    return render(
        '{% chart kind=kind title=t rows=rows unit="人" %}', t="图<", rows=rows, kind=kind
    )


def test_a_chart_is_data_and_the_same_data_as_a_table():
    rows = [("甲", 3, "/list"), ("乙", Decimal("1.5")), ("丙", None)]
    reader = Reader(chart(rows))
    ((attrs, text),) = reader.all("script", type="application/json")
    assert json.loads(text) == {
        "kind": "bar",
        "title": "图<",
        "unit": "人",
        "rows": [
            {"label": "甲", "value": 3, "href": "/list"},
            {"label": "乙", "value": 1.5, "href": ""},
            {"label": "丙", "value": None, "href": ""},
        ],
    }
    assert reader.all("figure")[0][0]["data-chart"] == attrs["id"]
    assert reader.texts("th", scope="row") == ["甲", "乙", "丙"]
    assert reader.texts("td") == ["3", "1.5", "未登记"]
    assert reader.texts("summary") == ["看表格"]


def test_a_hostile_label_stays_text():
    html = chart([(HOSTILE, 1)])
    assert "<script>alert" not in html
    assert Reader(html).texts("th", scope="row") == [HOSTILE]


def test_the_scripts_come_with_the_first_chart_only():
    source = '{% for n in "ab" %}{% chart kind="pie" title=n rows=rows %}{% endfor %}'
    scripts = [
        attrs["src"]
        for attrs, _ in Reader(render(source, rows=[("甲", 1)])).all("script", defer=None)
        if "src" in attrs
    ]
    assert scripts == ["/static/vendor/echarts/echarts.min.js", "/static/ui/charts.js"]
