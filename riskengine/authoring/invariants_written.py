"""A case that breaks a claim, written down: in words, and as a case file that can be assessed as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from riskengine.authoring.invariants_claims import Claim
from riskengine.authoring.sampling_trials import Bench
from riskengine.compiling.program import Program
from riskengine.evaluating.inputs import Inputs
from riskengine.explaining.values import plain_number
from riskengine.facts import FactState, Value
from riskengine.records import record

__all__ = ["Refutation", "case_text", "refutation", "yaml_scalar"]


@record
class Refutation:
    """The smallest case found that breaks a claim.

    `facts` are those recorded, None where asked and not established; `case` is the whole case as a YAML file that
    `riskengine assess` reads, to be judged on `as_of`. `found_in` names the case from which it was made smaller, and is
    empty where that was drawn.
    """

    as_of: date
    jurisdiction: str
    facts: Mapping[str, Value | None]
    why: str
    case: str
    found_in: str = ""


def refutation(bench: Bench, claim: Claim, inputs: Inputs, *, found_in: str) -> Refutation:
    """What a case shows of a claim that it breaks."""
    program = bench.program
    as_of = inputs.values[program.as_of_slot]
    assert isinstance(as_of, date)
    recorded = [slot for slot in range(program.as_of_slot) if inputs.states[slot] is not FactState.NOT_ASKED]
    facts = {
        program.facts[slot].name: inputs.values[slot] for slot in sorted(recorded, key=lambda slot: program.facts[slot].name)
    }
    why = claim.why(inputs)
    officer = claim.officer(inputs)
    grade = program.grades[officer] if officer >= 0 else None
    notes = [f"{claim.id}: {claim.text}", why, f"Judge it as of {as_of} under edition {program.ruleset.edition}."]
    text = case_text(program, f"{claim.id.upper().replace('_', '-')}-REFUTED", inputs.jurisdiction, facts, grade, as_of, notes)
    return Refutation(as_of, inputs.jurisdiction, facts, why, text, found_in)


def case_text(
    program: Program,
    case_id: str,
    jurisdiction: str,
    facts: Mapping[str, Value | None],
    grade: str | None,
    as_of: date,
    notes: list[str],
) -> str:
    """A case as a YAML file, with the notes as comments above it."""
    lines = [f"# {note}" for note in notes if note]
    lines += ['schema: "riskengine/case/1"', f"case_id: {json.dumps(case_id)}", f"ruleset: {program.ruleset.id}"]
    lines += [f"jurisdiction: {jurisdiction}", "facts:" if facts else "facts: {}"]
    lines += [f"  {name}: {yaml_scalar(value)}" for name, value in facts.items()]
    if grade is not None:
        lines.append(f"assessment: {{grade: {grade}, assessed_on: {as_of}, edition: {json.dumps(program.ruleset.edition)}}}")
    return "\n".join(lines) + "\n"


def yaml_scalar(value: Value | None) -> str:
    """A value as YAML has it: texts in quotes, since an unquoted one may be read as something else."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case frozenset():
            return json.dumps(sorted(value), ensure_ascii=False)
        case datetime() | date():
            return value.isoformat()
        case int() | Decimal():
            return plain_number(value)
        case _:
            return json.dumps(value, ensure_ascii=False)
