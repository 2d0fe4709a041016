"""The provisions that a decision cites, resolved against the guidance."""

from __future__ import annotations

from collections.abc import Iterable

from riskengine.deciding.decision import Citation
from riskengine.guidance import Guidance

__all__ = ["MISSING_CONFIDENCE", "resolve_citations"]

MISSING_CONFIDENCE = "missing"
"""What stands in the place of a confidence where a reference leads nowhere."""


def resolve_citations(guidance: Guidance, references: Iterable[str]) -> tuple[Citation, ...]:
    """Each reference once, in order of reference, with its text and how sure we are of it.

    A reference that leads nowhere keeps its place, without a text and with the confidence `missing`.
    """
    sources = {(source.source, source.edition): source for source in guidance.sources}
    found = []
    for reference in sorted(set(references)):
        stem, _, _ = reference.partition("#")
        name, _, edition = stem.partition("/")
        source = sources.get((name, edition))
        provision = guidance.provisions.get(reference)
        if provision is None:
            title, text, confidence, address = "", "", MISSING_CONFIDENCE, ""
        else:
            title, text = provision.title, provision.text
            confidence, address = provision.confidence, provision.address
        found.append(
            Citation(
                reference=reference,
                title=title,
                text=text,
                source=source.title if source else name,
                edition=edition,
                published=source.published if source else None,
                confidence=confidence,
                address=address or (source.address if source else ""),
            )
        )
    return tuple(found)
