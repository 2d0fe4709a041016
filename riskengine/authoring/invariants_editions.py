"""The claims of whole editions: which editions a run is about, and each of their claims tried on drawn cases and suite cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from riskengine.authoring.invariants import InvariantResult, sample_invariants
from riskengine.authoring.suite_files import CASES_FOLDER
from riskengine.authoring.suite_running import decide
from riskengine.authoring.suites import Suite
from riskengine.diagnostics import CaseError, UsageError
from riskengine.engine import Engine
from riskengine.evaluating.inputs import Inputs
from riskengine.loading.folders import RULESET_FILE, shipped_folder
from riskengine.records import record

__all__ = ["ClaimsOfEdition", "claims_of_editions", "edition_folders"]


@record
class ClaimsOfEdition:
    """What trying the claims of one edition came to. `samples` is the number of cases drawn for each claim of invariants.yaml."""

    ruleset: str
    edition: str
    samples: int
    results: tuple[InvariantResult, ...]

    @property
    def refuted(self) -> tuple[InvariantResult, ...]:
        """The claims that some case breaks."""
        return tuple(each for each in self.results if each.refuted)


def edition_folders(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """The folders of the editions that paths are about, each once: rule sets, editions, their `cases`, or suites in those.

    Without paths, those that ship here. A path that is about no edition is left out.
    """
    found: dict[Path, None] = {}
    for path in [Path(each) for each in paths] or [shipped_folder()]:
        start = path.parent if path.is_file() else path
        start = start.absolute().parent if start.absolute().name == CASES_FOLDER else start
        for pattern in (RULESET_FILE, f"*/{RULESET_FILE}", f"*/*/{RULESET_FILE}"):
            found.update((file.parent.absolute(), None) for file in sorted(start.glob(pattern)))
    return tuple(found)


def claims_of_editions(
    folders: Iterable[Path], suites: Iterable[Suite], *, samples: int, seed: int = 0
) -> Iterator[ClaimsOfEdition]:
    """The claims of each edition, tried on `samples` drawn cases and on every suite case that the edition judges.

    Raises RuleSetError where an edition cannot be used, DisagreementError where two evaluators differ on a case.
    """
    engine_of = cache(Engine.open)
    given = tuple(suites)
    for folder in folders:
        rules, ruleset, edition = folder.parent.parent, folder.parent.name, folder.name
        engine = engine_of(rules)
        cases = _cases(engine, rules, given).get((ruleset, edition), ())
        results = sample_invariants(engine.program(ruleset, edition), samples=samples, seed=seed, cases=cases)
        if results:
            yield ClaimsOfEdition(ruleset, edition, samples, results)


def _cases(engine: Engine, rules: Path, suites: tuple[Suite, ...]) -> dict[tuple[str, str], list[tuple[str, Inputs]]]:
    """What is known in the suite cases of a folder of rule sets, by the edition that judges them, where one does."""
    found: dict[tuple[str, str], list[tuple[str, Inputs]]] = defaultdict(list)
    for suite in suites:
        if Path(suite.file.rules or rules).absolute() != rules:
            continue
        for case in suite.cases:
            try:
                judgement = decide(case, engine).ruling.judgement
            except (CaseError, UsageError):
                continue
            if judgement is not None:
                ruleset = judgement.program.ruleset
                found[ruleset.id, ruleset.edition].append((case.name, judgement.bound.inputs))
    return found
