"""Numbers over orders and problems."""

from xianfeng.rectification.figures import orders, problems

FIGURES = (*problems.FIGURES, *orders.FIGURES)
