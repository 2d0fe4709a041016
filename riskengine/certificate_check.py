"""Checks a certificate of a decision without the engine: this one file, Python 3.11 or later, and nothing else.

    python -m riskengine.certificate_check FILE [--case CASE] [--decision DECISION] [--digest DIGEST]

It shares no code with the engine and may be copied out and run by itself. A certificate holds a case and a rule set as
they were written, each held to its digest. A *completion* gives every fact that is not known a value of its domain. A
`World` is some of the completions: in it each fact lies in a cell of its domain, and a condition is true (2), false (0)
or open (1); what is true or false in it is so in each of its completions. So `all` is the least of its parts, `any` the
greatest, `not` two minus its part, and `at_least n` the n-th greatest. What is claimed of every completion is proved by
cases: splits divide a world until the claim is certain in each part. What is claimed of some completion is proved by an
example: values for some facts with which it is certain, whatever the other facts are.
docs/certificate.md says what all this proves, and what it does not.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import math
import sys
import unicodedata
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, localcontext
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

__all__ = [
    "ALWAYS",
    "FALSE",
    "INF",
    "OPEN",
    "SCHEMA",
    "TRUE",
    "Proof",
    "Refused",
    "Test",
    "World",
    "canonical",
    "check",
    "main",
    "parse",
    "sha256",
]

SCHEMA = "riskengine/certificate/1"
KEYS = {"schema", "as_of", "case", "case_digest", "edition", "claims", "cases", "examples", "digest"}
CLAIMS, GRADE = {"scope", "grade", "outcomes", "scores", "not_applicable"}, {"officer", "least", "most", "verdict"}
FALSE, OPEN, TRUE = 0, 1, 2
ALWAYS, INF = {"always": True}, Decimal("Infinity")
STEPS: dict[str, Any] = {"integer": 1, "decimal": Decimal(10) ** -9, "date": timedelta(1), "datetime": timedelta(0, 0, 1)}
OPPOSITE = {
    "is_not": "is",
    "not_in": "in",
    "more_than": "at_most",
    "after": "at_most",
    "less_than": "at_least",
    "before": "at_least",
}
Test = Callable[["World"], int]
Ends = Callable[["World"], tuple[Any, Any]]


class Refused(Exception):
    """The certificate does not prove what it claims; the text says where."""


def need(claim: object, why: str) -> None:
    """Refuse the certificate unless something holds."""
    if not claim:
        raise Refused(why)


# ---- JSON and its digest; what is recorded; days and moments


def parse(text: str | bytes) -> Any:
    """JSON with exact numbers; a key that stands twice is refused."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        need(len(dict(pairs)) == len(pairs), "a key stands twice")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=once, parse_float=Decimal)


def canonical(tree: Any) -> str:
    """The text that digests are taken of: sorted keys, no spaces, numbers as they stand."""
    if isinstance(tree, dict):
        return "{" + ",".join(f"{canonical(key)}:{canonical(tree[key])}" for key in sorted(tree)) + "}"
    if isinstance(tree, list):
        return "[" + ",".join(map(canonical, tree)) + "]"
    return format(tree, "f") if isinstance(tree, Decimal) else json.dumps(tree, ensure_ascii=False)


def sha256(tree: Any) -> str:
    """The digest of a tree of JSON."""
    return hashlib.sha256(canonical(tree).encode()).hexdigest()


def texts(tree: Any) -> set[str]:
    """Every text in a tree of JSON."""
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return {tree} if isinstance(tree, str) else set().union(*map(texts, parts))


def entries(recorded: Any) -> list[Any]:
    """What is recorded of a fact: values, each with what is recorded about it."""
    held = recorded if isinstance(recorded, list) and any(isinstance(each, dict) for each in recorded) else [recorded]
    return [each if isinstance(each, dict) else {"value": each} for each in held]


def moment(text: str) -> Any:
    """A date, or a datetime in UTC; without a zone it is London time."""
    if len(text) == len("2020-09-15"):
        return date.fromisoformat(text)
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo("Europe/London"))).astimezone(UTC)


def day(when: Any) -> Any:
    """The London day of a date or datetime."""
    return when.astimezone(ZoneInfo("Europe/London")).date() if isinstance(when, datetime) else when


# ---- comparing what lies in a cell: a stretch (low, high), or for `choices` (those in the set, those that may be)


def at_most(one: Any, other: Any) -> int:
    """Whether one value is at most another."""
    return TRUE if one[1] <= other[0] else OPEN if one[0] <= other[1] else FALSE


def compare(operator: str, one: Any, others: list[Any]) -> int:
    """A comparison of one value with others."""
    if operator in OPPOSITE:
        return 2 - compare(OPPOSITE[operator], one, others)
    if operator in ("is", "in"):
        return max(
            TRUE if one[0] == one[1] == each[0] == each[1] else min(at_most(one, each), at_most(each, one), OPEN)
            for each in others
        )
    if operator == "between":
        return min(at_most(others[0], one), at_most(one, others[1]))
    upwards = {"at_least": True, "on_or_after": True, "at_most": False, "on_or_before": False}[operator]
    return at_most(others[0], one) if upwards else at_most(one, others[0])


def compare_choices(operator: str, cell: Any, wanted: frozenset[str]) -> int:
    """A comparison of a set of options with others."""
    if operator in OPPOSITE:
        return 2 - compare_choices(OPPOSITE[operator], cell, wanted)
    if operator == "is":
        return (TRUE if cell[0] == cell[1] else OPEN) if cell[0] <= wanted <= cell[1] else FALSE
    found = [bool(wanted & held) if operator == "contains_any" else wanted <= held for held in cell]
    return TRUE if found[0] else OPEN if found[1] else FALSE


# ---- numbers worked out from others: each is least and greatest where what it is worked out from is at its ends


def months(start: date, end: date) -> int:
    """Completed months, with a sign; a day that a month lacks counts on the 1st of the next."""
    whole = (end.year - start.year) * 12 + end.month - start.month
    return whole - (end.day < start.day) if start <= end else whole + (end.day > start.day)


SKIPPING: dict[str, Callable[..., Any]] = {  # what is not applicable is left out; without anything there is no least
    "sum": lambda *parts: sum(parts),
    "minimum_of": lambda *parts: min(parts, default=None),
    "maximum_of": lambda *parts: max(parts, default=None),
}
NUMBERS = SKIPPING | {
    "difference": lambda one, other: one - other,
    "product": lambda *parts: math.prod(parts),
    "days_between": lambda start, end: (day(end) - day(start)).days,
    "months_between": lambda start, end: months(day(start), day(end)),
    "years_between": lambda start, end: int(Decimal(months(day(start), day(end))) / 12),
}


class Given:
    """The case and the rules, each as its digest says; what is known; and for every fact the cell of its domain.

    The cell of a truth, a choice or a text is the set of its possible values; of a text those that the rules could name
    and one that stands for all others.
    """

    def __init__(self, certificate: dict[str, Any]) -> None:
        edition, self.case = certificate["edition"], certificate["case"]
        content = edition["content"]
        need(sha256(self.case) == certificate["case_digest"], "the case is not that of its digest")
        published = {"content": sha256(content), "provisions": edition["provisions"]}
        need(sha256(published) == edition["digest"], "the rules are not those of their digest")
        self.head = {"define": {}, "quantities": {}, "scores": {}, "parameters": {}, "reason_codes": {}} | content["ruleset"]
        self.facts, self.rules, self.clocks = (content[key] for key in ("facts", "rules", "clocks"))
        self.scope, self.as_of = self.head["scope"]["when"], date.fromisoformat(certificate["as_of"])
        self.texts = frozenset({"\x00any other text", *texts(content)})
        held = {name: self.latest(recorded) for name, recorded in self.case["facts"].items() if name in self.facts}
        self.asked = {name for name, values in held.items() if values == [None]}
        self.domains = {name: self.domain(fact, fact["type"]) for name, fact in self.facts.items()}
        self.known = {name: self.cell(name, values[0]) for name, values in held.items() if values not in ([], [None])}
        need(self.case["jurisdiction"] in self.head["jurisdictions"], "the rules do not cover the jurisdiction")
        need(self.case.get("ruleset", self.head["id"]) == self.head["id"], "the case names another rule set")

    def latest(self, recorded: Any) -> list[Any]:
        """The value that was recorded last up to `as_of`; none where nothing was."""
        return [each["value"] for each in entries(recorded) if day(moment(each.get("as_at", "0001-01-01"))) <= self.as_of][-1:]

    def cell(self, name: str, value: Any) -> Any:
        """The cell of one value alone, which must lie in the fact's domain."""
        domain: Any = self.domains[name]
        match self.facts[name]["type"], value:
            case ("boolean", bool()) | ("choice", str()) if value in domain:
                return frozenset({value})
            case "text", str():
                return frozenset({value})
            case "choices", list() if domain[1].issuperset(value):
                return frozenset(value), frozenset(value)
            case ("integer", int()) | ("decimal", int() | Decimal()) if (
                not isinstance(value, bool) and value % STEPS["decimal"] == 0
            ):
                one = value
            case "date" | "datetime", str():
                one = moment(value)
            case _:
                raise Refused(f"{name} cannot have a value that is given")
        need(domain[0] <= one <= domain[1], f"{name} cannot have a value that is given")
        return one, one

    def domain(self, fact: dict[str, Any], kind: str) -> Any:
        """The cell of every value that a fact may have."""
        if kind in ("integer", "decimal"):
            return fact.get("minimum", -INF), fact.get("maximum", INF)
        if kind not in ("date", "datetime"):
            values = self.texts if kind == "text" else frozenset(fact.get("options", (False, True)))
            return (frozenset(), values) if kind == "choices" else values
        ends = [fact.get("earliest", "1900-01-01"), fact.get("latest", "2100-12-31")]
        first, last = (self.as_of if end == "as_of" else moment(end) for end in ends)
        if kind == "date":
            return day(first), max(day(first), day(last))
        first = first if isinstance(first, datetime) else moment(f"{first}T00:00")
        last = last if isinstance(last, datetime) else moment(f"{last + timedelta(1)}T00:00") - STEPS["datetime"]
        return first, max(first, last)


class World:
    """The completions in which every fact lies in its cell; `counted` are rules that count, or do not, whatever they say."""

    def __init__(self, given: Given, cells: dict[str, Any], counted: dict[str, int]) -> None:
        self.given, self.cells, self.counted = given, cells, counted
        self.truths: dict[int, int] = {}

    def truth(self, condition: dict[str, Any]) -> int:
        """The truth of a condition: of all its keys. It is kept, since a condition stays where it is in memory."""
        if id(condition) not in self.truths:
            self.truths[id(condition)] = min(self.part(*item) for item in condition.items() if item[0] != "phrases")
        return self.truths[id(condition)]

    def part(self, key: str, value: Any) -> Any:
        """The truth of one key of a condition."""
        match key:
            case "always":
                return TRUE
            case "holds":
                return self.truth(self.given.head["define"][value])
            case "not":
                return 2 - self.truth(value)
            case "all":
                return min(map(self.truth, value))
            case "any":
                return max(map(self.truth, value))
            case "none":
                return 2 - max(map(self.truth, value))
            case "at_least":
                return sorted(map(self.truth, value["of"]))[-value["n"]]
        tests = value if isinstance(value, dict) else {"is": value}
        return min(self.comparison(key, operator, operand) for operator, operand in tests.items())

    def comparison(self, name: str, operator: str, operand: Any) -> int:
        """Whether what is compared applies and the comparison holds."""
        applies, cell = self.value(name)
        others, fact = operand if isinstance(operand, list) else [operand], self.given.facts.get(name, {})
        if fact.get("type") == "choices":
            return min(applies, compare_choices(operator, cell, frozenset(others)))
        if isinstance(cell, frozenset):  # each possible value by itself, a choice by its place among the options
            rank = fact["options"].index if "options" in fact else lambda value: value
            marks = [(rank(other), rank(other)) for other in others]
            found = {compare(operator, (rank(value), rank(value)), marks) for value in cell}
            return min(applies, found.pop() if len(found) == 1 else OPEN)
        parts = [(applies, cell), *map(self.operand, others)]
        cells = [part[1] for part in parts]
        if isinstance(cell[0], date) and not all(isinstance(low, datetime) for low, _ in cells):
            cells = [(day(low), day(high)) for low, high in cells]
        return min(*(part[0] for part in parts), compare(operator, cells[0], cells[1:]))

    def operand(self, written: Any) -> tuple[int, Any]:
        """Whether a name, a parameter or a value applies, and its cell."""
        match written:
            case {"param": name}:  # the value in force on the day; before the first it may be anything
                values = [(each["from"], each["value"]) for each in self.given.head["parameters"][name]]
                value = max([each for each in values if moment(each[0]) <= self.given.as_of], default=None)
                return TRUE, (-INF, INF) if value is None else (value[1], value[1])
            case {"fact": name}:
                return self.value(name)
            case str() if not written[0].isdigit():
                return self.value(written)
            case str():
                return TRUE, (moment(written), moment(written))
        return TRUE, (written, written)

    def value(self, name: str) -> tuple[int, Any]:
        """Whether a fact, quantity or score applies, and its cell."""
        if name == "as_of":
            return TRUE, (self.given.as_of, self.given.as_of)
        if name in self.given.facts:
            return self.truth(self.given.facts[name].get("applies_when", ALWAYS)), self.cells[name]
        if name not in self.given.head["quantities"]:
            return TRUE, self.score(name)
        ((kind, inputs),) = [item for item in self.given.head["quantities"][name].items() if item[0] != "phrase"]
        if kind == "count_true":
            define = self.given.head["define"]
            truths = [self.truth(define[each]) if each in define else self.part(each, True) for each in inputs]
            return TRUE, (truths.count(TRUE), len(truths) - truths.count(FALSE))
        return self.number(kind, [self.operand(each) for each in inputs])

    def number(self, kind: str, parts: list[tuple[int, Any]]) -> tuple[int, Any]:
        """Whether a number worked out from others applies, and its stretch. Working days are not counted here."""
        ends = [{*(() if applies == FALSE else cell), *(() if applies == TRUE else (None,))} for applies, cell in parts]
        if kind not in NUMBERS or {INF, -INF} & set().union(*ends) or math.prod(map(len, ends)) > 1 << 12:
            return OPEN, (-INF, INF)
        found = set()
        for corner in itertools.product(*ends):  # None stands for what is not applicable
            present = [end for end in corner if end is not None]
            found.add(NUMBERS[kind](*present) if kind in SKIPPING or len(present) == len(corner) else None)
        numbers: set[Any] = found - {None}
        if not numbers:
            return FALSE, (-INF, INF)
        return OPEN if None in found else TRUE, (min(numbers), max(numbers))

    def score(self, name: str) -> tuple[Any, Any]:
        """The stretch in which a score lies."""
        ends: list[Any] = [0, 0]
        for rule, written in self.given.rules.items():
            low, high = self.points(written["effect"], name)
            applies = self.applies(rule) if low or high else FALSE
            ends[0] += (0, min(0, low), low)[applies]
            ends[1] += (0, max(0, high), high)[applies]
        return ends[0], ends[1]

    def points(self, effect: dict[str, Any], score: str) -> tuple[Any, Any]:
        """What a rule gives to a score where it applies."""
        fixed, by = effect.get("points", {}).get(score, 0), effect.get("points_by", {})
        applies, (low, high) = self.value(by["fact"]) if by.get("score") == score else (FALSE, (0, 0))
        if applies == FALSE:
            return fixed, fixed
        bands = [(band.get("from", -INF), band.get("to", INF), band["points"]) for band in by["bands"]]
        reached = [points for start, end, points in bands if start <= high and low <= end] + ([] if applies == TRUE else [0])
        if "otherwise" in by and not any(start <= low and high <= end for start, end, _ in bands):
            reached.append(by["otherwise"])
        return fixed + min(reached), fixed + max(reached)

    def applies(self, rule: str) -> int:
        """Whether a rule counts."""
        return self.counted[rule] if rule in self.counted else self.truth(self.given.rules[rule].get("when", ALWAYS))

    def grade_of_rule(self, rule: str) -> tuple[int, int]:
        """The least and the most that a rule's minimum grade comes to, by its place among the grades."""
        grades, grade = self.given.head["grades"], self.given.rules[rule]["effect"].get("minimum_grade")
        index = 0 if grade is None else grades.index(grade)
        return ((0, 0), (0, index), (index, index))[self.applies(rule)] if index else (0, 0)

    def grade_of_score(self, name: str) -> tuple[int, int]:
        """The grades of the bands in which the ends of a score lie; what is below the first band counts as in it."""
        bands = self.given.head["scores"][name].get("bands") or [{"grade": self.given.head["grades"][0]}]
        low, high = ([bands[0], *(each for each in bands if each.get("from", -INF) <= end)][-1] for end in self.score(name))
        return self.given.head["grades"].index(low["grade"]), self.given.head["grades"].index(high["grade"])

    def outside(self) -> int:
        """Whether the completions lie outside the scope of the rules."""
        return 2 - self.truth(self.given.scope)

    def divided(self, split: dict[str, Any]) -> list[World]:
        """The completions for which the answer to a split is yes, and those for which it is no."""
        name = split["fact"]
        cell, kind = self.cells[name], self.given.facts[name]["type"]
        parts: list[Any]
        if kind == "choices":
            one = frozenset({split["has"]})
            parts = [(cell[0] | one, cell[1]), (cell[0], cell[1] - one)]
        elif isinstance(cell, frozenset):
            parts = [cell & {split["is"]}, cell - {split["is"]}]
        else:
            start = moment(split["below"]) if kind in ("date", "datetime") else split["below"]
            parts = [(cell[0], min(cell[1], start - STEPS[kind])), (max(cell[0], start), cell[1])]
        return [World(self.given, self.cells | {name: part}, self.counted) for part in parts]

    def at(self, values: dict[str, Any]) -> World:
        """The completions in which some facts that are not known have these values of their domains."""
        cells = {name: self.given.cell(name, value) for name, value in values.items()}
        need(not cells.keys() & self.given.known.keys(), "an example gives a value to a fact that is known")
        return World(self.given, self.cells | cells, self.counted)


class Proof:
    """The claims of a certificate, each held to its cases and examples."""

    def __init__(self, certificate: dict[str, Any]) -> None:
        self.given, self.claims = Given(certificate), certificate["claims"]
        self.splits, self.examples = certificate["cases"], certificate["examples"]
        self.outcomes: dict[str, str] = self.claims["outcomes"]
        self.all = self.world()
        self.parts: dict[str, Ends] = {rule: partial(World.grade_of_rule, rule=rule) for rule in self.given.rules}
        self.parts |= {name: partial(World.grade_of_score, name=name) for name in self.given.head["scores"]}

    def world(self, presumed: Collection[str] = (), dropped: Collection[str] = ()) -> World:
        """All completions, where some rules count as true whatever they say, and some not at all."""
        counted = dict.fromkeys(presumed, TRUE) | dict.fromkeys(dropped, FALSE)
        return World(self.given, self.given.domains | self.given.known, counted)

    def answers(self, name: str, world: World, test: Test, free: Collection[str] | None = None) -> set[int]:
        """What a test comes to in every case. With `free`, a split by any other fact may make no difference."""

        def under(world: World, split: Any) -> set[int]:
            if split is None:
                return {test(world)}
            yes, no = world.divided(split)
            found = under(yes, split["yes"]) | under(no, split["no"])
            need(free is None or len(found) == 1 or split["fact"] in free, f"{name}: it depends on more than was asked")
            return found

        return under(world, self.splits.get(name))

    def always(self, name: str, world: World, test: Test, wanted: int = TRUE) -> None:
        """A test comes to what is wanted in every completion."""
        need(self.answers(name, world, test) == {wanted}, f"{name}: it is not certain in every case")

    def sometimes(self, name: str, world: World, test: Test, wanted: int = TRUE) -> None:
        """A test comes to what is wanted in some completion: the example's, whatever the facts are that it leaves out."""
        need(test(world.at(self.examples.get(name, {}))) == wanted, f"{name}: the example does not show it")

    def outcome(self, rule: str, policy: str) -> None:
        """The outcome of a rule, as if no rule were presumed."""
        outcome, applies = self.outcomes[rule], partial(World.applies, rule=rule)
        if outcome in ("applies", "does_not_apply"):
            return self.always(rule, self.all, applies, TRUE if outcome == "applies" else FALSE)
        self.sometimes(f"{rule} true", self.all, applies)
        self.sometimes(f"{rule} false", self.all, applies, FALSE)
        if policy == "accept" and outcome == "accepted":
            answers = self.answers(rule, self.all, applies, self.given.asked)
            return need(OPEN not in answers, f"{rule}: it is not certain in every case")
        if policy == "accept":  # it is not accepted: the two completions differ in one fact alone, which was not asked
            true, false = (self.examples.get(f"{rule} {end}", {}) for end in ("true", "false"))
            differ = [name for name in true if true[name] != false.get(name)]
            alone = true.keys() == false.keys() and len(differ) == 1 and differ[0] not in self.given.asked
            need(alone, f"{rule}: it may have to be accepted")
        return need(outcome == ("presumed" if policy == "presume" else "unsettled"), f"{rule}: it cannot be {outcome}")

    def range(self, name: str, low: Any, high: Any, parts: dict[str, Ends]) -> None:
        """The least and the most, over all completions in the scope, of the greatest of some parts."""
        presumed, accepted = (
            [rule for rule in self.outcomes if self.outcomes[rule] == each] for each in ("presumed", "accepted")
        )
        full, counting = self.world(presumed), self.world(presumed, accepted)

        def ends(world: World) -> tuple[Any, Any]:
            found = [part(world) for part in parts.values()]
            return max(low for low, _ in found), max(high for _, high in found)

        need(low <= high, f"{name}: the most is below the least")
        self.always(f"{name} least", full, lambda world: max(world.outside(), at_most((low, low), ends(world))))
        self.sometimes(f"{name} least", full, lambda world: min(2 - world.outside(), at_most(ends(world), (low, low))))
        for key, part in parts.items():

            def capped(world: World, part: Ends = part) -> int:
                return max(world.outside(), at_most(part(world), (high, high)))

            self.always(f"{name} most {key}", counting, capped)
        if low < high:
            self.sometimes(f"{name} most", counting, lambda world: min(2 - world.outside(), at_most((high, high), ends(world))))

    def open(self) -> bool:
        """Whether a fact is missing that a rule requires, or recorded facts contradict each other."""
        rules = [rule for rule, outcome in self.outcomes.items() if outcome != "does_not_apply"]
        required = {fact for rule in rules for fact in self.given.rules[rule]["effect"].get("require", [])}
        known, closed = set(self.given.known), set(self.claims["not_applicable"])
        need(closed <= known | required, "not_applicable names a fact on which nothing rests")
        need(sorted(closed) == self.claims["not_applicable"], "not_applicable is no list in order")
        for fact in sorted(known | required):
            gate = partial(World.truth, condition=self.given.facts[fact].get("applies_when", ALWAYS))
            if fact in closed:
                self.always(f"gate {fact}", self.all, gate, FALSE)
            else:
                self.sometimes(f"gate {fact}", self.all, gate)
        return bool(required - known - closed or closed & known)

    def in_order(self) -> None:
        """No time limit is recorded as stopped before it started: that this check does not weigh."""
        for clock in self.given.clocks.values():
            start, stop = (self.given.known.get(clock.get(end)) for end in ("starts", "stops"))
            instants = all(each and isinstance(each[0], datetime) for each in (start, stop))
            early = start and stop and (stop[0] < start[0] if instants else day(stop[0]) < day(start[0]))
            need(not early, f"{clock['id']} stopped before it started, which this check does not weigh")

    def departure(self, officer: int, record: dict[str, Any]) -> None:
        """A recorded departure from the guidance counts, as far as that does not hang on open facts."""
        leave, rules = record.get("departure", {}), self.given.rules
        names = (leave.get("by", ""), leave.get("authorised_by", ""), record.get("assessed_by", ""))
        by, authoriser, assessor = (" ".join(name.split()).casefold() for name in names)
        named = leave.get("rules", [])
        need(by and authoriser and authoriser not in (by, assessor), "departure: nobody else authorised it")
        need(leave.get("reason_code") in self.given.head["reason_codes"], "departure: it has no reason code of the rules")
        need(leave.get("reason", "").strip(), "departure: it gives no reason")
        need(leave.get("authorised_on", "9") <= self.given.as_of.isoformat(), "departure: it is authorised later")
        free = [rule for rule in named if rules.get(rule, {}).get("discretion") == "supervisor"]
        need(named and free == named, "departure: a rule allows none")
        without = self.world((), named)  # strict: what may be presumed without the rules counts as true
        presumed = [rule for rule in rules if rules[rule].get("when_unknown") == "presume" and without.applies(rule)]
        rest, ends = self.world(presumed, named), self.parts.values()

        def enough(world: World) -> int:
            return min(2 - world.outside(), *(at_most(part(world), (officer, officer)) for part in ends))

        self.sometimes("departure", rest, enough)

    def check(self) -> None:
        """Every claim. Raises Refused at the first that is not proved."""
        rules, scores, grade, scope = self.given.rules, self.claims["scores"], self.claims["grade"], self.claims["scope"]
        need((self.claims.keys(), grade.keys()) == (CLAIMS, GRADE), "it claims more or less than a certificate does")
        need(self.outcomes.keys() == rules.keys(), "there is not one outcome for each rule")
        for rule in sorted(rules):
            self.outcome(rule, rules[rule].get("when_unknown", "report"))
        need(scope in ("inside", "outside", "unsettled"), "the scope is neither inside, outside nor unsettled")
        if scope == "unsettled":
            self.sometimes("scope true", self.all, World.outside, FALSE)
            self.sometimes("scope false", self.all, World.outside)
        else:
            self.always("scope", self.all, World.outside, TRUE if scope == "outside" else FALSE)
        grades = {None: None} | {name: index for index, name in enumerate(self.given.head["grades"])}
        least, most, officer = (grades[grade[end]] for end in ("least", "most", "officer"))
        need(
            grade["officer"] == self.given.case.get("assessment", {}).get("grade"), "the officer's grade is not that of the case"
        )
        if scope == "outside":
            need((least, most, scores) == (None, None, {}), "no grade is offered outside the scope")
        else:
            self.range("grade", least, most, self.parts)
            need(scores.keys() == self.given.head["scores"].keys(), "there is not one range for each score")
            for name, (low, high) in scores.items():
                need({type(low), type(high)} <= {int, Decimal}, f"{name}: its ends are no numbers")
                self.range(f"score {name}", low, high, {"": partial(World.score, name=name)})
        verdict = self.verdict(scope, officer, least, most, open_=self.open())
        need(verdict == grade["verdict"], f"the verdict by the table is {verdict}")

    def verdict(self, scope: str, officer: int | None, least: Any, most: Any, *, open_: bool) -> str:
        """The first line of the table that fits; whether a departure counts is asked only where one is claimed."""
        if scope != "inside":
            return "out_of_scope" if scope == "outside" else "not_supported"
        if officer is None:
            return "not_graded"
        departs = officer < least and not open_ and self.claims["grade"]["verdict"] == "departure"
        if departs:
            self.departure(officer, self.given.case["assessment"])
        elif officer < least:
            return "below_minimum"
        if officer < least or (officer >= most and not open_):
            self.in_order()
        return "departure" if departs else "not_supported" if officer < most or open_ else "consistent"


def check(text: str | bytes, digest: str | None = None) -> dict[str, Any]:
    """The certificate, if it proves what it claims, by the rules with this digest where one is given. Raises Refused."""
    try:
        certificate: dict[str, Any] = parse(text)
        need(certificate.keys() == KEYS and certificate["schema"] == SCHEMA, f"it is no {SCHEMA}")
        need(certificate.pop("digest") == sha256(certificate), "it was altered: its digest is another")
        need(digest in (None, certificate["edition"]["digest"]), "it is about other rules than those of the digest asked for")
        with localcontext(prec=10_000):
            Proof(certificate).check()
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise Refused(f"it is not written as a certificate is ({type(error).__name__})") from error
    return certificate


# ---- the command line


def tidy(tree: Any) -> Any:
    """A case in one spelling, without what is not recorded."""
    if isinstance(tree, dict):
        spelt = {key: str(moment(value)) if key == "as_at" and value else tidy(value) for key, value in tree.items()}
        return {key: value for key, value in spelt.items() if key == "value" or value not in (None, "", [])}
    if isinstance(tree, list):
        return sorted(map(tidy, tree), key=canonical)
    return unicodedata.normalize("NFC", tree) if isinstance(tree, str) else tree


def whole(case: Any) -> Any:
    """A case with every recorded fact as a list of values."""
    return tidy(
        {"schema": "riskengine/case/1"} | case | {"facts": {name: entries(recorded) for name, recorded in case["facts"].items()}}
    )


def agrees(certificate: dict[str, Any], decision: Any) -> bool:
    """Whether a decision says of the same case, day and rules what the certificate claims."""
    grade, outcomes = certificate["claims"]["grade"], {rule["id"]: rule["outcome"] for rule in decision["rules"]}
    same = all(decision[key] == certificate[key] for key in ("as_of", "case_digest"))
    same = same and bool(decision["edition"]["digest"] == certificate["edition"]["digest"])
    return same and {key: decision["grade"][key] for key in grade} == grade and outcomes == certificate["claims"]["outcomes"]


def main(arguments: list[str] | None = None) -> int:
    """Check one certificate and say whether it is accepted. Gives 0 if it is, 6 if it is refused."""
    parser = argparse.ArgumentParser(prog="certificate_check", description="Check a certificate of a decision.")
    parser.add_argument("file", type=Path, help="the certificate")
    parser.add_argument("--case", type=Path, help="a JSON file with the case that it is to be about")
    parser.add_argument("--decision", type=Path, help="a JSON file with the decision that it is to prove")
    parser.add_argument("--digest", help="the digest of the rules that it is to be about")
    given = parser.parse_args(arguments)
    try:
        found = check(given.file.read_bytes(), given.digest)
        need(not given.case or whole(parse(given.case.read_bytes())) == whole(found["case"]), "it is about another case")
        need(not given.decision or agrees(found, parse(given.decision.read_bytes())), "the decision says something else")
    except (Refused, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as error:
        print(f"refused: {error}")
        return 6
    grade, head = found["claims"]["grade"], found["edition"]["content"]["ruleset"]
    print(f"accepted: case {found['case']['case_id']}, as of {found['as_of']}, by {head['id']} {head['edition']}")
    print(f"verdict: {grade['verdict']}; officer {grade['officer']}, least {grade['least']}, most {grade['most']}")
    print(f"digest of the case: {found['case_digest']}\ndigest of the rules: {found['edition']['digest']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
