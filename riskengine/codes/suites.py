"""Diagnostic codes of regression suites (RE8xx)."""

from __future__ import annotations

from riskengine.codes.row import Code

__all__ = ["SUITE_CODES"]

SUITE_CODES: tuple[Code, ...] = (
    Code("RE801", "no-suites", "There is no suite at this path.", "A run that tests nothing must not look like a pass."),
    Code(
        "RE802",
        "not-read-as-a-suite",
        "A file or folder among suites would not be read.",
        "Cases that are never run protect nothing.",
    ),
    Code("RE803", "suite-without-cases", "A suite has no case.", "A suite that tests nothing must not look like a pass."),
    Code(
        "RE804",
        "suite-without-edition",
        "A suite lies outside of an edition, and does not say which it is for.",
        "Nothing says by which rules its cases are judged.",
    ),
    Code("RE805", "case-without-expectations", "A case expects nothing.", "Whatever came out, it would pass."),
    Code("RE806", "two-cases-of-one-name", "Two cases of a suite have one name.", "A failure would not say which of them it is."),
    Code(
        "RE807",
        "case-without-a-day",
        "A case has no day or jurisdiction of its own, and its suite has none.",
        "What guidance requires depends on both.",
    ),
    Code(
        "RE808",
        "unused-in-the-base",
        "No case uses something in the base of its suite.",
        "It looks as if it mattered, and does nothing.",
    ),
    Code(
        "RE809",
        "nothing-taken-away",
        "`without` names a fact that the base does not record, or that the case records itself.",
        "The case is not the one that its author had in mind.",
    ),
    Code(
        "RE810",
        "expectations-contradict",
        "A case expects two different things of one rule, fact or finding.",
        "It could never pass.",
    ),
    Code("RE811", "expects-unknown-rule", "A case expects something of a rule that the edition lacks.", "It would test nothing."),
    Code("RE812", "expects-unknown-fact", "A case expects something of a fact that the edition lacks.", "It would test nothing."),
    Code(
        "RE813",
        "expects-unknown-clock",
        "A case expects something of a time limit that the edition lacks.",
        "It would test nothing.",
    ),
    Code(
        "RE814", "expects-unknown-score", "A case expects something of a score that the edition lacks.", "It would test nothing."
    ),
    Code("RE815", "expects-unknown-grade", "A case expects a grade that the edition lacks.", "It could never be required."),
    Code("RE816", "expects-unknown-finding", "A case expects a finding that does not exist.", "It would test nothing."),
    Code(
        "RE817",
        "case-of-unknown-edition",
        "A case names an edition or rule set that does not exist.",
        "There are no rules to judge it by.",
    ),
    Code("RE818", "unreadable-sheet", "A CSV suite is not a sheet.", "What it says of which case would be a guess."),
    Code("RE819", "unknown-column", "A CSV suite has a column that means nothing.", "What is in it would not be tested."),
)
"""Every code of suites, by number."""
