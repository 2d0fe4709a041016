"""The store: what is in force when, whole editions when asked for, and clear words where that fails."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from riskengine.diagnostics import RuleSetError, UsageError
from riskengine.loading.checking import write_lock_of
from riskengine.loading.digest import published_digest
from riskengine.loading.editions import EditionHeader, check_times, in_force
from riskengine.loading.store import Store
from tests.small_folder import EDITION, FACTS, PROVISIONS, RULES, Change, build, edited, second_edition

CLOSED: dict[str, Change] = {f"{EDITION}/ruleset.yaml": edited("{from: 2020-01-01}", "{from: 2020-01-01, until: 2020-12-31}")}
TWO: Mapping[str, Change] = {**CLOSED, **second_edition("{from: 2021-01-01}")}
RULE_FILE = f"{EDITION}/rules/all.yaml"


def test_headers_by_id_the_earliest_first(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, TWO))
    assert store.ids == ("plain",)
    assert [header.edition for header in store.headers("plain")] == ["1", "2"]
    first = store.headers("plain")[0]
    assert (first.id, first.title, first.status, first.jurisdictions) == (
        "plain",
        "A small rule set",
        "released",
        ("england-and-wales",),
    )
    assert (first.effective_from, first.effective_until) == (date(2020, 1, 1), date(2020, 12, 31))
    assert Path(first.folder) == tmp_path / EDITION


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), "1"),
        (date(2020, 12, 31), "1"),
        (date(2021, 1, 1), "2"),
        (date.max, "2"),
        (date.min, None),
    ],
)
def test_the_edition_in_force_on_a_day(day: date, edition: str | None, tmp_path: Path) -> None:
    header = Store.open(build(tmp_path, TWO)).in_force("plain", day)
    assert (header.edition if header else None) == edition


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_only_a_released_edition_is_in_force(status: str, tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, {f"{EDITION}/ruleset.yaml": edited("released", status)}))
    assert store.in_force("plain", date(2020, 6, 1)) is None
    assert store.edition("plain", "1").status == status


def test_a_whole_edition_is_read_once_and_carries_the_published_digest(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path))
    edition = store.edition("plain", "1")
    assert store.edition("plain", "1") is edition
    assert [rule.id for rule in edition.rules] == ["R-1"]
    access = store.guidance.provisions["test/1#access"]
    lock = write_lock_of(store.folder)[0]
    assert edition.digest == lock.digest == published_digest(lock.content, {access.reference: access.digest})


def test_the_digest_covers_the_cited_paragraphs_and_no_others(tmp_path: Path) -> None:
    other = "\n## Other {#other}\n\n- status: not_encoded\n- reason: none\n\nOther words.\n"
    plain = Store.open(build(tmp_path / "a")).edition("plain", "1").digest
    uncited = Store.open(build(tmp_path / "b", {"guidance/test/1.md": PROVISIONS + other})).edition("plain", "1").digest
    cited = Store.open(build(tmp_path / "c", {"guidance/test/1.md": edited("Find out", "Ask")})).edition("plain", "1").digest
    assert plain == uncited != cited


def test_comments_files_and_order_are_not_in_the_digest(tmp_path: Path) -> None:
    second = RULES.replace("R-1", "R-2")
    keys_turned = "".join(f"{line}\n" for line in reversed(FACTS.splitlines()[1:]))
    plain = build(tmp_path / "a", {RULE_FILE: RULES + second})
    moved = build(
        tmp_path / "b",
        {
            RULE_FILE: None,
            f"{EDITION}/rules/z.yaml": "# a comment\n" + RULES,
            f"{EDITION}/rules/a.yaml": second,
            f"{EDITION}/facts.yaml": "access:\n" + keys_turned,
            "rules/plain/examples/case.json": "{}",
        },
    )
    assert Store.open(plain).edition("plain", "1").digest == Store.open(moved).edition("plain", "1").digest


def test_guidance_is_read_only_where_it_is_cited(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, {"guidance/test/2.md": "broken"}))
    assert store.edition("plain", "1").id == "plain"
    assert [source.edition for source in store.guidance_for(["test/1#access", "gone/1#a", "no reference"]).sources] == ["1"]
    provision = store.provision("test/1#access")
    assert provision is not None
    assert provision.text == "Find out about access."
    assert store.provision("test/1#other") is None
    with pytest.raises(RuleSetError) as caught:
        _ = store.guidance
    assert [problem.code for problem in caught.value.diagnostics] == ["RE503"]


def test_cited_guidance_that_cannot_be_read_is_said_each_time(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, {"guidance/test/1.md": "broken"}))
    for _ in range(2):
        with pytest.raises(RuleSetError) as caught:
            store.edition("plain", "1")
        assert "RE503" in {problem.code for problem in caught.value.diagnostics}


def test_everything_wrong_in_an_edition_is_said_at_once(tmp_path: Path) -> None:
    """A misspelt key that is needed is one problem: that it is missing would be the same thing said twice."""
    store = Store.open(
        build(tmp_path, {RULE_FILE: edited("effect", "efect"), f"{EDITION}/facts.yaml": edited("boolean", "bolean")})
    )
    with pytest.raises(RuleSetError, match="plain 1 cannot be used: 2 problems") as caught:
        store.edition("plain", "1")
    helped = {Path(problem.place.file).name: problem.help for problem in caught.value.diagnostics}
    assert helped == {"all.yaml": "did you mean `effect`?", "facts.yaml": "did you mean `boolean`?"}


def test_a_citation_that_leads_nowhere_gets_a_suggestion(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, {RULE_FILE: edited("test/1#access", "tset/1#access")}))
    with pytest.raises(RuleSetError) as caught:
        store.edition("plain", "1")
    assert [problem.help for problem in caught.value.diagnostics] == ["did you mean `test/1`?"]


def test_an_edition_edited_after_its_release_is_refused(tmp_path: Path) -> None:
    rules = build(tmp_path)
    write_lock_of(rules)
    assert Store.open(rules).edition("plain", "1")
    (tmp_path / RULE_FILE).write_text(RULES.replace("minimum_grade: high", "minimum_grade: low"))
    with pytest.raises(RuleSetError) as caught:
        Store.open(rules).edition("plain", "1")
    assert [problem.code for problem in caught.value.diagnostics] == ["RE421"]


def test_a_lock_that_cannot_be_read_stands_in_the_way_each_time(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, {"rules/editions.lock": "format: 1\n"}))
    for _ in range(2):
        with pytest.raises(RuleSetError) as caught:
            store.edition("plain", "1")
        assert [problem.code for problem in caught.value.diagnostics] == ["RE420"]


@pytest.mark.parametrize(
    ("path", "code", "help_words"),
    [
        ("rules/plain/1/rules/nowhere", "RE401", "did you mean"),
        ("rules/plain/1/facts.yaml", "RE402", "name the folder above the rule sets"),
        ("rules/plain/1", "RE405", "name the folder two above it"),
        ("rules/plain", "RE405", "name the folder above it"),
    ],
)
def test_a_path_that_is_no_folder_of_rule_sets(path: str, code: str, help_words: str, tmp_path: Path) -> None:
    build(tmp_path)
    with pytest.raises(UsageError, match="is not a folder of rule sets") as caught:
        Store.open(tmp_path / path)
    assert [problem.code for problem in caught.value.diagnostics] == [code]
    assert help_words in caught.value.diagnostics[0].help


def test_a_path_beside_the_folder_gets_a_suggestion(tmp_path: Path) -> None:
    rules = build(tmp_path)
    with pytest.raises(UsageError) as caught:
        Store.open(tmp_path / "rulse")
    assert caught.value.diagnostics[0].help == f"did you mean {rules}?"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({f"{EDITION}/ruleset.yaml": edited("effective: {from", "effective: {form")}, {"RE201", "RE202"}),
        ({f"{EDITION}/ruleset.yaml": edited("id: plain", "id: plane")}, {"RE408"}),
        ({f"{EDITION}/ruleset.yaml": None}, {"RE406"}),
        (second_edition("{from: 2020-06-01}"), {"RE410"}),
        ({f"{EDITION}/ruleset.yaml": b"\xff"}, {"RE103"}),
    ],
)
def test_a_folder_in_which_it_is_not_settled_what_is_in_force(
    changes: Mapping[str, Change], codes: set[str], tmp_path: Path
) -> None:
    rules = build(tmp_path, changes)
    with pytest.raises(RuleSetError) as caught:
        Store.open(rules).in_force("plain", date(2020, 7, 1))
    assert {problem.code for problem in caught.value.diagnostics} & codes


def test_only_the_rule_set_that_is_asked_for_is_read(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, {"rules/other/1/ruleset.yaml": "broken"}))
    assert store.ids == ("other", "plain")
    assert store.edition("plain", "1").id == "plain"
    with pytest.raises(RuleSetError, match=r"the rule set other in .* cannot be used"):
        store.headers("other")


def test_a_fact_is_known_where_some_edition_has_it(tmp_path: Path) -> None:
    facts = {"rules/plain/2/facts.yaml": FACTS + "newer: {type: boolean, question: Newer?}\n"}
    store = Store.open(build(tmp_path, {**TWO, **facts, "rules/plain/2/rules/all.yaml": "broken"}))
    assert store.knows("plain", "newer")
    assert not store.knows("plain", "older")
    assert all(store.knows("plain", name) for name in store.edition("plain", "1").facts)
    with pytest.raises(UsageError):
        store.knows("plane", "newer")


def test_facts_that_cannot_be_read_are_never_taken_as_not_known(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, {f"{EDITION}/facts.yaml": "- broken"}))
    with pytest.raises(RuleSetError):
        store.knows("plain", "newer")


def test_no_rule_sets(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    with pytest.raises(RuleSetError) as caught:
        Store.open(tmp_path / "rules")
    assert [problem.code for problem in caught.value.diagnostics] == ["RE404"]


def test_overlapping_editions_are_named_with_both_places(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError) as caught:
        Store.open(build(tmp_path, second_edition("{from: 2020-06-01}"))).headers("plain")
    problem = caught.value.diagnostics[0]
    assert (Path(problem.place.file).parent.name, problem.place.line) == ("2", 8)
    assert [(Path(place.file).parent.name, place.line) for place, _ in problem.related] == [("1", 8)]
    assert problem.help == "end 1 with `until: 2020-05-31`"


def test_unknown_names_get_a_suggestion(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path))
    with pytest.raises(UsageError, match="there is no rule set `plane`: did you mean `plain`"):
        store.headers("plane")
    with pytest.raises(UsageError, match="there is no edition `9` of plain: use 1"):
        store.edition("plain", "9")
    with pytest.raises(UsageError):
        store.in_force("other", date(2020, 1, 1))


def test_a_pickled_store_reads_from_the_same_folder(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, TWO))
    whole = store.edition("plain", "1")
    copy = pickle.loads(pickle.dumps(store))  # noqa: S301 - our own
    assert (copy.folder, copy.ids, copy.headers("plain")) == (store.folder, store.ids, store.headers("plain"))
    assert copy.edition("plain", "1") == whole
    assert copy.guidance == store.guidance


def test_many_threads_get_the_same_edition(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path, TWO))
    with ThreadPoolExecutor(8) as pool:
        editions = list(pool.map(lambda number: store.edition("plain", str(number % 2 + 1)), range(64)))
    assert len({id(edition) for edition in editions}) == 2


@pytest.mark.parametrize("name", ["folder", "ids", "guidance", "guidance_folder", "extra"])
def test_nothing_can_be_set_from_outside(name: str, tmp_path: Path) -> None:
    store = Store.open(build(tmp_path))
    with pytest.raises(AttributeError):
        setattr(store, name, None)


def test_the_folder_may_be_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = build(tmp_path)
    monkeypatch.chdir(rules)
    assert Store.open(Path()).edition("plain", "1").id == "plain"
    monkeypatch.chdir(rules / "plain")
    assert Store.open("..").edition("plain", "1").id == "plain"
    monkeypatch.chdir(tmp_path)
    assert Store.open("rules").guidance.sources[0].place.file == str(Path("guidance/test/1.md"))


def test_the_shipped_rule_sets_are_found_from_anywhere(tmp_path: Path) -> None:
    program = """
from riskengine.loading.store import Store
store = Store.open()
print(*store.ids, len(store.guidance.sources) > 0)
for id in store.ids:
    for header in store.headers(id):
        store.edition(id, header.edition)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)
    assert {"suspect-priority", "True"} <= set(done.stdout.split())


def test_the_shipped_folder_may_be_named_by_its_path() -> None:
    store = Store.open()
    assert Store.open(store.folder).guidance_folder.resolve() == store.guidance_folder.resolve()


def test_check_reports_what_open_refuses_and_more(tmp_path: Path) -> None:
    store = Store.open(build(tmp_path))
    assert [problem.code for problem in store.check()] == ["RE422"]
    (tmp_path / RULE_FILE).write_text(RULES.replace("effect", "efect"))
    codes = [problem.code for problem in store.check()]
    assert "RE202" in codes or "RE201" in codes
    places = [problem.sort_key for problem in store.check()]
    assert places == sorted(places)


def header(edition: str, start: date, until: date | None, status: str = "released") -> EditionHeader:
    return EditionHeader("a", edition, "A", status, start, until, ())


@pytest.mark.parametrize(
    ("headers", "codes"),
    [
        ([header("1", date(2020, 1, 1), None)], []),
        ([header("1", date(2020, 1, 1), date(2020, 1, 31)), header("2", date(2020, 2, 1), None)], []),
        ([header("1", date(2020, 1, 1), date(2020, 2, 1)), header("2", date(2020, 2, 1), None)], ["RE410"]),
        ([header("1", date(2020, 1, 1), date(2020, 1, 30)), header("2", date(2020, 2, 1), None)], ["RE411"]),
        ([header("1", date(2020, 1, 1), None), header("2", date(2020, 1, 1), None, "draft")], []),
        ([header("1", date(2020, 1, 1), None), header("2", date(2020, 1, 1), None, "withdrawn")], []),
        ([header("1", date(2020, 1, 1), None), header("2", date(2020, 1, 1), None)], ["RE410"]),
        ([header("1", date.min, date.min), header("2", date.max, date.max)], ["RE411"]),
        ([header(str(n), date(2020, n, 1), date(2020, 12, 31)) for n in (1, 2, 3)], ["RE410"] * 3),
        (
            [
                header("1", date(2020, 1, 1), date(2020, 12, 31)),
                header("2", date(2020, 2, 1), date(2020, 3, 1)),
                header("3", date(2021, 1, 1), None),
            ],
            ["RE410"],
        ),
    ],
)
def test_days_with_two_editions_or_none(headers: list[EditionHeader], codes: list[str]) -> None:
    problems: list[object] = []
    check_times(headers, problems)  # type: ignore[arg-type]
    assert [getattr(problem, "code", "") for problem in problems] == codes


def test_nothing_is_in_force_where_there_are_no_editions() -> None:
    assert in_force([], date(2020, 1, 1)) is None


def test_reading_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    rules = build(tmp_path)
    broken = build(tmp_path / "broken", {RULE_FILE: "broken"})
    for turn, expected in ((gc.enable, True), (gc.disable, False)):
        turn()
        try:
            Store.open(rules).edition("plain", "1")
            assert gc.isenabled() is expected
            with pytest.raises(RuleSetError):
                Store.open(broken).edition("plain", "1")
            assert gc.isenabled() is expected
        finally:
            gc.enable()
