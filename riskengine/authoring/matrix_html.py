"""The matrix as one self-contained HTML page, in the manner of the page of a decision, whose style sheet it uses."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from riskengine.authoring import matrix_words
from riskengine.authoring.matrix import Matrix
from riskengine.explaining.values import visible

__all__ = ["matrix_html"]


def matrix_html(matrix: Matrix) -> str:
    """A page with headings, links within it and tables; no script, nothing fetched, complete in print on A4.

    Everything that it shows is escaped by the template engine, and made visible before that.
    """
    from jinja2 import DictLoader, Environment, StrictUndefined

    texts = {
        "matrix.html.j2": _text("riskengine.authoring", "matrix.html.j2"),
        "explanation.css": _text("riskengine.explaining", "explanation.css"),
        "matrix.css": _text("riskengine.authoring", "matrix.css"),
    }
    environment = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("matrix.html.j2")
    return template.render(matrix=matrix, words=matrix_words, visible=visible, anchor=anchor, file_name=_file_name)


def anchor(*parts: object) -> str:
    """An id within the page: letters, digits and hyphens.

    >>> anchor("p", 0, "hmic/2023#access")
    'p-0-hmic-2023-access'
    """
    return "-".join(re.sub(r"[^A-Za-z0-9_]+", "-", str(part)) for part in parts)


def _text(package: str, name: str) -> str:
    return (files(package) / "templates" / name).read_text(encoding="utf-8")


def _file_name(path: str) -> str:
    return Path(path).name
