"""The cold start of the command, against an interpreter that only imports what such a command needs.

Python keeps what it compiled, as an installed command finds it, whatever the environment of the benchmark says.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.report import Row

__all__ = ["starting"]

_GROUP = "Cold start of a process"
_COMMAND = "import sys; from riskengine_cli import main; sys.argv[0] = 'riskengine'; main()"


def starting(rounds: int) -> Iterator[Row]:
    """Milliseconds of whole processes that take turns: the imports, and a case of every shipped edition; the worst ratio."""
    bare = "python -c 'import typer, pydantic, yaml'"
    commands: dict[str, list[str]] = {bare: [sys.executable, "-c", "import typer, pydantic, yaml"]}
    for edition, case in _cases().items():
        name = f"riskengine assess --format json, a case assessed under {edition}"
        commands[name] = [*_riskengine(), "assess", str(case), "--as-of", "2026-11-01", "--format", "json", "--no-cross-check"]
    checked = f"{name}, and checked by the second evaluator where it is installed"
    commands[checked] = commands[name][:-1]
    times: dict[str, list[float]] = {name: [] for name in commands}
    with TemporaryDirectory() as compiled:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = compiled
        for command in commands.values():
            _run(command, environment)
        for _ in range(max(5, rounds)):
            for name, command in commands.items():
                times[name].append(_run(command, environment))
    for name, found in times.items():
        yield Row(_GROUP, name, median(found) * 1e3, "ms")
    slowest = max(median(found) for name, found in times.items() if name not in (bare, checked))
    yield Row(_GROUP, "the slowest of the cases / the imports", slowest / median(times[bare]), "x", 2)


def _cases() -> dict[str, Path]:
    """An example for every edition under which one was assessed. Judged today it needs the edition in force as well."""
    found: dict[str, Path] = {}
    for path in sorted(_examples().glob("*.json")):
        assessment = json.loads(path.read_text(encoding="utf-8")).get("assessment") or {}
        found.setdefault(assessment.get("edition", ""), path)
    return {edition: found[edition] for edition in sorted(found) if edition}


def _riskengine() -> list[str]:
    """The installed command, or what it runs."""
    script = Path(sys.executable).with_name("riskengine")
    return [str(script)] if script.exists() else [sys.executable, "-c", _COMMAND]


def _examples() -> Path:
    import riskengine_rules

    return Path(str(riskengine_rules.__file__)).parent / "suspect-priority" / "examples"


def _run(command: Sequence[str], environment: Mapping[str, str]) -> float:
    start = perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, env=environment)
    taken = perf_counter() - start
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(done.stderr.decode())
    return taken
