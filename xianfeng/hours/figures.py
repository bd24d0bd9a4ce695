"""Numbers over hours given."""

from xianfeng.kernel.figures import Figure, Take

FIGURES = (
    Figure(
        "service.hours",
        title="志愿服务时长",
        measure="小时",
        fact="service.hours",
        take=Take.SUM,
        of="hours",
        by=("source",),
        definition="期内办结的服务单和志愿服务活动上各人服务的小时数之和",
    ),
    Figure(
        "service.helpers",
        title="参加志愿服务的党员",
        measure="名",
        fact="service.hours",
        take=Take.DISTINCT,
        of="subject",
        definition="期内在服务单或志愿服务活动上有服务时长的党员，每人只计一次",
    ),
)
