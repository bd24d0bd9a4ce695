"""Numbers over orders and problems."""

from xianfeng.kernel.figures import Figure

FIGURES = (
    Figure(
        "inspect.orders",
        title="交办单",
        measure="份",
        fact="rectification.order",
        definition="期内发出、没有撤回的交办单，按承办单位计",
    ),
    Figure(
        "rectify.problems",
        title="整改问题",
        measure="个",
        fact="rectification.problem",
        by=("source", "category"),
        definition="期内提出、没有撤回的问题；几个单位联合整改的，每个单位各计一项",
    ),
)
