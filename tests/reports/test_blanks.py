"""The catalogue holds every blank that offices are asked to fill, and the report names each."""

import os
import re
from pathlib import Path

import pytest

from xianfeng.kernel import figures
from xianfeng.reports import blanks
from xianfeng.reports.enums import DIMENSIONS
from xianfeng.reports.texts import reading

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def asked():
    """Return {id: (measures, during)} of the specification's table."""
    place = Path(os.environ.get("XIANFENG_SHARED", ROOT.parent / "shared")) / "spec" / "figures.md"
    if not place.is_file():
        pytest.skip("no ../shared/spec beside the project, and XIANFENG_SHARED names none")
    rows = re.findall(
        r"^\| ([a-z][\w. ·]*\.[\w. ·]+) \| [^|]+ \| ([^|]+) \| (during|as of) \|",
        place.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return {
        figure: (measure.strip(), kind == "during")
        for ids, measure, kind in rows
        for figure in ids.split(" · ")
    }


def test_the_catalogue_is_the_specifications(asked):
    # The other steps of the funnel, and how many voices the mean is of, have lists of their own.
    more = {f"service.{step}": ("件", True) for step in ("sent", "accepted", "done", "rated")}
    assert len(asked) > 55
    assert {b.id: (b.measure, b.during) for b in blanks.every().values()} == asked | more


def test_ids_are_unique_and_every_blank_says_what_it_means():
    listed = [blank.id for group in blanks.groups() for blank in group.blanks]
    assert len(listed) == len(set(listed)) == len(blanks.every())
    assert [blank.id for blank in blanks.every().values() if len(blank.definition) < 8] == []


def test_a_registered_figure_measures_what_the_catalogue_says():
    declared = {figure.id: (figure.measure, figure.during) for figure in figures.every()}
    known = blanks.every()
    assert {name: value for name, value in declared.items() if name in known} == {
        name: (known[name].measure, known[name].during) for name in declared if name in known
    }


def test_supervision_integrity_tasks_and_burden_leave_no_blank_unrecorded():
    counted = {"inspect", "rectify", "card", "integrity", "task", "burden"}
    asked = {name for name in blanks.every() if name.partition(".")[0] in counted}
    assert len(asked) == 13
    assert asked - {figure.id for figure in figures.every()} == set()


@pytest.mark.parametrize("kind", ["half", "annual"])
def test_the_text_names_every_blank(kind):
    named = {name for block in reading.blocks(kind) for name in block.names}
    assert named - reading.WORDS == set(blanks.every())


def test_a_blank_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match=r"dev\.invented"):
        reading._block({"text": "发展党员{dev.invented}"})


def test_every_dimension_has_its_word():
    assert {name for figure in figures.every() for name in figure.by} <= set(DIMENSIONS)
