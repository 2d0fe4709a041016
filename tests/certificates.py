"""Certificates for tests: made of random situations and shipped examples, altered, and sealed anew."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from riskengine import Engine
from riskengine.certificate_check import Refused, canonical, check, parse, sha256
from riskengine.decision import Decision
from tests.oracle import Situation
from tests.printing.cases import as_case
from tests.properties.test_engine import assessed, written

__all__ = ["accepted", "decided", "leaves", "sealed", "with_value"]


@contextmanager
def decided(situation: Situation, officer: str | None) -> Iterator[tuple[Engine, Decision]]:
    """A random case decided, and the engine that did."""
    with written(situation.ruleset) as rules:
        engine = Engine.open(rules)
        yield engine, engine.assess(as_case(situation, assessed(officer, situation)), as_of=situation.as_of)


def sealed(certificate: dict[str, Any]) -> str:
    """The text of a certificate with the digest that it should have."""
    body = {key: value for key, value in certificate.items() if key != "digest"}
    return canonical(body | {"digest": sha256(body)})


def accepted(text: str) -> bool:
    """Whether the check accepts a certificate; anything but its own refusal is an error of the test."""
    try:
        check(text)
    except Refused:
        return False
    return True


def leaves(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value that holds no other, with the keys that lead to it; an empty list or mapping is one too."""
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    if not tree or not isinstance(tree, dict | list):
        yield path, tree
    for key, value in parts:
        yield from leaves(value, (*path, key))


def with_value(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy in which another value stands at the end of a path."""
    found = copy.copy(tree)
    found[path[0]] = with_value(tree[path[0]], path[1:], value) if path[1:] else value
    return found


def read(text: str) -> dict[str, Any]:
    """A certificate as data."""
    found: dict[str, Any] = parse(text)
    return found
