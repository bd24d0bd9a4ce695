"""How many queries figures need, from what is registered: it grows with each kind of fact."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from xianfeng.kernel import facts, figures
from xianfeng.kernel.figures import Take


def queries_of_all_figures(span):
    """Return one for each kind of fact, and what some kinds need besides.

    What is derived is looked up first; a median counts its rows and reads the middle.
    """
    kinds = {figure.fact for figure in figures.every()}
    looked_up = 0
    for prepare in filter(None, (facts.get(kind).prepare for kind in kinds)):
        with CaptureQueriesContext(connection) as queries:
            prepare(span.first, span.last)
        looked_up += len(queries)
    medians = sum(figure.take is Take.MEDIAN for figure in figures.every())
    return len(kinds) + looked_up + 2 * medians
