"""One edition made ready for cases: its program, how it types facts, and how it evaluates."""

from __future__ import annotations

from riskengine.compiling.program import Program
from riskengine.deciding.clocks import Watch
from riskengine.deciding.decision import GradeResult
from riskengine.deciding.judge import Evaluator, grade_result, plain_evaluator
from riskengine.deciding.knowledge import Binder
from riskengine.deciding.ruling import Judgement
from riskengine.evaluating.inputs import Evaluation, Inputs
from riskengine.guidance import Guidance

__all__ = ["PLAIN_USES", "Prepared"]

PLAIN_USES = 8
"""So many times an edition is used before it is compiled to Python, which pays after a few cases."""


class Prepared:
    """An edition in use. With `fast` it is compiled to Python once it has been used a few times.

    Until then, or without `fast`, the plain evaluator works; both give the same, so it does not matter which of two
    threads is first.
    """

    __slots__ = ("_asked", "_evaluator", "_grades", "_uses", "binder", "fast", "guidance", "program", "watch")

    def __init__(self, program: Program, guidance: Guidance, *, fast: bool) -> None:
        self.program = program
        self.guidance = guidance
        self.binder = Binder(program)
        self.watch = Watch(program)
        self.fast = fast
        self._uses = 0
        self._asked = 0
        self._grades: dict[tuple[object, ...], GradeResult] = {}
        self._evaluator = plain_evaluator
        if fast:
            self._evaluator = Evaluator(self._evaluate, plain_evaluator.settle, plain_evaluator.clock_truths)

    def evaluator(self) -> Evaluator:
        """What works out this edition's nodes."""
        if self._uses < PLAIN_USES:
            self._uses += 1
            if self.fast and self._uses == PLAIN_USES:
                self._compile()
        return self._evaluator

    def _evaluate(self, program: Program, inputs: Inputs) -> Evaluation:
        """What other knowledge comes to, which a single decision may ask many times over: then compiling pays too."""
        self._asked += 1
        if self._asked == PLAIN_USES:
            self._compile()
        compiled = self._evaluator.evaluate
        return plain_evaluator.evaluate(program, inputs) if compiled == self._evaluate else compiled(program, inputs)

    def grade(self, judgement: Judgement) -> GradeResult:
        """The grade as the decision prints it; there are few different ones."""
        settled = judgement.settled
        key = judgement.officer, settled.least, settled.most, settled.exact, judgement.verdict
        found = self._grades.get(key)
        if found is None:
            found = self._grades[key] = grade_result(judgement)
        return found

    def _compile(self) -> None:
        # A single case at a terminal seldom needs it.
        from riskengine.evaluating.fast import FastEvaluator

        compiled = FastEvaluator(self.program)
        self._evaluator = Evaluator(compiled.evaluate, compiled.settle, compiled.clock_truths)
        self.binder.compiled()
