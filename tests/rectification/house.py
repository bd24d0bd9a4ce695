"""Examples of the addresses of problems, and facts that their figures count."""

from datetime import date

from tests.house.example import PART, STAFF, Example, of, of_unit
from xianfeng.rectification.models import Answer, Order, Problem, ProblemSpell

EXAMPLES = {
    "rectification/problems/": Example(STAFF),
    "rectification/problems/export/": Example(STAFF),
    "rectification/problems/new/": Example(PART, refused=(200, 403)),
    "rectification/problems/verify/": Example(STAFF),
    "rectification/problems/<int:pk>/": of(PART, "problem"),
    "rectification/problems/<int:pk>/split/": of(PART, "problem"),
    "rectification/problems/<int:pk>/steps/<slug:verb>/": Example(
        PART, {"pk": "problem", "verb": "=extend_problem"}, posted=True, answer=422
    ),
    "rectification/orders/": Example(STAFF),
    "rectification/orders/export/": Example(STAFF),
    "rectification/orders/new/": Example(PART, refused=(200, 403)),
    "rectification/orders/new/<path:code>/": of_unit(),
    "rectification/orders/<int:pk>/": of(PART, "order"),
    "rectification/orders/<int:pk>/change/": of(PART, "order", answer=302),
    "rectification/orders/<int:pk>/steps/<slug:verb>/": Example(
        PART, {"pk": "order", "verb": "=recall_order"}, posted=True, answer=422
    ),
    "rectification/orders/<int:pk>/reply/": of(PART, "order"),
    "rectification/orders/<int:pk>/verify/": of(PART, "order", posted=True, answer=422),
    "rectification/orders/<int:pk>/papers/<slug:kind>.docx": Example(
        PART, {"pk": "order", "kind": "=order"}
    ),
    "rectification/lists/": Example(STAFF),
    "rectification/lists/export/": Example(STAFF),
}


def _problem(unit, verifier, text, raised_on, due_on, **more):
    """Make a problem that stands as it was raised, or was answered and closed on later days."""
    answered_on, closed_on = more.pop("answered_on", None), more.pop("closed_on", None)
    state = "closed" if closed_on else "answered" if answered_on else "open"
    made = Problem.objects.create(
        unit=unit, verifier=verifier, source="inspection", category="organisation", text=text,
        found_on=raised_on, raised_on=raised_on, due_on=due_on, state=state,
        answered_on=answered_on, closed_on=closed_on, **more,
    )  # fmt: skip
    days = [("open", raised_on), ("answered", answered_on), ("closed", closed_on)]
    turns = [(stood, on) for stood, on in days if on]
    ends = [on for _stood, on in turns[1:]] + [None]
    for (stood, on), until in zip(turns, ends, strict=True):
        ProblemSpell.objects.create(
            problem=made, state=stood, due_on=due_on, from_on=on, until_on=until
        )
    if answered_on:
        Answer.objects.create(
            problem=made, on=answered_on, given_on=answered_on, verify_by=due_on, text="专属整改",
            accepted=True if closed_on else None, decided_on=closed_on,
        )  # fmt: skip
    return made


def _order(unit, issuer, title, issued_on, **more):
    """Make an order that was issued, and received or closed as ``more`` says."""
    known = {"state": "issued", "received_on": issued_on if more else None} | more
    return Order.objects.create(
        issuer=issuer, unit=unit, title=title, basis="专属依据", year=2021, seq=1,
        due_on=date(2021, 9, 1), receive_by=date(2021, 9, 1), issued_on=issued_on, **known,
    )  # fmt: skip


def furnish(*, a, b, member, people):
    """Make an open problem of A that the unit above it verifies."""
    made = _problem(
        a, a.parent, "专属问题", date(2021, 3, 1), date(2021, 5, 1), measure="专属措施",
        leader="专属领导", owner="专属责任人",
    )  # fmt: skip
    order = _order(a, a.parent, "专属交办单", date(2021, 3, 2), state="received")
    _problem(a, a.parent, "专属交办问题", date(2021, 3, 1), date(2021, 5, 1), order=order)
    return {"problem": made.pk, "order": order.pk}


def count(*, root, committee, first, second, beside):
    """Raise a problem that was closed, one like it, and one that is open past its day."""
    days = {"raised_on": date(2021, 1, 5), "due_on": date(2021, 3, 1)}
    order = _order(
        first, committee, "交办单", date(2021, 1, 6), state="closed",
        replied_on=date(2021, 2, 1), closed_on=date(2021, 2, 10),
    )  # fmt: skip
    closed = _problem(
        first, committee, "台账不全", **days, answered_on=date(2021, 2, 1),
        closed_on=date(2021, 2, 10), order=order,
    )  # fmt: skip
    _problem(first, committee, "台账不全", date(2021, 4, 1), date(2021, 5, 1), recurs=closed)
    _problem(second, committee, "记录太略", date(2021, 4, 1), date(2021, 9, 1))
