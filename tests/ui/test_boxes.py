import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory

from tests.ui.html import Reader, render, squeezed


def test_a_card():
    assert squeezed(render("{% card title=t %}<p>{{ x }}</p>{% endcard %}", t="甲<", x="<i>")) == (
        '<section class="card"><h2 class="card-title">甲&lt;</h2>'
        '<div class="card-body"><p>&lt;i&gt;</p></div></section>'
    )


def test_a_card_without_a_title_has_no_heading():
    assert Reader(render("{% card %}x{% endcard %}")).all("h2") == []


@pytest.mark.parametrize(
    ("kind", "role"),
    [("info", None), ("success", "status"), ("warning", "alert"), ("danger", "alert")],
)
def test_a_notice_is_announced_by_its_weight(kind, role):
    ((attrs, text),) = Reader(
        render("{% notice kind=k %}{{ x }}{% endnotice %}", k=kind, x="<b>")
    ).all("div")
    assert attrs == {"class": f"notice notice-{kind}"} | ({"role": role} if role else {})
    assert text == "<b>"


def test_details_open_without_a_script():
    html = render("{% details summary=t %}甲{% enddetails %}", t="更多<")
    assert squeezed(html) == (
        '<details class="more"><summary>更多&lt;</summary><div class="more-body">甲</div></details>'
    )


def test_an_empty_state_says_what_to_do_next():
    reader = Reader(render('{% empty t href="/a" label="记一次" %}', t="先记一次<"))
    assert reader.texts("p") == ["先记一次<"]
    assert reader.all("a") == [({"class": "btn btn-plain", "href": "/a"}, "记一次")]


def test_an_empty_state_may_be_the_end():
    assert Reader(render('{% empty "都已办完。" %}')).all("a") == []


@pytest.mark.parametrize("kind", ["plain", "primary", "quiet"])
def test_a_link_button(kind):
    html = render("{% link_button t href kind=kind %}", t="甲<", href='/a?"b', kind=kind)
    assert html == f'<a class="btn btn-{kind}" href="/a?&quot;b">甲&lt;</a>'


def test_crumbs_end_where_one_is():
    reader = Reader(render("{% crumbs items %}", items=[("组织", "/units/"), ("甲<", "")]))
    assert reader.all("a") == [({"href": "/units/"}, "组织")]
    assert reader.texts("span", **{"aria-current": "page"}) == ["甲<"]


def pager(number, address):
    page = Paginator(range(1234), 50).page(number)
    return Reader(render("{% pager page %}", page=page, request=RequestFactory().get(address)))


def test_a_pager_keeps_the_filter():
    reader = pager(12, "/x/?q=%E7%94%B2&as_of=2020-06-30&page=12")
    query = "?q=%E7%94%B2&as_of=2020-06-30&page="
    assert [(attrs["href"], text) for attrs, text in reader.all("a")] == [
        (f"{query}11", "上一页"),
        *[(f"{query}{n}", f"{n}") for n in (1, 10, 11, 13, 14, 25)],
        (f"{query}13", "下一页"),
    ]
    assert reader.texts("p") == ["共 1,234 条，第 551–600 条"]
    assert reader.texts("span", **{"aria-current": "page"}) == ["12"]


def test_the_first_page_has_nothing_before_it():
    assert pager(1, "/x/").texts("a", rel="prev") == []


def test_one_page_has_no_links():
    page = Paginator([1, 2], 50).page(1)
    reader = Reader(render("{% pager page %}", page=page, request=RequestFactory().get("/x/")))
    assert reader.texts("nav") == ["共 2 条"]
    assert reader.all("a") == []
