import pytest

from tests.ui.html import Reader, render, squeezed


@pytest.mark.parametrize(
    ("name", "shape", "word"),
    [
        ("met", "●", "按期"),
        ("open", "◐", "进行中"),
        ("soon", "▲", "将到期"),
        ("late", "◆", "迟办"),
        ("overdue", "■", "逾期"),
        ("none", "▭", "本月无"),
        ("waived", "◇", "免办"),
    ],
)
def test_a_state_is_shape_word_and_colour(name, shape, word):
    assert render("{% state name %}", name=name) == (
        f'<span class="state state-{name}">'
        f'<span class="state-shape" aria-hidden="true">{shape}</span>{word}</span>'
    )


def test_a_state_may_say_more():
    reader = Reader(render("{% state 'overdue' label=label %}", label="逾期 6 天<i>"))
    assert reader.texts("span", class_="state state-overdue") == ["■逾期 6 天<i>"]


@pytest.mark.parametrize(("name", "word"), [("yellow", "黄牌"), ("red", "红牌")])
def test_a_card_is_a_rectangle_and_its_word(name, word):
    assert render("{% card_mark name %}", name=name) == (
        f'<span class="card-mark card-mark-{name}">'
        f'<span class="card-mark-shape" aria-hidden="true"></span>{word}</span>'
    )


def test_progress_is_a_bar_and_words():
    assert render("{% progress 3 12 label=t %}", t="<已办>") == (
        '<span class="progress-line">'
        '<progress max="12" value="3" aria-label="&lt;已办&gt;"></progress>'
        '<span class="number">3 / 12</span> <span class="quiet">&lt;已办&gt;</span></span>'
    )


def test_progress_of_nothing_is_said():
    assert render("{% progress 0 0 %}") == '<span class="progress-line">没有要办的</span>'


@pytest.mark.parametrize(
    ("mark", "words"),
    [("V", "已核对条文"), ("S", "二手资料"), ("G", "第三方转述"), ("M", "待核")],
)
def test_a_source_says_how_far_it_was_checked(mark, words):
    assert squeezed(render('{% source_note t "第十二条" mark %}', t="<条例>", mark=mark)) == (
        '<span class="source-note">依据：&lt;条例&gt; 第十二条'
        f' <span class="tag tag-{mark.lower()}">{words}</span></span>'
    )


def test_a_local_addition_says_that_it_is_one():
    reader = Reader(render('{% source_note "办法" "" "S" True %}'))
    assert reader.texts("span", class_="tag tag-local") == ["地方加码"]
    assert reader.texts("span", class_="source-note") == ["依据：办法 二手资料 地方加码"]
