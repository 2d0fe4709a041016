"""Asks an evaluator about a case of a table, and says in words where it differs from what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.conformance.evaluators import Answer, Evaluator
from tests.conformance.files import grades_of
from tests.conformance.tables import Case, Table

__all__ = ["differences"]

_NAMED = ("truths", "quantities", "outcomes", "scores", "clocks")


def differences(evaluator: Evaluator, table: Table, case: Case) -> list[str] | None:
    """Every difference; None where the evaluator does not take the case."""
    answer = evaluator.answer(table, case)
    if answer is None:
        return None
    if "refused" in answer and "refused" not in case.expect:
        return [f"the case was refused: {', '.join(answer['refused'])}"]
    asked = [key for key in case.expect if key in evaluator.says]
    return [line for key in asked for line in _differing(key, case.expect[key], answer, evaluator, grades_of(table))]


def _differing(key: str, expected: Any, answer: Answer, evaluator: Evaluator, grades: Sequence[str]) -> Iterator[str]:
    if key not in answer:
        if not evaluator.partial:
            yield f"{key}: nothing was said of it"
        return
    said = answer[key]
    if key == "range":
        yield from _range(expected, said, grades)
    elif key in _NAMED:
        yield from _entries(key, expected, said, partial=evaluator.partial)
    elif key == "relevant":
        yield from _same(key, dict(expected), dict(said))
        if not evaluator.partial:
            yield from _same("relevant, in order", list(expected), list(said))
    elif key == "then" and expected is not None and said is not None:
        yield from _entries(key, expected, said, partial=False)
    else:
        yield from _same(key, sorted(expected) if key in ("findings", "refused") else expected, said)


def _same(key: str, expected: Any, said: Any) -> Iterator[str]:
    if expected != said:
        yield f"{key}: expected {expected}, said {said}"


def _entries(key: str, expected: Mapping[str, Any], said: Mapping[str, Any], *, partial: bool) -> Iterator[str]:
    """What is expected, name by name; a partial evaluator may say nothing of one."""
    for name, value in expected.items():
        if name not in said:
            if not partial:
                yield f"{key}: nothing was said of {name}"
        elif isinstance(said[name], Mapping):
            wanted = {"state": value} if isinstance(value, str) else value
            yield from _entries(f"{key}: {name}", wanted, said[name], partial=partial)
        else:
            yield from _same(f"{key}: {name}", value, said[name])


def _range(expected: Any, said: Mapping[str, Any], grades: Sequence[str]) -> Iterator[str]:
    """`[least, most]` is to be said exactly; with `bounds: true` bounds that hold it will do."""
    if isinstance(expected, list):
        yield from _same("range", expected, [said["least"], said["most"]])
        yield from _same("range is exact", True, said["exact"])
    elif said["exact"]:
        yield from _same("range", [expected["least"], expected["most"]], [said["least"], said["most"]])
    else:
        places = [grades.index(each) for each in (said["least"], expected["least"], expected["most"], said["most"])]
        if places != sorted(places):
            yield f"range: expected {expected['least']} to {expected['most']}, said bounds {said['least']} to {said['most']}"
