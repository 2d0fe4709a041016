"""What holds over every completion of what is not known (language 3.3 to 3.5): exact, or sound bounds.

`settle` is the one function that decides outcomes, the grade range and what matters. Where some cell could
not be cut finely enough to decide a comparison, it is asked a second time on completions that there truly
are: where both answers agree, the answer is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from riskengine.compiling.program import Program
from riskengine.evaluating.causes import decisive_rules, forcing_rules
from riskengine.evaluating.cube import Cube
from riskengine.evaluating.cutting import cut
from riskengine.evaluating.either_way import EitherWay
from riskengine.evaluating.groups import Dependencies, Group, fit, join, sampled
from riskengine.evaluating.inputs import FALSE_LEVEL, TRUE_LEVEL, UNKNOWN_LEVEL, Evaluation, Inputs
from riskengine.evaluating.known import settled_at_once
from riskengine.evaluating.parts import Mask
from riskengine.evaluating.reference import evaluate
from riskengine.evaluating.relevance import relevant_facts
from riskengine.evaluating.score_ranges import score_range
from riskengine.evaluating.settled import Outcome, Relevant, Settled
from riskengine.facts import FactState
from riskengine.records import changed
from riskengine.truth import Truth

__all__ = ["BUDGET", "least_without", "settle", "settled_truths"]

BUDGET = 1 << 18
"""The most completions of one group of facts that are worked through; more are bounded instead."""


_OUTCOMES: dict[int, Outcome] = {FALSE_LEVEL: "does_not_apply", UNKNOWN_LEVEL: "unsettled", TRUE_LEVEL: "applies"}


def settle(program: Program, inputs: Inputs, evaluation: Evaluation, *, budget: int = BUDGET) -> Settled:
    """What every completion of the facts that are not known allows."""
    either_way = EitherWay(program, inputs, evaluation)
    at_once = settled_at_once(program, inputs, evaluation, either_way)
    if at_once is not None:
        return at_once
    outer = Completions(program, inputs, evaluation, budget, brief=True, either_way=either_way)
    answer = outer.settled()
    if not outer.undecided:
        return answer
    if not outer.shortened:
        inner = Completions(program, inputs, evaluation, budget, sample=True, brief=True).settled()
        if changed(inner, exact=True) == changed(answer, exact=True):
            return changed(answer, exact=True)
    return changed(answer, exact=False)


def least_without(program: Program, inputs: Inputs, evaluation: Evaluation, rules: Iterable[int], *, budget: int = BUDGET) -> int:
    """The least required, as an index, if these rules were not there."""
    gone = frozenset(rules)
    return Completions(program, inputs, evaluation, budget).least_of(lambda number: number not in gone)


def settled_truths(
    program: Program, inputs: Inputs, evaluation: Evaluation, nodes: Sequence[int], *, budget: int = BUDGET
) -> list[Truth]:
    """The one truth that each node has over all completions, UNKNOWN where it has two or that is not certain."""
    levels = [(node, evaluation.levels[node]) for node in nodes]
    return [
        _truth(program, inputs, evaluation, node, budget) if level == UNKNOWN_LEVEL else Truth(level) for node, level in levels
    ]


def _truth(program: Program, inputs: Inputs, evaluation: Evaluation, node: int, budget: int) -> Truth:
    if EitherWay(program, inputs, evaluation).certain(node):
        return Truth.UNKNOWN
    axes, _ = fit(cut(program, inputs, evaluation, [node]), budget)
    cube = Cube(program, inputs, evaluation, axes)
    return _settled_truth(cube.node(node), cube.full)


def _settled_truth(mask: Mask, full: int) -> Truth:
    if mask[0] == full:
        return Truth.TRUE
    return Truth.FALSE if mask[1] == full else Truth.UNKNOWN


class Completions:
    """The groups of one case's unknown facts, and every rule's truth over their completions.

    With `sample` only completions that there truly are, though not all, are tried. With `presumed` these rules
    are presumed where they are not settled, and no others; none is accepted. With `brief` rules are left out that
    cannot change what `settled` gives; what the least would be without some rules may not be asked then.
    """

    def __init__(
        self,
        program: Program,
        inputs: Inputs,
        evaluation: Evaluation,
        budget: int,
        *,
        sample: bool = False,
        presumed: frozenset[int] | None = None,
        brief: bool = False,
        either_way: EitherWay | None = None,
    ) -> None:
        self.program = program
        self.inputs = inputs
        self.evaluation = evaluation
        self.budget = budget
        self.sample = sample
        self.presumed = presumed
        self.brief = brief
        self.undecided = False
        self.shortened = False
        self.doubtful: set[int] = set()
        self.needs = Dependencies(program, inputs, evaluation)
        self.either_way = either_way or EitherWay(program, inputs, evaluation)
        self.banded = program.banded
        self.levels = evaluation.levels
        self.scope = Truth(self.levels[program.scope])
        self._cubes: list[tuple[int, Cube, frozenset[int]]] = []
        self._masks: dict[int, tuple[Cube, Mask]] = {}
        self.outcomes: list[Outcome] = [_OUTCOMES[level] for level in program.levels_of_rules(self.levels)]
        self.accepted: list[tuple[int, int]] = []
        self._open = [number for number, outcome in enumerate(self.outcomes) if outcome == "unsettled"]
        self._presume_and_accept()
        self._certain = self._certain_floors()
        self._waiving = frozenset([n for n in self._open if self.outcomes[n] == "presumed"]) | self.doubtful
        self.groups = self._groups()

    # outcomes

    def _presume_and_accept(self) -> None:
        self._make_cubes()
        for number in self._open:
            self.outcomes[number] = self._outcome(number)

    def _make_cubes(self) -> None:
        """One cube for each group of facts that rules of the grade bring together."""
        program = self.program
        worth = self._worth() if self.brief else 1
        graded = [number for number in self._open if program.rules[number].minimum >= worth]
        self._rule_needs = {number: self.needs.node(program.rules[number].node) for number in graded}
        score_needs = {score: self.needs.score(score) for score in self.banded}
        scope_needs = self.needs.node(program.scope)
        for bits in join([*self._rule_needs.values(), *score_needs.values(), scope_needs]):
            nodes = [program.rules[number].node for number in graded if self._rule_needs[number] & bits]
            nodes += [program.scope] if scope_needs & bits else []
            scores = [score for score in self.banded if score_needs[score] & bits]
            cube = self.cube(nodes, scores)
            nodes += [program.rules[number].node for score in scores for number in program.scores[score].rules]
            self._cubes.append((bits, cube, frozenset(nodes)))
        self.score_needs = score_needs
        self.scope_needs = scope_needs

    def _worth(self) -> int:
        """The least minimum grade of an open rule that can have a part in the answer.

        Below the grade of the rules that are certain it has none; at that grade it may stand in for one that is alone, or
        may itself hold everywhere inside a scope that is not settled.
        """
        highest = 0
        for grade, number in self.program.floors:
            if self.outcomes[number] == "applies":
                if grade == highest and self.scope is not Truth.UNKNOWN:
                    return grade + 1
                if highest:
                    break
                highest = grade
        return highest or 1

    def cube(self, nodes: Sequence[int], scores: Sequence[int] = ()) -> Cube:
        """The completions of the facts on which these nodes and scores depend."""
        axes = cut(self.program, self.inputs, self.evaluation, nodes, scores)
        if self.sample:
            axes = sampled(axes)
        axes, shortened = fit(axes, self.budget)
        self.shortened |= shortened
        return Cube(self.program, self.inputs, self.evaluation, axes)

    def masks(self, number: int) -> tuple[Cube, Mask]:
        """A rule's condition over the completions: of its group where that was cut for it, else on its own."""
        found = self._masks.get(number)
        if found is None:
            found = self._masks[number] = self._work_out(number)
        return found

    def _work_out(self, number: int) -> tuple[Cube, Mask]:
        node = self.program.rules[number].node
        bits = self.needs.node(node)
        for _, cube, nodes in self._cubes:
            if node in nodes and all(axis.size > 1 for slot, axis in cube.axes.items() if bits >> slot & 1):
                break
        else:
            cube = self.cube([node])
        true, false = cube.node(node)
        self.undecided |= true | false != cube.full
        return cube, (true, false)

    def _outcome(self, number: int) -> Outcome:
        rule = self.program.rules[number]
        if rule.rule.when_unknown == "report" and self.either_way.certain(rule.node):
            return "unsettled"
        cube, mask = self.masks(number)
        truth = _settled_truth(mask, cube.full)
        if truth is not Truth.UNKNOWN:
            return "applies" if truth is Truth.TRUE else "does_not_apply"
        if not all(mask):
            # It may be settled after all. Presumed, its grade could count that should not; accepted, the reverse.
            if rule.rule.when_unknown == "presume":
                self.doubtful.add(number)
            return "unsettled"
        if self.presumed is not None:
            return "presumed" if number in self.presumed else "unsettled"
        match rule.rule.when_unknown:
            case "presume":
                return "presumed"
            case "accept":
                return self._accept(number, cube, mask)
        return "unsettled"

    def _accept(self, number: int, cube: Cube, mask: Mask) -> Outcome:
        """Accepted if every fact on which it still depends was asked and could not be established."""
        slots = [slot for slot in cube.axes if _depends(cube, mask, slot)]
        if not slots or any(self.inputs.states[slot] is not FactState.UNKNOWN for slot in slots):
            return "unsettled"
        self.accepted += [(slot, number) for slot in slots]
        return "accepted"

    # groups

    def _groups(self) -> list[Group]:
        self.gone = frozenset(n for n, outcome in enumerate(self.outcomes) if outcome == "accepted")
        groups = [self._group(bits, cube) for bits, cube, _ in self._cubes]
        quiet = tuple(score for score in self.banded if not self.score_needs[score])
        if quiet:
            groups.append(self._group(0, Cube(self.program, self.inputs, self.evaluation, []), quiet))
        return groups

    def _group(self, bits: int, cube: Cube, scores: tuple[int, ...] = ()) -> Group:
        scores = scores or tuple(score for score in self.banded if self.score_needs[score] & bits)
        floors = []
        for number, needs in self._rule_needs.items():
            if needs & bits:
                mask = self._counting_mask(number, cube)
                self.undecided |= mask[0] | mask[1] != cube.full
                floors.append((number, mask, self.program.rules[number].minimum))
        fixed = self.fixed(cube)
        scope: Mask = (cube.full, 0)
        if self.scope_needs & bits:
            scope = cube.node(self.program.scope)
            self.undecided |= scope[0] | scope[1] != cube.full
        group = Group(cube, floors, scores, scope, len(self.program.grades), fixed, self.gone)
        if self.scope_needs & bits:
            self.scope = _settled_truth(scope, cube.full)
        for score in scores:
            self.undecided |= any(span.low != span.high for span, _ in cube.score_of(score, fixed))
        return group

    def _counting_mask(self, number: int, cube: Cube) -> Mask:
        """A rule's masks as they count: true if it is presumed, and nowhere certainly false if it may be."""
        if self.outcomes[number] == "presumed":
            return cube.full, 0
        true, false = cube.node(self.program.rules[number].node)
        return true, 0 if number in self.doubtful else false

    def fixed(self, cube: Cube) -> dict[int, Mask]:
        """The masks of the rules that do not count by their conditions alone."""
        return {number: self._counting_mask(number, cube) for number in self._waiving}

    # the range

    def base(self, keep: Callable[[int], bool]) -> int:
        """The highest minimum grade of the rules whose condition is known to be true."""
        for grade, number in self._certain:
            if keep(number):
                return grade
        return 0

    def _certain_floors(self) -> list[tuple[int, int]]:
        """The rules that apply and are in no group: (index of the grade, rule), highest grade first."""
        outcomes, grouped = self.outcomes, self._rule_needs
        return [floor for floor in self.program.floors if outcomes[floor[1]] == "applies" and floor[1] not in grouped]

    def least(self, keep: Callable[[int], bool]) -> int:
        """The least required, as an index, counting only the rules that `keep` keeps."""
        return max([self.base(keep), *(group.least(group.levels(keep)[0], group.inside) for group in self.groups)])

    def least_of(self, keep: Callable[[int], bool]) -> int:
        """The least required if there were only the rules that `keep` keeps; conditions on scores are worked out anew."""
        program = self.program
        if all(keep(number) for score in program.compared for number in program.scores[score].rules):
            return self.least(keep)
        scores = tuple(changed(score, rules=tuple(filter(keep, score.rules))) for score in program.scores)
        fewer = changed(program, scores=scores)
        return Completions(fewer, self.inputs, evaluate(fewer, self.inputs), self.budget, sample=self.sample).least(keep)

    def counted(self, number: int) -> bool:
        """Whether a rule counts towards the most possible: an accepted one does not."""
        return number not in self.gone

    def gating(self, slot: int) -> frozenset[int]:
        """The facts on which the gate of a fact can depend."""
        gate = self.program.gates[slot]
        return frozenset(self.program.node_support[gate]) if gate >= 0 else frozenset()

    def settled(self) -> Settled:
        """Everything that the completions allow."""
        if self.scope is Truth.FALSE:
            return self._answer((-1, -1, -1), (), (), ())
        least = max([self.base(_every), *(group.least(group.all_rules[0], group.inside) for group in self.groups)])
        reached = (group.most(group.without_accepted[1], group.inside) for group in self.groups)
        most = max([least, self.base(self.counted), self._adrift(), *reached])
        counting = max([most, *(group.most(group.all_rules[1], group.inside) for group in self.groups)]) if self.gone else most
        forcing = forcing_rules(self, least)
        decisive = decisive_rules(self, least, forcing)
        return self._answer((least, most, counting), decisive, forcing, relevant_facts(self, least))

    def _adrift(self) -> int:
        """The highest minimum grade of the rules that stay open though no fact is missing, so that no group holds them.

        Something that their condition counts has no value: a parameter on that day, working days beyond the table.
        """
        open_ = [n for n, needs in self._rule_needs.items() if not needs and self.outcomes[n] == "unsettled"]
        self.shortened |= bool(open_)
        return max([self.program.rules[number].minimum for number in open_], default=0)

    def _answer(
        self,
        grades: tuple[int, int, int],
        decisive: tuple[int, ...],
        forcing: tuple[int, ...],
        relevant: tuple[Relevant, ...],
    ) -> Settled:
        least, most, counting = grades
        closed, open_ = self._gates()
        outside = self.scope is Truth.FALSE
        scores = tuple((None, None) if outside else score_range(self, score) for score in range(len(self.program.scores)))
        return Settled(
            scope=self.scope,
            outcomes=tuple(self.outcomes),
            least=least,
            most=most,
            exact=not self.undecided and not self.shortened,
            scores=scores,
            decisive=decisive,
            forcing=forcing,
            relevant=relevant,
            accepted=tuple(sorted(self.accepted)),
            not_applicable=closed,
            gate_open=open_,
            most_counting=counting,
        )

    def _gates(self) -> tuple[frozenset[int], frozenset[int]]:
        """The facts whose gate is settled and false, and those whose gate is not settled."""
        truths = {slot: self._truth(gate) for slot, gate in self.program.gated}
        closed = frozenset(slot for slot, truth in truths.items() if truth is Truth.FALSE)
        return closed, frozenset(slot for slot, truth in truths.items() if truth is Truth.UNKNOWN)

    def _truth(self, node: int) -> Truth:
        """The one truth of a node over all completions, UNKNOWN where it has two or that is not certain."""
        if self.levels[node] != UNKNOWN_LEVEL:
            return Truth(self.levels[node])
        if self.either_way.certain(node):
            return Truth.UNKNOWN
        cube = self.cube([node])
        mask = cube.node(node)
        self.undecided |= mask[0] | mask[1] != cube.full
        return _settled_truth(mask, cube.full)


def _every(_: int) -> bool:
    return True


def _depends(cube: Cube, mask: Mask, slot: int) -> bool:
    """Whether two completions that differ only in this fact may differ in the truth of a condition."""
    true, false = mask
    maybe_true, maybe_false = cube.full & ~false, cube.full & ~true
    return bool(cube.collapse(maybe_true, slot) & cube.collapse(maybe_false, slot))
