"""What is wrong with a roster's rows, each by itself, together, and against the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.ledgers import dates, identity
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Importer
from xianfeng.members.enums import Sex, Standing
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Place, Term, Unit

ADULT = 18
_SEXES = {"男": Sex.MALE.value, "女": Sex.FEMALE.value}
_GONE = (Standing.LEFT, Standing.DEAD)


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that rows may name, and the day its members and officers count from."""

    id: int
    name: str
    established_on: date
    serving_from: date


def check(frame: Frame, importer: Importer) -> None:
    """Report every error of every row; a faulty cell takes no part in comparisons."""
    _check_identity(frame)
    _check_birth(frame)
    _check_joining(frame)
    _check_confirming(frame)
    _check_standing(frame)
    _resolve_branches(frame, importer)
    _resolve_communities(frame)
    numbers = frame["id_number"]
    frame.once("id_number", lambda index: numbers[index] and numbers[index].number)


def _check_identity(frame: Frame) -> None:
    """Compare sex with the number, fill it in where the sheet has none, look at the region."""
    sexes = frame["sex"]
    regions: dict[str, bool] = {}
    for index, told in enumerate(frame["id_number"]):
        if told is None:
            if sexes[index] is None and not frame.has("sex"):
                frame.reject(index, "sex", "required")
            continue
        number, _born, sex = told
        code = _SEXES[sex]
        if sexes[index] is None:
            sexes[index] = code
        elif sexes[index] != code:
            frame.reject(index, "sex", "id_sex_mismatch")
        region = number[:10]
        known = regions.get(region)
        if known is None:
            known = regions[region] = identity.region_known(number)
        if not known:
            frame.warn(index, "id_number", "id_region_unknown")


def _check_birth(frame: Frame) -> None:
    """Compare the day of birth with the number, which also completes a month without its day."""
    births, numbers = frame["born_on"], frame["id_number"]
    for index, (born, told) in enumerate(zip(births, numbers, strict=True)):
        if told is not None:
            if born is None:
                if not frame.faulty(index, "born_on"):
                    births[index] = told.born_on
            elif born == told.born_on or dates.same(born, told.born_on):
                births[index] = told.born_on
            else:
                frame.reject(index, "born_on", "id_birth_mismatch")
        elif born is None and not frame.has("born_on"):
            frame.reject(index, "born_on", "required")
        elif isinstance(born, dates.MonthOnly) and not frame.faulty(index, "id_number"):
            frame.reject(index, "born_on", "date_invalid")


def _check_joining(frame: Frame) -> None:
    for index, (born, joined) in enumerate(zip(frame["born_on"], frame["joined_on"], strict=True)):
        if born is None or joined is None:
            continue
        years = joined.year - born.year
        if years > ADULT:
            continue
        if years < ADULT or (joined.month, joined.day) < (born.month, born.day):
            frame.reject(index, "joined_on", "joined_before_18")


def _check_confirming(frame: Frame) -> None:
    """Compare confirmation with joining and with the category.

    A sheet that has no column for it says of a full member only that the year of probation is
    over: the day is then taken to be a year after joining, with a warning.
    Source: 中国共产党章程 第七条（预备党员的预备期为一年）。
    Reading: nobody is confirmed in a shorter time, and a longer one would be in the sheet.
    """
    confirmed, joined = frame["confirmed_on"], frame["joined_on"]
    told = frame.has("confirmed_on")
    for index, category in enumerate(frame["category"]):
        day, start = confirmed[index], joined[index]
        if day is not None:
            if start is not None and day < start:
                frame.reject(index, "confirmed_on", "confirmed_before_joined")
            if category == "预备党员":
                text = _("填了转正日期，人员类别应为正式党员，请核对")
                frame.reject(index, "category", "choice_unknown", text)
        elif category == "正式党员" and not frame.faulty(index, "confirmed_on"):
            if told:
                frame.reject(index, "confirmed_on", "required")
            elif start is not None:
                confirmed[index] = _a_year_after(start)
                text = _("表中没有转正日期，暂按入党满一年记，请补正")
                frame.warn(index, "confirmed_on", "required", text)
                if confirmed[index] > frame.today:
                    frame.reject(index, "category", "choice_unknown")


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day + timedelta(days=365)


def _check_standing(frame: Frame) -> None:
    """A roster lists who is in the ranks; what it says in two columns must agree."""
    if frame.has("status"):
        for index, standing in enumerate(frame["status"]):
            if standing in _GONE:
                text = _("花名册只收在册党员；出党、去世的请在党员页面办理")
                frame.reject(index, "status", "choice_unknown", text)
    if frame.has("lost"):
        _check_pair(frame, "lost", "lost_on")
    if frame.has("floating"):
        _check_pair(frame, "floating", "floating_to")


def _check_pair(frame: Frame, yes: str, detail: str) -> None:
    for index, (said, more) in enumerate(zip(frame[yes], frame[detail], strict=True)):
        if said is True and more is None and not frame.faulty(index, detail):
            frame.reject(index, detail, "required")
        elif said is False and more is not None:
            frame.reject(index, yes, "choice_unknown", _("填了后面一列，这一格应为“是”，请核对"))


def _resolve_branches(frame: Frame, importer: Importer) -> None:
    """Find each row's branch by its code, else by its exact name, within the importer's reach."""
    codes, names, others = _branches(importer)
    found: list[Branch | None] = []
    by_code, by_name = frame["unit_code"], frame["unit_name"]
    for index, (code, name) in enumerate(zip(by_code, by_name, strict=True)):
        branch: Branch | None = None
        if code is not None:
            branch = codes.get(code)
            if branch is None:
                text = _("这不是党支部，党员要编入党支部") if code in others else ""
                frame.reject(index, "unit_code", "unit_not_found", text)
        elif name is not None:
            same = names.get(name, ())
            branch = same[0] if len(same) == 1 else None
            if branch is None:
                frame.reject(index, "unit_name", "unit_not_found", _unnamed(same, name in others))
        found.append(branch)
    frame.resolved["branches"] = found


def _unnamed(same: Sequence[Branch], other: bool) -> str:
    if same:
        return _("有几个党支部都叫这个名称，请填党支部编码")
    if other:
        return _("这不是党支部，党员要编入党支部")
    return _("系统里没有叫这个名称的党支部，请核对名称或先导入党组织")


def _branches(
    importer: Importer,
) -> tuple[dict[str, Branch], dict[str, list[Branch]], set[str]]:
    """Return the branches in reach by code and by name, and what other units are called."""
    terms: dict[int, date] = dict(
        Term.objects.order_by("from_on").values_list("unit_id", "from_on")
    )
    codes: dict[str, Branch] = {}
    names: dict[str, list[Branch]] = {}
    others: set[str] = set()
    units = Unit.objects.order_by("path").filter(
        importer.viewer.within("path", {*importer.roles, "operator"})
    )
    for pk, code, name, kind, established, abolished in units.values_list(
        "pk", "code", "name", "kind", "established_on", "abolished_on"
    ):
        if kind not in BRANCH_KINDS:
            others |= {code, name}
        elif abolished is None or abolished > importer.today:
            branch = Branch(pk, name, established, terms.get(pk, established))
            codes[code] = branch
            names.setdefault(name, []).append(branch)
    return codes, names, others


def _resolve_communities(frame: Frame) -> None:
    """Find communities by name; an unknown one is kept as text."""
    known: dict[Any, int] = {None: None}  # type: ignore[dict-item]
    known |= dict(Place.objects.filter(parent=None).values_list("name", "pk"))
    frame.resolved["communities"] = [known.get(name) for name in frame["community"]]
