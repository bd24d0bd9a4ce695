"""What the frame shows to whom, and what it costs."""

from datetime import timedelta

import pytest
from django.urls import get_resolver

from tests.ui.html import Reader
from xianfeng import __version__
from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Grant, Viewer
from xianfeng.ui import navigation
from xianfeng.ui.context import frame
from xianfeng.ui.navigation import BOTTOM, LEFT, links

STAFF_PAGES = [
    ("工作台", "/"),
    ("组织", "/units/"),
    ("党员", "/members/"),
    ("组织生活", "/life/"),
    ("责任与督导", "/plans/"),
    ("服务", "/checkin/"),
    ("应办与规则", "/duties/"),
    ("报表", "/reports/figures/"),
]
RECORDER_PAGES = [
    *STAFF_PAGES[:5],
    ("服务", "/service/"),
    *STAFF_PAGES[6:],
    ("导入导出", "/ledgers/"),
]
MEMBER_PAGES = [
    ("工作台", "/"),
    ("组织", "/units/"),
    ("组织生活", "/life/"),
    ("服务", "/service/mine/"),
    ("应办与规则", "/duties/rulebook/"),
]


def shown(entries, viewer, here=None):
    return [(str(link.label), link.href) for link in links(entries, viewer, here)]


def holder(*roles, office=""):
    return Viewer(1, "甲", tuple(Grant(role, "00001") for role in roles), office)


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (holder("committee_officer"), RECORDER_PAGES),
        (holder("office"), RECORDER_PAGES),
        (holder("secretary"), RECORDER_PAGES),
        (holder("leader"), STAFF_PAGES),
        (holder("member"), MEMBER_PAGES),
        (holder("member", "secretary"), RECORDER_PAGES),
        (holder(office="system"), [("工作台", "/"), ("系统", "/people/users/")]),
        (holder(office="security"), [("工作台", "/"), ("系统", "/people/users/")]),
        (holder(office="audit"), [("工作台", "/"), ("系统", "/people/audit/")]),
        (holder(), [("工作台", "/")]),
    ],
)
def test_the_left_shows_what_the_roles_allow(pages, viewer, expected):
    assert shown(LEFT, viewer) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("secretary", ["工作台", "记一笔", "服务", "我的"]),
        ("leader", ["工作台", "服务", "我的"]),
        ("member", ["工作台", "服务", "我的"]),
    ],
)
def test_the_phone_has_a_bar_at_the_bottom(pages, role, expected):
    assert [label for label, _ in shown(BOTTOM, holder(role))] == expected


def test_a_page_that_does_not_exist_has_no_entry(settings):
    settings.ROOT_URLCONF = "xianfeng.ui.urls"
    assert shown(LEFT, holder("committee_officer")) == []


def test_the_current_place_is_marked(signed_in, unit, give):
    give(unit, "secretary")
    reader = Reader(signed_in.get("/members/").content.decode())
    assert reader.texts("a", **{"aria-current": "true"}) == ["党员"]


def test_the_top_names_the_unit_and_the_person(signed_in, unit, give):
    give(unit, "secretary")
    reader = Reader(signed_in.get("/life/").content.decode())
    assert reader.all("a", href="/?unit=A1") == [({"href": "/?unit=A1"}, "甲<局>机关党委")]
    assert reader.texts("summary") == ["张<三>"]
    assert reader.all("form", role="search")[0][0]["action"] == "/search/"


def test_who_has_no_unit_is_offered_no_search(signed_in):
    assert Reader(signed_in.get("/life/").content.decode()).all("form", role="search") == []


def test_several_units_are_listed_each_once(signed_in, unit, branch, give):
    give(unit, "leader")
    give(branch, "secretary")
    give(branch, "member")
    reader = Reader(signed_in.get("/life/").content.decode())
    assert reader.texts("summary") == ["我的组织（2）", "张<三>"]
    assert reader.texts("a", href="/?unit=A1") == ["甲<局>机关党委"]
    assert reader.texts("a", href="/?unit=A2") == ["第一支部"]


def test_only_ones_own_units_are_listed(signed_in, unit, branch, give):
    give(branch, "secretary")
    body = signed_in.get("/life/").content.decode()
    assert "机关党委" not in body


def test_a_role_that_has_ended_shows_nothing(signed_in, unit, give):
    give(unit, "secretary", until_on=clock.today())
    body = signed_in.get("/").content.decode()
    assert "机关党委" not in body
    assert Reader(body).texts("nav") == ["工作台", "工作台我的"]


def test_signing_out_is_posted(signed_in):
    reader = Reader(signed_in.get("/").content.decode())
    assert [f["method"] for f, _ in reader.all("form", action="/accounts/logout/")] == ["post"]
    assert "退出" in reader.texts("button")
    assert reader.texts("a", href="/accounts/mfa/")[0] == "账户与两步验证"


def test_the_foot(signed_in):
    reader = Reader(signed_in.get("/").content.decode())
    assert reader.texts("footer") == [f"谁看过我的信息版本 {__version__}"]


def test_another_day_has_its_band(signed_in):
    reader = Reader(signed_in.get("/life/?q=1&as_of=2020-06-30").content.decode())
    assert reader.texts("p", class_="as-of") == ["您正在查看 2020-06-30 回到今天"]
    assert reader.all("a", href="/life/?q=1") == [({"href": "/life/?q=1"}, "回到今天")]


@pytest.mark.parametrize("query", ["", "?as_of=昨天", "?as_of=2020-13-01", "?as_of={today}"])
def test_today_has_none(signed_in, query):
    body = signed_in.get("/life/" + query.format(today=clock.today())).content.decode()
    assert Reader(body).all("p", class_="as-of") == []


def test_yesterday_is_another_day(signed_in):
    day = clock.today() - timedelta(days=1)
    body = signed_in.get(f"/life/?as_of={day}").content.decode()
    assert Reader(body).texts("p", class_="as-of") == [f"您正在查看 {day} 回到今天"]


def test_the_frame_reads_nothing_of_its_own(
    signed_in, unit, branch, give, django_assert_num_queries
):
    give(unit, "committee_officer")
    give(branch, "secretary")
    # The session, the user, and the roles that ``request.viewer`` reads anyway.
    with django_assert_num_queries(4):
        signed_in.get("/life/?as_of=2020-06-30")


@pytest.mark.parametrize(("chosen", "attributes"), [(True, {"class": "large-type"}), (False, {})])
def test_large_type_is_a_class_of_the_page(signed_in, user, chosen, attributes):
    user.large_type = chosen
    user.save()
    reader = Reader(signed_in.get("/").content.decode())
    assert reader.all("html")[0][0] == {"lang": "zh-Hans"} | attributes


def test_a_message_is_shown_once(signed_in):
    reader = Reader(signed_in.get("/").content.decode())
    assert reader.texts("div", class_="notice notice-success") == ["已保存"]


def test_the_heading_is_also_the_title(signed_in):
    body = signed_in.get("/").content.decode()
    assert "<title>示例 页&lt;面&gt; · 先锋</title>" in body
    assert "<h1>示例 <b>页&lt;面&gt;</b></h1>" in body


def test_a_plain_page_needs_nobody(client, pages, db):
    response = client.get("/plain/")
    assert response.status_code == 200
    reader = Reader(response.content.decode())
    assert reader.texts("main") == ["示例 登录"]
    assert reader.all("nav") == []


def test_nothing_of_a_page_is_inline(signed_in):
    reader = Reader(signed_in.get("/").content.decode())
    assert [a for _, a, _ in reader.elements if "style" in a or "onclick" in a] == []
    assert reader.all("style") == []
    assert [attrs for attrs, _ in reader.all("script") if "src" not in attrs] == []


def test_a_request_without_session_has_a_frame(rf, pages):
    made = frame(rf.get("/"))["frame"]
    assert (made.signed_in, made.large_type, made.units) == (False, False, [])


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ("service:request", "服务单"),
        ("service:hands", "需求分布"),
        ("checkin:row", "双报到"),
        ("checkin:end_deployment", "帮扶与下沉"),
        ("partners:new", "结对与实事"),
        ("volunteering:event", "志愿服务"),
        ("hours:person", "志愿服务"),
        ("ratings:detail", "群众评议"),
    ],
)
def test_a_page_reached_from_a_list_marks_the_list(settings, here, expected):
    settings.ROOT_URLCONF = "xianfeng.config.urls"
    viewer = Viewer(1, "", (Grant("secretary", "0001"),))
    section = next(link for link in links(LEFT, viewer, here) if link.current)
    assert section.label == "服务"
    assert [leaf.label for leaf in section.within if leaf.current] == [expected]
    assert len(section.within) == 9


def test_every_page_of_the_section_of_service_that_is_read_in_the_frame_marks_a_leaf():
    resolver = get_resolver("xianfeng.config.urls")
    spaces = ("service", "checkin", "partners", "volunteering", "participation", "ratings")
    names = {
        f"{space}:{name}"
        for space in spaces
        for name in resolver.namespace_dict[space][1].reverse_dict
        if isinstance(name, str)
    }
    service = next(entry for entry in LEFT if entry.label == "服务")
    assert sorted(names - navigation.pages(service)) == [
        "checkin:export", "participation:book", "participation:export",
        "participation:member_word", "participation:word", "partners:export",
        "service:desk_export", "volunteering:export", "volunteering:people_export",
    ]  # fmt: skip
