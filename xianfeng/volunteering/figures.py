"""Numbers over events and those who came."""

from xianfeng.kernel.figures import Figure

FIGURES = (
    Figure(
        "vol.events",
        title="志愿服务活动",
        measure="场",
        fact="volunteering.event",
        by=("category",),
        definition="期内举办、已登记到场情况的志愿服务活动，计在主办党组织",
    ),
    Figure(
        "vol.people",
        title="志愿服务活动参加人次",
        measure="人次",
        fact="volunteering.signup",
        by=("category",),
        definition="期内参加志愿服务活动的党员，每人每场计一次，计在本人当时所在的党支部",
    ),
)
