"""From the names of files to the cases in them, one at a time, in order."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from riskengine.diagnostics import CaseError, UsageError
from riskengine.records import changed, record

if TYPE_CHECKING:
    from riskengine.case import Case

__all__ = ["LARGEST", "Given", "cases_in", "only_one"]

LARGEST = 64 * 1024 * 1024
"""The largest input that is looked at, in bytes; the reader of cases has its own, smaller limit for one file or line."""

_STDIN = "-"
_LINES = (".ndjson", ".jsonl")


@record
class Given:
    """One case as given, or why there is none.

    `alone` says that its file holds it by itself, neither in a list nor line by line.
    """

    file: str
    found: Case | CaseError | UsageError
    alone: bool = True
    number: int = 1

    @property
    def name(self) -> str:
        """How messages call it."""
        return self.file if self.alone else f"{self.file}, case {self.number}"

    def case(self) -> Case:
        """The case. Raises CaseError where it is not one, UsageError where its file could not be read."""
        if isinstance(self.found, (CaseError, UsageError)):
            raise self.found
        return self.found


def cases_in(files: Iterable[str]) -> Iterator[Given]:
    """Every case in the files, in order; `-` is standard input. Raises UsageError where that is named twice."""
    seen: set[str] = set()
    for file in files:
        if file == _STDIN and file in seen:
            raise UsageError("standard input (-) can be read once only")
        seen.add(file)
        yield from _cases_of(file)


def only_one(cases: Iterator[Given]) -> tuple[bool, Iterator[Given]]:
    """Whether there is exactly one case, in a file by itself; and all the cases."""
    start = [case for _, case in zip(range(2), cases, strict=False)]
    return len(start) == 1 and start[0].alone, chain(start, cases)


def _cases_of(file: str) -> Iterator[Given]:
    name = "standard input" if file == _STDIN else file
    try:
        data = _bytes_of(file)
    except OSError as error:
        yield Given(name, UsageError(_why(file, error)))
        return
    if len(data) > LARGEST:
        yield Given(name, UsageError(f"{name} is larger than {LARGEST // 2**20} MiB: give it in parts"))
    elif name.endswith(_LINES) or _looks_like_lines(data):
        yield from _from_lines(name, data)
    else:
        yield from _from_whole(name, data)


def _bytes_of(file: str) -> bytes:
    if file != _STDIN:
        with Path(file).open("rb") as stream:
            return stream.read(LARGEST + 1)
    if sys.stdin is None:
        raise FileNotFoundError
    return sys.stdin.buffer.read(LARGEST + 1)


def _why(file: str, error: OSError) -> str:
    if file == _STDIN:
        return "standard input cannot be read: is it closed?"
    if isinstance(error, FileNotFoundError):
        return f"there is no file {file}"
    if isinstance(error, IsADirectoryError):
        return f"{file} is a folder: name the files in it"
    if isinstance(error, PermissionError):
        return f"{file} may not be read: its permissions forbid it"
    return f"{file} cannot be read: {error.strerror or 'the system gives no reason'}"


def _looks_like_lines(data: bytes) -> bool:
    """Whether the first line is a whole JSON object and another follows: no other JSON looks like that."""
    first, _, rest = data.lstrip().partition(b"\n")
    return first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")


def _from_whole(name: str, data: bytes) -> Iterator[Given]:
    from riskengine.loading.case_reader import read_each_case

    found = read_each_case(data, name)
    alone = len(found) == 1 and not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"[", b"- "))
    for number, each in enumerate(found, 1):
        yield Given(name, each, alone, number)


def _from_lines(name: str, data: bytes) -> Iterator[Given]:
    number = 0
    for line_number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            number += 1
            yield Given(name, _from_line(name, line, line_number), alone=False, number=number)


def _from_line(name: str, line: bytes, number: int) -> Case | CaseError:
    from riskengine.loading.case_reader import read_case

    try:
        case = read_case(line, file=name)
    except CaseError:
        return _refused(name, line, number)
    return changed(case, place=changed(case.place, line=number))


def _refused(name: str, line: bytes, number: int) -> CaseError:
    """What is wrong with a line, at its place in the file: empty lines before it stand for the others."""
    from riskengine.loading.case_reader import read_case

    try:
        read_case(b"\n" * (number - 1) + line, file=name)
    except CaseError as error:
        return error
    raise AssertionError("a line that is refused is refused wherever it stands")
