"""The facts of the generated rule set: as many as asked for, of the types that real vocabularies have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

__all__ = ["GRADES", "REFERRED", "FactSpec", "vocabulary"]

GRADES = ("low", "medium", "high", "very_high")
REFERRED = date(2026, 10, 1)
"""About when the generated cases were referred."""

_CATEGORIES = ("none", "c", "b", "a")
_PLATFORMS = ("messenger", "forum", "game", "cloud")
_SOURCES = ("industry", "public", "partner", "prison", "school")
_SPANS = {"date_of_birth": (-25_000, -6_600), "referral_received": (-20, 0), "enforcement_action": (1, 25)}
_KINDS = ("flag",) * 11 + ("number",) * 3 + ("level", "source", "date", "places", "number", "flag")


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact: what it is called, what kind of value it has."""

    name: str
    kind: str

    def entry(self) -> dict[str, Any]:
        """Its entry in facts.yaml."""
        shapes: dict[str, dict[str, Any]] = {
            "flag": {"type": "boolean"},
            "number": {"type": "integer", "minimum": 0, "maximum": 1000},
            "level": {"type": "choice", "options": list(_CATEGORIES), "ordered": True},
            "source": {"type": "choice", "options": list(_SOURCES)},
            "date": {"type": "date", "latest": "as_of"},
            "places": {"type": "choices", "options": list(_PLATFORMS)},
        }
        words = self.name.replace("_", " ")
        phrases = {"unknown": f"it is not known whether {words}"}
        phrases |= {"true": words, "false": f"not {words}"} if self.kind == "flag" else {"value": f"{words} is {{value}}"}
        return {**shapes[self.kind], "question": f"What about {words}?", "group": "All", "phrases": phrases}

    def draw(self, random: Random) -> Any:
        """A value for a case, often an unremarkable one."""
        match self.kind:
            case "flag":
                return random.random() < 0.25
            case "number":
                return random.choice((0, 0, 1, 3, 12, 200))
            case "level":
                return random.choice(_CATEGORIES)
            case "source":
                return random.choice(_SOURCES)
            case "places":
                return frozenset(random.sample(_PLATFORMS, random.randint(0, 3)))
        return REFERRED + timedelta(random.randint(*_SPANS.get(self.name, (-400, 0))))

    def comparison(self, random: Random) -> dict[str, Any]:
        """A comparison such as rules make."""
        match self.kind:
            case "flag":
                return {self.name: {"is": True}}
            case "number":
                return {self.name: {"at_least": random.choice((1, 2, 10, 100))}}
            case "level":
                return {self.name: {"at_least": random.choice(_CATEGORIES[1:])}}
            case "source":
                return {self.name: {"in": random.sample(_SOURCES, 2)}}
            case "places":
                return {self.name: {"contains_any": random.sample(_PLATFORMS, 2)}}
        return {self.name: {"on_or_after": REFERRED - timedelta(random.choice((30, 180)))}}


def vocabulary(count: int) -> list[FactSpec]:
    """So many facts besides the three dates that quantities and time limits use."""
    fixed = [FactSpec(name, "date") for name in ("date_of_birth", "referral_received", "enforcement_action")]
    kinds = [_KINDS[number % len(_KINDS)] for number in range(count - len(fixed))]
    return [*fixed, *(FactSpec(f"{kind}_{number:04}", kind) for number, kind in enumerate(kinds))]
