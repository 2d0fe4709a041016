"""What is wrong and where: places, diagnostics, and the tree of exceptions that carry them.

RiskEngineError
├── RuleSetError     rule sets or guidance that cannot be used (exit code 4)
├── CaseError        a case that cannot be read or is invalid (exit code 2)
└── UsageError       a call that makes no sense: no such rule set, edition or file (exit code 2)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from riskengine.records import field, record

__all__ = [
    "NOWHERE",
    "CaseError",
    "Diagnostic",
    "DisagreementError",
    "Place",
    "RiskEngineError",
    "RuleSetError",
    "UsageError",
    "nearest",
]


@record
class Place:
    """A place in a text. Lines and columns count from 1, in code points; 0 means not known.

    `end_line` and `end_column` mark the first code point after the stretch; `pointer` is an
    RFC 6901 JSON pointer, for cases.

    >>> str(Place("facts.yaml", 3, 5))
    'facts.yaml:3:5'
    """

    file: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        if not self.line:
            return self.file or self.pointer
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place()


@record
class Diagnostic:
    """One thing that is wrong: its code, place, what is wrong in the author's words, and a help line.

    `related` holds further places with a word on each, for two things that conflict. `source` is the
    line of text at `place`, kept for the excerpt. `severity` is `error`, `warning` or `note`.

    >>> Diagnostic("RE201", "there is no key `whne`", Place("a.yaml", 2, 3), help="did you mean `when`?").code
    'RE201'
    """

    code: str
    message: str
    place: Place = NOWHERE
    help: str = ""
    severity: str = "error"
    related: tuple[tuple[Place, str], ...] = ()
    source: str = field(default="", compare=False)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """By place, then code, so that a run prints the same list every time."""
        place = self.place
        return (place.file, place.line, place.column, self.code, place.pointer, self.message)


class RiskEngineError(Exception):
    """The root of every error that this package raises on purpose.

    `diagnostics` holds everything that was wrong, sorted by place; `exit_code` is what the command
    line ends with.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, diagnostics: Iterable[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.diagnostics: tuple[Diagnostic, ...] = tuple(sorted(diagnostics, key=lambda d: d.sort_key))

    def __reduce__(self) -> tuple[type, tuple[str, tuple[Diagnostic, ...]]]:
        return (type(self), (self.message, self.diagnostics))


class RuleSetError(RiskEngineError):
    """Rule sets or guidance that cannot be used; every problem is in `diagnostics`."""

    exit_code = 4


class CaseError(RiskEngineError):
    """A case that cannot be read or is invalid; every problem is in `diagnostics`."""

    exit_code = 2


class DisagreementError(RiskEngineError):
    """Independent evaluators that must agree did not, so that no result is given.

    `bundle` is what a report of it needs, as plain data: the case, the edition, and what each evaluator says. It is as
    confidential as the case is.
    """

    exit_code = 7

    def __init__(
        self, message: str, diagnostics: Iterable[Diagnostic] = (), *, bundle: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(message, diagnostics)
        self.bundle: Mapping[str, object] = bundle or {}

    def __reduce__(self) -> tuple[type, tuple[object, ...], dict[str, object]]:  # type: ignore[override]
        return (type(self), (self.message, self.diagnostics), {"bundle": self.bundle})


class UsageError(RiskEngineError):
    """A call that makes no sense: no such rule set, edition, file or option."""

    exit_code = 2


def nearest(word: str, names: Iterable[str]) -> str:
    """A help text naming what `word` was probably meant to be, or an empty text.

    >>> nearest("lives_with_chld", ["lives_with_child", "age"])
    'did you mean `lives_with_child`?'
    >>> nearest("zebra", ["age"])
    ''
    """
    pool: Sequence[str] = sorted(names)
    import difflib  # where nothing is wrong, nothing is suggested

    match = difflib.get_close_matches(word, pool, n=1, cutoff=0.6)
    return f"did you mean `{match[0]}`?" if match else ""
