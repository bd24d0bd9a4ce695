"""Numbers over requests and what residents say of them."""

from xianfeng.kernel.figures import Figure, Take

FIGURES = (
    Figure(
        "service.orders",
        title="点单",
        measure="件",
        fact="service.placed",
        by=("category", "community"),
        definition="期内居民和社区提出、没有取消或不予办理的服务单",
    ),
    Figure(
        "service.sent",
        title="派单",
        measure="件",
        fact="service.sent",
        by=("category", "community"),
        definition="期内社区派到党支部的服务单",
    ),
    Figure(
        "service.accepted",
        title="接单",
        measure="件",
        fact="service.accepted",
        by=("category", "community"),
        definition="期内接齐了人的服务单",
    ),
    Figure(
        "service.done",
        title="办结",
        measure="件",
        fact="service.done",
        by=("category", "community"),
        definition="期内办结的服务单",
    ),
    Figure(
        "service.rating",
        title="群众评价",
        measure="分",
        fact="service.rating",
        take=Take.MEAN,
        of="stars",
        definition="期内居民对办结的服务单评分（1 至 5 分）的平均数；评了多少件见居民评价的服务单",
    ),
    Figure(
        "service.rated",
        title="居民评价的服务单",
        measure="件",
        fact="service.rating",
        by=("stars",),
        definition="期内居民凭编号评了分的服务单，每件只评一次",
    ),
)
