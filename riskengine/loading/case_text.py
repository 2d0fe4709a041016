"""From the bytes of a case file to plain values: encodings, limits, and a fast JSON reader that only says whether all is well."""

from __future__ import annotations

from decimal import Decimal
from json import JSONDecodeError, JSONDecoder
from typing import NoReturn

from riskengine.diagnostics import Diagnostic, Place

__all__ = ["MAX_BYTES", "Suspect", "decode_case", "is_yaml", "next_json", "skip_space"]

MAX_BYTES = 5_000_000
"""The most bytes of a file with cases."""

_MEDIA = (
    (b"\xff\xd8\xff", "an image"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"RIFF", "an image, a video or a sound"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"OggS", "a video or a sound"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\x1f\x8b", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a Parquet table"),
)
_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Suspect(Exception):
    """The fast reader met something that the careful reader is to look at."""


def is_yaml(file: str) -> bool:
    """Whether a file is read as YAML, by its name.

    >>> is_yaml("EX-1.yaml"), is_yaml("EX-1.json")
    (True, False)
    """
    return file.lower().endswith((".yaml", ".yml"))


def decode_case(data: str | bytes, file: str, problems: list[Diagnostic]) -> str | None:
    """The text of a case file, or None with the problem noted.

    A UTF-8 byte order mark is dropped, and line ends become `\\n`.
    """
    if len(data) > MAX_BYTES:
        note = Diagnostic("RE703", f"this is larger than {MAX_BYTES:,} bytes", Place(file), "split it, or assess a caseload")
        problems.append(note)
        return None
    text = data.removeprefix("\ufeff") if isinstance(data, str) else _decode(data, file, problems)
    if text is not None and (not text or text.isspace()):
        problems.append(Diagnostic("RE704", "there is nothing here", Place(file, 1, 1, 1, 1)))
        return None
    return text if text is None or "\r" not in text else text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, file: str, problems: list[Diagnostic]) -> str | None:
    kind = next((what for magic, what in _MEDIA if data.startswith(magic)), "a video" if data[4:8] == b"ftyp" else "")
    if kind:
        problems.append(Diagnostic("RE702", f"this is {kind}, not a case", Place(file), "give the file that holds the case"))
        return None
    if data.startswith(_WIDE_MARKS) or b"\x00" in data[:4]:
        problems.append(Diagnostic("RE701", "this is in UTF-16 or UTF-32", Place(file, 1, 1, 1, 1), "save the file as UTF-8"))
        return None
    data = data.removeprefix(_MARK)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        help_text = "save the file as UTF-8; Windows-1252 and Latin-1 are not read"
        problems.append(Diagnostic("RE701", "this byte is not UTF-8", Place(file, line, column, line, column + 1), help_text))
        return None


def next_json(text: str, offset: int) -> tuple[object, int]:
    """The JSON value that starts at an offset, and the offset after it. Raises `Suspect` where anything is wrong.

    >>> next_json('{"a": 1.50} ', 0)
    ({'a': Decimal('1.50')}, 11)
    """
    try:
        return _DECODER.raw_decode(text, offset)
    except (JSONDecodeError, ValueError, RecursionError, ArithmeticError):
        # The careful reader finds the place and the words; keeping this one as a cause would keep its text.
        raise Suspect from None


def skip_space(text: str, offset: int) -> int:
    """The offset of the next character that JSON does not count as white space."""
    while text[offset : offset + 1] in {" ", "\t", "\n", "\r"}:
        offset += 1
    return offset


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise Suspect
    return mapping


def _refuse(_: str) -> NoReturn:
    raise Suspect


_DECODER = JSONDecoder(object_pairs_hook=_mapping, parse_float=Decimal, parse_constant=_refuse)
