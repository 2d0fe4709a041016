"""Every evaluator says of every case what its table expects, and the tables leave nothing out."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from riskengine.codes.findings import FINDINGS
from riskengine.deciding.decision import ClockState, Outcome, Verdict
from riskengine.diagnostics import CaseError
from riskengine.facts import FactType
from riskengine.loading.clocks import UNITS
from riskengine.operators import OPERATORS
from riskengine.quantities import QUANTITY_KINDS
from tests.conformance.coverage import STATES, clock_units, compared, expected, kinds
from tests.conformance.derive import derived
from tests.conformance.evaluators import Evaluator, Ours, evaluators
from tests.conformance.runner import differences
from tests.conformance.tables import FOLDER, FOUND, Case, Table, read_tables

TABLES = read_tables(FOLDER, FOUND)
EVALUATORS = evaluators()
LEAST_CASES = 400
NAMED = pytest.mark.parametrize("table", TABLES, ids=[each.name for each in TABLES])


@pytest.mark.parametrize("evaluator", EVALUATORS, ids=[each.name for each in EVALUATORS])
@NAMED
def test_a_table(table: Table, evaluator: Evaluator) -> None:
    found = {case.name: differences(evaluator, table, case) for case in table.cases}
    assert {name: lines for name, lines in found.items() if lines} == {}


def whole(table: Table, case: Case, *, fast: bool) -> str:
    """The whole decision as text, or what was wrong with the case."""
    try:
        return Ours(fast=fast).decide(table, case).model_dump_json()
    except CaseError as error:
        return str(error.diagnostics)


@pytest.mark.parametrize("table", [each for each in TABLES if each.name != "bounds"], ids=lambda table: table.name)
def test_whole_decisions_are_the_same_bytes_by_either_way(table: Table) -> None:
    for case in table.cases:
        assert whole(table, case, fast=True) == whole(table, case, fast=False), case.name


# the tables leave nothing out


def test_there_are_enough_cases() -> None:
    assert sum(len(table.cases) for table in TABLES) >= LEAST_CASES


def test_every_operator_by_every_type_and_state() -> None:
    wanted = {(row.name, kind.value, state) for row in OPERATORS.values() for kind in row.types for state in STATES}
    assert wanted <= compared(TABLES)


def test_every_type_of_fact() -> None:
    assert {kind for _, kind, _ in compared(TABLES)} == {kind.value for kind in FactType}


def test_every_kind_of_quantity() -> None:
    assert kinds(TABLES) == set(QUANTITY_KINDS)


def test_every_outcome_verdict_and_finding() -> None:
    assert expected(TABLES, "outcomes") == set(get_args(Outcome))
    assert expected(TABLES, "verdict") == set(get_args(Verdict))
    assert expected(TABLES, "findings") == set(FINDINGS)


def test_every_unit_of_time_limits_in_every_state_that_depends_on_it() -> None:
    states = set(get_args(ClockState))
    assert {state for _, state in clock_units(TABLES)} == states
    assert set(product(UNITS, states - {"not_applicable", "undetermined", "not_started"})) <= clock_units(TABLES)


def test_every_key_of_what_is_expected_is_used() -> None:
    used = {key for table in TABLES for case in table.cases for key in case.expect}
    assert used >= {"truths", "quantities", "outcomes", "range", "scores", "decisive", "forcing", "relevant", "then", "refused"}


@pytest.mark.parametrize(("name", "text"), derived().items(), ids=list(derived()))
def test_a_derived_table_is_as_its_script_writes_it(name: str, text: str) -> None:
    assert (FOLDER / f"{name}.yaml").read_text(encoding="utf-8") == text
