"""JSON with places: a careful second reader, used where the fast one has found something wrong.

It reports everything that it can without guessing: duplicate keys, NaN, numbers that are too long and broken
texts do not stop it; the first place at which the text is no longer JSON does. No message quotes what stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import NoReturn

from riskengine.diagnostics import Diagnostic, Place
from riskengine.loading.nodes import MAX_PROBLEMS, BrokenNode, Entry, ListNode, MapNode, Node, Position, ScalarNode
from riskengine.records import field, working

__all__ = ["MAX_DEPTH", "MAX_DIGITS", "read_json"]

MAX_DEPTH = 20
"""How deep mappings and lists may stand in each other; a case needs six."""
MAX_DIGITS = 1000
"""Numbers written with more characters than this are not even looked at."""

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[+-]?[A-Za-z_][A-Za-z0-9_]*")
_NOT_FINITE = frozenset({"nan", "infinity", "inf"})
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_PYTHON_WORDS = {
    "True": "true",
    "False": "false",
    "None": "null",
    "TRUE": "true",
    "FALSE": "false",
    "NULL": "null",
    "undefined": "null",
}


_ORIGIN = Position(0, 0)


class _Stop(Exception):
    """The text is no longer JSON; the problem is noted."""


def read_json(text: str, file: str, problems: list[Diagnostic], *, base: str = "", origin: Position = _ORIGIN) -> Node | None:
    """The tree of a JSON text; None, with the problem noted, where it is not JSON.

    Problems that leave the rest readable put a `BrokenNode` into the tree. `base` is the pointer of the whole text
    and `origin` its position, where it is a part of a file.

    >>> read_json('{"age": 12}', "a.json", []).entries["age"].value.value
    12
    """
    scan = _Scan(text, file, problems, base, origin)
    try:
        node = scan.value(scan.skip(0), base, 0)
        end = scan.skip(scan.at)
        if end < len(text):
            scan.report(
                "RE707",
                end,
                end + 1,
                base,
                "the case ends before this, and something follows",
                "one file holds one case, or a list",
            )
    except _Stop:
        return None
    return node


@working
class _Scan:
    text: str
    file: str
    problems: list[Diagnostic]
    base: str
    origin: Position
    at: int = 0
    lines: list[int] = field(default_factory=list)

    def position(self, offset: int) -> Position:
        """The line and column of an offset, both from 0."""
        if not self.lines:
            self.lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self.lines, offset) - 1
        column = offset - self.lines[line]
        return Position(line + self.origin.line, column + self.origin.column if line == 0 else column)

    def place(self, start: int, end: int, pointer: str) -> Place:
        first, last = self.position(start), self.position(end)
        return Place(self.file, first.line + 1, first.column + 1, last.line + 1, last.column + 1, pointer)

    def report(
        self,
        code: str,
        start: int,
        end: int,
        pointer: str,
        message: str,
        help_text: str = "",
        first: tuple[int, int, str] | None = None,
    ) -> None:
        """Note a problem; `first` is an earlier place and a word on it."""
        if len(self.problems) < MAX_PROBLEMS:
            related = () if first is None else ((self.place(first[0], first[1], pointer), first[2]),)
            self.problems.append(Diagnostic(code, message, self.place(start, end, pointer), help_text, related=related))

    def stop(
        self, code: str, start: int, pointer: str, message: str, help_text: str = "", first: tuple[int, int, str] | None = None
    ) -> NoReturn:
        self.report(code, start, min(start + 1, len(self.text)), pointer, message, help_text, first)
        raise _Stop

    def skip(self, offset: int) -> int:
        """The offset of the next character that is not white space."""
        match = _SPACE.match(self.text, offset)
        return match.end() if match else offset

    def value(self, offset: int, pointer: str, depth: int) -> Node:
        """The value that starts at an offset; `at` is then after it."""
        match self.text[offset : offset + 1]:
            case "":
                self.stop("RE706", offset, pointer, "the text ends where a value should be", "the file may have been cut off")
            case "{" | "[" if depth == MAX_DEPTH:
                self.stop("RE708", offset, pointer, f"this is nested more than {MAX_DEPTH} deep")
            case "{":
                return self.read_mapping(offset, pointer, depth + 1)
            case "[":
                return self.read_list(offset, pointer, depth + 1)
            case '"':
                start = offset
                text = self.string(offset, pointer)
                return ScalarNode(text, text, False, self.position(start), self.position(self.at))
        return self.scalar(offset, pointer)

    def string(self, offset: int, pointer: str) -> str:
        try:
            text, self.at = scanstring(self.text, offset + 1, True)
        except JSONDecodeError as error:
            if error.msg.startswith("Unterminated string"):
                self.stop("RE706", offset, pointer, "this text has no closing quote", "the file may have been cut off here")
            if error.msg.startswith("Invalid control character"):
                message = "a text holds a line break, a tab or another control character"
                self.stop("RE705", error.pos, pointer, message, 'write a line break as \\n, and close every text with a `"`')
            self.stop("RE705", error.pos, pointer, "a backslash starts no escape here", "write a backslash itself as \\\\")
        return str(text)

    def scalar(self, offset: int, pointer: str) -> Node:
        if word := _WORD.match(self.text, offset):
            return self.word(word, pointer)
        number = _NUMBER.match(self.text, offset)
        if number is None:
            self.not_json(offset, pointer)
        if number[0] in {"0", "-0"} and self.text[number.end() : number.end() + 1].isdecimal():
            self.stop(
                "RE705", offset, pointer, "a number starts with a needless 0", "leave the 0 out, or put quotes around a reference"
            )
        self.at = number.end()
        start, end = self.position(offset), self.position(self.at)
        if len(number[0]) > MAX_DIGITS:
            self.report("RE711", offset, self.at, pointer, "this number has more digits than are read")
            return BrokenNode(start, end)
        value = Decimal(number[0]) if number[1] or number[2] else int(number[0])
        return ScalarNode("", value, True, start, end)

    def word(self, word: re.Match[str], pointer: str) -> Node:
        self.at = word.end()
        start, end = self.position(word.start()), self.position(self.at)
        if word[0] in _WORDS:
            return ScalarNode(word[0], _WORDS[word[0]], True, start, end)
        if word[0].lstrip("+-").lower() in _NOT_FINITE:
            help_text = "write null where a number was asked for and not established"
            self.report("RE710", word.start(), self.at, pointer, "this is not a finite number", help_text)
        elif word[0] in _PYTHON_WORDS:
            self.report("RE705", word.start(), self.at, pointer, "this word is not JSON", f"write {_PYTHON_WORDS[word[0]]}")
        else:
            self.stop("RE705", word.start(), pointer, "this word is not JSON", 'put text between quotes: "..."')
        return BrokenNode(start, end)

    def not_json(self, offset: int, pointer: str) -> NoReturn:
        hints: dict[str, tuple[str, str]] = {
            "'": ("text stands between double quotes in JSON", "write \"...\" in place of '...'"),
            "/": ("JSON has no comments", "delete it"),
            "#": ("JSON has no comments", "delete it"),
            "]": ("a value is missing before the bracket", "delete the comma before it"),
            "}": ("a value is missing before the brace", "write it, or null where it was asked and not established"),
            ",": ("a value is missing before the comma", "write it, or null where it was asked and not established"),
        }
        message, help_text = hints.get(self.text[offset], ("a value should stand here", ""))
        self.stop("RE705", offset, pointer, message, help_text)

    def read_list(self, offset: int, pointer: str, depth: int) -> Node:
        items: list[Node] = []
        self.at = self.skip(offset + 1)
        while not (not items and self.text.startswith("]", self.at)):
            items.append(self.value(self.at, f"{pointer}/{len(items)}", depth))
            if not self.more(offset, pointer, "]"):
                break
        self.at += 1
        return ListNode(tuple(items), self.position(offset), self.position(self.at))

    def read_mapping(self, offset: int, pointer: str, depth: int) -> Node:
        entries: dict[str, Entry] = {}
        spans: dict[str, tuple[int, int]] = {}
        self.at = self.skip(offset + 1)
        while not (not spans and self.text.startswith("}", self.at)):
            start = self.at
            name = self.key(offset, pointer)
            end = self.at
            below = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            self.colon(below)
            node = self.value(self.at, below, depth)
            if name in spans:
                again = (*spans[name], "first here")
                self.report("RE709", start, end, below, "this key stands here for the second time", "keep one of the two", again)
            else:
                spans[name] = (start, end)
                entries[name] = Entry(ScalarNode(name, name, False, self.position(start), self.position(end)), node)
            if not self.more(offset, pointer, "}"):
                break
        self.at += 1
        return MapNode(entries, self.position(offset), self.position(self.at))

    def key(self, opening: int, pointer: str) -> str:
        sign = self.text[self.at : self.at + 1]
        if not sign:
            self.ends(opening, pointer, "}")
        if sign == "}":
            self.stop("RE705", self.at, pointer, "a comma stands before the closing brace", "delete the comma")
        if sign != '"':
            self.stop("RE705", self.at, pointer, "a key should stand here, between double quotes", 'write "key": value')
        return self.string(self.at, pointer)

    def colon(self, pointer: str) -> None:
        self.at = self.skip(self.at)
        if self.at == len(self.text):
            self.stop("RE706", self.at, pointer, "the text ends where a value should be", "the file may have been cut off")
        if self.text[self.at] != ":":
            self.stop("RE705", self.at, pointer, "a colon is missing between a key and its value", 'write "key": value')
        self.at = self.skip(self.at + 1)

    def more(self, opening: int, pointer: str, closing: str) -> bool:
        """Whether another item follows; `at` is then at it, else at the closing bracket."""
        self.at = self.skip(self.at)
        sign = self.text[self.at : self.at + 1]
        if sign == closing:
            return False
        if not sign:
            self.ends(opening, pointer, closing)
        if sign != ",":
            self.stop(
                "RE705",
                self.at,
                pointer,
                f"a comma or a closing {closing} is missing before this",
                "write a comma between two items",
            )
        comma = self.at
        self.at = self.skip(self.at + 1)
        if self.text.startswith(closing, self.at):
            self.stop("RE705", comma, pointer, f"a comma stands before the closing {closing}", "delete the comma")
        return True

    def ends(self, opening: int, pointer: str, closing: str) -> NoReturn:
        first = (opening, opening + 1, "opened here")
        self.stop(
            "RE706", self.at, pointer, f"the text ends before the closing {closing}", "the file may have been cut off", first
        )
