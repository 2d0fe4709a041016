"""Rewrites what suites expect to what came out, in the text of their files: everything else stays as it was written."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from riskengine.authoring.suite_changes import NewList, Tree, change
from riskengine.authoring.suite_reader import read_suite
from riskengine.authoring.suite_rewriting import rewrite
from riskengine.authoring.suites import CaseResult, Difference, Suite
from riskengine.diagnostics import Diagnostic, UsageError
from riskengine.loading.decoding import read_bytes
from riskengine.records import record

__all__ = ["Accepted", "accept"]

_MARK = b"\xef\xbb\xbf"


@record
class Accepted:
    """What accepting came to for one suite.

    `before` and `after` are the whole file; `changed` counts the expectations that were rewritten. `left` are the
    results with what only a person can put right.
    """

    path: str
    before: bytes
    after: bytes
    changed: int = 0
    left: tuple[CaseResult, ...] = ()

    @property
    def difference(self) -> str:
        """The unified difference that a person is to read."""
        old, new = (data.decode("utf-8-sig").splitlines(keepends=True) for data in (self.before, self.after))
        return "".join(difflib.unified_diff(old, new, self.path, self.path))


def accept(suite: Suite, results: Iterable[CaseResult]) -> Accepted:
    """The suite's file, rewritten so that it expects what came out. Nothing is written to disk.

    Raises UsageError where the file cannot be rewritten: it changed since it was read, or ruamel.yaml is missing.
    """
    failed = {result.case: result for result in results if not result.passed}
    data = read_bytes(Path(suite.file.path), suite.file.path, [])
    if data is None or read_suite(suite.file, [], data) != suite:
        raise UsageError(f"{suite.file.path} changed since it was read: run the suites again")
    left: dict[str, tuple[Difference, ...]] = {}

    def revise(name: str, tree: Tree, new_list: NewList) -> bool:
        """Change what a case expects; whether that changed anything."""
        differences = failed[name].differences
        left[name] = change(tree, differences, new_list)
        return len(left[name]) < len(differences)

    text, refused = rewrite(suite.file, data, [name for name, result in failed.items() if result.differences], revise)
    after = _as_before(text, data)
    _check(suite, after)
    kept = {name: result.differences if name in refused else left.get(name, ()) for name, result in failed.items()}
    remaining = tuple(replace(result, differences=kept[name]) for name, result in failed.items())
    changed = sum(len(result.differences) - len(kept[name]) for name, result in failed.items())
    return Accepted(suite.file.path, data, after, changed, tuple(result for result in remaining if not result.passed))


def _as_before(text: str, data: bytes) -> bytes:
    """The text in the encoding and with the line ends that the file had."""
    ends = text.replace("\n", "\r\n") if b"\r\n" in data else text
    return (_MARK if data.startswith(_MARK) else b"") + ends.encode("utf-8")


def _check(suite: Suite, after: bytes) -> None:
    """Nothing but expectations changed, or else nothing is to be written at all."""
    problems: list[Diagnostic] = []
    found = read_suite(suite.file, problems, after)
    same = found is not None and [replace(case, expectations=()) for case in found.cases] == [
        replace(case, expectations=()) for case in suite.cases
    ]
    if not same:
        raise UsageError(f"{suite.file.path} cannot be rewritten safely, and was left as it is: change it by hand", problems)
