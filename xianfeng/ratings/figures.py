"""Numbers over the voices of closed rounds."""

from xianfeng.kernel.figures import Figure, Take

FIGURES = (
    Figure(
        "ratings.votes",
        title="群众评议",
        measure="份",
        fact="ratings.voice",
        by=("stars",),
        definition="期内结束的评议收到的评议，不足 10 份的单位不计",
    ),
    Figure(
        "ratings.mean",
        title="群众评议满意度",
        measure="分",
        fact="ratings.voice",
        take=Take.MEAN,
        of="stars",
        definition="期内结束的评议打分（1 至 5 分）的平均数，不足 10 份的单位不计",
    ),
)
