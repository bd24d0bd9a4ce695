"""Pages of polls: what each person sees and does, and what a vote leaves in the database."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.urls import reverse

from tests.units.build import unit, user
from tests.voting import dump
from tests.voting.build import Branch, options, totals
from xianfeng.kernel.models import AuditEntry, Submission
from xianfeng.units.enums import Role
from xianfeng.voting.ballots import Choice
from xianfeng.voting.enums import Mode, PollState, Purpose
from xianfeng.voting.models import Poll

pytestmark = pytest.mark.django_db
CHANGED_BY_A_VOTE = {
    "kernel_auditentry", "kernel_audithead", "voting_box", "voting_received",
}  # fmt: skip


@pytest.fixture
def branch():
    return Branch(6)


def as_secretary(client, branch):
    client.force_login(user("书记", (Role.SECRETARY, branch.unit)))


def as_member(client, branch, place):
    one = user(f"党员{place}", (Role.MEMBER, branch.unit))
    branch.members[place].user = one
    branch.members[place].save()
    client.force_login(one)


def at(name, poll):
    return reverse(f"voting:{name}", args=[poll.pk])


def test_a_secretary_starts_a_vote_members_vote_and_the_totals_appear(branch, client):
    as_secretary(client, branch)
    said = {"purpose": "decision", "title": "关于经费的决议", "mode": "electronic", "options": ""}
    client.post(reverse("voting:create", args=["B"]), said)
    poll = Poll.objects.get()
    assert (poll.title, poll.state, poll.expected) == ("关于经费的决议", PollState.DRAFT, 6)
    assert client.post(at("open", poll)).status_code == 302
    for place in range(5):
        as_member(client, branch, place)
        name = f"o{options(poll)[0]}"
        assert client.post(at("ballot", poll), {name: "for"}).status_code == 302
        page = client.get(at("detail", poll)).content.decode()
        assert "您的选票已经收到" in page
        assert "计票结果" not in page
    client.force_login(user("书记二", (Role.SECRETARY, branch.unit)))
    assert "已收到 5 张选票" in client.get(at("detail", poll)).content.decode()
    client.post(at("close", poll))
    assert totals(poll) == {"关于经费的决议": {"for": 5, "against": 0, "abstain": 0}}
    assert [line.first for line in client.get(at("detail", poll)).context["lines"]] == [5]


def test_a_vote_changes_four_tables_and_names_nobody_in_any(branch, client):
    poll = branch.poll()
    as_member(client, branch, 2)
    client.get(at("ballot", poll))
    before = dump.full()
    client.post(at("ballot", poll), {f"o{options(poll)[0]}": "against"})
    after = dump.full()
    assert {table for table in after if after[table] != before[table]} == CHANGED_BY_A_VOTE
    assert not Submission.objects.exists()
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.actor_id, entry.actor_name, entry.subject_id, entry.new) == (
        "voting.cast_ballot", None, "", None, {},
    )  # fmt: skip


def test_a_used_ballot_is_told_so_on_the_page(branch, client):
    poll = branch.poll()
    as_member(client, branch, 0)
    sent = {f"o{options(poll)[0]}": "for"}
    client.post(at("ballot", poll), sent)
    again = client.post(at("ballot", poll), sent)
    assert again.status_code == 200
    assert "一人只投一次" in again.content.decode()
    assert "一人只投一次" in client.get(at("ballot", poll)).content.decode()


def test_what_is_missing_on_a_ballot_is_said_and_the_rest_is_kept(branch, client):
    poll = branch.poll("张伟", "王芳", seats=1)
    as_member(client, branch, 0)
    first, second = (f"o{key}" for key in options(poll))
    page = client.post(at("ballot", poll), {first: "for"})
    assert set(page.context["form"].errors) == {second}
    too_many = client.post(at("ballot", poll), {first: "for", second: "for"})
    assert too_many.context["form"].non_field_errors() == [
        "最多选 1 人（项），您选了 2，请去掉多选的。"
    ]


def test_paper_totals_come_in_by_one_form(branch, client):
    as_secretary(client, branch)
    standing = [Choice("张伟", branch.members[0].pk), Choice("王芳", branch.members[1].pk)]
    poll = branch.poll(
        *standing, mode=Mode.PAPER, opened=False, seats=1, others=True, purpose=Purpose.ELECTION
    )
    first, second = options(poll)
    sent = {
        "held_on": "2021-06-01", "issued": 6, "collected": 6, "valid": 6,
        f"o{first}_for": 4, f"o{first}_against": 1, f"o{first}_abstain": 1,
        f"o{second}_for": 1, f"o{second}_against": 5, f"o{second}_abstain": 0,
        "other1": branch.members[2].pk, "votes1": 1,
    }  # fmt: skip
    wrong = client.post(at("totals", poll), sent | {"collected": 7})
    assert wrong.context["form"].errors["collected"] == [
        "收回的票多于发出的票，这次投票无效，请重新投票。"
    ]
    assert client.post(at("totals", poll), sent).status_code == 302
    assert totals(poll) == {
        "张伟": {"for": 4, "against": 1, "abstain": 1},
        "王芳": {"for": 1, "against": 5, "abstain": 0},
        "李娜": {"for": 1},
    }


def test_papers_are_word_documents(branch, client):
    as_secretary(client, branch)
    poll = branch.poll("张伟", mode=Mode.PAPER, opened=False, seats=1)
    answer = client.get(at("papers", poll))
    assert "attachment" in answer["Content-Disposition"]
    text = ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    assert [word in text for word in ("张伟", "赞成", "应选 1 名", "王芳")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_poll_is_cancelled_with_a_reason(branch, client):
    as_secretary(client, branch)
    poll = branch.poll()
    assert client.post(at("cancel", poll), {"reason": ""}).status_code == 200
    client.post(at("cancel", poll), {"reason": "名单有误"})
    assert Poll.objects.get().cancelled_because == "名单有误"
    assert "名单有误" in client.get(at("detail", poll)).content.decode()


def test_closing_a_poll_that_is_not_open_says_so(branch, client):
    as_secretary(client, branch)
    poll = branch.poll(opened=False)
    answer = client.post(at("close", poll))
    assert answer.status_code == 409
    assert "不能再这样操作" in answer.content.decode()


def test_who_opens_a_poll_a_moment_after_another_sees_how_it_stands_now(branch, client):
    as_secretary(client, branch)
    poll = branch.poll(opened=False)

    def another_comes_first(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "kernel_submission" in sql:
            Poll.objects.filter(pk=poll.pk).update(version=poll.version + 1)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(another_comes_first):
        answer = client.post(at("open", poll))
    assert answer.status_code == 409
    assert "刚刚有了变化" in answer.content.decode()


def test_members_run_nothing_and_strangers_find_nothing(branch, client):
    poll = branch.poll(opened=False)
    as_member(client, branch, 0)
    assert [client.post(at(name, poll)).status_code for name in ("open", "close")] == [404, 404]
    opened = branch.poll()
    assert client.post(at("close", opened)).status_code == 403
    assert client.get(at("totals", opened)).status_code == 403
    assert client.get(reverse("voting:create", args=["B"])).status_code == 403
    client.force_login(user("外人", (Role.SECRETARY, unit("C", branch.root))))
    for name in ("detail", "ballot", "cancel", "totals", "papers"):
        assert client.get(at(name, opened)).status_code == 404
    assert list(client.get(reverse("voting:list")).context["page"]) == []
