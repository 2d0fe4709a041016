"""The published JSON Schemas are schemas, and everything that ships fits them."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

import riskengine
from riskengine.diagnostics import UsageError
from riskengine.loading.names import RESERVED
from riskengine.loading.store import Store
from riskengine.operators import OPERATORS
from riskengine.quantities import QUANTITY_KINDS
from riskengine.schemas import SCHEMAS, schema_of
from riskengine_cli.app import run

STORE = Store.open()
EDITIONS = [STORE.edition(each, header.edition) for each in STORE.ids for header in STORE.headers(each)]
EXAMPLES = sorted((Path(__file__).parents[2] / "rules").glob("*/examples/*.json"))


def _validator(name, ruleset=None):
    return Draft202012Validator(schema_of(name, ruleset))


def _problems(validator, value):
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("ruleset", [None, EDITIONS[-1]], ids=["general", "named"])
def test_a_schema_is_one(name, ruleset):
    Draft202012Validator.check_schema(schema_of(name, ruleset))


def test_an_unknown_schema_is_refused_with_a_suggestion():
    with pytest.raises(UsageError, match="did you mean `decision`"):
        schema_of("decisions")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_case_fits(example):
    case = json.loads(example.read_text(encoding="utf-8"))
    assert _problems(_validator("case"), case) == []
    assert Draft202012Validator(schema_of("case", EDITIONS[-1], also=EDITIONS[:-1])).is_valid(case)


def _closed(schema):
    """The same schema, in which a field that is not published is an error."""
    schema = copy.deepcopy(schema)
    for part in (schema, *schema["$defs"].values()):
        if "properties" in part:
            part["additionalProperties"] = False
    return schema


@pytest.mark.parametrize("view", ["officer", "supervisor", "author", "disclosure"])
def test_decisions_fit_and_hold_nothing_that_is_not_published(view):
    validator = Draft202012Validator(_closed(schema_of("decision")))
    engine = riskengine.Engine.open()
    for example in EXAMPLES:
        decision = engine.assess(example.read_bytes(), as_of=dt.date(2026, 11, 1))
        assert _problems(validator, json.loads(decision.model_dump_json(view=view))) == [], example.name


@pytest.mark.parametrize("arguments", [["check"], ["assess", "no-such-file.json", "--as-of", "2026-11-01"]])
def test_problems_fit(arguments, capsys):
    run([*arguments, "--format", "json"])
    validator = Draft202012Validator(_closed(schema_of("diagnostics")))
    assert _problems(validator, json.loads(capsys.readouterr().out)) == []


def _as_json(value):
    """YAML as a JSON schema sees it: days as text, keys as text."""
    match value:
        case dict():
            return {str(key).lower() if isinstance(key, bool) else str(key): _as_json(each) for key, each in value.items()}
        case list():
            return [_as_json(each) for each in value]
        case dt.date():
            return value.isoformat()
    return value


@pytest.mark.parametrize("named", [False, True], ids=["general", "named"])
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.edition)
def test_rule_files_fit(edition, named):
    folder = Path(edition.folder)
    for path in [*folder.glob("*.yaml"), *folder.glob("rules/*.yaml")]:
        kind = "rules" if path.parent.name == "rules" else path.stem
        content = _as_json(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert _problems(_validator(kind, edition if named else None), content) == [], path.name


def test_every_operator_quantity_and_reserved_word_is_published():
    published = json.dumps([schema_of("rules"), schema_of("ruleset"), schema_of("facts")])
    assert [name for name in (*OPERATORS, *QUANTITY_KINDS, *RESERVED) if f'"{name}"' not in published] == []


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("rules", [{"id": "A-1", "title": "t", "whne": {}, "effect": {"flag": "f"}, "because": "b", "cites": ["a/1#b"]}]),
        ("rules", [{"id": "A-1", "title": "t", "effect": {}, "because": "b", "cites": ["a/1#b"]}]),
        ("facts", {"sum": {"type": "boolean"}}),
        ("facts", {"age": {"type": "number"}}),
        ("ruleset", {"format": 2}),
        ("clocks", [{"id": "C-1", "title": "t", "starts": "a", "within": {"weeks": 1}, "cites": ["a/1#b"]}]),
        ("case", {"case_id": "A", "jurisdiction": "scotland", "facts": {"a": {"vlaue": 1}}}),
    ],
)
def test_what_is_wrong_does_not_fit(kind, content):
    assert not _validator(kind).is_valid(content)


def test_the_command_prints_a_schema_with_a_rule_sets_own_names(capsys):
    assert run(["schema", "case", "--ruleset", "suspect-priority"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "lives_with_child" in schema["properties"]["facts"]["properties"]
    assert schema["properties"]["facts"]["additionalProperties"] is False


def test_the_command_lists_the_schemas(capsys):
    assert run(["schema"]) == 0
    assert capsys.readouterr().out.split() == sorted(SCHEMAS)


def test_an_edition_needs_its_rule_set(capsys):
    assert run(["schema", "case", "--edition", "2023.1"]) == 2
    assert "--ruleset" in capsys.readouterr().err
