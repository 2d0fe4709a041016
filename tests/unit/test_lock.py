"""The lock: what was released stays as it was, and closing an edition is no edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.diagnostics import Diagnostic, RuleSetError
from riskengine.loading.checking import check_folder, write_lock_of
from riskengine.loading.lock import LockEntry, lock_text
from riskengine.loading.lock_reader import read_lock
from riskengine.records import changed
from tests.properties.profile import laws
from tests.small_folder import EDITION, build, second_edition

HEAD = f"{EDITION}/ruleset.yaml"
CLOSED = "{from: 2020-01-01, until: 2020-12-31}"


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def codes(rules: Path) -> list[str]:
    return [problem.code for problem in check_folder(rules)]


def locked(tmp_path: Path) -> Path:
    rules = build(tmp_path)
    write_lock_of(rules)
    return rules


def test_a_lock_is_written_read_and_agrees(tmp_path: Path) -> None:
    rules = build(tmp_path)
    written = write_lock_of(rules)
    problems: list[Diagnostic] = []
    lock = read_lock(rules, problems)
    assert problems == []
    assert lock.exists
    assert tuple(lock.entries.values()) == written
    assert [entry.name for entry in written] == ["plain 1"]
    assert set(written[0].provisions) == {"test/1#access"}
    assert codes(rules) == []


def test_writing_again_changes_nothing(tmp_path: Path) -> None:
    rules = locked(tmp_path)
    before = (rules / "editions.lock").read_bytes()
    assert write_lock_of(rules) == ()
    assert write_lock_of(rules, force=True) == ()
    assert (rules / "editions.lock").read_bytes() == before
    assert sorted(path.name for path in rules.iterdir()) == ["editions.lock", "plain"]


def test_a_draft_gets_no_entry_until_it_is_released(tmp_path: Path) -> None:
    rules = build(tmp_path, {HEAD: lambda text: text.replace("released", "draft")})
    assert write_lock_of(rules) == ()
    assert read_lock(rules, []).entries == {}
    assert codes(rules) == []
    change(tmp_path, HEAD, "draft", "released")
    assert codes(rules) == ["RE422"]
    assert [entry.name for entry in write_lock_of(rules)] == ["plain 1"]
    assert codes(rules) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (HEAD, "A small rule set", "A little rule set"),
        (HEAD, "from: 2020-01-01", "from: 2020-01-02"),
        (HEAD, "Nobody", "Somebody"),
        (f"{EDITION}/facts.yaml", "boolean", "boolean\n  immutable: true"),
        (f"{EDITION}/rules/all.yaml", "access: true", "access: false"),
        (f"{EDITION}/rules/all.yaml", "R-1", "R-2"),
        (f"{EDITION}/rules/all.yaml", "Access asks", "Access  asks"),
    ],
)
def test_any_edit_to_a_released_edition_is_an_error(name: str, old: str, new: str, tmp_path: Path) -> None:
    rules = locked(tmp_path)
    change(tmp_path, name, old, new)
    assert "RE421" in codes(rules)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: "# a comment\n" + text,
        lambda text: "".join(f"{line}\n" for line in reversed(text.splitlines())),
        lambda text: text.replace("A small rule set", '"A small rule set"'),
        lambda text: text.replace("\n", "\r\n"),
    ],
    ids=["comment", "order of keys", "quotes", "line ends"],
)
def test_what_is_not_content_may_change(edit: Callable[[str], str], tmp_path: Path) -> None:
    rules = locked(tmp_path)
    path = tmp_path / HEAD
    path.write_bytes(edit(path.read_text()).encode())
    assert codes(rules) == []


def test_a_rule_may_move_to_another_file(tmp_path: Path) -> None:
    rules = locked(tmp_path)
    (tmp_path / EDITION / "rules" / "all.yaml").rename(tmp_path / EDITION / "rules" / "other.yaml")
    assert codes(rules) == []


def test_withdrawing_an_edition_is_no_edit(tmp_path: Path) -> None:
    rules = locked(tmp_path)
    change(tmp_path, HEAD, "status: released", "status: withdrawn")
    assert codes(rules) == []
    assert write_lock_of(rules) == ()


def test_closing_an_edition_when_the_next_is_released(tmp_path: Path) -> None:
    rules = locked(tmp_path)
    before = read_lock(rules, []).entries["plain", "1"]
    change(tmp_path, HEAD, "{from: 2020-01-01}", CLOSED)
    build(tmp_path / "next", second_edition("{from: 2021-01-01}"))
    (tmp_path / "next" / "rules" / "plain" / "2").rename(rules / "plain" / "2")
    assert codes(rules) == ["RE427", "RE422"]
    assert [entry.name for entry in write_lock_of(rules)] == ["plain 1", "plain 2"]
    assert codes(rules) == []
    assert read_lock(rules, []).entries["plain", "1"] == changed(before, effective_until=date(2020, 12, 31))


@pytest.mark.parametrize(
    "days", ["{from: 2020-01-01}", "{from: 2020-01-01, until: 2020-12-30}", "{from: 2020-01-01, until: 2021-01-01}"]
)
def test_a_last_day_once_recorded_stays(days: str, tmp_path: Path) -> None:
    rules = build(tmp_path, {HEAD: lambda text: text.replace("{from: 2020-01-01}", CLOSED)})
    write_lock_of(rules)
    change(tmp_path, HEAD, CLOSED, days)
    assert codes(rules) == ["RE426"]
    with pytest.raises(RuleSetError):
        write_lock_of(rules)
    assert [entry.name for entry in write_lock_of(rules, force=True)] == ["plain 1"]
    assert codes(rules) == []


def test_an_edited_edition_is_not_locked_again_unless_forced(tmp_path: Path) -> None:
    rules = locked(tmp_path)
    before = (rules / "editions.lock").read_text()
    change(tmp_path, HEAD, "A small rule set", "A little rule set")
    with pytest.raises(RuleSetError, match="the lock was not written") as caught:
        write_lock_of(rules)
    assert [problem.code for problem in caught.value.diagnostics] == ["RE421"]
    assert (rules / "editions.lock").read_text() == before
    assert [entry.name for entry in write_lock_of(rules, force=True)] == ["plain 1"]
    assert codes(rules) == []


def test_a_changed_provision_is_a_warning_with_the_rules_that_rest_on_it(tmp_path: Path) -> None:
    rules = locked(tmp_path)
    change(tmp_path, "guidance/test/1.md", "Find out", "Always find out")
    (problem,) = check_folder(rules)
    assert (problem.code, problem.severity) == ("RE424", "warning")
    assert "test/1#access" in problem.message
    assert "rule R-1 rests on it" in problem.message
    assert [Path(place.file).name for place, _ in problem.related] == ["ruleset.yaml", "editions.lock"]
    assert write_lock_of(rules) == ()
    assert [entry.name for entry in write_lock_of(rules, force=True)] == ["plain 1"]
    assert codes(rules) == []


def test_attributes_of_a_provision_are_not_its_text(tmp_path: Path) -> None:
    rules = locked(tmp_path)
    change(tmp_path, "guidance/test/1.md", "- status: encoded", "- status: partly\n- reason: some of it")
    assert codes(rules) == []


def test_an_edition_whose_folder_is_gone_stays_in_the_lock(tmp_path: Path) -> None:
    rules = build(
        tmp_path, {HEAD: lambda text: text.replace("{from: 2020-01-01}", CLOSED), **second_edition("{from: 2021-01-01}")}
    )
    write_lock_of(rules)
    (rules / "plain" / "2").rename(tmp_path / "away")
    assert codes(rules) == ["RE423"]
    write_lock_of(rules, force=True)
    assert ("plain", "2") in read_lock(rules, []).entries


def test_a_released_edition_cannot_be_a_draft_again(tmp_path: Path) -> None:
    rules = locked(tmp_path)
    change(tmp_path, HEAD, "released", "draft")
    assert codes(rules) == ["RE425"]
    with pytest.raises(RuleSetError):
        write_lock_of(rules)
    assert [entry.name for entry in write_lock_of(rules, force=True)] == ["plain 1"]
    assert read_lock(rules, []).entries == {}


def test_what_is_wrong_is_not_locked(tmp_path: Path) -> None:
    rules = build(tmp_path, {f"{EDITION}/rules/all.yaml": lambda text: text.replace("#access", "#acess")})
    for force in (False, True):
        with pytest.raises(RuleSetError) as caught:
            write_lock_of(rules, force=force)
        assert [problem.code for problem in caught.value.diagnostics] == ["RE533"]
    assert not (rules / "editions.lock").exists()


def test_a_lock_that_cannot_be_read_is_not_overwritten(tmp_path: Path) -> None:
    rules = locked(tmp_path)
    (rules / "editions.lock").write_text("format: 1\neditions: [plain")
    assert codes(rules) == ["RE123"]
    for force in (False, True):
        with pytest.raises(RuleSetError):
            write_lock_of(rules, force=force)


DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
ENTRIES = st.builds(
    LockEntry,
    st.sampled_from(["a", "b-c", "on"]),
    st.sampled_from(["1", "2023.1", "1.0", "no"]),
    DIGESTS,
    DIGESTS,
    st.dates(),
    st.none() | st.dates(),
    st.dictionaries(st.sampled_from(["hmic/2023#access", "a/1#b.c", "a/1#null"]), DIGESTS, max_size=3),
)


@laws(40)
@given(st.lists(ENTRIES, unique_by=lambda entry: entry.key, max_size=5), st.randoms(use_true_random=False))
def test_every_lock_is_read_as_it_was_written_whatever_the_order(tmp_path_factory, entries, order) -> None:
    text = lock_text(entries)
    assert lock_text(order.sample(entries, len(entries))) == text
    folder = tmp_path_factory.mktemp("lock")
    (folder / "editions.lock").write_text(text)
    problems: list[Diagnostic] = []
    lock = read_lock(folder, problems)
    assert problems == []
    assert lock.entries == {entry.key: entry for entry in entries}
