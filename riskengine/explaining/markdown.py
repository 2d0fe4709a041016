"""Explanations as Markdown, in which nothing that is quoted can be read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskengine.explaining.tree import Block, Form, Items, Paragraph, Section, Tree, in_plain_text
from riskengine.explaining.values import visible

__all__ = ["escape_markdown", "render_markdown"]

_MARKUP = r"[\\`*_{}\[\]<>|~&$^@]"
_AT_THE_START = r"^(?:[#+\-=:]|\d+[.)])"


def escape_markdown(text: str) -> str:
    """The text so that CommonMark and its common extensions show it as it is.

    >>> escape_markdown("1. <b> [a](b) *c*")
    '1\\\\. \\\\<b\\\\> \\\\[a\\\\](b) \\\\*c\\\\*'
    """
    text = re.sub(_MARKUP, lambda match: "\\" + match[0], visible(text).strip())
    text = text.replace("://", "\\://").replace("www.", "www\\.").replace("--", "-\\-")
    return re.sub(_AT_THE_START, lambda match: match[0][:-1] + "\\" + match[0][-1], text)


def render_markdown(tree: Tree) -> str:
    """The whole explanation as CommonMark: headings, paragraphs and lists."""
    return "\n".join(_parts(in_plain_text(tree))).rstrip("\n") + "\n"


def _parts(tree: Tree) -> Iterator[str]:
    yield f"# {escape_markdown(tree.title)}\n"
    for place, text in enumerate(tree.summary):
        yield (f"**{escape_markdown(text)}**" if place == 0 else escape_markdown(text)) + "\n"
    for label, value in tree.key_facts:
        yield f"- {escape_markdown(label)}: {escape_markdown(value)}"
    yield ""
    for section in tree.sections:
        yield from _section(section)
    yield "---\n"
    for text in tree.notices:
        yield f"{escape_markdown(text)}\n"
    if tree.footer:
        yield f"{escape_markdown(tree.footer)}\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {escape_markdown(section.title)}\n"
    for block in section.blocks:
        yield from _block(block)
        yield ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield escape_markdown(text)
        case Items(items, ordered):
            for number, item in enumerate(items, 1):
                mark = f"{number}. " if ordered else "- "
                yield mark + escape_markdown(item.text)
                yield from (f"{' ' * len(mark)}- {escape_markdown(detail)}" for detail in item.details)
        case Form(labels):
            yield from (f"- {escape_markdown(label)}: {escape_markdown('_' * 30)}" for label in labels)
