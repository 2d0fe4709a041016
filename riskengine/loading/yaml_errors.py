"""What the YAML parser complains about, in plain English, with a guess at the way out."""

from __future__ import annotations

from riskengine.records import changed, record

__all__ = ["Complaint", "complaint_of"]


@record
class Complaint:
    """A row: the words of the parser, the code, and what we say instead."""

    words: tuple[str, ...]
    code: str
    message: str
    help: str


_BRACKET = "close every `[` and `{`, and put commas between the members"
_ROWS = (
    Complaint(
        ("mapping values are not allowed",),
        "RE124",
        "there is a `: ` where no key can stand",
        "put quotes around text that contains `: `, or mend the indentation of the key",
    ),
    Complaint(
        ("unexpected end of stream", "document separator"),
        "RE122",
        "a quotation mark is opened and never closed",
        'close it; inside "..." write \\" for a quotation mark, inside \'...\' write it twice',
    ),
    Complaint(
        (
            "expected ',' or ']'",
            "expected ',' or '}'",
            "expected the node content, but found ',",
            "expected the node content, but found '?'",
        ),
        "RE123",
        "a `[` or `{` is not closed, or a comma is missing",
        _BRACKET,
    ),
    Complaint(
        ("cannot start any token",),
        "RE125",
        "text may not start with this character",
        "put quotes around the text",
    ),
    Complaint(
        (
            "escape character",
            "escape sequence",
            "hexadecimal numbers",
            "hexdecimal number",
            "invalid Unicode character",
            "Unicode character",
        ),
        "RE126",
        "there is no such escape after a backslash",
        "in double quotes write `\\\\` for a backslash, or use single quotes",
    ),
    Complaint(
        (
            "did not find expected key",
            "could not find expected ':'",
            "expected <block end>",
            "did not find expected '-' indicator",
            "block sequence entries are not allowed",
            "block collection",
            "invalid leading space",
            "mapping keys are not allowed",
            "did not find expected node content",
            "expected the node content",
        ),
        "RE127",
        "this line does not fit the lines above it",
        "check the indentation, and that every key ends in `: `",
    ),
)

_OTHER = Complaint((), "RE121", "this is not YAML", "")


def complaint_of(problem: str) -> Complaint:
    """The row for a parser's message; the general one, with the parser's own words, where none fits.

    >>> complaint_of("mapping values are not allowed in this context").code
    'RE124'
    """
    for row in _ROWS:
        if any(words in problem for words in row.words):
            return row
    return changed(_OTHER, message=f"this is not YAML: {problem}")
