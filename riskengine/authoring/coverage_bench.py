"""Where cases are made up and tried to show something: grounds to start from, and what a case comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

from riskengine.authoring.coverage_table import Row, Table, row_of
from riskengine.authoring.coverage_wants import Want, Window, shown
from riskengine.authoring.sampling_trials import blank
from riskengine.case import Assessment, Case
from riskengine.compiling.program import Program
from riskengine.deciding.judge import judge
from riskengine.deciding.ruling import Bound
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.inputs import FALSE_LEVEL, TRUE_LEVEL, Evaluation, Inputs
from riskengine.facts import FactState, Value
from riskengine.records import changed, record
from riskengine.truth import Truth

__all__ = ["Answer", "CoverageBench", "Draft", "Ground", "Impossible", "NotDecided", "day_of", "knowing", "without"]

_YEARS = 3
_OUTCOMES = {TRUE_LEVEL: "applies", FALSE_LEVEL: "does_not_apply"}
_ALWAYS = Window()


@record
class Draft:
    """A case that shows something: what is known, the assessment, and what it came to."""

    inputs: Inputs
    assessment: Assessment | None
    row: Row

    @property
    def size(self) -> int:
        """How many facts it records."""
        return sum(state is not FactState.NOT_ASKED for state in self.inputs.states[:-2])


@record
class Impossible:
    """No case shows it, and why: this is proved. `anywhere` says that the proof does not rest on the scope."""

    why: str
    anywhere: bool = False


@record
class NotDecided:
    """No case was found that shows it, and no proof that there is none."""

    why: str


Answer = Draft | Impossible | NotDecided


@record
class Ground:
    """What a search starts from: what is known already, and the index of the grade that counts, -1 where none is set."""

    inputs: Inputs
    grade: int = -1


def day_of(inputs: Inputs) -> date:
    """The day on which a case is judged."""
    day = inputs.values[-2]
    assert isinstance(day, date)
    return day


def knowing(inputs: Inputs, facts: dict[int, Value]) -> Inputs:
    """The same with some facts known, by slot."""
    values, states = list(inputs.values), list(inputs.states)
    for slot, value in facts.items():
        values[slot], states[slot] = value, FactState.KNOWN
    return changed(inputs, values=tuple(values), states=tuple(states))


def without(inputs: Inputs, slots: Iterable[int]) -> Inputs:
    """The same with some facts not asked."""
    values, states = list(inputs.values), list(inputs.states)
    for slot in slots:
        values[slot], states[slot] = None, FactState.NOT_ASKED
    return changed(inputs, values=tuple(values), states=tuple(states))


class CoverageBench:
    """One program, on which made-up cases are tried. `known` are cases that there are already, as places to start from."""

    def __init__(self, program: Program, known: Sequence[Inputs] = ()) -> None:
        self.program = program
        self.known = tuple(known)
        self.fast = FastEvaluator(program)
        self.late = frozenset(step.index for step in program.late_steps if step.kind == "node")

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Days on which the edition is in force: its first, those on which a parameter changes, and its last."""
        ruleset = self.program.ruleset
        first = ruleset.effective_from
        last = ruleset.effective_until or first + timedelta(days=365 * _YEARS)
        starts = sorted(value.start for history in ruleset.parameters.values() for value in history.values)
        return tuple(dict.fromkeys([first, *(day for day in starts if first < day <= last), last]))

    def grounds(self, window: Window = _ALWAYS, *, graded: bool = False) -> Iterator[Ground]:
        """Cases of which nothing is known, on every day worth trying in a window; where wanted, under every grade."""
        for day in self.days:
            if not window.holds(day):
                continue
            for jurisdiction in self.program.ruleset.jurisdictions:
                inputs = blank(self.program, day, jurisdiction)
                yield from self.graded(inputs) if graded else (Ground(inputs),)

    def graded(self, inputs: Inputs) -> Iterator[Ground]:
        """The same knowledge under every grade that may count."""
        for number, grade in enumerate(self.program.grades):
            yield Ground(inputs.graded(grade), number)

    def evaluation(self, inputs: Inputs) -> Evaluation:
        """The truths, those of time limits among them."""
        return self.fast.evaluate_late(self.program, inputs, self.fast.evaluate(self.program, inputs))

    def judged(self, inputs: Inputs, assessment: Assessment | None) -> Row:
        """What a case comes to."""
        bound = Bound(changed(inputs, values=(*inputs.values[:-1], None)), (None,) * len(inputs.values))
        case = Case("", inputs.jurisdiction, {}, assessment)
        return row_of(judge(self.program, bound, case, as_of=day_of(inputs)), self.fast)

    def light(self, inputs: Inputs) -> Row:
        """What can be seen of a case by its truths alone: whatever they leave open counts for nothing."""
        evaluation = self.evaluation(inputs)
        outcomes = tuple(_OUTCOMES.get(evaluation.levels[rule.node], "") for rule in self.program.rules)
        inside = evaluation.levels[self.program.scope] == TRUE_LEVEL
        return Row(inputs, evaluation, Truth.TRUE if inside else Truth.FALSE, outcomes)

    def shows(self, want: Want, row: Row) -> bool:
        """Whether one case shows it."""
        return bool(shown(want, Table(self.program, [row])))

    def assessed(self, grade: int, as_of: date) -> Assessment:
        """An assessment with a grade, made on the day on which the case is judged."""
        return Assessment(self.program.grades[grade], as_of, self.program.ruleset.edition, "DC 1001")

    def draft(self, want: Want, inputs: Inputs, assessment: Assessment | None) -> Draft | None:
        """The case as one that shows it, None where it does not."""
        row = self.judged(inputs, assessment)
        return Draft(inputs, assessment, row) if self.shows(want, row) else None
