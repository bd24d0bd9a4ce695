"""What a recorded fact brought about, told by contexts above to the page of the fact below.

``life`` and its siblings show the sentences; ``duties`` registers the provider in its
``AppConfig.ready()``: ``consequences.provide(function)``.
"""

from collections.abc import Callable

from xianfeng.kernel.facts import Touched
from xianfeng.kernel.viewer import Viewer

Provider = Callable[[Viewer, Touched], list[str]]

_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Have a function asked what facts brought about.

    It takes who is looking and which facts (``Touched``: kind, units, days, made-up periods),
    and returns short noun phrases that name what they discharged, such as 11月支委会.
    """
    if provider not in _providers:
        _providers.append(provider)


def of(viewer: Viewer, touched: Touched) -> list[str]:
    """Return all phrases, in the order of the providers."""
    return [phrase for provider in _providers for phrase in provider(viewer, touched)]
