"""Claims that were tried, as people and programs read it: text, plain data for JSON, and annotations of GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from riskengine.authoring.invariants import InvariantResult, drawn_for
from riskengine.authoring.invariants_editions import ClaimsOfEdition
from riskengine.excerpt import printable

__all__ = ["claims_annotations", "claims_plain", "claims_text"]


def claims_text(found: Iterable[ClaimsOfEdition]) -> Iterator[str]:
    """What was tried, which is no proof, and for every claim that is refuted the smallest case found."""
    for edition in found:
        for result in edition.refuted:
            yield "\n".join(_refuted(result)) + "\n\n"
        yield _summary(edition) + "\n"


def _refuted(result: InvariantResult) -> Iterator[str]:
    refutation = result.refutation
    assert refutation is not None
    name = result.id if result.kind == "claim" else f"the direction of {result.id}"
    yield f"REFUTED: {printable(name)}: {printable(result.claim)}"
    yield f"  written: {result.place}"
    yield f"  {printable(refutation.why)}"
    drawn = (
        f"made smaller from the suite case “{printable(refutation.found_in)}”"
        if refutation.found_in
        else "drawn, then made smaller"
    )
    yield f"  The smallest case found ({drawn}), as a file that can be assessed:"
    yield ""
    yield from (f"    {printable(line)}" for line in refutation.case.rstrip().split("\n"))


def _summary(edition: ClaimsOfEdition) -> str:
    """One line on an edition.

    >>> from riskengine.diagnostics import NOWHERE
    >>> result = InvariantResult("INV-1", "claim", "It holds", NOWHERE, tried=90)
    >>> _summary(ClaimsOfEdition("plain", "1", 100, (result,)))
    'plain 1: 1 claim tried on 100 drawn cases each and 0 directions of facts on 50: none refuted (a sample, not a proof)'
    """
    never = [result.id for result in edition.results if not result.tried]
    nothing = f"; no case was one for {', '.join(never)}" if never else ""
    refuted = f"{len(edition.refuted)} refuted" if edition.refuted else "none refuted"
    what = " and ".join(_tried(edition, kind, noun) for kind, noun in (("claim", "claim"), ("direction", "direction of a fact")))
    return f"{edition.ruleset} {edition.edition}: {what}: {refuted}{nothing} (a sample, not a proof)"


def _tried(edition: ClaimsOfEdition, kind: str, noun: str) -> str:
    number = sum(result.kind == kind for result in edition.results)
    nouns = noun if number == 1 else noun.replace("claim", "claims").replace("direction of a fact", "directions of facts")
    tried = "tried on {} drawn cases each" if kind == "claim" else "on {}"
    return f"{number} {nouns} {tried.format(drawn_for(kind, edition.samples))}"


def claims_plain(found: Sequence[ClaimsOfEdition]) -> list[dict[str, Any]]:
    """The same as plain data, one entry for each claim."""
    return [_plain(edition, result) for edition in found for result in edition.results]


def _plain(edition: ClaimsOfEdition, result: InvariantResult) -> dict[str, Any]:
    refutation = result.refutation
    return {
        "ruleset": edition.ruleset,
        "edition": edition.edition,
        "kind": result.kind,
        "id": result.id,
        "claim": result.claim,
        "refuted": result.refuted,
        "proved": False,
        "drawn": drawn_for(result.kind, edition.samples),
        "tried": result.tried,
        "undecided": result.undecided,
        "place": {"file": result.place.file, "line": result.place.line, "column": result.place.column},
        "why": refutation.why if refutation else None,
        "as_of": refutation.as_of.isoformat() if refutation else None,
        "case": refutation.case if refutation else None,
        "found_in": refutation.found_in or None if refutation else None,
    }


def claims_annotations(found: Iterable[ClaimsOfEdition]) -> Iterator[str]:
    """Every refuted claim as a workflow command, which GitHub shows beside the line of the claim."""
    for result in (result for edition in found for result in edition.refuted):
        refutation, place = result.refutation, result.place
        assert refutation is not None
        parts = {"file": Path(place.file).as_posix(), "line": place.line, "col": place.column, "title": f"{result.id} is refuted"}
        given = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in parts.items() if value)
        message = f"{refutation.why}\n{refutation.case}"
        yield f"::error {given}::{_escaped(message)}\n"


def _escaped(text: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text
