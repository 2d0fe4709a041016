"""One case under two editions: what the comparison says of shipped cases, in every form, and what it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from riskengine import Engine
from riskengine.comparing.differences import Difference, differences
from riskengine.comparing.english import TEXTS
from riskengine.comparing.mixing import mixed
from riskengine.diagnostics import CaseError, UsageError
from riskengine.schemas import schema_of
from riskengine_cli.assessing import Format, Lang, View, assess_files

EXAMPLES = Path("rules/suspect-priority/examples")
DAY = date(2026, 11, 1)
LIVE = EXAMPLES / "live-case-2026.json"


@pytest.fixture(scope="module")
def engine():
    return Engine.open()


def compared(engine, name, first, second):
    case = (EXAMPLES / f"{name}.json").read_text(encoding="utf-8")
    return engine.compare(case, as_of=DAY, edition=first, with_edition=second)


def test_the_rule_that_makes_the_difference_is_named_with_both_editions_citations(engine):
    comparison = compared(engine, "live-case-2026", "2023.1", "2026.1")
    record = comparison.record
    assert not comparison.same
    assert (record.first.grade.least, record.second.grade.least) == ("high", "very_high")
    assert (record.first.grade.verdict, record.second.grade.verdict) == ("consistent", "below_minimum")
    assert comparison.decisive == (("rule:OTH-6",),)
    assert record.fewest
    found = {each.id: each for each in record.differences}
    assert (found["OTH-6"].change, found["OTH-6"].first, found["OTH-6"].moves) == ("new", None, ("least", "most", "verdict"))
    assert found["OTH-6"].second.outcome == "applies"
    assert "college-app/undated#living-with-history" in {citation.reference for citation in record.citations}
    assert all(citation.text for citation in record.citations)


def test_a_changed_rule_is_shown_as_each_edition_has_it(engine):
    record = compared(engine, "live-case-2026", "2023.1", "2026.1").record
    found = next(each for each in record.differences if each.id == "ENQ-1")
    assert (found.change, found.aspects) == ("changed", ("requires", "guidance"))
    assert set(found.second.requires) - set(found.first.requires) == {"identifiers_known"}
    assert found.moves == ("verdict",)
    assert found.alone.verdict == "not_supported"


def test_changes_that_only_together_make_the_difference_stand_together(engine):
    record = compared(engine, "later-report", "2020.1", "2026.1").record
    assert len(record.decisive[0]) > 1
    assert all(len(keys) == len(record.decisive[0]) for keys in record.decisive)
    alone = {f"{each.kind}:{each.id}": each.alone for each in record.differences}
    wanted = record.second.grade.least, record.second.grade.verdict
    assert all(alone[key] is None or (alone[key].least, alone[key].verdict) != wanted for key in record.decisive[0])


def test_an_edition_beside_itself(engine):
    comparison = compared(engine, "live-case-2026", "2026.1", "2026.1")
    assert comparison.same
    assert comparison.record.differences == ()
    assert "one and the same edition" in comparison.text()


def test_facts_that_one_edition_lacks_are_left_out_with_a_note(engine):
    comparison = compared(engine, "provider-urgency", "2026.1", "2020.1")
    assert "provider_urgency" in comparison.record.second.left_out
    assert "Recorded, but left out under edition 2020.1" in " ".join(comparison.text().split())


def test_without_an_edition_the_one_in_force_comes_first(engine):
    comparison = engine.compare(LIVE.read_text(encoding="utf-8"), as_of=DAY, with_edition="2020.1")
    assert (comparison.record.first.edition.edition, comparison.record.second.edition.edition) == ("2026.1", "2020.1")
    assert repr(comparison) == "<EditionComparison EX-LIVE-CASE 2026.1 2020.1>"


def test_time_limits_that_differ_are_listed(engine):
    changes = {each.id: each for each in compared(engine, "live-case-2026", "2023.1", "2026.1").record.time_limits}
    assert (changes["ACT-HIGH"].first, changes["ACT-HIGH"].second) == ("met", "not_applicable")
    assert changes["STRATEGY"].first is None


@pytest.mark.parametrize("example", sorted(path.stem for path in EXAMPLES.glob("*.json")))
@pytest.mark.parametrize("editions", [("2020.1", "2026.1"), ("2026.1", "2023.1")])
def test_every_example_is_told_in_every_form(engine, example, editions):
    comparison = compared(engine, example, *editions)
    for form in (comparison.text(), comparison.markdown(), comparison.html()):
        assert "It is no decision, and it sets no grade." in " ".join(form.split())
    told = json.loads(comparison.model_dump_json())
    jsonschema.validate(told, schema_of("comparison"))
    assert told["schema"] == "riskengine/comparison/1"
    assert told["explanation"]["summary"]
    assert comparison.same is not bool(comparison.decisive)


def test_comparing_is_the_same_bytes_each_time():
    one, other = (compared(Engine.open(), "unknown-household", "2026.1", "2020.1").model_dump_json(indent=2) for _ in range(2))
    assert one == other


def test_wording_alone_is_no_difference(engine):
    from dataclasses import replace

    ruleset = engine.program("suspect-priority", "2026.1").ruleset
    rules = tuple(replace(rule, title="Other words", because="in other words") for rule in ruleset.rules)
    assert differences(ruleset, replace(ruleset, rules=rules)) == ()


def test_a_mixture_that_is_no_rule_set_is_none(engine):
    first, second = (engine.program("suspect-priority", edition).ruleset for edition in ("2023.1", "2026.1"))
    found = differences(first, second)
    assert mixed(first, second, found, [("rule", "MAT-10")]) is None
    assert mixed(first, second, found, [("rule", "MAT-10"), ("fact", "category_scheme")]) is not None
    assert Difference("rule", "MAT-10", "changed", ("condition", "actions")) in found


def test_what_cannot_be_compared_is_refused(engine):
    case = LIVE.read_text(encoding="utf-8")
    with pytest.raises(UsageError, match=r"there is no edition 2099\.1"):
        engine.compare(case, as_of=DAY, with_edition="2099.1")
    with pytest.raises(UsageError, match="no edition is in force"):
        engine.compare(case.replace("2026-03-03", "2010-01-01"), as_of=date(2010, 1, 2), with_edition="2026.1")
    with pytest.raises(CaseError):
        engine.compare({"case_id": "X"}, as_of=DAY, with_edition="2020.1")


def test_every_text_is_used():
    code = "".join(
        path.read_text(encoding="utf-8") for path in Path("riskengine/comparing").glob("*.py") if path.stem != "english"
    )
    made = (
        "section_",
        "verdict_",
        "aspect_",
        "outcome_",
        "state_",
        "rule_",
        "score_",
        "fact_",
        "facts_",
        "scope_",
        "time_limit_",
    )
    for key in TEXTS:
        assert f'"{key}"' in code or key.startswith((*made, "reason_codes_")), key


def test_the_command_prints_the_comparison_and_ends_as_the_decision_would(capsys, tmp_path):
    options = {"as_of": "2026-11-01", "compare_edition": "2023.1"}
    assert assess_files([str(LIVE)], **options) == 1
    text = capsys.readouterr().out
    assert text.startswith("Case EX-LIVE-CASE: edition 2026.1 and edition 2023.1\n")
    assert assess_files([str(EXAMPLES / "stands-2026.json")], format_=Format.JSON, **options) == 1
    assert json.loads(capsys.readouterr().out)["schema"] == "riskengine/comparison/1"
    assert assess_files([str(LIVE)], format_=Format.HTML, output=tmp_path / "page.html", **options) == 1
    assert "<!DOCTYPE html>" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [{"view": View.DISCLOSURE}, {"lang": Lang.WELSH}, {"compare_edition": "2099.1"}])
def test_the_command_refuses_what_a_comparison_has_not(options):
    with pytest.raises(UsageError):
        assess_files([str(LIVE)], as_of="2026-11-01", **{"compare_edition": "2023.1", **options})
