"""What the engine has to say about a case, as texts in plain English that another language can put in its own words."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, Self

__all__ = ["MESSAGES", "Message", "Part", "tell"]

Kind = Literal["text", "grade", "day", "days", "names", "english", "question", "rule", "clock", "scope", "action", "flag"]


class Part(NamedTuple):
    """What fills one gap of a message: what kind of thing it is, what names it, and its English text.

    `ref` is a grade, a day, a number of days, a tuple of names, or the name or id of a fact, rule or time limit;
    for an action its rule and its place among the rule's actions. `text` reads alike in every language; `english` does not.
    """

    kind: Kind
    ref: object
    english: str

    def __str__(self) -> str:
        return self.english


Parts = dict[str, "Part | Message | tuple[Message, ...]"]
"""What fills the gaps of a message, by name."""


class Message(str):
    """A text in plain English that knows the key and the parts of which it was made. It is that text wherever a text is wanted.

    >>> told = tell("overdue", clock=Part("clock", "ACT", "Act in time"), days=Part("days", 2, "2 days"))
    >>> told == "Act in time: overdue by 2 days.", told.key
    (True, 'overdue')
    """

    __slots__ = ("key", "parts")

    key: str
    parts: Parts

    def __new__(cls, text: str, key: str, parts: Parts) -> Self:
        """The text, made under a key of `MESSAGES` of these parts."""
        self = super().__new__(cls, text)
        self.key = key
        self.parts = parts
        return self

    def __reduce__(self) -> tuple[type[Message], tuple[str, str, Parts]]:
        return Message, (str(self), self.key, self.parts)


def tell(key: str, **parts: Part | Message | tuple[Message, ...]) -> Message:
    """The message under a key of `MESSAGES`, its gaps filled. Several messages in one gap are parted by semicolons."""
    text = MESSAGES[key]
    if parts:
        text = text.format_map({name: _text_of(part) for name, part in parts.items()})
    return Message(text, key, parts)


def _text_of(part: Part | Message | tuple[Message, ...]) -> str:
    if isinstance(part, Part):
        return part.english
    return part if isinstance(part, Message) else "; ".join(part)


_FINDINGS = {
    "scope": "{otherwise}",
    "not_graded": "No grade is recorded. Guidance requires at least {least}.",
    "misgraded": "The case is graded {officer}. Guidance requires at least {least}.",
    "scope_open": "What is not known leaves open whether the rule set covers the case.",
    "not_supported": "The grade {officer} is not supported: what is not known could require up to {most}.",
    "departure_needless": "A departure from guidance is recorded, but the grade needs none.",
    "departure": "The grade {officer} departs from guidance, which requires at least {least}; the reason is authorised.",
    "departure_invalid": "The recorded departure does not count: {problems}.",
    "required": "Guidance requires this to be established before any grade stands: {question}",
    "contradictory": "This has an answer on record, but by other recorded facts it does not apply: {question}",
    "perhaps_contradictory": "This has an answer on record, but it is not known whether it applies: {question}",
    "accepted": "The grade rests on facts that were asked and could not be established: {names}.",
    "review_by": "Edition {edition} was to be reviewed by {day}.",
    "undated": "The assessment has no date, so it cannot be judged as of the day that it was made.",
    "no_edition": "No edition of {ruleset} is in force on {day}, so nothing can be said about the grade.",
    "no_edition_then": "No edition of {ruleset} was in force on {day}, when the assessment was made.",
    "regrade_needed": "The assessment was sound on its day. Guidance in force now asks for another look.",
    "new_information": "The assessment was sound on its day. What has been recorded since asks for another look.",
    "edition_unnamed": "The assessment does not say which edition of the guidance it used.",
    "edition_unknown": "The assessment names edition {edition}, which does not exist.",
    "edition_outdated": "The assessment names edition {edition}, which was not in force on {day}. Edition {other} was.",
    "edition_outdated_none": "The assessment names edition {edition}, which was not in force on {day}. None was.",
    "action": "{action}",
    "flag": "{flag}",
    "supervision": "Guidance asks for a supervisor's review, by rule {id}: {rule}.",
    "clock_contradictory": "{clock}: what ends this time limit is recorded before what starts it.",
    "overdue": "{clock}: overdue by {days}.",
    "due_today": "{clock}: due today.",
    "clock_undetermined": "{clock}: this time limit cannot be worked out.",
    "clock_undetermined_why": "{clock}: this time limit cannot be worked out. {reason}",
    "hypothetical_draft": "Edition {edition} is draft: this decision is hypothetical.",
    "hypothetical_withdrawn": "Edition {edition} is withdrawn: this decision is hypothetical.",
    "hypothetical_day": "Edition {edition} was chosen by hand and is not in force on {day}: this decision is hypothetical.",
}

_DEPARTURES = {
    "nobody": "it does not say who departed from the guidance",
    "unauthorised": "no supervisor authorised it",
    "authorised_alone": "the person who authorised it is the person who made it or who assessed the case",
    "no_code": "it has no reason code",
    "other_code": "its reason code is not one of {codes}",
    "no_codes": "its reason code is not one of those of the rule set, which has none",
    "no_reason": "it gives no reason in words",
    "no_day": "it does not say on which day it was authorised",
    "too_late": "it was authorised after the day on which the case is judged",
    "no_rule": "it names no rule",
    "unknown_rule": "this edition has no rule {id}",
    "firm_rule": "rule {id} allows no discretion",
    "other_rules": "other rules, which it does not name, still require a higher grade",
    "facts_open": "facts that guidance requires are missing, or recorded facts disagree",
}

_CLOCKS = {
    "why_unsettled": "whether this time limit applies is not settled",
    "why_stopped_early": "what stops it is recorded before what starts it",
    "why_no_length": "no length of this time limit is on record for {day}, when it started",
    "why_not_whole": "the length of this time limit is not a whole number",
    "why_no_holidays": "working days cannot be counted: {why}",
    "why_no_calendar": "the day on which it would be due is outside the calendar",
    "why_hours": "hours are counted from a time, and only the day on which it started is on record",
    "why_no_time": "it was due on the day on which it stopped, and the time at which it stopped is not on record",
    "why_start_unknown": "what it starts with was asked and not established: {question}",
    "why_start_missing": "what it starts with is not on record: {question}",
    "limit_hours_one": "{count} hour",
    "limit_hours_many": "{count} hours",
    "limit_days_one": "{count} day",
    "limit_days_many": "{count} days",
    "limit_working_days_one": "{count} working day",
    "limit_working_days_many": "{count} working days",
    "limit_months_one": "{count} month",
    "limit_months_many": "{count} months",
}

_NOTES = {
    "left_out": "Recorded but not used, because this edition does not ask for it: {names}.",
    "left_out_then": "Recorded but not used for that day, because its edition does not ask for it in this way: {names}.",
    "untimed": "Taken as known that day, because no day of recording is given: {names}.",
    "no_edition_that_day": "No edition of the rule set was in force on that day.",
}

MESSAGES: Final = {**_FINDINGS, **_DEPARTURES, **_CLOCKS, **_NOTES}
"""Every message by its key, in English. Short sentences; what guidance requires, never what a person is."""
