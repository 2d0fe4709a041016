"""The generated rule set: rules of the shapes that guidance has, the same for the same size and seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.vocabulary import FactSpec, vocabulary

__all__ = ["Model", "RuleSpec", "make_model"]

Plain = dict[str, Any]
_MINIMUMS = ("medium",) * 5 + ("high",) * 3 + ("very_high",)


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule: its condition as rule files write it, and the least grade that it asks for."""

    id: str
    when: Plain
    minimum: str


@dataclass(frozen=True, slots=True)
class Model:
    """Facts, named conditions and rules. The quantities are `age`, in years, and `indicators`, a count."""

    facts: list[FactSpec]
    definitions: dict[str, Plain]
    indicators: list[str]
    rules: list[RuleSpec] = field(default_factory=list)


def make_model(rules: int, facts: int, seed: int = 1) -> Model:
    """A rule set of a size."""
    random = Random(seed)  # noqa: S311 - rules, not secrets
    specs = vocabulary(facts)
    flags = [spec for spec in specs if spec.kind == "flag"]
    usable = [spec for spec in specs if not spec.name.startswith(("date_of", "referral", "enforcement"))]
    definitions = {
        f"definition_{number:03}": {"any": [spec.comparison(random) for spec in random.sample(flags, 2)]}
        for number in range(max(4, rules // 12))
    }
    model = Model(specs, definitions, [spec.name for spec in random.sample(flags, min(4, len(flags)))])
    for number in range(rules):
        when = _condition(random, number, usable, flags, list(definitions))
        model.rules.append(RuleSpec(f"R-{number:05}", when, random.choice(_MINIMUMS)))
    return model


def _condition(random: Random, number: int, facts: list[FactSpec], flags: list[FactSpec], definitions: list[str]) -> Plain:
    """One of the shapes that rules have, in turn."""
    some = [spec.comparison(random) for spec in random.sample(facts, 3)]
    holds = {"holds": random.choice(definitions)}
    shapes: tuple[Plain, ...] = (
        {"all": some[:2]},
        {"all": [holds, some[0]]},
        {"all": [some[0], {"any": some[1:]}]},
        {"at_least": {"n": 2, "of": [spec.comparison(random) for spec in random.sample(flags, 4)]}},
        {"all": [holds, {"not": some[0]}, some[1]]},
        {"all": [some[0], {"age": {"less_than": random.choice((21, 25))}}]},
        {"all": [some[0], {"indicators": {"at_least": random.choice((2, 3))}}]},
        {"any": [{"all": some[:2]}, {"all": [holds, some[2]]}]},
    )
    return shapes[number % len(shapes)]
