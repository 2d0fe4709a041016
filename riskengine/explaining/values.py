"""Values in plain English: numbers, dates, lists, grades, and text from a case shown safely."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from riskengine.calendar import day_in_words
from riskengine.explaining.foreign import InEnglish, bare_start, ends_sentence, english
from riskengine.explaining.words import ENGLISH, Words
from riskengine.facts import Number, Value

__all__ = [
    "LONGEST_TEXT",
    "date_text",
    "days_text",
    "grade_text",
    "list_text",
    "moment_text",
    "name_text",
    "number_text",
    "plain_number",
    "sentence",
    "shown",
    "value_text",
    "visible",
]

LONGEST_TEXT = 200
"""How many characters of a recorded text are shown; the full text stays in the case."""

_DAYS_PER_MONTH = Decimal("30.4375")
_MONTHS_FROM = 60
_UNGROUPED_DIGITS = 4
_SEMICOLONS_FROM = 3


def visible(text: str) -> str:
    """The same text with nothing in it that a terminal or a browser would obey rather than show.

    Line breaks and unusual spaces become spaces; control characters, direction marks and other
    invisible characters become their code point in brackets.

    >>> visible("a\\x1b[31mb")
    'a<U+001B>[31mb'
    """
    if text.__class__ is InEnglish:
        return english(visible(str(text)))
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _spelled_out(letter) for letter in text)


def _spelled_out(letter: str) -> str:
    if letter in "\t\n\r\f\v\x85" or unicodedata.category(letter).startswith("Z"):
        return " "
    return f"<U+{ord(letter):04X}>"


def shown(text: str, words: Words = ENGLISH) -> str:
    """A recorded text, made visible and cut to `LONGEST_TEXT` characters, saying so.

    >>> shown("note")
    'note'
    """
    cut = text[:LONGEST_TEXT]
    if len(text) == len(cut):
        return visible(text)
    return words.say("cut", text=visible(cut), count=number_text(len(text)))


def plain_number(value: Number) -> str:
    """A number as exact decimal text, without grouping, exponent or trailing zeros.

    >>> plain_number(Decimal("2.50"))
    '2.5'
    """
    if isinstance(value, Decimal):
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    return str(value)


def number_text(value: Number) -> str:
    """A number for reading: from 10,000 on, its thousands are set apart with commas.

    >>> number_text(10000), number_text(547)
    ('10,000', '547')
    """
    whole, point, rest = plain_number(value).partition(".")
    digits = whole.lstrip("-")
    if len(digits) > _UNGROUPED_DIGITS:
        whole = whole.replace(digits, f"{int(digits):,}")
    return whole + point + rest


def date_text(day: date, words: Words = ENGLISH) -> str:
    """A day as it is written in the United Kingdom.

    >>> date_text(date(2020, 9, 15))
    '15 September 2020'
    """
    return day_in_words(day, words.months)


def moment_text(moment: date | datetime, words: Words = ENGLISH) -> str:
    """A date, or a datetime in Europe/London time.

    >>> moment_text(datetime(2020, 9, 15, 14, 5))
    '15 September 2020 at 14:05'
    """
    if not isinstance(moment, datetime):
        return date_text(moment, words)
    local = _local(moment)
    return words.say("moment", day=date_text(local.date(), words), time=f"{local.hour:02}:{local.minute:02}")


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Europe/London"))


def days_text(days: int, words: Words = ENGLISH) -> str:
    """A number of days, and from two months on about how many months that is.

    >>> days_text(547)
    '547 days (about 18 months)'
    """
    text = words.say("days_one" if days == 1 else "days_many", count=number_text(days))
    if days < _MONTHS_FROM:
        return text
    months = round(Decimal(timedelta(days=days).days) / _DAYS_PER_MONTH)
    return words.say("about_months", days=text, months=number_text(months))


def name_text(name: str, words: Words = ENGLISH) -> str:
    """A name or an option as words; a single letter, such as that of a category, is a capital.

    In another language it is what the rule set calls it there, and where it does not say, the English.

    >>> name_text("very_high"), name_text("a")
    ('very high', 'A')
    """
    own = words.names.get(name)
    if own:
        return visible(own)
    text = visible(name.replace("_", " ")) if len(name) > 1 else visible(name.upper())
    return english(text) if words.marks_english and len(name) > 1 else text


def grade_text(grade: str, words: Words = ENGLISH) -> str:
    """A grade as words.

    >>> grade_text("very_high")
    'very high'
    """
    return name_text(grade, words)


def list_text(parts: Iterable[str], words: Words = ENGLISH, *, link: str = "and") -> str:
    """A list in a sentence; `link` is `and` or `or`. Parts that hold commas or links are parted by semicolons.

    >>> list_text(["low", "medium", "high"], link="or")
    'low, medium or high'
    """
    items: Sequence[str] = tuple(parts)
    if not items or items == items[:1]:
        return "".join(items)
    last = words.linked(link, items[-1])
    inner = (", ", words.say("link_and"), words.say("link_and_vowel"), words.say("link_or"))
    if any(mark in item for item in items for mark in inner) and len(items) >= _SEMICOLONS_FROM:
        return "; ".join(items[:-1]) + ";" + last
    if any(mark in item for item in items for mark in inner):
        return items[0] + "," + last
    return ", ".join(items[:-1]) + last


def value_text(value: Value, words: Words = ENGLISH, *, free_text: bool = False, options: Sequence[str] = ()) -> str:
    """A known value in words. `free_text` marks what somebody typed; `options` gives several options their order.

    >>> value_text(True), value_text(date(2020, 9, 15)), value_text("very_high")
    ('yes', '15 September 2020', 'very high')
    """
    match value:
        case bool():
            return words.say("yes" if value else "no")
        case int() | Decimal():
            return number_text(value)
        case date():
            return moment_text(value, words)
        case frozenset():
            order = {option: place for place, option in enumerate(options)}
            chosen = sorted(value, key=lambda option: (order.get(option, len(order)), option))
            return list_text((name_text(option, words) for option in chosen), words) if chosen else words.say("nothing_chosen")
        case _:
            return words.say("quoted", text=shown(value, words)) if free_text else name_text(value, words)


def sentence(text: str) -> str:
    """The text with a capital at its start and a full stop at its end.

    >>> sentence("the suspect lives with a child")
    'The suspect lives with a child.'
    """
    text = text.strip()
    if not text:
        return ""
    first = bare_start(text)
    text = text[:first] + text[first].upper() + text[first + 1 :]
    return text + ("" if ends_sentence(text) else ".")
