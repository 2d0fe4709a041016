"""Reads what a case expects: each key under `expect` to expectations, one for each single claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import get_args

from riskengine.authoring.suite_cases import stretch
from riskengine.authoring.suites import Expectation, Expected, Kind
from riskengine.deciding.decision import ClockState, Outcome, Verdict
from riskengine.loading.kinds import one_of, read_boolean, read_edition, read_id, read_integer, read_name, read_number, read_text
from riskengine.loading.nodes import ListNode, MapNode, Node, Reading, ScalarNode
from riskengine.loading.scalars import resolve
from riskengine.loading.shape import Read, as_mapping, kind_of, read_shape, shape

__all__ = ["EXPECT", "OUTCOMES", "PARTS", "read_day", "read_expectations"]

Path = tuple[str | int, ...]
Found = tuple[Expectation, ...]

OUTCOMES: tuple[str, ...] = get_args(Outcome)
PARTS = ("among", "exactly", "not")
"""The ways to speak of what is missing and of findings."""


def read_expectations(reading: Reading, node: Node) -> Found | None:
    """Everything under `expect`; None, with every problem noted, where it cannot be read."""
    values = read_shape(reading, node, EXPECT)
    if values is None:
        return None
    found = tuple(expectation for key in values for expectation in values[key])
    return None if _contradicts(reading, found) else found


def read_day(reading: Reading, node: Node) -> dt.date | None:
    """A date, as such or as text: JSON has no dates."""
    value = resolve_quietly(node.value) if type(node) is ScalarNode and isinstance(node.value, str) else None
    if value is None and type(node) is ScalarNode:
        value = node.value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    reading.report("RE209", node, f"expected a date, and this is {kind_of(node)}", "write year, month and day: `2023-04-05`")
    return None


def resolve_quietly(text: str) -> object:
    """What a text would be without quotes; None where that is nothing that exists."""
    try:
        return resolve(text)
    except ValueError:
        return None


def _is_null(node: Node) -> bool:
    return type(node) is ScalarNode and node.value is None


def _one(kind: Kind, read: Read, path: Path, *, subject: str = "", part: str = "", null: bool = False) -> Read:
    """A reader of a single value, or of `null` where that is something to expect."""

    def reader(reading: Reading, node: Node) -> Found | None:
        if null and _is_null(node):
            return (Expectation(kind, None, subject, part, path, reading.place(node)),)
        value: Expected = read(reading, node)
        return None if value is None else (Expectation(kind, value, subject, part, path, reading.place(node)),)

    return reader


def _members(reading: Reading, node: Node, what: str, read: Read, *, empty: bool = False) -> list[tuple[int, str, Node]] | None:
    """The members of a list with their numbers, each once."""
    if type(node) is not ListNode:
        reading.report("RE204", node, f"{what} must be a list, and this is {kind_of(node)}", "write `[one, two]`")
        return None
    if not node.items and not empty:
        hint = "write `{exactly: []}` to say that there is none" if what in ("`missing`", "`findings`") else "leave the key out"
        reading.report("RE212", node, f"{what} must not be an empty list", hint)
        return None
    found: dict[str, tuple[int, str, Node]] = {}
    for number, item in enumerate(node.items):
        member = read(reading, item)
        if member in found:
            related = ((reading.place(found[member][2]), "first here"),)
            reading.report("RE218", item, f"`{member}` is in this list twice", "delete one of the two", related)
        elif member is not None:
            found[member] = (number, member, item)
    return list(found.values()) if len(found) == len(node.items) else None


def _each(kind: Kind, value: Expected, read: Read, path: Path) -> Read:
    """A reader of a list of subjects about which the same is expected."""

    def reader(reading: Reading, node: Node) -> Found | None:
        members = _members(reading, node, f"`{path[0]}`", read)
        if members is None:
            return None
        return tuple(
            Expectation(kind, value, member, "", (*path, number), reading.place(item)) for number, member, item in members
        )

    return reader


def _all(kind: Kind, read: Read, path: Path) -> Read:
    """A reader of a list that names everything there is."""

    def reader(reading: Reading, node: Node) -> Found | None:
        members = _members(reading, node, "`exactly`", read, empty=True)
        if members is None:
            return None
        return (Expectation(kind, tuple(member for _, member, _ in members), "", "", path, reading.place(node)),)

    return reader


def _some(key: str, kind: Kind, every: Kind | None, read: Read) -> Read:
    """A reader of a list, which means among; or of `among`, `exactly` and `not`."""
    parts: dict[str, Read] = {"among": _each(kind, True, read, (key, "among")), "not": _each(kind, False, read, (key, "not"))}
    if every is not None:
        parts["exactly"] = _all(every, read, (key, "exactly"))
    form = shape(f"`{key}`", {}, parts)

    def reader(reading: Reading, node: Node) -> Found | None:
        if type(node) is not MapNode:
            return _each(kind, True, read, (key,))(reading, node)  # type: ignore[no-any-return]
        return _joined(reading, node, read_shape(reading, node, form), f"`{key}`")

    return reader


def _joined(reading: Reading, node: Node, values: dict[str, Found] | None, what: str) -> Found | None:
    if values is None:
        return None
    found = tuple(expectation for each in values.values() for expectation in each)
    if not found:
        reading.report("RE213", node, f"{what} is empty", "leave the key out if there is nothing to expect")
    return found or None


def _by_name(key: str, read_key: Read, read: Callable[[Reading, str, Node], Found | None]) -> Read:
    """A reader of a mapping from names to what is expected of each."""

    def reader(reading: Reading, node: Node) -> Found | None:
        mapping = as_mapping(reading, node, f"`{key}`")
        if mapping is None:
            return None
        parts: dict[str, Found] = {}
        for name, entry in mapping.entries.items():
            found = read(reading, name, entry.value) if read_key(reading, entry.key) is not None else None
            if found is not None:
                parts[name] = found
        return _joined(reading, node, parts, f"`{key}`") if len(parts) == len(mapping.entries) else None

    return reader


def _clock(reading: Reading, name: str, node: Node) -> Found | None:
    states = one_of(*get_args(ClockState))
    path: Path = ("clocks", name)
    if type(node) is not MapNode:
        return _one("clock", states, path, subject=name, part="state")(reading, node)  # type: ignore[no-any-return]
    parts = {
        "state": _one("clock", states, (*path, "state"), subject=name, part="state"),
        "late_by": _one("clock", read_integer, (*path, "late_by"), subject=name, part="late_by", null=True),
        "due": _one("clock", _read_moment, (*path, "due"), subject=name, part="due", null=True),
    }
    return _joined(reading, node, read_shape(reading, node, shape("a time limit", {}, parts)), f"`{name}`")


def _read_moment(reading: Reading, node: Node) -> dt.date | None:
    """A date, or a date and time."""
    value = (
        resolve_quietly(node.value) if type(node) is ScalarNode and isinstance(node.value, str) else getattr(node, "value", None)
    )
    return value if isinstance(value, dt.date) else read_day(reading, node)


def _score(reading: Reading, name: str, node: Node) -> Found | None:
    items = node.items if type(node) is ListNode else (node, node)
    if len(items) != 2:  # noqa: PLR2004 - a range has two ends
        reading.report("RE212", node, f"the range of `{name}` has two ends", "write `[least, most]`, or one number")
        return None
    ends = [(None, True) if _is_null(item) else (read_number(reading, item), False) for item in items]
    if any(value is None and not null for value, null in ends):
        return None
    return (Expectation("score", tuple(value for value, _ in ends), name, "", ("scores", name), reading.place(node)),)


def _then(reading: Reading, node: Node) -> Found | None:
    if _is_null(node):
        return (Expectation("then", None, "", "", ("then",), reading.place(node)),)
    reads = {"edition": read_edition, "verdict": _VERDICT, "sound": read_boolean, "least": read_name, "most": read_name}
    parts = {name: _one("then", read, ("then", name), part=name, null=name != "sound") for name, read in reads.items()}
    return _joined(reading, node, read_shape(reading, node, shape("`then`", {}, parts)), "`then`")


_VERDICT = one_of(*get_args(Verdict))

EXPECT = shape(
    "`expect`",
    {},
    {
        "verdict": _one("verdict", _VERDICT, ("verdict",)),
        "least": _one("least", read_name, ("least",), null=True),
        "most": _one("most", read_name, ("most",), null=True),
        **{outcome: _each("outcome", outcome, read_id, (outcome,)) for outcome in OUTCOMES},
        "missing": _some("missing", "missing", "all_missing", read_name),
        "findings": _some("findings", "finding", "all_findings", read_name),
        "clocks": _by_name("clocks", read_id, _clock),
        "scores": _by_name("scores", read_name, _score),
        "then": _then,
        "explanation": _some("explanation", "text", None, read_text),
    },
)
"""The keys under `expect`, and what reads each."""


def _contradicts(reading: Reading, found: Iterable[Expectation]) -> bool:
    """Whether one thing is expected to be two things, with the problem noted."""
    seen: dict[tuple[str, str, str], Expectation] = {}
    before = reading.reported
    for each in found:
        first = seen.setdefault((each.kind, each.subject, each.part), each)
        if first.value != each.value:
            related = ((first.place, "first here"),)
            reading.report("RE810", stretch(each.place), f"`{each.subject}` cannot be both", "delete one of the two", related)
    return reading.reported > before
