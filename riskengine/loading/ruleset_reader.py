"""One edition's folder to one `RuleSet`, with everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from riskengine.diagnostics import Diagnostic, Place, nearest
from riskengine.loading.clocks import read_clock, read_invariant
from riskengine.loading.content import plain_content
from riskengine.loading.digest import content_tree, digest_of_read
from riskengine.loading.facts import read_facts
from riskengine.loading.header import RULESET_FILE, read_front
from riskengine.loading.nodes import MapNode, Node, Reading, ScalarNode
from riskengine.loading.rules import read_rule
from riskengine.loading.shape import as_list
from riskengine.loading.yaml_reader import read_yaml_file
from riskengine.records import field, working
from riskengine.ruleset import RuleSet

__all__ = ["CLOCKS_FILE", "FACTS_FILE", "INVARIANTS_FILE", "RULES_FOLDER", "WELSH_FILE", "read_ruleset"]

FACTS_FILE, CLOCKS_FILE, INVARIANTS_FILE, RULES_FOLDER = "facts.yaml", "clocks.yaml", "invariants.yaml", "rules"
WELSH_FILE = "welsh.yaml"
_KNOWN = (RULESET_FILE, FACTS_FILE, CLOCKS_FILE, INVARIANTS_FILE, RULES_FOLDER, WELSH_FILE, "cases")
_DATA = (".yaml", ".yml", ".json")


@working
class _Edition:
    """The work on one edition: where each id stands, and the parsed trees."""

    folder: Path
    problems: list[Diagnostic]
    ids: dict[str, Place] = field(default_factory=dict)


@working
class _Entries:
    """The members of one or several files: what was read, and the parsed content."""

    read: list[Any] = field(default_factory=list)
    content: list[Node] = field(default_factory=list)


def read_ruleset(folder: Path, problems: list[Diagnostic]) -> RuleSet | None:
    """Read the edition in `folder`, and work out its digest.

    Everything wrong is added to `problems`; None where that is anything. Whether names exist and types
    fit is for `compile_ruleset`.
    """
    before = len(problems)
    edition = _Edition(folder, problems)
    _check_files(edition)
    front, front_node = _read_one(edition, RULESET_FILE, read_front)
    facts, facts_node = _read_one(edition, FACTS_FILE, read_facts)
    rules = _Entries()
    for path in _rule_files(edition):
        _read_many(edition, path, "a file of rules", read_rule, rules)
    clocks = _read_optional(edition, CLOCKS_FILE, read_clock)
    invariants = _read_optional(edition, INVARIANTS_FILE, read_invariant)
    if len(problems) > before or front is None or facts is None:
        return None
    content = content_tree(
        plain_content(front_node),
        plain_content(facts_node),
        *(map(plain_content, entries.content) for entries in (rules, clocks, invariants)),
    )
    return RuleSet(
        facts=facts,
        rules=_by_id(rules),
        clocks=_by_id(clocks),
        invariants=_by_id(invariants),
        digest=digest_of_read(content),
        folder=folder.as_posix(),
        place=Place(f"{folder.as_posix()}/{RULESET_FILE}", 1, 1),
        **front,
    )


def _by_id(entries: _Entries) -> tuple[Any, ...]:
    return tuple(sorted(entries.read, key=lambda entry: entry.id))


def _check_files(edition: _Edition) -> None:
    """Files that look like part of the edition and would not be read."""
    try:
        paths = sorted(edition.folder.iterdir())
        paths += sorted((edition.folder / RULES_FOLDER).iterdir()) if (edition.folder / RULES_FOLDER).is_dir() else []
    except OSError:
        return
    for path in paths:
        if path.name.startswith((".", "_")) or (path.parent == edition.folder and path.name in _KNOWN):
            continue
        is_rule_file = path.parent != edition.folder and path.suffix == ".yaml"
        if not is_rule_file and (path.suffix.lower() in _DATA or path.is_dir()):
            edition.problems.append(
                Diagnostic(
                    "RE223",
                    f"{path.name} is not part of an edition and would not be read",
                    Place(path.as_posix()),
                    _file_help(path, edition),
                )
            )


def _file_help(path: Path, edition: _Edition) -> str:
    if path.parent != edition.folder:
        return "files of rules end in `.yaml` and stand in `rules/` itself"
    return nearest(path.name, _KNOWN) or f"move it to `{RULES_FOLDER}/`, or away"


def _rule_files(edition: _Edition) -> list[Path]:
    folder = edition.folder / RULES_FOLDER
    paths = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith((".", "_"))) if folder.is_dir() else []
    if not paths:
        edition.problems.append(
            Diagnostic(
                "RE224",
                "this edition has no rules",
                Place(folder.as_posix()),
                "without rules nothing could ever be found wrong: write `rules/<theme>.yaml`",
            )
        )
    return paths


def _read_one(edition: _Edition, name: str, read: Callable[[Reading, Node], Any]) -> tuple[Any, Any]:
    path = edition.folder / name
    if not path.exists():
        edition.problems.append(
            Diagnostic(
                "RE222",
                f"this edition has no {name}",
                Place(path.as_posix()),
                "every edition has `ruleset.yaml` and `facts.yaml`",
            )
        )
        return None, None
    found = read_yaml_file(path, path.as_posix(), edition.problems)
    if found is None:
        return None, None
    root, reading = found
    return read(reading, root), root


def _read_optional(edition: _Edition, name: str, read: Callable[[Reading, Node], Any]) -> _Entries:
    entries = _Entries()
    path = edition.folder / name
    if path.exists():
        _read_many(edition, path, name, read, entries)
    return entries


def _read_many(edition: _Edition, path: Path, what: str, read: Callable[[Reading, Node], Any], entries: _Entries) -> None:
    found = read_yaml_file(path, path.as_posix(), edition.problems)
    if found is None:
        return
    root, reading = found
    listed = as_list(reading, root, what)
    for node in listed.items if listed else ():
        _check_id(edition, reading, node)
        entries.content.append(node)
        entries.read.append(read(reading, node))


def _check_id(edition: _Edition, reading: Reading, node: Node) -> None:
    if type(node) is not MapNode or "id" not in node.entries:
        return
    written = node.entries["id"].value
    if type(written) is not ScalarNode:
        return
    first = edition.ids.setdefault(written.text, reading.place(written))
    if first != reading.place(written):
        reading.report(
            "RE217",
            written,
            f"the id `{written.text}` stands here for the second time",
            "give one of the two another id",
            ((first, "first here"),),
        )
