"""The matrix: which paragraph of guidance is behind which rule, and which regression cases show that rule; both ways.

Frozen data. Lists refer to cases by their number, and to parts of an edition by id; what is in one direction is in the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from riskengine.records import record

__all__ = [
    "MATRIX_SCHEMA",
    "OUTCOMES",
    "EditionMatrix",
    "Matrix",
    "MatrixCase",
    "MatrixGap",
    "MatrixParagraph",
    "MatrixPart",
    "PartKind",
]

MATRIX_SCHEMA: Literal["riskengine/matrix/1"] = "riskengine/matrix/1"

PartKind = Literal["rule", "time_limit", "parameter", "claim"]
"""Everything that cites guidance."""

OUTCOMES = ("applies", "does_not_apply", "unsettled", "presumed", "accepted")
"""What may come out of a rule in a case; of a time limit it is its state."""


@record
class MatrixPart:
    """One thing that cites guidance: a rule, time limit, parameter or claim.

    `definitions` are the named conditions that it rests on, `parameters` those that a time limit or a rule takes numbers from;
    `when_unknown` is a rule's own, and empty elsewhere. `cases` are the numbers of the cases in which each outcome came
    out; `stated` those among them that say that it must. Parameters and claims have no outcomes.
    """

    kind: PartKind
    id: str
    title: str
    file: str
    line: int
    cites: tuple[str, ...]
    when_unknown: str
    always: bool
    definitions: tuple[str, ...]
    parameters: tuple[str, ...]
    cases: Mapping[str, tuple[int, ...]]
    stated: Mapping[str, tuple[int, ...]]


@record
class MatrixParagraph:
    """One paragraph of guidance that is in force on some day of the edition, and the ids of what cites it, by kind.

    `status` is `encoded`, `partly` or `not_encoded`, and `reason` says why where it is not wholly encoded.
    """

    reference: str
    title: str
    source: str
    status: str
    reason: str
    confidence: str
    address: str
    rules: tuple[str, ...]
    time_limits: tuple[str, ...]
    parameters: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def is_cited(self) -> bool:
        """Whether anything rests on it."""
        return bool(self.rules or self.time_limits or self.parameters or self.claims)


@record
class MatrixCase:
    """One regression case that is judged under the edition: where it is, and what came out, by rule and time limit.

    `number` counts from 1. `passed` says whether everything came out as its suite says. Where the rule set does not cover
    the case nothing came out.
    """

    number: int
    suite: str
    case: str
    file: str
    line: int
    as_of: str
    passed: bool
    rules: Mapping[str, str]
    time_limits: Mapping[str, str]


@record
class MatrixGap:
    """Rules and time limits of which something is shown by no case.

    `what` is `no_case` (no case in which it is so) or `not_stated` (such cases, and none that says that it must be so);
    `outcome` is `applies`, `does_not_apply` or `unsettled` (presumed and accepted among them).
    """

    what: Literal["no_case", "not_stated"]
    outcome: Literal["applies", "does_not_apply", "unsettled"]
    parts: tuple[str, ...]


@record
class EditionMatrix:
    """One edition: its parts by id, the paragraphs by reference, the cases in the order of their suites."""

    ruleset: str
    edition: str
    title: str
    status: str
    provenance: str
    effective_from: str
    effective_until: str | None
    digest: str
    parts: tuple[MatrixPart, ...]
    paragraphs: tuple[MatrixParagraph, ...]
    cases: tuple[MatrixCase, ...]
    gaps: tuple[MatrixGap, ...]

    def part(self, kind: PartKind, id: str) -> MatrixPart:
        """One part. Raises KeyError where there is none."""
        for each in self.parts:
            if (each.kind, each.id) == (kind, id):
                return each
        raise KeyError(id)

    def of_kind(self, *kinds: PartKind) -> tuple[MatrixPart, ...]:
        """The parts of these kinds, by kind and id."""
        return tuple(each for kind in kinds for each in self.parts if each.kind == kind)


@record
class Matrix:
    """The matrix of one or more editions. `schema` is its published shape."""

    schema: Literal["riskengine/matrix/1"]
    editions: tuple[EditionMatrix, ...]
