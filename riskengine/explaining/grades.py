"""The officer's grade against what one judgement found."""

from __future__ import annotations

from riskengine.deciding.decision import GradeResult
from riskengine.deciding.ruling import Judgement

__all__ = ["grade_result"]


def grade_result(judgement: Judgement) -> GradeResult:
    """The grades by name; `least` and `most` are None where no grade is offered."""
    grades, settled = judgement.program.grades, judgement.settled
    return GradeResult(
        officer=grades[judgement.officer] if judgement.officer >= 0 else None,
        least=grades[settled.least] if settled.least >= 0 else None,
        most=grades[settled.most] if settled.most >= 0 else None,
        settled=settled.least == settled.most and settled.least >= 0,
        range="exact" if settled.exact else "bounds",
        verdict=judgement.verdict,
    )
