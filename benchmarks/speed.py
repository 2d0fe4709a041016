"""One case of a 50-rule, 40-fact rule set: the engine against the same rules written by hand, and against a peer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median

from benchmarks.cases import forget
from benchmarks.contest import Contest, contest, taking_turns
from benchmarks.peers import peer_account, peer_answer, peer_input, zen_decision
from benchmarks.report import Row
from benchmarks.timing import medians

__all__ = ["speed"]

_RULES, _FACTS, _MISSING = 50, 40, 0.1
_GROUP = f"One case, {_RULES} rules, {_FACTS} facts"


def speed(rounds: int) -> Iterator[Row]:
    """Times in microseconds, then the ratios that have targets."""
    with contest(_RULES, _FACTS) as ready:
        contenders = _contenders(ready)
        exact = sum(ready.assess(case).grade.range == "exact" for case in ready.parsed(forget(ready.facts, _MISSING)))
        yield Row(_GROUP, "cases with a tenth missing whose range is exact", exact, "of 50")
        peers = _peers(ready)
        times = medians(contenders | peers, rounds)
        inside = _inside(ready) if peers else None
    for name, seconds in times.items():
        yield Row(_GROUP, name, seconds * 1e6, "us")
    if inside is not None:
        yield Row(_GROUP, "zen-engine, inside, by its own account", inside, "us")
    if not peers:
        yield Row(_GROUP, "zen-engine: skipped, install the extra `peers`", 0, "")
    yield from _ratios(times)


def _contenders(ready: Contest) -> dict[str, Callable[[], object]]:
    complete, partial = ready.parsed(ready.facts), ready.parsed(forget(ready.facts, _MISSING))
    decisions = [ready.assess(case) for case in complete]
    decisions[0].explain().text()
    return {
        "plain function": taking_turns(ready.plain, ready.facts),
        "assess, nothing missing": taking_turns(ready.assess, complete),
        "assess, a tenth missing": taking_turns(ready.assess, partial),
        "assess, nothing missing, and the whole record": taking_turns(lambda case: ready.assess(case).record, complete),
        "assess, a tenth missing, and the whole record": taking_turns(lambda case: ready.assess(case).record, partial),
        "explanation as text, of a decision": taking_turns(lambda decision: decision.explain(detail="short").text(), decisions),
        "explanation as text in full": taking_turns(lambda decision: decision.explain().text(), decisions),
    }


def _peers(ready: Contest) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {}
    inputs = [peer_input(facts) for facts in ready.facts]
    for name, trace in (("zen-engine", False), ("zen-engine with its trace", True)):
        evaluate = zen_decision(ready.model, trace=trace)
        if evaluate is not None:
            for facts, plain in zip(ready.facts, inputs, strict=True):
                assert peer_answer(evaluate(plain)) == ready.plain(facts), "the peer means something else by the same rules"
            found[name] = taking_turns(evaluate, inputs)
    return found


def _inside(ready: Contest) -> float:
    """The median of what the peer says that it spends on a case."""
    evaluate = zen_decision(ready.model, trace=False)
    assert evaluate is not None
    return median(peer_account(evaluate(peer_input(facts))) for _ in range(10) for facts in ready.facts)


def _ratios(times: dict[str, float]) -> Iterator[Row]:
    group = "Ratios of these"
    plain = times["plain function"]
    complete, partial = times["assess, nothing missing"], times["assess, a tenth missing"]
    yield Row(group, "assess, nothing missing / plain function", complete / plain, "x", 10)
    yield Row(group, "assess, a tenth missing / plain function", partial / plain, "x", 40)
    for name in ("nothing missing", "a tenth missing"):
        whole = times[f"assess, {name}, and the whole record"]
        yield Row(group, f"the whole record, {name} / plain function", whole / plain, "x")
    yield Row(group, "explanation as text / assess", times["explanation as text, of a decision"] / complete, "x", 10)
    yield Row(group, "explanation as text in full / assess", times["explanation as text in full"] / complete, "x")
    for peer in ("zen-engine", "zen-engine with its trace"):
        if peer in times:
            yield Row(group, f"assess, nothing missing / {peer}", complete / times[peer], "x", 1)
            yield Row(group, f"assess, a tenth missing / {peer}", partial / times[peer], "x")
