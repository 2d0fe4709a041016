"""YAML as rule files are typed: true, false, null, integers, exact decimals, bare dates and times; all else is text."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

__all__ = ["Bare", "read_yaml"]


class Bare(str):
    """A date or a time written without quotes, kept as it is written."""

    __slots__ = ()


class _Loader(yaml.SafeLoader):
    """Without YAML's own guesses; a key that stands twice is refused."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and the kind are PyYAML's


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in found:
            raise ValueError(f"`{key}` stands twice: {key_node.start_mark}")
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_DATE = r"\d{4}-\d\d-\d\d"
_TYPES: tuple[tuple[str, str, Any], ...] = (
    ("truth", r"true|false", lambda text: text == "true"),
    ("null", r"null", lambda _: None),
    ("whole", r"-?(?:0|[1-9]\d*)", int),
    ("exact", r"-?(?:0|[1-9]\d*)\.\d+", Decimal),
    ("day", _DATE, Bare),
    ("time", _DATE + r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?", Bare),
)
for _name, _pattern, _make in _TYPES:
    _Loader.add_implicit_resolver(f"!{_name}", re.compile(rf"(?:{_pattern})\Z"), None)
    _Loader.add_constructor(f"!{_name}", lambda loader, node, make=_make: make(loader.construct_scalar(node)))
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path) -> Any:
    """What a table's file holds. Raises ValueError or yaml.YAMLError where it cannot be read."""
    return yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader that knows less
