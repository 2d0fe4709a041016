"""A part of a YAML file with changed expectations: written anew by ruamel.yaml, with every comment kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from typing import Any

from riskengine.authoring.suite_changes import NewList, Tree
from riskengine.diagnostics import UsageError

__all__ = ["moment_text", "yaml_again"]

_WIDTH = 120
_ONE_LINE = 10_000
_NEEDS_RUAMEL = (
    "ruamel.yaml, which keeps the comments of YAML files, is not installed: install it with `pip install 'riskengine[authoring]'`"
)


def yaml_again(fragment: str, indent: int, revise: Callable[[Tree, NewList], bool]) -> str | None:
    """A mapping that begins at a column, changed and written anew; None where nothing changed.

    Comments on lines of their own all stay; one at the end of a line goes where that line goes. Raises UsageError
    where ruamel.yaml is missing.
    """
    moved = _moved(fragment, indent)
    yaml, new_list = _tools(moved)
    tree = yaml.load(moved)
    if not revise(tree, new_list):
        return None
    stream = StringIO()
    yaml.dump(tree, stream)
    lines = _with_comments(moved.split("\n"), stream.getvalue().rstrip("\n").split("\n"))
    return "\n".join(line if number == 0 or not line else " " * indent + line for number, line in enumerate(lines))


def _tools(fragment: str) -> tuple[Any, NewList]:
    """What reads and writes YAML as a fragment is written, and what makes a list in one line."""
    try:
        from ruamel.yaml import YAML
        from ruamel.yaml.comments import CommentedSeq
        from ruamel.yaml.representer import RoundTripRepresenter
    except ImportError:
        raise UsageError(_NEEDS_RUAMEL) from None

    def new_list(items: list[Any]) -> Any:
        made = CommentedSeq(items)
        made.fa.set_flow_style()
        return made

    def as_written(tag: str, text: Callable[[Any], str]) -> Callable[[Any, Any], Any]:
        return lambda dump, value: dump.represent_scalar(f"tag:yaml.org,2002:{tag}", text(value))

    class Writer(RoundTripRepresenter):  # of our own: what is registered below is registered with a class
        """Writes values as our files hold them."""

    yaml = YAML()
    yaml.Representer = Writer
    yaml.preserve_quotes = True
    lines = fragment.split("\n")
    yaml.width = max(_WIDTH, *map(len, lines)) if len(lines) > 1 else _ONE_LINE
    yaml.indent(mapping=2, sequence=_sequence(lines), offset=_sequence(lines) - 2)
    Writer.add_representer(type(None), as_written("null", lambda _: "null"))
    Writer.add_representer(Decimal, as_written("float", lambda value: format(value, "f")))
    Writer.add_representer(dt.datetime, as_written("timestamp", moment_text))
    return yaml, new_list


def moment_text(value: dt.datetime) -> str:
    """A moment as files hold it: in UTC, ending in Z."""
    return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat() + "Z"


def _leading(line: str) -> int:
    """The spaces before the first word of a line."""
    return len(line) - len(line.lstrip(" "))


def _moved(fragment: str, indent: int) -> str:
    """A part of a file, moved to the first column, so that comments keep their columns."""
    first, *rest = fragment.split("\n")
    return "\n".join([first, *(line[min(indent, _leading(line)) :] for line in rest)])


def _sequence(lines: list[str]) -> int:
    """How far below its key a list in block form is indented, its dash included: 2, or 4."""
    previous = ""
    for line in lines:
        if line.lstrip().startswith("- ") and previous.partition(" #")[0].rstrip().endswith(":"):
            return 4 if _leading(line) > _leading(previous) else 2
        previous = line if line.strip() and not _is_comment(line) else previous
    return 4


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _with_comments(old: list[str], new: list[str]) -> list[str]:
    """The new lines with every comment line of the old: one that went with what it stood beside goes before what followed it."""
    lost = Counter(line.strip() for line in old if _is_comment(line))
    lost.subtract(line.strip() for line in new if _is_comment(line))
    found = list(new)
    for number, line in reversed(list(enumerate(old))):
        text = line.strip()
        if _is_comment(line) and lost[text] > 0:
            lost[text] -= 1
            found.insert(_place_before(old[number + 1 :], found), line)
    return found


def _place_before(following: list[str], lines: list[str]) -> int:
    """The number of the line before which a comment goes that stood before the following lines."""
    heads = {_head(line): number for number, line in reversed(list(enumerate(lines))) if line.strip()}
    return next((heads[_head(line)] for line in following if line.strip() and _head(line) in heads), len(lines))


def _head(line: str) -> str:
    """What tells a line: its indentation, and the key or the item that it begins with."""
    return line if _is_comment(line) else line.partition(": ")[0].partition(" #")[0].rstrip().removesuffix(":")
