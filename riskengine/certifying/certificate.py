"""A certificate of a decision: the claims, made by the engine, and the cases and examples that prove each of them.

The claims are proved in the order and by the tests of the checker itself: where it would look up the cases or the
example of a claim, they are searched for. What is written has been checked as the reader will check it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
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
from riskengine.certifying.splits import Cuts, cuts_of, split
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
            if example is None:
                raise Refused(f"{name}: no example was found")
            self.examples[name] = example
        super().sometimes(name, world, test, wanted)

    def _example(self, name: str) -> Example | None:
        found, program, settled = self.found, self.program, self.judgement.settled
        what, _, end = name.rpartition(" ")
        if name == "departure":
            named = self.given.case["assessment"]["departure"]["rules"]
            return found.of_least(self.judgement.officer, without=frozenset(self.numbers[rule] for rule in named))
        if what == "gate":
            return found.of_node(program.gates[program.slots[end]], holds=True)
        if end in ("true", "false"):
            node = program.scope if what == "scope" else program.rules[self.numbers[what]].node
            return found.of_node(node, holds=end == "true")
        if what == "grade":
            return found.of_least(settled.least) if end == "least" else found.of_most(settled.most)
        score = self.score_numbers[what]
        low, high = settled.scores[score]
        if end == "least":
            return found.of_score(score, at_most=low)
        return found.of_score(score, at_least=high, dropped=self.gone)

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
        roots = self._roots(name)
        if test(world) != OPEN and not any(True for _ in roots(world)):
            raise DisagreementError(f"the check of the certificate comes to another result than the engine: {name}")
        try:
            self.splits[name] = split(world, test, roots, self.cuts, first=first, wanted=wanted)
        except Refused as why:
            raise Refused(f"{name}: {why}") from why

    def _roots(self, name: str) -> Callable[[World], Iterator[Any]]:
        """The conditions and scores on which a claim rests and that are open in a world, in the order to look at them."""
        scope, rules, facts = self.given.head["scope"]["when"], self.given.rules, self.given.facts

        def conditions() -> Iterator[Any]:
            what, _, part = name.rpartition(" ")
            if what == "gate":
                yield facts[part].get("applies_when", ALWAYS)
                return
            if name in rules:
                yield rules[name].get("when", ALWAYS)
                return
            yield scope
            for each in self._parts(name, what, part):
                yield each if each in self.score_numbers else rules[each].get("when", ALWAYS)

        def open_(world: World) -> Iterator[Any]:
            for root in conditions():
                if isinstance(root, str):
                    low, high = world.score(root)
                    if low != high:
                        yield root
                elif world.truth(root) == OPEN:
                    yield root

        return open_

    def _parts(self, name: str, what: str, part: str) -> Iterator[str]:
        """The rules and scores that have a part in a claim about grades or about a score."""
        if name == "grade least":
            least = self.judgement.settled.least
            yield from (rule.rule.id for rule in self.program.rules if rule.minimum >= max(1, least))
            yield from (score.name for score in self.program.scores if score.bands)
        elif what == "grade most":
            yield part
        elif name != "scope":
            yield what.removesuffix(" most") if part == "" else what
