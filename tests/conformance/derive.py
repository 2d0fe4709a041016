"""`python -m tests.conformance.derive`: writes the tables that follow from the definition row by row.

Nothing of the engine is used: what is expected comes from the few lines below, which say what the language says. The
tables are read by people after they are written, and kept in the repository; a test asserts that they are these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

__all__ = ["derived"]

FOLDER = Path(__file__).parent / "tables"
UNKNOWN = "unknown"
NOTHING = object()


def write_flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {write_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(write_flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def table(about: str, ruleset: Mapping[str, Any], cases: Iterable[Mapping[str, Any]]) -> str:
    """The text of a table."""
    lines = ["format: 1", f"about: {about}", "ruleset:"]
    for name, part in ruleset.items():
        lines.append(f"  {name}:")
        lines += [f"    {key}: {write_flow(each)}" for key, each in part.items()]
    lines.append("cases:")
    for case in cases:
        (first, name), *rest = case.items()
        lines.append(f"  - {first}: {name}")
        lines += [f"    {key}: {write_flow(each)}" for key, each in rest]
    return "\n".join(lines) + "\n"


# operators: every one by every type, and by every state of a fact that has a gate


@dataclass(frozen=True)
class Compared:
    """A comparison as written, and the values of the fact for which it holds."""

    name: str
    written: Mapping[str, Any]
    holds: Callable[[Any], bool]


def on_a_line(rank: Callable[[Any], Any], low: Any, mid: Any, high: Any, words: Sequence[str]) -> list[Compared]:
    """The comparisons of things in an order; `words` are those for more than, at least, less than, at most."""
    more, at_least, less, at_most = words
    return [
        *one_by_one(rank, low, mid),
        Compared(more, {more: mid}, lambda value: rank(value) > rank(mid)),
        Compared(at_least, {at_least: mid}, lambda value: rank(value) >= rank(mid)),
        Compared(less, {less: mid}, lambda value: rank(value) < rank(mid)),
        Compared(at_most, {at_most: mid}, lambda value: rank(value) <= rank(mid)),
        Compared("between", {"between": [low, high]}, lambda value: rank(low) <= rank(value) <= rank(high)),
    ]


def one_by_one(rank: Callable[[Any], Any], low: Any, mid: Any) -> list[Compared]:
    """The comparisons of things that have no order."""
    return [
        Compared("is", {"is": mid}, lambda value: rank(value) == rank(mid)),
        Compared("is_not", {"is_not": mid}, lambda value: rank(value) != rank(mid)),
        Compared("in", {"in": [low, mid]}, lambda value: rank(value) in (rank(low), rank(mid))),
        Compared("not_in", {"not_in": [low, mid]}, lambda value: rank(value) not in (rank(low), rank(mid))),
    ]


NUMBERS = ("more_than", "at_least", "less_than", "at_most")
MOMENTS = ("after", "on_or_after", "before", "on_or_before")
SETS = [
    Compared("is", {"is": "x"}, lambda value: set(value) == {"x"}),
    Compared("is_not", {"is_not": "x"}, lambda value: set(value) != {"x"}),
    Compared("contains", {"contains": "y"}, lambda value: "y" in value),
    Compared("contains_any", {"contains_any": ["x", "y"]}, lambda value: bool({"x", "y"} & set(value))),
    Compared("contains_all", {"contains_all": ["x", "y"]}, lambda value: {"x", "y"} <= set(value)),
]
TRUTHS = [
    Compared("is", {"is": True}, lambda value: value is True),
    Compared("is_not", {"is_not": True}, lambda value: value is not True),
    Compared("is_false", {"is": False}, lambda value: value is False),
]
GRAVITY = ("none", "some", "many", "all").index
COLOURS = {"type": "choice", "options": ["red", "green", "blue"]}
AMOUNTS = {"type": "choice", "options": ["none", "some", "many", "all"], "ordered": True}

# name of the table, the fact, its comparisons, the values to try
BY_TYPE: list[tuple[str, Mapping[str, Any], list[Compared], list[Any]]] = [
    ("boolean", {"type": "boolean"}, TRUTHS, [True, False]),
    (
        "integer",
        {"type": "integer", "minimum": -5, "maximum": 20},
        on_a_line(int, 1, 3, 5, NUMBERS),
        [-5, 0, 1, 2, 3, 4, 5, 6, 20],
    ),
    (
        "decimal",
        {"type": "decimal"},
        on_a_line(float, "0.5", "1.5", "2.25", NUMBERS),
        ["-0.5", "0.5", "1", "1.49", "1.5", "1.50", "2.25", "2.26"],
    ),
    ("choice", COLOURS, one_by_one(str, "red", "green"), ["red", "green", "blue"]),
    ("ordered-choice", AMOUNTS, on_a_line(GRAVITY, "some", "many", "all", NUMBERS), ["none", "some", "many", "all"]),
    (
        "choices",
        {"type": "choices", "options": ["x", "y", "z"]},
        SETS,
        [[], ["x"], ["y"], ["z"], ["x", "y"], ["y", "z"], ["x", "y", "z"]],
    ),
    (
        "date",
        {"type": "date"},
        on_a_line(str, "2024-02-28", "2024-02-29", "2024-03-02", MOMENTS),
        ["1900-01-01", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02", "2024-03-03", "2100-12-31"],
    ),
    (
        "datetime-by-moment",
        {"type": "datetime"},
        on_a_line(str, "2024-02-01T09:00:00Z", "2024-02-01T09:30:00Z", "2024-02-01T10:00:00Z", MOMENTS),
        [
            "2024-02-01T08:59:59Z",
            "2024-02-01T09:00:00Z",
            "2024-02-01T09:29:59Z",
            "2024-02-01T09:30:00Z",
            "2024-02-01T10:00:00Z",
            "2024-02-01T10:00:01Z",
        ],
    ),
    (
        "datetime-by-day",
        {"type": "datetime"},
        on_a_line(lambda moment: moment[:10], "2024-01-31", "2024-02-01", "2024-02-03", MOMENTS),
        [
            "2024-01-30T23:59:59Z",
            "2024-01-31T12:00:00Z",
            "2024-02-01T00:00:00Z",
            "2024-02-01T23:59:59Z",
            "2024-02-03T23:59:59Z",
            "2024-02-04T00:00:00Z",
        ],
    ),
    ("text", {"type": "text"}, one_by_one(str, "one", "two"), ["one", "two", "three", "One"]),
]


def operator_tables() -> Iterator[tuple[str, str]]:
    for name, fact, compared, values in BY_TYPE:
        define: dict[str, Any] = {}
        for each in compared:
            define[f"c_{each.name}"] = {"subject": each.written}
            define[f"not_c_{each.name}"] = {"not": {"subject": each.written}}
        gated = {**fact, "applies_when": {"open": True}}
        about = f"'Every operator by every state of a fact: {name.replace('-', ' ')} (language 2, 3.1).'"
        yield (
            f"operators-{name}",
            table(about, {"facts": {"open": "boolean", "subject": gated}, "define": define}, states(compared, values)),
        )


def states(compared: Sequence[Compared], values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for value in values:
        yield state(f"known to be {write_flow(value)}", True, value, compared)
    yield state("asked and not established", True, None, compared)
    yield state("not asked", True, NOTHING, compared)
    yield state("not applicable", False, NOTHING, compared)
    yield state("asked, and not applicable", False, None, compared)
    yield state("not applicable, though recorded", False, values[0], compared)
    for value in (values[0], values[-1]):
        yield state(f"the gate is not settled, and {write_flow(value)} is recorded", UNKNOWN, value, compared)
    yield state("neither the gate nor the fact is known", UNKNOWN, None, compared)


def state(name: str, gate: Any, value: Any, compared: Sequence[Compared]) -> dict[str, Any]:
    facts: dict[str, Any] = {"open": None if gate == UNKNOWN else gate}
    if value is not NOTHING:
        facts["subject"] = value
    truths: dict[str, Any] = {}
    for each in compared:
        truth = UNKNOWN if value is None or value is NOTHING else each.holds(value)
        truths[f"c_{each.name}"] = both(gate, truth)
        truths[f"not_c_{each.name}"] = opposite(truths[f"c_{each.name}"])
    recorded = value is not None and value is not NOTHING
    contradicts = ["contradictory_facts"] if recorded and gate is not True else []
    expect = {"truths": truths, "verdict": "not_graded", "findings": [*contradicts, "not_graded"]}
    return {"name": name, "facts": facts, "expect": expect}


def both(one: Any, other: Any) -> Any:
    """`all` of two."""
    if one is False or other is False:
        return False
    return UNKNOWN if UNKNOWN in (one, other) else True


def opposite(truth: Any) -> Any:
    return UNKNOWN if truth == UNKNOWN else not truth


# three values: every combination of three facts, through every way of joining conditions

A, B, C = ({name: True} for name in "abc")
JOINED: dict[str, Any] = {
    "every": {"all": [A, B, C]},
    "some": {"any": [A, B, C]},
    "no_one": {"none": [A, B, C]},
    "opposite": {"not": A},
    "one_of": {"at_least": {"n": 1, "of": [A, B, C]}},
    "two_of": {"at_least": {"n": 2, "of": [A, B, C]}},
    "three_of": {"at_least": {"n": 3, "of": [A, B, C]}},
    "several_keys": {"a": True, "b": False},
    "nested": {"at_least": {"n": 2, "of": [{"all": [A, B]}, {"any": [B, C]}, {"not": C}]}},
    "named": {"all": [{"holds": "two_of"}, {"not": {"holds": "nested"}}]},
    "excluded": {"any": [A, {"not": A}]},
}
RULES = {
    "EVERY": ("every", "very_high"),
    "TWO": ("two_of", "high"),
    "SOME": ("some", "medium"),
    "NAMED": ("named", "high"),
    "EXCLUDED": ("excluded", "low"),
}
GRADES = ("low", "medium", "high", "very_high")


def by_kleene(condition: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
    """One of three values."""
    ((key, rest), *more) = condition.items()
    if more:
        return least_true([by_kleene({name: value}, facts) for name, value in condition.items()], len(condition))
    match key:
        case "all":
            return least_true([by_kleene(part, facts) for part in rest], len(rest))
        case "any":
            return least_true([by_kleene(part, facts) for part in rest], 1)
        case "none":
            return opposite(least_true([by_kleene(part, facts) for part in rest], 1))
        case "not":
            return opposite(by_kleene(rest, facts))
        case "at_least":
            return least_true([by_kleene(part, facts) for part in rest["of"]], rest["n"])
        case "holds":
            return by_kleene(JOINED[rest], facts)
    return UNKNOWN if facts[key] == UNKNOWN else facts[key] is rest


def least_true(truths: Sequence[Any], n: int) -> Any:
    """True if n are true, false if fewer than n are not false, else unknown."""
    if sum(truth is True for truth in truths) >= n:
        return True
    return UNKNOWN if sum(truth is not False for truth in truths) >= n else False


def kleene_table() -> tuple[str, str]:
    rules = {name: {"when": {"holds": of}, "effect": {"minimum_grade": grade}} for name, (of, grade) in RULES.items()}
    ruleset = {"facts": dict.fromkeys("abc", "boolean"), "define": JOINED, "rules": rules}
    about = "Three values node by node, and what is settled over all completions (language 3.2, 3.3)."
    return "kleene", table(about, ruleset, (kleene_case(facts) for facts in product((True, False, UNKNOWN), repeat=3)))


def kleene_case(three: Sequence[Any]) -> dict[str, Any]:
    facts = dict(zip("abc", three, strict=True))
    worlds = [
        dict(zip("abc", values, strict=True))
        for values in product(*([value] if value != UNKNOWN else [False, True] for value in three))
    ]
    outcomes, grades = {}, [0] * len(worlds)
    for name, (of, grade) in RULES.items():
        truths = [by_kleene(JOINED[of], world) for world in worlds]
        outcomes[name] = "applies" if all(truths) else "unsettled" if any(truths) else "does_not_apply"
        grades = [max(before, GRADES.index(grade) if truth else 0) for before, truth in zip(grades, truths, strict=True)]
    words = ", ".join(f"{name} is {write_flow(value)}" for name, value in facts.items())
    expect = {
        "truths": {name: by_kleene(condition, facts) for name, condition in JOINED.items()},
        "outcomes": outcomes,
        "range": [GRADES[min(grades)], GRADES[max(grades)]],
    }
    recorded = {name: None if value == UNKNOWN else value for name, value in facts.items()}
    return {"name": words, "facts": recorded, "expect": expect}


# days: every state of a time limit by the day before, on and after every boundary

STARTED = date(2026, 11, 10)
LIMIT = timedelta(7)
OFFSETS = (-1, 0, 1, 6, 7, 8, 400)


def days_table() -> tuple[str, str]:
    ruleset = {
        "facts": {"started": {"type": "date"}, "stopped": {"type": "date"}},
        "clocks": {"C-1": {"starts": "started", "within": {"days": 7}, "stops": "stopped", "when": {"always": True}}},
    }
    about = "A time limit of seven days, the day before, on and after every boundary (language 3.10)."
    return "clock-days", table(about, ruleset, days_cases())


def days_cases() -> Iterator[dict[str, Any]]:
    for today, stopped in product(OFFSETS, (None, *OFFSETS)):
        as_of = STARTED + timedelta(today)
        stop = None if stopped is None else STARTED + timedelta(stopped)
        state, late = days_state(as_of, stop)
        due = STARTED + LIMIT if state not in ("not_started", "undetermined") else None
        findings = {"undetermined": ["contradictory_facts"], "overdue": ["overdue"], "due_today": ["due_today"]}.get(state, [])
        words = "never stopped" if stopped is None else f"stopped on day {stopped}"
        yield {
            "name": f"day {today}, {words}",
            "as_of": as_of,
            "facts": {"started": STARTED, "stopped": stop},
            "expect": {
                "clocks": {"C-1": {"state": state, "due": due and f'"{due}"', "late_by": late}},
                "findings": [*findings, "not_graded"],
            },
        }


def days_state(as_of: date, stop: date | None) -> tuple[str, int | None]:
    due = STARTED + LIMIT
    if stop is not None and stop < STARTED:
        return "undetermined", None
    if as_of < STARTED:
        return "not_started", None
    if stop is not None and stop <= as_of:
        return ("met_late", (stop - due).days) if stop > due else ("met", None)
    if as_of > due:
        return "overdue", (as_of - due).days
    return ("due_today" if as_of == due else "running"), None


def derived() -> dict[str, str]:
    """Every derived table by its name."""
    return dict([*operator_tables(), kleene_table(), days_table()])


if __name__ == "__main__":
    for name, text in derived().items():
        (FOLDER / f"{name}.yaml").write_text(text, encoding="utf-8")
