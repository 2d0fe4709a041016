"""Every decision worked out a second time: what agrees is said to be checked, what does not is no decision at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import date

from riskengine.case import Case
from riskengine.deciding.ruling import Judgement, Ruling
from riskengine.diagnostics import DisagreementError
from riskengine.rete.agreement import Compared, disagreements
from riskengine.rete.bundle import bundle_of
from riskengine.rete.completions import Completer
from riskengine.rete.conclusions import Conclusions, conclude
from riskengine.rete.drawing import draw
from riskengine.rete.knowledge import knowledge_of
from riskengine.rete.network import Network
from riskengine.ruleset import RuleSet

__all__ = ["SECOND", "Checker"]

SECOND = "durable-rules"
"""The name of the second evaluator."""

_COMPLETIONS = 8
"""So many completions are tried of a case in which something is missing."""


class _Edition:
    """One edition made ready for the second evaluator."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.network = Network(draw(ruleset))
        self.completer = Completer(ruleset)


class Checker:
    """Checks rulings. One may be shared by many threads; an edition is drawn when a case first needs it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._editions: dict[int, _Edition] = {}

    def check(self, ruling: Ruling) -> tuple[str, ...]:
        """Work out a ruling's judgements a second time; gives the evaluators that agree.

        Raises DisagreementError, with everything that a report needs in its `bundle`, where one does not.
        """
        judgements = list(_judgements(ruling))
        for judgement, day in judgements:
            self._check(ruling.case, judgement, day)
        return (SECOND,) if judgements else ()

    def _check(self, case: Case, judgement: Judgement, day: date) -> None:
        edition = self._edition(judgement.program.ruleset)
        knowledge = knowledge_of(edition.ruleset, case, known_on=day, guidance_day=day)
        second = None
        try:
            second = conclude(edition.network, knowledge)
            others = [conclude(edition.network, each) for each in edition.completer.completions(knowledge, _COMPLETIONS)]
        except DisagreementError as error:
            raise _refusal(case, judgement, second, day, [error.message]) from error
        problems = disagreements(Compared(case, judgement, second, others))
        if problems:
            raise _refusal(case, judgement, second, day, problems)

    def _edition(self, ruleset: RuleSet) -> _Edition:
        with self._lock:
            found = self._editions.get(id(ruleset))  # which stays its own as long as the edition holds it
            if found is None:
                found = self._editions[id(ruleset)] = _Edition(ruleset)
            return found


def _judgements(ruling: Ruling) -> Iterator[tuple[Judgement, date]]:
    """The judgement of the day asked about, and that of the day of the assessment."""
    if ruling.judgement is not None:
        yield ruling.judgement, ruling.as_of
    if ruling.then is not None and ruling.then.judgement is not None:
        yield ruling.then.judgement, ruling.then.assessed_on


def _refusal(
    case: Case, judgement: Judgement, second: Conclusions | None, day: date, problems: Sequence[str]
) -> DisagreementError:
    more = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
    message = f"the two evaluators do not agree, so there is no decision: {problems[0]}{more}"
    return DisagreementError(message, bundle=bundle_of(case, judgement, second, day, problems))
