"""From a difference to a change of what a case expects: what came out takes the place of what was expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from riskengine.authoring.suites import Difference, Kind

__all__ = ["CHANGES", "Tree", "change"]

Tree = MutableMapping[str, Any]
"""What stands under `expect`, as a mapping of mappings, lists and values that can be changed."""

NewList = Callable[[list[Any]], Any]
"""Makes a list of the kind that a tree holds."""


def change(tree: Tree, differences: Iterable[Difference], new_list: NewList = list) -> tuple[Difference, ...]:
    """Change a tree so that it expects what came out; what cannot be changed without a person is given back.

    That is a text that is not in the explanation, a thing of an edition that is not in force, an assessment that was judged
    after all, and whatever would leave nothing to expect.
    """
    return tuple(each for each in differences if not CHANGES[each.expectation.kind](tree, each, new_list))


def _set(tree: Tree, each: Difference, new_list: NewList) -> bool:
    """Put the value that came out where the expected one stands."""
    *steps, last = each.expectation.path
    found: Any = tree
    for step in steps:
        found = found[step]
    value = each.value
    found[last] = new_list(list(value)) if isinstance(value, tuple) else value
    return True


def _score(tree: Tree, each: Difference, new_list: NewList) -> bool:
    value = each.value
    if not isinstance(value, tuple):
        return False
    low, high = value
    tree["scores"][each.expectation.subject] = low if low == high and low is not None else new_list([low, high])
    return True


def _then(tree: Tree, each: Difference, new_list: NewList) -> bool:
    return bool(each.expectation.part) and _set(tree, each, new_list)


def _move(tree: Tree, each: Difference, new_list: NewList) -> bool:
    """Move a rule to the list of the outcome that it has."""
    outcome = each.value
    if not isinstance(outcome, str):
        return False
    if outcome in tree:
        tree[outcome].append(each.expectation.subject)
    else:
        _put_after(tree, str(each.expectation.path[0]), outcome, new_list([each.expectation.subject]))
    return _remove(tree, each, new_list)


def _put_after(tree: Tree, key: str, new: str, value: Any) -> None:
    """Add an entry right after another, in a tree that keeps an order of its own; else at the end."""
    insert = getattr(tree, "insert", None)
    if insert is None:
        tree[new] = value
    else:
        insert(list(tree).index(key) + 1, new, value)


def _remove(tree: Tree, each: Difference, _: NewList) -> bool:
    """Take away what is not so, and the list or mapping that it leaves empty."""
    *steps, _number = each.expectation.path
    holders: list[Any] = [tree]
    for step in steps:
        holders.append(holders[-1][step])
    if len(tree) == 1 and all(len(holder) == 1 for holder in holders[1:]):
        return False
    holders[-1].remove(each.expectation.subject)
    for holder, step in zip(reversed(holders[:-1]), reversed(steps), strict=True):
        if holder[step]:
            break
        del holder[step]
        getattr(getattr(holder, "ca", None), "items", {}).pop(step, None)  # where ruamel.yaml keeps what is written beside a key
    return True


def _never(_: Tree, __: Difference, ___: NewList) -> bool:
    return False


CHANGES: dict[Kind, Callable[[Tree, Difference, NewList], bool]] = {
    "verdict": _set,
    "least": _set,
    "most": _set,
    "outcome": _move,
    "missing": _remove,
    "all_missing": _set,
    "finding": _remove,
    "all_findings": _set,
    "clock": _set,
    "score": _score,
    "then": _then,
    "text": _never,
}
"""For each kind of expectation, what accepting a difference does; False where it is for a person to do."""
