"""`python -m tests.fuzz.reading --target NAME --seconds N [--seed S] [--atheris]`: broken input, for the readers to refuse.

It comes back with exit code 1 and the input if a reader crashes, hangs, or raises what is not an error of the tree. With
`--atheris` (the extra `fuzz`) coverage guides what is tried; without it a plain mutator starts from the shipped files.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.mutating import mutated
from tests.fuzz.targets import TARGETS, Target

LONGEST = 20
"""Seconds of work after which an input counts as a hang."""


class Hang(Exception):
    """A reader did not come back."""


def _hang(_: int, __: FrameType | None) -> None:
    raise Hang(f"nothing came back within {LONGEST} seconds of work")


def main(arguments: list[str]) -> int:
    """Feed one target, or each in turn, until the time is over or something breaks."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.reading", description="Feed broken input to the readers.")
    parser.add_argument("--target", choices=[*TARGETS, "all"], default="all")
    parser.add_argument("--seconds", type=int, default=60, help="how long to go on with each target")
    parser.add_argument("--seed", type=int, default=0, help="another seed tries other inputs")
    parser.add_argument("--atheris", action="store_true", help="let coverage guide what is tried; one target only")
    options = parser.parse_args(arguments)
    warnings.simplefilter("error")
    if options.atheris:
        return _by_coverage(TARGETS[options.target], options.seconds, options.seed)
    names = list(TARGETS) if options.target == "all" else [options.target]
    return max(_by_chance(TARGETS[name], options.seconds, options.seed) for name in names)


def _by_chance(target: Target, seconds: int, seed: int) -> int:
    signal.signal(signal.SIGPROF, _hang)
    random, seeds = Random(seed), target.seeds()  # noqa: S311 - nothing here is secret
    started, tried, slowest = time.monotonic(), 0, 0.0
    while time.monotonic() - started < seconds:
        data = mutated(random, seeds)
        before = time.process_time()
        if _breaks(target, data):
            return 1
        slowest = max(slowest, time.process_time() - before)
        tried += 1
    print(f"{target.name}: {tried:,} inputs from {len(seeds)} files, the slowest took {slowest:.2f} seconds")  # noqa: T201
    return 0


def _breaks(target: Target, data: bytes) -> bool:
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        target.feed(data)
    except BaseException:  # noqa: BLE001 - whatever comes out is what is looked for
        signal.setitimer(signal.ITIMER_PROF, 0)
        path = Path(tempfile.mkdtemp(prefix="riskengine-fuzz-")) / target.name
        path.write_bytes(data)
        print(f"{target.name} breaks on {path}\n{traceback.format_exc()}")  # noqa: T201
        return True
    signal.setitimer(signal.ITIMER_PROF, 0)
    return False


def _by_coverage(target: Target, seconds: int, seed: int) -> int:
    """Only with atheris: the corpus is written to a folder of its own, which it adds to."""
    import atheris

    corpus = Path(tempfile.mkdtemp(prefix=f"riskengine-fuzz-{target.name}-"))
    for number, data in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)
    atheris.instrument_all()
    options = [f"-max_total_time={seconds}", f"-timeout={LONGEST}", f"-seed={seed + 1}", "-max_len=65536", f"{corpus}"]
    atheris.Setup([sys.argv[0], *options], target.feed)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
