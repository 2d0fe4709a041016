"""What holds over every completion of what is not known: outcomes, the grade range, what matters."""

from __future__ import annotations

from typing import Literal

from riskengine.facts import Number
from riskengine.records import record
from riskengine.truth import Truth

__all__ = ["Outcome", "Relevant", "Settled"]

Outcome = Literal["applies", "does_not_apply", "unsettled", "presumed", "accepted"]


@record
class Relevant:
    """A fact that is not known and could change the grade or the scope (language 3.7).

    `could_reach` is the index of the highest grade of a pair of completions that differ only in it.
    """

    slot: int
    why: Literal["grade", "scope"]
    could_reach: int


@record
class Settled:
    """What every completion allows.

    Grades are indexes, lowest 0; `least` and `most` are -1 where the scope is settled and false. `exact`
    is False where they are bounds. `outcomes`, `scores` are by number in the program. `decisive` are
    rules without any one of which the least would be lower, `forcing` rules each of which alone forces it.
    `relevant` is in the order in which the facts are worth asking. `accepted` pairs slots with rules.
    `not_applicable` are the slots whose gate is settled and false; `gate_open` those whose gate is not settled.
    `most_counting` is the most if accepted rules counted: a grade rests on what was accepted where it lies below.
    """

    scope: Truth
    outcomes: tuple[Outcome, ...]
    least: int
    most: int
    exact: bool
    scores: tuple[tuple[Number | None, Number | None], ...]
    decisive: tuple[int, ...]
    forcing: tuple[int, ...]
    relevant: tuple[Relevant, ...]
    accepted: tuple[tuple[int, int], ...]
    not_applicable: frozenset[int]
    gate_open: frozenset[int]
    most_counting: int
