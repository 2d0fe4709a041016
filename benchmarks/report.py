"""What was measured, as a table and as JSON; where there is a target, whether it was met."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["Row", "table", "write_json"]


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `target` is the most that `value` may be, None where there is none."""

    group: str
    name: str
    value: float
    unit: str
    target: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """`pass` or `MISS`, empty without a target."""
        if self.target is None:
            return ""
        return "pass" if self.value <= self.target else "MISS"


def table(rows: Sequence[Row]) -> str:
    """The rows in columns."""
    lines = []
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines += ["", group]
        target = "" if row.target is None else f"at most {row.target:g}"
        lines.append(f"  {row.name:<58} {_number(row.value):>10} {row.unit:<6} {target:<13} {row.verdict:<5} {row.note}".rstrip())
    missed = sum(row.verdict == "MISS" for row in rows)
    met = sum(row.verdict == "pass" for row in rows)
    return "\n".join([*lines, "", f"{met} targets met, {missed} missed", ""])


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def write_json(rows: Sequence[Row], path: Path) -> None:
    """Write every row, and what it was measured on."""
    machine = {"python": platform.python_version(), "system": platform.platform(), "processor": platform.machine()}
    results = [{**asdict(row), "verdict": row.verdict} for row in rows]
    path.write_text(json.dumps({"machine": machine, "results": results}, indent=2) + "\n", encoding="utf-8")
