"""Diagnostic codes of cases (RE7xx): the file, its text, its shape, and what a rule set's vocabulary allows.

What is wrong with a fact is said without quoting its value, which may be sensitive.
"""

from __future__ import annotations

from riskengine.codes.row import Code

__all__ = ["CASE_CODES"]

_FILES = (
    Code("RE701", "not-utf-8", "The file is not text in UTF-8.", "In another encoding letters change silently, names above all."),
    Code(
        "RE702",
        "media-file",
        "The file is an image, a video, an archive or another binary file.",
        "Images and video never enter: a case holds what was established about them, in words and numbers.",
    ),
    Code(
        "RE703",
        "file-too-large",
        "The file is larger than any case can be.",
        "A limit keeps one bad file from stopping a whole run.",
    ),
    Code("RE704", "empty-case-file", "The file holds nothing.", "Nothing was checked, and that must not look like a pass."),
    Code("RE705", "not-json", "The text is not JSON.", "A guess at what was meant could drop a fact."),
    Code("RE706", "text-ends-early", "The text ends before the case does.", "What was cut off may be what matters most."),
    Code("RE707", "text-after-the-case", "Something follows after the end of the case.", "What is not read cannot be relied on."),
    Code("RE708", "nested-too-deep", "Lists and mappings stand in each other more deeply than in any case.", "No case needs it."),
    Code(
        "RE709", "duplicate-case-key", "A key stands twice in one mapping.", "Programs differ in which of the two they believe."
    ),
    Code("RE710", "not-a-finite-number", "A number is NaN or infinite.", "Nothing can be compared with it."),
    Code(
        "RE711",
        "number-too-long",
        "A number has more digits than are read.",
        "Numbers are exact; with a limit they stay so in every sum.",
    ),
    Code(
        "RE712",
        "broken-text",
        "A text holds half a character or a control character.",
        "It cannot be shown or stored faithfully.",
    ),
    Code("RE713", "text-too-long", "A text is longer than a case needs.", "A case records facts, not documents."),
    Code(
        "RE714",
        "media-in-a-case",
        "A text holds encoded binary data.",
        "Images and video never enter: a case holds what was established about them, in words and numbers.",
    ),
    Code(
        "RE715", "binary-fraction", "A number is a Python float.", "Floats are not exact, so a limit could be missed by a hair."
    ),
    Code(
        "RE716",
        "unsupported-value",
        "A value is a Python object that no case can hold.",
        "Only plain values mean the same everywhere.",
    ),
)

_SHAPE = (
    Code("RE720", "not-a-case", "What was read is not a case.", "Only a mapping with the keys of a case can be checked."),
    Code(
        "RE721",
        "other-schema",
        "`schema` is missing or names a format that is not read.",
        "Another format may mean another thing by a key.",
    ),
    Code("RE722", "unknown-case-key", "A key is not in the format.", "A misspelt key would drop what it holds in silence."),
    Code("RE723", "missing-case-key", "A key that every case needs is missing.", "What it holds decides how the case is judged."),
    Code(
        "RE724",
        "wrong-kind",
        "A value is of another kind than its key needs.",
        "A guess at what was meant could change the result.",
    ),
    Code("RE725", "empty-case-text", "A text that names something is empty.", "A decision must say what it was about."),
    Code(
        "RE726", "unknown-jurisdiction", "`jurisdiction` names none that is known.", "Bank holidays and rule sets depend on it."
    ),
    Code("RE727", "unknown-basis", "`basis` is not fact, allegation or assessment.", "A reader must know what a value rests on."),
    Code("RE728", "no-such-day", "A date or time is not ISO 8601, or does not exist.", "Deadlines and editions hang on days."),
    Code(
        "RE729",
        "ambiguous-local-time",
        "A local time does not exist or happens twice, because the clocks change.",
        "It may be meant an hour earlier or later.",
    ),
    Code("RE730", "too-many-entries", "The case holds more facts, values or list members than are read.", "No case needs it."),
    Code(
        "RE731",
        "same-as-at",
        "Two values of one fact were recorded at the same moment.",
        "It cannot be said which of them counts.",
    ),
    Code(
        "RE732",
        "unordered-as-at",
        "Two values of one fact were recorded on the same day, one of them without a time.",
        "It cannot be said which of them came later.",
    ),
    Code("RE733", "undated-entry", "One of several values of a fact has no `as_at`.", "It cannot be said which of them counts."),
    Code(
        "RE734",
        "bad-fact-name",
        "The name of a fact does not have the form of a name.",
        "No rule set can have a fact of that name.",
    ),
)

_VALUES = (
    Code(
        "RE740",
        "assessment-in-the-future",
        "The assessment is dated after the day asked about.",
        "It cannot have been made yet.",
    ),
    Code(
        "RE741",
        "jurisdiction-not-covered",
        "The edition does not cover the case's jurisdiction.",
        "Its guidance does not apply there.",
    ),
    Code("RE742", "unknown-case-grade", "The officer's grade is not one of the rule set's.", "It cannot be compared with them."),
    Code("RE743", "unknown-fact", "The rule set has no fact of this name.", "A misspelt fact would count as not asked."),
    Code("RE744", "wrong-type", "A value is not of its fact's type.", "A guess at what was meant could change the result."),
    Code(
        "RE745",
        "decimal-for-an-integer",
        "An integer is written with a decimal point or an exponent.",
        "It may be a rounded measurement, where the fact is a count.",
    ),
    Code("RE746", "not-an-option", "A value is not among the options of its fact.", "No rule says what it would mean."),
    Code("RE747", "repeated-option", "A list names an option twice.", "It may stand in the place of another one."),
    Code("RE748", "below-minimum", "A number is below the least that its fact can be.", "One of the two is a mistake."),
    Code("RE749", "above-maximum", "A number is above the most that its fact can be.", "One of the two is a mistake."),
    Code("RE750", "too-early", "A date or time is before the earliest that its fact can be.", "One of the two is a mistake."),
    Code("RE751", "too-late", "A date or time is after the latest that its fact can be.", "One of the two is a mistake."),
    Code("RE752", "time-for-a-date", "A date is written with a time.", "The day may be another one in local time."),
    Code("RE753", "date-without-time", "A datetime is written without its time.", "Hours cannot be counted from a day."),
)

CASE_CODES: tuple[Code, ...] = (*_FILES, *_SHAPE, *_VALUES)
"""Every way in which a case can be refused."""
