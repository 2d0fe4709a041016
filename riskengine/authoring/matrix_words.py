"""What the matrix says, in the words that its text and its page share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riskengine.authoring.matrix import OUTCOMES, EditionMatrix, MatrixGap, MatrixParagraph, MatrixPart
from riskengine.explaining.values import list_text, number_text

__all__ = [
    "COLUMNS",
    "KINDS",
    "case_outcomes",
    "count",
    "gap_text",
    "named_cases",
    "not_passed",
    "outcome_text",
    "saying_so",
    "standing",
    "status_text",
    "summary",
    "without_any",
]

KINDS = {"rule": "rule", "time_limit": "time limit", "parameter": "parameter", "claim": "claim"}
"""What each kind of part is called."""

_OUTCOMES = {
    "applies": "applies",
    "does_not_apply": "does not apply",
    "unsettled": "is not settled",
    "presumed": "is presumed to apply",
    "accepted": "is not settled, and accepted",
}
COLUMNS = (("applies", "applies"), ("does_not_apply", "does not apply"), ("unsettled", "is not settled"))
_MOST_NAMED = 20
"""The most cases named under one outcome of a rule: hundreds say that a rule does not apply, and nobody reads such a list."""
_SURE = {
    "verified": "read in the source",
    "press": "from press reports",
    "third_party": "from a third party",
    "derived": "worked out from the source",
    "unverified": "not verified",
}
_STATUS = {"encoded": "encoded", "partly": "encoded in part", "not_encoded": "not encoded"}
_GAPS = {
    "applies": "a case in which it applies",
    "does_not_apply": "a case in which it does not apply",
    "unsettled": "a case in which it is not settled",
}


def outcome_text(outcome: str) -> str:
    """An outcome of a rule, or a state of a time limit, as words.

    >>> outcome_text("does_not_apply"), outcome_text("met_late")
    ('does not apply', 'met late')
    """
    return _OUTCOMES.get(outcome, outcome.replace("_", " "))


def count(number: int, noun: str) -> str:
    """A number of things.

    >>> count(1, "case"), count(1200, "case")
    ('1 case', '1200 cases')
    """
    return f"{number_text(number)} {noun}{'' if number == 1 else 's'}"


def status_text(paragraph: MatrixParagraph) -> str:
    """How far a paragraph is encoded, why no further, and how sure we are of it."""
    sure = _SURE.get(paragraph.confidence, "not verified")
    reason = " ".join(paragraph.reason.split())
    because = f", because {reason}" if reason else ""
    if paragraph.status == "encoded" and not paragraph.is_cited:
        because = ", but nothing in this edition cites it"
    return f"{_STATUS[paragraph.status]}{because} ({sure})"


def summary(edition: EditionMatrix) -> str:
    """How much there is, in two sentences."""
    kinds = [count(len(edition.of_kind(kind)), KINDS[kind]) for kind in ("rule", "time_limit", "parameter", "claim")]
    cited = sum(paragraph.is_cited for paragraph in edition.paragraphs)
    behind = f"{count(cited, 'paragraph')} of guidance {'is' if cited == 1 else 'are'} behind {list_text(kinds)}"
    rest = len(edition.paragraphs) - cited
    others = f"{count(rest, 'further paragraph')} in force {'is' if rest == 1 else 'are'} behind none"
    return f"{behind}; {others}. {count(len(edition.cases), 'regression case')} judged under this edition."


def standing(part: MatrixPart) -> str:
    """What came out of a rule or time limit over all cases, and how many of them say that it must.

    The same words wherever it stands: `applies in 4 cases (2 say so)`.
    """
    if not part.cases:
        return "no case"
    return ", ".join(_standing(part, outcome) for outcome in _in_order(part.cases))


def _standing(part: MatrixPart, outcome: str) -> str:
    said = len(part.stated.get(outcome, ()))
    return f"{outcome_text(outcome)} in {count(len(part.cases[outcome]), 'case')} ({said} say{'s' if said == 1 else ''} so)"


def saying_so(part: MatrixPart, outcome: str) -> str:
    """In how many cases an outcome came out, as the beginning of the list of those that say that it must."""
    said = part.stated.get(outcome, ())
    says = f"{'this says' if len(said) == 1 else 'these say'} so:" if said else "none says so"
    if len(said) > _MOST_NAMED:
        says = f"{number_text(len(said))} say so, among them:"
    return f"{outcome_text(outcome)} in {count(len(part.cases[outcome]), 'case')}; {says}"


def named_cases(part: MatrixPart, outcome: str) -> tuple[int, ...]:
    """The numbers of the cases that are named under an outcome: of many only the first; JSON and the list of cases have all."""
    return part.stated.get(outcome, ())[:_MOST_NAMED]


def _in_order(outcomes: Mapping[str, object]) -> list[str]:
    known = [outcome for outcome in OUTCOMES if outcome in outcomes]
    return [*known, *(outcome for outcome in outcomes if outcome not in OUTCOMES)]


def gap_text(gap: MatrixGap) -> str:
    """What a gap is, as the beginning of a list of rules and time limits."""
    if gap.what == "no_case":
        return f"Without {_GAPS[gap.outcome]}"
    return f"Without one that says so, though there is {_GAPS[gap.outcome]}"


def without_any(edition: EditionMatrix) -> tuple[str, ...]:
    """The rules and time limits of which no case says anything."""
    return tuple(part.id for part in edition.of_kind("rule", "time_limit") if not part.stated)


def case_outcomes(outcomes: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """The rules of a case by their outcome, those that do not apply left out."""
    found = [(outcome, [name for name, each in outcomes.items() if each == outcome]) for outcome in _in_order(_used(outcomes))]
    return [(outcome_text(outcome), names) for outcome, names in found if outcome not in ("does_not_apply", "not_applicable")]


def _used(outcomes: Mapping[str, str]) -> dict[str, None]:
    return dict.fromkeys(sorted(set(outcomes.values())))


def not_passed(editions: Iterable[EditionMatrix]) -> int:
    """How many cases did not come out as their suites say."""
    return sum(not case.passed for edition in editions for case in edition.cases)
