"""Run every benchmark, print a table, and write the results as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.memory import memory
from benchmarks.report import Row, table, write_json
from benchmarks.scaling import loading, scaling
from benchmarks.speed import speed
from benchmarks.starting import starting

__all__ = ["main"]


def main() -> None:
    """Read the options and run what was asked for."""
    options = _options()
    rounds = 3 if options.quick else 25
    largest, cases = (1000, 2000) if options.quick else (10_000, 1_000_000 if options.million else 100_000)
    groups: dict[str, Callable[[], Iterator[Row]]] = {
        "speed": lambda: speed(rounds),
        "scaling": lambda: scaling(rounds, largest),
        "memory": lambda: memory(cases),
        "start": lambda: starting(rounds),
        "loading": lambda: loading(rounds),
    }
    rows = [row for name, run in groups.items() if not options.only or name in options.only for row in run()]
    print(table(rows))
    if options.output is not None:
        write_json(rows, options.output)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the results to FILE as JSON")
    parser.add_argument("--only", nargs="+", choices=["speed", "scaling", "memory", "start", "loading"], help="run these alone")
    parser.add_argument("--million", action="store_true", help="a million cases in place of a hundred thousand for memory")
    parser.add_argument("--quick", action="store_true", help="few rounds and small sizes: to see that it runs, not to measure")
    return parser.parse_args()


if __name__ == "__main__":
    main()
