"""YAML to a tree of nodes with marks: only plain mappings, lists and scalars; everything else is refused.

It works on the parser's events, without recursion, so that nothing is expanded or built before it is
checked: depth, number, anchors, aliases, tags and duplicate keys.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from riskengine.diagnostics import Diagnostic
from riskengine.loading.decoding import decode, forbidden_character, read_bytes, report_character
from riskengine.loading.nodes import BrokenNode, Entry, ListNode, MapNode, Mark, Node, Position, Reading, ScalarNode
from riskengine.loading.scalars import TYPED_STARTS, BadScalar, resolve

__all__ = ["MAX_DEPTH", "MAX_NODES", "MAX_TEXT", "PurePythonParser", "compose", "read_yaml", "read_yaml_file"]

MAX_DEPTH = 50
"""How deep mappings and lists may stand in each other."""
MAX_NODES = 500_000
"""The most keys, values and lists that one file may hold."""
MAX_TEXT = 10_000
"""The most characters that one text may have."""


class PurePythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's parser without libyaml: slower, and reads the same files."""

    def __init__(self, stream: str) -> None:
        yaml.reader.Reader.__init__(self, stream)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def _fastest_parser() -> Any:
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:  # PyYAML was built without libyaml
        return PurePythonParser
    return CParser


_PARSER = _fastest_parser()
_new = tuple.__new__


class _Stop(Exception):
    """Reading of this file cannot go on; the problem is noted."""


class _Frame:
    """A mapping or list that is still open; `key` waits for its value, and `entries` is None in a list."""

    __slots__ = ("entries", "is_flow", "items", "key", "last", "start")

    def __init__(self, event: Any) -> None:
        self.start: Mark = event.start_mark
        self.is_flow: bool = event.flow_style
        self.items: list[Node] = []
        self.entries: dict[str, Entry] | None = {} if type(event) is MappingStartEvent else None
        self.key: ScalarNode | BrokenNode | None = None
        self.last: Mark | None = None


def read_yaml_file(path: Path, file: str, problems: list[Diagnostic], parser: Any = None) -> tuple[Node, Reading] | None:
    """Read a file. None, with every problem noted, where nothing of it can be used."""
    data = read_bytes(path, file, problems)
    return None if data is None else read_yaml(data, file, problems, parser)


def read_yaml(data: bytes, file: str, problems: list[Diagnostic], parser: Any = None) -> tuple[Node, Reading] | None:
    """Read one YAML document.

    Problems that leave the rest readable put a `BrokenNode` into the tree. `parser` is a class with
    PyYAML's `get_event`; libyaml's where there is one.

    >>> node, reading = read_yaml(b"age: 12", "a.yaml", [])
    >>> node.entries["age"].value.value
    12
    """
    reading = decode(data, file, problems)
    if reading is None:
        return None
    root = compose(reading, parser or _PARSER)
    return None if root is None else (root, reading)


def compose(reading: Reading, parser: Any) -> Node | None:
    """The tree of a text, or None with the problem noted."""
    try:
        return _build(reading, parser(reading.text).get_event)
    except _Stop:
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or Position(0, 0)
        from riskengine.loading.yaml_errors import complaint_of

        complaint = complaint_of(str(getattr(error, "problem", None) or error))
        reading.report(complaint.code, _one(mark), complaint.message, complaint.help)
        return None


def _one(mark: Mark) -> BrokenNode:
    return BrokenNode(mark, Position(mark.line, mark.column + 1))


def _stop(reading: Reading, code: str, at: BrokenNode, message: str, help_text: str = "") -> NoReturn:
    reading.report(code, at, message, help_text)
    raise _Stop


def _build(reading: Reading, next_event: Callable[[], Any]) -> Node:  # noqa: C901, PLR0912 - calls would take longer than it does
    """The tree of the events: thousands at every start of the command."""
    frames: list[_Frame] = []
    frame: _Frame | None = None
    root: Node | None = None
    nodes = documents = 0
    for event in iter(next_event, None):
        kind = type(event)
        node: Node
        if kind is ScalarEvent:
            node = _scalar(reading, event, frame)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            frame = _open(reading, event, frames)
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node = _close(frames.pop(), event)
            frame = frames[-1] if frames else None
        elif kind is AliasEvent:
            node = _spanned(event)
            reading.report("RE112", node, "aliases are not read", "write the value out, or name it in `define`")
        else:
            if kind is DocumentStartEvent:
                documents += 1
                _check_document(reading, event, documents)
            continue
        nodes += 1
        if nodes > MAX_NODES:
            message = f"this file holds more than {MAX_NODES:,} keys and values"
            _stop(reading, "RE120", _one(event.start_mark), message, "split it")
        if frame is None:
            root = node
            continue
        frame.last = node.end
        if frame.entries is None:
            frame.items.append(node)
        elif frame.key is None:
            usual = type(node) is ScalarNode and node.text[:1].isalpha()
            frame.key = node if usual else _key(reading, node)  # type: ignore[assignment]
        elif type(frame.key) is ScalarNode and frame.key.text not in frame.entries:
            frame.entries[frame.key.text] = _new(Entry, (frame.key, node))
            frame.key = None
        else:
            _refuse_entry(reading, frame)
    if root is None or (type(root) is ScalarNode and root.plain and not root.text):
        _stop(reading, "RE108", _one(Position(0, 0)), "this file is empty, or holds nothing but comments")
    return root


def _open(reading: Reading, event: Any, frames: list[_Frame]) -> _Frame:
    if event.anchor is not None or event.tag is not None:
        _refuse_properties(reading, event)
    if len(frames) == MAX_DEPTH:
        message = f"this is nested more than {MAX_DEPTH} deep"
        _stop(reading, "RE119", _one(event.start_mark), message, "give parts of it names of their own, in `define`")
    frame = _Frame(event)
    frames.append(frame)
    return frame


def _spanned(event: Any) -> BrokenNode:
    return BrokenNode(event.start_mark, event.end_mark)


def _check_document(reading: Reading, event: Any, documents: int) -> None:
    if documents > 1:
        _stop(
            reading,
            "RE109",
            _one(event.start_mark),
            "a second document starts here",
            "one file holds one document: delete the `---`",
        )
    if event.version is not None or event.tags:
        reading.report("RE110", _spanned(event), "lines that start with `%` are not read", "delete it")


def _refuse_properties(reading: Reading, event: Any) -> None:
    if event.anchor is not None:
        reading.report(
            "RE111", _property(reading, event, "&"), "anchors are not read", "delete it; name what is used twice in `define`"
        )
    if event.tag is not None:
        reading.report("RE114", _property(reading, event, "!"), "tags are not read", "delete it")


def _property(reading: Reading, event: Any, sign: str) -> BrokenNode:
    line, start = event.start_mark.line, event.start_mark.column
    text = reading.line(line + 1)
    at = text.find(sign, start)
    if at < 0:
        return _one(event.start_mark)
    end = min((i for i in range(at, len(text)) if text[i] in " ,]}"), default=len(text))
    return BrokenNode(Position(line, at), Position(line, end))


def _scalar(reading: Reading, event: Any, frame: _Frame | None) -> ScalarNode | BrokenNode:
    start, end, text, style = event.start_mark, event.end_mark, event.value, event.style
    if event.anchor is not None or event.tag is not None:
        _refuse_properties(reading, event)
        return BrokenNode(start, end)
    if len(text) > MAX_TEXT:
        reading.report("RE131", _one(start), f"this text has more than {MAX_TEXT:,} characters", "shorten it")
        return BrokenNode(start, end)
    if style:
        # Only an escape in double quotes can hold a character that the file itself may not.
        if style == '"' and (match := forbidden_character(text)):
            report_character(reading, BrokenNode(start, end), match[0])
            return BrokenNode(start, end)
        return _new(ScalarNode, (text, text, False, start, end))
    if text[:1] not in TYPED_STARTS or (frame is not None and frame.entries is not None and frame.key is None):
        return _new(ScalarNode, (text, text, True, start, end))
    return _typed(reading, event, frame)


def _typed(reading: Reading, event: Any, frame: _Frame | None) -> ScalarNode | BrokenNode:
    """An unquoted value that may be a number, a date or a word, or is not there."""
    start, end, text = event.start_mark, event.end_mark, event.value
    if not text and frame is not None:
        help_text = 'write it, `null` where that is meant, or `""` for an empty text'
        reading.report("RE118", _one(start), "a value is missing here", help_text)
        return BrokenNode(start, end)
    try:
        return ScalarNode(text, resolve(text), True, start, end)
    except BadScalar as bad:
        reading.report(bad.code, BrokenNode(start, end), str(bad), bad.help)
        return BrokenNode(start, end)


def _close(frame: _Frame, event: Any) -> Node:
    # libyaml ends a block where the next one starts, which may be lines below.
    end: Mark = event.end_mark if frame.is_flow or frame.last is None else frame.last
    if frame.entries is not None:
        return MapNode(frame.entries, frame.start, end)
    return ListNode(tuple(frame.items), frame.start, end)


def _refuse_entry(reading: Reading, frame: _Frame) -> None:
    """A value whose key is already refused, or stands here for the second time."""
    key, frame.key = frame.key, None
    if type(key) is not ScalarNode or frame.entries is None:
        return
    first = reading.place(frame.entries[key.text].key)
    message = f"the key `{key.text}` stands here for the second time"
    reading.report("RE115", key, message, "keep one of the two", ((first, "first here"),))


def _key(reading: Reading, node: Node) -> ScalarNode | BrokenNode:
    if type(node) is ScalarNode:
        if node.plain and node.text == "<<":
            reading.report("RE113", node, "merge keys are not read", "write the keys out")
        elif not node.text.strip():
            reading.report("RE117", _one(node.start), "a key is missing before the colon")
        else:
            return node
        return BrokenNode(node.start, node.end)
    if type(node) is not BrokenNode:
        reading.report("RE116", node, "a key must be text", "a `{` at the start of a value needs quotes if it is text")
    return BrokenNode(node.start, node.end)
