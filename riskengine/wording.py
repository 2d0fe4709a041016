"""What an edition says in another language: the texts of `welsh.yaml`, which change no decision."""

from __future__ import annotations

from collections.abc import Mapping

from riskengine.records import field, record

__all__ = ["FactWording", "RuleWording", "Wording"]


@record
class FactWording:
    """One fact: its question, and its phrases by the keys that they have in `facts.yaml`. What is missing is not translated."""

    question: str = ""
    phrases: Mapping[str, str] = field(default_factory=dict)


@record
class RuleWording:
    """One rule: its title, its `because`, its flag, and its actions in the order of the rule's own."""

    title: str = ""
    because: str = ""
    flag: str = ""
    actions: tuple[str, ...] = ()


@record
class Wording:
    """One edition's texts in another language, each under the name or id that it has in the edition.

    `otherwise` is what the scope says of a case that is not covered. `names` are the words for grades, options, scores,
    parameters and other names. `definitions` are the phrases of definitions, `clocks` the titles of time limits.
    """

    title: str = ""
    otherwise: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, FactWording] = field(default_factory=dict)
    definitions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quantities: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, RuleWording] = field(default_factory=dict)
    clocks: Mapping[str, str] = field(default_factory=dict)
