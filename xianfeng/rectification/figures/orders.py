"""Numbers over orders."""

from xianfeng.kernel.figures import Figure

FIGURES = (
    Figure(
        "inspect.orders",
        title="交办单",
        measure="份",
        fact="rectification.order",
        definition="期内发出、没有撤回的交办单，按承办单位计",
    ),
)
