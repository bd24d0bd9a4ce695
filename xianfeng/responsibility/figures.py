"""Numbers over duty lists: issued, signed, noted. No score, and none by person."""

from xianfeng.kernel.figures import Figure

EVERY = (
    Figure(
        "duty_list.issued",
        "下发责任清单",
        "份",
        "responsibility.issued",
        definition="期间内下发、没有撤回的责任清单；同一任职人的清单改版不重复计",
    ),
    Figure(
        "duty_list.signed",
        "签收责任清单",
        "份",
        "responsibility.signed",
        definition="期间内签收的责任清单；改版后再签不重复计",
    ),
    Figure(
        "duty_list.signed_rate",
        "责任清单签收率",
        "%",
        "responsibility.issued",
        where={"signed": True},
        over="duty_list.issued",
        definition="期间内下发的责任清单中已经签收的",
    ),
    Figure(
        "duty_list.items",
        "责任清单事项",
        "项",
        "responsibility.item",
        definition="期间内下发、仍在执行的责任清单里的事项",
    ),
    Figure(
        "duty_list.noted",
        "责任清单登记",
        "项次",
        "responsibility.note",
        definition="期间内人工登记的事项；由记录得出的不用登记，不在其中",
    ),
)
