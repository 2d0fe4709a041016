"""Rules, scores, quantities, time limits and claims that do nothing, or less than they seem to."""

from __future__ import annotations

from collections.abc import Hashable

from riskengine.compiling.places import place_in
from riskengine.compiling.program import CompiledRule, Program
from riskengine.compiling.ranges import Ranges
from riskengine.compiling.report import Report
from riskengine.conditions import Condition
from riskengine.guidance import Guidance
from riskengine.quantities import QUANTITY_KINDS
from riskengine.ruleset import Definition, Effect, Rule

__all__ = ["lint_rules"]


def lint_rules(program: Program, ranges: Ranges, guidance: Guidance, report: Report) -> None:
    """Report what has no effect."""
    for rule in program.rules:
        _check_effect(program, rule, report)
        _check_discretion(program, rule.rule, report)
        _check_policy(program, rule, report)
    _check_twice(program, report)
    _check_bands(program, ranges, report)
    _check_parameters(program, guidance, report)
    _check_quantities(program, report)
    _check_edition(program, report)
    _check_time_limits(program, report)
    _check_claims(program, report)


def _moves_grade(effect: Effect) -> bool:
    return effect.minimum_grade is not None or bool(effect.points) or effect.points_by is not None


def _check_effect(program: Program, compiled: CompiledRule, report: Report) -> None:
    rule = compiled.rule
    if compiled.minimum == 0:
        message = f"rule {rule.id} asks for `{program.grades[0]}`, the lowest grade, so it changes nothing"
        report.warning(
            "RE617", message, place_in(rule, "minimum_grade"), help="ask for a higher grade, or give the rule another effect"
        )
    for score, points in rule.effect.points.items():
        if points == 0:
            message = f"rule {rule.id} gives no points to `{score}`"
            report.warning("RE618", message, place_in(rule, "points"), help="give points, or leave it out")
    by = rule.effect.points_by
    if by is not None and not any((*(band.points for band in by.bands), by.otherwise or 0)):
        report.warning(
            "RE618", f"rule {rule.id} gives no points to `{by.score}`, whatever `{by.subject}` is", by.place, help="give points"
        )


def _check_discretion(program: Program, rule: Rule, report: Report) -> None:
    if rule.discretion == "none":
        return
    place = place_in(rule, "discretion")
    if not program.ruleset.reason_codes:
        message = f"rule {rule.id} allows departures, and the rule set has no reason codes to give for one"
        report.warning("RE620", message, place, help="add `reason_codes` to ruleset.yaml")
    if not _moves_grade(rule.effect):
        message = f"rule {rule.id} asks for no grade, so nobody can depart from it"
        report.warning("RE621", message, place, help="leave `discretion` out")


def _check_policy(program: Program, compiled: CompiledRule, report: Report) -> None:
    rule = compiled.rule
    if rule.when_unknown == "report":
        return
    place = place_in(rule, "when_unknown")
    if not any(slot != program.as_of_slot for slot in compiled.support):
        message = f"rule {rule.id} depends on no fact, so it is never unknown whether it applies"
        report.warning("RE622", message, place, help="leave `when_unknown` out")
    elif rule.when_unknown == "accept" and not _moves_grade(rule.effect):
        message = f"rule {rule.id} asks for no grade, so there is nothing to accept"
        report.warning("RE622", message, place, help="leave `when_unknown` out")


def _check_twice(program: Program, report: Report) -> None:
    rules: dict[Hashable, Rule] = {}
    for compiled in program.rules:
        rule = compiled.rule
        first = rules.setdefault(_content(rule), rule)
        if first is not rule:
            message = f"rule {rule.id} has the condition and the effect of rule {first.id}"
            report.warning("RE613", message, rule.place, help="delete one of them", related=((first.place, f"rule {first.id}"),))
    definitions: dict[Condition, Definition] = {}
    for definition in program.ruleset.definitions.values():
        earlier = definitions.setdefault(definition.condition, definition)
        if earlier is not definition:
            message = f"`{definition.name}` says the same as `{earlier.name}`"
            related = ((earlier.place, f"`{earlier.name}`"),)
            report.warning("RE614", message, definition.place, help="keep one of them", related=related)


def _content(rule: Rule) -> Hashable:
    effect = rule.effect
    given = (tuple(sorted(effect.points.items())), effect.points_by, effect.minimum_grade)
    asked = (effect.require, effect.actions, effect.flag, effect.review)
    return (rule.when, rule.when_unknown, rule.discretion, given, asked)


def _check_bands(program: Program, ranges: Ranges, report: Report) -> None:
    for number, score in enumerate(program.scores):
        reach = ranges.scores[number]
        for band in program.ruleset.scores[score.name].bands:
            above = band.low is not None and reach.high is not None and band.low > reach.high
            below = band.high is not None and reach.low is not None and band.high < reach.low
            if above or below:
                message = f"`{score.name}` never falls into this band: it lies between {reach.low} and {reach.high}"
                report.warning("RE619", message, band.place, help="give more points, or delete the band")


def _check_parameters(program: Program, guidance: Guidance, report: Report) -> None:
    """One note on all values that were not read in their sources: they are told apart by looking at them."""
    histories = program.ruleset.parameters.items()
    values = [(name, dated) for name, history in histories for dated in history.values if not dated.verified]
    if not values:
        return
    names = tuple(dict.fromkeys(name for name, _ in values))
    cited = {cited for _, dated in values for cited in dated.cites if cited in guidance.provisions}
    known = sorted({guidance.provisions[each].confidence for each in cited})
    rests = f", and they rest on guidance whose confidence is {' or '.join(known)}" if known else ""
    message = f"values were not read in their sources{rests}: those of {', '.join(f'`{name}`' for name in names)}"
    report.note("RE627", message, values[0][1].place, help="read each in its source, then write `verified: true`")


def _check_quantities(program: Program, report: Report) -> None:
    for quantity in program.quantities:
        kind = QUANTITY_KINDS[quantity.kind]
        if all(ref.kind == "constant" for ref in quantity.inputs):
            report.warning(
                "RE625", f"`{quantity.name}` is the same number in every case", quantity.place, help="make it a parameter"
            )
        elif kind.takes == "numbers" and len(quantity.inputs) == 1:
            message = f"`{quantity.name}` is the {quantity.kind.replace('_', ' ')} one number, so that number itself"
            report.warning("RE625", message, quantity.place, help="use the number itself")


def _check_edition(program: Program, report: Report) -> None:
    ruleset = program.ruleset
    if ruleset.review_by is not None and ruleset.review_by < ruleset.effective_from:
        message = (
            f"the edition is past its review, {ruleset.review_by}, on the day that it takes effect, {ruleset.effective_from}"
        )
        report.warning("RE623", message, ruleset.place, help="give the day by which the owner looks at it again")


def _check_time_limits(program: Program, report: Report) -> None:
    for timed in program.clocks:
        clock = timed.clock
        if timed.stops >= 0 and timed.starts == timed.stops:
            message = f"time limit {clock.id} starts and stops at `{clock.starts}`, so it is always met"
            report.warning("RE624", message, clock.places.get("stops", clock.place), help="name what stops it")


def _check_claims(program: Program, report: Report) -> None:
    for claim in program.invariants:
        if claim.then < 0 and claim.minimum == 0:
            message = f"claim {claim.invariant.id} says that no case is below the lowest grade, which none ever is"
            report.warning("RE628", message, claim.invariant.place, help="claim a higher grade")
