"""Numbers over pairs and over what the two sides did for each other."""

from xianfeng.kernel.figures import Figure
from xianfeng.partners.enums import Direction

_BY = ("category", "community")

FIGURES = (
    Figure(
        "service.pairs",
        title="结对",
        measure="对",
        fact="partners.pair",
        during=False,
        definition="当日结对的党组织与对方，一对计一次",
    ),
    Figure(
        "service.pairs_three",
        title="当年办成三件实事的结对",
        measure="对",
        fact="partners.three",
        during=False,
        definition="到当日为止，当年已办成三件以上实事的结对",
    ),
    Figure(
        "service.deeds",
        title="结对实事",
        measure="件",
        fact="partners.deed_done",
        by=("category",),
        definition="期内结对双方办成的实事；受益方是否确认见清单",
    ),
    Figure(
        "service.given",
        title="为社区办实事",
        measure="件",
        fact="partners.between",
        where={"direction": Direction.GIVEN.value},
        by=_BY,
        definition="期内党组织为报到社区办成的实事，结对的另计；社区是否确认见清单",
    ),
    Figure(
        "service.received",
        title="社区为单位办实事",
        measure="件",
        fact="partners.between",
        where={"direction": Direction.RECEIVED.value},
        by=_BY,
        definition="期内社区为报到的党组织办成的实事，结对的另计；党组织是否确认见清单",
    ),
)
