"""What the engine hands out: a decision, whose record and explanation are built only when asked for."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from riskengine._version import VERSION
from riskengine.codes.findings import exit_code_of
from riskengine.deciding.decision import ClockResult, DecisionRecord, Finding, GradeResult
from riskengine.deciding.judge import Evaluator, plain_evaluator
from riskengine.deciding.ruling import Ruling
from riskengine.diagnostics import Diagnostic, RiskEngineError
from riskengine.records import record

if TYPE_CHECKING:
    from typing import Any, Literal

    from riskengine.deciding.what_if import WhatIf
    from riskengine.explaining.explanation import Explanation

    View = Literal["officer", "supervisor", "author", "disclosure"]
    Detail = Literal["short", "full"]
    Language = Literal["en", "cy"]

__all__ = ["Decision", "Refusal"]


@record
class Refusal:
    """A case among several that could not be assessed, and why. `number` counts the cases from 0."""

    number: int
    case_id: str | None
    error: RiskEngineError

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything that was wrong."""
        return self.error.diagnostics

    @property
    def exit_code(self) -> int:
        """What the command line ends with for such a case."""
        return self.error.exit_code


class Decision:
    """Whether an officer's grade stands: what guidance requires, and what is to be put right.

    Immutable. `grade`, `findings`, `clocks` and `exit_code` are there at once; everything else, down to
    `record`, the whole decision as data, is worked out when first asked for and then kept.
    """

    def __init__(self, ruling: Ruling, evaluator: Evaluator = plain_evaluator, checked_by: tuple[str, ...] = ()) -> None:
        self.__dict__["ruling"] = ruling
        self.__dict__["_evaluator"] = evaluator
        self.__dict__["checked_by"] = checked_by

    ruling: Ruling
    _evaluator: Evaluator
    checked_by: tuple[str, ...]
    """The independent evaluators that agreed."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a decision cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a decision cannot be changed")

    def __reduce__(self) -> tuple[object, tuple[Ruling, tuple[str, ...]]]:
        return _restore, (self.ruling, self.checked_by)

    def checked(self, checked_by: tuple[str, ...]) -> Decision:
        """The same decision, to which independent evaluators agreed."""
        return Decision(self.ruling, self._evaluator, checked_by)

    def __repr__(self) -> str:
        return f"<Decision {self.case_id} {self.grade.verdict}>"

    @property
    def case_id(self) -> str:
        """The case's own id."""
        return self.ruling.case.case_id

    @property
    def as_of(self) -> date:
        """The day on which the case was judged."""
        return self.ruling.as_of

    @property
    def grade(self) -> GradeResult:
        """The officer's grade against what guidance requires, with the verdict."""
        return self.ruling.grade

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the reader is to know, worst first."""
        return self.ruling.findings

    @property
    def clocks(self) -> tuple[ClockResult, ...]:
        """The time limits and their states, by id."""
        return self.ruling.clocks

    @property
    def exit_code(self) -> int:
        """What the command line ends with for this decision: 0, 1 or 3."""
        return exit_code_of(finding.severity for finding in self.findings)

    @cached_property
    def record(self) -> DecisionRecord:
        """The whole decision as data, its explanation included, nothing masked."""
        return self._record("officer")

    @property
    def digest(self) -> str:
        """The SHA-256 of the whole, unmasked decision without `engine`."""
        return self.record.digest

    @cached_property
    def _what_if(self) -> WhatIf:
        from riskengine.deciding.what_if import WhatIf

        return WhatIf(self.ruling, self._evaluator)

    def _record(self, view: View, lang: Language = "en") -> DecisionRecord:
        from riskengine.explaining.record import build_record

        return build_record(self.ruling, version=VERSION, checked_by=self.checked_by, view=view, what_if=self._what_if, lang=lang)

    def model_dump(self, *, view: View = "officer", lang: Language = "en") -> dict[str, Any]:
        """The decision as plain data: mappings, lists, texts, whole numbers, true and false.

        `lang` is the language of its `explanation`; everything else, the digest too, is the same in every language.
        """
        from riskengine.explaining.record_json import as_plain

        plain: dict[str, Any] = as_plain(self._said(view, lang))
        return plain

    def _said(self, view: View, lang: Language) -> DecisionRecord:
        return self.record if view == "officer" and lang == "en" else self._record(view, lang)

    def model_dump_json(self, *, indent: int | None = None, view: View = "officer", lang: Language = "en") -> str:
        """The decision as JSON, which the schema of `riskengine schema decision` describes."""
        from riskengine.explaining.record_json import to_json

        return to_json(self._said(view, lang), indent)

    def explain(self, *, view: View = "officer", detail: Detail = "full", lang: Language = "en") -> Explanation:
        """The explanation in plain English: `.text()`, `.markdown()`, `.html()`, and `.tree`, of which all are made.

        With `lang="cy"` it is in Welsh; what there is in English alone is marked as such. Raises RuleSetError where the
        edition's file of Welsh wording cannot be used.
        """
        from riskengine.explaining.explanation import explanation_of

        return explanation_of(self.ruling, view=view, detail=detail, lang=lang, what_if=self._what_if)


def _restore(ruling: Ruling, checked_by: tuple[str, ...]) -> Decision:
    return Decision(ruling, checked_by=checked_by)
