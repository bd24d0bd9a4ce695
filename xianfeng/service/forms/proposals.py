"""Which of the proposals are taken: everything stands ticked, and one tap sends it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

_VERSION, _TICKED = "version_", "ticked_"
_MOST = 200


@dataclass(frozen=True)
class Offer:
    """What is offered for one request: the choices, all of them ticked at first."""

    key: int
    version: int
    label: str
    choices: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Ticked:
    """What was ticked for one request, and the version of it that was looked at."""

    key: int
    version: int
    chosen: tuple[int, ...]


class ProposalsForm(forms.Form):
    """A group of ticks for each request."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        super().__init__()
        for offer in offers:
            self.fields[f"{_VERSION}{offer.key}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=offer.version
            )
            self.fields[f"{_TICKED}{offer.key}"] = forms.MultipleChoiceField(
                label=offer.label,
                choices=offer.choices,
                initial=[key for key, _words in offer.choices],
                widget=forms.CheckboxSelectMultiple,
            )

    def of(self, key: int) -> list[forms.BoundField]:
        """Return the fields of one request."""
        return [self[f"{_VERSION}{key}"], self[f"{_TICKED}{key}"]]


def ticked(data: QueryDict) -> list[Ticked]:
    """Return what was sent, request by request; what is no number, or empty, says nothing."""
    found = []
    for name in data:
        key, version = name.removeprefix(_VERSION), str(data[name])
        chosen = [str(one) for one in data.getlist(f"{_TICKED}{key}")[:_MOST]]
        if name.startswith(_VERSION) and chosen and _numbers([key, version, *chosen]):
            found.append(Ticked(int(key), int(version), tuple(map(int, chosen))))
    return found[:_MOST]


def _numbers(written: Iterable[str]) -> bool:
    return all(one.isascii() and one.isdigit() and len(one) < 18 for one in written)
