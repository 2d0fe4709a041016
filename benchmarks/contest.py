"""One generated rule set made ready for every contender: the engine, the plain function, cases that all of them read."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cases import draw_cases
from benchmarks.files import as_case, write_rules
from benchmarks.handwritten import Plain, handwritten
from benchmarks.model import Model, make_model
from riskengine import Case, Decision, Engine, read_case

__all__ = ["AS_OF", "Contest", "contest", "taking_turns"]

AS_OF = date(2026, 11, 1)
_ASSESSED = date(2026, 10, 20)


@dataclass(frozen=True, slots=True)
class Contest:
    """The contenders. `facts` are complete cases as plain data."""

    model: Model
    rules: Path
    engine: Engine
    plain: Plain
    facts: list[dict[str, Any]]

    def parsed(self, facts: Sequence[dict[str, Any]]) -> list[Case]:
        """The cases as the engine takes them, already read."""
        return [read_case(as_case(number, each, _ASSESSED)) for number, each in enumerate(facts)]

    def assess(self, case: Case) -> Decision:
        """The engine's decision."""
        return self.engine.assess(case, as_of=AS_OF)

    def check(self) -> None:
        """The engine and the plain function say the same of every complete case. Raises AssertionError."""
        for facts, case in zip(self.facts, self.parsed(self.facts), strict=True):
            ruling = self.assess(case).ruling
            assert ruling.judgement is not None
            judged = ruling.judgement
            names = [rule.rule.id for rule in judged.program.rules]
            applied = [name for name, outcome in zip(names, judged.settled.outcomes, strict=True) if outcome == "applies"]
            assert (ruling.grade.least, applied) == self.plain(facts), case.case_id
            assert ruling.grade.settled


@contextmanager
def contest(rules: int, facts: int, cases: int = 50) -> Iterator[Contest]:
    """A rule set of a size in a folder of its own, checked to mean the same to all."""
    with TemporaryDirectory() as folder:
        model = make_model(rules, facts)
        path = write_rules(model, Path(folder))
        made = Contest(model, path, Engine.open(path), handwritten(model), draw_cases(model, cases))
        made.check()
        yield made


def taking_turns(call: Callable[[Any], object], things: Sequence[Any]) -> Callable[[], object]:
    """A call on the next of these things each time."""
    turns = itertools.cycle(things)
    return lambda: call(next(turns))
