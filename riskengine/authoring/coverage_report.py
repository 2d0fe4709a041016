"""Coverage as people and programs read it: a short table with the holes, plain data, and annotations of GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from riskengine.authoring.coverage import (
    KINDS,
    Coverage,
    CoverageItem,
    CoverageKind,
    CoverageTally,
    EditionCoverage,
    percent_text,
)
from riskengine.excerpt import printable

__all__ = ["KIND_WORDS", "Shortfall", "coverage_annotations", "coverage_plain", "coverage_text", "shortfalls"]

KIND_WORDS: Mapping[CoverageKind, str] = {
    "rules": "outcomes of rules",
    "conditions": "conditions, both ways",
    "mcdc": "comparisons that decide alone",
    "boundaries": "sides of thresholds",
    "bands": "bands",
    "clocks": "states of time limits",
    "verdicts": "verdicts",
    "provisions": "provisions cited",
}
"""What each kind counts."""

Shortfall = tuple[EditionCoverage, CoverageTally, Decimal]
"""An edition, the sums of a kind, and the percentage that they do not reach."""


def shortfalls(coverage: Coverage, least: Mapping[CoverageKind, Decimal]) -> tuple[Shortfall, ...]:
    """Where an edition is below what is asked of a kind, in percent."""
    return tuple(
        (edition, edition.tally(kind), percent)
        for edition in coverage.editions
        for kind, percent in least.items()
        if not edition.tally(kind).reaches(percent)
    )


def coverage_text(coverage: Coverage, failed: Iterable[Shortfall] = ()) -> Iterator[str]:
    """A table for each edition, its holes with their places, and what is below a threshold."""
    for edition in coverage.editions:
        yield from (f"{line}\n" for line in _edition(edition))
    for edition, tally, percent in failed:
        shown = f"{tally.covered} of {tally.asked} covered, {percent_text(tally)}"
        yield f"BELOW: {edition.name}: {tally.kind}: {shown}; {percent}% is asked for\n"


def _edition(edition: EditionCoverage) -> Iterator[str]:
    yield ""
    yield f"Coverage of {edition.name} by {edition.cases} {'case' if edition.cases == 1 else 'cases'}"
    for kind in KINDS:
        tally = edition.tally(kind)
        further = f"  {_further(tally)}" if tally.impossible or tally.not_decided else ""
        shown = f"{tally.covered} of {tally.asked}"
        yield f"  {kind:<11}{shown:>12}{percent_text(tally):>8}{further}".rstrip()
    for item in edition.holes:
        yield f"  {'HOLE' if item.status == 'open' else 'NOT DECIDED'}: {printable(hole_text(item))}"
        yield f"    {printable(place_text(item))}"


def _further(tally: CoverageTally) -> str:
    """What is no hole, or may be none."""
    parts = [f"{tally.impossible} proved impossible"] if tally.impossible else []
    return ", ".join([*parts, *([f"{tally.not_decided} not decided"] if tally.not_decided else [])])


def hole_text(item: CoverageItem) -> str:
    """A hole in one line: `no case shows that ...`."""
    why = f" ({item.why})" if item.why else ""
    return f"no case shows that {item.what}{why}"


def place_text(item: CoverageItem) -> str:
    """Where it is written, and what it belongs to."""
    place = f"{item.file}:{item.line}:{item.column}" if item.line else item.file
    return f"{place}  {item.owner}" if item.owner not in ("", place) else place


def coverage_plain(coverage: Coverage) -> dict[str, Any]:
    """The coverage as plain data, for JSON."""
    from riskengine.explaining.record_json import as_plain

    plain: dict[str, Any] = as_plain(coverage)
    return plain


def coverage_annotations(coverage: Coverage, failed: Iterable[Shortfall] = ()) -> Iterator[str]:
    """The holes as workflow commands, which GitHub shows beside the lines of the rules; what is too low as an error."""
    for edition in coverage.editions:
        for item in edition.holes:
            parts = {
                "file": Path(item.file).as_posix(),
                "line": item.line,
                "col": item.column,
                "title": f"{item.owner}: coverage",
            }
            given = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in parts.items() if value)
            yield f"::warning {given}::{_escaped(hole_text(item))}\n"
    for edition, tally, percent in failed:
        message = f"{edition.name}: {tally.kind}: {percent_text(tally)} covered, {percent}% is asked for"
        yield f"::error title=coverage::{_escaped(message)}\n"


def _escaped(text: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text
