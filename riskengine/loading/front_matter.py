"""The front matter of a guidance file: whose words these are, of when, for where, and how sure we are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from riskengine.calendar import JURISDICTIONS
from riskengine.diagnostics import Place, nearest
from riskengine.loading.guidance_text import ATTRIBUTES
from riskengine.loading.nodes import BrokenNode, ListNode, MapNode, Node, Position, Reading, ScalarNode
from riskengine.loading.references import EDITION_FORM, SOURCE_FORM
from riskengine.loading.yaml_reader import read_yaml
from riskengine.records import record

__all__ = ["KEYS", "FrontMatter", "read_front_matter"]

_FENCE = "---"


@record
class FrontMatter:
    """The front matter's values, and where each key stands. `published` is None where the day is not known."""

    source: str
    edition: str
    title: str
    publisher: str
    published: date | None
    effective: tuple[date, date | None]
    address: str
    jurisdictions: tuple[str, ...]
    confidence: str
    places: Mapping[str, Place]


class _FrontMatterError(Exception):
    """A value that its key does not take: the node, what is wrong, and a help line."""

    def __init__(self, node: Node, message: str, help_text: str = "") -> None:
        super().__init__(message)
        self.node, self.message, self.help_text = node, message, help_text


def read_front_matter(reading: Reading) -> tuple[FrontMatter | None, int]:
    """The front matter of a file, None where it cannot be used, and the index of the first line of the body.

    Every problem is reported through `reading`.
    """
    lines = reading.text.split("\n")
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), 0) if lines[0].rstrip() == _FENCE else 0
    if not end:
        first = BrokenNode(Position(0, 0), Position(0, len(lines[0])))
        missing = (
            "the front matter is not closed" if lines[0].rstrip() == _FENCE else "this file does not begin with front matter"
        )
        reading.report("RE503", first, missing, "begin with a line `---`, the keys, and a line `---`")
        return None, 0
    # The first line is kept, empty, so that places count from the top of the file.
    before = len(reading.problems)
    found = read_yaml("\n".join(["", *lines[1:end], ""]).encode(), reading.file, reading.problems)
    if found is None:
        return None, end + 1
    root, part = found
    if isinstance(root, MapNode):
        values = _values(part, root)
        return (values if len(reading.problems) == before else None), end + 1
    if len(reading.problems) == before:
        part.report("RE506", root, "the front matter is not a mapping of keys", "write `key: value` lines")
    return None, end + 1


def _values(reading: Reading, root: MapNode) -> FrontMatter | None:
    """Every key read by its reader; None where a key is missing or wrong."""
    found: dict[str, object] = {}
    places: dict[str, Place] = {}
    for name, entry in root.entries.items():
        if name not in KEYS:
            reading.report(
                "RE504",
                entry.key,
                f"the front matter has no key `{name}`",
                nearest(name, KEYS) or f"use one of {', '.join(KEYS)}",
            )
            continue
        places[name] = reading.place(entry.value)
        try:
            found[name] = KEYS[name](entry.value)
        except _FrontMatterError as wrong:
            if isinstance(wrong.node, BrokenNode):
                continue
            reading.report("RE506", wrong.node, f"`{name}`: {wrong.message}", wrong.help_text)
    for name in KEYS:
        if name not in root.entries and name not in _OPTIONAL:
            reading.report("RE505", root, f"the front matter has no `{name}`", f"add a line `{name}: ...`")
    if not found.keys() >= KEYS.keys() - _OPTIONAL:
        return None
    return FrontMatter(**{"published": None, **found}, places=places)  # type: ignore[arg-type]


def _text(node: Node) -> str:
    if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        help_text = f'put quotes around it: "{node.text}"' if isinstance(node, ScalarNode) else "write one piece of text"
        raise _FrontMatterError(node, "this is not text", help_text)
    if not node.value.strip():
        raise _FrontMatterError(node, "this is empty", "write it")
    return node.value


def _name(form: str, of: str) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        text = _text(node)
        if not re.fullmatch(form, text):
            raise _FrontMatterError(
                node, f"`{text}` cannot name {of}", "use letters, digits and `-`; it is also the name of the folder or file"
            )
        return text

    return read


def _day(node: Node) -> date:
    if not isinstance(node, ScalarNode) or type(node.value) is not date:
        raise _FrontMatterError(node, "this is not a day", "write it as YYYY-MM-DD, without quotes")
    return node.value


def _effective(node: Node) -> tuple[date, date | None]:
    if not isinstance(node, MapNode) or "from" not in node.entries:
        raise _FrontMatterError(
            node, "this does not say from when", "write `{from: 2023-04-05}` or `{from: 2023-04-05, until: 2026-04-06}`"
        )
    for key, entry in node.entries.items():
        if key not in ("from", "until"):
            raise _FrontMatterError(
                entry.key, f"there is no key `{key}` here", nearest(key, ("from", "until")) or "use `from` and `until`"
            )
    start = _day(node.entries["from"].value)
    until = _day(node.entries["until"].value) if "until" in node.entries else None
    if until is not None and until < start:
        raise _FrontMatterError(
            node.entries["until"].value, f"{until} is before {start}", "both days are included, the earlier first"
        )
    return start, until


def _address(node: Node) -> str:
    text = _text(node)
    if not re.fullmatch(r"https?://\S+", text):
        raise _FrontMatterError(node, f"`{text}` is not an address on the web", "it starts with `https://`")
    return text


def _jurisdictions(node: Node) -> tuple[str, ...]:
    if not isinstance(node, ListNode) or not node.items:
        raise _FrontMatterError(node, "this is not a list of names", "write `[england-and-wales]`")
    found = tuple(_text(item) for item in node.items)
    for number, item in enumerate(node.items):
        if found[number] in found[:number]:
            raise _FrontMatterError(item, f"`{found[number]}` is listed twice", "keep one of the two")
        if found[number] not in JURISDICTIONS:
            help_text = nearest(found[number], JURISDICTIONS) or f"use some of {', '.join(JURISDICTIONS)}"
            raise _FrontMatterError(item, f"there is no jurisdiction `{found[number]}`", help_text)
    return found


def _confidence(node: Node) -> str:
    text, allowed = _text(node), ATTRIBUTES["confidence"]
    if text not in allowed:
        raise _FrontMatterError(
            node, f"`{text}` is not a confidence", nearest(text, allowed) or f"use one of {', '.join(allowed)}"
        )
    return text


KEYS: Mapping[str, Callable[[Node], object]] = {
    "source": _name(SOURCE_FORM, "a source"),
    "edition": _name(EDITION_FORM, "an edition"),
    "title": _text,
    "publisher": _text,
    "published": _day,
    "effective": _effective,
    "address": _address,
    "jurisdictions": _jurisdictions,
    "confidence": _confidence,
}
"""Every key of the front matter, with what reads its value."""

_OPTIONAL = frozenset({"published"})
"""Keys that a file may leave out. A day that nobody knows is not made up."""
