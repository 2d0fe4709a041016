"""A whole rule set numbered: named things each after what they need, then rules, scores and clocks."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.compiling.dependence import Item, givers_of, working_order
from riskengine.compiling.draft import NO_SUPPORT, Draft, slots_of, support_of, union
from riskengine.compiling.measuring import compile_quantity
from riskengine.compiling.names import COMPARED, PARAMETER, Wanted, check_names, kind_of, names_of, suggestion, unknown_name
from riskengine.compiling.numbering import number
from riskengine.compiling.places import place_in
from riskengine.compiling.program import (
    CompiledBands,
    CompiledClock,
    CompiledInvariant,
    CompiledRule,
    CompiledScore,
    Program,
    Ref,
    Step,
)
from riskengine.compiling.report import Report
from riskengine.diagnostics import Place
from riskengine.facts import FactType
from riskengine.ruleset import Clock, Invariant, Rule, RuleSet

__all__ = ["build"]

_SCORE = Wanted("RE304", ("score",))
_REQUIRED = Wanted("RE307", ("fact",))
_MOMENT = Wanted("RE308", ("fact",))


def build(ruleset: RuleSet, report: Report) -> Program:
    """The program of a rule set. Where something was reported it is good for further checks only."""
    check_names(ruleset, report)
    rules = tuple(sorted(ruleset.rules, key=lambda rule: rule.id))
    draft = Draft(ruleset, names_of(ruleset), report, rules, givers_of(rules))
    for item in working_order(ruleset, report):
        _work_out(draft, item)
    scope = number(draft, ruleset.scope.when)
    compiled = tuple([_rule(draft, index) for index in range(len(rules))])
    steps, draft.steps, draft.late = tuple(draft.steps), [], True
    clocks = tuple([_clock(draft, clock) for clock in sorted(ruleset.clocks, key=lambda clock: clock.id)])
    invariants = tuple([_invariant(draft, each) for each in sorted(ruleset.invariants, key=lambda each: each.id)])
    names = draft.names
    return Program(
        ruleset=ruleset,
        facts=names.facts,
        slots=names.slots,
        gates=tuple(draft.gates.get(fact.name, -1) for fact in names.facts),
        nodes=tuple(draft.nodes),
        quantities=tuple(draft.quantities[name] for name in names.quantities),
        scores=tuple(_score(draft, name) for name in names.scores),
        parameters=tuple(names.parameters),
        steps=steps,
        late_steps=tuple(draft.steps),
        scope=scope,
        rules=compiled,
        clocks=clocks,
        definitions={name: draft.definitions[name] for name in sorted(draft.definitions)},
        node_support=tuple(slots_of(draft, support) for support in draft.node_support),
        invariants=invariants,
    )


def _work_out(draft: Draft, item: Item) -> None:
    """Number what one named thing consists of."""
    ruleset = draft.ruleset
    match item.kind:
        case "fact":
            gate = ruleset.facts[item.name].applies_when
            if gate is not None:
                draft.gates[item.name] = number(draft, gate)
        case "definition":
            draft.definitions[item.name] = number(draft, ruleset.definitions[item.name].condition)
        case "quantity":
            compile_quantity(draft, ruleset.quantities[item.name])
        case "score":
            _score_step(draft, item.name)


def _rule_node(draft: Draft, index: int) -> int:
    found = draft.rule_nodes.get(index)
    if found is None:
        found = draft.rule_nodes[index] = number(draft, draft.rules[index].when)
    return found


def _score_step(draft: Draft, name: str) -> None:
    """A score comes after the conditions of the rules that give points to it, and their inputs."""
    supports = []
    for index in draft.givers.get(name, ()):
        supports.append(draft.node_support[_rule_node(draft, index)])
        by = draft.rules[index].effect.points_by
        if by is not None and by.score == name:
            ref = draft.names.subject(by.subject)
            supports.append(NO_SUPPORT if ref is None else support_of(draft, ref))
    index = draft.names.scores[name]
    draft.score_support[index] = union(supports)
    draft.steps.append(Step("score", index))


def _score(draft: Draft, name: str) -> CompiledScore:
    written = draft.ruleset.scores[name].bands
    bands = [(band.low, band.high, _grade(draft, band.grade, band.place)) for band in written]
    ordered = sorted(bands, key=lambda band: (band[0] is not None, band[0] or 0))
    support = draft.score_support[draft.names.scores[name]]
    return CompiledScore(name, tuple(draft.givers.get(name, ())), tuple(ordered), slots_of(draft, support))


def _grade(draft: Draft, grade: str | None, place: Place) -> int:
    """The index of a grade, -1 where none is meant or it is unknown."""
    if grade is None:
        return -1
    if grade not in draft.names.grades:
        draft.report.error("RE305", f"there is no grade `{grade}`", place, help=suggestion(grade, draft.names.grades))
    return draft.names.grades.get(grade, -1)


def _rule(draft: Draft, index: int) -> CompiledRule:
    rule = draft.rules[index]
    node = _rule_node(draft, index)
    for score in rule.effect.points:
        _check_score(draft, score, place_in(rule, "points"))
    return CompiledRule(
        rule=rule,
        node=node,
        minimum=_grade(draft, rule.effect.minimum_grade, place_in(rule, "minimum_grade")),
        support=slots_of(draft, draft.node_support[node]),
        requires=tuple(_requires(draft, rule)),
        points_by=_points_by(draft, index),
    )


def _check_score(draft: Draft, score: str, place: Place) -> None:
    if score not in draft.names.scores:
        unknown_name(draft.names, score, place, draft.report, _SCORE)


def _requires(draft: Draft, rule: Rule) -> Iterator[int]:
    for name in rule.effect.require:
        if name in draft.ruleset.facts:
            yield draft.names.slots[name]
        else:
            unknown_name(draft.names, name, place_in(rule, "require"), draft.report, _REQUIRED)


def _points_by(draft: Draft, index: int) -> CompiledBands | None:
    by = draft.rules[index].effect.points_by
    if by is None:
        return None
    _check_score(draft, by.score, by.place)
    ref = draft.names.subject(by.subject)
    if ref is None:
        unknown_name(draft.names, by.subject, by.place, draft.report, COMPARED)
    elif ref.kind == "score" or (ref.kind == "fact" and not draft.names.facts[ref.index].type.is_number):
        noun = "a score" if ref.kind == "score" else kind_of(draft.names.facts[ref.index])
        message = f"`points_by` gives points to ranges of a number, and `{by.subject}` is {noun}"
        draft.report.error("RE345", message, by.place, help="name an integer or decimal fact, or a quantity")
    return CompiledBands(index, ref or Ref("constant"), draft.names.scores.get(by.score, -1))


def _clock(draft: Draft, clock: Clock) -> CompiledClock:
    node = number(draft, clock.when)
    starts, stops = _moment(draft, clock, "starts"), _moment(draft, clock, "stops")
    refs = [Ref("fact", slot) for slot in (starts, stops) if slot >= 0]
    support = union((draft.node_support[node], *(support_of(draft, ref) for ref in refs)))
    return CompiledClock(clock, node, starts, stops, _within(draft, clock), slots_of(draft, support))


def _moment(draft: Draft, clock: Clock, key: str) -> int:
    """The slot of a clock's start or stop, -1 where none is meant or it is wrong."""
    name = clock.starts if key == "starts" else clock.stops
    place = clock.places.get(key, clock.place)
    if name is None:
        return -1
    if name not in draft.ruleset.facts:
        unknown_name(draft.names, name, place, draft.report, _MOMENT)
        return -1
    fact = draft.ruleset.facts[name]
    if not fact.type.is_moment:
        message = f"a time limit starts and stops at a date or datetime, and `{name}` is {kind_of(fact)}"
        draft.report.error("RE360", message, place, help="name a date or datetime fact")
    elif clock.unit == "hours" and fact.type is FactType.DATE:
        help = f"make `{name}` a datetime, or count in days"
        draft.report.error("RE361", f"hours are counted between datetimes, and `{name}` is a date", place, help=help)
    return draft.names.slots[name]


def _within(draft: Draft, clock: Clock) -> Ref:
    name = clock.within.parameter
    if name is None:
        return Ref("constant", value=clock.within.literal)
    if name not in draft.names.parameters:
        unknown_name(draft.names, name, clock.within.place, draft.report, PARAMETER)
    return Ref("parameter", draft.names.parameters.get(name, -1))


def _invariant(draft: Draft, invariant: Invariant) -> CompiledInvariant:
    given = number(draft, invariant.given)
    then = -1 if invariant.then is None else number(draft, invariant.then)
    support = union(draft.node_support[node] for node in (given, then) if node >= 0)
    minimum = _grade(draft, invariant.minimum_grade, invariant.place)
    return CompiledInvariant(invariant, given, then, minimum, slots_of(draft, support))
