"""Numbers as written: the bands of scores, points by ranges, and dated parameters."""

from __future__ import annotations

from typing import Any

from riskengine.loading.kinds import cites, read_boolean, read_day, read_name, read_number
from riskengine.loading.named import read_each_named, read_named
from riskengine.loading.nodes import ListNode, MapNode, Node, Reading, ScalarNode
from riskengine.loading.shape import Shape, as_list, read_list, read_shape, shape
from riskengine.ruleset import Band, DatedValue, ParameterHistory, PointsBand, PointsBy, Score

__all__ = ["read_parameters", "read_points", "read_points_by", "read_scores"]

_ENDS = {"from": read_number, "to": read_number}
_BAND = shape("a band", {"grade": read_name}, _ENDS)
_POINTS_BAND = shape("a band of points", {"points": read_number}, _ENDS)


def _stretch(reading: Reading, node: Node, form: Shape) -> dict[str, Any] | None:
    values = read_shape(reading, node, form)
    if values is None:
        return None
    low, high = values.pop("from", None), values.pop("to", None)
    if low is not None and high is not None and low > high:
        at = node.entries["to"].value if type(node) is MapNode else node
        reading.report("RE248", at, f"this band ends at {high}, below its start at {low}", "swap them: both ends are included")
        return None
    return {"low": low, "high": high, **values, "place": reading.place(node)}


def _read_band(reading: Reading, node: Node) -> Band | None:
    values = _stretch(reading, node, _BAND)
    return None if values is None else Band(**values)


def _read_points_band(reading: Reading, node: Node) -> PointsBand | None:
    values = _stretch(reading, node, _POINTS_BAND)
    return None if values is None else PointsBand(**values)


_SCORE = shape("a score", {}, {"bands": read_list("`bands`", _read_band)})


def _read_score(reading: Reading, key: ScalarNode, node: Node) -> Score | None:
    values = read_shape(reading, node, _SCORE)
    return None if values is None else Score(key.text, values.get("bands", ()), reading.place(key))


_POINTS_BY = shape(
    "`points_by`",
    {"fact": read_name, "score": read_name, "bands": read_list("`bands`", _read_points_band)},
    {"otherwise": read_number},
)


def read_points_by(reading: Reading, node: Node) -> PointsBy | None:
    """Points by ranges of a fact or quantity."""
    values = read_shape(reading, node, _POINTS_BY)
    if values is None:
        return None
    return PointsBy(values["fact"], values["score"], values["bands"], values.get("otherwise"), reading.place(node))


read_points = read_each_named("`points`", "a score", read_number)
"""Reads `points`: a dict of numbers by score."""

_DATED = shape("a parameter's value", {"from": read_day, "value": read_number, "cites": cites}, {"verified": read_boolean})


def _read_dated(reading: Reading, node: Node) -> DatedValue | None:
    values = read_shape(reading, node, _DATED)
    if values is None:
        return None
    return DatedValue(values["from"], values["value"], values["cites"], values.get("verified", False), reading.place(node))


def _read_parameter(reading: Reading, key: ScalarNode, node: Node) -> ParameterHistory | None:
    found = as_list(reading, node, f"`{key.text}`")
    if found is None:
        return None
    read = [_read_dated(reading, item) for item in found.items]
    values = [value for value in read if value is not None]
    if len(values) < len(read) or not _starts_differ(reading, found, values):
        return None
    return ParameterHistory(key.text, tuple(sorted(values, key=lambda value: value.start)), reading.place(key))


def _starts_differ(reading: Reading, node: ListNode, values: list[DatedValue]) -> bool:
    seen: dict[object, DatedValue] = {}
    for value, item in zip(values, node.items, strict=True):
        if value.start in seen:
            at = item.entries["from"].value if type(item) is MapNode else item
            related = ((seen[value.start].place, "first here"),)
            reading.report("RE245", at, f"two values start on {value.start}", "keep one, or change its first day", related)
            return False
        seen[value.start] = value
    return True


read_scores = read_named("`scores`", "a score", _read_score)
read_parameters = read_named("`parameters`", "a parameter", _read_parameter)
