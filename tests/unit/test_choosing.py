"""Which rule set checks a case that names none, and that no more is read for it than it takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from riskengine.deciding.choosing import choose
from riskengine.diagnostics import CaseError, UsageError
from riskengine.engine import Engine
from riskengine.loading.case_reader import read_case
from riskengine.loading.store import Store
from riskengine.ruleset import RuleSet
from tests.small_folder import FACTS, RULES, RULESET, build

DAY = date(2021, 6, 1)


class Watched(Store):
    """A store that says what was read from it."""

    __slots__ = ("asked",)

    def __init__(self, *parts: object) -> None:
        super().__init__(*parts)  # type: ignore[arg-type]
        self.asked: list[str] = []

    def edition(self, id: str, edition: str) -> RuleSet:
        self.asked.append(f"{id}/{edition}")
        return super().edition(id, edition)


def case(facts: dict[str, object], edition: str | None = None, **changes: object) -> dict[str, object]:
    plain = {"schema": "riskengine/case/1", "case_id": "C-1", "jurisdiction": "england-and-wales", "facts": facts}
    if edition:
        plain["assessment"] = {"grade": "low", "assessed_on": "2021-05-01", "edition": edition}
    return {**plain, **changes}


@pytest.fixture
def store(tmp_path: Path) -> Watched:
    """`plain` knows `access`; `other` knows `access` and `visits`; `later` knows both, and begins in July 2021 with edition 7."""
    both = FACTS + FACTS.replace("access:", "visits:", 1)
    later = (
        RULESET.replace("id: plain", "id: later").replace('edition: "1"', 'edition: "7"').replace("2020-01-01}", "2021-07-01}")
    )
    files = {
        "rules/other/1/ruleset.yaml": RULESET.replace("id: plain", "id: other"),
        "rules/other/1/facts.yaml": both,
        "rules/other/1/rules/all.yaml": RULES,
        "rules/later/7/ruleset.yaml": later,
        "rules/later/7/facts.yaml": both,
        "rules/later/7/rules/all.yaml": RULES,
    }
    return Watched.open(build(tmp_path, files))


def chosen(store: Store, plain: dict[str, object], day: date = DAY, edition: str | None = None) -> str:
    return choose(store, read_case(plain), as_of=day, edition=edition)


def test_the_one_that_knows_every_fact_is_chosen(store: Watched) -> None:
    assert chosen(store, case({"visits": True})) == "other"


def test_one_that_is_not_in_force_that_day_is_not_even_read(store: Watched) -> None:
    chosen(store, case({"visits": True}))
    assert not [each for each in store.asked if each.startswith("later")]


def test_where_several_fit_they_are_named(store: Watched) -> None:
    with pytest.raises(UsageError, match="these fit: other, plain; name one of later, other, plain"):
        chosen(store, case({"access": True}))
    with pytest.raises(UsageError, match="these fit: later, other"):
        chosen(store, case({"visits": True}), date(2021, 8, 1))
    with pytest.raises(UsageError, match="these fit: other, plain"):
        chosen(store, case({}))


def test_the_edition_that_the_assessment_names_tells_them_apart(store: Watched) -> None:
    assert chosen(store, case({"visits": True}, edition="7"), date(2021, 8, 1)) == "later"
    assert store.asked == ["later/7"]


def test_so_does_the_edition_that_was_asked_for(store: Watched) -> None:
    assert chosen(store, case({"access": True}), edition="7") == "later"


def test_an_edition_that_none_has_tells_nothing(store: Watched) -> None:
    assert chosen(store, case({"visits": True}, edition="99")) == "other"


def test_facts_count_for_more_than_days(tmp_path: Path) -> None:
    later = RULESET.replace("id: plain", "id: later").replace("2020-01-01}", "2021-07-01}")
    folder = {
        "rules/later/1/ruleset.yaml": later,
        "rules/later/1/facts.yaml": FACTS.replace("access:", "visits:", 1),
        "rules/later/1/rules/all.yaml": RULES.replace("access: true", "visits: true").replace("{access}", "{visits}"),
    }
    engine = Engine.open(build(tmp_path, folder))

    decision = engine.assess(case({"visits": True}), as_of=DAY)

    assert decision.record.edition is None
    assert [finding.code for finding in decision.findings] == ["no_edition"]


def test_a_name_that_none_knows_is_refused_by_the_one_that_knows_the_others(store: Watched) -> None:
    engine = Engine(store)

    with pytest.raises(CaseError) as raised:
        engine.assess(case({"visits": True, "acess": True}), as_of=DAY)

    assert [problem.help for problem in raised.value.diagnostics] == ["did you mean `access`?"]


def test_where_none_knows_more_than_the_others_a_name_gets_a_suggestion(store: Watched) -> None:
    with pytest.raises(UsageError, match=r"none knows all of its facts \(`acess`: did you mean `access`\?\); name one of"):
        chosen(store, case({"acess": True}))
    with pytest.raises(UsageError, match="`zebra`: no rule set knows it"):
        chosen(store, case({"zebra": True}))


def test_the_only_rule_set_of_a_folder_is_used_without_being_read(tmp_path: Path) -> None:
    alone = Watched.open(build(tmp_path))

    assert chosen(alone, case({"zebra": True})) == "plain"
    assert alone.asked == []


SHIPPED = Path(__file__).parents[2] / "rules"


@pytest.mark.parametrize("ruleset", [None, "suspect-priority"])
def test_a_case_of_suspect_priority_reads_nothing_of_the_predictors(ruleset: str | None) -> None:
    store = Watched.open(SHIPPED)
    plain = case({"offence_type": "images", "lives_with_child": True}, edition="2023.1")

    decision = Engine(store).assess(plain | ({"ruleset": ruleset} if ruleset else {}), as_of=date(2023, 9, 1))

    assert decision.record.edition.ruleset == "suspect-priority"
    assert {each.partition("/")[0] for each in store.asked} == {"suspect-priority"}
