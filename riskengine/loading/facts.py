"""`facts.yaml`: the fact vocabulary."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from riskengine.facts import AS_OF, EARLIEST, LATEST, Fact, FactType
from riskengine.loading.comparisons import is_reversed
from riskengine.loading.conditions import read_condition
from riskengine.loading.kinds import one_of, read_boolean, read_day, read_integer, read_number, read_text, unique
from riskengine.loading.named import read_named
from riskengine.loading.nodes import MapNode, Node, Reading, ScalarNode
from riskengine.loading.phrases import read_phrases
from riskengine.loading.shape import Read, Shape, as_mapping, read_shape, shape

__all__ = ["DIRECTIONS", "read_facts"]

DIRECTIONS = ("raises", "lowers", "either")

_read_type = one_of(*FactType)
_OF_EVERY_TYPE: dict[str, Read] = {
    "group": read_text,
    "direction": one_of(*DIRECTIONS),
    "immutable": read_boolean,
    "sensitive": read_boolean,
    "applies_when": read_condition,
}


def _read_day_or_as_of(reading: Reading, node: Node) -> date | str | None:
    if type(node) is ScalarNode and node.value == AS_OF:
        return AS_OF
    return read_day(reading, node)


def _read_moment_or_as_of(reading: Reading, node: Node) -> date | str | None:
    if type(node) is ScalarNode and isinstance(node.value, datetime):
        return node.value
    return _read_day_or_as_of(reading, node)


_OF_TYPE: dict[FactType, dict[str, Read]] = {
    FactType.BOOLEAN: {},
    FactType.INTEGER: {"minimum": read_integer, "maximum": read_integer},
    FactType.DECIMAL: {"minimum": read_number, "maximum": read_number},
    FactType.CHOICE: {"options": unique("`options`", read_text), "ordered": read_boolean},
    FactType.CHOICES: {"options": unique("`options`", read_text)},
    FactType.DATE: {"earliest": _read_day_or_as_of, "latest": _read_day_or_as_of},
    FactType.DATETIME: {"earliest": _read_moment_or_as_of, "latest": _read_moment_or_as_of},
    FactType.TEXT: {},
}
"""The keys that only some types have."""

_TYPE_KEYS = {name for keys in _OF_TYPE.values() for name in keys}


def _called(kind: FactType) -> str:
    return f"an {kind} fact" if kind is FactType.INTEGER else f"a {kind} fact"


def _shape_of(kind: FactType) -> Shape:
    required: dict[str, Read] = {"type": _read_type, "question": read_text}
    optional = {**_OF_EVERY_TYPE, **_OF_TYPE[kind], "phrases": _phrases_of(kind)}
    if "options" in optional:
        required["options"] = optional.pop("options")
    return shape(_called(kind), required, optional)


def _phrases_of(kind: FactType) -> Read:
    known = ("true", "false") if kind is FactType.BOOLEAN else ("value",)
    return read_phrases(_called(kind), *known, "unknown", "not_applicable")


_SHAPES: dict[str, Shape] = {kind: _shape_of(kind) for kind in FactType}
_EVERY_KEY = {"question", "phrases", *_OF_EVERY_TYPE, *_TYPE_KEYS}


def _read_fact(reading: Reading, key: ScalarNode, node: Node) -> Fact | None:
    kind = _type_of(reading, node)
    if kind is None:
        return None
    mapping = as_mapping(reading, node, "a fact")
    if mapping is None:
        return None
    _report_misplaced(reading, mapping, kind)
    values = read_shape(reading, node, _SHAPES[kind], skip=_TYPE_KEYS - _OF_TYPE[kind].keys())
    if values is None:
        return None
    values["type"] = kind
    if kind.is_moment:
        values.setdefault("earliest", EARLIEST)
        values.setdefault("latest", LATEST)
    if not _is_domain(reading, key, mapping, values):
        return None
    return Fact(name=key.text, place=reading.place(key), **values)


def _type_of(reading: Reading, node: Node) -> FactType | None:
    if type(node) is not MapNode or "type" not in node.entries:
        # Everything else is wrong too, but what it should be depends on the type.
        read_shape(reading, node, shape("a fact", {"type": _read_type}), skip=_EVERY_KEY)
        return None
    word = _read_type(reading, node.entries["type"].value)
    return None if word is None else FactType(word)


def _report_misplaced(reading: Reading, node: MapNode, kind: FactType) -> None:
    for name, (key, _) in node.entries.items():
        if name in _TYPE_KEYS and name not in _OF_TYPE[kind]:
            owners = " and ".join(f"`{other}`" for other, keys in _OF_TYPE.items() if name in keys)
            reading.report("RE249", key, f"{_called(kind)} has no `{name}`", f"`{name}` is for {owners}")


def _is_domain(reading: Reading, key: ScalarNode, node: MapNode, values: dict[str, Any]) -> bool:
    for low, high in (("minimum", "maximum"), ("earliest", "latest")):
        if _is_empty(values.get(low), values.get(high)):
            at = next((node.entries[name].value for name in (high, low) if name in node.entries), key)
            reading.report("RE255", at, f"`{high}` of `{key.text}` is below its `{low}`, so no value fits", "swap them")
            return False
    return True


def _is_empty(low: date | int | Decimal | None, high: date | int | Decimal | None) -> bool:
    if low is None or high is None:
        return False
    if isinstance(low, datetime) != isinstance(high, datetime):
        low, high = (bound.date() if isinstance(bound, datetime) else bound for bound in (low, high))
    return is_reversed(low, high)


read_facts = read_named("facts.yaml", "a fact", _read_fact)
"""Reads the whole of `facts.yaml`: a dict of `Fact` by name."""
