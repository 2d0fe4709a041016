"""What rules cite: sources of guidance and their provisions, as written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from riskengine.diagnostics import NOWHERE, Place
from riskengine.records import field, record

__all__ = ["Guidance", "Provision", "Reach", "Source", "reach"]


@record
class Provision:
    """One heading of a guidance file: its id, its title, a paraphrase in plain words, and its status.

    `reference` is what a rule cites: `source/edition#id`. `status` is `encoded`, `partly` or
    `not_encoded`, and `reason` says why where it is not wholly encoded. `confidence` says how sure we are:
    `verified`, `press`, `third_party`, `derived` or `unverified`; the source's own unless the provision
    says otherwise. `address` is the public address of what it paraphrases. `digest` is the SHA-256 of its title and text.
    """

    reference: str
    id: str
    title: str
    text: str
    status: str
    reason: str
    confidence: str
    address: str
    digest: str
    place: Place = field(default=NOWHERE, compare=False)


Reach = Literal["all", "part", "none"]
"""How much of a place guidance applies in."""

_PARTS = {"england-and-wales": frozenset({"england", "wales"})}


def reach(jurisdictions: Iterable[str], place: str) -> Reach:
    """Whether guidance for some jurisdictions applies in all of a place, in a part of it, or nowhere in it.

    >>> reach(["england"], "england-and-wales"), reach(["england-and-wales"], "wales"), reach(["scotland"], "wales")
    ('part', 'all', 'none')
    """
    there = {part for name in jurisdictions for part in _PARTS.get(name, (name,))}
    parts = _PARTS.get(place, frozenset({place}))
    if parts <= there:
        return "all"
    return "part" if parts & there else "none"


@record
class Source:
    """One guidance file: a source in one edition, with its front matter.

    `published` is None where the day of publication is not known. `effective_from` and `effective_until` are the days on
    which it was in force, both included; None for `effective_until` means still in force.
    """

    source: str
    edition: str
    title: str
    publisher: str
    published: date | None
    effective_from: date
    effective_until: date | None
    address: str
    jurisdictions: tuple[str, ...]
    confidence: str
    provisions: tuple[Provision, ...]
    place: Place = field(default=NOWHERE, compare=False)


@record
class Guidance:
    """Every source in the guidance folder, and every provision by its reference."""

    sources: tuple[Source, ...] = ()
    provisions: Mapping[str, Provision] = field(default_factory=dict)
