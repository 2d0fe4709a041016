"""The assessment as of its own day, and what has changed since, by trying all completions four times (language 3.9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from riskengine.ruleset import DatedValue
from tests.oracle import Situation, brute_force
from tests.oracle_domains import ends_of
from tests.oracle_verdicts import verdict_of
from tests.oracle_worlds import parameter_value

__all__ = ["changes_since", "known_on"]


def known_on(situation: Situation, recorded: Mapping[str, Any], day: date) -> Situation | None:
    """The case with what was recorded by a day; None where a value does not fit that day, of which nothing is said here."""
    known, asked = {}, set()
    for name, entry in recorded.items():
        found = _latest(entry, day)
        if found is _NOTHING:
            continue
        value = situation.known.get(name)
        if found is None or value is None:
            asked.add(name)
        elif not _fits(situation, name, value, day):
            return None
        else:
            known[name] = value
    return replace(situation, as_of=day, known=known, asked=frozenset(asked))


_NOTHING = object()


def _latest(entry: Any, day: date) -> Any:
    """The value that counts on a day; one without a day is taken as known."""
    if isinstance(entry, dict):
        entry = [entry]
    if not isinstance(entry, list) or not all(isinstance(each, dict) for each in entry):
        return entry
    early = [each for each in entry if date.fromisoformat(each["as_at"]) <= day]
    return max(early, key=lambda each: each["as_at"])["value"] if early else _NOTHING


def _fits(situation: Situation, name: str, value: Any, day: date) -> bool:
    fact = situation.ruleset.facts[name]
    if not fact.type.is_moment:
        return True
    low, high = ends_of(fact, day)
    return bool(low <= value <= high)


def changes_since(situation: Situation, recorded: Mapping[str, Any], officer: str, made: date) -> set[str] | None:
    """The findings about what has changed since the assessment was made; None where nothing is said here."""
    then, now = known_on(situation, recorded, made), known_on(situation, recorded, situation.as_of)
    if then is None or now is None:
        return None
    today = situation.as_of
    if not _sound(then, made, officer):
        return set()
    guidance, knowledge, both = (not _sound(*each, officer) for each in ((then, today), (now, made), (now, today)))
    found = {"regrade_needed"} if guidance else set()
    found |= {"new_information"} if knowledge else set()
    return {"regrade_needed", "new_information"} if both and not found else found


def _sound(situation: Situation, guidance: date, officer: str) -> bool:
    """Whether the grade is consistent with what is known, with the parameters of a day."""
    ruleset = situation.ruleset
    parameters = {
        name: replace(history, values=(DatedValue(date(1900, 1, 1), parameter_value(ruleset, name, guidance) or 0),))
        for name, history in ruleset.parameters.items()
    }
    under = replace(situation, ruleset=replace(ruleset, parameters=parameters))
    return verdict_of(under, brute_force(under), officer) == "consistent"
