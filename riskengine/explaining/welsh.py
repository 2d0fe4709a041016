"""The Welsh of explanations. It is a draft, for a Welsh speaker to review: every explanation in Welsh says so.

Sentences are short, and made so that what is filled in is not mutated: after a colon, after `yw`, after `o leiaf`, or in
quotation marks. Numbers stand before `o` and a plural (`5 o ddiwrnodau`), which is right for every number. Yes and no are
`cadarnhaol` and `negyddol`, because Welsh answers a question with its own verb.
"""

from __future__ import annotations

from typing import Final

from riskengine.explaining.english_phrases import prefixed
from riskengine.explaining.welsh_messages import WELSH_FINDINGS, WELSH_MESSAGES
from riskengine.explaining.welsh_phrases import WELSH_PHRASES, linked
from riskengine.explaining.welsh_sections import WELSH_SECTIONS
from riskengine.explaining.welsh_what_if import WELSH_WHAT_IF
from riskengine.explaining.words import Words

__all__ = ["WELSH"]

_MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip

WELSH: Final = Words(
    "cy",
    _MONTHS,
    {
        **WELSH_PHRASES,
        **WELSH_SECTIONS,
        **WELSH_WHAT_IF,
        **prefixed("said", WELSH_MESSAGES),
        **prefixed("finding", WELSH_FINDINGS),
    },
    linked,
    {"low": "isel", "medium": "canolig", "high": "uchel", "very_high": "uchel iawn"},
)
"""The words of an explanation in Welsh. The usual grades have words of their own, for a rule set that has no wording."""
