"""What an edition's digests are taken of, read once more: its content, and the provisions that it cites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from riskengine.diagnostics import Diagnostic, RuleSetError
from riskengine.loading.content import plain_content
from riskengine.loading.digest import content_tree, digest_of_read, published_digest
from riskengine.loading.header import RULESET_FILE
from riskengine.loading.lock import entry_of
from riskengine.loading.ruleset_reader import CLOCKS_FILE, FACTS_FILE, INVARIANTS_FILE, RULES_FOLDER
from riskengine.loading.store import Store
from riskengine.loading.yaml_reader import read_yaml_file
from riskengine.records import changed, record
from riskengine.ruleset import RuleSet

__all__ = ["EditionContent", "content_of"]


@record
class EditionContent:
    """The tree behind the content digest, and the digest of every provision that is cited.

    `published_digest(digest_of(content), provisions)` is the digest under which the edition is known.
    """

    content: dict[str, object]
    provisions: dict[str, str]


def content_of(store: Store, ruleset: RuleSet) -> EditionContent:
    """The content of an edition that the store has read. Raises RuleSetError where its files have changed since."""
    folder = Path(ruleset.folder)
    rules = [entry for path in _rule_files(folder) for entry in _read(path)]
    content = content_tree(
        _read(folder / RULESET_FILE),
        _read(folder / FACTS_FILE),
        rules,
        _read(folder / CLOCKS_FILE),
        _read(folder / INVARIANTS_FILE),
    )
    digest = digest_of_read(content)
    cited = entry_of(changed(ruleset, digest=digest), store.guidance_for(_references(ruleset))).provisions
    if published_digest(digest, cited) != ruleset.digest:
        raise RuleSetError(f"the files of {ruleset.id} {ruleset.edition} have changed since they were read")
    return EditionContent(content, dict(cited))


def _references(ruleset: RuleSet) -> Iterator[str]:
    from riskengine.loading.citations import citations_of

    return (citation.reference for citation in citations_of(ruleset))


def _rule_files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / RULES_FOLDER).glob("*.yaml") if not path.name.startswith((".", "_")))


def _read(path: Path) -> Any:
    """The content of one file; nothing where there is none."""
    problems: list[Diagnostic] = []
    found = read_yaml_file(path, path.as_posix(), problems) if path.exists() else None
    if problems:
        raise RuleSetError(f"{path} has changed since it was read", problems)
    return plain_content(found[0]) if found else []
