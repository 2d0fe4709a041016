"""The JSON Schema of a run of regression suites."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from riskengine.authoring.coverage import Coverage
from riskengine.authoring.suites import Kind
from riskengine.records import record
from riskengine.schemas.decisions import DiagnosticShape, PlaceShape, whole_schema

__all__ = ["test_schema"]

Single = bool | int | str | None


@record
class DifferenceShape:
    """Something that came out otherwise than expected. Decimals and dates are text.

    `kind` says what sort of thing it is, `subject` the rule, fact, finding, clock, score or text that it is about, `part` the
    part of a clock or of `then`; `what` names it for a reader. `written` is where the rule, clock or score is written.
    """

    kind: Kind
    subject: str
    part: str
    what: str
    expected: Single | tuple[Single, ...]
    actual: Single | tuple[Single, ...]
    reasons: tuple[str, ...]
    place: PlaceShape
    written: PlaceShape | None


@record
class ResultShape:
    """What became of one case: `problems` say why it, or a part of it, could not be compared."""

    suite: str
    case: str
    ruleset: str
    edition: str
    passed: bool
    place: PlaceShape
    differences: tuple[DifferenceShape, ...]
    problems: tuple[DiagnosticShape, ...]


@record
class LineShape:
    """A place in a file. Lines and columns count from 1, in code points."""

    file: str
    line: int
    column: int


@record
class ClaimShape:
    """A claim of an edition, tried on `tried` cases, of which `drawn` at random: `refuted` or not, and never proved.

    Of a refuted one `case` breaks it on the day `as_of`, `why` says how, and `found_in` which suite holds that case.
    """

    ruleset: str
    edition: str
    kind: str
    id: str
    claim: str
    refuted: bool
    proved: bool
    drawn: int
    tried: int
    undecided: int
    place: LineShape
    why: str | None
    as_of: date | None
    case: dict[str, Any] | None
    found_in: str | None


@record
class TestShape:
    """What `riskengine test --format json` prints.

    `problems` are those of suites that could not be run; `claims` are there where they were tried, and `coverage` where
    it was asked for.
    """

    schema: Literal["riskengine/test/1"]
    suites: int
    cases: int
    passed: int
    failed: int
    not_run: int
    results: tuple[ResultShape, ...]
    problems: tuple[DiagnosticShape, ...]
    claims: tuple[ClaimShape, ...]
    coverage: Coverage | None


def test_schema() -> dict[str, Any]:
    """The JSON Schema of what `riskengine test --format json` prints."""
    return whole_schema(TestShape)
