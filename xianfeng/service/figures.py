"""Numbers over requests, hours and ratings."""

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
        "service.minutes",
        title="党员服务时长",
        measure="分钟",
        fact="service.hours",
        take=Take.SUM,
        of="minutes",
        definition="期内办结的服务单上各人服务的分钟数之和",
    ),
    Figure(
        "service.helpers",
        title="接单服务的党员",
        measure="名",
        fact="service.hours",
        take=Take.DISTINCT,
        of="subject",
        definition="期内参加过已办结服务单的党员，每人只计一次",
    ),
)
