"""Puts changed expectations into the text of a suite: only what stands under `expect` of a changed case is written anew."""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from itertools import accumulate
from typing import Any

from riskengine.authoring.csv_cells import Cell, read_rows
from riskengine.authoring.suite_changes import NewList, Tree
from riskengine.authoring.suite_reader import read_nodes
from riskengine.authoring.suite_sheets import is_list
from riskengine.authoring.suite_yaml import moment_text, yaml_again
from riskengine.authoring.suites import SuiteFile
from riskengine.loading.case_places import plain
from riskengine.loading.nodes import ListNode, MapNode, Mark, Node, ScalarNode

__all__ = ["Revise", "rewrite"]

Revise = Callable[[str, Tree, NewList], bool]
"""Changes what the case of a name expects, in place; whether it changed anything."""


def rewrite(file: SuiteFile, data: bytes, names: Collection[str], revise: Revise) -> tuple[str, frozenset[str]]:
    """The text of a suite with changed expectations, and the names of the cases that its form has no room for.

    `names` are the cases to be revised. Raises UsageError where YAML is to be rewritten and ruamel.yaml is missing.
    """
    found = read_nodes(file, [], data)
    assert found is not None
    root, reading = found
    text = reading.text
    edits: list[tuple[int, int, str]] = []
    refused: set[str] = set()
    offsets = _Offsets(text)
    if file.path.lower().endswith(".csv"):
        for name, changes in _sheet_edits(text, root, names, revise):
            if changes is None:
                refused.add(name)
            else:
                edits += [(offsets.of(cell.start), offsets.of(cell.end), new) for cell, new in changes]
    else:
        redo = _json_again if file.path.lower().endswith(".json") else yaml_again
        for name, expect in _expectations(root, names):
            start, end = offsets.of(expect.start), _end(offsets, text, expect)
            new = redo(text[start:end], _indent(text, start), lambda tree, make, name=name: revise(name, tree, make))  # type: ignore[misc]
            if new is not None:
                edits.append((start, end, new))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text, frozenset(refused)


class _Offsets:
    """From lines and columns to offsets in a text."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def of(self, mark: Mark) -> int:
        """The offset of a mark."""
        return self.starts[mark.line] + mark.column

    def line_end(self, offset: int) -> int:
        """The offset of the end of the line in which an offset stands."""
        return self.starts[bisect_right(self.starts, offset)] - 1


def _expectations(root: Node, names: Collection[str]) -> Iterator[tuple[str, MapNode]]:
    cases = root.entries["cases"].value if type(root) is MapNode else None
    for case in cases.items if type(cases) is ListNode else ():
        assert type(case) is MapNode
        name = case.entries["case"].value
        assert type(name) is ScalarNode
        if name.text in names:
            expect = case.entries["expect"].value
            assert type(expect) is MapNode
            yield name.text, expect


def _indent(text: str, start: int) -> int:
    """The column at which the lines of a block begin that starts at an offset."""
    return start - (text.rfind("\n", 0, start) + 1)


def _end(offsets: _Offsets, text: str, node: Node) -> int:
    """Where a node ends: for a block the end of its last line, with the comment there, but not those after it."""
    if type(node) is ScalarNode or text[offsets.of(node.start)] in "{[":
        return offsets.of(node.end)
    children = [entry.value for entry in node.entries.values()] if type(node) is MapNode else list(getattr(node, "items", ()))
    end = _end(offsets, text, children[-1])
    return offsets.line_end(end - 1) if text[end - 1 : end] == "\n" else offsets.line_end(end)


def _json_again(fragment: str, _: int, revise: Callable[[Tree, NewList], bool]) -> str | None:
    """A part of a JSON file with changed expectations, on one line or several as before; None where nothing changed."""
    tree = json.loads(fragment, parse_float=Decimal)
    if not revise(tree, list):
        return None
    if fragment.count("\n") < 2:  # noqa: PLR2004 - the brackets stand on lines of their own
        return _json(tree)
    _first, inner, *_others, outer = fragment.split("\n")
    at, below = (len(line) - len(line.lstrip(" ")) for line in (outer, inner))
    entries = [f"{' ' * below}{json.dumps(key, ensure_ascii=False)}: {_json(value)}" for key, value in tree.items()]
    return "{\n" + ",\n".join(entries) + "\n" + " " * at + "}"


def _json(value: Any) -> str:
    """A value on one line; a decimal as its digits."""
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_json(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_json, value)) + "]"
        case Decimal():
            return format(value, "f")
        case dt.datetime():
            return json.dumps(moment_text(value))
        case dt.date():
            return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def _sheet_edits(
    text: str, root: Node, names: Collection[str], revise: Revise
) -> Iterator[tuple[str, list[tuple[Cell, str]] | None]]:
    """For each changed row the cells to write anew; None where that takes a column which the sheet lacks."""
    header, *rows = read_rows(text)
    by_line = {row[0].start.line: row for row in rows}
    for name, expect in _expectations(root, names):
        row = by_line[expect.start.line]
        tree: Any = plain(expect)
        if revise(name, tree, list):
            cells = {column.text.strip(): cell for column, cell in zip(header, row, strict=False)}
            columns = {name: cell for name, cell in cells.items() if name.startswith("expect.")}
            leaves = dict(_leaves(tree, ("expect",), columns))
            if not set(leaves) <= set(columns):
                yield name, None
                continue
            old = {name: cell.text.strip() for name, cell in columns.items()}
            new = {name: _cell(name, leaves[name]) if name in leaves else "" for name in columns}
            yield name, [(columns[name], _quoted(new[name])) for name in columns if new[name] != old[name]]


def _leaves(value: Any, path: tuple[str, ...], columns: dict[str, Cell]) -> Iterator[tuple[str, Any]]:
    """What a tree holds, by the name of the column in which it stands."""
    name = ".".join(path)
    if isinstance(value, dict) and name not in columns:
        for key, each in value.items():
            yield from _leaves(each, (*path, key), columns)
    else:
        yield name, value


def _cell(column: str, value: Any) -> str:
    if isinstance(value, list) and is_list(column):
        return "; ".join(map(str, value)) or "[]"
    return value if isinstance(value, str) else _json(value).replace('"', "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n') else text
