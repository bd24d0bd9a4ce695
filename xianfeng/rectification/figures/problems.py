"""Numbers over problems."""

from xianfeng.kernel.figures import Figure, Take

_BY = ("source", "category", "severity")

FIGURES = (
    Figure(
        "rectify.units",
        title="涉及整改单位",
        measure="家",
        fact="rectification.problem",
        take=Take.DISTINCT,
        of="unit",
        by=("source",),
        definition="期内有整改问题提出、没有撤回的单位，一个单位只计一次",
    ),
    Figure(
        "rectify.problems",
        title="整改问题",
        measure="个",
        fact="rectification.problem",
        by=("source", "category"),
        definition="期内提出、没有撤回的问题；几个单位联合整改的，每个单位各计一项",
    ),
    Figure(
        "rectify.recurring",
        title="屡改屡犯的问题",
        measure="个",
        fact="rectification.problem",
        where={"recurs__isnull": False},
        by=("source", "category"),
        definition="期内提出、没有撤回，提出时认定与同一单位此前的问题相同的问题",
    ),
    Figure(
        "rectify.raised",
        title="累计整改问题",
        measure="个",
        fact="rectification.standing",
        during=False,
        by=_BY,
        definition="到这一天已经提出、到这一天没有撤回的问题；等于未销号的加已销号的",
    ),
    Figure(
        "rectify.open",
        title="未销号的问题",
        measure="个",
        fact="rectification.standing",
        during=False,
        where={"state": ["open", "answered"]},
        by=_BY,
        definition="到这一天整改中和已报整改待核实的问题",
    ),
    Figure(
        "rectify.closed",
        title="已销号的问题",
        measure="个",
        fact="rectification.standing",
        during=False,
        where={"state": "closed"},
        by=_BY,
        definition="到这一天经提出单位核实销号、没有重新打开的问题",
    ),
    Figure(
        "rectify.due",
        title="到期的问题",
        measure="个",
        fact="rectification.due",
        during=False,
        by=_BY,
        definition="到这一天整改时限（以当天的时限为准，含延期）已到、没有撤回的问题",
    ),
    Figure(
        "rectify.closed_rate",
        title="整改完成率",
        measure="%",
        fact="rectification.due",
        during=False,
        where={"state": "closed"},
        over="rectify.due",
        definition="到期的问题中经提出单位核实销号的百分比",
    ),
)
