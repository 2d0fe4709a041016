"""Cases in which a rule is not settled, and cases for each verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskengine.authoring.coverage_bench import Answer, CoverageBench, Draft, Impossible, NotDecided, day_of
from riskengine.authoring.coverage_days import depends_on_day
from riskengine.authoring.coverage_seeking import completed, seek, smaller
from riskengine.authoring.coverage_wants import Inside, NodeIs, RuleIs, VerdictIs
from riskengine.case import Assessment, Departure
from riskengine.compiling.program import Ref
from riskengine.evaluating.completions import BUDGET
from riskengine.evaluating.cube import Cube
from riskengine.evaluating.cutting import cut
from riskengine.evaluating.groups import fit
from riskengine.evaluating.inputs import Inputs
from riskengine.records import changed

__all__ = ["seek_unsettled", "seek_verdict"]


def seek_unsettled(bench: CoverageBench, want: RuleIs) -> Answer:
    """A case in which a rule is not settled: one of which nothing is known but what puts it in scope, or nothing at all."""
    for inputs in _starts(bench):
        found = bench.draft(want, inputs, None)
        if found is not None:
            return found
    node = bench.program.rules[want.rule].node
    if depends_on_day(bench.program, [node]) or not all(_has_one_truth(bench, each, node) for each in _blanks(bench)):
        return NotDecided("no case was found, and no proof that there is none")
    return Impossible("its condition has the same truth whatever is known")


def _blanks(bench: CoverageBench) -> Iterator[Inputs]:
    return (ground.inputs for ground in bench.grounds())


def _starts(bench: CoverageBench) -> Iterator[Inputs]:
    inside = _in_scope(bench)
    if inside is not None:
        yield inside
    yield from _blanks(bench)


def _in_scope(bench: CoverageBench) -> Inputs | None:
    """The smallest case that the rule set covers."""
    found = seek(bench, NodeIs(bench.program.scope, True, anywhere=True))
    return found.inputs if isinstance(found, Draft) else None


def _has_one_truth(bench: CoverageBench, inputs: Inputs, node: int) -> bool:
    evaluation = bench.evaluation(inputs)
    axes, _ = fit(cut(bench.program, inputs, evaluation, [node]), BUDGET)
    cube = Cube(bench.program, inputs, evaluation, axes)
    return cube.full in cube.node(node)


# verdicts


_Try = tuple[Inputs, Assessment | None]


def seek_verdict(bench: CoverageBench, want: VerdictIs) -> Answer:
    """A case with a verdict."""
    match want.verdict:
        case "out_of_scope":
            found = seek(bench, NodeIs(bench.program.scope, False, anywhere=True))
            return (found and _first(bench, want, [(found.inputs, None)])) if isinstance(found, Draft) else found
        case "not_graded":
            return _first(bench, want, ((inputs, None) for inputs in _starts(bench)))
        case "not_supported":
            return _first(bench, want, ((inputs, each) for inputs in _starts(bench) for each in _every_grade(bench, inputs)))
        case "consistent":
            found = _first(bench, want, _highest(bench))
            return smaller(bench, want, found) if isinstance(found, Draft) else found
        case "below_minimum":
            return _raised(bench, want)
    return _departure(bench, want)


def _first(bench: CoverageBench, want: VerdictIs, tries: Iterable[_Try]) -> Answer:
    for inputs, assessment in tries:
        found = bench.draft(want, inputs, assessment)
        if found is not None:
            return found
    return NotDecided("no case was found, and no proof that there is none")


def _every_grade(bench: CoverageBench, inputs: Inputs) -> Iterator[Assessment]:
    return (bench.assessed(grade, day_of(inputs)) for grade in range(len(bench.program.grades)))


def _lowest(bench: CoverageBench, inputs: Inputs) -> Assessment:
    return bench.assessed(0, day_of(inputs))


def _highest(bench: CoverageBench) -> Iterator[tuple[Inputs, Assessment]]:
    """Cases with the highest grade, in which everything that rules require is known, or everything."""
    for start in _starts(bench):
        for inputs in (_required(bench, start), completed(bench, start)):
            yield inputs, bench.assessed(len(bench.program.grades) - 1, day_of(inputs))


def _required(bench: CoverageBench, inputs: Inputs) -> Inputs:
    """The same with every fact known that a rule may require, as far as it applies."""
    return completed(bench, inputs, {slot for _, each in bench.program.required for slot in each})


def _raising(bench: CoverageBench, *, departable: bool) -> Iterator[tuple[Answer, tuple[str, ...]]]:
    """Cases in which more than the lowest grade is required, and the rules that require it; highest first."""
    program = bench.program
    for _, number in program.floors:
        rule = program.rules[number].rule
        if not departable or rule.discretion != "none":
            yield seek(bench, RuleIs(number, "applies")), (rule.id,)
    for number, score in enumerate(program.scores):
        givers = tuple(program.rules[rule].rule for rule in score.rules)
        for low, high, grade in score.bands:
            if grade > 0:
                names = tuple(rule.id for rule in givers if rule.discretion != "none")
                want = Inside(Ref("score", number), ((low, high),))  # type: ignore[arg-type]
                if not departable or names:
                    yield seek(bench, want), names


def _raised(bench: CoverageBench, want: VerdictIs) -> Answer:
    answers = [answer for answer, _ in _raising(bench, departable=False)]
    found = _first(bench, want, [(each.inputs, _lowest(bench, each.inputs)) for each in answers if isinstance(each, Draft)])
    if isinstance(found, NotDecided) and all(isinstance(each, Impossible) for each in answers):
        return Impossible("nothing can require more than the lowest grade")
    return found


def _departure(bench: CoverageBench, want: VerdictIs) -> Answer:
    """A case below the least required with a departure that is good."""
    program = bench.program
    if not program.ruleset.reason_codes:
        return Impossible("there are no reason codes, so no departure counts")
    if all(rule.rule.discretion == "none" for rule in program.rules):
        return Impossible("no rule allows a departure from it")
    answers = []
    for answer, rules in _raising(bench, departable=True):
        answers.append(answer)
        if isinstance(answer, Draft):
            found = _first(bench, want, _departing(bench, answer.inputs, rules))
            if isinstance(found, Draft):
                return smaller(bench, want, found)
    if all(isinstance(each, Impossible) for each in answers):
        return Impossible("no rule that allows a departure can require more than the lowest grade")
    return NotDecided("no case was found, and no proof that there is none")


def _departing(bench: CoverageBench, inputs: Inputs, rules: tuple[str, ...]) -> Iterator[tuple[Inputs, Assessment]]:
    program = bench.program
    for known in (inputs, _required(bench, inputs), completed(bench, inputs)):
        for grade in range(len(program.grades) - 1):
            day = day_of(known)
            code = min(program.ruleset.reason_codes)
            departure = Departure(rules, code, "Suggested: say why here", "DC 1001", "DI 2002", day)
            yield known, changed(bench.assessed(grade, day), departure=departure)
