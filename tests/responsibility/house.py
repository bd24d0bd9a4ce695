"""Examples of the addresses of duty lists, and facts that their figures count."""

from datetime import date

from tests.house.example import PART, SIGNED_IN, STAFF, Example, of, of_unit
from tests.members.build import member as person
from xianfeng.responsibility.models import DutyList, Note, Template

_LIST = {"pk": "duty_list"}
EXAMPLES = {
    "responsibility/": Example(SIGNED_IN, send={"year": "2021"}),
    "responsibility/export/": Example(STAFF, send={"year": "2021"}),
    "responsibility/templates/begin/<path:code>/": of_unit(),
    "responsibility/templates/publish/<path:code>/": of_unit(),
    "responsibility/templates/reopen/<path:code>/": of_unit(),
    "responsibility/templates/of/<path:code>/": of_unit(send={"year": "2021"}),
    "responsibility/templates/<int:pk>/lines/": of(PART, "duty_template"),
    "responsibility/templates/<int:pk>/measured/": of(PART, "duty_template"),
    "responsibility/templates/items/<int:pk>/remove/": of(PART, "duty_template_item"),
    "responsibility/issue/<path:code>/": of_unit(),
    "responsibility/<int:pk>/": of(PART, "duty_list"),
    "responsibility/<int:pk>/go/<slug:verb>/": Example(PART, _LIST | {"verb": "=recall_list"}),
    "responsibility/<int:pk>/letter/": of(PART, "duty_list"),
    "responsibility/<int:pk>/sheet/<slug:half>/": Example(PART, _LIST | {"half": "=midyear"}),
}


def _signed(unit, issuer, holder, text, on=date(2021, 2, 1), **more):
    """Make a signed list with one item, of which the first half was noted."""
    row = DutyList.objects.create(
        unit=unit, issuer=issuer, member=holder, title="secretary", kind="first", year=2021,
        state="mid_noted", issued_on=on, sign_by=date(2021, 2, 16), signed_on=on,
        mid_due_on=date(2021, 7, 31), mid_on=date(2021, 6, 1), year_due_on=date(2022, 1, 31),
        **more,
    )  # fmt: skip
    item = row.items.create(seq=1, text=text, verification="V", local=True)
    Note.objects.create(
        item=item, half="midyear", finding="done", words=text, noted_on=date(2021, 6, 1)
    )
    return row


def furnish(*, a, b, member, people):
    """Make a template of A with an item, and its secretary's list."""
    template = Template.objects.create(unit=a, kind="first", year=2021)
    item = template.items.create(seq=1, text="专属事项", verification="V", local=True)
    row = _signed(a, a, member, "专属责任")
    return {"duty_template": template.pk, "duty_template_item": item.pk, "duty_list": row.pk}


def count(*, root, committee, first, second, beside):
    """Issue a signed list to somebody of the first branch in February 2021."""
    _signed(first, committee, person("清单责任人", None), "事项")
