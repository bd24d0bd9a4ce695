"""Numbers over orders, counted where they are put right: at the unit an order went to."""

from xianfeng.kernel.figures import Figure

FIGURES = (
    Figure(
        "inspect.orders",
        title="交办单",
        measure="份",
        fact="rectification.order",
        by=("issuer",),
        definition="期内发出、没有撤回的交办单，按承办单位计",
    ),
    Figure(
        "inspect.problems",
        title="交办问题",
        measure="个",
        fact="rectification.ordered_problem",
        by=("issuer", "category"),
        definition="期内发出、没有撤回的交办单上列出的问题，按责任单位计",
    ),
    Figure(
        "inspect.orders_closed",
        title="办结的交办单",
        measure="份",
        fact="rectification.order_closed",
        by=("issuer",),
        definition="期内办结的交办单：单上的问题都已核实销号",
    ),
)
