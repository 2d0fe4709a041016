"""One case concluded by durable-rules: facts asserted layer by layer, and what its rules say of each gate.

The C engine is used without the threads that its Python module starts for timers. One case is one `sid`, deleted when it is
done, and every fact has an id of its own: a hash that durable-rules makes of a fact's text can be that of another's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from riskengine.diagnostics import DisagreementError
from riskengine.rete.circuit import FALSE_CODE, TRUE_CODE, Circuit
from riskengine.rete.sheets import NAMES, Wing, definition_of, wings_of

__all__ = ["Network"]

_SID = "c"
_OBSERVED = 2
_TRUTHS = {"t": TRUE_CODE, "f": FALSE_CODE}


class Network:
    """An edition's circuit in durable-rules. One case at a time: a lock sees to that.

    Raises ImportError where durable-rules is not installed.
    """

    def __init__(self, circuit: Circuit) -> None:
        self._engine: Any = import_module("durable_rules_engine")  # its C part, which has no types
        self.circuit = circuit
        self._wings = wings_of(circuit)
        self._lock = threading.Lock()
        self._homes: list[int] = []
        for home in range(max((wing.home for wing in self._wings), default=-1) + 1):
            text = definition_of(circuit, [wing for wing in self._wings if wing.home == home])
            self._homes.append(self._engine.create_ruleset(f"riskengine-{home}", text))

    def __del__(self) -> None:
        for home in getattr(self, "_homes", ()):
            self._engine.delete_ruleset(home)

    def conclude(self, codes: list[int | None], before: Callable[[int], None]) -> None:
        """Fill the slots of all gates. `before` fills those of the numbers of a layer, when all before it is concluded.

        Raises DisagreementError where durable-rules fails, or contradicts itself.
        """
        with self._lock:
            case = _Case(self, codes, before)
            try:
                case.run()
            except DisagreementError:
                raise
            except Exception as error:
                raise DisagreementError(f"the second evaluator, durable-rules, failed: {error}") from error
            finally:
                case.forget()


class _Case:
    """One case on its way through the layers."""

    def __init__(self, network: Network, codes: list[int | None], before: Callable[[int], None]) -> None:
        self._engine = network._engine  # noqa: SLF001 - a part of the network
        self._homes = network._homes  # noqa: SLF001
        self._wings = network._wings  # noqa: SLF001
        self._gates = network.circuit.gates
        self._layers = network.circuit.layers
        self._codes = codes
        self._before = before
        self._states: dict[int, int] = {}
        self._waiting: list[int] = []
        self._open: dict[int, int] = {}
        self._facts = 0

    def run(self) -> None:
        """Assert the first layer; what is concluded from it asserts the next."""
        self._go_on(1)
        while self._waiting:
            home = self._waiting.pop(0)
            for rule in self._fired(home):
                if rule[0] == "w":
                    self._closed(int(rule[1:]))
                else:
                    self._note(int(rule[1:]), _TRUTHS[rule[0]])
        if self._open:
            raise DisagreementError("the second evaluator, durable-rules, left a layer open")

    def forget(self) -> None:
        """Delete everything that was asserted."""
        for home in self._states:
            self._engine.delete_state(self._homes[home], _SID)

    def _go_on(self, layer: int) -> None:
        """Assert the next layer that has gates."""
        for each in range(layer, self._layers + 1):
            self._before(each)
            wings = [wing for wing in self._wings if wing.layer == each]
            if wings:
                self._open[each] = len(wings)
                for wing in wings:
                    self._assert(wing)
                return

    def _assert(self, wing: Wing) -> None:
        codes = self._codes
        for sheet in wing.sheets:
            known = [
                f',"{name}":{codes[slot]}' for slot, name in zip(sheet.slots, NAMES, strict=False) if codes[slot] is not None
            ]
            self._put(wing.home, f'"s":{sheet.number}{"".join(known)}')
        self._put(wing.home, f'"w":{wing.layer}')
        if wing.home not in self._waiting:
            self._waiting.append(wing.home)

    def _put(self, home: int, what: str) -> None:
        self._facts += 1
        fact = f'{{"sid":"{_SID}","id":"{self._facts}",{what}}}'
        told, self._states[home] = self._engine.assert_fact(self._homes[home], fact)
        if told == _OBSERVED:
            raise DisagreementError("the second evaluator, durable-rules, took one fact for another")

    def _fired(self, home: int) -> Iterator[str]:
        """The names of the rules that fire, until none does."""
        handle, state = self._homes[home], self._states[home]
        started = self._engine.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message:
            yield message[2 : message.index('"', 2)]
            message = self._engine.complete_and_start_action(handle, state)

    def _closed(self, layer: int) -> None:
        self._open[layer] -= 1
        if not self._open[layer]:
            del self._open[layer]
            self._go_on(layer + 1)

    def _note(self, number: int, code: int) -> None:
        gate = self._gates[number]
        if gate.layer not in self._open or self._codes[gate.slot] not in (None, code):
            raise DisagreementError("the second evaluator, durable-rules, contradicts itself")
        self._codes[gate.slot] = code
