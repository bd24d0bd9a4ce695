"""Who decides for a branch: the committee above it, or the working committee after the party group.

Source: 党和国家机关基层组织工作条例 37 [V], 41: agencies of the Party and the state from the county
up, and mass organisations.
"""

from dataclasses import dataclass

_AGENCIES = frozenset({"administration", "party", "mass"})


@dataclass(frozen=True)
class Chain:
    """Who approves, and whether the agency's party group (党组) comes before.

    ``hears`` is true where the party group is told first, ``examines`` where it examines.
    """

    committee: bool
    agency: bool

    @property
    def hears(self) -> bool:
        """True where the agency's committee approves after reporting to the party group."""
        return self.agency and self.committee

    @property
    def examines(self) -> bool:
        """True where the party group examines and the working committee approves."""
        return self.agency and not self.committee


def chain(sector: str, committee: bool) -> Chain:
    """Return the chain of a branch of an agency of that sector, with or without a committee."""
    return Chain(committee, sector in _AGENCIES)
