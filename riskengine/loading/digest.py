"""Digests: one canonical text for a tree of plain data, and SHA-256 over it.

The canonical text is compact JSON in UTF-8, so that anybody can work out a digest again:

- keys are text, in order of code points; no spaces; `true`, `false`, `null` as in JSON;
- text is in Unicode normal form C and only `"`, `\\` and control characters are escaped;
- numbers are integers or exact decimals without exponent, needless zeros or a minus sign on zero: 1.50 is 1.5, 2.0 is 2;
- a date is its ISO text; a datetime is ISO text in UTC that ends in `Z`, with a fraction only where it is not zero;
- lists and tuples keep their order, sets are sorted; a dataclass is the mapping of the fields that it compares.

Binary floating point, a datetime without a zone and anything else are refused, never guessed.

An edition has two digests. The *content digest* covers what its files say (`content_tree`), not its life cycle: the
status and the last day in force are left out, so that closing an edition when the next one comes does not change it.
The *published digest* combines that with the digests of the paragraphs that it cites (`published_digest`); so it can be
said which of the two has changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from json.encoder import JSONEncoder, encode_basestring
from typing import Any

from riskengine.loading.hashing import sha256_of

__all__ = ["canonical", "content_tree", "digest_of", "digest_of_read", "published_digest"]

_LARGEST_EXPONENT = 1000


def canonical(tree: object) -> str:
    """The canonical text of a tree of plain data, as this module describes it.

    Raises TypeError for a kind of value that has no canonical form, ValueError for a value that has none.

    >>> from decimal import Decimal
    >>> canonical({"b": [Decimal("1.50"), True], "a": None, "c": Decimal("2.0")})
    '{"a":null,"b":[1.5,true],"c":2}'
    """
    parts: list[str] = []
    _write(tree, parts)
    return "".join(parts)


def digest_of(tree: object) -> str:
    """The SHA-256 of a tree's canonical text in UTF-8, as 64 hexadecimal digits.

    >>> digest_of({"a": 2}) == digest_of({"a": Decimal("2.00")})
    True
    """
    return sha256_of(canonical(tree))


def digest_of_read(tree: object) -> str:
    """`digest_of` of what was read from a file: dictionaries with texts as keys, lists, and scalars, none of them a float.

    The same digest, sooner: for such a tree the canonical text is that of the json package, but where a decimal or
    text out of normal form is in it.

    >>> digest_of_read({"a": 2}) == digest_of({"a": 2})
    True
    """
    try:
        text = _READ.encode(tree)
    except TypeError:
        return digest_of(tree)
    return sha256_of(text) if unicodedata.is_normalized("NFC", text) else digest_of(tree)


def _day(value: object) -> str:
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


_READ = JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"), default=_day)


def content_tree(
    ruleset: Mapping[str, object],
    facts: Mapping[str, object],
    rules: Iterable[Mapping[str, object]],
    clocks: Iterable[Mapping[str, object]] = (),
    invariants: Iterable[Mapping[str, object]] = (),
) -> dict[str, object]:
    """What the content digest of an edition covers, from the parsed trees of its files.

    Rules, clocks and invariants go by id, whatever file or order they are in. `status` and the last day in
    force (`effective.until`) are left out.

    >>> content_tree({"id": "a", "status": "draft"}, {}, [{"id": "R-1", "title": "T"}])["rules"]
    {'R-1': {'id': 'R-1', 'title': 'T'}}
    """
    head = {key: value for key, value in ruleset.items() if key != "status"}
    effective = head.get("effective")
    if isinstance(effective, Mapping):
        head["effective"] = {key: value for key, value in effective.items() if key != "until"}
    return {
        "ruleset": head,
        "facts": facts,
        "rules": _by_id(rules),
        "clocks": _by_id(clocks),
        "invariants": _by_id(invariants),
    }


def published_digest(content: str, provisions: Mapping[str, str]) -> str:
    """The digest under which an edition is known: its content digest with those of the provisions it cites.

    >>> published_digest("c0", {"hmic/2023#access": "d1"}) == published_digest("c0", {"hmic/2023#access": "d2"})
    False
    """
    return digest_of_read({"content": content, "provisions": dict(provisions)})


def _by_id(entries: Iterable[Mapping[str, object]]) -> dict[str, object]:
    return {str(entry.get("id", "")): entry for entry in entries}


def _write(value: object, parts: list[str]) -> None:
    match value:
        case None:
            parts.append("null")
        case bool():
            parts.append("true" if value else "false")
        case str():
            parts.append(_text(value))
        case int():
            parts.append(str(int(value)))
        case Decimal():
            parts.append(_decimal(value))
        case datetime():
            parts.append(_text(_moment(value)))
        case date():
            parts.append(_text(value.isoformat()))
        case _:
            _write_collection(value, parts)


def _write_collection(value: object, parts: list[str]) -> None:
    match value:
        case dict() | Mapping():
            _write_mapping(value, parts)
        case list() | tuple():
            _write_list((_one(item) for item in value), parts)
        case frozenset() | set():
            _write_list(sorted(_one(item) for item in value), parts)
        case _ if hasattr(type(value), "__dataclass_fields__"):
            from dataclasses import fields

            held: Any = value
            _write_mapping({field.name: getattr(value, field.name) for field in fields(held) if field.compare}, parts)
        case _:
            raise TypeError(
                f"a {type(value).__name__} has no canonical form: use text, integers, decimals, dates, lists and mappings"
            )


def _one(value: object) -> str:
    parts: list[str] = []
    _write(value, parts)
    return "".join(parts)


def _write_list(items: Iterable[str], parts: list[str]) -> None:
    parts.append("[")
    parts.append(",".join(items))
    parts.append("]")


def _write_mapping(mapping: Mapping[object, object], parts: list[str]) -> None:
    keyed: dict[str, object] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise TypeError(f"a key must be text, not {type(key).__name__}")
        name = unicodedata.normalize("NFC", key)
        if name in keyed:
            raise ValueError(f"two keys are the same text in normal form C: {name!r}")
        keyed[name] = value
    comma = "{"
    for name in sorted(keyed):
        parts.append(comma)
        parts.append(_text(name))
        parts.append(":")
        _write(keyed[name], parts)
        comma = ","
    parts.append("}" if keyed else "{}")


def _text(value: str) -> str:
    if value.isascii():
        return encode_basestring(str(value))
    normal = unicodedata.normalize("NFC", value)
    if any("\ud800" <= character <= "\udfff" for character in normal):
        raise ValueError("text with half of a surrogate pair has no canonical form")
    return encode_basestring(normal)


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is not a number with a canonical form")
    if not value:
        return "0"
    if abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise ValueError(f"a number has an exponent beyond {_LARGEST_EXPONENT}")
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError(f"{value.isoformat()} has no time zone, so it has no canonical form")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
