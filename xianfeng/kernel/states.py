"""Tables of states: which verb leads from which states to which, and which side may say it."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Edge:
    """One verb of an object: from which states, to which, and on which side's word.

    The verb names the action of the context that takes the edge; ``by`` names the side as the
    context's permissions know it.
    """

    verb: str
    starts: frozenset[str]
    to: str
    by: str


@dataclass(frozen=True)
class Table:
    """All edges of one kind of object; ``first`` are the states in which a row may begin."""

    noun: str
    first: frozenset[str]
    edges: tuple[Edge, ...]

    @property
    def states(self) -> frozenset[str]:
        """Return every state that the table knows."""
        return self.first.union(*(edge.starts | {edge.to} for edge in self.edges))

    def edge(self, verb: str) -> Edge:
        """Return the edge of a verb; KeyError when the table has none."""
        return {edge.verb: edge for edge in self.edges}[verb]

    def may(self, verb: str, state: str) -> bool:
        """True when the verb's edge starts from the state."""
        return state in self.edge(verb).starts

    def verbs(self, state: str, sides: Collection[str]) -> list[str]:
        """Return the verbs that these sides may say in a state, in the order of the table."""
        return [edge.verb for edge in self.edges if state in edge.starts and edge.by in sides]
