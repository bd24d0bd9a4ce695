"""Orders of a year: what the root told units below it, and one that has just gone out."""

from datetime import date, timedelta
from itertools import groupby

from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.put_right import Course, store_courses
from xianfeng.demo.store import store
from xianfeng.kernel.calendar import add_working_days, is_working_day
from xianfeng.rectification.enums import Category, OrderState, Source
from xianfeng.rectification.models import Order, Problem
from xianfeng.rectification.rules.orders import receive_by
from xianfeng.units.models import Unit

_NEW = (
    (Category.ORGANISATION, "三会一课台账缺两次会议记录", "补齐记录，支委每月核对一次"),
    (Category.STYLE, "固定党日改期没有提前通知党员", "改期提前三天通知，写进会议计划"),
)


def make_orders(city: City, rolls: list[Roll], year: int, today: date) -> None:
    """Put what the root told units below it on orders, and issue one more to a branch.

    The problem of several units is still open at each: their orders are overdue.
    """
    until = min(today, date(year, 12, 31))
    told = (Source.CENTRAL, Source.PROVINCIAL, Source.INSPECTION)
    feedback = Problem.objects.filter(
        verifier=city.root, source__in=told, order=None, raised_on__lte=until
    ).order_by("unit__path", "source", "pk")
    orders: list[Order] = []
    on_order: list[list[Problem]] = []
    told_to = feedback.select_related("unit")
    for _of, group in groupby(told_to, lambda row: (row.unit_id, row.source)):
        known = list(group)
        issued_on = _working(max(row.raised_on for row in known))
        if issued_on <= until:
            orders.append(_order(city.root, known, issued_on, until))
            on_order.append(known)
    for seq, order in enumerate(sorted(orders, key=lambda one: one.issued_on or until), 1):
        order.seq = seq
    store(orders)
    for order, known in zip(orders, on_order, strict=True):
        Problem.objects.filter(pk__in=[row.pk for row in known]).update(order=order)
    if rolls:
        largest = max(rolls, key=lambda roll: (len(roll.branch.groups), roll.branch.size))
        _just_issued(largest.branch.unit, until)


def _order(issuer: Unit, problems: list[Problem], issued_on: date, until: date) -> Order:
    """Return an order with these problems, as far as their answers and closes have come."""
    source = str(Source(problems[0].source).label)
    order = Order(
        issuer=issuer,
        unit=problems[0].unit,
        title=f"关于整改{source}发现问题的交办单",
        basis=f"{source}反馈意见",
        year=issued_on.year,
        issued_on=issued_on,
        due_on=max(row.due_on for row in problems),
        receive_by=receive_by(issued_on),
        state=OrderState.ISSUED.value,
    )
    received = add_working_days(issued_on, 1)
    if received > until:
        return order
    order.received_on, order.state = received, OrderState.RECEIVED.value
    answers = [row.answered_on for row in problems if row.answered_on]
    if len(answers) == len(problems):
        order.replied_on, order.state = max(*answers, received), OrderState.REPLIED.value
        closes = [row.closed_on for row in problems if row.closed_on]
        if len(closes) == len(problems):
            order.closed_on, order.state = max(*closes, received), OrderState.CLOSED.value
    return order


def _just_issued(unit: Unit, until: date) -> None:
    """Issue an order with two new problems to a branch, which has still to receive it."""
    issuer, on = unit.parent, _working(until - timedelta(days=1))
    if issuer is None or on > until:
        return
    problems = [
        Problem(
            unit=unit,
            verifier=issuer,
            source=Source.INSPECTION.value,
            category=category.value,
            text=text,
            measure=measure,
            found_on=on,
            raised_on=on,
            due_on=on + timedelta(days=30),
        )
        for category, text, measure in _NEW
    ]
    used = Order.objects.filter(issuer=issuer, year=on.year).count()
    [order] = store(
        [
            Order(
                issuer=issuer,
                unit=unit,
                title="关于整改督查发现问题的交办单",
                basis="例行督查",
                year=on.year,
                seq=used + 1,
                issued_on=on,
                due_on=on + timedelta(days=30),
                receive_by=receive_by(on),
                state=OrderState.ISSUED.value,
            )
        ]
    )
    for problem in problems:
        problem.order = order
    store_courses(Course(problem) for problem in problems)


def _working(day: date) -> date:
    """Return the day itself, or the next working one."""
    return day if is_working_day(day) else add_working_days(day, 1)
