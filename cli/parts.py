"""The parts of a rule set as plain records for `show`: one function per kind of part, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from riskengine.facts import Fact
from riskengine.guidance import Provision, Source
from riskengine.quantities import QUANTITY_KINDS, Quantity
from riskengine.ruleset import Clock, Definition, Invariant, ParameterHistory, Rule, RuleSet, Score
from riskengine_cli.written import condition_as_written, effect_as_written, input_as_written, plain

if TYPE_CHECKING:
    from riskengine.loading.editions import EditionHeader

__all__ = ["PARTS", "citations_of", "edition", "entries", "header", "provision", "source"]

Record = dict[str, Any]


def header(given: EditionHeader, provenance: str) -> Record:
    """One edition in a list of them."""
    return {
        "edition": f"{given.id}/{given.edition}",
        "status": given.status,
        "effective": _span(given.effective_from, given.effective_until),
        "provenance": provenance,
        "jurisdictions": list(given.jurisdictions),
        "title": given.title,
    }


def edition(given: RuleSet) -> Record:
    """One edition: who made it, when it holds, and everything in it by name."""
    return {
        "kind": "edition",
        "title": f"{given.id} {given.edition}: {given.title}",
        "status": given.status,
        "provenance": given.provenance,
        "owner": given.owner,
        "published": plain(given.published),
        "effective": _span(given.effective_from, given.effective_until),
        "review_by": plain(given.review_by),
        "jurisdictions": list(given.jurisdictions),
        "grades": list(given.grades),
        "covers": given.scope.otherwise,
        "rules": {rule.id: rule.title for rule in given.rules},
        "time_limits": {clock.id: clock.title for clock in given.clocks},
        "claims": {invariant.id: invariant.claim for invariant in given.invariants},
        "facts": {name: given.facts[name].question for name in sorted(given.facts)},
        "definitions": sorted(given.definitions),
        "quantities": sorted(given.quantities),
        "scores": sorted(given.scores),
        "parameters": sorted(given.parameters),
        "reason_codes": dict(given.reason_codes),
        "digest": given.digest,
    }


def source(given: Source) -> Record:
    """One edition of one source of guidance."""
    return {
        "kind": "source",
        "title": f"{given.source}/{given.edition}: {given.title}",
        "publisher": given.publisher,
        "published": plain(given.published),
        "in_force": _span(given.effective_from, given.effective_until),
        "jurisdictions": list(given.jurisdictions),
        "address": given.address,
        "confidence": given.confidence,
        "provisions": {each.reference: each.title for each in given.provisions},
    }


def provision(given: Provision, cited_by: list[str]) -> Record:
    """One provision, and what rests on it."""
    return {
        "kind": "provision",
        "title": f"{given.reference}: {given.title}",
        "text": given.text,
        "status": given.status,
        "reason": given.reason,
        "confidence": given.confidence,
        "address": given.address,
        "cited_by": cited_by,
    }


def _rule(rule: Rule) -> Record:
    return {
        "title": f"{rule.id}: {rule.title}",
        "condition": condition_as_written(rule.when),
        "effect": effect_as_written(rule.effect),
        "because": rule.because,
        "when_unknown": rule.when_unknown,
        "discretion": rule.discretion,
        "cites": list(rule.cites),
    }


def _clock(clock: Clock) -> Record:
    return {
        "title": f"{clock.id}: {clock.title}",
        "condition": condition_as_written(clock.when),
        "starts": clock.starts,
        "within": f"{_worded(input_as_written(clock.within))} {clock.unit.replace('_', ' ')}",
        "stops": clock.stops,
        "because": clock.because,
        "cites": list(clock.cites),
    }


def _worded(value: Any) -> str:
    return f"{value['param']}" if isinstance(value, Mapping) else str(value)


def _invariant(claim: Invariant) -> Record:
    then = {"minimum_grade": claim.minimum_grade} if claim.then is None else condition_as_written(claim.then)
    given = condition_as_written(claim.given)
    return {"title": f"{claim.id}: {claim.claim}", "given": given, "then": then, "cites": list(claim.cites)}


def _fact(fact: Fact) -> Record:
    return {
        "title": f"the fact `{fact.name}`",
        "question": fact.question,
        "group": fact.group,
        "type": fact.type.value,
        "options": list(fact.options),
        "ordered": fact.ordered or None,
        "minimum": plain(fact.minimum),
        "maximum": plain(fact.maximum),
        "earliest": plain(fact.earliest),
        "latest": plain(fact.latest),
        "direction": fact.direction,
        "sensitive": fact.sensitive,
        "applies_when": condition_as_written(fact.applies_when) if fact.applies_when else None,
        "phrases": dict(fact.phrases),
    }


def _definition(definition: Definition) -> Record:
    return {
        "title": f"the definition `{definition.name}`",
        "condition": condition_as_written(definition.condition),
        "phrases": dict(definition.phrases),
    }


def _quantity(quantity: Quantity) -> Record:
    kind = QUANTITY_KINDS[quantity.kind]
    inputs = [input_as_written(each) for each in quantity.inputs]
    title = f"the quantity `{quantity.name}`"
    return {"title": title, "what": kind.phrase, "inputs": {quantity.kind: inputs}, "phrase": quantity.phrase}


def _score(score: Score) -> Record:
    bands = [{"from": plain(band.low), "to": plain(band.high), "grade": band.grade} for band in score.bands]
    return {
        "title": f"the score `{score.name}`",
        "bands": [{key: value for key, value in band.items() if value is not None} for band in bands],
    }


def _parameter(history: ParameterHistory) -> Record:
    values = [
        f"{plain(value.value)} from {value.start}{'' if value.verified else ' (not verified)'}"
        + (f", {', '.join(value.cites)}" if value.cites else "")
        for value in history.values
    ]
    return {"title": f"the parameter `{history.name}`", "values": values}


def _span(first: object, last: object) -> str:
    return f"{first} to {last}" if last else f"from {first}"


PARTS: dict[str, Callable[[Any], Record]] = {
    "rule": _rule,
    "clock": _clock,
    "invariant": _invariant,
    "fact": _fact,
    "definition": _definition,
    "quantity": _quantity,
    "score": _score,
    "parameter": _parameter,
}
"""How each kind of part of a rule set is described."""


def entries(given: RuleSet, kind: str) -> Mapping[str, Any]:
    """The parts of one kind, a key of `PARTS`, by id or name."""
    match kind:
        case "rule":
            return {rule.id: rule for rule in given.rules}
        case "clock":
            return {clock.id: clock for clock in given.clocks}
        case "invariant":
            return {claim.id: claim for claim in given.invariants}
    named: dict[str, Mapping[str, Any]] = {
        "fact": given.facts,
        "definition": given.definitions,
        "quantity": given.quantities,
        "score": given.scores,
        "parameter": given.parameters,
    }
    return named[kind]


def citations_of(given: RuleSet) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything in an edition that cites guidance, by id or name, with what it cites."""
    for rule in given.rules:
        yield rule.id, (*rule.cites, *(cite for action in rule.effect.actions for cite in action.cites))
    for clock in given.clocks:
        yield clock.id, clock.cites
    for claim in given.invariants:
        yield claim.id, claim.cites
    for name in sorted(given.parameters):
        yield name, tuple(cite for value in given.parameters[name].values for cite in value.cites)
