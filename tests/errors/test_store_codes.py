"""One smallest bad folder for every code of the store, its lock, guidance and citations."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from riskengine.codes.store import STORE_CODES
from riskengine.diagnostics import Diagnostic
from riskengine.loading.checking import check_folder, write_lock_of
from tests.small_folder import EDITION, FACTS, PROVISIONS, RULES, RULESET, Change, build, edited, second_edition

GUIDANCE = "guidance/test/1.md"
HEAD = f"{EDITION}/ruleset.yaml"
LOCK = "rules/editions.lock"
PARAMETER = "parameters:\n  limit: [{from: 2016-01-01, value: 7, cites: [test/1#access], verified: true}]\n"


class Bad(NamedTuple):
    """A bad folder: what is changed, where `rules` is looked for, and what the diagnostic says.

    `after_lock` are changes made once the lock has been written. `line` is 0 where the problem has no line.
    """

    code: str
    changes: Mapping[str, Change]
    file: str
    line: int
    words: str
    rules: str = "rules"
    after_lock: Mapping[str, Change] | None = None


TABLE = (
    Bad("RE401", {}, "nowhere", 0, "there is no folder", rules="nowhere"),
    Bad("RE402", {"file": "x"}, "file", 0, "not a folder", rules="file"),
    Bad(
        "RE404",
        dict.fromkeys((HEAD, f"{EDITION}/facts.yaml", f"{EDITION}/rules/all.yaml")) | {"rules/README": ""},
        "rules",
        0,
        "no rule set",
    ),
    Bad("RE405", {}, EDITION, 0, "the folder of one edition", rules=EDITION),
    Bad("RE405", {}, "rules/plain", 0, "the folder of one rule set, with its edition 1", rules="rules/plain"),
    Bad("RE406", {"rules/plain/2/facts.yaml": FACTS}, "rules/plain/2", 0, "no file ruleset.yaml"),
    Bad("RE407", {"rules/other/README": ""}, "rules/other", 0, "holds no edition"),
    Bad("RE408", {HEAD: edited("id: plain", "id: plane")}, HEAD, 2, "the id is `plane`, but its folder is named `plain`"),
    Bad("RE409", {HEAD: edited('"1"', '"1.0"')}, HEAD, 3, "the edition is `1.0`, but its folder is named `1`"),
    Bad(
        "RE410",
        second_edition("{from: 2021-01-01}"),
        "rules/plain/2/ruleset.yaml",
        8,
        "plain 2 and 1 are both in force on 2021-01-01",
    ),
    Bad(
        "RE411",
        second_edition("{from: 2021-01-05}") | {HEAD: edited("{from: 2020-01-01}", "{from: 2020-01-01, until: 2020-12-31}")},
        "rules/plain/2/ruleset.yaml",
        8,
        "no edition of plain is in force from 2021-01-01 to 2021-01-04",
    ),
    Bad("RE412", {"rules/plain/extra.yaml": RULES}, "rules/plain/extra.yaml", 0, "nothing reads extra.yaml here"),
    Bad("RE420", {LOCK: "format: 2\neditions: {}\n"}, LOCK, 1, "a lock of format 1"),
    Bad("RE420", {LOCK: "format: 1\neditions: {}\nmore: 1\n"}, LOCK, 3, "no key `more` in the lock"),
    Bad("RE420", {LOCK: "format: 1\n"}, LOCK, 1, "the key `editions` is missing"),
    Bad("RE420", {LOCK: "format: 1\neditions: []\n"}, LOCK, 2, "should be a mapping"),
    Bad("RE420", {}, LOCK, 8, "a digest of 64 hexadecimal digits", after_lock={LOCK: edited("content: ", "content: x")}),
    Bad("RE420", {}, LOCK, 9, "a day here", after_lock={LOCK: edited("from: 2020-01-01", "from: then")}),
    Bad(
        "RE421",
        {},
        HEAD,
        1,
        "plain 1 was edited after its release",
        after_lock={f"{EDITION}/facts.yaml": edited("suspect", "man")},
    ),
    Bad("RE422", {}, HEAD, 1, "plain 1 is released, but"),
    Bad("RE422", {HEAD: edited("released", "withdrawn")}, HEAD, 1, "plain 1 is withdrawn, but"),
    Bad(
        "RE423",
        second_edition("{from: 2021-01-01}") | {HEAD: edited("{from: 2020-01-01}", "{from: 2020-01-01, until: 2020-12-31}")},
        LOCK,
        12,
        "plain 2 was released, but its folder is gone",
        after_lock={f"rules/plain/2/{name}": None for name in ("ruleset.yaml", "facts.yaml", "rules/all.yaml", "rules", "")},
    ),
    Bad(
        "RE424",
        {},
        GUIDANCE,
        13,
        "test/1#access has changed since plain 1 was released; rule R-1 rests on it",
        after_lock={GUIDANCE: edited("about access", "about any access")},
    ),
    Bad("RE425", {}, HEAD, 1, "was released, so it cannot be a draft", after_lock={HEAD: edited("released", "draft")}),
    Bad(
        "RE426",
        {HEAD: edited("{from: 2020-01-01}", "{from: 2020-01-01, until: 2020-12-31}")},
        HEAD,
        1,
        "plain 1 ends on 2021-12-31, but the lock says 2020-12-31",
        after_lock={HEAD: edited("until: 2020", "until: 2021")},
    ),
    Bad(
        "RE426",
        {HEAD: edited("{from: 2020-01-01}", "{from: 2020-01-01, until: 2020-12-31}")},
        HEAD,
        1,
        "plain 1 has no last day, but the lock says 2020-12-31",
        after_lock={HEAD: edited(", until: 2020-12-31", "")},
    ),
    Bad(
        "RE427",
        {},
        HEAD,
        1,
        "plain 1 ends on 2022-12-31, which the lock does not record yet",
        after_lock={HEAD: edited("{from: 2020-01-01}", "{from: 2020-01-01, until: 2022-12-31}")},
    ),
    Bad("RE428", {}, LOCK, 6, "contradicts itself", after_lock={LOCK: edited("test/1#access", "test/1#other")}),
    Bad("RE428", {}, LOCK, 6, "contradicts itself", after_lock={LOCK: edited("from: 2020-01-01", "from: 2019-01-01")}),
    Bad("RE501", {GUIDANCE: None}, "guidance", 0, "there is no folder"),
    Bad("RE503", {GUIDANCE: edited("---\nsource", "source")}, GUIDANCE, 1, "does not begin with front matter"),
    Bad("RE503", {GUIDANCE: edited("verified\n---", "verified")}, GUIDANCE, 1, "is not closed"),
    Bad("RE503", {GUIDANCE: "---"}, GUIDANCE, 1, "is not closed"),
    Bad("RE504", {GUIDANCE: edited("publisher: N", "publishers: N")}, GUIDANCE, 5, "no key `publishers`"),
    Bad("RE505", {GUIDANCE: edited("publisher: Nobody\n", "")}, GUIDANCE, 2, "has no `publisher`"),
    Bad("RE506", {GUIDANCE: edited('edition: "1"', "edition: 1")}, GUIDANCE, 3, "`edition`: this is not text"),
    Bad("RE506", {GUIDANCE: edited("title: G", 'title: " " # G')}, GUIDANCE, 4, "`title`: this is empty"),
    Bad("RE506", {GUIDANCE: edited("source: test", "source: Test it")}, GUIDANCE, 2, "`Test it` cannot name a source"),
    Bad("RE506", {GUIDANCE: edited("published: 2020-01-01", "published: 2020")}, GUIDANCE, 6, "`published`: this is not a day"),
    Bad("RE506", {GUIDANCE: edited("{from: 2020-01-01}", "{until: 2020-01-01}")}, GUIDANCE, 7, "does not say from when"),
    Bad(
        "RE506",
        {GUIDANCE: edited("{from: 2020-01-01}", "{from: 2020-01-01, untill: 2021-01-01}")},
        GUIDANCE,
        7,
        "no key `untill`",
    ),
    Bad(
        "RE506",
        {GUIDANCE: edited("{from: 2020-01-01}", "{from: 2020-01-01, until: 2019-01-01}")},
        GUIDANCE,
        7,
        "2019-01-01 is before",
    ),
    Bad("RE506", {GUIDANCE: edited("https://example", "example")}, GUIDANCE, 8, "not an address on the web"),
    Bad("RE506", {GUIDANCE: edited("[england-and-wales]", "england-and-wales")}, GUIDANCE, 9, "not a list of names"),
    Bad("RE506", {GUIDANCE: edited("[england-and-wales]", "[scotland, scotland]")}, GUIDANCE, 9, "`scotland` is listed twice"),
    Bad("RE506", {GUIDANCE: edited("[england-and-wales]", "[scotlan]")}, GUIDANCE, 9, "no jurisdiction `scotlan`"),
    Bad("RE506", {GUIDANCE: edited("confidence: verified", "confidence: sure")}, GUIDANCE, 10, "`sure` is not a confidence"),
    Bad("RE506", {GUIDANCE: "---\n- a\n---\n"}, GUIDANCE, 2, "not a mapping of keys"),
    Bad(
        "RE507",
        {GUIDANCE: edited("source: test", "source: tests")},
        GUIDANCE,
        2,
        "the source is `tests`, but the folder is named `test`",
    ),
    Bad("RE507", {GUIDANCE: edited('"1"', '"2"')}, GUIDANCE, 3, "the edition is `2`, but the file is named `1`"),
    Bad("RE508", {GUIDANCE: edited(" {#access}", "")}, GUIDANCE, 13, "this heading has no id"),
    Bad("RE508", {GUIDANCE: edited("{#access}", "{#To children}")}, GUIDANCE, 13, "`To children` is not an id"),
    Bad("RE508", {GUIDANCE: edited("Access to children ", "")}, GUIDANCE, 13, "an id but no title"),
    Bad("RE508", {GUIDANCE: edited("Find", "# Part two\n\nFind")}, GUIDANCE, 17, "a single `#` stands below a provision"),
    Bad("RE508", {GUIDANCE: edited("## Access", "##Access")}, GUIDANCE, 13, "a heading without a space"),
    Bad(
        "RE509",
        {GUIDANCE: lambda text: text + "\n## Again {#access}\n\n- status: encoded\n\nAgain.\n"},
        GUIDANCE,
        19,
        "`access` is already taken",
    ),
    Bad(
        "RE510",
        {GUIDANCE: edited("- status: encoded", "- status: encoded\n- statuss: encoded")},
        GUIDANCE,
        16,
        "no attribute `statuss`",
    ),
    Bad(
        "RE510", {GUIDANCE: edited("- status: encoded", "- status: encoded\nFind out")}, GUIDANCE, 16, "this is not an attribute"
    ),
    Bad("RE511", {GUIDANCE: edited("- status: encoded\n\n", "")}, GUIDANCE, 13, "`access` has no status"),
    Bad("RE511", {GUIDANCE: edited("encoded", "partly")}, GUIDANCE, 15, "`access` is partly, with no reason"),
    Bad("RE512", {GUIDANCE: edited("encoded", "encoed")}, GUIDANCE, 15, "`encoed` is not a status"),
    Bad("RE512", {GUIDANCE: edited("encoded", "encoded\n- reason:")}, GUIDANCE, 16, "the reason is empty"),
    Bad(
        "RE512", {GUIDANCE: edited("encoded", "encoded\n- address: the library")}, GUIDANCE, 16, "`the library` is not an address"
    ),
    Bad("RE513", {GUIDANCE: edited("encoded", "encoded\n- status: encoded")}, GUIDANCE, 16, "`status` is given twice"),
    Bad("RE514", {GUIDANCE: edited("Find out about access.", "")}, GUIDANCE, 13, "`access` has no paraphrase"),
    Bad("RE515", {GUIDANCE: edited("access.", "<b>access</b>.")}, GUIDANCE, 17, "this is HTML"),
    Bad("RE515", {GUIDANCE: edited("access.", "access. <!-- soon -->")}, GUIDANCE, 17, "this is HTML"),
    Bad("RE516", {GUIDANCE: edited("access.", "access.\n----")}, GUIDANCE, 18, "underlines a heading or draws a rule"),
    Bad("RE516", {GUIDANCE: edited("access.", "access.\n\n* * *")}, GUIDANCE, 19, "underlines a heading or draws a rule"),
    Bad("RE516", {GUIDANCE: edited("access.", "access.\n\n~~~\ncode")}, GUIDANCE, 19, "a block of code"),
    Bad("RE516", {GUIDANCE: edited("Find", "    Find")}, GUIDANCE, 17, "four spaces"),
    Bad("RE517", {"guidance/2.md": "x"}, "guidance/2.md", 0, "nothing reads 2.md here"),
    Bad("RE517", {"guidance/test/notes.txt": "x"}, "guidance/test/notes.txt", 0, "nothing reads notes.txt here"),
    Bad("RE518", {"guidance/test/2.md": lambda _: build_guidance("2").split("## ")[0]}, "guidance/test/2.md", 1, "no provision"),
    Bad(
        "RE532",
        {f"{EDITION}/rules/all.yaml": edited("test/1#", "tests/1#")},
        f"{EDITION}/rules/all.yaml",
        1,
        "no guidance file tests/1.md",
    ),
    Bad(
        "RE532",
        {f"{EDITION}/rules/all.yaml": edited("test/1#", "test/2#")},
        f"{EDITION}/rules/all.yaml",
        1,
        "no guidance file test/2.md",
    ),
    Bad(
        "RE533",
        {f"{EDITION}/rules/all.yaml": edited("#access", "#acess")},
        f"{EDITION}/rules/all.yaml",
        1,
        "test/1.md has no provision `acess`",
    ),
    Bad(
        "RE534",
        {GUIDANCE: edited("{from: 2020-01-01}", "{from: 2016-01-01, until: 2019-12-31}")},
        f"{EDITION}/rules/all.yaml",
        1,
        "in force on no day of",
    ),
    Bad(
        "RE535",
        {GUIDANCE: edited("{from: 2020-01-01}", "{from: 2020-01-02}")},
        f"{EDITION}/rules/all.yaml",
        1,
        "not in force on every day of",
    ),
    Bad(
        "RE536",
        {GUIDANCE: edited("encoded", "not_encoded\n- reason: none")},
        f"{EDITION}/rules/all.yaml",
        1,
        "marked `not_encoded`",
    ),
    Bad(
        "RE537",
        {GUIDANCE: lambda text: text + "\n## More {#more}\n\n- status: encoded\n\nMore.\n"},
        GUIDANCE,
        19,
        "test/1#more is marked `encoded`",
    ),
    Bad(
        "RE538",
        {GUIDANCE: edited("[england-and-wales]", "[scotland]")},
        f"{EDITION}/rules/all.yaml",
        1,
        "applies in none of england-and-wales",
    ),
    Bad(
        "RE539",
        {GUIDANCE: edited(": verified", ": unverified")},
        f"{EDITION}/rules/all.yaml",
        1,
        "test/1#access, which is unverified",
    ),
    Bad("RE540", {HEAD: RULESET + PARAMETER, GUIDANCE: edited(": verified", ": press")}, HEAD, 14, "cites no verified provision"),
)


def build_guidance(edition: str) -> str:
    """A second edition of the small folder's source."""
    return PROVISIONS.replace('"1"', f'"{edition}"')


def reported(bad: Bad, folder: Path) -> list[Diagnostic]:
    """What is found in the bad folder."""
    rules = build(folder, bad.changes)
    if bad.after_lock is not None:
        write_lock_of(rules)
        change(folder, bad.after_lock)
    return list(check_folder(folder / bad.rules))


def change(folder: Path, changes: Mapping[str, Change]) -> None:
    """Change files of a folder that is already written; `None` deletes a file, or a folder that is empty by then."""
    for name, to in changes.items():
        path = folder / name
        if to is None:
            path.rmdir() if path.is_dir() else path.unlink()
        else:
            path.write_text(to(path.read_text()) if callable(to) else str(to))


@pytest.mark.parametrize("bad", TABLE, ids=[f"{bad.code}-{number}" for number, bad in enumerate(TABLE)])
def test_the_smallest_bad_folder(bad: Bad, tmp_path: Path) -> None:
    found = [problem for problem in reported(bad, tmp_path) if problem.code == bad.code]
    assert len(found) == 1, found
    problem = found[0]
    assert Path(problem.place.file) == tmp_path / bad.file
    assert problem.place.line == bad.line
    assert bad.words in problem.message
    assert problem.severity == {row.code: row.severity for row in STORE_CODES}[bad.code]
    assert problem.help


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to the superuser")
@pytest.mark.parametrize("name", ["rules", "rules/plain", "guidance"])
def test_a_folder_that_may_not_be_read(name: str, tmp_path: Path) -> None:
    rules = build(tmp_path)
    (tmp_path / name).chmod(0)
    try:
        assert "RE403" in {problem.code for problem in check_folder(rules)}
    finally:
        (tmp_path / name).chmod(0o755)


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = build(tmp_path)

    def refuse(folder: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "RE403" in {problem.code for problem in check_folder(rules)}


def test_the_small_folder_lacks_nothing_but_its_lock(tmp_path: Path) -> None:
    rules = build(tmp_path)
    assert [problem.code for problem in check_folder(rules)] == ["RE422"]
    write_lock_of(rules)
    assert check_folder(rules) == ()


def test_every_code_has_a_bad_folder() -> None:
    covered = {bad.code for bad in TABLE} | {"RE403"}
    assert covered == {row.code for row in STORE_CODES}


def test_codes_are_in_order_and_named_once() -> None:
    codes = [row.code for row in STORE_CODES]
    assert codes == sorted(set(codes))
    assert len({row.name for row in STORE_CODES}) == len(codes)
    assert all(row.what.endswith(".") and row.why.endswith(".") for row in STORE_CODES)
