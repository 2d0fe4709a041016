"""Reads the lock of released editions; the form is described in `riskengine.loading.lock`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from riskengine.diagnostics import Diagnostic, Place
from riskengine.loading.folders import LOCK_FILE
from riskengine.loading.lock import Lock, LockEntry
from riskengine.loading.nodes import BrokenNode, MapNode, Node, Reading, ScalarNode
from riskengine.loading.yaml_reader import read_yaml_file

__all__ = ["read_lock"]

_KEYS = ("digest", "content", "effective", "provisions")


class _LockError(Exception):
    """A part of the lock that is not in its format."""

    def __init__(self, node: Node | ScalarNode, message: str) -> None:
        super().__init__(message)
        self.node, self.message = node, message


def read_lock(rules: Path, problems: list[Diagnostic]) -> Lock:
    """The lock in a folder of rule sets, empty where there is none; what is wrong is added to `problems`."""
    path = rules / LOCK_FILE
    if not path.exists():
        return Lock({}, {}, str(path))
    before = len(problems)
    found = read_yaml_file(path, str(path), problems)
    if found is None:
        return Lock({}, {}, str(path), exists=True, whole=False)
    root, reading = found
    entries: dict[tuple[str, str], LockEntry] = {}
    places: dict[tuple[str, str], Place] = {}
    try:
        for ruleset, edition, node in _named_entries(root):
            places[ruleset, edition.text] = reading.place(edition)
            try:
                entries[ruleset, edition.text] = _entry(ruleset, edition.text, node)
            except _LockError as wrong:
                _report(reading, wrong)
    except _LockError as wrong:
        _report(reading, wrong)
    return Lock(entries, places, str(path), exists=True, whole=len(problems) == before)


def _report(reading: Reading, wrong: _LockError) -> None:
    if not isinstance(wrong.node, BrokenNode):
        reading.report("RE420", wrong.node, wrong.message, "take the lock from the last version in which it was right")


def _named_entries(root: Node) -> Iterator[tuple[str, ScalarNode, Node]]:
    """Every entry with its rule set and the key that names its edition."""
    top = _mapping(root, ("format", "editions"))
    version = top.entries["format"].value
    if not isinstance(version, ScalarNode) or version.value != 1:
        raise _LockError(version, "this version of riskengine reads a lock of format 1")
    for ruleset, editions in _mapping(top.entries["editions"].value).entries.items():
        for edition in _mapping(editions.value).entries.values():
            yield ruleset, edition.key, edition.value


def _mapping(node: Node, keys: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> MapNode:
    """A mapping with these keys and no others; with any keys where none are given."""
    if not isinstance(node, MapNode):
        raise _LockError(node, "there should be a mapping here")
    for key in keys:
        if key not in node.entries:
            raise _LockError(node, f"the key `{key}` is missing here")
    for name, entry in node.entries.items():
        if keys and name not in (*keys, *optional):
            raise _LockError(entry.key, f"there is no key `{name}` in the lock")
    return node


def _entry(ruleset: str, edition: str, node: Node) -> LockEntry:
    found = _mapping(node, _KEYS)
    effective = _mapping(found.entries["effective"].value, ("from",), ("until",))
    return LockEntry(
        ruleset=ruleset,
        edition=edition,
        digest=_digest(found.entries["digest"].value),
        content=_digest(found.entries["content"].value),
        effective_from=_day(effective.entries["from"].value),
        effective_until=_day(effective.entries["until"].value) if "until" in effective.entries else None,
        provisions={name: _digest(entry.value) for name, entry in _mapping(found.entries["provisions"].value).entries.items()},
    )


def _digest(node: Node) -> str:
    if not isinstance(node, ScalarNode) or not re.fullmatch(r"[0-9a-f]{64}", node.text):
        raise _LockError(node, "there should be a digest of 64 hexadecimal digits here")
    return node.text


def _day(node: Node) -> date:
    if not isinstance(node, ScalarNode) or type(node.value) is not date:
        raise _LockError(node, "there should be a day here, written YYYY-MM-DD")
    return node.value
