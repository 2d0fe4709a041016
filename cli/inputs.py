"""From the names of files to the cases in them, one at a time, each still with its place in its file."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from riskengine.diagnostics import UsageError

if TYPE_CHECKING:
    from riskengine.case import Case

__all__ = ["LARGEST", "Given", "cases_in", "only_one"]

LARGEST = 64 * 1024 * 1024
"""The largest file that is read, in bytes."""

_DEEPEST = 100  # a file nested deeper than any case is left whole to the reader, which refuses it
_LINES = (".ndjson", ".jsonl")


@dataclass(frozen=True, slots=True)
class Given:
    """One case as given. `alone` says that its file holds it by itself, neither in a list nor line by line.

    `problem` says why its file could not be read at all.
    """

    file: str
    text: str | bytes = b""
    alone: bool = True
    number: int = 1
    problem: str = ""

    @property
    def name(self) -> str:
        """How messages call it."""
        return self.file if self.alone else f"{self.file}, case {self.number}"

    def read(self) -> Case:
        """The case. Raises CaseError where it is not one, UsageError where its file could not be read."""
        from riskengine.loading.case_reader import read_case

        if self.problem:
            raise UsageError(self.problem)
        return read_case(self.text, file=self.file)


def cases_in(files: Iterable[str]) -> Iterator[Given]:
    """Every case in the files, in order; `-` is standard input."""
    seen: set[str] = set()
    for file in files:
        if file == "-" and file in seen:
            raise UsageError("standard input (-) can be read once only")
        seen.add(file)
        yield from _cases_of(file)


def only_one(cases: Iterator[Given]) -> tuple[bool, Iterator[Given]]:
    """Whether there is exactly one case, in a file by itself; and all the cases."""
    start = [case for _, case in zip(range(2), cases, strict=False)]
    return len(start) == 1 and start[0].alone, chain(start, cases)


def _cases_of(file: str) -> Iterator[Given]:
    name = "standard input" if file == "-" else file
    try:
        data = _bytes_of(file)
    except OSError as error:
        yield Given(name, problem=_why(file, error))
        return
    if len(data) > LARGEST:
        yield Given(name, problem=f"{name} is larger than {LARGEST // 2**20} MiB: give it in parts")
    elif not data.strip():
        yield Given(name, problem=f"{name} is empty: there is no case in it")
    else:
        yield from _split(name, data)


def _bytes_of(file: str) -> bytes:
    if file == "-":
        if sys.stdin is None:
            raise FileNotFoundError("standard input is closed")
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(file).open("rb") as stream:
        return stream.read(LARGEST + 1)


def _why(file: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no file {file}" if file != "-" else "standard input is closed"
    if isinstance(error, IsADirectoryError):
        return f"{file} is a folder: name the files in it"
    if isinstance(error, PermissionError):
        return f"{file} may not be read: its permissions forbid it"
    return f"{file} cannot be read: {error.strerror or 'the system gives no reason'}"


def _split(name: str, data: bytes) -> Iterator[Given]:
    """A list's members, or lines; anything else is one case, and what is wrong with it is the reader's to say."""
    by_lines = name.endswith(_LINES) or _looks_like_lines(data)
    if not by_lines and data.lstrip()[:1] != b"[":
        yield Given(name, data)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield Given(name, data)
        return
    members = _lines(text) if by_lines else _members(text)
    if members is None:
        yield Given(name, data)
        return
    for number, (start, end) in enumerate(members, 1):
        yield Given(name, _in_place(text, start, end), alone=False, number=number)


def _looks_like_lines(data: bytes) -> bool:
    """Whether the first line is a whole JSON object and another follows: no other JSON looks like that."""
    first, _, rest = data.lstrip().partition(b"\n")
    return first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _members(text: str) -> list[tuple[int, int]] | None:
    """Where the members of a JSON list start and end; None where the text is not a whole list."""
    found: list[tuple[int, int]] = []
    depth, start = 0, text.index("[") + 1
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{},]', text):
        mark = token.group()
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        if depth > _DEEPEST:
            return None
        if (depth == 1 and mark == ",") or depth == 0:
            found.append((start, token.start()))
            start = token.end()
        if depth == 0:
            break
    if depth or not found or text[start:].strip():
        return None
    return [] if len(found) == 1 and not text[slice(*found[0])].strip() else found


def _in_place(text: str, start: int, end: int) -> str:
    """A stretch of the text, led by white space so that its lines and columns are those of the whole file."""
    before = text[:start]
    return "\n" * before.count("\n") + " " * (start - before.rfind("\n") - 1) + text[start:end]
