"""A certificate of a decision: the claims, made by the engine, and the cases and examples that prove each of them.

The claims are proved in the order and by the tests of the checker itself: where it would look up the cases or the
example of a claim, they are searched for. What is written has been checked as the reader will check it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from decimal import localcontext
from functools import cached_property
from typing import Any

from riskengine.case import Case
from riskengine.certificate_check import (
    ALWAYS,
    FALSE,
    OPEN,
    SCHEMA,
    TRUE,
    Proof,
    Refused,
    Test,
    World,
    canonical,
    check,
    parse,
    sha256,
)
from riskengine.certifying.examples import Example, Examples, as_json
from riskengine.certifying.splits import Contradicted, Cuts, Roots, cuts_of, seek, split
from riskengine.deciding.ruling import Judgement, Ruling
from riskengine.diagnostics import DisagreementError, UsageError
from riskengine.loading.case_digest import case_tree
from riskengine.loading.digest import canonical as canonical_of
from riskengine.loading.edition_content import EditionContent
from riskengine.truth import Truth

__all__ = ["certificate_of"]

_DIGITS = 10_000
"""The checker's own precision: more digits than any number of a rule set or a case can come to."""
_DEEPEST = 2
"""What lies deeper in a certificate stands in one line."""
_SCOPE = {Truth.TRUE: "inside", Truth.FALSE: "outside", Truth.UNKNOWN: "unsettled"}


def certificate_of(ruling: Ruling, judgement: Judgement, content: EditionContent) -> str:
    """The certificate of a ruling with its judgement, as JSON text. `content` is that of the edition that judged.

    A range of which the engine knows only bounds is tried too: the search may prove that it is exact all the same.

    Raises UsageError where none can be written, and says why; DisagreementError where the independent check comes to
    another result than the engine.
    """
    certificate = {
        "schema": SCHEMA,
        "claims": _claims(judgement),
        "as_of": ruling.as_of.isoformat(),
        "examples": {},
        "cases": {},
        "case_digest": ruling.case.digest,
        "case": _case(ruling.case),
        "edition": _edition(judgement, content),
    }
    try:
        with localcontext(prec=_DIGITS):
            _Search(certificate, judgement).check()
        text = _written(certificate | {"digest": sha256(certificate)}, 0) + "\n"
        check(text)
    except Refused as why:
        bounds = "" if judgement.settled.exact else "its range is bounds, and a certificate proves an exact one: "
        raise UsageError(f"no certificate can be written of this decision, which stands without one: {bounds}{why}") from why
    return text


def _case(case: Case) -> Any:
    return parse(canonical_of(case_tree(case.case_id, case.jurisdiction, case.ruleset, case.facts, case.assessment)))


def _edition(judgement: Judgement, content: EditionContent) -> dict[str, Any]:
    ruleset = judgement.program.ruleset
    return {"digest": ruleset.digest, "provisions": content.provisions, "content": parse(canonical_of(content.content))}


def _claims(judgement: Judgement) -> dict[str, Any]:
    program, settled = judgement.program, judgement.settled
    grades = {"officer": judgement.officer, "least": settled.least, "most": settled.most}
    named: dict[str, Any] = {end: program.grades[index] if index >= 0 else None for end, index in grades.items()}
    scores = zip(program.scores, settled.scores, strict=True) if settled.least >= 0 else ()
    return {
        "scope": _SCOPE[settled.scope],
        "grade": named | {"verdict": judgement.verdict},
        "outcomes": {rule.rule.id: outcome for rule, outcome in zip(program.rules, settled.outcomes, strict=True)},
        "scores": {score.name: [_number(end) for end in ends] for score, ends in scores},
        "not_applicable": sorted(program.facts[slot].name for slot in settled.not_applicable & _resting(judgement)),
    }


def _resting(judgement: Judgement) -> frozenset[int]:
    """The facts that are known, or required by a rule that may apply: the verdict can rest on whether they apply."""
    known = {slot for slot, value in enumerate(judgement.bound.inputs.values) if value is not None}
    outcomes = judgement.settled.outcomes
    return frozenset(known.union(*(slots for rule, slots in judgement.program.required if outcomes[rule] != "does_not_apply")))


def _number(value: Any) -> Any:
    return None if value is None else as_json(value)


def _written(tree: Any, depth: int) -> str:
    """JSON in lines: the outer parts one to a line, what is deeper in one."""
    if not isinstance(tree, dict) or not tree or depth > _DEEPEST:
        return canonical(tree)
    inner = ",\n".join(
        f"{'  ' * (depth + 1)}{json.dumps(key, ensure_ascii=False)}: {_written(tree[key], depth + 1)}" for key in tree
    )
    return f"{{\n{inner}\n{'  ' * depth}}}"


class _Search(Proof):
    """The checker's own run through the claims, which finds the cases and examples that it asks for."""

    def __init__(self, certificate: dict[str, Any], judgement: Judgement) -> None:
        super().__init__(certificate)
        self.judgement = judgement
        program, settled = judgement.program, judgement.settled
        self.program = program
        self.numbers = {rule.rule.id: number for number, rule in enumerate(program.rules)}
        self.score_numbers = {score.name: number for number, score in enumerate(program.scores)}
        presumed = frozenset(number for number, outcome in enumerate(settled.outcomes) if outcome == "presumed")
        self.gone = [number for number, outcome in enumerate(settled.outcomes) if outcome == "accepted"]
        self.found = Examples(program, judgement.bound.inputs, judgement.evaluation, presumed)

    @cached_property
    def cuts(self) -> Cuts:
        """Where the domains of the facts that are not known are worth dividing."""
        return cuts_of(self.program, self.judgement.bound.inputs, self.found.axes)

    # examples

    def sometimes(self, name: str, world: World, test: Test, wanted: int = TRUE) -> None:
        """Find an example, if one is needed and not there already."""
        if name not in self.examples and test(world) != wanted:
            example = self._example(name)
            if example is None or test(world.at(example)) != wanted:
                example = seek(world, test, wanted, self._roots(name, example=True), self.cuts)
            if example is None:
                raise Refused(f"{name}: no example was found")
            self.examples[name] = example
        super().sometimes(name, world, test, wanted)

    def _example(self, name: str) -> Example | None:
        """An example from the table of completions. What the parts of a claim's name mean is told at `_parts`."""
        found, program, settled = self.found, self.program, self.judgement.settled
        match name.split(" "):
            case ["gate", fact]:
                return found.of_node(program.gates[program.slots[fact]], holds=True)
            case ["scope", end]:
                return found.of_node(program.scope, holds=end == "true")
            case ["grade", "least"]:
                return found.of_least(settled.least)
            case ["grade", "most"]:
                return found.of_most(settled.most)
            case ["departure"]:
                named = self.given.case["assessment"]["departure"]["rules"]
                return found.of_least(self.judgement.officer, without=frozenset(self.numbers[rule] for rule in named))
            case ["score", score, end]:
                low, high = settled.scores[self.score_numbers[score]]
                ends = {"at_most": low} if end == "least" else {"at_least": high, "dropped": self.gone}
                return found.of_score(self.score_numbers[score], **ends)
            case [rule, end]:
                return found.of_node(program.rules[self.numbers[rule]].node, holds=end == "true")
        return None

    def outcome(self, rule: str, policy: str) -> None:
        """The outcome of a rule; one that is not accepted takes two examples that belong together."""
        if policy == "accept" and self.outcomes[rule] == "unsettled":
            pair = self.found.pair(self.program.rules[self.numbers[rule]].node)
            if pair is not None:
                self.examples[f"{rule} true"], self.examples[f"{rule} false"] = pair
        super().outcome(rule, policy)

    # cases

    def always(self, name: str, world: World, test: Test, wanted: int = TRUE) -> None:
        """Find the cases, if the claim is not certain at once."""
        self._divide(name, world, test, (wanted,))
        super().always(name, world, test, wanted)

    def answers(self, name: str, world: World, test: Test, free: Collection[str] | None = None) -> set[int]:
        """Find the cases in which a test is certain, whatever it comes to, for facts in `free` first."""
        if free is not None:
            self._divide(name, world, test, (TRUE, FALSE), first=free)
        return super().answers(name, world, test, free)

    def _divide(self, name: str, world: World, test: Test, wanted: Collection[int], first: Collection[str] = ()) -> None:
        if test(world) in wanted:
            return
        try:
            self.splits[name] = split(world, test, self._roots(name), self.cuts, first=first, wanted=wanted)
        except Contradicted as why:
            message = f"the check of the certificate comes to another result than the engine: {name}: {why}"
            raise DisagreementError(message) from why
        except Refused as why:
            raise Refused(f"{name}: {why}") from why

    # what a claim rests on

    def _roots(self, name: str, *, example: bool = False) -> Roots:
        """What is open of the conditions and scores on which a claim rests."""
        parts = self._parts(name, example=example)

        def open_(world: World) -> Iterator[Any]:
            for part in parts:
                if isinstance(part, str):
                    low, high = world.score(part)
                    if low != high:
                        yield part
                elif world.truth(part) == OPEN:
                    yield part

        return open_

    def _parts(self, name: str, *, example: bool) -> list[Any]:
        """The conditions, and the scores by name, on which a claim rests, in the order to look at them."""
        scope, settled = self.given.scope, self.judgement.settled
        match name.split(" "):
            case ["gate", fact]:
                return [self.given.facts[fact].get("applies_when", ALWAYS)]
            case ["scope", *_]:
                return [scope]
            case ["grade", "most", part]:
                return [scope, self._part(part)]
            case ["grade", "least"]:
                return [scope, *self._above(settled.least if example else settled.least - 1)]
            case ["grade", "most"]:
                return [scope, *self._above(settled.most - 1)]
            case ["departure"]:
                return [scope, *self._above(self.judgement.officer)]
            case ["score", score, *_]:
                return [scope, score]
            case [rule, *_]:
                return [self._part(rule)]
        return []

    def _above(self, grade: int) -> Iterator[Any]:
        """What can ask for more than a grade: rules, and scores with bands."""
        yield from (self._part(rule.rule.id) for rule in self.program.rules if rule.minimum > max(0, grade))
        yield from (score.name for score in self.program.scores if score.bands)

    def _part(self, name: str) -> Any:
        """The condition of a rule, or the name of a score."""
        return name if name in self.score_numbers else self.given.rules[name].get("when", ALWAYS)
