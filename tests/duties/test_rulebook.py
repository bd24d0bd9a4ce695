"""Reading the rule book: what a file may say, the local file, rules without facts."""

import pytest

from tests.duties.build import EXTRA
from xianfeng.duties import rulebook
from xianfeng.kernel import facts

HEAD = 'source = "某条例"\nlevel = "national"\n[[rule]]\nid = "x.y"\ntitle = "某事"\n'
RULE = HEAD + 'sentence = "{sentence}"\nshape = "{shape}"\narticle = "第一条"\nverification = "V"\n'
VERSION = '[[rule.versions]]\neffective_from = {since}\ndischarged_by = {{ fact = "life.held" }}\n'


CARDLESS = "rules.toml: x.y: cards need a source and a number of days or of misses, each at least 1"


def text(sentence="每月一次。", shape="periodic", more="", versions=("2020-01-01",), extra=""):
    written = RULE.format(sentence=sentence, shape=shape) + more
    return written + "".join(VERSION.format(since=since) + extra for since in versions)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("rule", "rules.toml: Expected '=' after a key in a key/value pair (at end of document)"),
        (text(shape="weekly"), "rules.toml: x.y: 'weekly' is not a valid Shape"),
        (
            text("一般每月一次。", more="blocks = true\n"),
            "rules.toml: x.y: a text that says 一般 never blocks",
        ),
        (text(versions=("2020-01-01", "2021-01-01")), "rules.toml: x.y: versions overlap"),
        (text(extra="need = 0\n"), "rules.toml: x.y: no version, or nothing needed"),
        (text(shape="once"), "rules.toml: x.y: due is missing"),
        (text(shape="follow_up"), "rules.toml: x.y: after and within are missing"),
        (text(extra='cards = { source = "本地" }\n'), CARDLESS),
        (text(extra='cards = { source = "本地", yellow_days = 0 }\n'), CARDLESS),
        (text(extra='cards = { source = "", yellow_days = 9 }\n'), CARDLESS),
        (
            text(shape="commitment", extra='cards = { source = "本地", red_misses = 3 }\n'),
            "rules.toml: x.y: misses in a row are counted over the spans of a cycle",
        ),
        (
            text().replace('"life.held" }', '"life.held", when = 1 }'),
            "rules.toml: x.y: unknown: when",
        ),
    ],
)  # fmt: skip
def test_a_file_that_no_rule_can_mean_is_refused(tmp_path, content, problem):
    path = tmp_path / "rules.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(rulebook.Unreadable) as caught:
        rulebook.read(path)
    assert str(caught.value) == problem


def test_a_file_that_is_not_there_is_named(settings, tmp_path):
    settings.LOCAL_RULES = str(tmp_path / "gone.toml")
    with pytest.raises(rulebook.Unreadable, match=r"gone\.toml"):
        rulebook.every()


def test_the_local_file_takes_the_place_of_ours(settings):
    names = rulebook.files()
    assert (names[0], names[-2:]) == ("branch_regulation", ["local", "commitments"])
    assert names[1:-2] == sorted(names[1:-2])
    ours = rulebook.get("branch.lecture")
    settings.LOCAL_RULES = EXTRA
    theirs = rulebook.get("branch.lecture")
    assert (ours.versions[0].need, theirs.versions[0].need) == (1, 2)
    assert rulebook.digest(ours) != rulebook.digest(theirs)
    assert rulebook.get("test.once").article == ""
    with pytest.raises(KeyError):
        rulebook.get("no.such.rule")


def test_a_rule_twice_in_the_book_is_refused(settings, tmp_path):
    path = tmp_path / "local.toml"
    path.write_text(text().replace("x.y", "branch.review"), encoding="utf-8")
    settings.LOCAL_RULES = str(path)
    with pytest.raises(rulebook.Unreadable) as caught:
        rulebook.every()
    assert str(caught.value) == "branch.review: two rules of this id"


def test_rules_without_recorded_facts_wait(settings, tmp_path):
    path = tmp_path / "local.toml"
    path.write_text(text().replace("life.held", "nobody.records"), encoding="utf-8")
    settings.LOCAL_RULES = str(path)
    assert "nobody.records" not in {kind.id for kind in facts.every()}
    waiting = {rule.id for rule in rulebook.every()} - {rule.id for rule in rulebook.active()}
    assert waiting == {"x.y"}


def test_a_rule_may_give_cards_by_days_by_misses_or_both(tmp_path):
    path = tmp_path / "rules.toml"
    for said, expected in (
        ("red_days = 30", (None, 30, None, None, 0)),
        ("yellow_misses = 2", (None, None, 2, None, 2)),
        ("yellow_days = 5, red_misses = 3", (5, None, None, 3, 3)),
    ):
        path.write_text(text(extra=f'cards = {{ source = "本地", {said} }}\n'), encoding="utf-8")
        (rule,) = rulebook.read(path)
        cards = rule.versions[0].cards
        days = (cards.yellow_days, cards.red_days)
        assert (*days, cards.yellow_misses, cards.red_misses, cards.misses) == expected


def test_a_new_file_of_the_book_needs_no_word_of_ours(tmp_path, monkeypatch):
    for name in ("branch_regulation", "burden", "local", "commitments"):
        mine = text().replace("x.y", f"{name}.rule")
        (tmp_path / f"{name}.toml").write_text(mine, encoding="utf-8")
    monkeypatch.setattr(rulebook, "PLACE", tmp_path)
    assert [rule.id for rule in rulebook.every()] == [
        "branch_regulation.rule",
        "burden.rule",
        "local.rule",
        "commitments.rule",
    ]
