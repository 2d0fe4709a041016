"""The English texts for what an answer, a fact that is otherwise, or fewer facts would come to."""

from __future__ import annotations

from typing import Final

from riskengine.explaining.english_phrases import prefixed

__all__ = ["ENGLISH_WHAT_IF"]

_LABELS = {
    "section_sufficient": "Facts that are enough by themselves",
    "section_why_not": "Rules that do not apply",
}

_ANSWERS = {
    "line": "If {answer}: {then}.",
    "yes": "yes",
    "no": "no",
    "least": "at least {least}",
    "range": "at least {least}, and up to {most} depending on what else is not known",
    "outside": "the rule set does not cover the case",
    "scope_open": "{range}, if the rule set covers the case",
    "number_is": "{low}",
    "number_any": "any number",
    "number_from": "{low} or more",
    "number_above": "more than {low}",
    "number_to": "{high} or less",
    "number_below": "less than {high}",
    "number_between": "{low} to {high}",
    "both": "{one} and {other}",
    "moment_is": "on {low}",
    "moment_any": "any day",
    "moment_from": "on or after {low}",
    "moment_to": "on or before {high}",
    "moment_below": "before {high}",
    "other_text": "anything else",
    "some": "including {some}",
    "some_without": "including {some} and not {others}",
    "none": "including none of {others}",
    "whatever": "any of the options",
}

_SUFFICIENT = {
    "one": "This recorded fact alone is enough for guidance to require at least {least}, whatever else is found{covered}.",
    "many": (
        "These recorded facts alone are enough for guidance to require at least {least}, whatever else is found{covered}. "
        "Without any one of them the others would not be enough."
    ),
    "nothing": "Guidance requires at least {least} whatever is recorded{covered}.",
    "covered": ", as long as the rule set covers the case",
    "presumed": "What is presumed stays presumed in this.",
    "withheld": "Information that is withheld.",
}

_WHY_NOT = {
    "rule": "Rule {rule}: {part}.",
    "withheld": "Rule {rule} does not apply. What stops it is withheld.",
    "also": "For it to apply, this would have to hold too: {rest}.",
}

_FURTHER = {
    "nothing": "No single answer, and no single record that turned out otherwise, would change the result.",
    "nothing_open": "No single answer to what is not known would change the result.",
    "questions": "These answers would change the result.",
    "records": (
        "The result rests on these records. If one of them turns out to be wrong, put it right and record where that comes from."
    ),
    "pairs": (
        "The result rests on these records together. If they turn out to be wrong, "
        "put them right and record where that comes from."
    ),
    "if": "If {answer}: {then}.",
    "both": "{answers} at once",
    "question_recorded": "{question} Recorded: {value}.",
    "below_minimum": "the grade would not stand",
    "consistent": "the grade would be consistent with guidance",
    "departure": "the grade would stand as a departure",
    "not_supported": "the grade would not yet be supported",
    "not_graded": "there would be no grade to check",
    "out_of_scope": "the rule set would not cover the case",
}


ENGLISH_WHAT_IF: Final = {
    **prefixed("label", _LABELS),
    **prefixed("answer", _ANSWERS),
    **prefixed("sufficient", _SUFFICIENT),
    **prefixed("why_not", _WHY_NOT),
    **prefixed("further", _FURTHER),
}
