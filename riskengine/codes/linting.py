"""Diagnostic codes of what compiles, but is hardly meant (RE6xx)."""

from __future__ import annotations

from riskengine.codes.row import Code

__all__ = ["LINT_CODES"]

_UNUSED = (
    Code(
        "RE601",
        "unused-fact",
        "Nothing uses a fact.",
        "It is asked for nothing; or the rule that needs it is missing.",
        "warning",
    ),
    Code("RE602", "unused-definition", "Nothing uses a definition.", "The rule that needs it may be missing.", "warning"),
    Code("RE603", "unused-quantity", "Nothing uses a quantity.", "The rule that needs it may be missing.", "warning"),
    Code("RE604", "unused-parameter", "Nothing uses a parameter.", "The rule that needs it may be missing.", "warning"),
    Code("RE605", "unused-score", "A score gets no points, or its points go nowhere.", "It changes nothing.", "warning"),
    Code(
        "RE606",
        "grade-never-required",
        "No rule and no band ever asks for a grade.",
        "A rule may be missing, as nobody is ever below it.",
        "warning",
    ),
)

_TRUTHS = (
    Code(
        "RE607",
        "comparison-without-effect",
        "A comparison has the same answer for every value that its fact, quantity or score can have.",
        "Its threshold is probably not the one meant.",
        "warning",
    ),
    Code("RE608", "never-true", "A condition can never be true.", "What depends on it never happens.", "warning"),
    Code("RE609", "always-true", "A condition is always true.", "What it was meant to tell apart is not told apart.", "warning"),
    Code("RE610", "rule-outside-scope", "A rule never applies inside the scope.", "It changes nothing.", "warning"),
    Code(
        "RE611",
        "part-written-twice",
        "A group of conditions has one part twice.",
        "One of them was probably meant to differ.",
        "warning",
    ),
    Code(
        "RE612",
        "part-without-effect",
        "A part of a group adds nothing to the others.",
        "Its value, or its group, is probably not the one meant.",
        "warning",
    ),
    Code(
        "RE613",
        "rule-written-twice",
        "Two rules have one condition and one effect.",
        "One of them was probably meant to differ.",
        "warning",
    ),
    Code(
        "RE614",
        "definition-written-twice",
        "Two definitions say the same.",
        "One of them was probably meant to differ.",
        "warning",
    ),
    Code(
        "RE615",
        "not-on-gated-fact",
        "`is_not` or `not_in` compares a fact that may be not applicable, without its gate beside it.",
        "It is false where the fact is not applicable, although the fact has not that value.",
        "warning",
    ),
    Code(
        "RE616",
        "set-compared-whole",
        "`is` or `is_not` compares a set of options with one option.",
        "It is false as soon as there is a second option; `contains` is usually meant.",
        "warning",
    ),
)

_EFFECTS = (
    Code(
        "RE617",
        "lowest-grade-required",
        "A rule asks for the lowest grade.",
        "No grade is below it, so it changes nothing.",
        "warning",
    ),
    Code("RE618", "no-points", "A rule gives 0 points.", "It changes nothing.", "warning"),
    Code(
        "RE619",
        "band-out-of-reach",
        "A score never falls into one of its bands.",
        "The grade of the band is never asked for.",
        "warning",
    ),
    Code(
        "RE620",
        "discretion-without-reasons",
        "A rule allows departures, and the rule set has no reason codes.",
        "No departure could ever be recorded completely.",
        "warning",
    ),
    Code(
        "RE621",
        "discretion-without-grade",
        "A rule that asks for no grade allows departures.",
        "There is nothing to depart from.",
        "warning",
    ),
    Code(
        "RE622",
        "policy-without-effect",
        "`when_unknown` is written on a rule for which it makes no difference.",
        "Its author believes that it does.",
        "warning",
    ),
    Code(
        "RE623",
        "reviewed-before-effect",
        "An edition is past its review on the day that it takes effect.",
        "Every decision would carry a warning.",
        "warning",
    ),
    Code("RE624", "time-limit-of-nothing", "A time limit starts and stops at the same fact.", "It is always met.", "warning"),
    Code(
        "RE625",
        "quantity-of-one",
        "A quantity is the same in every case, or just another number.",
        "Something may be missing from it.",
        "warning",
    ),
    Code(
        "RE626",
        "missing-phrase",
        "A text prints something that has no phrase for it.",
        "What fills the text then is true, but clumsy.",
        "warning",
    ),
    Code(
        "RE627",
        "unverified-parameter",
        "Values of parameters were not read in their sources.",
        "Whoever relies on them should read them there first.",
        "note",
    ),
    Code(
        "RE628",
        "claim-of-nothing",
        "An invariant claims that no case is below the lowest grade.",
        "None ever is, so it proves nothing.",
        "warning",
    ),
)

LINT_CODES: tuple[Code, ...] = (*_UNUSED, *_TRUTHS, *_EFFECTS)
"""Every code of this module, by number."""
