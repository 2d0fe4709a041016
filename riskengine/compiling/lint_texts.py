"""What texts print without a phrase for it."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.compiling.implied import Implications, Implied, implied
from riskengine.compiling.lines import Key, region_of_truth
from riskengine.compiling.places import place_in
from riskengine.compiling.program import CompiledRule, Program
from riskengine.compiling.regions import held_by
from riskengine.compiling.report import Report
from riskengine.compiling.templates import placeholders
from riskengine.facts import FactType

__all__ = ["lint_texts"]


def lint_texts(program: Program, known: Implications, report: Report) -> None:
    """Report placeholders without a phrase; what fills them then is clumsy, though true."""
    for rule in program.rules:
        names = placeholders(rule.rule.because)
        facts = implied(known, rule.node, truth=True) if names else {}
        for name in names:
            _check_phrases(program, rule, name, facts, report)


def _check_phrases(program: Program, rule: CompiledRule, name: str, facts: Implied, report: Report) -> None:
    for phrase in _lacking(program, name, facts):
        message = f"rule {rule.rule.id} prints `{name}`, which has no phrase `{phrase}`"
        report.warning("RE626", message, place_in(rule.rule, "because"), help=f"add `{phrase}` to the phrases of `{name}`")


def _lacking(program: Program, name: str, facts: Implied) -> Iterator[str]:
    """The phrases that are lacking for what the rule can print."""
    ruleset = program.ruleset
    if name in ruleset.definitions:
        key = ("definition", program.definitions[name], name)
        yield from (word for word in _truths(facts, key) if word not in ruleset.definitions[name].phrases)
    elif name in ruleset.facts:
        fact = ruleset.facts[name]
        wanted = _truths(facts, ("fact", program.slots[name], "")) if fact.type is FactType.BOOLEAN else ("value",)
        yield from (word for word in wanted if word not in fact.phrases)
    elif name in ruleset.quantities and not ruleset.quantities[name].phrase:
        yield "phrase"


def _truths(facts: Implied, key: Key) -> Iterator[str]:
    """The truths that something can have."""
    region = facts.get(key)
    for word, value in (("true", True), ("false", False)):
        if region is None or held_by([region, region_of_truth(value=value)], 2).stretches:
            yield word
