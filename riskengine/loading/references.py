"""References to provisions: the form `source/edition#id`, and the file that each points to."""

from __future__ import annotations

import re

from riskengine.records import record

__all__ = ["EDITION_FORM", "ID_FORM", "SOURCE_FORM", "Reference", "parse_reference"]

SOURCE_FORM = r"[a-z0-9][a-z0-9-]*"
"""What names a source: lower-case letters, digits and `-`."""
EDITION_FORM = r"[A-Za-z0-9][A-Za-z0-9._-]*"
"""What names an edition of a source: letters, digits, `.`, `-` and `_`."""
ID_FORM = r"[a-z0-9][a-z0-9._-]*"
"""What names a provision in a source: lower-case letters, digits, `.`, `-` and `_`."""


@record
class Reference:
    """A reference taken apart.

    >>> Reference("hmic", "2023", "access").file
    'hmic/2023.md'
    """

    source: str
    edition: str
    id: str

    @property
    def file(self) -> str:
        """The path of the source's file below the guidance folder, with `/`."""
        return f"{self.source}/{self.edition}.md"

    def __str__(self) -> str:
        return f"{self.source}/{self.edition}#{self.id}"


def parse_reference(text: str) -> Reference | None:
    """Take a reference apart; None where it does not have the form.

    >>> parse_reference("hmic/2023#access")
    Reference(source='hmic', edition='2023', id='access')
    >>> parse_reference("hmic 2023, access") is None
    True
    """
    match = re.fullmatch(f"({SOURCE_FORM})/({EDITION_FORM})#({ID_FORM})", text)
    return Reference(*match.groups()) if match else None
