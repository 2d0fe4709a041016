"""The differences between two editions that can matter to a case: rules, scores, facts, time limits, what is covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from riskengine.comparing.meaning import clock_meaning, condition_meaning, fact_meaning, rule_meaning, score_meaning
from riskengine.records import record
from riskengine.ruleset import RuleSet

__all__ = ["GRADING", "Change", "Difference", "Key", "Kind", "differences"]

Kind = Literal["rule", "score", "fact", "facts", "scope", "time_limit", "reason_codes"]
Change = Literal["new", "gone", "changed"]
Key = tuple[Kind, str]
"""What a difference is about: `facts` are all facts that only one of the editions asks for."""

GRADING = frozenset(
    {"condition", "minimum", "points", "requires", "when_unknown", "discretion", "bands", "values", "applies_when"}
)
"""The aspects that can have a part in the grade or the verdict."""


@record
class Difference:
    """One thing that is new in the second edition, gone from it, or changed; `aspects` say in what, where it is changed."""

    kind: Kind
    id: str
    change: Change
    aspects: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.kind, self.id


def differences(first: RuleSet, second: RuleSet) -> tuple[Difference, ...]:
    """Every difference in meaning, rules first, each kind by name. Wording alone is none."""
    return tuple(_all(first, second))


def _all(first: RuleSet, second: RuleSet) -> Iterator[Difference]:
    rules = [{rule.id: rule_meaning(each, rule) for rule in each.rules} for each in (first, second)]
    yield from _between("rule", *rules)
    scores = [{name: score_meaning(each, name) for name in each.scores} for each in (first, second)]
    yield from _between("score", *scores)
    shared = first.facts.keys() & second.facts.keys()
    facts = [{name: fact_meaning(each, name) for name in shared} for each in (first, second)]
    yield from _between("fact", *facts)
    if first.facts.keys() != second.facts.keys():
        yield Difference("facts", "facts", "changed", _vocabulary(first.facts.keys(), second.facts.keys()))
    if condition_meaning(first, first.scope.when) != condition_meaning(second, second.scope.when):
        yield Difference("scope", "scope", "changed", ("condition",))
    clocks = [{clock.id: clock_meaning(each, clock) for clock in each.clocks} for each in (first, second)]
    yield from _between("time_limit", *clocks)
    if first.reason_codes.keys() != second.reason_codes.keys():
        yield Difference("reason_codes", "reason_codes", "changed", _vocabulary(first.reason_codes, second.reason_codes))


def _between(
    kind: Kind, first: Mapping[str, Mapping[str, object]], second: Mapping[str, Mapping[str, object]]
) -> Iterator[Difference]:
    for name in sorted(first.keys() | second.keys()):
        if name not in first:
            yield Difference(kind, name, "new")
        elif name not in second:
            yield Difference(kind, name, "gone")
        elif aspects := tuple(aspect for aspect, meaning in first[name].items() if second[name][aspect] != meaning):
            yield Difference(kind, name, "changed", aspects)


def _vocabulary(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    before, after = set(first), set(second)
    return tuple(name for name, found in (("new", after - before), ("gone", before - after)) if found)
