"""`welsh.yaml`: what an edition says in Welsh, beside its English. It changes no decision, and is no part of the digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from riskengine.diagnostics import Diagnostic, RuleSetError, nearest
from riskengine.loading.kinds import read_text
from riskengine.loading.nodes import ListNode, MapNode, Node, Reading
from riskengine.loading.phrases import placeholders, read_template
from riskengine.loading.ruleset_reader import WELSH_FILE
from riskengine.loading.shape import Read, as_mapping, read_list, read_shape, shape
from riskengine.loading.yaml_reader import read_yaml_file
from riskengine.ruleset import Rule, RuleSet
from riskengine.wording import FactWording, RuleWording, Wording

__all__ = ["check_wording", "read_wording_of"]

_PHRASE_KEYS = ("true", "false", "value", "unknown", "not_applicable")


def _read_each(what: str, read: Read) -> Read:
    """A reader of a mapping of names that the edition has declared already."""

    def reader(reading: Reading, node: Node) -> dict[str, Any] | None:
        mapping = as_mapping(reading, node, what)
        if mapping is None:
            return None
        found = {name: read(reading, value) for name, (_, value) in mapping.entries.items()}
        return None if None in found.values() else found

    return reader


_PHRASES = shape("`phrases`", {}, dict.fromkeys(_PHRASE_KEYS, read_template))


def _read_phrases(reading: Reading, node: Node) -> dict[str, str] | None:
    return read_shape(reading, node, _PHRASES)


_FACT = shape("the wording of a fact", {}, {"question": read_text, "phrases": _read_phrases})
_RULE = shape(
    "the wording of a rule",
    {},
    {"title": read_text, "because": read_template, "flag": read_text, "actions": read_list("`actions`", read_text)},
)


def _read_fact(reading: Reading, node: Node) -> FactWording | None:
    values = read_shape(reading, node, _FACT)
    return None if values is None else FactWording(**values)


def _read_rule(reading: Reading, node: Node) -> RuleWording | None:
    values = read_shape(reading, node, _RULE)
    return None if values is None else RuleWording(**values)


_WORDING = shape(
    WELSH_FILE,
    {},
    {
        "title": read_text,
        "otherwise": read_text,
        "names": _read_each("`names`", read_text),
        "facts": _read_each("`facts`", _read_fact),
        "define": _read_each("`define`", _read_phrases),
        "quantities": _read_each("`quantities`", read_template),
        "rules": _read_each("`rules`", _read_rule),
        "clocks": _read_each("`clocks`", read_text),
    },
)


def read_wording_of(folder: Path) -> Wording:
    """The Welsh wording in an edition's folder; an empty one where there is no such file.

    Raises RuleSetError with every problem where the file cannot be read. Whether it fits the edition is for `check_wording`.
    """
    problems: list[Diagnostic] = []
    found = _read(folder, None, problems)
    if problems:
        raise RuleSetError(f"{folder / WELSH_FILE} cannot be used: {problems[0].message}", problems)
    return found or Wording()


def check_wording(folder: Path, ruleset: RuleSet, problems: list[Diagnostic]) -> None:
    """Add what is wrong with the Welsh wording of an edition: names that it lacks, and gaps that its English has not."""
    _read(folder, ruleset, problems)


def _read(folder: Path, ruleset: RuleSet | None, problems: list[Diagnostic]) -> Wording | None:
    path = folder / WELSH_FILE
    if not path.exists():
        return None
    found = read_yaml_file(path, path.as_posix(), problems)
    if found is None:
        return None
    root, reading = found
    values = read_shape(reading, root, _WORDING)
    if values is None:
        return None
    values["definitions"] = values.pop("define", {})
    wording = Wording(**values)
    if ruleset is not None and type(root) is MapNode:
        _Check(reading, root, ruleset).all(wording)
    return wording


class _Check:
    """Holds the wording against the edition that it belongs to."""

    def __init__(self, reading: Reading, root: MapNode, ruleset: RuleSet) -> None:
        self.reading = reading
        self.root = root
        self.ruleset = ruleset

    def all(self, wording: Wording) -> None:
        """Every part of the file, in turn."""
        ruleset = self.ruleset
        rules = {rule.id: rule for rule in ruleset.rules}
        self.names("facts", "fact", ruleset.facts, lambda name, node: self.fact(wording.facts[name], name, node))
        self.names("define", "definition", ruleset.definitions, self.definition)
        self.names("quantities", "quantity", ruleset.quantities, lambda name, node: self.quantity(wording, name, node))
        self.names("rules", "rule", rules, lambda name, node: self.rule(rules[name], wording.rules[name], node))
        self.names("clocks", "time limit", {clock.id for clock in ruleset.clocks}, lambda _, __: None)

    def names(self, key: str, what: str, known: Iterable[str], check: Callable[[str, Node], None]) -> None:
        """Every name under a key is one of the edition's; what stands there is then checked."""
        entry = self.root.entries.get(key)
        if entry is None or type(entry.value) is not MapNode:
            return
        for name, (written, value) in entry.value.entries.items():
            if name in known:
                check(name, value)
            else:
                message = f"this edition has no {what} `{name}`"
                self.reading.report("RE259", written, message, nearest(name, known) or "take it out")

    def fact(self, wording: FactWording, name: str, node: Node) -> None:
        """The phrases of a fact: the same keys, each with the same gaps."""
        self.phrases(wording.phrases, self.ruleset.facts[name].phrases, _under(node, "phrases"))

    def definition(self, name: str, node: Node) -> None:
        """The phrases of a definition."""
        written = read_shape(self.reading, node, _PHRASES) or {}
        self.phrases(written, self.ruleset.definitions[name].phrases, node)

    def quantity(self, wording: Wording, name: str, node: Node) -> None:
        """The phrase of a quantity."""
        self.gaps(wording.quantities[name], self.ruleset.quantities[name].phrase, node)

    def rule(self, rule: Rule, wording: RuleWording, node: Node) -> None:
        """A rule's `because` fills what it fills in English, and each of its actions has its wording."""
        if wording.because:
            self.gaps(wording.because, rule.because, _under(node, "because"))
        if wording.actions and len(wording.actions) != len(rule.effect.actions):
            at = _under(node, "actions")
            count = len(rule.effect.actions)
            message = f"rule {rule.id} has {count} action{'' if count == 1 else 's'}, and here {len(wording.actions)} stand"
            self.reading.report("RE260", at, message, "write one text for each action, in the same order")
        if wording.flag and not rule.effect.flag:
            self.reading.report("RE260", _under(node, "flag"), f"rule {rule.id} has no flag", "take it out")

    def phrases(self, translated: Mapping[str, str], original: Mapping[str, str], node: Node) -> None:
        """Phrases with the same keys and gaps as the English ones."""
        for key, text in translated.items():
            if key in original:
                self.gaps(text, original[key], _under(node, key))
            else:
                self.reading.report("RE260", _under(node, key), f"there is no phrase `{key}` in English", "take it out")

    def gaps(self, translated: str, original: str, node: Node) -> None:
        """A text fills what the English one fills: no more, or it might tell too much, and no less."""
        wanted, found = sorted(set(placeholders(original))), sorted(set(placeholders(translated)))
        if wanted != found:
            listed = ", ".join(f"`{{{name}}}`" for name in wanted) or "nothing"
            self.reading.report(
                "RE260", node, "this text fills other gaps than the English one", f"the English one fills {listed}"
            )


def _under(node: Node, key: str) -> Node:
    """What stands under a key of a mapping; the mapping itself where that is not there."""
    if type(node) is MapNode and key in node.entries:
        found = node.entries[key].value
        return found.items[0] if type(found) is ListNode and found.items else found
    return node
