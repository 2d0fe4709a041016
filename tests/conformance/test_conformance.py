"""Every evaluator says of every case what its table expects."""

from __future__ import annotations

import pytest

from tests.conformance.evaluators import Evaluator, evaluators
from tests.conformance.runner import differences
from tests.conformance.tables import FOLDER, FOUND, Table, read_tables

TABLES = read_tables(FOLDER, FOUND)
EVALUATORS = evaluators()


@pytest.mark.parametrize("evaluator", EVALUATORS, ids=[each.name for each in EVALUATORS])
@pytest.mark.parametrize("table", TABLES, ids=[each.name for each in TABLES])
def test_a_table(table: Table, evaluator: Evaluator) -> None:
    found = {case.name: differences(evaluator, table, case) for case in table.cases}
    assert {name: lines for name, lines in found.items() if lines} == {}
