"""`rules/*.yaml`: rules and their effects."""

from __future__ import annotations

from typing import Any

from riskengine.conditions import Always
from riskengine.diagnostics import Place
from riskengine.loading.conditions import read_condition
from riskengine.loading.kinds import cites, one_of, read_id, read_name, read_text, unique
from riskengine.loading.nodes import ListNode, MapNode, Node, Reading
from riskengine.loading.phrases import read_template
from riskengine.loading.scores import read_points, read_points_by
from riskengine.loading.shape import read_list, read_shape, shape
from riskengine.ruleset import Action, Effect, Rule

__all__ = ["DISCRETIONS", "REVIEWS", "WHEN_UNKNOWN", "read_rule"]

WHEN_UNKNOWN = ("report", "presume", "accept")
DISCRETIONS = ("none", "supervisor")
REVIEWS = ("supervisor",)

_ACTION = shape("an action", {"do": read_text}, {"cites": cites})


def _read_action(reading: Reading, node: Node) -> Action | None:
    values = read_shape(reading, node, _ACTION)
    return None if values is None else Action(**values)


_read_action_list = read_list("`action`", _read_action)


def _read_actions(reading: Reading, node: Node) -> tuple[Action, ...] | None:
    if type(node) is ListNode:
        actions: tuple[Action, ...] | None = _read_action_list(reading, node)
        return actions
    action = _read_action(reading, node)
    return None if action is None else (action,)


_EFFECT = shape(
    "an effect",
    {},
    {
        "minimum_grade": read_name,
        "points": read_points,
        "points_by": read_points_by,
        "require": unique("`require`", read_name),
        "action": _read_actions,
        "flag": read_text,
        "review": one_of(*REVIEWS),
    },
)
_MOVES_THE_GRADE = ("minimum_grade", "points", "points_by")


def _read_effect(reading: Reading, node: Node) -> Effect | None:
    if type(node) is MapNode and not node.entries:
        reading.report(
            "RE258",
            node,
            "this effect is empty, so the rule would do nothing",
            "write `minimum_grade: ...`, `action: {do: ...}` or another effect",
        )
        return None
    values = read_shape(reading, node, _EFFECT)
    if values is None:
        return None
    values["actions"] = values.pop("action", ())
    return Effect(**values)


_RULE = shape(
    "a rule",
    {"id": read_id, "title": read_text, "effect": _read_effect, "cites": cites},
    {
        "when": read_condition,
        "because": read_template,
        "when_unknown": one_of(*WHEN_UNKNOWN),
        "discretion": one_of(*DISCRETIONS),
    },
)


def read_rule(reading: Reading, node: Node) -> Rule | None:
    """One rule. `because` is needed where the rule can move the grade."""
    values = read_shape(reading, node, _RULE)
    _require_because(reading, node)
    if values is None:
        return None
    return _rule(values, reading, node)


def _rule(values: dict[str, Any], reading: Reading, node: Node) -> Rule:
    values.setdefault("when", Always(reading.place(node)))
    values.setdefault("because", "")
    return Rule(place=reading.place(node), places=_places(reading, node), **values)


def _places(reading: Reading, node: Node) -> dict[str, Place]:
    """Where the values of a rule's keys stand, and those of its effect."""
    if type(node) is not MapNode:
        return {}
    effect = node.entries["effect"].value
    nested = effect.entries if type(effect) is MapNode else {}
    return {name: reading.place(entry.value) for name, entry in {**nested, **node.entries}.items()}


def _require_because(reading: Reading, node: Node) -> None:
    if type(node) is not MapNode or "because" in node.entries or "effect" not in node.entries:
        return
    effect = node.entries["effect"].value
    moves = [name for name in _MOVES_THE_GRADE if type(effect) is MapNode and name in effect.entries]
    if moves and type(effect) is MapNode:
        at = effect.entries[moves[0]].key
        reading.report(
            "RE256",
            at,
            f"this rule has `{moves[0]}` and no `because`",
            'say why in words that an officer can read: `because: "..."`',
        )
