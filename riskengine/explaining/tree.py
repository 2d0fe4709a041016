"""The tree of an explanation: plain frozen data of which every form is a rendering."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from riskengine.deciding.decision import ExplanationRecord, ExplanationSection
from riskengine.explaining.foreign import bracketed
from riskengine.records import changed, record

__all__ = [
    "Block",
    "Detail",
    "Form",
    "Item",
    "Items",
    "Language",
    "Paragraph",
    "Section",
    "Tone",
    "Tree",
    "View",
    "as_record",
    "in_plain_text",
    "plain_lines",
]

View = Literal["officer", "supervisor", "author", "disclosure"]
Detail = Literal["short", "full"]
Language = Literal["en", "cy"]
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
    of document it is; `page_language` is a BCP 47 tag. `in_english` says, where the language is another, how a text
    shows that a part of it is in English (`foreign`).
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
    in_english: str = "{text}"

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
    tree = in_plain_text(tree)
    sections = tuple(ExplanationSection(part.id, part.title, tuple(plain_lines(part))) for part in tree.sections)
    return ExplanationRecord(" ".join((*tree.summary, *tree.notices)), sections)


def in_plain_text(tree: Tree) -> Tree:
    """The tree for a form that has nothing but text: what is marked as English says so in words."""
    if tree.in_english == "{text}":
        return tree

    def say(text: str) -> str:
        return bracketed(text, tree.in_english)

    sections = tuple(
        changed(part, title=say(part.title), blocks=tuple(_say(block, say) for block in part.blocks)) for part in tree.sections
    )
    return changed(
        tree,
        title=say(tree.title),
        summary=tuple(map(say, tree.summary)),
        key_facts=tuple((say(label), say(value)) for label, value in tree.key_facts),
        notices=tuple(map(say, tree.notices)),
        sections=sections,
        footer=say(tree.footer),
        in_english="{text}",
    )


def _say(block: Block, say: Callable[[str], str]) -> Block:
    match block:
        case Paragraph(text):
            return changed(block, text=say(text))
        case Items(items):
            told = (changed(item, text=say(item.text), details=tuple(map(say, item.details))) for item in items)
            return changed(block, items=tuple(told))
        case Form(labels):
            return changed(block, labels=tuple(map(say, labels)))
