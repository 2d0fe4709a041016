"""Reads a CSV suite: a sheet with one row a case, to the same tree of nodes that a YAML suite has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from riskengine.authoring.csv_cells import Cell, CsvProblem, read_rows
from riskengine.diagnostics import nearest
from riskengine.loading.nodes import BrokenNode, Entry, ListNode, MapNode, Node, Position, Reading, ScalarNode
from riskengine.loading.scalars import BadScalar, ScalarValue, resolve
from riskengine.loading.yaml_reader import PurePythonParser, compose

__all__ = ["COLUMNS", "is_list", "read_sheet"]

COLUMNS = ("case", "as_of", "jurisdiction", "edition", "note", "without", "assessment")
"""The columns whose name is a whole key of a case."""
_GROUPS = ("facts", "assessment", "expect")
_LISTS = frozenset({"applies", "does_not_apply", "unsettled", "presumed", "accepted", "missing", "findings", "explanation"})
_TEXTS = frozenset({"case", "note", "edition", "assessment.edition", "assessment.assessed_by", "expect.then.edition"})
_SPREADSHEET = {"TRUE": True, "FALSE": False}
_TWO, _THREE = 2, 3


def read_sheet(reading: Reading) -> Node | None:
    """The tree of a sheet. None, with the problem noted, where it is not one."""
    try:
        rows = list(read_rows(reading.text))
    except CsvProblem as problem:
        at = BrokenNode(problem.at, Position(problem.at.line, problem.at.column + 1))
        reading.report("RE818", at, problem.message, 'write a quotation mark within quotes twice: ""')
        return None
    start = Position(0, 0)
    header = rows[0] if rows else ()
    if not header or not _check_header(reading, header):
        if not header:
            reading.report("RE818", BrokenNode(start, start), "this sheet is empty", "its first row names the columns")
        return None
    cases = ListNode(tuple(_case(reading, header, row) for row in rows[1:]), start, start)
    title = Path(reading.file).stem
    name = ScalarNode(title, title, plain=False, start=start, end=start)
    return MapNode(
        {"suite": Entry(_key("suite", header[0]), name), "cases": Entry(_key("cases", header[0]), cases)}, start, start
    )


def is_list(column: str) -> bool:
    """Whether the cells of a column are lists, separated by `;`.

    >>> is_list("expect.applies"), is_list("expect.missing.exactly"), is_list("expect.verdict")
    (True, True, False)
    """
    steps = column.split(".")
    return column == "without" or (steps[0] == "expect" and len(steps) in (_TWO, _THREE) and steps[1] in _LISTS)


def _check_header(reading: Reading, header: tuple[Cell, ...]) -> bool:
    before = reading.reported
    seen: dict[str, Cell] = {}
    for cell in header:
        name = cell.text.strip()
        steps = name.split(".")
        if name in seen:
            related = ((reading.place(seen[name]), "first here"),)
            reading.report("RE819", cell, f"this sheet has two columns `{name}`", "delete one of the two", related)
        elif name not in COLUMNS and (steps[0] not in _GROUPS or len(steps) < _TWO or not all(steps)):
            names = ", ".join((*COLUMNS, "facts.<fact>", "assessment.<key>", "expect.<key>"))
            reading.report("RE819", cell, f"no column is called `{name}`", nearest(name, COLUMNS) or f"columns are {names}")
        seen[name] = cell
    return reading.reported == before


def _key(name: str, at: Cell) -> ScalarNode:
    return ScalarNode(name, name, plain=True, start=at.start, end=at.end)


def _case(reading: Reading, header: tuple[Cell, ...], row: tuple[Cell, ...]) -> MapNode:
    """One row as the mapping that a case is."""
    root = MapNode({}, row[0].start, row[-1].end)
    for column, cell in zip(header, row, strict=False):
        if cell.text.strip():
            name = column.text.strip()
            _put(reading, root, name.split("."), column, _value(reading, name, cell))
    for cell in row[len(header) :]:
        if cell.text.strip():
            reading.report("RE818", cell, "this cell stands in no column", "name its column in the first row, or empty it")
    return root


def _put(reading: Reading, root: MapNode, steps: list[str], column: Cell, value: Node) -> None:
    """Put a value under its key, in mappings that are made where they are needed."""
    found = root
    for step in steps[:-1]:
        entry = found.entries.setdefault(step, Entry(_key(step, column), MapNode({}, value.start, value.end)))
        if type(entry.value) is not MapNode:
            hint = f"use either a column `{step}` or columns `{step}.<key>`"
            reading.report("RE818", value, f"`{step}` has a value of its own in this row already", hint)
            return
        found = entry.value
    if steps[-1] in found.entries:
        reading.report("RE818", value, f"`{steps[-1]}` has other columns with a value in this row", "empty one of them")
        return
    found.entries[steps[-1]] = Entry(_key(steps[-1], column), value)


def _value(reading: Reading, column: str, cell: Cell) -> Node:
    """What a cell holds."""
    text = cell.text.strip()
    if column in _TEXTS and text != "null":
        return ScalarNode(text, text, plain=False, start=cell.start, end=cell.end)
    if text[0] in "[{":
        return _flow(reading, cell)
    if is_list(column):
        return ListNode(tuple(_members(cell)), cell.start, cell.end)
    return _scalar(reading, text, cell)


def _members(cell: Cell) -> Iterator[Node]:
    for part in cell.text.split(";"):
        if part.strip():
            yield ScalarNode(part.strip(), part.strip(), plain=False, start=cell.start, end=cell.end)


def _scalar(reading: Reading, text: str, cell: Cell) -> Node:
    try:
        value: ScalarValue = _SPREADSHEET[text] if text in _SPREADSHEET else resolve(text)
    except BadScalar as error:
        reading.report(error.code, cell, str(error), error.help)
        return BrokenNode(cell.start, cell.end)
    return ScalarNode(text, value, plain=True, start=cell.start, end=cell.end)


def _flow(reading: Reading, cell: Cell) -> Node:
    """A cell that is written as YAML writes lists and mappings, read where it stands."""
    padded = "\n" * cell.start.line + " " * cell.start.column + cell.text.strip()
    inner = Reading(reading.file, padded, reading.problems, _lines=reading.text.split("\n"))
    node = compose(inner, PurePythonParser)
    reading.reported += inner.reported
    return BrokenNode(cell.start, cell.end) if node is None else node
