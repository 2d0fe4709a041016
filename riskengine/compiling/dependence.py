"""What needs what: the order in which named things can be worked out, and the circles that forbid one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from riskengine.compiling.report import Report
from riskengine.conditions import Compare, Condition, Holds, Reference, children
from riskengine.diagnostics import NOWHERE, Place
from riskengine.ruleset import Rule, RuleSet

__all__ = ["Item", "givers_of", "mentions", "working_order"]


class Item(NamedTuple):
    """A named thing: its kind (`fact`, `definition`, `quantity`, `score`) and name. A fact needs what its gate needs."""

    kind: str
    name: str


def mentions(condition: Condition) -> Iterator[tuple[str, str]]:
    """Every name that a condition uses: ("value", name) where it is compared, ("definition", name) where it is held.

    >>> list(mentions(Holds("alone")))
    [('definition', 'alone')]
    """
    stack = [condition]
    while stack:
        match stack.pop():
            case Compare(subject, _, operands):
                yield "value", subject
                yield from (("value", operand.name) for operand in operands if isinstance(operand, Reference))
            case Holds(name):
                yield "definition", name
            case part:
                stack.extend(children(part))


def working_order(ruleset: RuleSet, report: Report) -> tuple[Item, ...]:
    """Facts, definitions, quantities and scores, each after what it needs. Circles are reported, then cut."""
    needs = _needs(ruleset)
    circles = tuple(_circles(needs))
    for circle in circles:
        _report_circle(ruleset, circle, report)
    return tuple(_sorted(needs))


def _needs(ruleset: RuleSet) -> dict[Item, tuple[Item, ...]]:
    """What each thing needs at once, by name, so that the order is the same in every run."""
    kinds = dict.fromkeys(ruleset.scores, "score")
    kinds.update(dict.fromkeys(ruleset.quantities, "quantity"))
    kinds.update({name: "fact" for name, fact in ruleset.facts.items() if fact.applies_when is not None})
    needs: dict[Item, tuple[Item, ...]] = {}
    for name in sorted(ruleset.facts):
        gate = ruleset.facts[name].applies_when
        if gate is not None:
            needs[Item("fact", name)] = _of_condition(gate, kinds, ruleset)
    for name in sorted(ruleset.definitions):
        needs[Item("definition", name)] = _of_condition(ruleset.definitions[name].condition, kinds, ruleset)
    for name in sorted(ruleset.quantities):
        names = (each.name for each in ruleset.quantities[name].inputs if each.name is not None)
        needs[Item("quantity", name)] = _distinct(_item(each, kinds, ruleset) for each in names)
    givers = givers_of(ruleset.rules)
    for name in sorted(ruleset.scores):
        needs[Item("score", name)] = _distinct(
            item for number in givers.get(name, ()) for item in _of_rule(ruleset.rules[number], kinds, ruleset)
        )
    return needs


def givers_of(rules: Sequence[Rule]) -> dict[str, list[int]]:
    """The rules that give points to each score, by their place in `rules`."""
    givers: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        by = rule.effect.points_by
        for score in dict.fromkeys((*rule.effect.points, *((by.score,) if by is not None else ()))):
            givers.setdefault(score, []).append(number)
    return givers


def _of_rule(rule: Rule, kinds: Mapping[str, str], ruleset: RuleSet) -> Iterator[Item | None]:
    yield from _of_condition(rule.when, kinds, ruleset)
    if rule.effect.points_by is not None:
        yield _item(rule.effect.points_by.subject, kinds, ruleset)


def _of_condition(condition: Condition, kinds: Mapping[str, str], ruleset: RuleSet) -> tuple[Item, ...]:
    items = []
    for role, name in mentions(condition):
        if role == "definition":
            items.append(Item("definition", name) if name in ruleset.definitions else None)
        else:
            items.append(Item(kinds[name], name) if name in kinds else None)
    return _distinct(items)


def _item(name: str, kinds: Mapping[str, str], ruleset: RuleSet) -> Item | None:
    if name in kinds:
        return Item(kinds[name], name)
    return Item("definition", name) if name in ruleset.definitions else None


def _distinct(items: Iterator[Item | None] | Sequence[Item | None]) -> tuple[Item, ...]:
    return tuple(sorted({item for item in items if item is not None}))


def _sorted(needs: Mapping[Item, tuple[Item, ...]]) -> Iterator[Item]:
    """Depth first without recursion, so that a chain of ten thousand definitions does no harm."""
    begun: set[Item] = set()
    for root in needs:
        stack: list[tuple[Item, Iterator[Item]]] = []
        if root not in begun:
            begun.add(root)
            stack.append((root, iter(needs[root])))
        while stack:
            item, rest = stack[-1]
            following = next((each for each in rest if each not in begun), None)
            if following is None:
                stack.pop()
                yield item
            else:
                begun.add(following)
                stack.append((following, iter(needs[following])))


def _circles(needs: Mapping[Item, tuple[Item, ...]]) -> Iterator[tuple[Item, ...]]:
    """One shortest circle in every knot of things that need each other."""
    for knot in _knots(needs):
        start = min(knot)
        if len(knot) > 1 or start in needs[start]:
            yield _shortest(needs, knot)


def _knots(needs: Mapping[Item, tuple[Item, ...]]) -> Iterator[frozenset[Item]]:
    """Strongly connected components: what is reached backwards, latest finished first (Kosaraju)."""
    users: dict[Item, list[Item]] = {item: [] for item in needs}
    for item, needed in needs.items():
        for each in needed:
            users[each].append(item)
    placed: set[Item] = set()
    for root in reversed(tuple(_sorted(needs))):
        if root in placed:
            continue
        knot, stack = {root}, [root]
        placed.add(root)
        while stack:
            for user in users[stack.pop()]:
                if user not in placed:
                    placed.add(user)
                    knot.add(user)
                    stack.append(user)
        yield frozenset(knot)


def _shortest(needs: Mapping[Item, tuple[Item, ...]], knot: frozenset[Item]) -> tuple[Item, ...]:
    """A shortest circle through the first member of a knot, by breadth."""
    start = min(knot)
    paths: list[tuple[Item, ...]] = [(start,)]
    reached = {start}
    for path in paths:
        for item in needs[path[-1]]:
            if item == start:
                return path
            if item in knot and item not in reached:
                reached.add(item)
                paths.append((*path, item))
    return (start,)


_APART = "write one of them without the others"
_CIRCLES = {
    "score": ("RE333", "a score in a circle", "a rule may not compare a score on which it depends itself"),
    "fact": ("RE331", "a gate in a circle", _APART),
    "quantity": ("RE332", "a quantity in a circle", _APART),
    "definition": ("RE330", "a definition in a circle", _APART),
}
"""The code, the words and the help of a circle, by the first of these kinds that is in it."""


def _report_circle(ruleset: RuleSet, circle: tuple[Item, ...], report: Report) -> None:
    kind = next(kind for kind in _CIRCLES if any(item.kind == kind for item in circle))
    start = next(number for number, item in enumerate(circle) if item.kind == kind)
    circle = circle[start:] + circle[:start]
    code, words, help = _CIRCLES[kind]
    route = " needs ".join(f"`{item.name}`" for item in (*circle, circle[0]))
    related = [(_place(ruleset, item), f"the {item.kind} `{item.name}`") for item in circle[1:]]
    for score, rule in _rules_between(ruleset, circle):
        related.append((rule.place, f"rule {rule.id} gives points to `{score}`"))
    report.error(code, f"{words}: {route}", _place(ruleset, circle[0]), help=help, related=tuple(related))


def _rules_between(ruleset: RuleSet, circle: tuple[Item, ...]) -> Iterator[tuple[str, Rule]]:
    """The rules through which a score in a circle needs what follows it."""
    for item, following in zip(circle, (*circle[1:], circle[0]), strict=True):
        if item.kind == "score":
            for number in givers_of(ruleset.rules).get(item.name, ()):
                rule = ruleset.rules[number]
                used = {name for _, name in mentions(rule.when)}
                by = rule.effect.points_by
                if following.name in used or (by is not None and by.subject == following.name):
                    yield item.name, rule


def _place(ruleset: RuleSet, item: Item) -> Place:
    entries: Mapping[str, Mapping[str, object]] = {
        "fact": ruleset.facts,
        "definition": ruleset.definitions,
        "quantity": ruleset.quantities,
        "score": ruleset.scores,
    }
    place = getattr(entries[item.kind][item.name], "place", NOWHERE)
    return place if isinstance(place, Place) else NOWHERE
