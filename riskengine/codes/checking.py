"""Diagnostic codes of names and types (RE3xx), and of what compiles but is hardly meant (RE6xx)."""

from __future__ import annotations

from riskengine.codes.linting import LINT_CODES
from riskengine.codes.row import Code

__all__ = ["CHECKING_CODES"]

_NAMES = (
    Code(
        "RE301",
        "unknown-subject",
        "A condition names a fact, quantity or score that does not exist.",
        "A misspelt name would make the condition unknown for ever.",
    ),
    Code("RE302", "unknown-definition", "`holds` names a definition that does not exist.", "The condition would say nothing."),
    Code("RE303", "unknown-parameter", "`param` names a parameter that does not exist.", "There is nothing to compare with."),
    Code(
        "RE304",
        "unknown-score",
        "Points go to a score that does not exist.",
        "The points would be lost, and a grade come out too low.",
    ),
    Code(
        "RE305",
        "unknown-grade",
        "A rule, a band, a condition or a claim names a grade that is not among `grades`.",
        "The grade could never be required.",
    ),
    Code(
        "RE306",
        "unknown-input",
        "A quantity is worked out from something that does not exist.",
        "The number would never be known.",
    ),
    Code(
        "RE307",
        "unknown-required-fact",
        "`require` names a fact that does not exist.",
        "Nobody could ever establish it, or nobody would have to.",
    ),
    Code(
        "RE308",
        "unknown-moment",
        "A time limit starts or stops at a fact that does not exist.",
        "It would never run, or never stop.",
    ),
    Code(
        "RE309",
        "name-used-twice",
        "One name stands for two things: facts, quantities, definitions, parameters and scores share one namespace.",
        "A reader could not tell which is meant.",
    ),
    Code(
        "RE310",
        "definition-as-fact",
        "A definition stands where a fact, quantity or score is needed.",
        "A definition is used by `holds`.",
    ),
    Code("RE311", "fact-as-definition", "`holds` names something that is not a definition.", "Facts are compared, not held."),
    Code(
        "RE312",
        "name-of-wrong-kind",
        "A name stands where another kind of thing is needed.",
        "What would be compared, counted or required is not there.",
    ),
    Code(
        "RE313",
        "grade-in-a-rule",
        "`grade` is used outside time limits and claims.",
        "The grade follows from the rules; a rule that asks for it would go in a circle.",
    ),
)

_COMPARISONS = (
    Code(
        "RE315",
        "operator-of-another-type",
        "The operator does not fit the type of what it compares.",
        "The comparison has no meaning.",
    ),
    Code(
        "RE316",
        "order-without-order",
        "A choice whose options have no order is compared by order.",
        "Which option is higher was never said.",
    ),
    Code(
        "RE317",
        "value-of-another-type",
        "A value of one type is compared with a fact of another.",
        "They are never equal, so the rule would never apply.",
    ),
    Code("RE318", "unknown-option", "A fact is compared with an option that it does not have.", "The rule would never apply."),
    Code(
        "RE319",
        "fraction-of-whole-number",
        "A whole number is compared with a decimal.",
        "It never equals one, and a threshold between two whole numbers hides which is meant.",
    ),
    Code(
        "RE320",
        "value-outside-domain",
        "A fact is compared with a value that it can never have.",
        "The comparison has the same answer for every case.",
    ),
    Code(
        "RE321",
        "reversed-bounds",
        "The lower bound of `between`, an option or a parameter, comes after the upper one.",
        "Nothing lies between them.",
    ),
    Code(
        "RE322",
        "misplaced-parameter",
        "A parameter is compared with something that is not a number.",
        "Parameters are numbers.",
    ),
    Code(
        "RE323",
        "misplaced-reference",
        "A fact is compared with another one of a type that does not fit.",
        "Only numbers can be compared with numbers, and dates with dates.",
    ),
    Code(
        "RE324",
        "time-of-day-on-date",
        "A date is compared with a time of day.",
        "A date has none, so the answer would depend on a guess.",
    ),
    Code(
        "RE325",
        "dates-mixed-with-times",
        "One comparison mixes dates with times of day.",
        "Dates compare by the day in London, moments by the instant: a comparison does one of the two.",
    ),
    Code("RE326", "compared-with-itself", "A fact is compared with itself.", "The answer is the same for every case."),
    Code(
        "RE327",
        "compared-without-ends",
        "A number that is compared with another one declares no `minimum` or no `maximum`.",
        "Where one of them is unknown, what is possible could not be worked out.",
    ),
    Code(
        "RE314",
        "fraction-in-a-parameter",
        "A whole number is compared with a parameter that is a decimal.",
        "It never equals one, and a threshold between two whole numbers hides which is meant.",
    ),
)

_QUANTITIES = (
    Code(
        "RE328",
        "measured-without-ends",
        "A number that is used in arithmetic declares no `minimum` or no `maximum`.",
        "Where it is unknown, what is possible could not be worked out.",
    ),
    Code(
        "RE329",
        "input-of-another-type",
        "A quantity has an input that its kind cannot take.",
        "The number would have no meaning.",
    ),
    Code("RE334", "measured-against-itself", "A difference or a time is measured from a thing to itself.", "It is always 0."),
)

_CIRCLES = (
    Code("RE330", "circular-definition", "Definitions use each other in a circle.", "None of them could be worked out."),
    Code("RE331", "circular-gate", "Whether a fact applies depends on the fact itself.", "It could not be worked out."),
    Code("RE332", "circular-quantity", "Quantities use each other in a circle.", "None of them could be worked out."),
    Code(
        "RE333",
        "circular-score",
        "A rule that gives points to a score compares a score that depends on it.",
        "The score could not be worked out.",
    ),
)

_SCORES = (
    Code("RE340", "overlapping-bands", "Two bands of a score overlap.", "A score would have two grades."),
    Code("RE341", "gap-in-bands", "The bands of a score leave out scores between them.", "Such a score would ask for no grade."),
    Code(
        "RE342",
        "score-beyond-bands",
        "A score can be higher or lower than its bands reach.",
        "The worst cases would ask for no grade.",
    ),
    Code("RE343", "falling-grades", "A higher band of a score has a lower grade.", "More points may not lower a grade."),
    Code("RE344", "overlapping-points", "Two bands of `points_by` overlap.", "A value would give points twice, or by chance."),
    Code("RE345", "points-by-no-number", "`points_by` names something that is not a number.", "Only numbers have ranges."),
    Code(
        "RE346",
        "points-outside-domain",
        "A band of `points_by` lies outside what its fact or quantity can be.",
        "The points would never be given.",
    ),
    Code(
        "RE347",
        "points-left-out",
        "The bands of `points_by` leave out values, and `otherwise` is not written.",
        "Whether such values give no points was never said.",
    ),
    Code(
        "RE348",
        "negative-points-presumed",
        "A rule with `presume` or `accept` can give negative points.",
        "What is not known would lower a score.",
    ),
    Code(
        "RE349",
        "presumed-points-compared",
        "A condition compares a score to which a rule with `presume` or `accept` gives points.",
        "What was presumed would settle other rules as if it were known.",
    ),
)

_TEXTS = (
    Code(
        "RE350",
        "parameter-starts-late",
        "A parameter has no value on the first days of the edition.",
        "Cases of those days could not be judged.",
    ),
    Code(
        "RE351", "placeholder-of-nothing", "A text prints something that does not exist.", "A reader would see the placeholder."
    ),
    Code(
        "RE352",
        "placeholder-of-wrong-kind",
        "A text prints a score, a parameter or a grade.",
        "A reason rests on facts, quantities and definitions.",
    ),
    Code(
        "RE353",
        "placeholder-not-implied",
        "A text prints something that may be unknown, or otherwise, where the rule applies.",
        "The reason given would not be the reason.",
    ),
    Code(
        "RE360",
        "time-limit-without-moment",
        "A time limit starts or stops at a fact that is no date.",
        "It could not be counted.",
    ),
    Code(
        "RE361",
        "hours-between-dates",
        "A time limit in hours starts or stops at a date without a time of day.",
        "The hour at which it ends would be a guess.",
    ),
    Code(
        "RE362",
        "broken-length",
        "A parameter that says how long a time limit is has a negative or a broken value.",
        "Days and hours are counted whole.",
    ),
)

CHECKING_CODES: tuple[Code, ...] = (
    *sorted((*_NAMES, *_COMPARISONS, *_QUANTITIES, *_CIRCLES, *_SCORES, *_TEXTS), key=lambda row: row.code),
    *LINT_CODES,
)
"""Every code of checking, by number."""
