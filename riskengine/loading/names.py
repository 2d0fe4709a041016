"""What names look like, and which words no name may be."""

from __future__ import annotations

import re

from riskengine.diagnostics import nearest
from riskengine.facts import AS_OF, GRADE
from riskengine.loading.nodes import Reading, ScalarNode
from riskengine.operators import OPERATORS
from riskengine.quantities import QUANTITY_KINDS

__all__ = [
    "CONDITION_KEYS",
    "EDITION_PATTERN",
    "EFFECT_KEYS",
    "ID_PATTERN",
    "NAME_PATTERN",
    "OPERAND_KEYS",
    "RESERVED",
    "RULESET_PATTERN",
    "check_new_name",
    "is_name",
]

NAME_PATTERN = r"[a-z][a-z0-9_]*"
"""Facts, definitions, quantities, scores, parameters, grades and reason codes."""
ID_PATTERN = r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*"
"""Rules, clocks and invariants."""
RULESET_PATTERN = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
"""Rule sets."""
EDITION_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]*"
"""Editions."""

CONDITION_KEYS = frozenset({"all", "any", "none", "not", "at_least", "holds", "always"})
"""The keys of a condition that are not the names of facts."""
OPERAND_KEYS = frozenset({"param", "fact"})
"""The keys of an operand that is not a literal."""
EFFECT_KEYS = frozenset({"minimum_grade", "points", "points_by", "require", "action", "flag", "review"})
"""What an effect can be."""

RESERVED: frozenset[str] = frozenset(
    {*CONDITION_KEYS, *OPERAND_KEYS, *EFFECT_KEYS, *OPERATORS, *QUANTITY_KINDS, AS_OF, GRADE, "n", "of", "phrase", "phrases"}
)
"""What no fact, quantity, definition, parameter or score may be called."""

_NAME = re.compile(NAME_PATTERN)


def is_name(text: str) -> bool:
    """Whether a text has the form of a name.

    >>> is_name("lives_with_child"), is_name("Lives with child")
    (True, False)
    """
    return _NAME.fullmatch(text) is not None


def check_new_name(reading: Reading, key: ScalarNode, what: str) -> bool:
    """Whether a key may be the name of something new; notes the problem where not."""
    if key.text in RESERVED:
        reading.report(
            "RE215", key, f"`{key.text}` is a word of the language and cannot name {what}", f"for example `{key.text}_known`"
        )
        return False
    if is_name(key.text):
        return True
    reading.report("RE214", key, f"`{key.text}` cannot name {what}", name_help(key.text))
    return False


def name_help(text: str) -> str:
    """How to write a name that has not the form of one."""
    better = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    example = f": `{better}`" if is_name(better) and better not in RESERVED else ""
    return f"use lower-case letters, digits and `_`, a letter first{example}"


def near(word: str, names: frozenset[str] | tuple[str, ...] | dict[str, object], fallback: str = "") -> str:
    """What a word was probably meant to be; else the fallback."""
    return nearest(word, names) or fallback
