"""The digest of a case: the same for the same content, however it was written and wherever it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from json import JSONEncoder

from riskengine.case import Assessment, Departure, FactEntry
from riskengine.loading.case_shape import CASE_SCHEMA
from riskengine.loading.digest import digest_of
from riskengine.loading.hashing import sha256_of
from riskengine.records import compared_fields

__all__ = ["case_digest", "case_tree"]

# Where a tree holds nothing but text, integers and truths, this writes what `canonical` writes, in C.
_ENCODER = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def case_tree(
    case_id: str,
    jurisdiction: str,
    ruleset: str | None,
    facts: Mapping[str, tuple[FactEntry, ...]],
    assessment: Assessment | None,
) -> dict[str, object]:
    """A case in its shortest form: what is not recorded is left out, and a value without an origin stands bare."""
    tree: dict[str, object] = {
        "schema": CASE_SCHEMA,
        "case_id": case_id,
        "jurisdiction": jurisdiction,
        "facts": {name: _recorded(entries) for name, entries in facts.items()},
    }
    if ruleset is not None:
        tree["ruleset"] = ruleset
    if assessment is not None:
        tree["assessment"] = _record(assessment)
    return tree


def case_digest(tree: Mapping[str, object]) -> str:
    """The SHA-256 of the canonical text of `case_tree`.

    >>> case_digest({"a": 2}) == digest_of({"a": 2})
    True
    """
    try:
        return sha256_of(_ENCODER.encode(tree))
    except TypeError:  # a decimal, which only the canonical form writes exactly
        return digest_of(tree)


def _recorded(entries: tuple[FactEntry, ...]) -> object:
    if len(entries) != 1:
        return [_record(entry) for entry in entries]
    entry = entries[0]
    if entry.as_at is None and not (entry.source or entry.recorded_by or entry.basis):
        return _written(entry.value)
    return _record(entry)


def _record(record: FactEntry | Assessment | Departure) -> dict[str, object]:
    held = {name: getattr(record, name) for name in compared_fields(record)}
    return {name: _written(value) for name, value in held.items() if name == "value" or value not in (None, "", ())}


def _written(value: object) -> object:
    """A value as the canonical form writes it; decimals are left to it."""
    match value:
        case datetime():
            return value.replace(tzinfo=None).isoformat() + "Z"
        case date():
            return value.isoformat()
        case Departure():
            return _record(value)
        case Decimal() if value == value.to_integral_value():
            return int(value)
    return value
