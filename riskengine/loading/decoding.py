"""From bytes to text: encodings, byte order marks, line ends, and characters that nobody can see."""

from __future__ import annotations

import re
import stat
import unicodedata
from pathlib import Path

from riskengine.diagnostics import Diagnostic, Place
from riskengine.loading.nodes import BrokenNode, Position, Reading

__all__ = ["MAX_BYTES", "decode", "forbidden_character", "read_bytes", "report_character"]

MAX_BYTES = 8 * 1024 * 1024
"""The most bytes that one file may have."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# Tab, C0 and C1 controls, line separators, soft hyphen, zero-width and bidirectional controls, tags, and non-characters.
_FORBIDDEN = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def read_bytes(path: Path, file: str, problems: list[Diagnostic]) -> bytes | None:
    """The content of a file, or None with the problem noted: it is missing, a folder, unreadable or too large."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            why = "is a folder, not a file" if stat.S_ISDIR(mode) else "is not a regular file"
            problems.append(_unreadable(file, why))
            return None
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        problems.append(_unreadable(file, "does not exist"))
    except (OSError, ValueError) as error:
        problems.append(_unreadable(file, f"cannot be read: {getattr(error, 'strerror', None) or error}"))
    return None


def _unreadable(file: str, why: str) -> Diagnostic:
    return Diagnostic("RE101", f"{file} {why}", Place(file))


def decode(data: bytes, file: str, problems: list[Diagnostic]) -> Reading | None:
    """The text of a file, ready to be parsed, or None with every problem noted.

    A UTF-8 byte order mark is dropped and line ends become `\\n`.
    """
    if len(data) > MAX_BYTES:
        problems.append(
            Diagnostic("RE102", f"this file has more than {MAX_BYTES:,} bytes", Place(file), help="split it into several files")
        )
        return None
    if data.startswith(_WIDE_MARKS) or (len(data) > 1 and 0 in data[:2]):
        problems.append(Diagnostic("RE104", "this file is in UTF-16 or UTF-32", Place(file, 1, 1), help="save it as UTF-8"))
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(_not_utf8(data, error.start, file))
        return None
    reading = Reading(file, text.replace("\r\n", "\n").replace("\r", "\n"), problems)
    return None if _report_forbidden(reading) else reading


def _not_utf8(data: bytes, at: int, file: str) -> Diagnostic:
    before = data[:at].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = at and len(before) - (before.rfind("\n") + 1)
    rest = data[at : at + 80].split(b"\n")[0].decode("latin-1").rstrip("\r")
    return Diagnostic(
        "RE103",
        f"byte 0x{data[at]:02x} is not UTF-8",
        Place(file, line, column + 1, line, column + 2),
        help="save the file as UTF-8; Windows-1252 and Latin-1 are not read",
        source=before[before.rfind("\n") + 1 :] + rest,
    )


def forbidden_character(text: str) -> re.Match[str] | None:
    """The first character that may not stand in a file or value.

    >>> forbidden_character("plain\\ntext")
    >>> forbidden_character("a\\tb").start()
    1
    """
    return None if text.isprintable() else re.search(_FORBIDDEN, text)


def _report_forbidden(reading: Reading) -> bool:
    if reading.text.replace("\n", "").isprintable() or not re.search(_FORBIDDEN, reading.text):
        return False
    for number, line in enumerate(reading.text.split("\n")):
        if match := re.search(_FORBIDDEN, line):
            at = BrokenNode(Position(number, match.start()), Position(number, match.end()))
            report_character(reading, at, match[0])
    return True


def report_character(reading: Reading, at: BrokenNode, character: str) -> None:
    """Note a character that may not stand in a file or value."""
    if character == "\t":
        reading.report("RE107", at, "there is a tab here", "use spaces: a tab's width differs from editor to editor")
    elif unicodedata.category(character) == "Cc":
        reading.report("RE105", at, f"there is a control character here (U+{ord(character):04X})", "delete it")
    else:
        reading.report(
            "RE106",
            at,
            f"there is a character here that cannot be seen (U+{ord(character):04X})",
            "delete it: it can make a file read differently from what it says",
        )
