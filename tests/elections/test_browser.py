"""A branch goes through a re-election in the browser: secretary, superior, and members' phones."""

from datetime import date

import pytest

from tests.browser import PHONE, axe, sign_in
from tests.elections.build import Town
from tests.units.build import user
from xianfeng.elections.models import Election
from xianfeng.members.models import Post
from xianfeng.units.enums import Role
from xianfeng.units.models import Term
from xianfeng.voting.models import Count, Received

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date.today()
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def _one_day(monkeypatch):
    """Keep to one day, though a night may pass meanwhile."""
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: TODAY)


@pytest.fixture
def town():
    made = Town(8)
    made.term.until_on = TODAY
    made.term.save()
    return made


def person(town, name, role, at, member=None):
    made = user(name, (role, at))
    if member is not None:
        member.user = made
        member.save()
    return made


def fill(page, **fields):
    for name, value in fields.items():
        page.locator(f"#id_{name}").fill(value)
    send(page)


def send(page, label="登记", sure=False):
    """Press the form's button, and the one of the dialog that asks once more."""
    page.get_by_role("button", name=label, exact=True).click()
    if sure:
        page.get_by_role("dialog").get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def go(page, label):
    page.get_by_role("link", name=label, exact=True).click()
    page.wait_for_load_state()


def checked(page):
    axe(page)
    assert not page.evaluate(WIDER), page.url


def prepare(town, mine, superior):
    """Take the steps up to the meeting, each by whoever takes it."""
    mine.goto("/elections/")
    checked(mine)
    go(mine, "启动换届")
    mine.get_by_role("radio", name="换届").check()
    fill(mine, seats="3")
    address = mine.url
    go(mine, "党组讨论")
    fill(mine, words="同意换届")
    go(mine, "向上级请示")
    fill(mine, number="请1号")
    assert mine.get_by_text("办理。").inner_text() == f"等 {town.branch.root.name} 办理。"
    checked(mine)

    superior.goto(address)
    go(superior, "上级批复")
    fill(superior, number="批1号")
    mine.reload()
    go(mine, "提名、研究并上报候选人")
    for each in town.members[:3]:
        mine.get_by_role("checkbox", name=each.name).check()
    send(mine)
    assert mine.get_by_text("候选人不少于 4 人").first.is_visible()
    mine.get_by_role("checkbox", name=town.members[3].name).check()
    send(mine)
    superior.reload()
    go(superior, "上级批准候选人")
    fill(superior, number="批2号")
    return address


def vote(town, phone, live_server, address):
    """Six members vote: three candidates are elected."""
    for place in range(6):
        member = town.members[place]
        someone = person(town, f"党员{place}", Role.MEMBER, town.unit, member)
        sign_in(phone, live_server, someone)
        phone.goto("/voting/")
        go(phone, "去投票")
        groups = phone.locator("fieldset:has(input[type=radio])")
        for number in range(4):
            word = "赞成" if number < 3 else "不赞成"
            groups.nth(number).get_by_label(word, exact=True).check()
        if place == 0:
            checked(phone)
        send(phone, "投出选票", sure=True)
        phone.get_by_text("您的选票已经收到").first.wait_for()
    assert Received.objects.count() == 6
    assert not Count.objects.exists()


def test_a_branch_goes_through_a_re_election(town, new_page, live_server):
    mine, superior = new_page(), new_page()
    sign_in(mine, live_server, person(town, "书记", Role.SECRETARY, town.unit))
    sign_in(superior, live_server, person(town, "工委", Role.COMMITTEE_OFFICER, town.branch.root))
    address = prepare(town, mine, superior)

    mine.reload()
    go(mine, "召开选举大会")
    mine.get_by_role("group", name="应到未到").get_by_label(town.members[7].name).check()
    checked(mine)
    send(mine)
    go(mine, "投票")
    send(mine)  # electronic is chosen, since five or more are there
    send(mine, "开始投票")
    poll = mine.url
    vote(town, new_page(viewport=PHONE, has_touch=True, is_mobile=True), live_server, address)
    mine.reload()
    assert mine.get_by_text("已收到 6 张选票").is_visible()
    send(mine, "结束投票并计票", sure=True)
    checked(mine)
    go(mine, "回到办理步骤")
    go(mine, "登记选举结果")
    send(mine)

    go(mine, "新一届分工")
    titles = ("secretary", "organisation", "discipline")
    elected = sorted(town.members[:4], key=lambda each: each.name)[:3]  # the ballot's order
    for each, title in zip(elected, titles, strict=True):
        mine.locator(f"#id_post{each.pk}").select_option(title)
    mine.locator(f"#id_votes{elected[0].pk}").fill("3")
    send(mine)
    go(mine, "报告选举结果")
    fill(mine, number="报1号")
    with mine.expect_download() as download:
        mine.get_by_role("link", name="选举结果报告").click()
    assert download.value.suggested_filename == f"{town.unit.name}_关于换届选举结果的报告.docx"
    superior.goto(address)
    go(superior, "上级批准结果")
    fill(superior, number="批3号")
    checked(superior)

    one = Election.objects.get()
    assert (one.state, one.base, one.present, one.ballots.get().poll.collected) == (
        "confirmed", 8, 7, 6,
    )  # fmt: skip
    assert poll.endswith(f"/voting/{one.ballots.get().poll_id}/")
    assert set(Post.objects.filter(until_on=None).values_list("member__name", "title")) == {
        (each.name, title) for each, title in zip(elected, titles, strict=True)
    }
    assert Term.objects.get(ended_on=None).from_on == TODAY


def test_every_page_fits_a_phone(town, phone, live_server):
    town.until_meeting()
    town.voted(7, 6, 5, 1)
    sign_in(phone, live_server, person(town, "书记", Role.SECRETARY, town.unit))
    one = town.now()
    poll = one.ballots.get().poll_id
    for path in (
        "/elections/", f"/elections/start/{town.unit.code}/", f"/elections/{one.pk}/",
        f"/elections/{one.pk}/steps/divide/", f"/elections/{one.pk}/steps/cancel/",
        f"/elections/terms/{town.term.pk}/shift/", "/voting/", f"/voting/{poll}/",
        f"/voting/new/{town.unit.code}/",
    ):  # fmt: skip
        phone.goto(path)
        checked(phone)
