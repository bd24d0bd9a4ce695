"""Examples of the addresses of standardisation, and facts that its figures count."""

from datetime import date

from tests.house.example import PART, STAFF, Example, of, of_unit
from xianfeng.standards.models import Answer, Check, Goal, Item, ModelBranch, Plan, Standard

EXAMPLES = {
    "standards/": Example(STAFF),
    "standards/new/<path:code>/": of_unit(),
    "standards/<int:pk>/": of(PART, "standard"),
    "standards/<int:pk>/lines/": of(PART, "standard"),
    "standards/<int:pk>/item/": of(PART, "standard"),
    "standards/<int:pk>/copy/": of(PART, "standard"),
    "standards/<int:pk>/publish/": of(PART, "standard"),
    "standards/<int:pk>/withdraw/": of(PART, "standard"),
    "standards/items/<int:pk>/remove/": of(PART, "item"),
    "standards/<int:pk>/overview/": of(PART, "standard"),
    "standards/<int:pk>/export/": of(PART, "standard"),
    "standards/<int:pk>/begin/<path:code>/": Example(PART, {"pk": "standard", "code": "unit"}),
    "standards/checks/<int:pk>/": of(PART, "check"),
    "standards/checks/<int:pk>/answer/": of(PART, "check"),
    "standards/checks/<int:pk>/confirm/": of(PART, "check"),
    "standards/checks/<int:pk>/go/<slug:verb>/": Example(PART, {"pk": "check", "verb": "=reopen"}),
    "standards/checks/<int:pk>/paper/": of(PART, "check"),
    "standards/branch/<path:code>/": of_unit(),
    "standards/plans/new/<path:code>/": of_unit(),
    "standards/plans/<int:pk>/": of(PART, "stage_plan"),
    "standards/plans/<int:pk>/add/": of(PART, "stage_plan"),
    "standards/goals/<int:pk>/": of(PART, "goal", answer=302),
    "standards/goals/<int:pk>/done/": of(PART, "goal"),
    "standards/goals/<int:pk>/reopen/": of(PART, "goal"),
    "standards/goals/<int:pk>/drop/": of(PART, "goal"),
    "standards/models/": Example(STAFF),
    "standards/models/name/<path:code>/": of_unit(),
    "standards/models/<int:pk>/end/": of(PART, "model_branch"),
}


def _checked(unit, findings, title="标准", year=2021, on=date(2021, 3, 1), published=True):
    """Make a standard of a unit with a check of it that was agreed to."""
    standard = Standard.objects.create(
        unit=unit, title=title, year=year, source="专属依据", verification="M",
        due_on=date(year, 11, 30), published_on=date(year, 1, 5) if published else None,
    )  # fmt: skip
    check = Check.objects.create(
        standard=standard, unit=unit, state="checked", submitted_on=on, checked_on=on
    )
    for seq, finding in enumerate(findings, 1):
        item = Item.objects.create(standard=standard, seq=seq, group="组别", text=f"{title}{seq}")
        Answer.objects.create(check_of=check, item=item, finding=finding, agreed=True)
    return check


def _planned(unit, text, done_on=None):
    plan = Plan.objects.create(unit=unit, first_year=2021, set_on=date(2021, 1, 10))
    return Goal.objects.create(
        plan=plan, stage=1, text=text, due_on=date(2021, 12, 1), done_on=done_on
    )


def furnish(*, a, b, member, people):
    """Make a standard of A with a check, a plan with a goal, and the name of a model branch."""
    # What is published is for the branches below to read; a draft is for its own unit.
    check = _checked(a, ["met"], "专属标准", published=False)
    goal = _planned(a, "专属目标")
    model = ModelBranch.objects.create(
        unit=a, named_by=a.parent or a, named_on=date(2021, 1, 1), reason="专属理由"
    )
    return {
        "standard": check.standard_id,
        "item": check.standard.items.get().pk,
        "check": check.pk,
        "stage_plan": goal.plan_id,
        "goal": goal.pk,
        "model_branch": model.pk,
    }


def count(*, root, committee, first, second, beside):
    """Record a check, a goal reached, and a model branch in 2021."""
    _checked(first, ["met", "not_yet"])
    _planned(first, "目标", done_on=date(2021, 2, 1))
    ModelBranch.objects.create(
        unit=first, named_by=committee, named_on=date(2021, 2, 1), reason="理由"
    )
