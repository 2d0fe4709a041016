"""Explanations as one self-contained HTML page for the case file."""

from __future__ import annotations

from functools import lru_cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from riskengine.explaining.foreign import spans
from riskengine.explaining.tree import Form, Items, Paragraph, Tree
from riskengine.explaining.values import visible

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["css_text", "render_html"]

_LONGEST_HEAD = 80
"""How many characters of the title stand at the head of every printed page."""


def render_html(tree: Tree) -> str:
    """A page with headings, lists and a table; no script, nothing fetched, complete in print on A4.

    Everything that it shows is escaped by the template engine, and made visible before that.
    """
    say = visible if tree.in_english == "{text}" else partial(_say, tree.in_english)
    return _template().render(
        tree=tree, visible=visible, say=say, kind_of=_kind_of, running_head=css_text(tree.title, _LONGEST_HEAD)
    )


def css_text(text: str, longest: int) -> str:
    """A text as the inside of a quoted text of a style sheet: letters, digits and codes, so that nothing in it can end it.

    >>> css_text('Case "1"', 80)
    'Case \\\\000022 1\\\\000022 '
    """
    shown = visible(text)
    cut = shown if len(shown) <= longest else shown[: longest - 1] + "…"
    return "".join(letter if letter.isalnum() and letter.isascii() else _css_code(letter) for letter in cut)


def _css_code(letter: str) -> str:
    return " " if letter == " " else f"\\{ord(letter):06x} "


def _say(form: str, text: str) -> str:
    """A text made visible; what is marked as English says so in words, for readers, and in an attribute, for their tools."""
    parts = tuple(spans(text))
    if not any(marked for _, marked in parts):
        return visible(text)
    from markupsafe import Markup, escape

    before, _, after = form.partition("{text}")
    element = Markup('{}<span lang="en">{}</span>{}')
    return Markup("").join(
        element.format(before, visible(part), after) if marked else escape(visible(part)) for part, marked in parts
    )


def _kind_of(block: Paragraph | Items | Form) -> str:
    return type(block).__name__.lower()


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files("riskengine.explaining") / "templates"
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in ("explanation.html.j2", "explanation.css")}
    environment = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("explanation.html.j2")
