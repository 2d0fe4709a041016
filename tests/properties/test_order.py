"""The order of rules, facts and keys changes nothing, nor does the hash seed of the process (language 3.11)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from riskengine.evaluating.completions import settle
from riskengine.evaluating.reference import evaluate
from tests.oracle import Situation
from tests.properties.agreement import named
from tests.properties.profile import laws
from tests.properties.test_engine import shuffled
from tests.strategies import LARGE, inputs_of, program_of, situations

_SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from riskengine import Engine
engine = Engine.open()
for path in sorted(Path(sys.argv[1]).glob('*.json')):
    for day in (date(2026, 11, 1), date(2027, 1, 4)):
        print(engine.assess(path.read_bytes(), as_of=day).model_dump_json())
"""


def answer_to(situation: Situation) -> dict[str, Any]:
    """The answer by names."""
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    return named(program, settle(program, inputs, evaluate(program, inputs)))


@laws(40)
@given(situations(LARGE), st.randoms(use_true_random=False))
def test_the_order_of_everything_named_changes_nothing(situation: Situation, random: Any) -> None:
    other = Situation(
        shuffled(situation.ruleset, random),
        situation.as_of,
        situation.jurisdiction,
        dict(reversed(list(situation.known.items()))),
        situation.asked,
    )
    assert answer_to(other) == answer_to(situation)


def test_decisions_are_the_same_bytes_whatever_the_hash_seed() -> None:
    import riskengine_rules

    examples = Path(str(riskengine_rules.__file__)).parent / "suspect-priority" / "examples"
    outputs = {_decisions(examples, seed) for seed in ("0", "1", "2023")}
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") >= 2


def _decisions(examples: Path, seed: str) -> bytes:
    """Every decision on the shipped examples, by a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", _SCRIPT, str(examples)], env=environment, capture_output=True, check=True)
    return done.stdout
