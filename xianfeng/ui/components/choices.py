"""Strict choices: a value that a component does not know is an error, not a blank."""

from collections.abc import Container


def chosen(component: str, attribute: str, value: object, known: Container[str]) -> str:
    """Return ``value`` when the component knows it; raises ValueError naming both otherwise."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{component}: unknown {attribute} {value!r}")
    return value
