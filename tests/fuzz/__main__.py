"""`python -m tests.fuzz --seconds N [--seed S]`: compare every evaluator on random rule sets and cases for so long.

A difference is made as small as it can be, printed, and saved as a table in tests/conformance/found, where the suite
tries it from then on. Exit code 1 says that there was one. The same seed draws the same trials.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from contextlib import suppress
from itertools import count, cycle

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.conformance.saving import save
from tests.fuzz.comparing import compare
from tests.fuzz.trials import Row, Trial, trials
from tests.strategies import RICH, RICH_FINITE, WITH_GAPS, WITH_GAPS_FINITE, Family

FAMILIES = (RICH_FINITE, RICH_FINITE, RICH, WITH_GAPS, WITH_GAPS_FINITE)
TRIALS_AT_ONCE = 40


class Difference(AssertionError):
    """Evaluators disagree."""

    def __init__(self, row: Row, line: str) -> None:
        super().__init__(line)
        self.row = row
        self.line = line


def run(family: Family, number: int, counted: Counter[str], until: float) -> Difference | None:
    """Some trials; gives the smallest difference, if there is one."""

    seen: list[Difference] = []

    @seed(number)
    @settings(
        max_examples=TRIALS_AT_ONCE,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    @given(trials(family))
    def trial_by_trial(trial: Trial) -> None:
        if time.monotonic() < until or seen:  # what was seen has to be seen again while it is made smaller
            counted["rule sets"] += 1
            for row, line in compare(trial, counted):
                seen.append(Difference(row, line))
                raise seen[-1]

    try:
        trial_by_trial()
    except Difference as difference:
        return difference
    return None


def main(arguments: list[str]) -> int:
    """Run until the time is over; a difference ends the run."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Compare every evaluator on random cases.")
    parser.add_argument("--seconds", type=float, required=True, help="how long to go on")
    parser.add_argument("--seed", type=int, default=0, help="another seed draws other trials")
    parser.add_argument("--go-on", action="store_true", help="go on after a difference")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    counted: Counter[str] = Counter()
    differences = 0
    for number, family in zip(count(), cycle(FAMILIES), strict=False):
        if time.monotonic() - started >= options.seconds:
            break
        found = run(family, options.seed * 1_000_003 + number, counted, started + options.seconds)
        if found is not None:
            differences += 1
            _report(found)
            if not options.go_on:
                break
    told = ", ".join(f"{kind}: {each:,}" for kind, each in sorted(counted.items()))
    print(f"{time.monotonic() - started:.0f} seconds, seed {options.seed}; {told}; differences: {differences}", flush=True)  # noqa: T201 - a command prints
    return 1 if differences else 0


def _report(difference: Difference) -> None:
    row = difference.row
    print(f"DIFFERENCE: {difference.line}\n{row!r}", flush=True)  # noqa: T201
    with suppress(TypeError):
        path = save(row.situation, row.record, {}, f"Found by fuzzing: {difference.line[:300]}")
        print(f"saved as {path.name}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
