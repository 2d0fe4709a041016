"""The Welsh texts for values, comparisons, facts and conditions, and how lists are joined. A draft, for review."""

from __future__ import annotations

from typing import Final

from riskengine.explaining.english_phrases import prefixed

__all__ = ["WELSH_PHRASES", "linked"]

_COUNTS = ("dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw")

_VALUES = {
    "yes": "cadarnhaol",
    "no": "negyddol",
    "quoted": "“{text}”",
    "cut": "{text}… (wedi’i dorri: {count} o nodau i gyd)",
    "moment": "{day} am {time}",
    "nothing_chosen": "dim un o’r opsiynau",
    **{f"count_{number}": word for number, word in enumerate(_COUNTS, 2)},
    "days_one": "{count} diwrnod",
    "days_many": "{count} o ddiwrnodau",
    "about_months": "{days} (tua {months} o fisoedd)",
    "link_and": " a ",
    "link_and_vowel": " ac ",
    "link_or": " neu ",
    "withheld": "[ataliwyd]",
    "in_english": "[Saesneg: {text}]",
}

_OPERATORS = {
    "is": "{0}",
    "is_not": "nid {0}",
    "in": "{or_list}",
    "not_in": "dim un o’r rhain: {or_list}",
    "more_than": "mwy na {0}",
    "at_least": "o leiaf {0}",
    "less_than": "llai na {0}",
    "at_most": "dim mwy na {0}",
    "before": "cyn {0}",
    "after": "ar ôl {0}",
    "on_or_before": "dim hwyrach na {0}",
    "on_or_after": "dim cynharach na {0}",
    "between": "o fewn yr ystod {0} – {1}",
    "not between": "y tu allan i’r ystod {0} – {1}",
    "contains": "yn cynnwys: {0}",
    "not contains": "heb gynnwys: {0}",
    "contains_any": "yn cynnwys: {or_list}",
    "not contains_any": "heb gynnwys yr un o’r rhain: {or_list}",
    "contains_all": "yn cynnwys: {and_list}",
    "not contains_all": "heb gynnwys pob un o’r rhain: {and_list}",
}

_PHRASES = {
    "subject_is": "{subject}: {what}",
    "answer_true": "mae’r ateb i “{question}” yn gadarnhaol",
    "answer_false": "mae’r ateb i “{question}” yn negyddol",
    "answer_unknown": "nid yw’r ateb i “{question}” yn hysbys",
    "name_true": "cofnodwyd bod “{name}” yn wir",
    "name_false": "cofnodwyd nad yw “{name}” yn wir",
    "name_unknown": "nid yw “{name}” yn hysbys",
    "fact_value": "“{name}” yw {value}",
    "fact_not_applicable": "nid yw “{name}” yn berthnasol yma",
    "quantity_value": "{name} yw {value}",
    "quantity_range": "nid yw {name} yn hysbys yn union: mae yn yr ystod {low} – {high}",
    "quantity_unknown": "nid yw {name} yn hysbys",
    "quantity_not_applicable": "nid yw {name} yn berthnasol yma",
    "quantity_name": "“{name}”",
    "score_name": "y sgôr “{name}”",
    "parameter_name": "y terfyn “{name}”",
    "as_of": "diwrnod y gwiriad hwn",
    "grade": "y radd sy’n cyfrif",
    "with_comparison": "{phrase} ({comparison})",
    "not_known_whether": "nid yw’n hysbys a yw hyn yn wir: {phrase}",
    "always_true": "mae hyn yn cwmpasu pob achos",
    "always_false": "nid yw hyn yn cwmpasu unrhyw achos",
    "at_least_true": "mae o leiaf {n} o’r rhain yn wir: {parts}",
    "at_least_false": "mae llai na {n} o’r rhain yn wir: {parts}",
    "node_withheld": "gwybodaeth a ataliwyd sy’n dangos hyn",
}

_REASONS = {
    "never_applies": "beth bynnag yw’r atebion nad ydynt yn hysbys, ni all ei rhannau fod yn wir gyda’i gilydd",
    "not_lower_rule": "mae rheol {rule} yn gofyn am o leiaf {grade}",
    "not_lower_score": "mae’r sgôr “{score}” yn {value} o leiaf, ac mae’r canllawiau yn ei rhoi yn uwch",
    "not_lower_completions": "mae pob ateb posibl i’r hyn nad yw’n hysbys yn arwain at o leiaf {grade}",
}

WELSH_PHRASES: Final = {
    **_VALUES,
    **prefixed("op", _OPERATORS),
    **prefixed("phrase", _PHRASES),
    **prefixed("reason", _REASONS),
}

_VOWELS = "aeiouyâêîôûŵŷáéíóúàèìòùäëïöü"
_AC_BEFORE = frozenset(
    {
        "mae", "maen", "maent", "mai", "meddai", "megis", "mewn", "mor", "mwyach", "fe", "fel", "felly", "ni", "nid", "na",
        "nac", "nad", "nes", "roedd", "sef", "sy", "sydd", "wedi", "wedyn", "wrth", "wyneb", "wyth", "wythnos",
    }
)  # fmt: skip
"""Words that begin with a consonant and take `ac`."""
_UNCHANGED = frozenset(
    {
        "bod", "bu", "bydd", "byddai", "ceir", "cofnodwyd", "dim", "gall", "gallai", "gwybodaeth", "mae", "maen", "maent", "mai",
        "mwy", "llai", "roedd", "rhwng", "cyn",
    }
)  # fmt: skip
"""Verbs with an ending, and words of comparison, that stay as they are after `neu`; so do they after `a`."""
_ASPIRATE = {"c": "ch", "p": "ph", "t": "th"}
_SOFT = {"c": "g", "p": "b", "t": "d", "g": "", "b": "f", "d": "dd", "ll": "l", "m": "f", "rh": "r"}
_OWN_LETTERS = ("ch", "ph", "th", "dd", "ng")
"""Letters of two signs, which are no `c`, `p`, `t`, `d` or `n`."""


def linked(link: str, text: str) -> str:
    """The last part of a list with `a`, `ac` or `neu` before it, mutated where that word asks for it.

    A word with a capital, in quotation marks, in English or with a verb's ending is left as it is.

    >>> linked("and", "uchel"), linked("and", "canolig"), linked("or", "canolig"), linked("and", "mae’n hysbys")
    (' ac uchel', ' a chanolig', ' neu ganolig', ' ac mae’n hysbys')
    """
    word = "".join(text.partition(" ")[0].partition("’")[0])
    if link == "or":
        return " neu " + _mutated(text, word, _SOFT)
    if word.lower() in _AC_BEFORE or _begins_with_vowel(word):
        return " ac " + text
    return " a " + _mutated(text, word, _ASPIRATE)


def _begins_with_vowel(word: str) -> bool:
    """Whether `ac` stands before a word: `w` is a vowel where a consonant follows it, and `i` is none before a vowel."""
    first, second = word[:1].lower(), word[1:2].lower()
    if first == "w":
        return bool(second) and second not in _VOWELS
    return bool(first) and first in _VOWELS


def _mutated(text: str, word: str, changes: dict[str, str]) -> str:
    if word in _UNCHANGED or not text[:1].islower() or text.startswith(_OWN_LETTERS):
        return text
    for length in (2, 1):
        if text[:length] in changes:
            return changes[text[:length]] + text[length:]
    return text
