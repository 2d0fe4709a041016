"""The second evaluator asked about situations of the tests."""

from __future__ import annotations

from riskengine.case import Assessment, Case
from riskengine.compiling.program import Program
from riskengine.rete.agreement import Compared
from riskengine.rete.completions import Completer
from riskengine.rete.conclusions import Conclusions, conclude
from riskengine.rete.drawing import draw
from riskengine.rete.knowledge import Knowledge
from riskengine.rete.network import Network
from riskengine.ruleset import RuleSet
from tests.oracle import Situation
from tests.oracle_worlds import parameter_value
from tests.rulings import judged
from tests.strategies import inputs_of

__all__ = ["compared", "concluded", "knowledge_in"]


def knowledge_in(situation: Situation, ruleset: RuleSet) -> Knowledge:
    """What a situation says, as the second evaluator reads it from a case."""
    parameters = {name: parameter_value(ruleset, name, situation.as_of) for name in ruleset.parameters}
    return Knowledge(situation.as_of, situation.jurisdiction, dict(situation.known), situation.asked, parameters)


def concluded(ruleset: RuleSet, knowledge: Knowledge) -> Conclusions:
    """What the second evaluator says."""
    return conclude(Network(draw(ruleset)), knowledge)


def compared(
    situation: Situation, program: Program, officer: str | None, *, second: RuleSet | None = None, tried: int = 8
) -> Compared:
    """A situation judged for real, beside what the second evaluator says of it by the same rule set, or by another one."""
    inputs = inputs_of(program, situation)
    judgement = judged(program, inputs, grade=officer)
    assessment = None if officer is None else Assessment(officer, situation.as_of, "1", "DC 4471")
    case = Case("T-1", situation.jurisdiction, {}, assessment)
    ruleset = situation.ruleset if second is None else second
    network, knowledge = Network(draw(ruleset)), knowledge_in(situation, ruleset)
    others = [conclude(network, each) for each in Completer(ruleset).completions(knowledge, tried)]
    return Compared(case, judgement, conclude(network, knowledge), others)
