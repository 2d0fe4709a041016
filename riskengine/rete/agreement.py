"""What it means that both evaluators agree on a judgement, and every way in which they do not, in words.

Nothing that is said here quotes the value of a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from riskengine.case import Case
from riskengine.deciding.ruling import Judgement
from riskengine.evaluating.inputs import Span as OurSpan
from riskengine.facts import FactState, Number
from riskengine.records import record
from riskengine.rete.axes import facts_behind
from riskengine.rete.bounds import Bounds, ScoreBounds, bounds_of
from riskengine.rete.conclusions import Conclusions
from riskengine.rete.spans import Span
from riskengine.rete.verdicts import verdict_problems
from riskengine.ruleset import Rule
from riskengine.truth import Truth

__all__ = ["Compared", "disagreements"]

_TRUTHS = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}
_WORDS = {True: "true", False: "false", None: "unsettled"}
_SETTLED = {True: "applies", False: "does_not_apply"}
_OPEN = {"report": "unsettled", "presume": "presumed", "accept": "accepted"}


@record
class Compared:
    """One judgement, what the second evaluator says of the same case, and what it says of some of its completions."""

    case: Case
    judgement: Judgement
    second: Conclusions
    completions: Sequence[Conclusions] = ()

    @cached_property
    def outcomes(self) -> Mapping[str, str]:
        """The outcome of every rule, by id, as the judgement has it."""
        program = self.judgement.program
        return {rule.rule.id: outcome for rule, outcome in zip(program.rules, self.judgement.settled.outcomes, strict=True)}

    def named(self, slots: frozenset[int]) -> frozenset[str]:
        """The names of the facts in some slots."""
        return frozenset(self.judgement.program.facts[slot].name for slot in slots)


def disagreements(compared: Compared) -> list[str]:
    """Everything in which the two contradict each other; empty where they agree."""
    bounds = bounds_of(compared.second, compared.outcomes)
    found = [problem for check in _CHECKS for problem in check(compared)]
    found += _range(compared, bounds)
    found += verdict_problems(compared.case, compared.judgement, compared.second, bounds, compared.outcomes)
    for completion in compared.completions:
        found += _completion(compared, completion)
    return list(dict.fromkeys(found))


def _told(what: str, ours: object, theirs: object) -> str:
    return f"{what}: riskengine says {ours}, durable-rules {theirs}"


def _knowledge(compared: Compared) -> Iterator[str]:
    """Both read the same from the case."""
    bound, second = compared.judgement.bound, compared.second.knowledge
    inputs, program = bound.inputs, compared.judgement.program
    for slot, fact in enumerate(program.facts[: program.as_of_slot]):
        ours, theirs = inputs.values[slot], second.values.get(fact.name)
        if type(ours) is not type(theirs) or ours != theirs:
            yield f"the fact {fact.name} was read in two ways"
        if (inputs.states[slot] is FactState.UNKNOWN) is not (fact.name in second.asked):
            yield f"whether the fact {fact.name} was asked was read in two ways"
    if inputs.values[program.as_of_slot] != second.as_of or inputs.jurisdiction != second.jurisdiction:
        yield "the day or the jurisdiction was read in two ways"
    for name, ours in zip(program.parameters, inputs.parameters, strict=True):
        if ours != second.parameters[name]:
            yield f"the parameter {name} was read in two ways"
    if frozenset(bound.left_out) != frozenset(second.left_out):
        yield "which facts are left out was read in two ways"


def _truths(compared: Compared) -> Iterator[str]:
    """Node by node both have the same three values, in every condition that has a name."""
    program, truth, second = compared.judgement.program, compared.judgement.evaluation.truth, compared.second
    pairs = [("the scope", truth(program.scope), second.scope)]
    pairs += [(f"rule {rule.rule.id}", truth(rule.node), second.rules[rule.rule.id]) for rule in program.rules]
    pairs += [(f"definition {name}", truth(node), second.definitions[name]) for name, node in program.definitions.items()]
    for slot, gate in program.gated:
        name = program.facts[slot].name
        pairs.append((f"whether the fact {name} applies", truth(gate), second.gates.get(name, True)))
    for what, ours, theirs in pairs:
        if _TRUTHS[ours] is not theirs:
            yield _told(what, _WORDS[_TRUTHS[ours]], _WORDS[theirs])


def _numbers(compared: Compared) -> Iterator[str]:
    """Both have the same least and greatest of every number."""
    program, evaluation = compared.judgement.program, compared.judgement.evaluation
    for quantity, ours in zip(program.quantities, evaluation.quantities, strict=True):
        if not _same(ours, compared.second.quantities[quantity.name]):
            yield f"the quantity {quantity.name} was worked out in two ways"
    for score, ours in zip(program.scores, evaluation.scores, strict=True):
        if not _same(ours, compared.second.scores[score.name]):
            yield f"the score {score.name} was worked out in two ways"


def _same(ours: OurSpan, theirs: Span) -> bool:
    if _TRUTHS[ours.applies] is not theirs.applies:
        return False
    return theirs.applies is False or (ours.low, ours.high) == (theirs.low, theirs.high)


def _outcomes(compared: Compared) -> Iterator[str]:
    """What is certain node by node is settled; what is not may be settled by completions, or has the outcome of its policy."""
    second, ruleset = compared.second, compared.second.arithmetic.ruleset
    for rule in ruleset.rules:
        ours, theirs = compared.outcomes[rule.id], second.rules[rule.id]
        if theirs is not None:
            if ours != _SETTLED[theirs]:
                yield _told(f"the outcome of rule {rule.id}", ours, _SETTLED[theirs])
        elif ours not in (*_SETTLED.values(), _OPEN[rule.when_unknown]) and not _may_stay_open(compared, ours, rule):
            yield f"the outcome of rule {rule.id}: riskengine says {ours}, which its policy does not allow"
        elif ours == "accepted" and not facts_behind(ruleset, rule.when) & set(second.knowledge.asked):
            yield f"the outcome of rule {rule.id}: riskengine says accepted, and no fact was asked and not established"


def _may_stay_open(compared: Compared, ours: str, rule: Rule) -> bool:
    """Not every fact was asked; or it is not sure that the rule is not settled, so that nothing is presumed.

    That is so within bounds, and where a parameter has no value on the day.
    """
    unsure = not compared.judgement.settled.exact or None in compared.second.knowledge.parameters.values()
    return ours == "unsettled" and (rule.when_unknown == "accept" or unsure)


def _applicable(compared: Compared) -> Iterator[str]:
    """A fact is not applicable where its gate is certainly false, and only where it is not certainly true."""
    closed = compared.named(compared.judgement.settled.not_applicable)
    for name in compared.judgement.program.ruleset.facts:
        gate = compared.second.gates.get(name, True)
        if gate is not None and gate is (name in closed):
            yield _told(f"whether the fact {name} applies", "no" if gate else "yes", "yes" if gate else "no")


def _scope(compared: Compared) -> Iterator[str]:
    ours, theirs = _TRUTHS[compared.judgement.settled.scope], compared.second.scope
    if theirs is not None and ours is not theirs:
        yield _told("the scope", _WORDS[ours], _WORDS[theirs])


_CHECKS: tuple[Callable[[Compared], Iterator[str]], ...] = (
    _knowledge,
    _truths,
    _numbers,
    _outcomes,
    _applicable,
    _scope,
)


def _range(compared: Compared, bounds: Bounds) -> Iterator[str]:
    """What riskengine says is exact lies within the bounds; what it says are bounds is not beside them."""
    settled, grades = compared.judgement.settled, compared.judgement.program.grades
    if settled.scope is Truth.FALSE:
        if (settled.least, settled.most) != (-1, -1):
            yield "a grade is offered out of scope"
        return
    least, most = settled.least, settled.most
    within = bounds.low <= least <= bounds.counting and most <= max(bounds.high, least)
    if (
        not (within if settled.exact else bounds.low <= most and least <= bounds.counting)
        or not least <= most <= settled.most_counting
    ):
        ours = f"{_grade(grades, least)} to {_grade(grades, most)}"
        yield _told("the grade required", ours, f"{grades[bounds.low]} to {grades[max(bounds.low, bounds.high)]}")
    for score, (low, high) in zip(compared.judgement.program.scores, settled.scores, strict=True):
        if low is None or high is None:
            if settled.exact:
                yield f"the range of the score {score.name} is open"
        elif not _score_fits(low, high, bounds.scores[score.name], exact=settled.exact):
            yield f"the range of the score {score.name} was worked out in two ways"


def _score_fits(low: Number, high: Number, theirs: ScoreBounds, *, exact: bool) -> bool:
    if not exact:
        return low <= theirs.counting and high >= theirs.low
    return theirs.low <= low <= theirs.counting and low <= high <= max(theirs.high, low)


def _grade(grades: Sequence[str], number: int) -> str:
    return grades[number] if number >= 0 else "none"


def _completion(compared: Compared, completion: Conclusions) -> Iterator[str]:
    """What is settled holds in a completion, and its grade and scores lie within the ranges."""
    settled, outcomes = compared.judgement.settled, compared.outcomes
    if completion.scope is not None and _TRUTHS[settled.scope] not in (None, completion.scope):
        yield _told("the scope", _WORDS[_TRUTHS[settled.scope]], f"{_WORDS[completion.scope]} in a completion")
    for rule, truth in completion.rules.items():
        if truth is not None and outcomes[rule] in _SETTLED.values() and outcomes[rule] != _SETTLED[truth]:
            yield _told(f"the outcome of rule {rule}", outcomes[rule], f"{_SETTLED[truth]} in a completion")
    for fact in compared.named(settled.not_applicable):
        if completion.gates.get(fact, True) is True:
            yield _told(f"whether the fact {fact} applies", "no", "yes in a completion")
    if completion.scope is True and settled.scope is not Truth.FALSE:
        yield from _completed_range(compared, completion)


def _completed_range(compared: Compared, completion: Conclusions) -> Iterator[str]:
    settled, outcomes = compared.judgement.settled, compared.outcomes
    grades = compared.judgement.program.grades
    presumed = {name: outcome for name, outcome in outcomes.items() if outcome == "presumed"}
    accepted = frozenset(name for name, outcome in outcomes.items() if outcome == "accepted")
    whole = bounds_of(completion, presumed)
    if whole.counting < settled.least:
        yield _told("the least grade required", _grade(grades, settled.least), f"{grades[whole.counting]} in a completion")
    if whole.low > settled.most_counting:
        yield _told("the most counting grade", _grade(grades, settled.most_counting), f"{grades[whole.low]} in a completion")
    capped = bounds_of(completion, presumed, without=accepted) if accepted else whole
    if capped.low > settled.most:
        yield _told("the most possible grade", _grade(grades, settled.most), f"{grades[capped.low]} in a completion")
    for score, (low, high) in zip(compared.judgement.program.scores, settled.scores, strict=True):
        most, least = whole.scores[score.name].counting, capped.scores[score.name].low
        if (low is not None and most < low) or (high is not None and least > high):
            yield f"the range of the score {score.name} leaves out a completion"
