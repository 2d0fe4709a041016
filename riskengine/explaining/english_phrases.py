"""The English texts for values, comparisons, facts and conditions, from which sentences are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["ENGLISH_PHRASES", "prefixed"]

_COUNTS = ("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")

_VALUES = {
    "yes": "yes",
    "no": "no",
    "quoted": "“{text}”",
    "cut": "{text}… (cut: {count} characters in all)",
    "moment": "{day} at {time}",
    "nothing_chosen": "none of the options",
    **{f"count_{number}": word for number, word in enumerate(_COUNTS, 2)},
    "days_one": "{count} day",
    "days_many": "{count} days",
    "about_months": "{days} (about {months} months)",
    "link_and": " and ",
    "link_and_vowel": " and ",
    "link_or": " or ",
    "withheld": "[withheld]",
    "in_english": "{text}",
}

_OPERATORS = {
    "is": "{0}",
    "is_not": "not {0}",
    "in": "{or_list}",
    "not_in": "not {or_list}",
    "more_than": "more than {0}",
    "at_least": "at least {0}",
    "less_than": "less than {0}",
    "at_most": "at most {0}",
    "before": "before {0}",
    "after": "after {0}",
    "on_or_before": "on or before {0}",
    "on_or_after": "on or after {0}",
    "between": "from {0} to {1}",
    "not between": "not from {0} to {1}",
    "contains": "including {0}",
    "not contains": "not including {0}",
    "contains_any": "including {or_list}",
    "not contains_any": "including neither {or_list}",
    "contains_all": "including {and_list}",
    "not contains_all": "not including all of {and_list}",
}
"""The comparison of `subject is ...`; `{0}`, `{1}` are its operands, the lists are all of them."""

_PHRASES = {
    "subject_is": "{subject} is {what}",
    "answer_true": "the answer to “{question}” is yes",
    "answer_false": "the answer to “{question}” is no",
    "answer_unknown": "the answer to “{question}” is not known",
    "name_true": "“{name}” is recorded as true",
    "name_false": "“{name}” is recorded as false",
    "name_unknown": "“{name}” is not known",
    "fact_value": "“{name}” is {value}",
    "fact_not_applicable": "“{name}” does not apply here",
    "quantity_value": "{name} is {value}",
    "quantity_range": "{name} is not known exactly: it is from {low} to {high}",
    "quantity_unknown": "{name} is not known",
    "quantity_not_applicable": "{name} does not apply here",
    "quantity_name": "“{name}”",
    "score_name": "the score “{name}”",
    "parameter_name": "the limit “{name}”",
    "as_of": "the day of this check",
    "grade": "the grade that counts",
    "with_comparison": "{phrase} ({comparison})",
    "not_known_whether": "it is not known whether {phrase}",
    "always_true": "this covers every case",
    "always_false": "this covers no case",
    "at_least_true": "at least {n} of these hold: {parts}",
    "at_least_false": "fewer than {n} of these hold: {parts}",
    "node_withheld": "information that is withheld says so",
}

_REASONS = {
    "never_applies": "whatever the answers to what is not known, its parts cannot hold together",
    "not_lower_rule": "rule {rule} requires at least {grade}",
    "not_lower_score": "the score “{score}” is at least {value}, which guidance puts higher",
    "not_lower_completions": "every possible answer to what is not known leads to at least {grade}",
}


def prefixed(prefix: str, table: Mapping[str, str]) -> dict[str, str]:
    """The texts of a table under keys that begin with the table's name."""
    return {f"{prefix}.{key}": text for key, text in table.items()}


ENGLISH_PHRASES: Final = {
    **_VALUES,
    **prefixed("op", _OPERATORS),
    **prefixed("phrase", _PHRASES),
    **prefixed("reason", _REASONS),
}
