"""What the documents say of findings, exit codes, fields and links is so."""

from __future__ import annotations

import dataclasses
import re

import pytest

from riskengine.codes import FINDINGS
from riskengine.deciding.decision import DecisionRecord
from riskengine.facts import FactType
from riskengine.operators import OPERATORS
from riskengine.quantities import QUANTITY_KINDS
from riskengine.ruleset import Effect
from riskengine_cli.failures import WORST_FIRST
from tests.repo.sources import ROOT

DECISIONS = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_is_documented_with_its_severity(code):
    finding = FINDINGS[code]
    assert f"| `{code}` | {finding.severity} | {finding.what} |" in DECISIONS


def test_every_field_of_a_decision_is_documented():
    assert [each.name for each in dataclasses.fields(DecisionRecord) if f"`{each.name}`" not in DECISIONS] == []


def test_the_order_of_exit_codes_is_as_documented():
    order = re.search(r"in the order ([\d, ]+)\.", DECISIONS).group(1)
    assert tuple(int(code) for code in order.split(", ")) == WORST_FIRST


def test_every_word_of_the_rule_language_is_documented():
    words = {*OPERATORS, *map(str, FactType), *QUANTITY_KINDS, *(each.name for each in dataclasses.fields(Effect))}
    language = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```", "", language, flags=re.DOTALL)
    documented = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`[^`]+`", prose))))
    renamed = {"actions": "action"}
    assert sorted(renamed.get(word, word) for word in words if renamed.get(word, word) not in documented) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_within_the_repository_lead_somewhere(path):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
