"""Explanations as one self-contained HTML page for the case file."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from riskengine.explaining.tree import Form, Items, Paragraph, Tree
from riskengine.explaining.values import visible

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["render_html"]


def render_html(tree: Tree) -> str:
    """A page with headings, lists and a table; no script, nothing fetched, complete in print on A4.

    Everything that it shows is escaped by the template engine, and made visible before that.
    """
    return _template().render(tree=tree, visible=visible, kind_of=_kind_of)


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
