"""The tree of an explanation: plain frozen data of which every form is a rendering."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from riskengine.deciding.decision import ExplanationRecord, ExplanationSection
from riskengine.records import record

__all__ = ["Block", "Detail", "Form", "Item", "Items", "Paragraph", "Section", "Tone", "Tree", "View", "as_record", "plain_lines"]

View = Literal["officer", "supervisor", "author", "disclosure"]
Detail = Literal["short", "full"]
Tone = Literal["plain", "good", "error", "undetermined", "warning", "note"]


@record
class Paragraph:
    """One or more sentences. A tone only colours what the words already say."""

    text: str
    tone: Tone = "plain"


@record
class Item:
    """One entry of a list: what it says, and the details under it."""

    text: str
    details: tuple[str, ...] = ()
    tone: Tone = "plain"


@record
class Items:
    """A list; `ordered` where the order is part of what it says."""

    items: tuple[Item, ...]
    ordered: bool = False


@record
class Form:
    """Labels of what somebody writes in by hand; those in `tall` need room for several sentences."""

    labels: tuple[str, ...]
    tall: tuple[str, ...] = ()


Block = Paragraph | Items | Form


@record
class Section:
    """A section: its id, which never changes, its heading and what it says."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@record
class Tree:
    """A whole explanation.

    `summary` begins with the verdict; `key_facts` are labels with their values; `notices` are said
    whatever the verdict is, such as that a rule set is illustrative; `kicker` says above the title what kind
    of document it is; `page_language` is a BCP 47 tag.
    """

    kicker: str
    title: str
    page_language: str
    tone: Tone
    summary: tuple[str, ...]
    key_facts_title: str
    key_facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str = ""

    def section(self, section_id: str) -> Section | None:
        """The section with this id, None where it was left out."""
        return next((section for section in self.sections if section.id == section_id), None)


def plain_lines(section: Section) -> Iterator[str]:
    """What a section says, one text for each paragraph, entry and form; details follow their entry."""
    for block in section.blocks:
        match block:
            case Paragraph(text):
                yield text
            case Items(items, ordered):
                for number, item in enumerate(items, 1):
                    yield " ".join(((f"{number}. " if ordered else "") + item.text, *item.details))
            case Form(labels):
                yield "; ".join(f"{label}: ____" for label in labels)


def as_record(tree: Tree) -> ExplanationRecord:
    """The same explanation as the record that goes into a decision's JSON."""
    sections = tuple(ExplanationSection(part.id, part.title, tuple(plain_lines(part))) for part in tree.sections)
    return ExplanationRecord(" ".join((*tree.summary, *tree.notices)), sections)
